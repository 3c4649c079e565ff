# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel says about a job, from its state alone. Nothing here needs Blender."""

from __future__ import annotations

from ..client.jobs.phase_names import PHASES, fraction, phase_name, trouble
from ..client.jobs.states import Delivered, Finished, JobState, Running, Waiting
from ..contract.errors import SketchMotionError
from .translation import tr

__all__ = [
    "PHASES",
    "duration",
    "fraction",
    "progress_text",
    "time_text",
    "told",
    "trouble",
    "wrapped",
]


def progress_text(state: JobState) -> str:
    """One short line for a job that waits or runs."""
    if isinstance(state, Waiting):
        return tr(state.reason or "Waiting for the engine")
    if isinstance(state, (Finished, Delivered)):
        return tr("Ready when you pause")
    if not isinstance(state, Running):
        return ""
    if state.cancelling:
        return tr("Stopping")
    phase = tr(phase_name(state.phase))
    if state.steps <= 1:
        return phase
    colon = ":" if phase[-1:].isdigit() else ""  # "Object 2 of 3: 25/300"
    parts = [f"{phase}{colon} {state.step}/{state.steps}"]
    if state.eta_s is not None:
        parts.append(duration(state.eta_s))
    return ", ".join(parts)


def told(error: SketchMotionError) -> str:
    """What went wrong and what to do about it, in one line for a report."""
    return f"{tr(error.message)} {tr(error.hint)}".strip()


def duration(seconds: float) -> str:
    """A rough time that is left: "8 s left", "3 min left"."""
    if seconds < 90:
        return tr("{count} s left").format(count=max(1, round(seconds)))
    return tr("{count} min left").format(count=round(seconds / 60))


def time_text(seconds: float) -> str:
    """A rough time: "8 s", "3 min"."""
    if seconds < 90:
        return tr("{count} s").format(count=max(1, round(seconds)))
    return tr("{count} min").format(count=round(seconds / 60))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most about `width` characters: Blender's labels don't wrap."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
