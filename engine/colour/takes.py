# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every frame of a take in colour: of moved strokes, or of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from engine.colour.colouring import Fills, colors_of
from engine.colour.hints import Dab, hinted
from engine.colour.palettes import Rgb
from engine.colour.proposing import network_proposals, roles_of
from engine.colour.regions.tracking import tracked
from engine.colour.regions.trapped_ball import GAP, Regions, find_regions
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.picture import read_picture
from engine.geometry.tracing.raster import ink_raster
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames

Pictures = NDArray[np.uint8]
OnFrame = Callable[[int, int], None]
INHERITED = 0.5  # of a new area, from which it has the colour of the one that was there
SIDE = 512  # pixels, the long side at which areas of pictures are found


def colour_strokes(
    fills: Fills, drawing: Drawing, animation: Animation, size: tuple[int, int]
) -> Pictures:
    """Return the frames [F, h, w, 4] of a take of moved strokes, with its fills under the lines."""
    positions = animated_positions(drawing, animation)
    moved = fills.outlines.moved(drawing, positions).astype(np.float32)
    under = render_frames(fills.drawing, moved, size=size)
    lines = render_frames(drawing, positions, size=size)
    return np.stack([over(above, below) for above, below in zip(lines, under, strict=True)])


def fills_of_frames(fills: Fills, drawing: Drawing, animation: Animation) -> Iterator[Pictures]:
    """Yield the fills of each frame of a take of moved strokes, uint8 [h, w, 4], canvas-sized."""
    positions = animated_positions(drawing, animation)
    for moved in fills.outlines.moved(drawing, positions).astype(np.float32):
        yield render_frames(fills.drawing, moved[None])[0]


def over(upper: Pictures, lower: Pictures) -> Pictures:
    """Return one picture [h, w, 4] over another, both with straight alpha."""
    image = Image.alpha_composite(Image.fromarray(lower), Image.fromarray(upper))
    return np.asarray(image)


class PictureTake:
    """A take of pictures in colour.

    Attributes:
        colors: of each area by its name, the same in all frames.
        names: of each frame, the name of each area: {area: name}.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        prompt: str,
        dabs: Callable[[tuple[int, int]], Sequence[Dab]],
        on_frame: OnFrame = lambda frame, count: None,
    ) -> None:
        self._paths = paths
        self._found: list[Regions] = []
        for frame, path in enumerate(paths):
            on_frame(frame, len(paths))
            self._found.append(_regions(path))
        self.names = tracked([regions.grown for regions in self._found])
        self.colors: dict[int, Rgb] = {}
        for frame, (regions, names) in enumerate(zip(self._found, self.names, strict=True)):
            height, width = regions.grown.shape
            own = hinted(dabs((width, height)), regions.grown) if frame == 0 else {}
            new = [number for number, name in names.items() if name not in self.colors]
            ink = regions.labels == 0  # the lines; where there is nothing new nobody is asked
            proposed = network_proposals(ink, regions, prompt, own) if new else {}
            chosen = colors_of(roles_of(regions), prompt, own, proposed)
            for number in new:
                before = self._before(frame, regions.grown == number)
                color = chosen.get(number, (1.0, 1.0, 1.0))
                self.colors[names[number]] = color if before is None else before

    def _before(self, frame: int, area: NDArray[np.bool_]) -> Rgb | None:
        """Return the colour that most of a new area had in the frame before; None for none.

        So a part that a line cuts off keeps its colour.
        """
        if not frame:
            return None
        known = self._found[frame - 1].grown[area]
        numbers, counts = np.unique(known, return_counts=True)
        name = self.names[frame - 1].get(int(numbers[counts.argmax()]))
        if name is None or counts.max() < INHERITED * counts.sum():
            return None
        return self.colors[name]

    def frames(self) -> Iterator[Pictures]:
        """Yield the fills of each frame, uint8 [h, w, 4], of the size of its picture."""
        for path, regions, names in zip(self._paths, self._found, self.names, strict=True):
            with Image.open(path) as image:
                size = image.size
            table = np.zeros((int(regions.grown.max()) + 1, 4), np.uint8)
            for number, name in names.items():
                table[number] = [*(round(255 * part) for part in self.colors[name]), 255]
            picture = Image.fromarray(table[regions.grown], "RGBA")
            yield np.asarray(picture.resize(size, Image.Resampling.NEAREST))


def _regions(path: Path) -> Regions:
    picture = read_picture(path)
    ink = ink_of(picture)
    raster = ink_raster(ink, path.name)
    image = Image.fromarray((ink * 255).astype(np.uint8))
    scale = min(1.0, SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    seen = np.asarray(image.resize(size, Image.Resampling.BOX)) > 64
    line = max(2.0, raster.pen / raster.scale * scale)
    return find_regions(seen, line, GAP * line)
