# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames onto Krita's timeline: one new layer, one step to undo.

`importAnimation` is the only way Krita has that is whole and quick; it must never get an empty
list or a file that can't be read (`frame_files` has checked them).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...contract.errors import BadInput, InternalError
from ..capture.document import find_node, id_of, nodes_by_id, walk
from ..qt import QtCore
from .frame_plan import FramePlan, clip_range, layer_name

PAUSE_S = 0.006
TRIES = 3


@dataclass(frozen=True)
class Imported:
    """The layer that holds the result."""

    layer_id: str
    layer_name: str


def put_on_timeline(document: Any, plan: FramePlan, prompt: str) -> Imported:
    """Imports the frames as one layer named after the prompt: the last thing to undo.

    Raises BadInput, InternalError.
    """
    if not plan.files:
        raise BadInput("There are no frames to put on the timeline.")
    before = nodes_by_id(document)
    alone = not any(node.animated() for node in before.values())
    _set_clip(document, plan, alone=alone)
    quiet = document.batchmode()
    document.setBatchmode(True)  # or Krita would ask in a dialog
    try:
        layer = next((found for _ in range(TRIES) if (found := _import(document, plan))), None)
    finally:
        document.setBatchmode(quiet)
    if layer is None:
        raise InternalError(
            "Krita could not import the frames.", hint="They are kept: try Apply once more."
        )
    if not plan.first <= document.currentTime() <= plan.last:
        document.setCurrentTime(plan.first)  # else an empty canvas would be seen
    layer.setName(layer_name(prompt, [node.name() for node in before.values()]))
    return Imported(id_of(layer), str(layer.name()))


def _import(document: Any, plan: FramePlan) -> Any | None:
    """The new layer; None where Krita gave up, and then nothing of the attempt is left.

    On a busy machine Krita sometimes answers False for files that it reads a moment later.
    """
    before = nodes_by_id(document)
    with pauses():
        names = [str(file) for file in plan.files]
        done = document.importAnimation(names, plan.first, plan.step)
    document.waitForDone()
    new = [node for key, node in nodes_by_id(document).items() if key not in before]
    if done and new:
        return new[0]
    for node in new:
        node.remove()
    return None


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


@contextmanager
def pauses() -> Iterator[None]:
    """Gives Krita's threads a moment after each picture of an import.

    For every picture Krita starts a stroke that looks at the document it reads into, and takes
    that document away as soon as the picture is copied. A stroke that was late crashes Krita (seen
    in one of fifteen imports on two busy cores). Between the two it lets timers run.
    """
    timer = QtCore.QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: time.sleep(PAUSE_S))
    timer.start()
    try:
        yield
    finally:
        timer.stop()


def _set_clip(document: Any, plan: FramePlan, *, alone: bool) -> None:
    """Only what changes is set: on Krita 6 every change is a step to undo.

    What is played is left to Krita: an import, and from 5.2 on the timeline, sets it anyway.
    """
    clip = (int(document.fullClipRangeStartTime()), int(document.fullClipRangeEndTime()))
    first, last = clip_range(clip, plan, alone=alone)
    if first != clip[0]:
        document.setFullClipRangeStartTime(first)
    if last != clip[1]:
        document.setFullClipRangeEndTime(last)
