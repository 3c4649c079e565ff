# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of jobs with a text-to-video model, from the load plans of their paths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from addon.contract.drawing import Drawing
from addon.contract.errors import OutOfMemory
from addon.contract.request import Request
from engine.priors.video.plan import Device, LoadPlan

ENDLESS = 1 << 62  # bytes


@dataclass(frozen=True)
class PlannedCost:
    """The cost of a load plan.

    Attributes:
        problem: set where the plan doesn't fit; the other fields are then what it would need.
    """

    seconds: float
    bytes: int
    sentence: str
    problem: OutOfMemory | None = None


def vector_plan(drawing: Drawing, request: Request) -> PlannedCost:
    """Cost the vector path with a video model. Raises BadInput for a model that is missing."""
    from engine.cost.vector import Size, seconds_of
    from engine.priors.video.wanted import wanted_model
    from engine.vector.refinement.schedule import plan
    from engine.vector.settings import vector_settings
    from engine.vector.video_job import fitted, plan_of

    folder = wanted_model(request)
    if folder is None:
        raise ValueError("this request names no video model")
    size = Size.of(drawing, request)
    settings = vector_settings(request, video=True, objects=size.objects)
    settings = fitted(settings, size.handles, folder)
    stages = plan(["it moves"] * max(1, size.objects), request.prompt, settings.schedule)
    cost = _cost_of(lambda device: plan_of(folder, settings, stages, device))
    draft = seconds_of(size, replace(request, quality="draft", model=""))
    return replace(cost, seconds=cost.seconds + draft)


def raster_plan(drawing: Drawing | None, request: Request) -> PlannedCost:
    """Cost the raster path. Raises BadInput for a model that is missing."""
    from engine.raster.pipeline import plan_any, resolve_any

    spec = resolve_any(request)
    return _cost_of(lambda device: plan_any(spec, device))


def _cost_of(plan_on: Callable[[Device], LoadPlan]) -> PlannedCost:
    """Cost the plan for the best device; one that doesn't fit as if memory had no end."""
    device = Device.best()
    try:
        plan = plan_on(device)
    except OutOfMemory as problem:
        ideal = plan_on(replace(device, free=ENDLESS))
        return PlannedCost(ideal.seconds, ideal.bytes, ideal.sentence(), problem)
    return PlannedCost(plan.seconds, plan.bytes, plan.sentence())
