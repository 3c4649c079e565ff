# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a part that is an object of its own hangs on the rest, like an ear on a head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from engine.language.own_parts import FROM_BELOW, part_noun
from engine.rig.bones import Bones, Floats

HINGE = "hinge"  # joint: where the part hangs
REST = ("rest_low", "rest_high")  # joints: the corners of the box around all else
NEAR = 0.02  # of the drawing's long side: as near a part touches the rest
ALONG = 0.6  # of a part, that touches the rest: then it hangs at one end of that


def same_part(name: str, other: str) -> bool:
    """Tell whether two objects are one part, or parts of one name: "ear" and "ear 2"."""
    noun = part_noun(name)
    return name == other or (bool(noun) and part_noun(other) == noun)


def hung(bones: Bones, noun: str, own: Floats, rest: Floats) -> Bones:
    """Return the bones of a part, called by a noun, with a joint where it hangs on the rest.

    own [N, 2]: points on its lines; rest [R, 2]: on those of all else.
    """
    if not len(own) or not len(rest):
        return bones
    every = np.concatenate([own, rest])
    size = float(np.ptp(every, axis=0).max())
    apart, _ = cKDTree(rest).query(own)
    corners = [rest.min(axis=0), rest.max(axis=0)]
    touching = own[apart <= max(NEAR * size, float(apart.min()) * 1.01)]
    hinge = touching.mean(axis=0)
    if np.ptp(touching, axis=0).max() > ALONG * np.ptp(own, axis=0).max():
        inwards = np.abs(touching[:, 0] - 0.5 * (corners[0][0] + corners[1][0]))
        hinge = touching[touching[:, 1].argmax() if noun in FROM_BELOW else inwards.argmin()]
    return replace(
        bones,
        names=(*bones.names, HINGE, *REST),
        parents=np.concatenate([bones.parents, [0, 0, 0]]),
        joints=np.concatenate([bones.joints, [hinge, *corners]]),
        confidence=np.concatenate([bones.confidence, np.ones(3)]),
    )
