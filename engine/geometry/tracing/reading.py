# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a picture as a drawing on a page: what is around the page, paint, and the ink of lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.geometry.tracing.fills import (
    LEAST,
    PaintedArea,
    filled_areas,
    grown,
    in_one_light,
    seeds_of,
)
from engine.geometry.tracing.grain import FAINTEST, GRAINS, clear_of_grain
from engine.geometry.tracing.ground import (
    LUMINANCE,
    light_on,
    line_ink,
    noise_of,
    paper_of,
    rough_parts,
    surface_of,
    with_paint,
    without_flecks,
    without_lines,
)
from engine.geometry.tracing.ink import TRANSPARENT_SHARE, ink_of, otsu
from engine.geometry.tracing.page import PHOTOGRAPHED, Mask, page_of
from engine.geometry.tracing.picture import Floats, Picture, reduced
from engine.geometry.tracing.raster import pen_width

LOOK = 640  # long side at which a picture is looked at first
FINEST = 4.0  # pixels: a pen as wide as this is wide enough to be read
WINDOW = 0.04  # of the long side: lines that are thinner are found at first
SMALLEST_WINDOW = 15  # pixels
PENS = 3.2  # window for the second look
EDGE = 1.5  # pens within which paint ends in a photograph
NOTHING_BUT_GRAIN = 0.1  # standard deviation of grain in which no line shows
GRAINY = 0.004  # standard deviation of grain that has to be softened
SOLID = 0.18  # difference of colours by which a thick area is drawn with the lines' ink
COLOURED = 0.12  # difference of the channels by which a dark area isn't drawn with that ink
PAINT_TEXTURE = 0.12  # difference of colours up to which paint is uneven
UNEVEN_PAINT = 0.14  # the same in a photograph
FLECKS = 4.0  # times the usual difference from a paint's colour, that its flecks have
MOST_UNEVEN = 0.4  # difference that is always more than flecks
LOCAL = 12.0  # pixels about which a paint's colour is taken as its mean
PALEST_IN_PHOTOGRAPH = 0.15  # difference of paint from paper; less is uneven light
EVEN = 0.04  # unevenness up to which paper is plain


@dataclass(frozen=True, eq=False)
class Reading:
    """What is drawn in a picture.

    Attributes:
        picture: with nothing around the page.
        ink: float32 [h, w] in 0..1: of lines and of what is as dark as they are.
        fills: painted areas, under the lines.
        warnings: what the artist should know.
    """

    picture: Picture
    ink: Floats
    fills: list[PaintedArea]
    warnings: tuple[Message, ...] = ()


def read(picture: Picture) -> Reading:
    """Return what is drawn in a picture: ink, paint, and what was cut away. Raises BadInput.

    Plain line art, dark on one light ground or light on clear, needs no second look.
    """
    is_clear = float((picture.alpha < 0.5).mean()) > TRANSPARENT_SHARE
    if is_clear and ink_of(picture) is picture.alpha:
        return Reading(picture, picture.alpha, [])
    picture = reduced(picture, _reduction(picture))
    sheet = _sheet(picture)
    color = sheet.color
    seen = _without_ink(sheet)
    areas = _areas(seen, sheet)
    areas, solid = _paint_and_solid(areas, color, seen.lines)
    if not areas and sheet.as_it_is and _plain(seen.base):
        return Reading(picture, ink_of(picture), [])
    under = _completed(seen.plain, areas, seen.lines, color)
    ink = _on_paint(line_ink(color, under), np.abs(color - under).max(axis=-1), areas, sheet)
    ink = np.where(solid, np.float32(1), ink)
    warnings: tuple[Message, ...] = ()
    if sheet.cut:
        warnings = (Message("Only the page in the picture is traced, not what is around it."),)
    picture = replace(picture, color=color, alpha=np.ones_like(picture.alpha))
    ink = clear_of_grain(ink, sheet.noise, [mask for mask, _ in areas])
    return Reading(picture, ink, filled_areas(areas, seen.lines, sheet.pen), warnings)


@dataclass(frozen=True, eq=False)
class _Sheet:
    """The page of a picture, in even light.

    Attributes:
        color: [h, w, 3]; around the page there is bare paper.
        noise: standard deviation of the grain.
        pen: usual width of lines, pixels.
        cut: something around the page was taken away.
        as_it_is: nothing was changed.
        grainy: there was grain, of paper or of a camera.
    """

    color: Floats
    noise: float
    pen: float
    cut: bool
    as_it_is: bool
    grainy: bool


def _sheet(picture: Picture) -> _Sheet:
    """Return the page of a picture without what is around it, without grain, in even light.

    Raises BadInput.
    """
    color = _on_white(picture)
    noise = noise_of(color)
    if noise > NOTHING_BUT_GRAIN:
        raise BadInput(
            "There is nothing but grain in the picture: it looks like a photograph.",
            hint="Choose a picture with clear lines on plain paper.",
        )
    grainy = noise > GRAINY
    color, noise = _without_grain(color, noise)
    window = _odd(max(WINDOW * max(color.shape), SMALLEST_WINDOW))
    base = without_lines(color, window)
    rough = rough_parts(color, _pen(line_ink(color, base), noise) or 2.0, noise)
    surface = surface_of(base, noise, rough)
    page = page_of(color, base, noise, surface, rough)
    changed = page is not None or noise > PHOTOGRAPHED
    if changed:
        inside = np.ones(base.shape[:2], bool) if page is None else page
        color = np.clip(color / np.maximum(light_on(base, surface & inside), 0.05), 0, 1)
        color = np.where(inside[..., None], color, np.median(color[inside], axis=0))
        color, noise = _without_grain(color.astype(np.float32), noise_of(color, inside))
        base = without_lines(color, window)
    pen = _pen(line_ink(color, base), noise)
    return _Sheet(color, noise, 2.0 if pen is None else pen, page is not None, not changed, grainy)


@dataclass(frozen=True, eq=False)
class _Seen:
    """A page without its lines.

    Attributes:
        plain, base: [h, w, 3], as it is, and with paint as it is without flecks.
        lines: [h, w], dark or light ink.
        paint: [h, w, 3], the page with even paint.
        paper: [3], its colour.
    """

    plain: Floats
    base: Floats
    lines: Mask
    paint: Floats
    paper: Floats


def _without_ink(sheet: _Sheet) -> _Seen:
    color, pen = sheet.color, sheet.pen
    window = _odd(PENS * pen)
    plain = base = without_lines(color, window)
    if not sheet.as_it_is:
        base = with_paint(plain, without_lines(without_flecks(color, pen), window))
    ink = line_ink(color, base)
    lines = ink > max(0.5 * float(ink.max()), GRAINS * sheet.noise)
    paint = color if sheet.as_it_is else _even_paint(color, lines, pen)
    if sheet.grainy and not sheet.as_it_is:
        plain = base = without_lines(paint, window)
    return _Seen(plain, base, lines, paint, paper_of(base))


def _areas(seen: _Seen, sheet: _Sheet) -> list[tuple[Mask, Floats]]:
    """Return the painted areas: mask [h, w] and colour [3] of each."""
    pen, as_it_is = sheet.pen, sheet.as_it_is
    palest = max(LEAST if as_it_is else PALEST_IN_PHOTOGRAPH, 4 * sheet.noise)
    edge = 5 if as_it_is else _odd(EDGE * pen)
    seeds = seeds_of(seen.base, seen.paper, palest, 4 * pen * pen, edge)
    if not as_it_is:
        seeds = in_one_light(seeds, seen.base)
    return grown(seeds, seen.paint, seen.paper, seen.lines, pen, palest, uneven=not as_it_is)


def _without_grain(color: Floats, noise: float) -> tuple[Floats, float]:
    """Return colours with strong grain softened, and the grain that is left."""
    if noise <= GRAINY:
        return color, noise
    soft = ndimage.gaussian_filter(color, (0.8, 0.8, 0)).astype(np.float32)
    return soft, 0.5 * noise


def _even_paint(color: Floats, lines: Mask, pen: float) -> Floats:
    """Return colours without the grain between lines: means over about a pen's width.

    What lies under a line and beside it doesn't count.
    """
    share = (~ndimage.binary_dilation(lines, iterations=2)).astype(np.float32)
    sigma = 0.5 * pen
    near = ndimage.gaussian_filter(share, sigma)
    mean = ndimage.gaussian_filter(color * share[..., None], (sigma, sigma, 0))
    even = mean / np.maximum(near, 1e-3)[..., None]
    return np.where((near > 0.05)[..., None] & ~lines[..., None], even, color).astype(np.float32)


def _reduction(picture: Picture) -> int:
    """Return by how much a picture can be reduced without losing its lines."""
    longest = max(picture.alpha.shape)
    if longest <= LOOK:
        return 1
    step = -(-longest // LOOK)
    color = _on_white(reduced(picture, step))
    pen = _pen(line_ink(color, without_lines(color, _odd(WINDOW * LOOK))), noise_of(color))
    return 1 if pen is None else max(1, min(step, int(pen * step / FINEST)))


def _on_white(picture: Picture) -> Floats:
    alpha = picture.alpha[..., None]
    return np.asarray(picture.color * alpha + (1 - alpha), np.float32)


def _odd(size: float) -> int:
    return max(5, round(size)) | 1


def _plain(base: Floats) -> bool:
    """Return whether the border of a picture is of one colour, light or dark."""
    rim = np.concatenate([base[0], base[-1], base[:, 0], base[:, -1]])
    lightness = float(np.median(rim, axis=0) @ LUMINANCE)
    return float(np.ptp(rim, axis=0).max()) < EVEN and (lightness > 0.85 or lightness < 0.15)


def _pen(ink: Floats, noise: float) -> float | None:
    """Return the usual width of lines, pixels; None where there are none."""
    threshold, contrast = otsu(ink)
    if contrast < max(FAINTEST, 2 * noise) or not (ink > threshold).any():
        return None
    return pen_width(ink, threshold)


def _paint_and_solid(
    areas: list[tuple[Mask, Floats]], color: Floats, lines: Mask
) -> tuple[list[tuple[Mask, Floats]], Mask]:
    """Split areas into painted ones and those that are as dark as the lines, as one mask."""
    solid = np.zeros(lines.shape, bool)
    if not lines.any():
        return areas, solid
    core = ndimage.binary_erosion(lines)
    usual = np.median(color[core if core.any() else lines], axis=0)
    paint = []
    for mask, own in areas:
        if float(np.abs(own - usual).max()) < SOLID and float(np.ptp(own - usual)) < COLOURED:
            solid |= mask
        else:
            paint.append((mask, own))
    return paint, solid


def _completed(
    base: Floats, areas: list[tuple[Mask, Floats]], lines: Mask, color: Floats
) -> Floats:
    """Return what is under the lines, with each painted area in its colour up to its corners.

    Its colour is that near by, as light on paint may be uneven too.
    """
    if not areas:
        return base
    base = base.copy()
    near_lines = ndimage.binary_dilation(lines, iterations=2)
    known = ~near_lines
    for mask, own in areas:
        plain = (mask & ~near_lines).astype(np.float32)
        share = ndimage.gaussian_filter(plain, LOCAL)
        mean = ndimage.gaussian_filter(color * plain[..., None], (LOCAL, LOCAL, 0))
        local = mean / np.maximum(share, 1e-3)[..., None]
        base[mask] = np.where((share > 0.02)[..., None], local, own)[mask]
        known |= mask
    rows, columns = ndimage.distance_transform_edt(~known, return_distances=False,
                                                   return_indices=True)  # fmt: skip
    return np.asarray(base[rows, columns])


def _on_paint(ink: Floats, away: Floats, areas: list[tuple[Mask, Floats]], sheet: _Sheet) -> Floats:
    """Return ink without what differs so little from the paint it is on that it is its texture.

    away: [h, w], the difference of colours.
    """
    texture = np.full(ink.shape, PAINT_TEXTURE if sheet.as_it_is else UNEVEN_PAINT, np.float32)
    painted = np.zeros(ink.shape, bool)
    for mask, _ in areas:
        usual = FLECKS * float(np.median(away[mask]))
        texture[mask] = np.clip(usual, texture[mask], MOST_UNEVEN)
        painted |= mask
    clear = np.clip(2 * away / texture - 1, 0, 1)
    return np.asarray(np.where(painted, ink * clear, ink), np.float32)
