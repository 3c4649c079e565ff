# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proportions of toys and icons: large heads on small bodies, short stout limbs, no neck."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats

#: plans whose figures may be built so, and how often
SHARES = {"four_legged": 0.3, "sitting": 0.3, "person": 0.2, "standing_bird": 0.2}
_LEGS, _ARMS = ("leg_", "hind_", "fore_"), ("arm_", "wing_")


def make_toylike(figure: Figure) -> None:
    """Shorten the limbs and the neck and enlarge the head of a finished figure."""
    rng = figure.rng
    drawn = {shape.part for shape in figure.shapes}
    legs, arms = float(rng.uniform(0.45, 0.9)), float(rng.uniform(0.45, 0.9))
    stout = float(rng.uniform(1.0, 1.5))
    for number, part in enumerate(figure.skeleton.parts):
        if number not in drawn:
            continue
        if part.name.startswith(_LEGS):
            _shorten(figure, part.name, legs, stout)
        elif part.name.startswith(_ARMS):
            _shorten(figure, part.name, arms, stout)
        elif part.name == "neck":
            moved = _shorten(figure, "neck", float(rng.uniform(0.3, 0.8)), stout)
            _move_head(figure, moved)
    if figure.skeleton.name == "four_legged":
        _squeeze(figure, float(rng.uniform(0.5, 1.0)))
    _enlarge_head(figure, float(rng.uniform(0.28, 0.52)))


def _joints(figure: Figure, name: str) -> list[int]:
    skeleton = figure.skeleton
    return list(skeleton.chain(skeleton.parts[skeleton.part_index[name]]))


def _shorten(figure: Figure, name: str, share: float, stout: float) -> Floats:
    """Press a part together along its bones, from its root on; return how far its tip moved [2]."""
    rows = _joints(figure, name)
    root, tip = figure.joints[rows[0]].copy(), figure.joints[rows[-1]].copy()
    long = float(np.linalg.norm(tip - root))
    if not np.isfinite(long) or long < 1e-6:
        return np.zeros(2)
    axis = (tip - root) / long
    matrix = stout * np.eye(2) + (share - stout) * np.outer(axis, axis)
    number = figure.skeleton.part_index[name]
    figure.joints[rows] = root + (figure.joints[rows] - root) @ matrix
    for shape in figure.shapes:
        if shape.part == number:
            shape.points = root + (shape.points - root) @ matrix
    return np.asarray((share - 1.0) * long * axis)


def _move_head(figure: Figure, way: Floats) -> None:
    """Move the head after its first joint, which has moved with the neck."""
    figure.joints[_joints(figure, "head")[1:]] += way
    number = figure.skeleton.part_index["head"]
    for shape in figure.shapes:
        if shape.part == number:
            shape.points = shape.points + way


def _squeeze(figure: Figure, share: float) -> None:
    """Press all but the head together from the left and the right."""
    rows = _joints(figure, "head")
    x = float(figure.joints[rows[0], 0])
    others = np.setdiff1d(np.arange(len(figure.joints)), rows)
    figure.joints[others, 0] = x + share * (figure.joints[others, 0] - x)
    number = figure.skeleton.part_index["head"]
    for shape in figure.shapes:
        if shape.part != number:
            shape.points[:, 0] = x + share * (shape.points[:, 0] - x)


def _enlarge_head(figure: Figure, share: float) -> None:
    """Scale the head about its root until it is `share` of the figure's long side."""
    number = figure.skeleton.part_index["head"]
    heads = [s.points for s in figure.shapes if s.part == number and s.closed and not s.detail]
    if not heads:
        return
    size = max(float(np.ptp(points, axis=0).max()) for points in heads)
    whole = float(np.ptp(np.concatenate([s.points for s in figure.shapes]), axis=0).max())
    rest = max(whole - size, 0.4 * whole)
    scale = float(np.clip(share * rest / ((1.0 - share) * size), 1.0, 3.5))
    rows = _joints(figure, "head")
    root = figure.joints[rows[0]].copy()
    figure.joints[rows] = root + scale * (figure.joints[rows] - root)
    for shape in figure.shapes:
        if shape.part == number:
            shape.points = root + scale * (shape.points - root)
