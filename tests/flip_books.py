# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flip-books drawn by an unsteady hand: every frame is drawn anew, and no line is the one before.

    python -m tests.flip_books --out out/flip_books [NAME ...]

Lines miss their place, begin late and end early or go too far, pencils press now harder and now
less, and each sheet of paper lies a little differently. What was meant is known, so how far a
drawing that follows is off can be said. A sheet shows the book above what the drawing does.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from addon.contract.drawing import Drawing
from addon.contract.followed_clip import SETTING
from addon.contract.request import Request
from engine.render.evaluate import animated_positions
from engine.render.frames import render_frames
from engine.runtime.progress import Progress
from engine.video_fit.clip import VideoClip
from engine.video_fit.job import animate_as, overlay_sheet

Floats = NDArray[np.float64]
SIDE, FRAMES, FPS = 360, 16, 12
CANVAS = (360.0, 360.0)
DENSE = 24  # points of a line
WOBBLE, MISS, ENDS = 1.5, 1.2, 3.5  # pixels: along a line, the whole line, at its ends
PEN = (2.2, 3.6)  # pixels
LEAD = (0.12, 0.4)  # how light the pencil is
PAPER = (0.97, 0.96, 0.93)
SLID, TURNED = 1.0, 0.004  # of a sheet: pixels, radians
CLOSED = 0.01  # pixels between the ends of a closed line


@dataclass(frozen=True)
class FlipBook:
    """What is drawn and what it does.

    Attributes:
        poses: the lines [DENSE, 2] at a time of 0 to 1, in pixels of the canvas; 0 is the drawing.
    """

    name: str
    prompt: str
    poses: Callable[[float], list[Floats]]

    def lines(self) -> Floats:
        """Return what is meant, float [FRAMES, lines, DENSE, 2]."""
        return np.array([self.poses(frame / (FRAMES - 1)) for frame in range(FRAMES)])

    def drawing(self) -> Drawing:
        """Return the first pose as the artist's own strokes."""
        first = self.lines()[0]
        closed = np.array([_is_closed(line) for line in first])
        return Drawing.build(
            first.reshape(-1, 2).astype(np.float32),
            (np.arange(len(first) + 1) * DENSE).astype(np.int32),
            canvas=CANVAS,
            widths=np.full(first.size // 2, 3.0, np.float32),
            cyclic=closed,
        )

    def clip(self, seed: int = 3) -> VideoClip:
        """Return the book as it is filmed, drawn by a hand of its own for each seed."""
        rng = np.random.default_rng([seed, *map(ord, self.name)])
        pages = [_page(lines, rng) for lines in self.lines()]
        return VideoClip(np.stack(pages), FPS, (SIDE, SIDE))


def _is_closed(line: Floats) -> bool:
    return math.dist(line[0], line[-1]) < CLOSED


def _page(lines: Floats, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a page on which lines [N, DENSE, 2] are drawn by hand, uint8 [SIDE, SIDE, 4]."""
    turn, slide = rng.normal(0, TURNED), rng.normal(0, SLID, 2)
    middle = np.array(CANVAS) / 2
    turned = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    drawn = [(_by_hand(line, rng) - middle) @ turned.T + middle + slide for line in lines]
    lead = rng.uniform(*LEAD, len(drawn))
    page = Drawing.build(
        np.concatenate(drawn).astype(np.float32),
        np.cumsum([0, *map(len, drawn)]).astype(np.int32),
        canvas=CANVAS,
        widths=np.repeat(rng.uniform(*PEN, len(drawn)), [*map(len, drawn)]).astype(np.float32),
        colors=np.stack([lead, lead, lead, np.ones_like(lead)], axis=1).astype(np.float32),
    )
    return render_frames(page, size=(SIDE, SIDE), background=PAPER)[0]


def _by_hand(line: Floats, rng: np.random.Generator) -> Floats:
    """Return a line as it is drawn once more: elsewhere, wobbly, from and to somewhere else."""
    softness = DENSE / 6
    noise = ndimage.gaussian_filter1d(rng.normal(size=line.shape), softness, axis=0)
    found = line + noise * WOBBLE * math.sqrt(2 * math.sqrt(math.pi) * softness)
    for end, inner in ((0, 1), (-1, -2)):
        way = found[end] - found[inner]
        found[end] += way / max(np.linalg.norm(way), 1e-9) * rng.uniform(-0.3, 1.0) * ENDS
    return np.asarray(found + rng.normal(0, MISS, 2))


# --- what is drawn ----------------------------------------------------------------------------


def path(*corners: tuple[float, float]) -> Floats:
    """Return a line through corners [DENSE, 2], evenly."""
    through = np.array(corners, float)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(through, axis=0), axis=1))])
    at = np.linspace(0.0, along[-1], DENSE)
    return np.stack([np.interp(at, along, through[:, axis]) for axis in (0, 1)], axis=1)


def oval(x: float, y: float, across: float, down: float, turn: float = 0.0) -> Floats:
    """Return an ellipse [DENSE, 2] whose last point is its first."""
    angles = np.linspace(0.0, 2 * math.pi, DENSE) - math.pi / 2
    flat = np.stack([across * np.cos(angles), down * np.sin(angles)], axis=1)
    cos, sin = math.cos(turn), math.sin(turn)
    return np.asarray(flat @ np.array([[cos, sin], [-sin, cos]]) + (x, y))


def _limb(x: float, y: float, *bones: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the corners of a chain of (length, angle from straight down, to the right)."""
    found = [(x, y)]
    for length, angle in bones:
        x, y = x + length * math.sin(angle), y + length * math.cos(angle)
        found.append((x, y))
    return found


def man(t: float) -> list[Floats]:
    """Return a stick man who lifts an arm and waves twice."""
    up = min(1.0, 4 * t)
    wave = math.sin(4 * math.pi * max(0.0, t - 0.25) / 0.75) if t > 0.25 else 0.0
    lean = 0.04 * up
    hip, neck = (170.0, 210.0), (170.0 - 80 * math.sin(lean), 210.0 - 80 * math.cos(lean))
    right = _limb(*neck, (45, 0.6 + 1.15 * up), (42, 0.35 + 2.45 * up + 0.55 * wave))
    return [
        oval(neck[0] - 2 * up, neck[1] - 28, 24, 28),
        path(neck, hip),
        path(*_limb(*neck, (45, -0.6), (42, -0.35))),
        path(*right),
        path(*_limb(*hip, (58, -0.32), (58, -0.12), (18, -1.45))),
        path(*_limb(*hip, (58, 0.32), (58, 0.12), (18, 1.45))),
    ]


def fish(t: float) -> list[Floats]:
    """Return a fish that swims to the left with a bending body."""

    def bent(line: Floats) -> Floats:
        back = np.clip((line[:, 0] - 110) / 170, 0.0, 1.2)
        sway = 30 * back**2 * math.sin(4 * math.pi * t)
        return np.asarray(line + np.stack([-30 * t * np.ones_like(sway), sway], axis=1))

    upper = [(110 + 130 * k / 16, 180 - 48 * math.sin(math.pi * k / 16)) for k in range(17)]
    lower = [(x, 360 - y) for x, y in upper]
    return [
        bent(path(*upper)),
        bent(path(*lower)),
        bent(path((238, 180), (285, 140), (275, 180), (285, 222), (238, 180))),
        bent(oval(140, 168, 6, 6)),
        bent(path((185, 180), (205, 198), (182, 204))),
    ]


def ball(t: float) -> list[Floats]:
    """Return a ball that falls, is squashed, rises and falls again over a ground."""
    way = 2.5 * t % 1.5
    high = 1 - (2 * way) ** 2 if way < 0.5 else 1 - (2 * (way - 1.0)) ** 2
    flat = 0.3 * max(0.0, 1 - 7 * max(0.0, high))
    across, down = 38 * (1 + flat), 38 * (1 - flat)
    x, y = 80 + 200 * t, 300 - down - 150 * high
    left, right = x - 0.55 * across, x + 0.4 * across
    return [
        path((20, 302), (180, 300), (340, 302)),
        oval(x, y, across, down),
        path((left, y - 0.3 * down), (x, y - 0.55 * down), (right, y - 0.5 * down)),
    ]


def bird(t: float) -> list[Floats]:
    """Return a bird from the side that beats its wing twice."""
    turn = 4 * math.pi * t
    y = 190 + 9 * math.sin(turn)
    lift = 0.25 + 0.75 * math.cos(turn)  # of the wing's length
    wing = path((150, y - 10), (160, y - 62 * lift - 8), (196, y - 100 * lift),
                (212, y - 50 * lift - 4), (218, y - 6))  # fmt: skip
    return [
        oval(180, y, 70, 30),
        oval(102, y - 28, 24, 22),
        path((80, y - 32), (56, y - 24), (80, y - 20)),
        path((246, y - 8), (300, y - 18), (298, y + 12), (244, y + 10)),
        wing,
        oval(96, y - 34, 4, 4),
    ]


def snake(t: float) -> list[Floats]:
    """Return a snake through whose body waves run while it goes to the left."""
    along = np.linspace(0.0, 1.0, 41)
    reach = 14 + 16 * along
    x = 80 + 215 * along - 25 * t
    y = 190 + reach * np.sin(2 * math.pi * (1.6 * along - 1.5 * t))
    slope = math.atan2(y[1] - y[0], x[1] - x[0])
    return [
        path(*zip(x, y, strict=True)),
        oval(x[0] - 16, y[0] - 16 * math.tan(slope), 18, 12, slope),
        oval(x[0] - 20, y[0] - 16 * math.tan(slope) - 3, 2.5, 2.5),
    ]


BOOKS = (
    FlipBook("man", "the man waves", man),
    FlipBook("fish", "the fish swims", fish),
    FlipBook("ball", "the ball bounces", ball),
    FlipBook("bird", "the bird flies", bird),
    FlipBook("snake", "the snake slithers", snake),
)


@dataclass(frozen=True)
class Followed:
    """What came of a book: how far strokes are off on average, in long sides; a sheet."""

    error: float
    sheet: Image.Image
    rig: str


def follow(book: FlipBook, seed: int = 3) -> Followed:
    """Let a book's drawing follow its pages. Raises BadInput where it is refused."""
    drawing, clip = book.drawing(), book.clip(seed)
    request = Request(prompt=book.prompt, frames=FRAMES, fps=(FPS, 1), settings={SETTING: True})
    animation = animate_as(drawing, request, clip, Progress.silent())
    found = animated_positions(drawing, animation, list(range(FRAMES)))
    meant = book.lines().reshape(FRAMES, -1, 2)
    off = np.linalg.norm(found - meant, axis=2) / np.ptp(meant[0], axis=0).max()
    sheet = overlay_sheet(drawing, animation, clip)
    return Followed(float(off.mean()), sheet, animation.info["rig"])


def main() -> int:
    """Follow books, say how far they are off, and keep their sheets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="man, fish, ball, bird, snake")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for book in BOOKS:
        if not asked.names or book.name in asked.names:
            done = follow(book, asked.seed)
            done.sheet.save(asked.out / f"{book.name}_{asked.seed}.png")
            print(f"{book.name}: {100 * done.error:.2f} % ({done.rig})", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
