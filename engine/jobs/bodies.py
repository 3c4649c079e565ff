# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several bodies in one drawing of a job: "the birds fly" gives each bird bones of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from addon.contract.animation import Animation
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
from engine.geometry.grouping.grouping import Grouping
from engine.jobs.job_run import JobRun
from engine.runtime.progress import Progress

#: What an artist has said of the drawing as one thing; then it stays one.
_OF_ONE = (BETWEEN, BONES, FOLLOW, MOTION, START, STEERING)


@dataclass(frozen=True)
class ToldDrawing:
    """The drawing of a job with the bodies that its sentence tells apart.

    Attributes:
        drawing: the artist's strokes; what is made is of these.
        grouping: None where strokes are whole; else of the pieces into which some are cut.
    """

    drawing: Drawing
    grouping: Grouping | None = None

    def animated(
        self, path: Callable[[Drawing, Request, Progress], Animation], run: JobRun
    ) -> Animation:
        """Return what a path makes of the drawing, in pieces where a piece of a line acts."""
        if self.grouping is None or self.grouping.cut is None:
            return path(self.drawing, run.request, run.progress)
        from engine.vector.joined_pieces import joined_pieces

        pieces = self.grouping.applied(self.drawing)
        animation = path(pieces, run.request, run.progress)
        return joined_pieces(animation, pieces, self.drawing, self.grouping.cut)


def with_bodies_told(drawing: Drawing, run: JobRun) -> ToldDrawing:
    """Return the drawing of a job with the bodies that its sentence tells apart, if any.

    They are written into the job's folder. Where a part of an earlier result is kept, the bodies
    are those of that result, which lie in the folder already.
    """
    if _keeps(run.request):
        return ToldDrawing(drawing_with_bodies(run.folder, drawing))
    grouping = None
    if may_be_several(drawing, run.request):
        from engine.rig.told_apart import is_all_drawn, told_apart

        grouping = told_apart(drawing, run.request.prompt)
        if grouping is not None or not is_all_drawn(drawing, run.request.prompt):
            _warn_of_parts(grouping, run)
    whole = None if grouping is None else grouping.of_whole_strokes()
    if whole is None or len(whole.names) < 2:
        remove_file(run.folder.file(FILE))
        return ToldDrawing(drawing, grouping)
    bodies = BodiesApart(whole.names, tuple(int(number) for number in whole.labels))
    bodies.write(run.folder)
    if whole.scenery:
        run.progress.warn("What the sentence names moves; the rest of the scene stays.")
    else:
        run.progress.warn(
            Message(
                "The sentence tells of several things, and {count} are drawn apart: each moves by "
                "itself.",
                count=len(bodies.names),
            )
        )
    return ToldDrawing(bodies.applied(drawing), grouping)


def _warn_of_parts(grouping: Grouping | None, run: JobRun) -> None:
    """Say which part that the sentence names isn't found, or not surely."""
    from engine.language.beats import in_english
    from engine.rig.found_parts import missing_part
    from engine.rig.told_by_words import said_part

    if grouping is not None and grouping.unsure:
        run.progress.warn(
            Message(
                "I am not sure which lines are the {part}; those that fit best move.",
                part=grouping.unsure,
            )
        )
    said = said_part(in_english(run.request.prompt)) if grouping is None else None
    if said is not None and (part := missing_part(said)):
        run.progress.warn(
            Message("I find no lines that are the {part}; the whole drawing moves.", part=part)
        )


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
