# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a take in another timing: on ones, twos or threes, with slow in and slow out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...client.jobs.pictures import numbered
from ...client.jobs.takes import Take
from ...client.jobs.timing import Easing
from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ..capture.document import find_document, find_node, key_of
from ..write.frame_compose import over_rest
from ..write.frame_files import checked_frames
from ..write.frame_plan import FramePlan, LayerTiming, plan_retimed
from ..write.results import LayerResult
from ..write.timeline import put_on_timeline
from .job_target import LayerTarget
from .session import host, session

if TYPE_CHECKING:
    from krita import Document


def retime(take: Take, hold: int, easing: Easing) -> None:
    """Have a take imported once more in another timing; it takes the place of the layer before.

    Raises BadInput.
    """
    client = session.ready_client()
    target = host.target_of(take)
    plans: list[FramePlan | BaseException] = []

    def prepare() -> None:
        try:
            frames = over_rest(checked_frames(take.folder, target.size), take.folder)
            plans.append(plan_retimed(frames, target.start, hold, easing, loop=take.request.loop))
        except Exception as problem:
            plans.append(problem)

    def look() -> bool:
        if not plans or not host.is_idle() or session.is_applying:
            return False
        host.pollers.remove(look)
        plan = plans[0]
        if isinstance(plan, BaseException):
            raise plan
        timing = LayerTiming(hold, easing)
        session.defer(lambda: session.change_document(lambda: _put(take, plan, target, timing)))
        return True

    numbered(JobFolder(take.folder).frames_path)  # says at once when they are gone
    client.do_in_background(prepare)
    host.pollers.append(look)
    host.poll_soon()


def _put(take: Take, plan: FramePlan, target: LayerTarget, timing: LayerTiming) -> None:
    document = find_document(target.root, target.document)
    if document is None:
        raise BadInput("The drawing is not open any more.")
    root = key_of(document)
    before = host.results.of_job(take.job, root)
    had_colours = before is not None and _has_colours(document, before)
    imported = put_on_timeline(document, plan, take.name)
    result = LayerResult(take.job, root, imported.layer_id, target.object_id, timing)
    host.results.add(result, there=True)
    host.results.show_alone(document, result)
    session.note_result(take.job, host.note_of(result))
    if had_colours:
        session.report(BadInput("Press Colour again: the colours don't fit the new motion."))


def _has_colours(document: Document, result: LayerResult) -> bool:
    """Return whether colours are seen below a result's layer."""
    node, drawn = find_node(document, result.layer_id), find_node(document, result.original_id)
    if node is None or drawn is None:
        return False
    colours = host.results.colours_below(node, result.original_id, drawn.name())
    return colours is not None and bool(colours.visible())
