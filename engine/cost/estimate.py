# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds and memory of a job before it starts, and a smaller job where it doesn't fit.

No weights are loaded. The cost of the built-in prior is a fitted model, corrected by how long past
jobs took on this machine; that of a video model comes from the load plan of its path.
"""

from __future__ import annotations

from dataclasses import replace

from addon.contract.drawing import Drawing
from addon.contract.errors import Action, BadInput, OutOfMemory, SketchMotionError
from addon.contract.estimate import Estimate, SmallerPlan
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.cost import pictures, vector
from engine.cost.acting import is_likely_acted
from engine.cost.history import Run, factor
from engine.runtime.memory import free_memory

#: Share of the free memory that a job may plan with, because the host needs more and more of it.
ROOM = 0.9
FEWEST_FRAMES = 8
BUILT_IN = ("", "trajectory")


def kind_of(request: Request, *, acted: bool = False) -> str:
    """Return the kind of a job; past runs of the same kind tell how fast this machine is.

    acted: bones act all that moves.
    """
    return f"{request.path}/{'acted' if acted else request.quality}/{request.model}"


def reference_run(drawing: Drawing, request: Request) -> tuple[str, float] | None:
    """Return the kind of a job and its seconds on the reference machine.

    None where a video model's plan tells the seconds.
    """
    if request.path != "vector" or request.task not in ("animate", "estimate"):
        return None
    if request.model not in BUILT_IN and request.quality != "draft":
        return None
    acted = is_likely_acted(drawing, request)
    seconds = vector.seconds_of(vector.Size.of(drawing, request), request, acted=acted)
    return kind_of(request, acted=acted), seconds + _own_pictures(drawing, request)


def _own_pictures(drawing: Drawing, request: Request) -> float:
    """Return the seconds of pictures that are a part of the job, on the reference machine."""
    if not pictures.wants_pictures(request):
        return 0.0
    return pictures.seconds_of(drawing, request, own_size=True)


def estimate(
    drawing: Drawing | None,
    request: Request,
    runs: list[Run],
    *,
    free: int | None = None,
    files: bool = False,
) -> Estimate:
    """Estimate what a request will cost.

    Args:
        drawing: needed for the vector path.
        request: what is asked for.
        runs: past jobs on this machine.
        free: bytes of main memory that are free; None = ask the system.
        files: whether GIF, SVG, contact sheet and frames are written too, as by `animate`.

    Raises BadInput for a request that would fail anyway, with its way out.
    """
    if request.path == "raster" and request.settings.get("pose_cycle"):
        from engine.cost.poses import poses_estimate

        return poses_estimate(request)
    if request.path == "raster":
        from engine.cost.video import raster_plan

        return _planned(raster_plan, None, request, runs)
    if drawing is None:
        raise BadInput("A drawing of strokes is needed for this estimate.")
    if request.model not in BUILT_IN and request.quality != "draft":
        from engine.cost.video import vector_plan

        return _planned(vector_plan, drawing, request, runs)
    told = _built_in(drawing, request, runs, free_memory() if free is None else free)
    if not files:
        return told
    drawn = pictures.seconds_of(drawing, request)
    return replace(told, seconds=told.seconds + drawn * factor(runs, pictures.KIND, drawn))


def _built_in(drawing: Drawing, request: Request, runs: list[Run], free: int) -> Estimate:
    size = vector.Size.of(drawing, request)
    kind = kind_of(request, acted=is_likely_acted(drawing, request))

    def cost(wanted: Request) -> tuple[float, int]:
        acted = is_likely_acted(drawing, wanted)
        plain = vector.seconds_of(size, wanted, acted=acted) + _own_pictures(drawing, wanted)
        seconds = plain * factor(runs, kind_of(wanted, acted=acted), plain)
        return seconds, vector.bytes_of(size, wanted, acted=acted)

    seconds, memory = cost(request)
    if memory <= ROOM * free:
        return Estimate(seconds, memory, True, _basis(runs, kind))
    why = Message(
        "This job needs {needed}, and {free} are free.",
        needed=_gigabytes(memory),
        free=_gigabytes(free),
    )
    for action in _smaller_jobs(request):
        patched = request.patched(action.patch)
        less, bytes_ = cost(patched)
        if bytes_ <= ROOM * free:
            plan = SmallerPlan(action.label, action.patch, less, bytes_)
            return Estimate(seconds, memory, False, why, plan)
    return Estimate(seconds, memory, False, why)


def _basis(runs: list[Run], kind: str) -> str:
    """Return what an estimate is based on, for people."""
    known = sum(run.kind == kind for run in runs)
    if known:
        return Message("From {known} jobs on this machine.", known=known)
    others = sum(run.kind != pictures.KIND for run in runs)
    if others:
        return Message("From {known} jobs of other kinds on this machine.", known=others)
    return "No job has run here yet."


def _smaller_jobs(request: Request) -> list[Action]:
    """List smaller jobs, the most similar one first."""
    actions = []
    if request.quality != "draft":
        actions.append(Action("Make a draft", {"quality": "draft"}))
    frames = request.frames
    while frames > FEWEST_FRAMES:
        frames = max(FEWEST_FRAMES, frames // 2)
        patch: dict[str, object] = {"frames": frames, "quality": "draft"}
        actions.append(Action(Message("Make a draft of {frames} frames", frames=frames), patch))
    return actions


def _planned(plan: object, drawing: Drawing | None, request: Request, runs: list[Run]) -> Estimate:
    from engine.cost.video import PlannedCost

    assert callable(plan)
    found: PlannedCost = plan(drawing, request)
    speed = factor([run for run in runs if run.kind == kind_of(request)], kind_of(request))
    seconds = found.seconds * speed
    if found.problem is None:
        return Estimate(seconds, found.bytes, True, found.sentence)
    return Estimate(
        seconds, found.bytes, False, found.problem.message,
        _way_out(found.problem, drawing, request, runs),
    )  # fmt: skip


def _way_out(
    problem: OutOfMemory, drawing: Drawing | None, request: Request, runs: list[Run]
) -> SmallerPlan | None:
    """Return the plan's own action with its cost, if that can be estimated and fits."""
    action = problem.action
    if action is None:
        return None
    try:
        less = estimate(drawing, request.patched(action.patch), runs)
    except SketchMotionError:
        return None
    return (
        SmallerPlan(action.label, action.patch, less.seconds, less.memory_bytes)
        if less.fits
        else None
    )


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
