# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames onto Krita's timeline: one new layer, one step to undo.

`importAnimation` is the only way Krita has that is whole and quick; it must never get an empty
list or a file that can't be read (`frame_files` has checked them).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..contract.errors import BadInput, InternalError
from .document import find_node, id_of, nodes_by_id, walk
from .frame_plan import FramePlan, layer_name, plan_ranges


@dataclass(frozen=True)
class Imported:
    """The layer that holds the result."""

    layer_id: str
    layer_name: str


def put_on_timeline(document: Any, plan: FramePlan, prompt: str) -> Imported:
    """Imports the frames as one layer named after the prompt. Ranges are set before.

    So the import is the last thing to undo. Raises BadInput, InternalError.
    """
    if not plan.files:
        raise BadInput("There are no frames to put on the timeline.")
    before = nodes_by_id(document)
    _set_ranges(document, plan, alone=not any(node.animated() for node in before.values()))
    quiet = document.batchmode()
    document.setBatchmode(True)  # or Krita would ask in a dialog
    try:
        done = document.importAnimation([str(file) for file in plan.files], plan.first, plan.step)
        document.waitForDone()
    finally:
        document.setBatchmode(quiet)
    new = [node for key, node in nodes_by_id(document).items() if key not in before]
    if not done or not new:
        raise InternalError(
            "Krita could not import the frames.", hint="They are kept: try Apply once more."
        )
    layer = new[0]
    layer.setName(layer_name(prompt, [node.name() for node in before.values()]))
    return Imported(id_of(layer), str(layer.name()))


def show(document: Any, layer_id: str, visible: bool) -> bool:
    """Shows or hides a layer; False when it is not there."""
    node = find_node(document, layer_id)
    if node is None:
        return False
    if node.visible() != visible:
        node.setVisible(visible)
        document.refreshProjection()
    return True


def layer_ids(document: Any) -> set[str]:
    return {id_of(node) for node in walk(document.rootNode())}


def _set_ranges(document: Any, plan: FramePlan, *, alone: bool) -> None:
    """Only what changes is set: on Krita 6 every change is a step to undo."""
    clip = (int(document.fullClipRangeStartTime()), int(document.fullClipRangeEndTime()))
    ranges = plan_ranges(clip, plan, alone=alone)
    if ranges.clip[0] != clip[0]:
        document.setFullClipRangeStartTime(ranges.clip[0])
    if ranges.clip[1] != clip[1]:
        document.setFullClipRangeEndTime(ranges.clip[1])
    played = (int(document.playBackStartTime()), int(document.playBackEndTime()))
    if played != ranges.played:
        # Krita takes the first frame after the range.
        document.setPlayBackRange(ranges.played[0], ranges.played[1] + 1)
