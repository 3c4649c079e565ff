# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a panel shows: the state of the engine and of each job, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...contract.animation import Animation
from ...contract.errors import SketchMotionError

# --- the engine ---


@dataclass(frozen=True)
class Off:
    """Nobody has started it, or it was stopped."""


@dataclass(frozen=True)
class Starting:
    """On its way. `attempt` counts restarts after a crash, 0 the first start."""

    attempt: int = 0


@dataclass(frozen=True)
class EngineReady:
    """Answers. `warm` once torch and the starter model are loaded, so that a draft is fast."""

    version: str
    devices: tuple[str, ...] = ()
    warm: bool = False
    problem: SketchMotionError | None = None  # why it can't run jobs although it answers


@dataclass(frozen=True)
class EngineFailed:
    """It can't be started, or died too often. `log`: the last lines it wrote."""

    error: SketchMotionError
    log: tuple[str, ...] = ()


EngineState = Off | Starting | EngineReady | EngineFailed

# --- jobs ---


@dataclass(frozen=True)
class Waiting:
    """In the queue, or waiting for somebody (`reason`: "Krita is using the GPU")."""

    reason: str = ""


@dataclass(frozen=True)
class Running:
    """`steps` of the phase, of which `step` are done; `preview` is a WebP of GRID frames."""

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
    """Done, read and checked. `report` is what the engine wrote into done.json."""

    animation_path: Path
    animation: Animation
    report: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """Done, without an animation: what it made lies in `folder` (objects.json, frames, ...)."""

    folder: Path
    report: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobFailed:
    """`error.action` is a change of settings to offer as a button (`EngineClient.retry`)."""

    error: SketchMotionError


@dataclass(frozen=True)
class JobCancelled:
    """The user cancelled it; it can be resumed from its checkpoint."""


@dataclass(frozen=True)
class Interrupted:
    """The engine went away in the middle; it can be resumed. `log`: its last lines."""

    reason: str
    log: tuple[str, ...] = ()


JobState = Waiting | Running | Finished | Delivered | JobFailed | JobCancelled | Interrupted
ENDED = (Finished, Delivered, JobFailed, JobCancelled, Interrupted)
#: Frames of a preview picture in reading order: columns, rows.
PREVIEW_GRID = (4, 2)


@dataclass(frozen=True)
class Changes:
    """What a tick changed: whether the engine's state, and which jobs' states."""

    engine: bool = False
    jobs: tuple[str, ...] = ()
    takes: bool = False

    def __bool__(self) -> bool:
        return self.engine or bool(self.jobs) or self.takes
