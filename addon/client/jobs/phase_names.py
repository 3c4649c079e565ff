# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a panel says about a job, from its state alone; in English, for hosts to translate."""

from __future__ import annotations

from ...contract.messages import Message, sentence_case
from .states import (
    Delivered,
    Finished,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Waiting,
)

PHASES = {
    "starting": "Starting",
    "fit": "Preparing",
    "draft": "Draft",
    "refining": "Refining",
    "object 1 of 1": "Refining",
    "pictures": "Drawing the frames",
}


def progress_text(state: JobState) -> str:
    """One short line for a job that waits or runs."""
    if isinstance(state, Waiting):
        return state.reason or "Waiting for the engine"
    if isinstance(state, (Finished, Delivered)):
        return "Ready when you pause"
    if not isinstance(state, Running):
        return ""
    if state.cancelling:
        return "Stopping"
    phase = phase_name(state.phase)
    if state.steps <= 1:
        return phase
    colon = ":" if phase[-1:].isdigit() else ""  # "Object 2 of 3: 25/300"
    text = f"{phase}{colon} {state.step}/{state.steps}"
    return text if state.eta_s is None else f"{text}, {duration(state.eta_s)} left"


def phase_name(phase: str) -> str:
    """Return what a phase is called: a Message where something is filled in ("Object 2 of 3")."""
    if phase in PHASES:
        return PHASES[phase]
    if isinstance(phase, Message):
        return sentence_case(phase)
    return phase.replace("_", " ").capitalize() or "Working"


def fraction(state: JobState) -> float:
    """The part of the bar that is filled, 0..1."""
    if isinstance(state, (Finished, Delivered)):
        return 1.0
    return state.fraction if isinstance(state, Running) else 0.0


def trouble(state: JobState) -> tuple[str, str]:
    """Message and hint of a job that ended without a result; empty for any other."""
    if isinstance(state, JobFailed):
        return state.error.message, state.error.hint
    if isinstance(state, Interrupted):
        return state.reason, "Nothing is lost: it goes on from its last checkpoint."
    if isinstance(state, JobCancelled):
        return "Cancelled.", ""
    return "", ""


def duration(seconds: float) -> str:
    """A rough time: "8 s", "3 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} min"
