# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where frames go on Krita's timeline. Needs neither Krita nor Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_NAME = 60
NO_NAME = "Sketch Motion"


@dataclass(frozen=True)
class FramePlan:
    """The pictures to import, one for each drawing: file k stands at `first + k * step`.

    `last` is the last frame of the clip, which the last drawing may be held until.
    """

    files: tuple[Path, ...]
    first: int
    step: int
    last: int


@dataclass(frozen=True)
class Ranges:
    """The document's ranges of time: first and last frame of the clip and of what is played."""

    clip: tuple[int, int]
    played: tuple[int, int]


def plan_frames(frames: Sequence[Path], start: int, hold: int) -> FramePlan:
    """What to import of `frames`, one file a frame, when each drawing is held `hold` frames."""
    return FramePlan(
        tuple(frames[::hold]), first=max(0, start), step=hold, last=max(0, start) + len(frames) - 1
    )


def plan_ranges(clip: tuple[int, int], plan: FramePlan, *, alone: bool) -> Ranges:
    """The ranges for a document with the clip range `clip`.

    `alone`: nothing else moves in the document, so that its clip becomes the animation, from
    frame 0 on. Otherwise it only grows. The animation is what is played.
    """
    if alone:
        return Ranges((0, plan.last), (plan.first, plan.last))
    return Ranges((min(clip[0], plan.first), max(clip[1], plan.last)), (plan.first, plan.last))


def layer_name(prompt: str, taken: Sequence[str]) -> str:
    """A name for the layer of a result: the prompt, and a number where it is taken."""
    text = " ".join(prompt.split()) or NO_NAME
    if len(text) > LONGEST_NAME:
        text = text[: LONGEST_NAME - 1].rstrip() + "…"
    name, number = text, 2
    while name in taken:
        name, number = f"{text} {number}", number + 1
    return name
