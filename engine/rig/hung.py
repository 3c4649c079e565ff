# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a part that is an object of its own hangs on the rest, like an ear on a head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.language.own_parts import part_noun
from engine.language.part_nouns import FROM_BELOW
from engine.language.part_words import singular
from engine.rig.bones import Bones, Floats
from engine.rig.part_strokes import PartStrokes
from engine.rig.radiating import radiating
from engine.runtime.arrays import places_within

HINGE = "hinge"  # joint: where the part hangs
REST = ("rest_low", "rest_high")  # joints: the corners of the box around all else
AXIS = "axis"  # joint: on the axis between two halves, beside the hinge
STAYING = (
    "soft",
    "stands",
    "stuck",
    "any",
)  # what hangs so turns about the middle of where it touches
ENDS_HELD = ("hinge", "soft", "stuck", "any")  # of what hangs so, both ends stay that touch
HALVES = "halves"  # how two hang that open and close about where they meet
NEAR = 0.02  # of the drawing's long side: as near a part touches the rest
AT_END = 0.08  # of the length of a part: what lies at its end
LONG = 1.8  # times as long as wide: a part that has two ends
ASIDE = 0.15  # of its length: it touches the rest so far from its middle, to hang at an end
NEARER = 0.4  # of its length: one end is so much nearer to the middle of the rest
STEP = 0.01  # of the drawing's long side, between places on the lines that a part may touch
ALONG = 0.6  # of a part, that touches the rest: then it hangs at one end of that


def same_part(name: str, other: str) -> bool:
    """Tell whether two objects are one part, or parts of one name: "ear" and "ear 2"."""
    mine, theirs = (each.rstrip("0123456789").rstrip() for each in (name, other))
    noun = part_noun(name)
    is_known = bool(singular(mine.split()[-1])) if mine else False
    return (mine == theirs and (name == other or is_known)) or (
        bool(noun) and part_noun(other) == noun
    )


def hung(
    bones: Bones,
    noun: str,
    own: Floats,
    rest: Floats,
    hangs: str = "",
    strokes: NDArray[np.int64] | None = None,
) -> Bones:
    """Return the bones of a part, called by a noun, with a joint where it hangs on the rest.

    own [N, 2]: points on its lines; rest [R, 2]: on those of all else. hangs: how it does, as in
    the table of parts; "several" for several that turn about where they meet, or where they point.
    strokes [N]: of its points.
    """
    if not len(own) or not len(rest):
        return bones
    every = np.concatenate([own, rest])
    size = float(np.ptp(every, axis=0).max())
    apart, _ = cKDTree(rest).query(own)
    corners = [rest.min(axis=0), rest.max(axis=0)]
    touching = own[apart <= max(NEAR * size, float(apart.min()) * 1.01)]
    hinge = _hinge(hangs, own, touching, 0.5 * (corners[0] + corners[1]))
    if strokes is not None:
        hinge = _several(hangs, own, strokes, apart <= NEAR * size, hinge)
    if hinge is None and hangs in STAYING and float(apart.min()) > NEAR * size:
        hinge = 0.5 * (own.min(axis=0) + own.max(axis=0))  # it touches nothing: a moustache
    if hinge is None:
        hinge = touching.mean(axis=0)
        wide = np.ptp(touching, axis=0).max() > ALONG * np.ptp(own, axis=0).max()
        if wide and hangs not in STAYING:
            inwards = np.abs(touching[:, 0] - 0.5 * (corners[0][0] + corners[1][0]))
            hinge = touching[touching[:, 1].argmax() if noun in FROM_BELOW else inwards.argmin()]
    if noun in FROM_BELOW and hangs in ("", "hinge"):
        foot = own[own[:, 1] > own[:, 1].max() - NEAR * size].mean(axis=0)
        stands = foot[1] > every[:, 1].max() - 2 * NEAR * size
        if stands and hinge[1] < own.mean(axis=0)[1]:
            hinge = foot  # an arm of a bust; what it holds touches a hat
    names, joints = [HINGE, *REST], [hinge, *corners]
    if hangs == HALVES:
        names.append(AXIS)
        joints.append(every.mean(axis=0))
    return replace(
        bones,
        names=(*bones.names, *names),
        parents=np.concatenate([bones.parents, np.zeros(len(names), np.int64)]),
        joints=np.concatenate([bones.joints, joints]),
        confidence=np.concatenate([bones.confidence, np.ones(len(names))]),
    )


def hung_at(bones: Bones, place: Floats) -> Bones:
    """Return the bones of a part that turns about a place [2]."""
    if HINGE not in bones.names:
        return bones
    joints = bones.joints.copy()
    joints[bones.names.index(HINGE)] = place
    return replace(bones, joints=joints)


def filled_in(points: Floats, strokes: NDArray[np.int64]) -> tuple[Floats, NDArray[np.int64]]:
    """Return lines [N, 2] with further places on their long straight pieces, and their strokes.

    What touches a long piece between two of its points is near to none of them.
    """
    if not len(points):
        return points, strokes
    step = STEP * max(float(np.ptp(points, axis=0).max()), 1e-9)
    first = np.flatnonzero(strokes[1:] == strokes[:-1])
    way = points[first + 1] - points[first]
    more = np.floor(np.linalg.norm(way, axis=1) / step).astype(np.int64)
    of = np.repeat(np.arange(len(first)), more)
    share = (places_within(more) + 1.0) / (more[of] + 1.0)
    between = points[first[of]] + share[:, None] * way[of]
    return np.concatenate([points, between]), np.concatenate([strokes, strokes[first[of]]])


def _several(
    hangs: str,
    own: Floats,
    strokes: NDArray[np.int64],
    near: NDArray[np.bool_],
    hinge: Floats | None,
) -> Floats | None:
    """Return where [2] a part turns that is rays, or a line held at both ends; else its hinge."""
    if hangs == "several":
        rays = radiating(PartStrokes.of(own, strokes))
        return rays[1] if rays is not None and rays[0].all() else hinge
    if hangs in ENDS_HELD and strokes[0] == strokes[-1] and near[0] and near[-1]:
        return np.asarray(0.5 * (own[0] + own[-1]))
    return hinge


def _end(own: Floats, share: Floats) -> Floats:
    """Return the middle [2] of one end of a part; share [N]: of its length, from that end."""
    last, near = own[share < AT_END].mean(axis=0), own[share < 3.0 * AT_END]
    middle = 0.5 * (near.min(axis=0) + near.max(axis=0))
    reach = np.ptp(near, axis=0)
    return np.asarray(np.where(reach == reach.min(), middle, last), np.float64)


def _hinge(hangs: str, own: Floats, touching: Floats, middle: Floats) -> Floats | None:
    """Return where [2] a part hangs that hangs as the table says; None where touching tells it.

    middle [2]: of the box around all else.
    """
    low, high = own.min(axis=0), own.max(axis=0)
    if hangs == HALVES:
        return np.asarray(touching.mean(axis=0))
    if hangs == "axle":
        return np.asarray(0.5 * (low + high))
    if hangs == "several":
        return np.asarray(own.mean(axis=0))
    if hangs == "flap":
        return np.asarray(touching.mean(axis=0))
    along = np.linalg.svd(own - own.mean(axis=0), full_matrices=False)[2]
    placed = (own - own.mean(axis=0)) @ along.T
    start, length = float(placed[:, 0].min()), float(np.ptp(placed[:, 0]))
    if length <= 0.0:
        return None
    share = (placed[:, 0] - start) / length
    ends = np.stack([_end(own, share), _end(own, 1.0 - share)])
    if hangs in ("hand", "hub"):
        apart = np.linalg.norm(ends - middle, axis=1)
        turned = np.linalg.norm(0.5 * (low + high) - middle) < 0.2 * length
        return np.asarray(0.5 * (low + high) if turned else ends[int(apart.argmin())])
    if hangs == "hangs":
        return np.array([touching[touching[:, 1].argmin(), 0], low[1]])
    long = length > LONG * max(float(np.ptp(placed[:, 1])), 1e-9)
    at = float(((touching.mean(axis=0) - own.mean(axis=0)) @ along[0] - start) / max(length, 1e-9))
    if hangs in ("hinge", "soft", "stands") and long:
        apart = np.linalg.norm(ends - middle, axis=1)
        nearer = int(apart.argmin()) if np.ptp(apart) > NEARER * length else None
        end = int(at > 0.5) if abs(at - 0.5) > ASIDE else nearer
        return None if end is None else np.asarray(ends[end])
    if hangs == "stands":
        return np.array([0.5 * (low[0] + high[0]), high[1]])
    return None
