# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colouring of a drawing: its areas, the colour of each, and the fills as strokes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import BACKGROUND, Drawing
from engine.colour.crumbs import crumbs_of, with_crumbs
from engine.colour.hints import Dab, hinted, missed
from engine.colour.palettes import Rgb, palette_of
from engine.colour.proposing import network_proposals, roles_of
from engine.colour.regions.attached import AttachedOutlines, attached_outlines
from engine.colour.regions.inked import InkPicture, inked
from engine.colour.regions.trapped_ball import GAP, Regions, find_regions
from engine.runtime.arrays import numpy_of

LAYER = "Colour"
SHADE = 0.8  # of the colour, in the shade
DEEP = 0.16  # of an area's own size, that its shade is deep
LIGHT_FROM = (-0.6, -0.8)  # left and above
BESIDE = 0.012  # sRGB: colours nearer than this share a material; no eye tells them apart


@dataclass(frozen=True, eq=False)
class Colouring:
    """The colours of a drawing's areas.

    Attributes:
        colors: of each area, sRGB.
        roles: of each area, see `palettes.ROLES`.
        hinted: areas that hold a dab of the artist's.
        missed: how many dabs lie in no area.
    """

    picture: InkPicture
    regions: Regions
    colors: dict[int, Rgb]
    roles: dict[int, str]
    hinted: frozenset[int]
    missed: int = 0


def coloured(
    drawing: Drawing, prompt: str = "", dabs: Sequence[Dab] = (), gap: float = GAP
) -> Colouring:
    """Return the colouring of a drawing.

    dabs: hints, of the size of `inked`'s picture. gap: the widest gap in a line that is closed, in
    widths of the line.
    """
    picture = inked(drawing)
    regions = find_regions(picture.ink, picture.line, picture.gap(gap))
    roles = roles_of(regions)
    hints = hinted(dabs, regions.grown)
    proposed = network_proposals(picture.ink, regions, prompt, hints)
    crumbs = crumbs_of(regions, max(picture.line, picture.pen))
    colors = with_crumbs(colors_of(roles, prompt, hints, proposed), crumbs, hints)
    beside = missed(dabs, regions.grown)
    return Colouring(picture, regions, colors, roles, frozenset(hints), beside)


def colors_of(
    roles: dict[int, str],
    prompt: str,
    hints: dict[int, Rgb],
    proposed: Mapping[int, Rgb] = MappingProxyType({}),
) -> dict[int, Rgb]:
    """Return the colour of each area.

    An area with a hint has its colour. Areas of the same role have it too, where they have none of
    their own; the largest one's counts. `proposed`: colours of areas that go before this.
    """
    palette = palette_of(prompt)
    by_role = {role: palette.of(role) for role in set(roles.values())}
    for number in reversed(list(roles)):  # the largest area is the first
        if number in hints:
            by_role[roles[number]] = hints[number]
    usual = {number: by_role[role] for number, role in roles.items()}
    return {**usual, **proposed, **hints}


@dataclass(frozen=True, eq=False)
class Fills:
    """The fills of a drawing.

    Attributes:
        drawing: closed strokes without lines, one path an area, on a layer of their own. Strokes
            of one colour share a material.
        outlines: the same, as they follow the drawing that is coloured.
    """

    drawing: Drawing
    outlines: AttachedOutlines


def fills_of(colouring: Colouring, drawing: Drawing, *, shading: bool = False) -> Fills:
    """Return the fills of a coloured drawing, and soft shapes of shade over them if asked for."""
    outlines = attached_outlines(
        colouring.regions, colouring.picture.scale, drawing, list(colouring.colors)
    )
    colors = [colouring.colors[n] for n in outlines.regions.tolist()]
    paths = outlines.regions
    if shading:
        shade = _shade(colouring.regions, list(colouring.colors))
        shapes = attached_outlines(shade, colouring.picture.scale, drawing, list(colouring.colors))
        dark = [_darker(colouring.colors[n]) for n in shapes.regions.tolist()]
        colors, paths = colors + dark, np.append(paths, shapes.regions + int(paths.max(initial=0)))
        outlines = _both(outlines, shapes)
    return Fills(_as_strokes(outlines, colors, paths, drawing), outlines)


def _shade(regions: Regions, numbers: Sequence[int]) -> Regions:
    """Return the side of each area that is away from the light."""
    labels = np.zeros_like(regions.grown)
    for number in numbers:
        mask = regions.grown == number
        rows, columns = np.nonzero(mask)
        deep = DEEP * min(np.ptp(rows) + 1, np.ptp(columns) + 1)
        shift = [round(deep * part) for part in LIGHT_FROM]
        lit = np.zeros_like(mask)
        there = (rows + shift[1], columns + shift[0])
        inside = (there[0] >= 0) & (there[1] >= 0)
        lit[there[0][inside], there[1][inside]] = True
        labels[mask & ~lit] = number
    return Regions(labels, labels)


def _darker(color: Rgb) -> Rgb:
    red, green, blue = color
    return red * SHADE, green * SHADE, min(1.0, blue * (SHADE + 0.06))


def _both(one: AttachedOutlines, other: AttachedOutlines) -> AttachedOutlines:
    return AttachedOutlines(
        np.concatenate([one.points, other.points]),
        np.concatenate([one.offsets, other.offsets[1:] + one.offsets[-1]]),
        np.concatenate([one.regions, other.regions]),
        np.concatenate([one.indices, other.indices]),
        np.concatenate([one.weights, other.weights]),
    )


def _as_strokes(
    outlines: AttachedOutlines, colors: list[Rgb], paths: NDArray[np.int64], drawing: Drawing
) -> Drawing:
    count, points = len(colors), len(outlines.points)
    materials, names = _materials(colors)
    fills = np.ones((count, 4), np.float32)
    fills[:, :3] = np.array(colors, np.float32).reshape(-1, 3)
    return Drawing.build(
        outlines.points.astype(np.float32),
        outlines.offsets.astype(np.int32),
        canvas=drawing.canvas,
        widths=np.zeros(points, np.float32),
        colors=np.zeros((count, 4), np.float32),
        fills=fills,
        cyclic=np.ones(count, np.uint8),
        paths=paths.astype(np.int32),
        objects=_owners(outlines, drawing),
        object_names=drawing.object_names,
        materials=materials,
        material_names=names,
        layers=np.zeros(count, np.int32),
        layer_names=(LAYER,),
    )


def _materials(colors: list[Rgb]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Return a material for each stroke, and the names of the materials."""
    known: list[Rgb] = []
    chosen = []
    for color in colors:
        near = [max(abs(a - b) for a, b in zip(color, other, strict=True)) for other in known]
        if not near or min(near) > BESIDE:
            known.append(color)
            near.append(0.0)
        chosen.append(int(np.argmin(near)))
    names = tuple(f"{LAYER} {number + 1}" for number in range(max(1, len(known))))
    return np.array(chosen, np.int32), names


def _owners(outlines: AttachedOutlines, drawing: Drawing) -> NDArray[np.int32]:
    """Return the object of each ring: that of most points it follows."""
    counts = np.diff(numpy_of(drawing.stroke_offsets))
    of_point = np.repeat(numpy_of(drawing.objects), counts)
    owners = []
    for start, stop in zip(outlines.offsets[:-1], outlines.offsets[1:], strict=True):
        own = of_point[outlines.indices[start:stop].ravel()]
        values, times = np.unique(own, return_counts=True)
        owners.append(int(values[times.argmax()]) if len(values) else BACKGROUND)
    return np.array(owners, np.int32)
