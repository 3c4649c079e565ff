# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a panel says about a job."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.phase_names import fraction, progress_text, time_left, time_text, trouble
from addon.client.jobs.states import (
    Delivered,
    Interrupted,
    JobCancelled,
    JobFailed,
    JobState,
    Running,
    Waiting,
)
from addon.contract.errors import OutOfMemory


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (Waiting(), "Waiting for the engine"),
        (Waiting("Blender is using the GPU"), "Blender is using the GPU"),
        (Running("draft", 0, 1), "Draft"),
        (Running("pictures", 3, 12, eta_s=7.6), "Drawing the frames 3/12, 8 s left"),
        (Running("object 2 of 3", 25, 300, eta_s=200.0), "Object 2 of 3: 25/300, 3 min left"),
        (Running("some_new_phase", 1, 4), "Some new phase 1/4"),
        (Running("draft", cancelling=True), "Stopping"),
        (Delivered(Path("job")), "Put in place when you pause"),
        (JobCancelled(), ""),
    ],
)
def test_progress_in_words(state: JobState, text: str) -> None:
    assert progress_text(state) == text


def test_the_bar_is_full_at_the_end_and_empty_before() -> None:
    assert fraction(Delivered(Path("job"))) == 1.0
    assert fraction(Running("draft", 3, 12)) == 0.25
    assert fraction(Waiting()) == 0.0


def test_trouble_says_what_and_what_to_do() -> None:
    error = OutOfMemory("Too large.", hint="Try fewer frames.")
    assert trouble(JobFailed(error)) == ("Too large.", "Try fewer frames.")
    assert "Nothing is lost" in trouble(Interrupted("The engine ended."))[1]
    waited = Interrupted("The engine can't be started.", begun=False)
    assert trouble(waited)[1] == "It had not begun. Once the engine runs, Resume begins it."
    assert trouble(Running("draft")) == ("", "")


def test_durations_are_rough() -> None:
    assert [time_text(s) for s in (0.2, 89.0, 91.0, 3600.0)] == ["1 s", "89 s", "2 min", "60 min"]


def test_another_language_gets_templates() -> None:
    german = {"Draft": "Entwurf", "{count} s left": "noch {count} s"}

    def tr(text: str) -> str:
        return german[text]

    assert progress_text(Running("draft", 3, 12, eta_s=7.6), tr) == "Entwurf 3/12, noch 8 s"
    assert time_left(120.0) == "2 min left"
