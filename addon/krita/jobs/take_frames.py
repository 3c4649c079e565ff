# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the layer of a take shows in each frame, with all that was painted or moved since.

Its colours, on the layer below it, belong to it as long as they can be seen. Both are laid as Krita
lays them: with their opacity, and by their blending mode where Qt has it.

One frame at a time, so that Krita stays usable. Where Krita has only the pixels of the frame that
it shows, the playhead goes through the frames.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.client import EngineClient
from ...client.jobs.takes import Take
from ...contract.drawn_frames import DrawnFrames
from ...contract.errors import BadInput, SketchMotionError
from ..capture.document import find_document, find_node, key_of, whole_fps
from ..capture.raster import picture_in_frame, picture_of
from ..qt import Qt, QtGui
from ..write.frame_compose import save_picture
from ..write.results import LayerResult
from .idle import is_idle, travels
from .job_target import LayerTarget
from .session import host, session

if TYPE_CHECKING:
    from krita import Document, Node

OPAQUE = 255  # Krita's opacity of a layer that hides what is below
_Mode = QtGui.QPainter.CompositionMode
#: Krita's names of the blending modes that Qt has, too. "behind" is a layer that is laid first.
_MODES = {
    "multiply": _Mode.CompositionMode_Multiply,
    "screen": _Mode.CompositionMode_Screen,
    "overlay": _Mode.CompositionMode_Overlay,
    "darken": _Mode.CompositionMode_Darken,
    "lighten": _Mode.CompositionMode_Lighten,
    "dodge": _Mode.CompositionMode_ColorDodge,
    "burn": _Mode.CompositionMode_ColorBurn,
    "hard_light": _Mode.CompositionMode_HardLight,
    "soft_light": _Mode.CompositionMode_SoftLight,
    "add": _Mode.CompositionMode_Plus,
    "diff": _Mode.CompositionMode_Difference,
    "exclusion": _Mode.CompositionMode_Exclusion,
}


class TakeFrames:
    """The frames of one take on their way into a folder.

    Attributes:
        folder: Where they are written, with the clip.json of `contract.drawn_frames`.
        error: What went wrong in the file worker's thread.
        is_done: Whether all is written.
    """

    def __init__(self, client: EngineClient, take: Take, layer: LayerResult, folder: Path) -> None:
        self.folder = folder
        self.error: SketchMotionError | None = None
        self.is_done = False
        self._client = client
        document = find_document(layer.root, "")
        self._fps = (whole_fps(document) if document is not None else 24, 1)
        self._loop = take.request.loop
        target = LayerTarget.of_take(take)
        drawn = find_node(document, layer.original_id) if document is not None else None
        names = {target.object_name, drawn.name() if drawn is not None else target.object_name}
        self._frames: Iterator[QtGui.QImage] = frames_of(
            layer, target.start, take.request.frames, drawn=names
        )
        self._last: QtGui.QImage | None = None
        self._files: list[str] = []

    def step(self) -> bool:
        """Take one more frame, unless a pen is down; return whether that was the last.

        Raises BadInput when the layer is gone or hidden.
        """
        if not is_idle() or session.is_applying:
            return False
        picture = next(self._frames, None)
        if picture is None:
            self._client.do_in_background(self._finish)
            return True
        if self._last is not None and picture == self._last:
            self._files.append(self._files[-1])
            return False
        name = f"{len(self._files) + 1:04d}.png"
        self._files.append(name)
        self._last = picture
        self._client.do_in_background(lambda: self._save(picture, self.folder / name))
        return False

    def _save(self, picture: QtGui.QImage, path: Path) -> None:
        try:
            save_picture(picture, path)
        except SketchMotionError as error:
            self.error = error

    def _finish(self) -> None:
        try:
            DrawnFrames(tuple(self._files), self._fps, self._loop).write(self.folder)
        except SketchMotionError as error:
            self.error = error
        self.is_done = True


def is_there(layer: LayerResult) -> bool:
    """Return whether the layer of a result is in its document."""
    document = find_document(layer.root, "")
    return document is not None and find_node(document, layer.layer_id) is not None


def frames_of(
    layer: LayerResult, start: int, count: int, *, drawn: Collection[str]
) -> Iterator[QtGui.QImage]:
    """Yield the picture of each frame of a take's layer; in the end the playhead is back.

    start, count: frames of the take as it was made; drawings that were moved behind its end are
    there too. drawn: names of the layer that was drawn, after which its colours are called. Raises
    BadInput for a layer that is gone or hidden.
    """
    root, layer_id = layer.root, layer.layer_id
    document, node = _shown(root, layer_id)
    keys = [t for t in range(int(document.fullClipRangeEndTime()) + 1) if node.hasKeyframeAtTime(t)]
    last = max([start + count - 1, *keys])
    before = document.currentTime()
    try:
        for time in range(start, last + 1):
            document, node = _shown(root, layer_id)  # it may be gone by now
            under = host.results.colours_below(node, layer.original_id, *drawn)
            nodes = [node] if under is None or not under.visible() else [under, node]
            yield _picture(document, nodes, time)
    finally:
        travels.discard(root)
        found = find_document(root, "")
        if found is not None and found.currentTime() != before:
            found.setCurrentTime(before)


def _picture(document: Document, nodes: Sequence[Node], time: int) -> QtGui.QImage:
    """Return what layers show in a frame, the lowest first."""
    found = [picture_in_frame(document, node, time) for node in nodes]
    if any(picture is None for picture in found):
        travels.add(key_of(document))
        document.setCurrentTime(time)
        document.waitForDone()
    pictures = [
        picture if picture is not None else picture_of(document, node)
        for picture, node in zip(found, nodes, strict=True)
    ]
    if len(nodes) == 1 and nodes[0].opacity() == OPAQUE:
        return pictures[0]
    whole = QtGui.QImage(pictures[0].size(), QtGui.QImage.Format.Format_ARGB32)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QtGui.QPainter(whole)
    for picture, node in zip(pictures, nodes, strict=True):
        painter.setOpacity(node.opacity() / OPAQUE)
        painter.setCompositionMode(
            _MODES.get(node.blendingMode(), _Mode.CompositionMode_SourceOver)
        )
        painter.drawImage(0, 0, picture)
    painter.end()
    return whole


def _shown(root: str, layer_id: str) -> tuple[Document, Node]:
    document = find_document(root, "")
    node = find_node(document, layer_id) if document is not None else None
    if document is None or node is None:
        raise BadInput("The layer of this take is gone.", hint="Apply the take once more.")
    if not node.visible():
        raise BadInput("Show this take alone first, then export it.")
    return document, node
