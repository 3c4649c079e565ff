# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the optimisation sees it: tokens on its curves, in the working space.

Every stroke is described by handles, points on its curves. Motion priors see a few hundred of them
at most, the tokens; the motion of the tokens is carried back to every handle, along a stroke by
interpolation, between strokes by nearness.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.handles import Handles, control_to_curve, curve_to_control, fit_handles
from engine.geometry.working_space import WorkingSpace
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.scene.object_requests import fixed_strokes
from engine.vector.scene.token_sampling import sample_tokens

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEIGHBOURS = 6


@dataclass(frozen=True)
class Scene:
    """The T tokens of a drawing, and the way back to its H handles and P points.

    Attributes:
        drawing: the drawing, with everything that may not move marked as locked.
        space: the working space.
        handles: the handles and the curves they control.
        rest: [H, 2], the handles at rest, working units.
        active: indices of the drawing's objects that move; a sketch counts them from 0.
        objects: [H], index into active, or -1 for what never moves.
        lengths: [H], the length of line that each handle stands for, working units.
        tokens: [T], which handles the prior sees.
        spread_indices, spread_weights: [H, k], each handle as an average of tokens.
    """

    drawing: Drawing
    space: WorkingSpace
    handles: Handles
    rest: Floats
    active: tuple[int, ...]
    objects: Ints
    lengths: Floats
    tokens: Ints
    spread_indices: Ints
    spread_weights: Floats

    @property
    def is_sampled(self) -> bool:
        """Whether the prior sees less than every handle."""
        return len(self.tokens) < len(self.rest)

    def token_objects(self) -> Ints:
        """Return the index [T] into active of each token, -1 for what never moves."""
        return np.asarray(self.objects[self.tokens])

    def handle_displacements(self, tokens: NDArray[np.floating]) -> Floats:
        """Spread displacements [F, T, 2] of the tokens over all handles [F, H, 2]."""
        if not self.is_sampled:
            return np.asarray(tokens, dtype=np.float64)
        gathered = np.asarray(tokens, dtype=np.float64)[:, self.spread_indices]
        spread = np.einsum("fhkd,hk->fhd", gathered, self.spread_weights)
        spread[:, self.objects < 0] = 0.0
        return np.asarray(spread)

    def point_displacements(self, handles: Floats) -> Floats:
        """Turn displacements [F, H, 2] of the handles into those of the points.

        handles [F, H, 2]: working units. Returns [F, P, 2], canvas pixels.
        """
        control = curve_to_control(self.handles, handles)
        moved = self.handles.displace_points(control)
        return np.asarray(self.space.displacement_to_canvas(moved))


def build_scene(drawing: Drawing, still: Bools | None = None, *, most_tokens: int) -> Scene:
    """Build the scene of a drawing at rest.

    Args:
        drawing: one that `check_drawing` has passed.
        still: [S], which strokes stay where they are; None = what the drawing itself holds still.
        most_tokens: how many tokens a prior can take.
    """
    still = fixed_strokes(drawing) if still is None else still
    owner = numpy_of(drawing.objects).astype(np.int64)
    drawing = replace(drawing, locked=array_of(still.astype(np.uint8)))
    space = WorkingSpace.of(drawing)
    handles = fit_handles(drawing)
    control = space.to_working(handles.control.astype(np.float64))
    rest = np.asarray(control_to_curve(handles, control))
    active = tuple(sorted({int(o) for o in owner[~still]}))
    number = np.full(drawing.object_count + 1, -1, dtype=np.int64)
    number[list(active)] = np.arange(len(active))
    stroke = handles.stroke_of_handle
    objects = np.where(still[stroke], -1, number[owner[stroke]])
    tokens = sample_tokens(rest, stroke, objects, most_tokens)
    indices, weights = _spread(rest, stroke, objects, tokens)
    lengths = _lengths(rest, stroke)
    return Scene(drawing, space, handles, rest, active, objects, lengths, tokens, indices, weights)


def check_drawing(drawing: Drawing, locked: Bools) -> None:
    """Check that there is something to animate; locked [S]: strokes that may not move.

    Raises BadInput for a drawing that is empty, isn't finite, or has nothing that may move.
    """
    positions = numpy_of(drawing.positions)
    if drawing.stroke_count == 0 or not len(positions):
        raise BadInput("The drawing is empty.", hint="Draw something first, then animate it.")
    if not np.isfinite(positions).all():
        raise BadInput(
            "The drawing has points that are not numbers.",
            hint="Apply or remove the modifiers on the drawing, or redraw the broken stroke.",
        )
    if locked.all():
        raise BadInput(
            "Nothing in the drawing may move.",
            hint="Unlock an object, or move strokes out of the background.",
        )


def _lengths(rest: Floats, stroke: NDArray[np.integer]) -> Floats:
    """Return half the way to both neighbours on the stroke; a lone dot counts as one unit."""
    gap = np.linalg.norm(np.diff(rest, axis=0), axis=1) * (stroke[1:] == stroke[:-1])
    lengths = np.zeros(len(rest))
    lengths[:-1] += gap / 2
    lengths[1:] += gap / 2
    return np.maximum(lengths, 1.0)


def _spread(
    rest: Floats, stroke: NDArray[np.integer], objects: Ints, tokens: Ints
) -> tuple[Ints, Floats]:
    """Express each handle as an average of tokens of its object: indices and weights [H, k]."""
    if len(tokens) == len(rest):
        return np.arange(len(rest))[:, None], np.ones((len(rest), 1))
    count = min(NEIGHBOURS, len(tokens))
    indices = np.zeros((len(rest), count), dtype=np.int64)
    weights = np.zeros((len(rest), count))
    for index in np.unique(objects[objects >= 0]):
        own, seen = np.flatnonzero(objects == index), np.flatnonzero(objects[tokens] == index)
        near = min(count, len(seen))
        tree = cKDTree(rest[tokens[seen]])
        distance, nearest = tree.query(rest[own], k=near)
        distance, nearest = distance.reshape(len(own), near), nearest.reshape(len(own), near)
        same = stroke[tokens[seen]][nearest] == stroke[own][:, None]
        reach = np.where(same, 0.5, 1.0) * distance
        fade = 1.0 - 0.99 * (distance / (distance[:, -1:] + 1e-6)) ** 2
        raw = fade / (reach + 0.5) ** 2
        indices[own, :near] = seen[nearest]
        weights[own, :near] = raw / raw.sum(axis=1, keepdims=True)
    return indices, weights
