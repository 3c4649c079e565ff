# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean Up: the drawing goes to the engine, its clean lines come back as layers above it."""

from __future__ import annotations

from typing import Any

from ...client.jobs.cleaned import CleanLines
from ...client.jobs.side_jobs import CLEAN
from ...contract.cleaning import STRENGTH
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ..capture.capture import recapture
from ..capture.capture_map import Origin
from ..capture.refusals import check_is_free
from ..objects import bone_corrections
from ..settings import settings_of, start_of
from ..write.clean_layers import rough_shown, write_clean
from .drawing_tasks import Answer, DrawingTask
from .session import session
from .submission import captured


class CleanUps(DrawingTask[CleanLines]):
    """Clean-ups of drawings."""

    kind = CLEAN
    operator = "apply_clean"

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""
        session.notice, self.summary = None, ""
        if self.job:
            return self.job
        with rough_shown(source.data, start_of(scene)):
            taken = captured(source, scene, view, whole=True)
        check_is_free(taken.drawing, "Unlock the layer with the rough lines.")
        strength = settings_of(scene).clean_strength
        request = Request(prompt="", settings={STRENGTH: round(float(strength), 3)})
        return self.ask(request, taken.drawing, source)

    def write(self, answer: Answer[CleanLines], source: Any) -> None:
        """Write clean lines on layers above the rough ones. Raises BadInput."""
        found = recapture(source, Origin.of_host(answer.drawing.host))
        if len(found.positions) != answer.drawing.point_count:
            raise BadInput(
                "{name} was drawn on since the clean-up started.",
                name=source.name,
                hint="Press Clean Up again.",
            )
        numbers = bone_corrections.numbers_of(found, answer.drawing, source)
        write_clean(answer.found.drawing, found, numbers, source)
        self.summary = answer.found.summary

    def failed(self, hint: str) -> InternalError:
        """Return what is told when the lines couldn't be written."""
        return InternalError("The clean lines can't be written.", hint=hint)


clean_ups = CleanUps()
