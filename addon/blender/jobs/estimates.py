# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the next animation of the panel will cost.

The starter prior takes seconds, so its cost is asked for only by a press. With a video model or on
the raster path every start is asked for first: it goes on by itself where it fits, and waits for
the artist where it doesn't.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...client.jobs.estimate import Inquiry
from ...contract.given_pictures import AREA_SETTING
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..settings import current_request, settings_of
from .job_target import ObjectTarget
from .session import session
from .submission import SceneInput


def last() -> Inquiry[ObjectTarget] | None:
    """Return the last inquiry."""
    return session.estimates.last


def known(scene: Any) -> Inquiry[ObjectTarget] | None:
    """Return the last inquiry, while the panel still asks for what it was about."""
    inquiry = last()
    return inquiry if inquiry is not None and inquiry.settings == _settings(scene) else None


def is_worth_asking(scene: Any) -> bool:
    """Return whether an animation with these settings may take long or much."""
    settings = settings_of(scene)
    return bool(settings.model) or settings.path == "raster"


def ask(asked: SceneInput, *, start: bool) -> str:
    """Ask what an animation will cost; return the job. Raises BadInput."""
    submission = session.capture(asked)
    return session.estimates.ask(submission, start=start, settings=_settings(asked.scene))


def _settings(scene: Any) -> Request:
    """Return what the cost depends on."""
    settings, request = settings_of(scene), current_request(scene)
    given: dict[str, JSON] = {"keep_later": settings.keep_later}
    if settings.moves_here is not None:
        given[AREA_SETTING] = settings.moves_here.name_full
    expert = {**request.settings, **given}
    return replace(request, prompt="", seed=0, preset="", settings=expert)
