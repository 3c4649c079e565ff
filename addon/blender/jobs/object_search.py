# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find Objects: the drawing goes to the engine, its groups come back as numbers on the strokes.

Strokes that the artist has assigned by hand are sent along as fixed, and stay in their objects.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...client.jobs.found_objects import FoundObjects
from ...client.jobs.side_jobs import OBJECTS
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, InternalError
from ...contract.request import Request
from ...contract.strict_json import JSON
from ..capture.capture import Capture, capture, recapture
from ..capture.capture_map import CaptureMap, Origin
from ..objects import object_list, stroke_objects
from ..objects.groups import Groups, matched
from ..objects.stroke_objects import NOBODY, Flags, Numbers
from ..settings import plane_of, settings_of
from .drawing_tasks import Answer, DrawingTask
from .session import session

# Settings of the task: [[stroke, object of the drawing], ...] that must stay; how many there are.
FIXED, COUNT = "fixed", "count"


class Searches(DrawingTask[FoundObjects]):
    """Searches for objects."""

    kind = OBJECTS
    operator = "apply_objects"

    def start(self, source: Any, scene: Any, view: Any) -> str:
        """Submit the drawing; return the job. Raises BadInput."""
        session.notice = None
        if self.job:
            return self.job
        captured = capture(source, scene, plane=plane_of(scene), view=view)
        panel = settings_of(scene)
        settings: dict[str, JSON] = {FIXED: fixed_strokes(captured, source)}
        if panel.count_objects:
            settings[COUNT] = panel.object_count
        request = Request(prompt=panel.prompt.strip(), settings=settings)
        return self.ask(request, captured.drawing, source)

    def write(self, answer: Answer[FoundObjects], source: Any) -> None:
        """Write the answer of a search onto the strokes. Raises BadInput."""
        write_groups(answer.found.groups, answer.drawing, source)

    def failed(self, hint: str) -> InternalError:
        """Return what is told when the objects couldn't be written."""
        return InternalError("The objects can't be written.", hint=hint)


def membership_of(captured: CaptureMap, source: Any) -> tuple[Numbers, Flags]:
    """Return the object of each captured stroke [S]: int32, and whether the artist chose it [S]."""
    numbers, by_hand = [np.zeros(0, np.int32)], [np.zeros(0, np.bool_)]
    for part in captured.layers:
        drawing = source.data.layers[part.name].get_frame_at(part.key).drawing
        chosen = part.layout.strokes >= 0
        own, said = stroke_objects.read(drawing)
        numbers.append(own[chosen])
        by_hand.append(said[chosen])
    return np.concatenate(numbers), np.concatenate(by_hand)


def fixed_strokes(found: Capture, source: Any) -> list[Any]:
    """Return the strokes that the artist gave to an object, as [stroke, object] pairs."""
    numbers, by_hand = membership_of(found.map, source)
    owners = found.drawing.objects.data
    return [[int(s), int(owners[s])] for s in np.flatnonzero(by_hand & (numbers != NOBODY))]


def write_groups(groups: Groups, drawing: Drawing, source: Any) -> None:
    """Write the groups of a drawing as numbers on its strokes, and into the list of objects.

    Raises BadInput when the drawing was changed since.
    """
    captured = recapture(source, Origin.of_host(drawing.host))
    offsets = [part.layout.offsets[1:] + part.first_point for part in captured.layers]
    if not np.array_equal(np.concatenate([[0], *offsets]), drawing.stroke_offsets.data):
        raise BadInput(
            "{name} was drawn on since the search for objects started.",
            name=source.name,
            hint="Find objects again.",
        )
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


searches = Searches()
