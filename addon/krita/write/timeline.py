# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts frames on Krita's timeline: one new layer, one step to undo.

`importAnimation` is the only call that is quick and one step to undo. It must never get an empty
list or a file that can't be read, which crash Krita: `frame_files` has checked them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from krita import Krita

from ...contract.errors import BadInput, InternalError
from ..capture.document import find_node, id_of, nodes_by_id, walk
from ..qt import QtCore
from .frame_plan import FramePlan, clip_range, layer_name

if TYPE_CHECKING:
    from krita import Document, Node

PAUSE_S = 0.006  # after each picture of an import
TRIES = 3  # of an import


@dataclass(frozen=True)
class Imported:
    """The layer that holds the result."""

    layer_id: str
    layer_name: str


def put_on_timeline(
    document: Document, plan: FramePlan, prompt: str, *, at_first: bool = False
) -> Imported:
    """Import the frames as one layer named after the prompt: the last step to undo.

    The playhead goes to the first frame where an empty canvas would be seen, or where `at_first`
    asks for it. Raises BadInput without frames, and InternalError when Krita can't import them.
    """
    if not plan.files:
        raise BadInput("There are no frames to put on the timeline.")
    before = nodes_by_id(document)
    alone = not any(node.animated() for node in before.values())
    _set_clip(document, plan, alone=alone)
    shown = range(plan.first, plan.first + 1 if at_first else plan.last + 1)
    if document.currentTime() not in shown:  # before the import, as this is a step to undo
        document.setCurrentTime(plan.first)
        document.waitForDone()
    quiet = document.batchmode()
    document.setBatchmode(True)  # or Krita would ask in a dialog
    try:
        layer = next((new for _ in range(TRIES) if (new := import_layer(document, plan))), None)
    finally:
        document.setBatchmode(quiet)
    if layer is None:
        raise InternalError(
            "Krita could not import the frames.", hint="They are kept: try Apply once more."
        )
    layer.setName(layer_name(prompt, [node.name() for node in before.values()]))
    return Imported(id_of(layer), str(layer.name()))


def import_layer(document: Document, plan: FramePlan) -> Node | None:
    """Import the frames and return their layer; None when Krita fails, which leaves no layer.

    On a busy machine Krita sometimes fails with files that it can read a moment later.
    """
    before = nodes_by_id(document)
    with pauses(), still_canvas():
        names = [str(file) for file in plan.files]
        done = document.importAnimation(names, plan.first, plan.step)
    document.waitForDone()
    new = [node for key, node in nodes_by_id(document).items() if key not in before]
    if done and new:
        return new[0]
    for node in new:
        node.remove()
    return None


def show(document: Document, layer_id: str, visible: bool) -> bool:
    """Show or hide a layer; return False when it is gone."""
    node = find_node(document, layer_id)
    if node is None:
        return False
    if node.visible() != visible:
        node.setVisible(visible)
        document.refreshProjection()
    return True


def layer_ids(document: Document) -> set[str]:
    """Return the unique ids of all layers."""
    return {id_of(node) for node in walk(document.rootNode())}


@contextmanager
def pauses() -> Iterator[None]:
    """Give Krita's threads a moment after each picture of an import.

    For each picture Krita makes a temporary document, starts a task in another thread that uses
    it, and deletes it when the picture is copied. A task that is late then crashes Krita (one of
    fifteen imports on two busy cores). Krita lets timers run in between, so that a timer can wait.
    """
    timer = QtCore.QTimer()
    timer.setInterval(0)
    timer.timeout.connect(lambda: time.sleep(PAUSE_S))
    timer.start()
    try:
        yield
    finally:
        timer.stop()


@contextmanager
def still_canvas() -> Iterator[None]:
    """Keep the window's canvases from being painted anew after each picture of an import.

    That would take about a fifth of the import's work. The status bar goes on to show how far
    Krita is.
    """
    window = Krita.instance().activeWindow()
    middle = window.qwindow().centralWidget() if window is not None else None
    if middle is None or not middle.updatesEnabled():
        yield
        return
    middle.setUpdatesEnabled(False)
    try:
        yield
    finally:
        middle.setUpdatesEnabled(True)


def _set_clip(document: Document, plan: FramePlan, *, alone: bool) -> None:
    """Set the first and the last frame of the clip where they change.

    Nothing else is set, because on Krita 6 each change is a step to undo. Krita sets the range
    that is played itself: by the import, and since 5.2 by the timeline.
    """
    clip = (int(document.fullClipRangeStartTime()), int(document.fullClipRangeEndTime()))
    first, last = clip_range(clip, plan, alone=alone)
    if first != clip[0]:
        document.setFullClipRangeStartTime(first)
    if last != clip[1]:
        document.setFullClipRangeEndTime(last)
