# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one callback of every path: progress, previews, cancellation and checkpoints pass here.

A path calls `step` once per optimiser or sampling step. A request from outside (cancel, stop) takes
effect in that call, so that nothing else in the mathematics has to know about it::

    for step in range(first, steps):
        progress.step("refining", step, steps, loss=loss)
        ...
        if progress.wants_checkpoint():
            progress.save_checkpoint(state, {"step": str(step + 1)})
        if progress.wants_preview():
            progress.preview(render(...))
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from addon.contract.errors import BadInput
from addon.contract.files import remove_file, write_bytes_atomic
from addon.contract.job import Event, JobFolder
from engine.runtime.checkpoint import read_checkpoint, write_checkpoint
from engine.runtime.control import PREVIEW_GRID, START, Control

if TYPE_CHECKING:
    from torch import Tensor

PREVIEW_CELL = 160  # longest side of one frame of a preview, pixels
PREVIEWS_KEPT = 20  # files
EVENT_INTERVAL = 0.1  # seconds
PREVIEW_INTERVAL = 1.5
CHECKPOINT_INTERVAL = 4.0
OVERHEAD = 0.05  # share of the time that previews, and as much again that checkpoints, may take

Pictures = npt.NDArray[np.uint8]
Listener = Callable[[Event], None]


@dataclass
class Pace:
    """A smoothed rate of steps, from which the remaining time follows."""

    seconds_per_step: float = 0.0
    samples: int = 0

    def add(self, steps: int, seconds: float) -> None:
        """Take in that some steps took some seconds."""
        if steps <= 0:
            return
        self.samples += 1
        share = max(0.1, 1.0 / self.samples)
        self.seconds_per_step += share * (seconds / steps - self.seconds_per_step)

    def left(self, steps: int) -> float | None:
        """Estimate the seconds of so many steps; None before three samples are known."""
        return self.seconds_per_step * max(0, steps) if self.samples >= 3 else None


@dataclass
class Throttle:
    """Limits how often something is done.

    It is due `interval` seconds after the last time, and later if it would otherwise take more than
    OVERHEAD of the time.

    Attributes:
        due: when it may be done next.
        cost: the seconds it took last time.
    """

    interval: float
    due: float
    cost: float = 0.0

    def done(self, started: float, now: float) -> None:
        """Note that it was done between two times."""
        self.cost = now - started
        self.due = now + max(self.interval, self.cost / OVERHEAD)


@dataclass
class Progress:
    """Progress of one job, reported to its folder and to a listener; either may be missing.

    Attributes:
        fingerprint: hash of request and drawing; a checkpoint with another one is not used.
        preview_kind: "webp", or "png" for a host that can't read WebP.
        seconds: by phase.
    """

    job: JobFolder | None = None
    control: Control = field(default_factory=Control)
    listener: Listener | None = None
    fingerprint: str = ""
    preview_kind: str = "webp"
    clock: Callable[[], float] = time.monotonic
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        now = self.clock()
        self._phase = START
        self._step = 0
        self._steps = 0
        self._pace = Pace()
        self._last_step = now
        self._next_event = now
        self._previews = Throttle(PREVIEW_INTERVAL, now)
        self._preview_started: float | None = None
        self._preview_number = self._previews_before()
        self._checkpoints = Throttle(CHECKPOINT_INTERVAL, now + CHECKPOINT_INTERVAL)
        self._saves = False  # this phase calls wants_checkpoint(), so it can save before it ends
        self._grace = False  # the phase has its one step to save before it is ended
        self.checkpoint_loaded = False

    @classmethod
    def silent(cls) -> Progress:
        """Return progress that writes nothing, for tests and for use as a library."""
        return cls()

    # --- steps ---

    def step(self, phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
        """Report that `step` of `steps` of a phase are done.

        Raises Cancelled or Stopped when the job has to end. A phase that saves checkpoints gets
        one more step to save what it has; `save_checkpoint` then raises instead.
        """
        now = self.clock()
        new_phase = phase != self._phase
        self.seconds[phase] = self.seconds.get(phase, 0.0) + now - self._last_step
        if new_phase:
            self._pace, self._saves, self._grace = Pace(), False, False
        else:
            self._pace.add(step - self._step, now - self._last_step)
        self._phase, self._step, self._steps, self._last_step = phase, step, steps, now
        if new_phase or step >= steps or now >= self._next_event:
            self._next_event = now + EVENT_INTERVAL
            self._report(Event(phase, step, steps, eta_s=self._pace.left(steps - step), loss=loss))
        if self.control.asked:
            if self._grace or not self._saves or step >= steps:
                raise self.control.error()
            self._grace = True

    def warn(self, text: str) -> None:
        """Report something to the user that doesn't stop the job."""
        self.warnings.append(text)
        self._report(Event(self._phase, self._step, self._steps, warning=text))

    def _report(self, event: Event) -> None:
        if self.job is not None:
            self.job.append_event(event)
        if self.listener is not None:
            self.listener(event)

    # --- previews ---

    def wants_preview(self) -> bool:
        """Return whether a preview is due: at the start, then every few seconds."""
        if self.job is None or self.clock() < self._previews.due:
            return False
        self._preview_started = self.clock()
        return True

    def preview(self, frames: Pictures) -> None:
        """Write a small picture of frames uint8 [n, h, w, 4], RGBA with straight alpha.

        It is one still picture with a grid (PREVIEW_GRID) of frames spread evenly over the n,
        because Blender can't open animated WebP. Each picture has a new name.
        """
        if self.job is None:
            return
        started = self._preview_started or self.clock()
        self._preview_number += 1
        folder = self.job.preview_dir
        path = folder / f"{self._preview_number:06d}.{self.preview_kind}"
        write_bytes_atomic(path, preview_picture(frames, self.preview_kind))
        for old in sorted(folder.glob(f"*.{self.preview_kind}"))[:-PREVIEWS_KEPT]:
            with suppress(BadInput):  # a panel still shows it
                remove_file(old)
        self._report(Event(self._phase, self._step, self._steps, preview=f"preview/{path.name}"))
        self._previews.done(started, self.clock())
        self._preview_started = None

    def _previews_before(self) -> int:
        """Return the highest number of a preview in the folder."""
        if self.job is None:
            return 0
        pictures = self.job.preview_dir.glob(f"*.{self.preview_kind}")
        names = [p.stem for p in pictures if p.stem.isdigit()]
        return max(map(int, names), default=0)

    # --- checkpoints ---

    def wants_checkpoint(self) -> bool:
        """Return whether a checkpoint is due: every few seconds, and when the job has to end."""
        self._saves = True
        if self.job is None:
            return False
        return self.control.asked or self.clock() >= self._checkpoints.due

    def save_checkpoint(
        self, arrays: Mapping[str, Tensor | npt.NDArray[Any]], metadata: Mapping[str, str]
    ) -> None:
        """Write a checkpoint to resume from, completely or not at all.

        Raises Cancelled or Stopped after writing, when the job has to end.
        """
        if self.job is not None:
            started = self.clock()
            write_checkpoint(self.job.checkpoint_path, arrays, metadata, self.fingerprint)
            self._checkpoints.done(started, self.clock())
        if self.control.asked:
            raise self.control.error()

    def load_checkpoint(self) -> tuple[dict[str, npt.NDArray[Any]], dict[str, str]] | None:
        """Read the last checkpoint of this very request and drawing, or return None."""
        if self.job is None:
            return None
        checkpoint = read_checkpoint(self.job.checkpoint_path, self.fingerprint)
        self.checkpoint_loaded = checkpoint is not None
        return checkpoint


def preview_picture(frames: Pictures, kind: str = "webp") -> bytes:
    """Encode a grid (PREVIEW_GRID) of frames, chosen evenly from uint8 [n, h, w, 4]."""
    # Pillow knows WebP only after it has loaded all formats that there are, or this one.
    from PIL import Image, WebPImagePlugin  # noqa: F401

    columns, rows = PREVIEW_GRID
    chosen = np.linspace(0, len(frames), columns * rows, endpoint=False).astype(int)
    height, width = frames.shape[1:3]
    factor = min(1.0, PREVIEW_CELL / max(height, width))
    cell = (max(1, round(width * factor)), max(1, round(height * factor)))
    sheet = Image.new("RGBA", (cell[0] * columns, cell[1] * rows))
    for cell_number, index in enumerate(chosen):
        picture = Image.fromarray(np.ascontiguousarray(frames[index]))
        if picture.size != cell:
            picture = picture.resize(cell, Image.Resampling.BILINEAR)
        row, column = divmod(cell_number, columns)
        sheet.paste(picture, (column * cell[0], row * cell[1]))
    out = io.BytesIO()
    if kind == "png":
        sheet.save(out, "PNG", compress_level=1)
    else:
        sheet.save(out, "WEBP", quality=80, method=0)
    return out.getvalue()
