# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes frames to files: GIF, WebP, numbered PNGs, contact sheets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from addon.contract.errors import BadInput
from engine.render.ground import AUTO, WHITE, Ground, ground_named, ground_of, on_ground

Frames = NDArray[np.uint8]
Rate = float | tuple[int, int]

# Browsers slow down pictures that are shown for less than 2/100 s.
_SHORTEST_GIF_DELAY = 2
_OPAQUE = 128
_PALETTE_SAMPLE = 1 << 20
_COLORS = 1 << 24

# Contact sheets.
_GAP = 8
_BORDER = (205, 205, 205)
_TEXT = (40, 40, 40)
_FAINT = (140, 140, 140)


def write_gif(frames: Frames, path: str | Path, fps: Rate, *, ground: str = AUTO) -> None:
    """Write frames uint8 [F, h, w, 4] (straight RGBA) as an endless GIF.

    A GIF counts time in 1/100 s: delays vary so that the total duration is right, and above 50
    frames/s some frames are left out. ground: as in `ground_named`; on "transparent" a pixel is
    either clear or opaque, and edges are mixed with the ground that "auto" would take.
    Raises BadInput for frames, a rate or a ground that cannot be written.
    """
    checked_rate(frames, fps)
    shown, delays = delays_of(len(frames), fps, 100, _SHORTEST_GIF_DELAY)
    color = ground_named(ground, frames)
    transparent = color is None
    paper = ground_of(frames) if color is None else color
    codes = _packed(on_ground(frames[shown], paper))
    palette = _palette(codes, 255 if transparent else 256, paper)
    indices = _nearest(codes, palette)
    if transparent:
        indices[frames[shown][..., 3] < _OPAQUE] = 255
    pictures = [Image.fromarray(picture) for picture in indices]
    for picture in pictures:
        picture.putpalette(palette.tobytes())
    pictures[0].save(
        path,
        format="GIF",
        save_all=True,
        append_images=pictures[1:],
        duration=[10 * d for d in delays],
        loop=0,
        optimize=False,
        **({"transparency": 255, "disposal": 2} if transparent else {"disposal": 1}),
    )


def write_webp(frames: Frames, path: str | Path, fps: Rate) -> None:
    """Write frames uint8 [F, h, w, 4], straight RGBA, as an endless lossless animated WebP."""
    checked_rate(frames, fps)
    shown, delays = delays_of(len(frames), fps, 1000, 1)
    pictures = [Image.fromarray(frames[i]) for i in shown]
    pictures[0].save(
        path,
        format="WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=delays,
        loop=0,
        lossless=True,
        quality=60,
        method=4,
    )


def write_pngs(
    frames: Frames, directory: str | Path, name: str = "", *, padding: int = 4
) -> list[Path]:
    """Write frames uint8 [F, h, w, 4] as 0001.png, 0002.png ... and return the paths.

    With a name it is name.0001.png, as OpenToonz, TVPaint and others read a level. padding: the
    least digits of the number.
    """
    checked_rate(frames, 1.0)
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{name}." if name else ""
    paths = [folder / f"{stem}{number:0{padding}d}.png" for number in range(1, len(frames) + 1)]
    for path, frame in zip(paths, frames, strict=True):
        Image.fromarray(frame).save(path, compress_level=4)
    return paths


def write_contact_sheet(
    rows: Frames | Sequence[Frames],
    path: str | Path,
    *,
    labels: Sequence[str] | None = None,
    columns: int = 8,
    ground: str = AUTO,
) -> None:
    """Write one picture with frames of an animation side by side, or of several, a row each.

    rows: frames uint8 [F, h, w, 4], or a sequence of such; up to `columns` frames of each are
    shown, evenly spread from the first to the last, with their numbers. labels: a line of text
    above each row. ground: as in `ground_named`. Raises BadInput when there is nothing to show, or
    when the number of labels is not that of the rows.
    """
    strips = [rows] if isinstance(rows, np.ndarray) else list(rows)
    if not strips or columns < 1 or any(s.ndim != 4 or 0 in s.shape for s in strips):
        raise BadInput("A contact sheet needs at least one picture in every row.")
    if labels is not None and len(labels) != len(strips):
        raise BadInput(
            "A contact sheet of {rows} rows has {labels} labels.",
            rows=len(strips),
            labels=len(labels),
        )
    cell_w, cell_h = (max(s.shape[axis] for s in strips) for axis in (2, 1))
    shown = [_spread(len(s), columns) for s in strips]
    text = max(12, round(cell_w / 14))
    head = round(1.6 * text) if labels is not None else 0
    foot = round(1.2 * text)
    row_height = head + cell_h + foot + _GAP
    width = _GAP + (cell_w + _GAP) * max(len(numbers) for numbers in shown)
    sheet = Image.new("RGB", (width, row_height * len(strips) + _GAP), "white")
    draw = ImageDraw.Draw(sheet)
    font, small = _font(text), _font(round(0.75 * text))
    for row, (strip, numbers) in enumerate(zip(strips, shown, strict=True)):
        paper = ground_named(ground, strip) or WHITE
        top = _GAP + row * row_height
        if labels is not None:
            draw.text((_GAP, top), _shortened(labels[row], font, width - 2 * _GAP), _TEXT, font)
        for column, number in enumerate(numbers):
            left = _GAP + column * (cell_w + _GAP)
            picture = Image.fromarray(on_ground(strip[number], paper))
            box = (left - 1, top + head - 1, left + picture.width, top + head + picture.height)
            sheet.paste(picture, (left, top + head))
            draw.rectangle(box, outline=_BORDER)
            draw.text((left + 2, top + head + cell_h + 1), str(number), _FAINT, small)
    sheet.save(path)


def on_white(frames: Frames) -> Frames:
    """Return frames uint8 [..., 4] on white paper: uint8 [..., 3]."""
    return on_ground(frames)


def checked_rate(frames: Frames, fps: Rate) -> None:
    """Raise BadInput for frames or a rate that cannot be written."""
    if frames.dtype != np.uint8 or frames.ndim != 4 or frames.shape[3] != 4 or 0 in frames.shape:
        raise BadInput(
            "Pictures of shape {shape} ({dtype}) cannot be written.",
            shape=frames.shape,
            dtype=frames.dtype,
        )
    if not rate_of(fps) > 0:
        raise BadInput("Pictures cannot be shown at {fps} frames per second.", fps=fps)


def rate_of(fps: Rate) -> Fraction:
    """Return frames a second as an exact fraction; 0 for an invalid rate."""
    if isinstance(fps, tuple):
        return Fraction(fps[0], fps[1]) if fps[1] else Fraction(0)
    return Fraction(fps).limit_denominator(100_000) if np.isfinite(fps) else Fraction(0)


def frames_at(count: int, fps: Rate, wanted: Rate) -> list[int]:
    """Return which of `count` frames are shown at another rate, so that nothing gets faster."""
    ratio = rate_of(fps) / rate_of(wanted)
    length = max(1, round(count / ratio))
    return [min(count - 1, int(number * ratio)) for number in range(length)]


def delays_of(count: int, fps: Rate, ticks: int, shortest: int) -> tuple[list[int], list[int]]:
    """Return the frames to show, and for how many ticks each, at least `shortest`.

    ticks: in a second. Frames begin at the nearest tick, so that errors don't add up; one that
    would begin too soon after the one before is left out.
    """
    starts = [round(number * ticks / rate_of(fps)) for number in range(count + 1)]
    shown = [0]
    for number in range(1, count):
        if starts[number] - starts[shown[-1]] >= shortest:
            shown.append(number)
    if len(shown) > 1 and starts[count] - starts[shown[-1]] < shortest:
        shown.pop()
    ends = [starts[number] for number in shown[1:]] + [max(starts[count], shortest)]
    return shown, [end - starts[number] for number, end in zip(shown, ends, strict=True)]


def _packed(pictures: Frames) -> NDArray[np.uint32]:
    """Return colours uint8 [..., 3] as numbers 0xRRGGBB."""
    red, green, blue = (pictures[..., channel].astype(np.uint32) for channel in range(3))
    return ((red << 16) | (green << 8) | blue).astype(np.uint32)


def _unpacked(codes: NDArray[np.uint32]) -> Frames:
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], -1).astype(np.uint8)


def _palette(codes: NDArray[np.uint32], colors: int, ground: Ground) -> Frames:
    """Return a palette, uint8 [256, 3], of at most `colors` colours for all pictures.

    The ground comes first. The colours are exact if there are few enough, else found by median cut
    on an even sample of the ink.
    """
    red, green, blue = ground
    ink = codes[codes != (red << 16 | green << 8 | blue)]
    sample = ink[:: max(1, len(ink) // _PALETTE_SAMPLE)]
    distinct, counts = np.unique(sample, return_counts=True)
    table = _unpacked(distinct)
    if len(distinct) >= colors:
        # A colour weighs by the root of its count, so that rare ones are not lost.
        weights = np.ceil(np.sqrt(counts)).astype(np.int64)
        strip = Image.fromarray(np.repeat(table, weights, axis=0)[None])
        learnt = strip.quantize(colors - 1, method=Image.Quantize.MEDIANCUT).getpalette()
        table = np.asarray(learnt, np.uint8)[: 3 * (colors - 1)].reshape(-1, 3)
    palette = np.empty((256, 3), np.uint8)
    palette[:] = ground
    palette[1 : len(table) + 1] = table
    return palette


def _nearest(codes: NDArray[np.uint32], palette: Frames) -> NDArray[np.uint8]:
    """Return for every colour number the index of the nearest colour of the palette."""
    lookup = np.zeros(_COLORS, np.uint8)
    lookup[codes] = 1
    distinct = np.flatnonzero(lookup)
    table = palette.astype(np.float32)
    for part in np.array_split(distinct, len(distinct) // 8192 + 1):
        color = _unpacked(part.astype(np.uint32)).astype(np.float32)
        lookup[part] = ((table * table).sum(1) - 2 * color @ table.T).argmin(1)
    return lookup[codes]


def _spread(count: int, columns: int) -> list[int]:
    """Return at most `columns` frame numbers, evenly spread from the first to the last."""
    places = np.linspace(0, count - 1, min(count, columns)).round()
    return sorted({int(place) for place in places})


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return a font with more than ASCII where the system has one."""
    for name in ("DejaVuSans.ttf", "Arial.ttf", "Helvetica.ttc"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _shortened(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    """Return the text, cut to a width in pixels."""
    text = " ".join(text.split())
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "...") > width:
        text = text[:-1]
    return text.rstrip() + "..."
