# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several bodies in one drawing of a job: "the birds fly" gives each bird bones of its own."""

from __future__ import annotations

from addon.contract.between import SETTING as BETWEEN
from addon.contract.bodies_apart import FILE, BodiesApart, drawing_with_bodies
from addon.contract.continuation import KEEP
from addon.contract.drawing import Drawing
from addon.contract.files import remove_file
from addon.contract.followed_clip import SETTING as FOLLOW
from addon.contract.messages import Message
from addon.contract.motion_file import SETTING as MOTION
from addon.contract.request import Request
from addon.contract.rig_hints import SETTING as BONES
from addon.contract.start_pose import SETTING as START
from addon.contract.steering import SETTING as STEERING
from engine.jobs.job_run import JobRun

#: What an artist has said of the drawing as one thing; then it stays one.
_OF_ONE = (BETWEEN, BONES, FOLLOW, MOTION, START, STEERING)


def with_bodies_told(drawing: Drawing, run: JobRun) -> Drawing:
    """Return the drawing of a job with the bodies that its sentence tells apart, if any.

    They are written into the job's folder. Where a part of an earlier result is kept, the bodies
    are those of that result, which lie in the folder already.
    """
    if _keeps(run.request):
        return drawing_with_bodies(run.folder, drawing)
    grouping = None
    if may_be_several(drawing, run.request):
        from engine.rig.told_apart import told_apart

        grouping = told_apart(drawing, run.request.prompt)
    if grouping is None:
        remove_file(run.folder.file(FILE))
        return drawing
    bodies = BodiesApart(grouping.names, tuple(int(number) for number in grouping.labels))
    bodies.write(run.folder)
    run.progress.warn(
        Message(
            "The sentence tells of several things, and {count} are drawn apart: each moves by "
            "itself.",
            count=len(bodies.names),
        )
    )
    return bodies.applied(drawing)


def may_be_several(drawing: Drawing, request: Request) -> bool:
    """Return whether nothing but its sentence says how many things a drawing is."""
    settings = request.settings
    if drawing.object_count != 1 or not request.prompt or settings.get("rig") is False:
        return False
    if settings.get("faithful") is True or any(name in settings for name in _OF_ONE):
        return False
    if _keeps(request):
        return False
    return not any(one.prompt or one.locked or one.strength != 1.0 for one in request.objects)


def _keeps(request: Request) -> bool:
    """Whether a part of an earlier result stays."""
    if KEEP not in request.settings:
        return False
    from engine.vector.partial_redo import keeps_a_part

    return keeps_a_part(request)
