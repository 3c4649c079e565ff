# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a panel says about a job, from its state alone.

The texts are English. A host with other languages gives `tr`, which returns a text, or the template
of a text, in the language of its user.
"""

from __future__ import annotations

from collections.abc import Callable

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

GOES_ON = "Nothing is lost: Resume goes on from what was saved last."
NOT_BEGUN = "It had not begun. Once the engine runs, Resume begins it."
Translate = Callable[[str], str]
PHASES = {
    "starting": "Starting",
    "fit": "Preparing",
    "draft": "Draft",
    "acting": "Moving the bones",
    "refining": "Refining",
    "object 1 of 1": "Refining",
    "pictures": "Drawing the frames",
    "reading": "Reading the clip",
    "poses": "Following the clip",
    "projecting": "Finding the drawing in the model",
    "cleaning": "Cleaning up",
    "suggesting": "Looking for a drawing like it",
    "colouring": "Colouring",
    "leftover": "Following what bones can't",
}


def in_english(text: str) -> str:
    """Return the text itself: the language of a host that has no other."""
    return text


def progress_text(state: JobState, tr: Translate = in_english) -> str:
    """Return one short line for a job that waits or runs."""
    if isinstance(state, Waiting):
        return tr(state.reason or "Waiting for the engine")
    if isinstance(state, (Finished, Delivered)):
        return tr("Put in place when you pause")
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
        parts.append(time_left(state.eta_s, tr))
    return ", ".join(parts)


def phase_name(phase: str) -> str:
    """Return what a phase is called: a Message where something is filled in ("Object 2 of 3")."""
    if phase in PHASES:
        return PHASES[phase]
    if isinstance(phase, Message):
        return sentence_case(phase)
    return phase.replace("_", " ").capitalize() or "Working"


def fraction(state: JobState) -> float:
    """Return the part of the bar that is filled, 0..1."""
    if isinstance(state, (Finished, Delivered)):
        return 1.0
    return state.fraction if isinstance(state, Running) else 0.0


def trouble(state: JobState) -> tuple[str, str]:
    """Return message and hint of a job that ended without a result; empty for any other."""
    if isinstance(state, JobFailed):
        return state.error.message, state.error.hint
    if isinstance(state, Interrupted):
        return state.reason, GOES_ON if state.begun else NOT_BEGUN
    if isinstance(state, JobCancelled):
        return "Cancelled.", ""
    return "", ""


def time_left(seconds: float, tr: Translate = in_english) -> str:
    """Return a rough time that is left: "8 s left", "3 min left"."""
    if seconds < 90:
        return tr("{count} s left").format(count=max(1, round(seconds)))
    return tr("{count} min left").format(count=round(seconds / 60))


def time_text(seconds: float, tr: Translate = in_english) -> str:
    """Return a rough time: "8 s", "3 min"."""
    if seconds < 90:
        return tr("{count} s").format(count=max(1, round(seconds)))
    return tr("{count} min").format(count=round(seconds / 60))
