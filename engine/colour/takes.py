# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every frame of a take in colour: of moved strokes, or of pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.colour.colouring import Fills, colors_of
from engine.colour.crumbs import crumbs_of, with_crumbs
from engine.colour.hints import Dab, hinted, missed
from engine.colour.palettes import Rgb
from engine.colour.proposing import network_proposals, roles_of
from engine.colour.regions.entering import apart_from, traced_back
from engine.colour.regions.reunion import reunited
from engine.colour.regions.tracking import AreaFrame, NamedAreas, tracked
from engine.colour.regions.trapped_ball import GAP, LEAST, Labels, Regions, find_regions
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.picture import read_picture
from engine.geometry.tracing.raster import ink_raster
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames

Pictures = NDArray[np.uint8]
OnFrame = Callable[[int, int], None]
LARGE = ("main", "second")  # roles of areas that may turn up where nothing was
STAYING = 0.34  # of a take, for which an area is seen that stays
STEADY = 0.5  # of the frames from its first one on, in which a figure's area that came in is seen
TIMES = 3  # frames, in which it is seen at least, or to the end
FRESH = 4  # frames for which an area is new
WIDER = (1.0, 2.0, 4.0, 8.0)  # times the usual gap, that are closed where an area is lost
SMALL = 2.0  # squared line widths of an area after the first frame
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
        colors: of each area by its name, the same in all frames; areas that stay unfilled have
            none.
        areas: of each frame, with their names.
        missed: how many dabs lie in no area.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        prompt: str,
        dabs: Callable[[tuple[int, int]], Sequence[Dab]],
        on_frame: OnFrame = lambda frame, count: None,
    ) -> None:
        self._paths = paths
        lines = []
        found: list[Regions] = []
        for frame, path in enumerate(paths):
            on_frame(frame, len(paths))
            lines.append(_LinePicture.of(path))
            found.append(lines[-1].regions(SMALL if frame else LEAST))
        pairs = zip(lines, found, strict=True)
        frames = [AreaFrame(a.ink, b.grown, a.pieces) for a, b in pairs]
        self.areas = reunited(tracked(frames))
        self.colors: dict[int, Rgb] = {}
        self.missed = 0
        self._choose_colors(found, [picture.line for picture in lines], prompt, dabs)
        first = set(self.areas[0].names.values()) if self.areas else set()
        origins = {name for areas in self.areas for name in areas.origins}
        entered = [name for name in self.colors if name not in first | origins]
        self.areas = traced_back(frames, self.areas, entered)

    def _choose_colors(
        self,
        found: Sequence[Regions],
        lines: Sequence[float],
        prompt: str,
        dabs: Callable[[tuple[int, int]], Sequence[Dab]],
    ) -> None:
        """Give each area its colour in the frame in which it is seen first.

        A part that a line cuts off has that of its whole. What turns up later where nothing was is
        filled if it stays, and is large or belongs to a figure that has just come in; the others
        are holes between lines that cross, or eyes. lines: width of the lines of each frame.
        """
        stays = _Staying(self.areas)
        for frame, (regions, areas) in enumerate(zip(found, self.areas, strict=True)):
            new = {k: name for k, name in areas.names.items() if stays.births[name] == frame}
            if not new:
                continue
            height, width = areas.labels.shape
            own: dict[int, Rgb] = {}
            if not self.colors:
                given = dabs((width, height))
                own, self.missed = hinted(given, areas.labels), missed(given, areas.labels)
            old = {k for k, n in areas.names.items() if stays.is_old(n, frame)}
            ink = regions.labels == 0  # the lines
            apart = apart_from(old, areas.labels, ink, lines[frame])
            shown = Regions(np.where(ink, 0, areas.labels), areas.labels)
            roles = {**roles_of(shown), **_roles_among(shown, apart)}
            proposed = network_proposals(ink, shown, prompt, own)
            known = {k: self.colors[n] for k, n in areas.names.items() if n in self.colors}
            chosen = colors_of(roles, prompt, own, proposed) | known
            chosen = with_crumbs(chosen, crumbs_of(shown, lines[frame]), own)
            for number, name in new.items():
                origin = areas.origins.get(name)
                size = (shown.labels == number).sum()
                is_eye = roles.get(number) == "light" and size < LEAST * lines[frame] ** 2
                if origin in self.colors and not is_eye:
                    self.colors[name] = self.colors[origin]
                elif origin is None and (
                    frame == 0
                    or (number in apart and stays.steadily(name))
                    or (stays.long(name) and roles.get(number) in LARGE)
                ):
                    self.colors[name] = chosen.get(number, (1.0, 1.0, 1.0))

    def frames(self) -> Iterator[Pictures]:
        """Yield the fills of each frame, uint8 [h, w, 4], of the size of its picture."""
        for path, areas in zip(self._paths, self.areas, strict=True):
            with Image.open(path) as image:
                size = image.size
            table = np.zeros((int(areas.labels.max()) + 1, 4), np.uint8)
            for number, name in areas.names.items():
                if name in self.colors:
                    table[number] = [*(round(255 * part) for part in self.colors[name]), 255]
            picture = Image.fromarray(table[areas.labels], "RGBA")
            yield np.asarray(picture.resize(size, Image.Resampling.NEAREST))


class _Staying:
    """In which frames areas are seen.

    Attributes:
        births: the first frame of each area, by its name.
    """

    def __init__(self, areas: Sequence[NamedAreas]) -> None:
        self._count = len(areas)
        self._times = Counter(name for frame in areas for name in frame.names.values())
        self.births: dict[int, int] = {}
        for number, frame in enumerate(areas):
            for name in frame.names.values():
                self.births.setdefault(name, number)

    def is_old(self, name: int, frame: int) -> bool:
        """Return whether an area has been there since the beginning, or for some frames."""
        return self.births[name] == 0 < frame or self.births[name] <= frame - FRESH

    def long(self, name: int) -> bool:
        """Return whether an area is seen in a good part of the take."""
        return self._times[name] >= STAYING * self._count

    def steadily(self, name: int) -> bool:
        """Return whether an area that came in is mostly seen from then on."""
        left = self._count - self.births[name]
        return self._times[name] >= max(STEADY * left, min(TIMES, left))


def _roles_among(regions: Regions, numbers: set[int]) -> dict[int, str]:
    """Return the roles that some areas have among themselves."""
    wanted = list(numbers)
    parts = (np.where(np.isin(v, wanted), v, 0) for v in (regions.labels, regions.grown))
    return roles_of(Regions(*parts))


@dataclass(frozen=True, eq=False)
class _LinePicture:
    """The lines of a frame.

    Attributes:
        ink: [h, w], where they are.
        line: their usual width, pixels.
    """

    ink: NDArray[np.bool_]
    line: float

    @classmethod
    def of(cls, path: Path) -> _LinePicture:
        picture = read_picture(path)
        ink = ink_of(picture)
        image = Image.fromarray((ink * 255).astype(np.uint8))
        scale = min(1.0, SIDE / max(image.size))
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        try:
            raster = ink_raster(ink, path.name)
        except BadInput:  # nothing is drawn: what comes in isn't there yet
            return cls(np.zeros(size[::-1], np.bool_), 2.0)
        seen = np.asarray(image.resize(size, Image.Resampling.BOX)) > 64
        return cls(seen, max(2.0, raster.pen / raster.scale * scale))

    def regions(self, least: float) -> Regions:
        """Return the areas, of so many squared line widths at least."""
        return find_regions(self.ink, self.line, GAP * self.line, least=least)

    def pieces(self) -> Iterator[Labels]:
        """Yield finer and finer areas."""
        for factor in WIDER:
            gap = factor * GAP * self.line
            yield find_regions(self.ink, self.line, gap, framed=True, least=SMALL).grown
