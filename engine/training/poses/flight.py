# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of birds seen from the side, with their wings at any time of the beat.

A wing beats towards us and away, so its height in the picture shrinks to almost nothing and comes
back on the other side, while it sweeps backwards; the tip is a little late. At time 0 it is high,
at 1/2 low.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass

import numpy as np

from engine.puppets.figures import build_figure
from engine.puppets.figures.flesh import Figure, Floats, turned

WINGS = ("wing_near", "wing_far")
_HIGHEST, _LOWEST = 0.1, 0.85  # of half a turn
_SWEEP = 0.75  # of its height: how far a level wing reaches further back
_LATE = 0.09  # of a beat: the tip behind the shoulder
_TILT = 0.16  # radians: the far wing is seen a little higher
_STEEPEST = 0.45  # radians: birds that fly steeper than this are of another view
_RAISED = (1.2, 2.1)  # radians: angles of wings that are up, from the body's axis


@dataclass(frozen=True)
class Flier:
    """A bird with its wings as high as they get.

    Attributes:
        figure: bones and flesh.
        axis: direction of the body, radians.
    """

    figure: Figure
    axis: float

    def at(self, time: float) -> Figure:
        """Return the figure at a time of the beat, 0..1."""
        figure = copy.deepcopy(self.figure)
        for number, name in enumerate(WINGS):
            if np.isfinite(figure.at(f"{name}0")).all():
                self._beat(figure, name, time, _TILT * number)
        return figure

    def _beat(self, figure: Figure, name: str, time: float, tilt: float) -> None:
        root = figure.at(f"{name}0").copy()
        part = figure.part(name)
        joints = [n for n in range(4) if f"{name}{n}" in figure.skeleton.index]
        for shape in figure.shapes:
            if shape.part == part:
                shape.points = self._moved(shape.points, root, shape.along, time, tilt)
        for number in joints:
            at = figure.at(f"{name}{number}")[None]
            share = np.array([number / max(joints[-1], 1)])
            figure.place(f"{name}{number}", self._moved(at, root, share, time, tilt)[0])

    def _moved(
        self, points: Floats, root: Floats, along: Floats, time: float, tilt: float
    ) -> Floats:
        local = turned(points - root, -self.axis)
        phase = _phase(time - _LATE * along)
        height = -local[:, 1]
        local[:, 1] = -height * np.cos(phase - tilt)
        local[:, 0] -= _SWEEP * np.abs(height) * np.sin(phase) ** 2
        return turned(local, self.axis) + root


def _phase(time: Floats) -> Floats:
    """Return where a wing is: 0 is straight up, pi straight down."""
    half = 0.5 - 0.5 * np.cos(2.0 * np.pi * time)
    return np.asarray(np.pi * (_HIGHEST + (_LOWEST - _HIGHEST) * half))


def side_flier(rng: np.random.Generator) -> Flier:
    """Return a random bird that is seen from the side, with its wings up."""
    while True:
        figure = build_figure("flying_bird", rng)
        axis = _axis(figure)
        if abs(axis) > _STEEPEST or not np.isfinite(figure.at("wing_near0")).all():
            continue
        _raise(figure, axis)
        angles = np.array([wing_angle(figure, name) for name in WINGS])
        if np.all((angles > _RAISED[0]) & (angles < _RAISED[1]) | np.isnan(angles)):
            return Flier(figure, axis)


def wing_angle(figure: Figure, name: str = WINGS[0]) -> float:
    """Return the angle from the body's axis to a wing, radians; pi/2 up, pi back, 3/2 pi down.

    NaN where the figure doesn't show the wing.
    """
    arm = turned((figure.at(f"{name}3") - figure.at(f"{name}0"))[None], -_axis(figure))[0]
    return float(np.mod(np.arctan2(-arm[1], arm[0]) + 0.5, 2.0 * np.pi) - 0.5)


def _axis(figure: Figure) -> float:
    arm = figure.at("breast") - figure.at("belly")
    return float(np.arctan2(arm[1], arm[0]))


def _raise(figure: Figure, axis: float) -> None:
    """Turn wings that are drawn low into high ones, mirrored about the body's axis."""
    for name in WINGS:
        root, tip = figure.at(f"{name}0").copy(), figure.at(f"{name}3")
        if not np.isfinite(root).all() or turned((tip - root)[None], -axis)[0, 1] < 0:
            continue
        for shape in figure.shapes:
            if shape.part == figure.part(name):
                shape.points = _mirrored(shape.points, root, axis)
        for number in range(4):
            joint = f"{name}{number}"
            figure.place(joint, _mirrored(figure.at(joint)[None], root, axis)[0])


def _mirrored(points: Floats, root: Floats, axis: float) -> Floats:
    local = turned(points - root, -axis)
    local[:, 1] *= -1.0
    return turned(local, axis) + root
