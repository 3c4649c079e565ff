# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bars that somebody holds with both hands: barbells, poles, handlebars of trolleys.

A bar hangs on both hands in halves, with all that sits on its ends, so that it stays straight.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PERSON = "person"
HANDS = ("arm_left3", "arm_right3")
NEAR = 0.07  # long sides: as near to a bar are the hands that hold it
STRAIGHT = 0.06  # of its length: so far a bar leaves a straight line
BEYOND = 1.25  # times as long as the hands lie apart is a bar
LONG = 0.3  # long sides: a bar at least
JOINED = 0.025  # long sides: as near to a bar lies what sits on it
ASIDE = 0.22  # long sides: no farther from a bar's line lies what sits on its end


def held_by_both(
    plan: Skeleton,
    joints: Floats,
    points: Floats,
    strokes: Ints,
    carried: tuple[Ints, Floats, Ints],
) -> tuple[Ints, Floats, Ints]:
    """Return carriers [P, K], weights [P, K] and parts [P] in which a bar hangs on both hands.

    joints [J, 2], points [P, 2]: long side 1; strokes [P]; carried: carriers, weights and parts.
    """
    carriers, weights, parts = carried
    if plan.name != PERSON or carriers.shape[1] < 2:
        return carried
    hands = [plan.index[name] for name in HANDS]
    if not np.isfinite(joints[hands]).all():
        return carried
    own = [np.flatnonzero(strokes == stroke) for stroke in np.unique(strokes)]
    bars = [line for line in own if _is_bar(points[line], joints[hands])]
    if not bars:
        return carried
    bar = max(bars, key=lambda line: float(np.linalg.norm(np.ptp(points[line], axis=0))))
    held = np.concatenate([bar, *_sitting_on(points, own, bar, joints[hands])])
    carriers, weights, parts = carriers.copy(), weights.copy(), parts.copy()
    carriers[held], weights[held] = hands[0], 0.0
    carriers[held, 1], weights[held, :2], parts[held] = hands[1], 0.5, -1
    return carriers, weights, parts


def _axis(line: Floats) -> tuple[Floats, Floats, float]:
    """Return the middle [2] and the direction [2] of a line [N, 2], and how long it is."""
    middle = line.mean(axis=0)
    along = np.linalg.svd(line - middle, full_matrices=False)[2][0]
    return middle, along, float(np.ptp((line - middle) @ along))


def _is_bar(line: Floats, hands: Floats) -> bool:
    """Tell whether a line [N, 2] is straight, goes along both hands [2, 2] and on beyond them."""
    if len(line) < 2:
        return False
    middle, along, long = _axis(line)
    across = np.array([-along[1], along[0]])
    places, off = (hands - middle) @ along, np.abs((hands - middle) @ across)
    reach = (line - middle) @ along
    within = (places > reach.min() - NEAR).all() and (places < reach.max() + NEAR).all()
    straight = float(np.ptp((line - middle) @ across)) < STRAIGHT * long
    apart = abs(float(places[1] - places[0]))
    return bool(
        within and straight and long > max(LONG, BEYOND * apart) and off.max() < NEAR and apart > 0
    )


def _sitting_on(points: Floats, own: list[Ints], bar: Ints, hands: Floats) -> list[Ints]:
    """Return the other strokes that sit on a bar's ends, beyond the hands [2, 2]."""
    middle, along, _ = _axis(points[bar])
    across = np.array([-along[1], along[0]])
    low, high = np.sort((hands - middle) @ along)
    found: list[Ints] = []
    tree = cKDTree(_dense(points[bar]))
    left = [line for line in own if line is not bar]
    while True:
        more = []
        for line in left:
            reach, off = (points[line] - middle) @ along, np.abs((points[line] - middle) @ across)
            beyond = reach.max() < low or reach.min() > high
            if beyond and off.max() < ASIDE and tree.query(_dense(points[line]))[0].min() < JOINED:
                more.append(line)
        if not more:
            return found
        found += more
        left = [line for line in left if not any(line is other for other in more)]
        tree = cKDTree(np.concatenate([_dense(points[line]) for line in (bar, *found)]))


def _dense(line: Floats) -> Floats:
    """Return points along a line [N, 2], as near to one another as things touch."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    at = np.concatenate([[0.0], np.cumsum(steps)])
    if at[-1] <= 0:
        return line
    fine = np.linspace(0.0, at[-1], int(at[-1] / (0.5 * JOINED)) + 2)
    return np.stack([np.interp(fine, at, line[:, axis]) for axis in (0, 1)], axis=1)
