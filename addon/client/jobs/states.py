# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the engine and of each job, as plain values for a panel to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...contract.animation import Animation
from ...contract.errors import SketchMotionError

# --- the engine ---


@dataclass(frozen=True)
class Off:
    """It was not started, or it was stopped."""


@dataclass(frozen=True)
class Starting:
    """It is starting.

    Attributes:
        attempt: The number of restarts after a crash; 0 at the first start.
    """

    attempt: int = 0


@dataclass(frozen=True)
class EngineReady:
    """It answers.

    Attributes:
        warm: Whether what bones need is loaded, so that a draft is fast. Torch comes later.
        problem: Why it can't run jobs although it answers.
    """

    version: str
    devices: tuple[str, ...] = ()
    warm: bool = False
    problem: SketchMotionError | None = None


@dataclass(frozen=True)
class EngineFailed:
    """It can't be started, or has crashed too often.

    Attributes:
        log: The last lines it wrote.
    """

    error: SketchMotionError
    log: tuple[str, ...] = ()


EngineState = Off | Starting | EngineReady | EngineFailed

# --- jobs ---


@dataclass(frozen=True)
class Waiting:
    """It is in the queue.

    Attributes:
        reason: What it waits for, like "Krita is using the GPU"; "" for the engine.
    """

    reason: str = ""


@dataclass(frozen=True)
class Running:
    """The engine works on it.

    Attributes:
        step: Steps of the phase that are done, of `steps`.
        eta_s: Seconds that are left; None when that isn't known yet.
        preview: A WebP of PREVIEW_GRID frames.
    """

    phase: str = ""
    step: int = 0
    steps: int = 0
    eta_s: float | None = None
    loss: float | None = None
    preview: Path | None = None
    warnings: tuple[str, ...] = ()
    cancelling: bool = False

    @property
    def fraction(self) -> float:
        """The part of the phase that is done, 0..1."""
        return min(1.0, max(0.0, self.step / self.steps)) if self.steps > 0 else 0.0


@dataclass(frozen=True)
class Finished:
    """It is done; its animation is read and checked.

    Attributes:
        report: What the engine wrote into done.json.
    """

    animation_path: Path
    animation: Animation
    report: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """It is done, and made no animation.

    Attributes:
        folder: Where what it made is: objects.json, frames, ...
        report: What the engine wrote into done.json.
    """

    folder: Path
    report: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobFailed:
    """It has failed. `error.action` is a change of settings to offer as a button (`retry`)."""

    error: SketchMotionError


@dataclass(frozen=True)
class JobCancelled:
    """The user has cancelled it; it can be resumed from its checkpoint."""


@dataclass(frozen=True)
class Interrupted:
    """The engine has ended in the middle of it, or before it; it can be resumed.

    Attributes:
        log: The last lines of the engine.
        begun: Whether the engine had begun with it.
    """

    reason: str
    log: tuple[str, ...] = ()
    begun: bool = True


JobState = Waiting | Running | Finished | Delivered | JobFailed | JobCancelled | Interrupted
ENDED = (Finished, Delivered, JobFailed, JobCancelled, Interrupted)
#: Frames of a preview picture in reading order: columns, rows.
PREVIEW_GRID = (4, 2)


@dataclass(frozen=True)
class Changes:
    """What a tick has changed.

    Attributes:
        engine: Whether the engine's state.
        jobs: The jobs whose states.
        takes: Whether a search for takes has ended.
        live: Whether the motion that is shown while a sentence is typed.
    """

    engine: bool = False
    jobs: tuple[str, ...] = ()
    takes: bool = False
    live: bool = False

    def __bool__(self) -> bool:
        return self.engine or bool(self.jobs) or self.takes or self.live
