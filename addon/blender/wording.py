# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel says about a job, in the user's language. Nothing here needs Blender."""

from __future__ import annotations

from ..client.jobs import phase_names
from ..client.jobs.found_bones import words_of
from ..client.jobs.phase_names import fraction, trouble
from ..client.jobs.states import JobState
from ..contract.errors import SketchMotionError
from .translation import tr, tr_name

__all__ = [
    "action_name",
    "fraction",
    "joint_name",
    "progress_text",
    "time_text",
    "told",
    "trouble",
    "wrapped",
]


def progress_text(state: JobState) -> str:
    """Return one short line for a job that waits or runs."""
    return phase_names.progress_text(state, tr)


def time_text(seconds: float) -> str:
    """Return a rough time: "8 s", "3 min"."""
    return phase_names.time_text(seconds, tr)


def told(error: SketchMotionError) -> str:
    """Return what went wrong and what to do about it, in one line for a report."""
    return f"{tr(error.message)} {tr(error.hint)}".strip()


def joint_name(name: str) -> str:
    """Return the name of a joint or part for people: "leg left 3" for "leg_left2"."""
    words = words_of(name)
    base, _, number = words.rpartition(" ")
    return f"{tr_name(base)} {number}" if base and number.isdigit() else tr_name(words)


def action_name(action: str) -> str:
    """Return the name of an action for people: "look up" for "look_up"."""
    return tr_name(action.replace("_", " "))


def wrapped(text: str, width: int) -> list[str]:
    """Return lines of at most about `width` characters: Blender's labels don't wrap."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
