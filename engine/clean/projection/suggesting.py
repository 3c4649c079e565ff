# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A more practised version of a drawing: its own strokes moved, and a known drawing in its form.

Known drawings that are near are registered onto the drawing. Where a mixture of them would have its
lines, the drawing's go; so does the nearest of them, in the drawing's form, as a reference.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from engine.clean.projection.mixing import Mixture, mixed
from engine.clean.projection.retrieving import nearest
from engine.geometry.line_fields import SIDE, Field, FieldFrame, Floats, Ints
from engine.geometry.working_space import WorkingSpace
from engine.rig.find import find_rig
from engine.rig.skeletons import PLANS
from engine.runtime.arrays import array_of, numpy_of

OWN = "Sketch Motion"
#: Who drew the drawings of a source, and their licence.
CREDITS = {
    "fluent-emoji-flat": "Fluent Emoji, Microsoft, MIT",
    "noto": "Noto Emoji, Google, Apache-2.0",
}
FEWEST = 12  # points of a part that is projected by itself
BLUE = (0.35, 0.6, 0.95, 1.0)  # of a reference, as pencils that one draws over
THIN, THINNEST = 0.7, 0.004  # width of a reference, of the drawing's, and of its long side


@dataclass(frozen=True, eq=False)
class Suggestion:
    """What is suggested for a drawing.

    Attributes:
        drawing: the same strokes, moved.
        reference: the lines of the known drawing that comes nearest, in the drawing's form.
        name: what that shows; credit: by whom it was drawn, and its licence.
        distance: how far it is from the drawing once it is registered, shares of its long side.
        parts: which parts were projected.
    """

    drawing: Drawing
    reference: Drawing
    name: str
    credit: str
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

    def mixture(
        self, lines: Sequence[Floats], part: str, sentence: str, *, positive: bool
    ) -> Mixture | None:
        """Return the mixture of known drawings nearest to lines that fill a picture, if any is."""
        found = nearest(lines, self.bank, part, self.encode, sentence)
        return mixed(lines, found, positive=positive)


@cache
def shipped_sketches() -> KnownSketches:
    """Return what ships with the program; it is read once. Raises FormatError."""
    return KnownSketches(load_autoencoder(), shipped_bank())


def suggest(
    drawing: Drawing,
    degree: float,
    *,
    sentence: str = "",
    positive: bool = False,
    parts: bool = True,
    known: KnownSketches | None = None,
) -> Suggestion:
    """Return a version of a drawing that is nearer to drawings that are known.

    degree: 0..1, how far it goes: at 0 the drawing's own form. sentence: says what is drawn.
    positive: neighbours are mixed with weights of which none is negative. parts: head and body are
    projected by themselves too, where bones are found. Raises BadInput when no known drawing is
    near enough.
    """
    known = known or shipped_sketches()
    degree = min(max(degree, 0.0), 1.0)
    space = WorkingSpace.of(drawing)
    sampled = [
        line.points for line in lines_of(drawing, space, np.arange(drawing.stroke_count), hook=0.0)
    ]
    if not sampled:
        raise BadInput("There are no lines in this drawing.")
    frame = FieldFrame.around(np.concatenate(sampled))
    whole = known.mixture([frame.inside(line) for line in sampled], WHOLE, sentence,
                          positive=positive)  # fmt: skip
    if whole is None:
        raise BadInput(
            "No drawing that is known is near enough to this one to suggest anything.",
            hint="Suggestions are for animals, people and everyday things, one at a time.",
        )
    moves = _Moves(frame, whole, _parts(known, sampled, positive) if parts else {})
    own = space.to_working(numpy_of(drawing.positions).astype(np.float64))
    moved = space.to_canvas(own + degree * moves.at(own)).astype(np.float32)
    onto = [frame.outside(line) for line in whole.reference]
    lines = [space.to_canvas(line + degree * moves.at(line)) for line in onto]
    sketch = known.bank.lines[WHOLE]
    return Suggestion(
        replace(drawing, positions=array_of(moved)),
        _reference(drawing, lines),
        sketch.names[whole.nearest].replace("-", " ").replace("_", " "),
        CREDITS.get(sketch.sources[whole.nearest], OWN),
        whole.distance / SIDE,
        (WHOLE, *moves.parts),
    )


@dataclass(frozen=True, eq=False)
class _Moves:
    """Where places of a drawing go at full degree.

    Attributes:
        parts: of each part that is projected by itself: its frame, mixture, and places.
    """

    frame: FieldFrame
    whole: Mixture
    parts: dict[str, tuple[FieldFrame, Mixture, cKDTree, cKDTree]]

    def at(self, points: Floats) -> Floats:
        """Return the moves [P, 2] of points [P, 2]: parts by themselves count half."""
        moves = self.whole.moves_at(self.frame.inside(points)) / self.frame.scale
        for frame, mixture, own, others in self.parts.values():
            there = own.query(points)[0] <= others.query(points)[0]
            moves[there] += mixture.moves_at(frame.inside(points[there])) / frame.scale
            moves[there] *= 0.5
        return np.asarray(moves)


def _parts(
    known: KnownSketches, lines: list[Floats], positive: bool
) -> dict[str, tuple[FieldFrame, Mixture, cKDTree, cKDTree]]:
    """Return head and body by themselves, where there are such and a known one is near."""
    points = np.concatenate(lines)
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    found = {}
    for name, chosen in _head_and_body(points, strokes).items():
        own = [line[part] for line, part in _split(lines, chosen) if part.sum() > 1]
        if chosen.sum() < FEWEST or not own or name not in known.bank.latents:
            continue
        frame = FieldFrame.around(np.concatenate(own))
        mixture = known.mixture([frame.inside(x) for x in own], name, "", positive=positive)
        if mixture is not None:
            found[name] = frame, mixture, cKDTree(points[chosen]), cKDTree(points[~chosen])
    return found


def _split(
    lines: list[Floats], chosen: NDArray[np.bool_]
) -> list[tuple[Floats, NDArray[np.bool_]]]:
    ends = np.cumsum([len(line) for line in lines])[:-1]
    return list(zip(lines, np.split(chosen, ends), strict=True))


def _head_and_body(points: Floats, strokes: Ints) -> dict[str, NDArray[np.bool_]]:
    """Return which points are the head's and which the body's, nothing where there is no head."""
    plans = [name for name, plan in PLANS.items() if HEAD in plan.part_index]
    found = find_rig(points, strokes.astype(np.int64), plans)
    if found is None or not found.sure or not found.bones.plan:
        return {}
    head = found.bones.parts == PLANS[found.bones.plan].part_index[HEAD]
    return {HEAD: head, BODY: ~head} if head.any() and not head.all() else {}


def _reference(drawing: Drawing, lines: Sequence[Floats]) -> Drawing:
    """Return lines [n, 2], canvas units, as faint strokes of a drawing's size."""
    widths = numpy_of(drawing.widths)
    points = np.concatenate(lines).astype(np.float32)
    least = THINNEST * float(np.ptp(points, axis=0).max())  # painted areas have no lines
    width = max(THIN * float(np.median(widths)), least)
    counts = [len(line) for line in lines]
    return Drawing.build(
        points,
        np.cumsum([0, *counts]).astype(np.int32),
        canvas=drawing.canvas,
        widths=np.full(len(points), width, np.float32),
        colors=np.tile(np.array(BLUE, np.float32), (len(lines), 1)),
        object_names=drawing.object_names,
        layer_names=drawing.layer_names,
        material_names=drawing.material_names,
    )
