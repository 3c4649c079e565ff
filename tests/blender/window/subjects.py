# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a newcomer draws in the window, as strokes in pixels, and the sentences for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Stroke = list[Point]


@dataclass(frozen=True)
class Subject:
    """A thing to draw.

    Attributes:
        strokes: in pixels from the window's top left.
        sentence: what it does.
        second: what it does after that.
        beats: a sentence of two beats.
        joint: the part of a joint's name that is dragged, by `drag` pixels.
    """

    name: str
    strokes: list[Stroke]
    sentence: str
    second: str
    beats: str
    drag: tuple[int, int] = (14, -12)

    def redrawn(self, scale: float, right: float) -> list[Stroke]:
        """Return the strokes of a smaller, narrower one that stands to the right."""
        return [[(0.85 * scale * x + right, scale * y + 130) for x, y in s] for s in self.strokes]


def line(*corners: Point) -> Stroke:
    """Return points along straight lines from corner to corner."""
    found: Stroke = [corners[0]]
    for (x0, y0), (x1, y1) in pairwise(corners):
        steps = max(2, round(math.hypot(x1 - x0, y1 - y0) / 24))
        found += [(x0 + (x1 - x0) * t / steps, y0 + (y1 - y0) * t / steps)
                  for t in range(1, steps + 1)]  # fmt: skip
    return found


def ring(x: float, y: float, across: float, down: float) -> Stroke:
    """Return an ellipse about a middle, closed."""
    steps = 20
    turns = [2.0 * math.pi * step / steps - 1.6 for step in range(steps + 1)]
    return [(x + across * math.cos(t), y + down * math.sin(t)) for t in turns]


def _petals(x: float, y: float, count: int) -> Sequence[Stroke]:
    return [
        ring(x + 66 * math.cos(a), y + 66 * math.sin(a), 36, 36)
        for a in (2 * math.pi * k / count for k in range(count))
    ]


PERSON = Subject(
    "person",
    [
        ring(400, 250, 46, 52),
        line((400, 302), (400, 500)),
        line((400, 330), (335, 420), (300, 510)),
        line((400, 330), (465, 420), (500, 510)),
        line((400, 500), (355, 630), (340, 770), (310, 772)),
        line((400, 500), (445, 630), (460, 770), (490, 772)),
    ],
    "the person waves",
    "the person jumps",
    "the person waves, then the person bows",
)
DOG = Subject(
    "dog",
    [
        ring(430, 470, 170, 62),
        ring(250, 370, 62, 48),
        line((196, 384), (150, 398), (198, 408)),
        line((262, 326), (300, 300), (306, 370)),
        line((300, 398), (330, 424)),
        line((330, 514), (322, 600), (330, 690), (300, 692)),
        line((370, 526), (380, 600), (372, 690), (342, 692)),
        line((520, 522), (540, 600), (520, 690), (490, 692)),
        line((560, 508), (590, 600), (568, 690), (538, 692)),
        line((596, 448), (660, 400), (700, 330)),
    ],
    "the dog walks",
    "the dog sits down",
    "the dog nods, then the dog walks",
)
BIRD = Subject(
    "bird",
    [
        ring(450, 480, 140, 66),
        ring(300, 400, 46, 42),
        line((258, 398), (205, 412), (260, 420)),
        line((410, 450), (500, 300), (600, 250), (560, 380), (500, 470)),
        line((585, 470), (700, 450), (690, 510), (588, 498)),
        line((430, 545), (426, 620), (400, 624)),
        line((480, 544), (484, 620), (458, 624)),
    ],
    "the bird flies",
    "the bird glides down",
    "the bird flies, then the bird lands",
)
CAR = Subject(
    "car",
    [
        line((180, 560), (190, 470), (330, 450), (400, 350), (610, 350), (680, 450), (790, 480),
             (800, 560), (180, 560)),
        line((410, 440), (440, 376), (520, 376), (520, 440), (410, 440)),
        ring(310, 570, 62, 62),
        ring(310, 570, 22, 22),
        ring(670, 570, 62, 62),
        ring(670, 570, 22, 22),
    ],
    "the car drives away",
    "the car brakes",
    "the car hops, then the car drives away",
)  # fmt: skip
FLOWER = Subject(
    "flower",
    [
        line((450, 820), (444, 660), (452, 480), (450, 372)),
        ring(450, 320, 34, 34),
        *_petals(450, 320, 6),
        [(447, 700), (520, 620), (600, 610), (540, 680), (447, 700)],
        [(446, 730), (380, 650), (300, 640), (350, 710), (446, 730)],
    ],
    "the flower sways in the wind",
    "the flower nods",
    "the flower grows, then the flower sways",
)
SUBJECTS = (PERSON, DOG, BIRD, CAR, FLOWER)
