# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which frames go where on Krita's timeline. Needs neither Krita nor Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...client.jobs.timing import Easing, MotionSpan
from ...contract.errors import BadInput
from ...contract.strict_json import JSON

LONGEST_NAME = 60
NO_NAME = "Sketch Motion"


@dataclass(frozen=True)
class FramePlan:
    """The pictures to import, one for each drawing.

    Attributes:
        files: File k goes to the frame `first + k * step` of the document.
        last: The last frame of the animation: the last drawing is held until then.
    """

    files: tuple[Path, ...]
    first: int
    step: int
    last: int


@dataclass(frozen=True)
class LayerTiming:
    """Another timing that a result was given."""

    hold: int
    easing: Easing

    def to_json(self) -> list[JSON]:
        """Return it for the note of a job."""
        return [self.hold, self.easing.out, self.easing.into]

    @classmethod
    def of_json(cls, value: object) -> LayerTiming | None:
        """Read it from a note; None for none, or for what is none."""
        if not isinstance(value, list) or len(value) != 3:
            return None
        hold, out, into = value
        if hold not in (1, 2, 3):
            return None
        try:
            return cls(hold, Easing(float(out), float(into)))
        except (BadInput, TypeError, ValueError):
            return None


def plan_frames(frames: Sequence[Path], start: int, hold: int) -> FramePlan:
    """Return which of `frames`, one file a frame, to import when each is held `hold` frames."""
    return FramePlan(
        tuple(frames[::hold]), first=max(0, start), step=hold, last=max(0, start) + len(frames) - 1
    )


def plan_retimed(
    frames: Sequence[Path], start: int, hold: int, easing: Easing, *, loop: bool
) -> FramePlan:
    """Return which pictures to import: of each drawing of the new timing the one that is nearest.

    Raises BadInput for a hold other than 1, 2 or 3.
    """
    span = MotionSpan(len(frames), loop)
    shown = [round(sample.source) % len(frames) for sample in span.samples(hold, easing)]
    first = max(0, start)
    return FramePlan(tuple(frames[k] for k in shown), first, hold, first + len(frames) - 1)


def clip_range(clip: tuple[int, int], plan: FramePlan, *, alone: bool) -> tuple[int, int]:
    """Return the first and the last frame of the document's clip after the import.

    The clip was `clip` before. If nothing else moves in the document (`alone`), it becomes the
    animation, from frame 0 on; otherwise it only grows.
    """
    if alone:
        return 0, plan.last
    return min(clip[0], plan.first), max(clip[1], plan.last)


def layer_name(prompt: str, taken: Sequence[str]) -> str:
    """Return a name for the layer of a result: the prompt, and a number if that is taken."""
    text = " ".join(prompt.split()) or NO_NAME
    if len(text) > LONGEST_NAME:
        text = text[: LONGEST_NAME - 1].rstrip() + "…"
    name, number = text, 2
    while name in taken:
        name, number = f"{text} {number}", number + 1
    return name
