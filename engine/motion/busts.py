# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads on shoulders, as actions think of them: see `engine.rig.busts` for their joints."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.language.word_lists import word_set
from engine.motion.head_turns import slid
from engine.motion.performance import Performance
from engine.motion.registry import ACTIONS, RegisteredAction
from engine.motion.slide_room import box_of, room_of, within
from engine.rig.bones import Bones
from engine.rig.busts import BROW, CORNER, EYE, HEAD, MARK, MOUTH

Floats = NDArray[np.float64]
PLAN = "bust"  # what such bones have of actions: they follow no body plan
BALL = 1.1  # radius of the ball that a head is, in halves of its box
MOST = (0.36, 0.28)  # radians: further aside, or up and down, eyes would leave the face
EDGE = 0.9  # of the radius: how far out a feature may lie on the ball
SHUT = 0.12  # of its height: an eye that is shut
ROOM = 0.62  # of the way from a mouth to the chin: how far it opens at most
WIDEST = 4.0  # times its height: a line that is nearly straight opens no further
CHILD = 0.8  # of the largest head's height: a child's is smaller
GROWN_UPS = word_set(
    "father mother dad mom mum parent parents man woman grandmother grandfather uncle aunt adults"
)
CHILDREN = word_set(
    "son daughter child children kid kids boy girl boys girls baby babies sons daughters twins"
)
LINE = 0.6  # of its width: a mouth that is lower is closed, and opens further


@dataclass(frozen=True)
class BustHead:
    """One head of a drawing.

    Attributes:
        name: of its joint; number: which one it is.
        box: [2, 2], lowest and highest x and y of its face.
        late: 0..1, by how much of a cycle it does the same later than the first one.
    """

    body: Performance
    name: str
    number: int
    box: Floats
    late: float

    @property
    def size(self) -> float:
        """Height of the face."""
        return float(np.ptp(self.box[:, 1]))

    def move(self, x: Floats | float, y: Floats | float) -> None:
        """Move it on its neck by [F] heights of it along the drawing's x and y."""
        slid(self.body, self.name, self.size * np.asarray(x), self.size * np.asarray(y))

    def turn(self, angle: Floats | float) -> None:
        """Lean it to the right, radians."""
        self.body.turn(self.name, angle)

    def tall(self, high: Floats | float, wide: Floats | float = 1.0) -> None:
        """Stretch it about its neck."""
        self.body.stretch(self.name, wide, high)

    def look(self, right: Floats | float, down: Floats | float = 0.0) -> None:
        """Turn the face to the right and down by [F] radians: all in it slides as over a ball."""
        body = self.body
        right, down = (
            most * np.tanh(np.asarray(a) / most)
            for a, most in zip((right, down), MOST, strict=True)
        )
        half = 0.5 * BALL * np.maximum(np.ptp(self.box, axis=0), 1e-9)
        middle = self.box.mean(axis=0)
        for name in self._called(MARK):
            at = np.clip((body.rest.at(name) - middle) / half, -EDGE, EDGE)
            latitude = np.arcsin(at)
            x = half[0] * (np.sin(np.clip(latitude[0] + right, -1.5, 1.5)) - at[0])
            y = half[1] * (np.sin(np.clip(latitude[1] + down, -1.5, 1.5)) - at[1])
            room = room_of(body.rest, name)
            slid(body, name, within(room, x, 0), within(room, y, 1))
            width = np.cos(np.clip(latitude[0] + right, -1.3, 1.3)) / np.cos(latitude[0])
            body.stretch(name, np.clip(width, 0.6, 1.2), 1.0)

    def eyes(self, opened: Floats, which: tuple[int, ...] = (0, 1)) -> None:
        """Open the eyes to shares [F] of their height: 1 as drawn, 0 shut."""
        for number in which:
            self.body.stretch(f"{self.name}{EYE}{number}", 1.0, np.maximum(opened, SHUT))

    def mouth(self, opened: Floats | float, wide: Floats | float = 0.0) -> None:
        """Open the mouth by shares [F] of what it can: 1 wide open, -1 shut; and widen it."""
        name = f"{self.name}{MOUTH}"
        if name not in self.body.rest.index:
            return
        low, high = box_of(self.body, name)
        size = np.maximum(high - low, 1e-9)
        lined = size[1] < LINE * size[0]
        most = min(0.55 * size[0] if lined else 0.5 * size[1], ROOM * (self.box[1, 1] - high[1]))
        opened = np.asarray(opened)
        grown = np.where(opened > 0.0, opened * max(most, 0.0) / size[1], 0.7 * opened)
        self.body.stretch(name, 1.0 + np.asarray(wide), np.clip(1.0 + grown, 0.25, WIDEST))

    def brows(self, up: Floats | float, which: tuple[int, ...] = (0, 1)) -> None:
        """Raise the brows by [F] heights of the face."""
        for number in which:
            name = f"{self.name}{BROW}{number}"
            if name in self.body.rest.index:
                parent = int(self.body.rest.bones.parents[self.body.rest.index[name]])
                slid(self.body, self.body.rest.bones.names[parent], 0.0, -self.size * up)

    def _called(self, kind: str) -> list[str]:
        start = f"{self.name}{kind}"
        return [j for j in self.body.rest.index if j.startswith(start)]


def has_heads(bones: Bones) -> bool:
    """Tell whether bones are those of heads on shoulders."""
    return not bones.plan and f"{HEAD}0" in bones.names


def table_of(bones: Bones) -> dict[str, RegisteredAction]:
    """Return the actions of a body, by verb."""
    return ACTIONS.get(PLAN if has_heads(bones) else bones.plan, {})


def heads_of(body: Performance) -> list[BustHead]:
    """Return the heads of a drawing that act, the largest first: all, or but the grown-ups."""
    found = _all_heads(body)
    words = set(re.findall(r"[a-z]+", body.beat.words.lower()))
    grown = [head for head in found if head.size > CHILD * found[0].size]
    told = bool(words & GROWN_UPS), bool(words & CHILDREN)
    if len(grown) == len(found) or told[0] == told[1]:
        return found
    return grown if told[0] else found[len(grown) :]


def _all_heads(body: Performance) -> list[BustHead]:
    found: list[BustHead] = []
    while f"{HEAD}{len(found)}" in body.rest.index:
        number = len(found)
        name = f"{HEAD}{number}"
        box = np.stack([body.rest.at(f"{name}{CORNER}{n}") for n in (0, 1)])
        found.append(BustHead(body, name, number, box, 0.37 * number % 1.0))
    return found
