# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the next animation will cost, asked of the engine before it starts.

The starter prior takes seconds, so it is asked only on request. With a video model or on the raster
path every start is asked for first: it goes on by itself where it fits, and waits for a word of the
artist's where it doesn't.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from ...client.jobs.estimate import estimate_request
from ...client.jobs.states import Delivered, JobState
from ...contract.errors import SketchMotionError
from ...contract.estimate import Estimate
from ...contract.request import Request
from ..settings import current_request, settings_of
from .session import session
from .submission import Order

log = logging.getLogger(__package__)


@dataclass
class Inquiry:
    """One question. `start`: whether the animation begins once it is known to fit."""

    order: Order
    seeds: int
    start: bool
    settings: Request  # of the panel, by which a changed panel is told
    job: str = ""
    answer: Estimate | None = None

    @property
    def waits_for_engine(self) -> bool:
        return self.answer is None and session.errand_state(self.job) is not None

    @property
    def waits_for_user(self) -> bool:
        return self.start and self.answer is not None and not self.answer.fits


_inquiry: list[Inquiry] = []  # the last one


def last() -> Inquiry | None:
    return _inquiry[-1] if _inquiry else None


def known(scene: Any) -> Inquiry | None:
    """The last inquiry, while the panel still asks for what it was about."""
    inquiry = last()
    if inquiry is None or inquiry.settings != _settings(scene):
        return None
    return inquiry


def is_worth_asking(scene: Any) -> bool:
    """Whether an animation with these settings may take long or much."""
    settings = settings_of(scene)
    return bool(settings.model) or settings.path == "raster"


def ask(item: Any, scene: Any, view: Any, *, start: bool) -> str:
    """Asks what the animation of `item` would cost; returns the job. Raises BadInput."""
    order = session.order(item, scene, view)
    inquiry = Inquiry(order, settings_of(scene).seeds, start, _settings(scene))
    inquiry.job = session.run_errand(
        estimate_request(order.request), order.given, lambda job, state: _ended(inquiry, state)
    )
    _inquiry[:] = [inquiry]
    return inquiry.job


def begin_anyway() -> str:
    """Starts what the last inquiry was about, although it may not fit."""
    inquiry = _inquiry.pop()
    return session.submit(inquiry.order, seeds=inquiry.seeds)


def begin_smaller() -> str:
    """Starts the smaller plan. Raises BadInput for one that makes no request."""
    inquiry = _inquiry.pop()
    plan = inquiry.answer.smaller if inquiry.answer else None
    request = inquiry.order.request.patched(plan.patch if plan else {})
    return session.submit(replace(inquiry.order, request=request), seeds=inquiry.seeds)


def forget() -> None:
    _inquiry.clear()


def _ended(inquiry: Inquiry, state: JobState) -> bool:
    """The errand: reads the answer, starts what fits. Without an answer nothing is held back."""
    if isinstance(state, Delivered):
        try:
            inquiry.answer = Estimate.of_report(state.report)
        except SketchMotionError as error:
            log.warning("The estimate can't be read: %s", error)
    if inquiry is not last():
        return True
    if inquiry.answer is None:
        _inquiry.clear()
    if inquiry.start and (inquiry.answer is None or inquiry.answer.fits):
        inquiry.start = False
        try:
            session.submit(inquiry.order, seeds=inquiry.seeds)
        except SketchMotionError as error:
            session.notice = error
    return True


def _settings(scene: Any) -> Request:
    """What the cost depends on."""
    return replace(current_request(scene), prompt="", seed=0, preset="")
