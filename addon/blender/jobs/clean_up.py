# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up: the drawing goes to the engine, its clean lines come back as layers above it."""

from __future__ import annotations

from typing import Any

from ...client.jobs.cleaned import CleanLines
from ...client.jobs.side_jobs import CLEAN
from ...client.jobs.submission import Submission
from ...contract.cleaning import STRENGTH
from ...contract.errors import BadInput
from ...contract.request import Request
from ..capture.capture import recapture
from ..capture.capture_map import Origin
from ..objects import bone_corrections
from ..settings import settings_of
from ..write.clean_layers import write_clean
from .layer_answers import LayerAnswers
from .session import session
from .submission import captured, target_of


class CleanUps(LayerAnswers[CleanLines]):
    """Clean-ups of drawings."""

    def __init__(self) -> None:
        super().__init__(CLEAN, "apply_clean", "The clean lines can't be written.")

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""
        session.notice, self.summary = None, ""
        if self.job:
            return self.job
        taken = captured(source, scene, view)
        strength = settings_of(scene).clean_strength
        request = Request(prompt="", settings={STRENGTH: round(float(strength), 3)})
        return self.ask(Submission(request, taken.drawing, target_of(source, taken.drawing)))

    def apply(self, job: str) -> None:
        """Write the clean lines of a job. Raises BadInput when the drawing is gone or changed."""
        answer = self.answer_of(job)
        source, rough = answer.source(), answer.drawing
        found = recapture(source, Origin.of_host(rough.host))
        if len(found.positions) != rough.point_count:
            raise BadInput(
                "{name} was drawn on since the clean-up started.",
                name=source.name,
                hint="Press Clean Up again.",
            )
        numbers = bone_corrections.numbers_of(found, rough, source)
        write_clean(answer.answer.drawing, found, numbers, source)
        self.summary = answer.answer.summary


clean_ups = CleanUps()
