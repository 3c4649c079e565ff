# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flicker: how often the colour of an area changes over the frames of a take."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.bench.drawn_examples import example
from engine.colour.colouring import Fills, coloured, fills_of
from engine.colour.takes import PictureTake
from engine.geometry.svg.reader import parse_svg
from engine.jobs.run import run_job
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

FRAMES = 16
SIZE = (320, 320)
INK = 128  # of 255; what is darker is a line
LEAST = 12  # pixels of an area that is looked at
EXAMPLES = Path(__file__).resolve().parents[2] / "presets" / "examples"
SENTENCES = {
    "bird": "the bird flies",
    "butterfly": "the butterfly flutters",
    "car": "the car drives",
    "dog": "the dog walks",
    "fish": "the fish swims",
    "flower": "the flower sways",
    "person": "the person waves",
    "snail": "the snail crawls",
}
DRAWN = {"cat": "the cat breathes", "house": "the house jumps"}
Pictures = NDArray[np.uint8]


@dataclass(frozen=True)
class Flicker:
    """How steady the colours of a take are.

    Attributes:
        frames: areas times frames that were seen.
        changes: of these, how many have another colour than their area mostly has.
    """

    frames: int
    changes: int


@dataclass(frozen=True, eq=False)
class ColouredTake:
    """A take of strokes with its fills.

    Attributes:
        positions: [F, P, 2], of the drawing's points.
    """

    name: str
    drawing: Drawing
    fills: Fills
    positions: NDArray[np.float32]

    def areas(self) -> NDArray[np.int64]:
        """Return which area each pixel of each frame shows [F, h, w]; 0 for none."""
        numbers = numpy_of(self.fills.drawing.paths).astype(np.int64)
        codes = np.ones((len(numbers), 4), np.float32)
        codes[:, :3] = np.stack([numbers >> 8 & 255, numbers & 255, 0 * numbers], 1) / 255.0
        pictures = self._rendered(replace(self.fills.drawing, fills=array_of(codes)))
        found = pictures[..., 0].astype(np.int64) << 8 | pictures[..., 1]
        is_whole = (pictures[..., 3] == 255) & np.isin(found, numbers)
        return np.where(is_whole, found, 0)

    def colours(self) -> Pictures:
        """Return the fills of each frame [F, h, w, 4]."""
        return self._rendered(self.fills.drawing)

    def lines(self) -> Pictures:
        """Return the lines of each frame [F, h, w, 4] on white."""
        white = (1.0, 1.0, 1.0)
        return render_frames(self.drawing, self.positions, size=SIZE, background=white)

    def _rendered(self, fills: Drawing) -> Pictures:
        moved = self.fills.outlines.moved(self.drawing, self.positions)
        return render_frames(fills, moved.astype(np.float32), size=SIZE)


def example_takes() -> Iterable[ColouredTake]:
    """Yield ten short takes of drawings that come with the program, each in colour."""
    with tempfile.TemporaryDirectory() as folder:
        for name, sentence in {**SENTENCES, **DRAWN}.items():
            if name in DRAWN:
                drawing = _without_paint(example(name))
            else:
                drawing = parse_svg((EXAMPLES / f"{name}.svg").read_bytes()).drawing
            request = Request(sentence, frames=FRAMES, quality="draft")
            job = JobFolder.create(Path(folder) / name, request, drawing)
            run_job(job.path)
            animation = Animation.read(job.animation_path)
            fills = fills_of(coloured(drawing, sentence), drawing)
            positions = animated_positions(drawing, animation).astype(np.float32)
            yield ColouredTake(name, drawing, fills, positions)


def _without_paint(drawing: Drawing) -> Drawing:
    fills = numpy_of(drawing.fills).copy()
    fills[:, 3] = 0.0
    return replace(drawing, fills=array_of(fills))


def flicker_of(areas: NDArray[np.int64], pictures: Iterable[Pictures]) -> Flicker:
    """Return how often the commonest colour in an area changes.

    areas: [F, h, w], 0 for none. pictures: of each frame, [h, w, 4].
    """
    seen: dict[int, Counter[bytes]] = {}
    for labels, picture in zip(areas, pictures, strict=True):
        for number in np.unique(labels[labels > 0]).tolist():
            inside = picture[labels == number]
            if len(inside) >= LEAST:
                colors, counts = np.unique(inside, axis=0, return_counts=True)
                common = colors[counts.argmax()].tobytes()
                seen.setdefault(number, Counter())[common] += 1
    frames = sum(colors.total() for colors in seen.values())
    steady = sum(max(colors.values()) for colors in seen.values())
    return Flicker(frames, frames - steady)


def picture_flicker(take: ColouredTake) -> Flicker:
    """Return the flicker of a take where its lines are known as pictures alone.

    Only pixels that no line covers count.
    """
    areas = np.where(take.lines()[..., :3].min(axis=3) > INK, take.areas(), 0)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for frame, picture in enumerate(take.lines()):
            paths.append(Path(folder) / f"{frame + 1:04d}.png")
            Image.fromarray(picture).convert("RGB").save(paths[-1])
        found = PictureTake(paths, take.name, lambda size: ())
        return flicker_of(areas, found.frames())
