# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggest: the drawing goes to the engine, a more practised one comes back on its own layer."""

from __future__ import annotations

from typing import Any

from ...client.jobs.side_jobs import SUGGEST
from ...client.jobs.suggested import SuggestedLines
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ...contract.strict_json import JSON
from ...contract.suggesting import DEGREE, FORM
from ..capture.capture import recapture
from ..capture.capture_map import Origin
from ..settings import settings_of
from ..write.suggested_layers import write_suggested
from .drawing_tasks import Answer, DrawingTask
from .session import session
from .submission import captured


class Suggestions(DrawingTask[SuggestedLines]):
    """Suggestions for drawings."""

    kind = SUGGEST
    operator = "apply_suggestion"

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""
        session.notice, self.summary = None, ""
        if self.job:
            return self.job
        taken = captured(source, scene, view)
        settings = settings_of(scene)
        degree: JSON = round(float(settings.suggest_degree), 3)
        asked = {DEGREE: degree, FORM: settings.suggest_form}
        request = Request(prompt=settings.prompt.strip(), settings=asked)
        return self.ask(request, taken.drawing, source)

    def write(self, answer: Answer[SuggestedLines], source: Any) -> None:
        """Write what is suggested on layers above the drawing's. Raises BadInput."""
        found = recapture(source, Origin.of_host(answer.drawing.host))
        if len(found.positions) != answer.drawing.point_count:
            raise BadInput(
                "{name} was drawn on since Suggest was pressed.",
                name=source.name,
                hint="Press Suggest again.",
            )
        write_suggested(answer.found.drawing, found, source)
        self.summary = answer.found.summary

    def failed(self, hint: str) -> InternalError:
        """Return what is told when the lines couldn't be written."""
        return InternalError("The suggestion can't be written.", hint=hint)


suggestions = Suggestions()
