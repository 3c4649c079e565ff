# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one callback of every path: progress, previews, cancellation and checkpoints pass here.

A path calls `step` once per optimiser or sampling step. That call is where a wish from outside
(cancel, stop) takes effect, so nothing else in the mathematics has to know about it::

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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from addon.contract.files import write_bytes_atomic
from addon.contract.job import Event, JobFolder
from engine.runtime.checkpoint import read_checkpoint, write_checkpoint
from engine.runtime.control import PREVIEW_GRID, START, Control

if TYPE_CHECKING:
    from torch import Tensor

PREVIEW_CELL = 160  # longest side of one frame of a preview, pixels
PREVIEWS_KEPT = 20
EVENT_INTERVAL = 0.1
PREVIEW_INTERVAL = 1.5
CHECKPOINT_INTERVAL = 4.0
OVERHEAD = 0.05  # share of the time that previews, and as much again that checkpoints, may take

Pictures = npt.NDArray[np.uint8]
Listener = Callable[[Event], None]


@dataclass
class Pace:
    """A smoothed rate of steps, for the time that is left."""

    seconds_per_step: float = 0.0
    samples: int = 0

    def add(self, steps: int, seconds: float) -> None:
        if steps <= 0:
            return
        self.samples += 1
        share = max(0.1, 1.0 / self.samples)
        self.seconds_per_step += share * (seconds / steps - self.seconds_per_step)

    def left(self, steps: int) -> float | None:
        """Seconds for so many steps, or None while there is nothing to judge by."""
        return self.seconds_per_step * max(0, steps) if self.samples >= 3 else None


@dataclass
class Throttle:
    """Says when something is due: `interval` apart, and no more than OVERHEAD of the time."""

    interval: float
    due: float
    cost: float = 0.0

    def done(self, started: float, now: float) -> None:
        self.cost = now - started
        self.due = now + max(self.interval, self.cost / OVERHEAD)


@dataclass
class Progress:
    """Progress of one job, told to its folder and to a listener. Either may be missing.

    `fingerprint` names the request and the drawing: a checkpoint of another one is not used.
    """

    job: JobFolder | None = None
    control: Control = field(default_factory=Control)
    listener: Listener | None = None
    fingerprint: str = ""
    preview_kind: str = "webp"  # or "png", for a host that knows no WebP
    clock: Callable[[], float] = time.monotonic
    seconds: dict[str, float] = field(default_factory=dict)  # by phase
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
        self._saves = False  # this phase asks wants_checkpoint(), so it can save before it ends
        self._grace = False
        self.checkpoint_loaded = False

    @classmethod
    def silent(cls) -> Progress:
        """Writes nothing: for tests, and for use as a library."""
        return cls()

    # --- steps ---

    def step(self, phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
        """Says that `step` of `steps` of a phase are done.

        Raises Cancelled or Stopped when that was asked. A phase that saves checkpoints is given
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
            self._tell(Event(phase, step, steps, eta_s=self._pace.left(steps - step), loss=loss))
        if self.control.asked:
            if self._grace or not self._saves or step >= steps:
                raise self.control.error()
            self._grace = True

    def warn(self, text: str) -> None:
        """Tells the user something that doesn't stop the job."""
        self.warnings.append(text)
        self._tell(Event(self._phase, self._step, self._steps, warning=text))

    def _tell(self, event: Event) -> None:
        if self.job is not None:
            self.job.append_event(event)
        if self.listener is not None:
            self.listener(event)

    # --- previews ---

    def wants_preview(self) -> bool:
        """True when a picture of the state is due: at once at the start, then now and then."""
        if self.job is None or self.clock() < self._previews.due:
            return False
        self._preview_started = self.clock()
        return True

    def preview(self, frames: Pictures) -> None:
        """Shows a small picture of the animation: frames [n,h,w,4], straight RGBA, uint8.

        Written as one still picture with PREVIEW_GRID frames spread over the n, because Blender
        can't open animated WebP. The picture has a new name each time.
        """
        if self.job is None:
            return
        started = self._preview_started or self.clock()
        self._preview_number += 1
        folder = self.job.preview_dir
        path = folder / f"{self._preview_number:06d}.{self.preview_kind}"
        write_bytes_atomic(path, preview_picture(frames, self.preview_kind))
        for old in sorted(folder.glob(f"*.{self.preview_kind}"))[:-PREVIEWS_KEPT]:
            old.unlink(missing_ok=True)
        self._tell(Event(self._phase, self._step, self._steps, preview=f"preview/{path.name}"))
        self._previews.done(started, self.clock())
        self._preview_started = None

    def _previews_before(self) -> int:
        if self.job is None:
            return 0
        pictures = self.job.preview_dir.glob(f"*.{self.preview_kind}")
        names = [p.stem for p in pictures if p.stem.isdigit()]
        return max(map(int, names), default=0)

    # --- checkpoints ---

    def wants_checkpoint(self) -> bool:
        """True when a checkpoint is due: every few seconds, and when the job is asked to end."""
        self._saves = True
        if self.job is None:
            return False
        return self.control.asked or self.clock() >= self._checkpoints.due

    def save_checkpoint(
        self, arrays: Mapping[str, Tensor | npt.NDArray[Any]], metadata: Mapping[str, str]
    ) -> None:
        """Writes what the job needs to go on from here, in one piece or not at all.

        Raises Cancelled or Stopped after writing, when that was asked.
        """
        if self.job is not None:
            started = self.clock()
            write_checkpoint(self.job.checkpoint_path, arrays, metadata, self.fingerprint)
            self._checkpoints.done(started, self.clock())
        if self.control.asked:
            raise self.control.error()

    def load_checkpoint(self) -> tuple[dict[str, npt.NDArray[Any]], dict[str, str]] | None:
        """The last checkpoint of this very request and drawing, or None."""
        if self.job is None:
            return None
        found = read_checkpoint(self.job.checkpoint_path, self.fingerprint)
        self.checkpoint_loaded = found is not None
        return found


def preview_picture(frames: Pictures, kind: str = "webp") -> bytes:
    """A still WebP or PNG: PREVIEW_GRID frames, evenly spread over frames [n,h,w,4]."""
    from PIL import Image

    columns, rows = PREVIEW_GRID
    chosen = np.linspace(0, len(frames), columns * rows, endpoint=False).astype(int)
    height, width = frames.shape[1:3]
    factor = min(1.0, PREVIEW_CELL / max(height, width))
    cell = (max(1, round(width * factor)), max(1, round(height * factor)))
    sheet = Image.new("RGBA", (cell[0] * columns, cell[1] * rows))
    for place, index in enumerate(chosen):
        picture = Image.fromarray(np.ascontiguousarray(frames[index]))
        if picture.size != cell:
            picture = picture.resize(cell, Image.Resampling.BILINEAR)
        sheet.paste(picture, (place % columns * cell[0], place // columns * cell[1]))
    out = io.BytesIO()
    if kind == "png":
        sheet.save(out, "PNG", compress_level=1)
    else:
        sheet.save(out, "WEBP", quality=80, method=0)
    return out.getvalue()
