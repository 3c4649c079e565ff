# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The iterative schedule for several objects, as plain values.

Object 1 learns its local and global motion alone, under its own caption; then object 2, and so on;
then the merged drawing learns local motion only, with the global motion frozen (after *Iterative
Optimization of SDS Loss for Video Generation from Multi-Object Sketches*).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from addon.contract.messages import Message
from engine.vector.settings import OptimiserSettings, ScheduleSettings


@dataclass(frozen=True)
class Stage:
    """A run of optimisation steps.

    Attributes:
        name: shown while it runs.
        objects: which objects are seen and move.
        train_local, train_global: whether this path learns; otherwise it is frozen.
        steps: iterations.
        texts: the caption of each of its objects.
        text: the caption of the picture that its objects make together.
    """

    name: str
    objects: tuple[int, ...]
    train_local: bool
    train_global: bool
    steps: int
    texts: tuple[str, ...]
    text: str


def plan(captions: Sequence[str], whole: str, settings: ScheduleSettings) -> tuple[Stage, ...]:
    """Return the stages for objects with these captions; whole is the prompt of the drawing.

    With a shared budget all stages together take less than twice the steps of one object, however
    many there are. The stages of single objects are also cheap, because each sees few strokes.
    """
    everyone = tuple(range(len(captions)))
    whole = whole or ", ".join(dict.fromkeys(captions))
    if len(captions) == 1:
        return (
            Stage(
                "object 1 of 1", everyone, True, True, settings.steps, tuple(captions), captions[0]
            ),
        )
    each, merged = settings.steps, settings.steps
    if settings.share_budget:
        share = settings.steps * settings.objects_share / len(captions)
        each = max(1, math.floor(min(settings.steps, share)))
        merged = max(1, math.floor(settings.steps * settings.merged_share))
    single = [
        Stage(
            Message("object {index} of {count}", index=i + 1, count=len(captions)),
            (i,),
            True,
            True,
            each,
            (text,),
            text,
        )
        for i, text in enumerate(captions)
    ]
    together = Stage("all objects", everyone, True, False, merged, tuple(captions), whole)
    return (*single, together)


def rate_factor(step: int, steps: int, settings: OptimiserSettings) -> float:
    """Return the share of the learning rate at a step: sine warm-up times exponential decay.

    Live-Sketch's (0.1 + 0.9 sin(pi/2 min(s/100, 1))) exp(lerp(ln .002, ln .0008, s/T)) / .002 is
    warmup = 100, final = 0.4, with T = steps - 1.
    """
    rise = 0.1 + 0.9 * math.sin(0.5 * math.pi * min(step / max(1, settings.warmup), 1.0))
    return rise * math.exp(math.log(settings.final) * step / max(1, steps - 1))
