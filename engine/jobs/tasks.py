# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of tasks: everything a job folder can ask for.

A new task is a function that runs it and one entry in TASKS (its name must also be among the tasks
of `addon.contract.request`). Such a function imports what is heavy only when it is called, so that
looking at the registry loads neither torch nor a model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from addon.contract.cleaning import CLEAN_FILE
from addon.contract.colouring import COLOUR_FILE
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.suggesting import SUGGESTION_FILE
from engine.jobs.cleaning import clean_lines
from engine.jobs.colouring import colour_drawing
from engine.jobs.job_run import JobRun, TaskResult
from engine.jobs.questions import ESTIMATE, OBJECTS, answer_estimate, answer_objects
from engine.jobs.rig_drawing import RIG, find_bones
from engine.jobs.stroke_animation import ANIMATION, animate_strokes
from engine.jobs.suggesting import suggest_lines
from engine.raster.frame_files import is_whole as has_all_frames


@dataclass(frozen=True)
class JobTask:
    """One kind of job.

    Attributes:
        produces: the file, or the folder, in the job folder that holds the result.
        run: computes the result and writes it.
        is_whole: whether the result that a report describes is still in the folder.
        is_question: answered by one small file; it neither makes nor uses a checkpoint.
    """

    produces: str
    run: Callable[[JobRun], TaskResult]
    is_whole: Callable[[JobFolder, Mapping[str, object]], bool]
    is_question: bool = False


def task_name(request: Request) -> str:
    """Return the name of a request's task in TASKS; an animation is named with its path."""
    return f"animate/{request.path}" if request.task == "animate" else request.task


def find_task(request: Request) -> JobTask | None:
    """Return the task of a request, or None for one that this version doesn't have."""
    return TASKS.get(task_name(request))


def task_of(request: Request) -> JobTask:
    """Return the task of a request. Raises BadInput for one that this version doesn't have."""
    task = find_task(request)
    if task is None:
        raise BadInput(
            'This version of the engine has no task "{task}".',
            task=request.task,
            hint="Update the engine.",
        )
    return task


def _animate_pictures(run: JobRun) -> TaskResult:
    from engine.poses.pipeline import wants_cycle

    if wants_cycle(run.request):
        from engine.poses.job import run_poses

        return TaskResult(run_poses(run.folder, run.request, run.progress))
    from engine.raster.job import run_raster

    return TaskResult(run_raster(run.folder, run.request, run.progress))


def _warp_paint(run: JobRun) -> TaskResult:
    from engine.warp.job import run_warp

    return TaskResult(run_warp(run.folder, run.request, run.progress))


def _one_file(
    name: str, run: Callable[[JobRun], TaskResult], *, is_question: bool = False
) -> JobTask:
    """Return a task whose result is one file, and is whole where that file is there."""
    return JobTask(name, run, lambda folder, report: folder.file(name).is_file(), is_question)


TASKS: Mapping[str, JobTask] = MappingProxyType(
    {
        "animate/vector": _one_file(ANIMATION, animate_strokes),
        "animate/raster": JobTask("frames", _animate_pictures, has_all_frames),
        "animate/warp": JobTask("frames", _warp_paint, has_all_frames),
        "objects": _one_file(OBJECTS, answer_objects, is_question=True),
        "rig": _one_file(RIG, find_bones, is_question=True),
        "colour": _one_file(COLOUR_FILE, colour_drawing, is_question=True),
        "clean": _one_file(CLEAN_FILE, clean_lines, is_question=True),
        "suggest": _one_file(SUGGESTION_FILE, suggest_lines, is_question=True),
        "estimate": _one_file(ESTIMATE, answer_estimate, is_question=True),
    }
)
