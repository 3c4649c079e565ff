# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Twenty first drawings, as a newcomer draws them: each a sentence and a few lines of the mouse.

Points are pixels of a sheet of 800 x 600. Needs neither Krita nor Qt.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from itertools import pairwise

SIZE = (800, 600)
STEP = 7.0  # pixels between two places of the mouse
WOBBLE = 1.3  # pixels: no hand is steady

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True)
class FirstDrawing:
    """What is drawn, and what is asked for."""

    name: str
    prompt: str
    lines: tuple[Line, ...]

    def strokes(self) -> list[Line]:
        """Return the places of the mouse of each line, close together and a little unsteady."""
        chance = random.Random(self.name)
        return [_by_hand(line, chance) for line in self.lines]


def oval(x: float, y: float, rx: float, ry: float, first: float = -90, turn: float = 364) -> Line:
    """Return an ellipse, or a part of it: from an angle on, so many degrees. Clockwise."""
    count = max(8, int(abs(turn) / 6))
    angles = [math.radians(first + turn * k / count) for k in range(count + 1)]
    return tuple((x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles)


def dot(x: float, y: float, radius: float = 4) -> Line:
    """Return a spot, drawn as a small round line."""
    return oval(x, y, radius, radius, turn=400)


def corners(*points: Point) -> Line:
    """Return straight lines from point to point."""
    return points


def curve(*points: Point) -> Line:
    """Return a smooth line through the points (a Catmull-Rom spline)."""
    through = (points[0], *points, points[-1])
    found: list[Point] = []
    for a, b, c, d in zip(through, through[1:], through[2:], through[3:], strict=False):
        for k in range(8):
            found.append((_between(a[0], b[0], c[0], d[0], k / 8),
                          _between(a[1], b[1], c[1], d[1], k / 8)))  # fmt: skip
    return (*found, points[-1])


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def box(x: float, y: float, width: float, height: float) -> Line:
    """Return a rectangle whose end is its beginning."""
    right, low = x + width, y + height
    return corners((x, y), (right, y), (right, low), (x, low), (x, y - 1))


def _by_hand(line: Line, chance: random.Random) -> Line:
    """Return the line in even steps, with a slow wobble."""
    phase = [chance.uniform(0, 2 * math.pi) for _ in range(4)]
    found: list[Point] = [line[0]]
    for (x0, y0), (x1, y1) in pairwise(line):
        count = max(1, round(math.hypot(x1 - x0, y1 - y0) / STEP))
        found += [(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count)
                  for k in range(1, count + 1)]  # fmt: skip
    return tuple(
        (
            round(x + WOBBLE * (math.sin(0.21 * k + phase[0]) + math.sin(0.09 * k + phase[1])), 1),
            round(y + WOBBLE * (math.sin(0.19 * k + phase[2]) + math.sin(0.11 * k + phase[3])), 1),
        )
        for k, (x, y) in enumerate(found)
    )


DRAWINGS = (
    FirstDrawing("fish", "the fish swims", (
        oval(390, 300, 150, 80), dot(290, 280, 6), curve((325, 245), (342, 300), (325, 355)),
        curve((390, 300), (430, 275), (440, 305), (430, 330), (390, 305)),
        corners((538, 300), (625, 235), (608, 300), (625, 365), (538, 302)))),
    FirstDrawing("cat face", "the cat nods", (
        oval(400, 320, 150, 130), corners((280, 240), (275, 130), (350, 200)),
        corners((450, 200), (525, 130), (520, 240)), oval(345, 290, 20, 26), oval(455, 290, 20, 26),
        dot(345, 293, 6), dot(455, 293, 6), corners((385, 340), (415, 340), (400, 358), (385, 340)),
        curve((400, 358), (385, 385), (355, 380)), curve((400, 358), (415, 385), (445, 380)),
        corners((320, 350), (220, 335)), corners((320, 362), (222, 372)),
        corners((480, 350), (580, 335)), corners((480, 362), (578, 372)))),
    FirstDrawing("stick man", "the man waves", (
        oval(400, 150, 50, 50), corners((400, 200), (400, 370)), corners((400, 240), (310, 310)),
        corners((400, 240), (490, 310)), corners((400, 370), (335, 500)),
        corners((400, 370), (465, 500)), dot(383, 142, 3), dot(417, 142, 3),
        curve((380, 168), (400, 180), (420, 168)))),
    FirstDrawing("house with smoke", "the smoke rises", (
        box(250, 320, 260, 190), corners((225, 325), (380, 200), (535, 325)), box(345, 410, 70,
        100),
        box(280, 350, 55, 50), box(430, 350, 55, 50), corners((450, 255), (450, 195), (485, 195),
        (485, 283)),
        curve((467, 185), (450, 165), (475, 145), (500, 150), (505, 125), (480, 115)),
        curve((500, 105), (520, 80), (555, 90), (545, 65), (520, 60)))),
    FirstDrawing("flower", "the flower sways in the wind", (
        oval(400, 190, 32, 32), oval(400, 125, 28, 36), oval(462, 170, 36, 28), oval(440, 243, 32,
        30),
        oval(360, 243, 32, 30), oval(338, 170, 36, 28), curve((400, 224), (406, 330), (396, 420),
        (402, 520)),
        curve((400, 430), (450, 380), (490, 390), (455, 425), (400, 435)),
        curve((399, 460), (350, 415), (310, 425), (345, 460), (399, 466)))),
    FirstDrawing("car", "the car drives", (
        corners((200, 380), (200, 320), (290, 310), (340, 240), (490, 240), (540, 310),
        (610, 325), (610, 380),
                (200, 381)), oval(290, 390, 42, 42), oval(520, 390, 42, 42), dot(290, 390, 8),
                dot(520, 390, 8),
        corners((310, 308), (350, 256), (405, 256), (405, 308), (310, 309)),
        corners((420, 256), (482, 256), (520, 308), (420, 308), (420, 255)), oval(598, 345, 10,
        10))),
    FirstDrawing("sun", "the sun turns", (
        oval(400, 300, 90, 90), *(corners((400 + 115 * math.cos(a), 300 + 115 * math.sin(a)),
                                          (400 + 175 * math.cos(a), 300 + 175 * math.sin(a)))
                                  for a in (k * math.pi / 5 for k in range(10))),
        dot(370, 280, 6), dot(430, 280, 6), curve((360, 325), (400, 350), (440, 325)))),
    FirstDrawing("boat", "the boat rocks on the waves", (
        corners((240, 370), (560, 370), (505, 440), (295, 440), (240, 370)), corners((400, 370),
        (400, 140)),
        corners((410, 150), (530, 345), (410, 345), (410, 148)), corners((390, 180), (300, 345),
        (390, 345)),
        curve((120, 455), (170, 435), (220, 455), (270, 470), (320, 455), (370, 440), (420, 455),
        (470, 470),
              (520, 455), (570, 440), (620, 455), (680, 462)))),
    FirstDrawing("bird", "the bird flies", (
        oval(400, 310, 110, 60), oval(520, 250, 42, 40), dot(532, 242, 5),
        corners((560, 245), (605, 258), (558, 268)), corners((292, 300), (215, 270), (222, 335),
        (296, 325)),
        curve((380, 290), (350, 190), (290, 150), (330, 230), (350, 300)),
        curve((430, 290), (440, 200), (410, 140), (390, 200), (400, 290)))),
    FirstDrawing("balloon", "the balloon floats up", (
        oval(400, 220, 95, 115), corners((400, 335), (385, 355), (415, 355), (400, 335)),
        curve((400, 355), (390, 400), (412, 450), (398, 520)), curve((350, 190), (360, 150),
        (385, 135)))),
    FirstDrawing("heart", "the heart beats", (
        curve((400, 240), (360, 170), (280, 170), (255, 250), (300, 340), (400, 440), (500, 340),
        (545, 250),
              (520, 170), (440, 170), (400, 242)),)),
    FirstDrawing("tree", "the tree sways", (
        curve((370, 520), (378, 450), (372, 380)), curve((430, 520), (424, 450), (430, 380)),
        curve((372, 380), (300, 390), (260, 330), (290, 270), (280, 200), (350, 170), (400, 120),
        (460, 165),
              (525, 200), (512, 270), (545, 330), (500, 385), (430, 380)),
        curve((385, 380), (375, 330), (350, 310)), curve((415, 380), (425, 320), (455, 300)))),
    FirstDrawing("snail", "the snail crawls", (
        curve((540, 470), (400, 480), (250, 470), (230, 440), (300, 440), (350, 445)),
        oval(410, 360, 100, 95), curve((410, 360), (430, 340), (440, 365), (410, 390), (375, 370),
        (380, 325),
                                       (430, 305), (475, 345), (465, 405)),
        curve((490, 430), (540, 420), (560, 350), (590, 330), (615, 360), (600, 440), (540, 470)),
        corners((585, 330), (575, 275)), corners((605, 338), (622, 285)), dot(574, 270, 5),
        dot(623, 280, 5))),
    FirstDrawing("ghost", "the ghost floats", (
        curve((300, 470), (295, 300), (320, 190), (400, 150), (480, 190), (505, 300), (500, 470),
        (465, 430),
              (430, 475), (400, 430), (365, 475), (335, 430), (300, 472)),
        oval(370, 260, 15, 22), oval(430, 260, 15, 22), oval(400, 330, 20, 26))),
    FirstDrawing("butterfly", "the butterfly flaps its wings", (
        oval(400, 310, 18, 110), oval(400, 180, 22, 22),
        curve((388, 260), (320, 150), (220, 140), (210, 230), (270, 300), (385, 300)),
        curve((412, 260), (480, 150), (580, 140), (590, 230), (530, 300), (415, 300)),
        curve((385, 330), (290, 330), (250, 400), (300, 450), (360, 420), (390, 370)),
        curve((415, 330), (510, 330), (550, 400), (500, 450), (440, 420), (410, 370)),
        curve((392, 160), (375, 120), (345, 105)), curve((408, 160), (425, 120), (455, 105)))),
    FirstDrawing("robot", "the robot walks", (
        box(345, 110, 110, 90), dot(375, 145, 8), dot(425, 145, 8), corners((370, 178), (430, 178)),
        corners((400, 110), (400, 70)), dot(400, 65, 6), corners((400, 200), (400, 220)),
        box(320, 220, 160, 150),
        box(265, 230, 40, 110), box(495, 230, 40, 110), box(340, 372, 45, 120), box(415, 372, 45,
        120),
        oval(400, 290, 25, 25))),
    FirstDrawing("ball", "the ball bounces", (
        oval(400, 300, 100, 100), curve((305, 280), (400, 330), (496, 280)), curve((390, 200),
        (350, 300), (390, 400)))),
    FirstDrawing("kite", "the kite flies", (
        corners((400, 100), (490, 210), (400, 360), (310, 210), (400, 99)), corners((400, 100),
        (400, 360)),
        corners((310, 210), (490, 210)), curve((400, 360), (380, 410), (420, 450), (390, 500),
        (420, 545)),
        corners((385, 400), (365, 390), (370, 415), (385, 402)), corners((412, 455), (432, 445),
        (430, 470), (412, 457)))),
    FirstDrawing("cloud with rain", "the rain falls", (
        curve((270, 300), (210, 290), (210, 220), (275, 210), (300, 140), (390, 130), (430, 170),
        (500, 150),
              (560, 200), (610, 220), (600, 295), (530, 300), (400, 305), (270, 301)),
        *(corners((x, y), (x - 12, y + 40)) for x, y in (
            (290, 340), (360, 335), (430, 340), (500, 335), (560, 345), (320, 420), (395, 415),
            (465, 425), (530, 420))))),
    FirstDrawing("rocket", "the rocket takes off", (
        curve((345, 430), (335, 280), (360, 170), (400, 90), (440, 170), (465, 280), (455, 430)),
        corners((345, 430), (455, 430)), oval(400, 240, 30, 30), corners((340, 350), (280, 430),
        (285, 470), (345, 425)),
        corners((460, 350), (520, 430), (515, 470), (455, 425)),
        curve((365, 432), (350, 490), (380, 470), (400, 530), (420, 470), (450, 490), (435, 432)))),
)  # fmt: skip
