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


def plan_frames(frames: Sequence[Path], start: int, hold: int) -> FramePlan:
    """What to import of `frames`, one file a frame, when each drawing is held `hold` frames."""
    return FramePlan(
        tuple(frames[::hold]), first=max(0, start), step=hold, last=max(0, start) + len(frames) - 1
    )


def clip_range(clip: tuple[int, int], plan: FramePlan, *, alone: bool) -> tuple[int, int]:
    """First and last frame for a document whose clip is `clip`.

    `alone`: nothing else moves in the document, so that its clip becomes the animation, from
    frame 0 on. Otherwise it only grows.
    """
    if alone:
        return 0, plan.last
    return min(clip[0], plan.first), max(clip[1], plan.last)


def layer_name(prompt: str, taken: Sequence[str]) -> str:
    """A name for the layer of a result: the prompt, and a number where it is taken."""
    text = " ".join(prompt.split()) or NO_NAME
    if len(text) > LONGEST_NAME:
        text = text[: LONGEST_NAME - 1].rstrip() + "…"
    name, number = text, 2
    while name in taken:
        name, number = f"{text} {number}", number + 1
    return name
