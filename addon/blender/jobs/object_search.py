# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find Objects: the drawing goes to the engine, its groups come back as numbers on the strokes.

What the artist has assigned by hand goes along as fixed strokes, and stays what it is.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from ...client.jobs.states import Delivered, Interrupted, JobFailed, JobState
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError, SketchMotionError
from ...contract.request import Request
from ...contract.strict_json import JSON
from .. import host_state
from ..capture.capture import Capture, capture, recapture
from ..capture.capture_map import CaptureMap, Origin
from ..objects import object_list, stroke_objects
from ..objects.groups import Groups, matched, read_groups, unreadable
from ..objects.stroke_objects import NOBODY, Flags, Numbers
from ..settings import plane_of, settings_of
from ..translation import tr
from .job_target import Commission, find_object
from .session import session

log = logging.getLogger(__package__)
# Settings of the task: [[stroke, object of the drawing], ...] that must stay; how many there are.
FIXED, COUNT = "fixed", "count"


@dataclass
class Search:
    """One search on its way. The thread that reads files fills in its answer."""

    commission: Commission
    drawing: Drawing
    asked: bool = False  # the answer is being read
    answer: list[Groups | SketchMotionError] = field(default_factory=list)

    def read(self, folder: Path) -> None:
        """Reads what the engine wrote. Called by the desk's thread."""
        try:
            self.answer.append(read_groups(folder / "objects.json", self.drawing.stroke_count))
        except SketchMotionError as error:
            self.answer.append(error)
        except OSError as error:
            self.answer.append(unreadable(error))


class Searches:
    """Searches by job. There is one at a time: its button becomes Cancel."""

    def __init__(self) -> None:
        self._running: dict[str, Search] = {}

    @property
    def job(self) -> str:
        """The job of the search on its way; "" when there is none."""
        for job in list(self._running):
            if session.errand_state(job) is not None:
                return job
            del self._running[job]  # another file was opened, or the engine's place was changed
        return ""

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Hands the drawing over; returns the job. Raises BadInput."""
        session.notice = None
        if self.job:
            return self.job
        found = capture(source, scene, plane=plane_of(scene), view=view)
        panel = settings_of(scene)
        wanted: dict[str, JSON] = {FIXED: fixed_strokes(found, source)}
        if panel.count_objects:
            wanted[COUNT] = panel.object_count
        request = Request(prompt=panel.prompt.strip(), task="objects", settings=wanted)
        commission = Commission(source.name, source.session_uid, found.drawing)
        job = session.run_errand(request, found.drawing, self._ended)
        self._running[job] = Search(commission, found.drawing)
        return job

    def cancel(self) -> None:
        session.cancel(self.job)

    def apply(self, job: str) -> None:
        """Writes what was found onto the strokes.

        Raises BadInput when the drawing is gone or has changed, FormatError for a damaged answer.
        """
        search = self._running.get(job)
        if search is None or not search.answer:
            raise BadInput("There is no result to apply.")
        groups = search.answer[0]
        if isinstance(groups, SketchMotionError):
            raise groups
        source = find_object(search.commission)
        if source is None:
            text = tr("{name} is not in this file any more.")
            raise BadInput(text.format(name=search.commission.object_name))
        write_groups(groups, search.drawing, source)

    def _ended(self, job: str, state: JobState) -> bool:
        """The errand: reads in the background, then writes when the artist pauses."""
        search = self._running.get(job)
        client = session.client
        if search is None or client is None or not isinstance(state, Delivered):
            session.notice = _trouble(state) or session.notice
            self._running.pop(job, None)
            return True
        if not search.asked:
            search.asked = True
            client.do_in_background(lambda: search.read(state.folder))
        if not search.answer or not host_state.is_idle():
            return False
        try:  # one undo step, by the operator
            bpy.ops.sketch_motion.apply_objects("EXEC_DEFAULT", True, job=job)
        except RuntimeError as error:  # how bpy.ops passes on any defect
            log.error("The objects of %s can't be applied: %s", job, error)
            session.notice = InternalError("The objects can't be written.", hint=str(error))
        del self._running[job]
        return True


def membership_of(captured: CaptureMap, source: Any) -> tuple[Numbers, Flags]:
    """The object of every captured stroke [S], and whether the artist chose it [S]."""
    numbers, by_hand = [np.zeros(0, np.int32)], [np.zeros(0, np.bool_)]
    for part in captured.layers:
        drawing = source.data.layers[part.name].get_frame_at(part.key).drawing
        chosen = part.layout.strokes >= 0
        own, said = stroke_objects.read(drawing)
        numbers.append(own[chosen])
        by_hand.append(said[chosen])
    return np.concatenate(numbers), np.concatenate(by_hand)


def fixed_strokes(found: Capture, source: Any) -> list[Any]:
    """The captured strokes that the artist gave to an object, as [stroke, object] pairs."""
    numbers, by_hand = membership_of(found.map, source)
    owners = found.drawing.objects.data
    return [[int(s), int(owners[s])] for s in np.flatnonzero(by_hand & (numbers != NOBODY))]


def write_groups(groups: Groups, drawing: Drawing, source: Any) -> None:
    """Groups of the strokes of a captured drawing -> numbers on them, and the list of objects.

    Raises BadInput when the drawing was changed since.
    """
    captured = recapture(source, Origin.of_host(drawing.host))
    offsets = [part.layout.offsets[1:] + part.first_point for part in captured.layers]
    if not np.array_equal(np.concatenate([[0], *offsets]), drawing.stroke_offsets.data):
        text = tr("{name} was drawn on since the search for objects started.")
        raise BadInput(text.format(name=source.name), hint="Find objects again.")
    object_list.adopt(source.data, stroke_objects.used(source.data))
    before, fixed = membership_of(captured, source)
    found = matched(groups, before, fixed, object_list.new_number)
    for part in captured.layers:
        held = source.data.layers[part.name].get_frame_at(part.key).drawing
        numbers, by_hand = stroke_objects.read(held)
        chosen = part.layout.strokes >= 0
        end = part.first_stroke + part.stroke_count
        numbers[chosen] = found.numbers[part.first_stroke : end]
        stroke_objects.write(held, numbers, by_hand)
    for number, name in found.named:
        object_list.add(source.data, name, number=number)
    object_list.drop_empty(source.data)
    source.data.update_tag()


def _trouble(state: JobState) -> SketchMotionError | None:
    if isinstance(state, JobFailed):
        return state.error
    if isinstance(state, Interrupted):
        return InternalError(state.reason, hint="Find objects again.")
    return None


searches = Searches()
