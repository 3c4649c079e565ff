# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the optimisation sees it: tokens on its curves, in the working space.

Motion priors see at most a few hundred tokens. A drawing with more is thinned out (strokes spread
over each object, tokens spread along each stroke), and the motion of the tokens is carried back to
every handle: along a stroke by interpolation, between strokes by nearness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from torch import Tensor

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.handles import Handles, control_to_curve, curve_to_control, fit_handles
from engine.geometry.working_space import WorkingSpace
from engine.priors.base import PointSketch
from engine.runtime.arrays import array_of, numpy_of
from engine.vector.scene.token_sampling import sample_tokens

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEIGHBOURS = 6


@dataclass(frozen=True)
class Scene:
    """Tokens of a drawing and the way back to its points.

    Attributes:
        drawing: the drawing, with everything that may not move marked as locked.
        space: the working space.
        handles: motion handles.
        rest: [H, 2] the handles' places on the curves, working units.
        active: indices of the drawing's objects that move; a sketch counts them from 0.
        objects: [H] index into active, or -1 for what never moves.
        lengths: [H] length of line that each place stands for.
        tokens: [T] which places the prior sees.
        spread_indices, spread_weights: [H, k] each place as an average of tokens.
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
    def thinned(self) -> bool:
        """Whether the prior sees less than every handle."""
        return len(self.tokens) < len(self.rest)

    def token_objects(self) -> Ints:
        """[T] index into active of each token, -1 for what never moves."""
        return np.asarray(self.objects[self.tokens])

    def sketch(self, members: Sequence[int] | None = None) -> tuple[PointSketch, Tensor]:
        """The tokens of some active objects (None = everything) as a prior wants them.

        Returns the sketch, its objects counted from 0 in the order of members, and long [n], the
        tokens it is made of.
        """
        own = self.token_objects()
        if members is None:
            chosen, label = np.arange(len(own)), own
        else:
            chosen = np.flatnonzero(np.isin(own, list(members)))
            place = {member: index for index, member in enumerate(members)}
            label = np.array([place[int(o)] for o in own[chosen]], dtype=np.int64)
        at = self.tokens[chosen]
        objects = torch.from_numpy(np.array(label, dtype=np.int64))
        strokes = np.unique(self.handles.stroke_of_handle[at], return_inverse=True)[1]
        sketch = PointSketch(
            torch.from_numpy(self.rest[at].astype(np.float32)),
            torch.from_numpy(strokes.astype(np.int64)),
            objects,
            objects < 0,
        )
        return sketch, torch.from_numpy(chosen)

    def token_rest(self) -> Tensor:
        """float32 [T, 2]."""
        return torch.from_numpy(self.rest[self.tokens].astype(np.float32))

    def places(self, tokens: NDArray[np.floating]) -> Floats:
        """Displacements [F, H, 2] of all places from those of the tokens [F, T, 2]."""
        if not self.thinned:
            return np.asarray(tokens, dtype=np.float64)
        gathered = np.asarray(tokens, dtype=np.float64)[:, self.spread_indices]
        spread = np.einsum("fhkd,hk->fhd", gathered, self.spread_weights)
        spread[:, self.objects < 0] = 0.0
        return np.asarray(spread)

    def points(self, places: Floats) -> Floats:
        """Displacements [F, P, 2] of the drawing's points, canvas pixels, from those of places."""
        control = curve_to_control(self.handles, places)
        moved = self.handles.displace_points(control)
        return np.asarray(self.space.displacement_to_canvas(moved))


def build_scene(drawing: Drawing, still: Sequence[bool], *, most_tokens: int) -> Scene:
    """The scene of a drawing.

    Args:
        drawing: at rest.
        still: for each object, whether it has to stay where it is.
        most_tokens: how many tokens a prior can take.

    Raises BadInput for a drawing that is empty, isn't finite, or has nothing that may move.
    """
    check_drawing(drawing, still)
    owner = numpy_of(drawing.objects).astype(np.int64)
    locked = _locked(drawing, still)
    drawing = replace(drawing, locked=array_of(locked.astype(np.uint8)))
    space = WorkingSpace.of(drawing)
    handles = fit_handles(drawing)
    control = space.to_working(handles.control.astype(np.float64))
    rest = np.asarray(control_to_curve(handles, control))
    active = tuple(sorted({int(o) for o in owner[~locked]}))
    place = np.full(drawing.object_count + 1, -1, dtype=np.int64)
    place[list(active)] = np.arange(len(active))
    stroke = handles.stroke_of_handle
    objects = np.where(locked[stroke], -1, place[owner[stroke]])
    tokens = sample_tokens(rest, stroke, objects, most_tokens)
    indices, weights = _spread(rest, stroke, objects, tokens)
    lengths = _lengths(rest, stroke)
    return Scene(drawing, space, handles, rest, active, objects, lengths, tokens, indices, weights)


def check_drawing(drawing: Drawing, still: Sequence[bool]) -> None:
    """Raises BadInput for a drawing that is empty, not finite, or has nothing that may move."""
    positions = numpy_of(drawing.positions)
    if drawing.stroke_count == 0 or not len(positions):
        raise BadInput("The drawing is empty.", hint="Draw something first, then animate it.")
    if not np.isfinite(positions).all():
        raise BadInput(
            "The drawing has points that are not numbers.",
            hint="Apply or remove the modifiers on the drawing, or redraw the broken stroke.",
        )
    if _locked(drawing, still).all():
        raise BadInput(
            "Nothing in the drawing may move.",
            hint="Unlock an object, or move strokes out of the background.",
        )


def _locked(drawing: Drawing, still: Sequence[bool]) -> NDArray[np.bool_]:
    """[S] strokes that may not move."""
    owner = numpy_of(drawing.objects)
    locked = (numpy_of(drawing.locked) != 0) | (owner < 0)
    return np.asarray(locked | np.array([*still, True], dtype=bool)[owner])


def _lengths(rest: Floats, stroke: NDArray[np.integer]) -> Floats:
    """Half the way to both neighbours on the stroke; a lone dot counts as one unit."""
    gap = np.linalg.norm(np.diff(rest, axis=0), axis=1) * (stroke[1:] == stroke[:-1])
    lengths = np.zeros(len(rest))
    lengths[:-1] += gap / 2
    lengths[1:] += gap / 2
    return np.maximum(lengths, 1.0)


def _spread(
    rest: Floats, stroke: NDArray[np.integer], objects: Ints, tokens: Ints
) -> tuple[Ints, Floats]:
    """Each place as an average of tokens of its object: indices [H, k], weights [H, k]."""
    if len(tokens) == len(rest):
        return np.arange(len(rest))[:, None], np.ones((len(rest), 1))
    count = min(NEIGHBOURS, len(tokens))
    indices = np.zeros((len(rest), count), dtype=np.int64)
    weights = np.zeros((len(rest), count))
    for index in np.unique(objects[objects >= 0]):
        mine, seen = np.flatnonzero(objects == index), np.flatnonzero(objects[tokens] == index)
        near = min(count, len(seen))
        tree = cKDTree(rest[tokens[seen]])
        distance, found = tree.query(rest[mine], k=near)
        distance, found = distance.reshape(len(mine), near), found.reshape(len(mine), near)
        same = stroke[tokens[seen]][found] == stroke[mine][:, None]
        reach = np.where(same, 0.5, 1.0) * distance
        fade = 1.0 - 0.99 * (distance / (distance[:, -1:] + 1e-6)) ** 2
        raw = fade / (reach + 0.5) ** 2
        indices[mine, :near] = seen[found]
        weights[mine, :near] = raw / raw.sum(axis=1, keepdims=True)
    return indices, weights
