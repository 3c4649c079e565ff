# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the layer of a result shows in each frame, with the artist's edits, as pictures to export.

The pictures lie in a folder like that of a job, which the engine exports as it does any other.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from ...contract.errors import BadInput
from ...contract.job import JobFolder
from ...contract.request import Request
from ..capture.document import find_document, find_node
from ..capture.raster import is_plain
from ..qt import QtGui
from .frame_compose import save_picture
from .results import LayerResult

ARGB32 = QtGui.QImage.Format.Format_ARGB32


class ShownFrames:
    """The frames of a result's layer, read one at a time, so that Krita goes on in between.

    Attributes:
        folder: Where the pictures go. Whoever asks for them removes it.
    """

    def __init__(self, result: LayerResult, request: Request, start: int) -> None:
        """start: the frame of the document that shows the first picture."""
        self._result = result
        self._start = start
        self._count = request.frames
        self._done = 0
        self.folder = Path(tempfile.mkdtemp(prefix="sketch-motion-export-"))
        job = JobFolder(self.folder)
        replace(request, path="warp").write(job.request_path)  # a path whose result is pictures
        job.frames_path.mkdir()
        job.write_done({})

    @property
    def is_done(self) -> bool:
        """Whether all frames are read."""
        return self._done == self._count

    def read_next(self) -> None:
        """Read one frame. Raises BadInput when the document or the layer is gone."""
        document = find_document(self._result.root, "")
        node = find_node(document, self._result.layer_id) if document is not None else None
        if document is None or node is None:
            raise BadInput("The drawing is not open any more.")
        width, height = int(document.width()), int(document.height())
        path = self._path(self._done)
        data = node.pixelDataAtTime(0, 0, width, height, self._start + self._done)
        if len(data) < 4 * width * height and self._done:  # held: there is no key in this frame
            shutil.copyfile(self._path(self._done - 1), path)
        else:
            save_picture(_picture(bytes(data), width, height), path)
        self._done += 1

    def _path(self, number: int) -> Path:
        return JobFolder(self.folder).frames_path / f"{number + 1:04}.png"


def shown_frames(result: LayerResult, request: Request, start: int) -> ShownFrames | None:
    """Return the frames of a result's layer; None where it has other colours than pictures have."""
    document = find_document(result.root, "")
    node = find_node(document, result.layer_id) if document is not None else None
    if node is None or not is_plain(node):
        return None
    return ShownFrames(result, request, start)


def _picture(data: bytes, width: int, height: int) -> QtGui.QImage:
    """Return Krita's bytes as a picture; a clear one before the first key."""
    if len(data) < 4 * width * height:
        data = bytes(4 * width * height)
    return QtGui.QImage(data, width, height, 4 * width, ARGB32).copy()
