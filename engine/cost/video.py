# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What jobs with a text-to-video model take, by the plans of their own paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from addon.contract.drawing import Drawing
from addon.contract.errors import OutOfMemory
from addon.contract.request import Request
from engine.priors.video.plan import Device, Plan

ENDLESS = 1 << 62  # bytes


@dataclass(frozen=True)
class Planned:
    """A plan told: problem is set where it doesn't fit; then the others are what it would take."""

    seconds: float
    bytes: int
    sentence: str
    problem: OutOfMemory | None = None


def vector_plan(drawing: Drawing, request: Request) -> Planned:
    """The vector path with a video model. Raises BadInput for a model that isn't there."""
    from engine.cost.vector import Size, seconds_of
    from engine.priors.video.loading import wanted_model
    from engine.vector.refinement.schedule import plan
    from engine.vector.settings import vector_settings
    from engine.vector.video_job import fitted, plan_of

    folder = wanted_model(request)
    if folder is None:
        raise ValueError("this request names no video model")
    size = Size.of(drawing, request)
    settings = fitted(vector_settings(request, video=True, objects=size.objects), size.handles)
    stages = plan(["it moves"] * max(1, size.objects), request.prompt, settings.schedule)
    found = _told(lambda device: plan_of(folder, settings, stages, device))
    draft = seconds_of(size, replace(request, quality="draft", model=""))
    return replace(found, seconds=found.seconds + draft)


def raster_plan(drawing: Drawing | None, request: Request) -> Planned:
    """The raster path. Raises BadInput for a model that isn't there."""
    from engine.raster.cost import plan_job
    from engine.raster.resolve import resolve

    spec = resolve(request)
    return _told(lambda device: plan_job(spec, device))


def _told(plan_on: Callable[[Device], Plan]) -> Planned:
    device = Device.best()
    try:
        plan = plan_on(device)
    except OutOfMemory as problem:
        wanted = plan_on(replace(device, free=ENDLESS))
        return Planned(wanted.seconds, wanted.bytes, wanted.sentence(), problem)
    return Planned(plan.seconds, plan.bytes, plan.sentence())
