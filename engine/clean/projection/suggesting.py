# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A more practised version of a drawing: its own strokes moved, and a faint picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.clean.lines import lines_of
from engine.clean.projection.autoencoder import SketchAutoencoder, load_autoencoder
from engine.clean.projection.bank import BODY, HEAD, WHOLE, SketchBank, shipped_bank
from engine.clean.projection.field import Field, FieldFrame, Floats, Ints, field_of_lines
from engine.clean.projection.neighbours import LatentMixture, project
from engine.clean.projection.registration import Moves, moves_at, moves_between
from engine.geometry.working_space import WorkingSpace
from engine.rig.find import find_rig
from engine.rig.skeletons import PLANS
from engine.runtime.arrays import array_of, numpy_of

TOO_FAR = 1.25  # of the usual distance of a new drawing from its nearest neighbour
FEWEST = 12  # points of a part that is projected by itself


@dataclass(frozen=True, eq=False)
class Suggestion:
    """What is suggested for a drawing.

    Attributes:
        drawing: the same strokes, moved.
        picture: [128, 128], the field that was decoded for the whole drawing, 0..1.
        distance: to the nearest known drawing; 1 is usual for a new one.
        parts: which parts were projected.
    """

    drawing: Drawing
    picture: Field
    distance: float
    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class KnownSketches:
    """What suggestions come from."""

    network: SketchAutoencoder
    bank: SketchBank

    def encode(self, field: Field) -> Floats:
        """Return the latent of a field."""
        with torch.inference_mode():
            latent = self.network.encode(torch.from_numpy(field)[None, None])
        return np.asarray(latent[0].double().numpy())

    def decode(self, latent: Floats) -> Field:
        """Return the field of a latent."""
        with torch.inference_mode():
            field = self.network.decode(torch.from_numpy(latent).float()[None])
        return np.asarray(field[0, 0].numpy())

    def projected(self, latent: Floats, part: str, *, positive: bool = False) -> LatentMixture:
        """Project a latent onto the drawings of a part."""
        return project(latent, self.bank.latents[part].astype(np.float64), positive=positive)


@cache
def shipped_sketches() -> KnownSketches:
    """Return what ships with the program; it is read once. Raises FormatError."""
    return KnownSketches(load_autoencoder(), shipped_bank())


def suggest(
    drawing: Drawing,
    degree: float,
    *,
    positive: bool = False,
    parts: bool = True,
    known: KnownSketches | None = None,
) -> Suggestion:
    """Return a version of a drawing that is nearer to drawings that are known.

    degree: 0..1, how far it goes. positive: neighbours are mixed with weights of which none is
    negative. parts: head and body are projected by themselves too, where bones are found. Raises
    BadInput when no known drawing is near enough.
    """
    known = known or shipped_sketches()
    degree = min(max(degree, 0.0), 1.0)
    space = WorkingSpace.of(drawing)
    sampled = lines_of(drawing, space, np.arange(drawing.stroke_count), hook=0.0)
    if not sampled:
        raise BadInput("There are no lines in this drawing.")
    points = np.concatenate([line.points for line in sampled])
    strokes = np.repeat(np.arange(len(sampled)), [len(line.points) for line in sampled])
    latent = known.encode(field_of_lines(points, strokes))
    whole = known.projected(latent, WHOLE, positive=positive)
    distance = whole.distance / known.bank.usual[WHOLE]
    if distance > TOO_FAR:
        raise BadInput(
            "No drawing that is known is near enough to this one to suggest anything.",
            hint="Suggestions are for animals, people and everyday things, one at a time.",
        )
    own = space.to_working(numpy_of(drawing.positions).astype(np.float64))
    moves = _Part.of(known, points, strokes, latent, whole).at(own)
    used = [WHOLE]
    if parts:
        for name, chosen in _head_and_body(points, strokes).items():
            part = _projected_part(known, name, points[chosen], strokes[chosen], positive)
            if part is not None:
                there = _near(own, points, chosen)
                moves[there] = 0.5 * (moves[there] + part.at(own[there]))
                used.append(name)
    moved = own + degree * moves
    positions = array_of(space.to_canvas(moved).astype(np.float32))
    picture = known.decode(latent + degree * (whole.latent - latent))
    return Suggestion(replace(drawing, positions=positions), picture, distance, tuple(used))


@dataclass(frozen=True, eq=False)
class _Part:
    """Where the places of a part go to at full degree."""

    frame: FieldFrame
    moves: Moves

    @classmethod
    def of(
        cls, known: KnownSketches, points: Floats, strokes: Ints, latent: Floats, to: LatentMixture
    ) -> _Part:
        moves = moves_between(known.decode(latent), known.decode(to.latent))
        return cls(FieldFrame.around(points), moves)

    def at(self, points: Floats) -> Floats:
        return self.frame.outside(moves_at(self.moves, self.frame.inside(points)))


def _projected_part(
    known: KnownSketches, name: str, points: Floats, strokes: Ints, positive: bool
) -> _Part | None:
    """Return where a part goes, None where no known one is near."""
    if len(points) < FEWEST or name not in known.bank.latents:
        return None
    latent = known.encode(field_of_lines(points, strokes))
    to = known.projected(latent, name, positive=positive)
    if to.distance > TOO_FAR * known.bank.usual[name]:
        return None
    return _Part.of(known, points, strokes, latent, to)


def _head_and_body(points: Floats, strokes: Ints) -> dict[str, NDArray[np.bool_]]:
    """Return which points are the head's and which the body's, nothing where there is no head."""
    plans = [name for name, plan in PLANS.items() if HEAD in plan.part_index]
    found = find_rig(points, strokes.astype(np.int64), plans)
    if found is None or not found.sure or not found.bones.plan:
        return {}
    head = found.bones.parts == PLANS[found.bones.plan].part_index[HEAD]
    return {HEAD: head, BODY: ~head} if head.any() and not head.all() else {}


def _near(own: Floats, points: Floats, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the drawing's points lie nearest to chosen points of its lines."""
    _, nearest = cKDTree(points).query(own)
    return np.asarray(chosen[nearest])
