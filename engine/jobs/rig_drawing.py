# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "rig": the bones of a drawing, and what an animator reads of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from addon.contract.rig_hints import PIECES
from engine.jobs.job_run import JobRun, TaskResult

if TYPE_CHECKING:
    from engine.rig.drawing_rig import ObjectRig

RIG = "rig.safetensors"


def find_bones(run: JobRun) -> TaskResult:
    """Find the bones of a job's drawing and write them. Raises BadInput, FormatError."""
    from engine.geometry.load import read_drawing, reading_warnings
    from engine.rig.drawing_rig import hints_of, rig_drawing
    from engine.rig.skeletons import PLANS
    from engine.vector.scene.captions import object_captions
    from engine.vector.scene.object_requests import ObjectRequests
    from engine.vector.scene.scene import check_drawing

    request = run.request
    run.progress.step("finding bones", 0, 1)
    drawing = read_drawing(run.folder.drawing_path)
    for text in reading_warnings(drawing):
        run.progress.warn(text)
    check_drawing(drawing, np.zeros(drawing.stroke_count, np.bool_))
    objects = ObjectRequests.of(drawing, request)
    captions = object_captions(request.prompt, drawing.object_names, objects.prompts)
    hints = hints_of(request.settings, drawing.object_names)
    rig = rig_drawing(drawing, captions, hints=hints)
    rig.to_contract().write(run.folder.file(RIG))
    run.progress.step("finding bones", 1, 1)
    found: dict[str, object] = {}
    for name, own in zip(drawing.object_names, rig.objects, strict=True):
        if own is None:
            found[name] = {"kind": "none"}
        else:
            found[name] = {
                "kind": own.kind,
                "plan": own.bones.plan,
                "joints": len(own.bones.names),
                "parts": part_names(own),
                "disagreement": round(own.disagreement, 3),
            }
    plans = [*PLANS, PIECES]
    return TaskResult({**run.report(), "result": RIG, "rig": found, "plans": plans})


def part_names(rig: ObjectRig) -> list[str]:
    """Return what strokes can be given to: parts of the body plan, or pieces by their joints."""
    from engine.rig.skeletons import PLANS

    plan = PLANS.get(rig.bones.plan)
    return [part.name for part in plan.parts] if plan is not None else list(rig.bones.names)
