# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints along a sheet of paper or cloth that flutters: a wave runs over them.

Each of them slides (see `engine.rig.slides`) and carries what lies near to it along the sheet.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.language.text import stem, stems_of
from engine.language.word_lists import word_set
from engine.rig.bones import Bones, Floats
from engine.rig.slides import SLIDE, slide_place

SHEET = "sheet"  # joint, with a number
JOINTS = 4
_SHEETS = word_set(
    """
    paper ticket letter page note receipt banknote poster map newspaper envelope towel blanket card
    bill leaflet flyer document photo photograph cloth handkerchief napkin tissue postcard coupon
    voucher certificate contract invoice ribbon curtain banner sheet
    """
)
_FLUTTERING = word_set("flutter flap wave ripple billow")
HEARD = frozenset(stem(word) for word in _SHEETS | _FLUTTERING)


def flutters(caption: str) -> bool:
    """Tell whether a caption lets a sheet flutter."""
    said = set(stems_of(caption))
    told = (_SHEETS, _FLUTTERING)
    return all(said & {stem(word) for word in words} for words in told)


def with_sheet(bones: Bones, points: Floats) -> Bones:
    """Return bones on whose joints all points [P, 2] of a sheet hang, by their place along it."""
    middle = 0.5 * (points.min(axis=0) + points.max(axis=0))
    along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0]
    way = (points - middle) @ along
    reach = float(np.abs(way).max())
    if reach <= 0.0:
        return bones
    first = len(bones.names)
    at = np.linspace(-reach, reach, JOINTS)
    places = middle + at[:, None] * along
    share = np.clip(1.0 - np.abs(way[:, None] - at) / (at[1] - at[0]), 0.0, 1.0)
    carriers = np.argsort(-share, axis=1, kind="stable")[:, :2]
    size = float(np.ptp(points, axis=0).max())
    names = [f"{kind}{SHEET}{number}" for number in range(JOINTS) for kind in (SLIDE, "")]
    parents = [p for number in range(JOINTS) for p in (0, first + 2 * number)]
    joints = np.stack([slide_place(places, size), places], axis=1).reshape(-1, 2)
    weights = np.take_along_axis(share, carriers, axis=1)
    return replace(
        bones,
        names=(*bones.names, *names),
        parents=np.concatenate([bones.parents, parents]).astype(np.int64),
        joints=np.concatenate([bones.joints, joints]),
        confidence=np.concatenate([bones.confidence, np.ones(2 * JOINTS)]),
        carriers=(first + 1 + 2 * carriers).astype(np.int64),
        weights=weights / weights.sum(axis=1, keepdims=True),
    )
