# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing that somebody does for a while."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MotionBeat:
    """One action, when and how.

    Attributes:
        action: a registered verb, like "walk".
        start: its first frame.
        frames: how many frames it takes; at least 1.
        amplitude: 1 is the action's natural size.
        speed: 1 is its natural pace; 2 does everything twice as often.
        mood: "", "happy", "sad", "tired", "angry", "scared" or "proud".
        direction: 1 along the way the body faces, -1 against it, 0 on the spot.
        distance: how far it goes, in long sides of the drawing; 0 is on the spot.
        count: how often a repeated action happens; 0 leaves it to the natural pace.
        seed: chance; other seeds give other, equally good motions.
        aim: 1 for what is done to the right of the picture, -1 to its left, 0 where nothing is
            said; for bodies seen from the front.
        lift: 1 for what is done upwards, -1 for what is done downwards, 0 where nothing is said.
        loop: whether the frame after the last is the first again.
        words: of the sentence, which tell who of several does it; "" for all.
    """

    action: str
    start: int = 0
    frames: int = 24
    amplitude: float = 1.0
    speed: float = 1.0
    mood: str = ""
    direction: int = 1
    distance: float = 0.0
    count: float = 0
    seed: int = 0
    aim: int = 0
    lift: int = 0
    loop: bool = False
    words: str = ""
