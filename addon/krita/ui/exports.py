# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as files to show around: GIF, WebP, one SVG that moves, or an SVG for each drawing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from ...client.jobs.exporting import Export, Exported, ExportFailed
from ...contract.errors import BadInput, SketchMotionError
from ...contract.job import JobFolder
from ..jobs.session import host, session
from ..qt import QtWidgets
from .guard import connect_value

KINDS = (
    (".gif", "GIF", "GIF (*.gif)"),
    (".webp", "WebP", "WebP (*.webp)"),
    (".svg", "SVG That Moves", "SVG (*.svg)"),
)
STROKES = "strokes"  # the folder of a job's SVGs


class Exports:
    """What is being written, and what came of the last one."""

    def __init__(self) -> None:
        self._running: list[Export] = []
        self.told = ""

    def begin(self, job: str, target: Path) -> None:
        """Begins to write; the engine does it in a process of its own. Raises BadInput."""
        session.ready_client()
        assert session.command is not None
        self._running.append(Export.begin(session.command, job, target))
        self.told = f"Writing {target.name}"

    def begin_strokes(self, job: str, folder: Path) -> None:
        """Copies the SVG of every drawing into `folder`. Raises BadInput without strokes."""
        client = session.ready_client()
        source = JobFolder(client.folder(job)).file(STROKES)
        if not source.is_dir() or not any(source.glob("*.svg")):
            raise BadInput(
                "This result has no strokes.", hint="Only the path “Strokes” makes them."
            )
        client.do_in_background(lambda: _copy(source, folder))
        self.told = f"The SVGs are in {folder.name}"

    def look(self) -> bool:
        """Takes in what has ended; True if there is something new to tell."""
        ended = [e for e in self._running if isinstance(e.state, (Exported, ExportFailed))]
        for export in ended:
            self._running.remove(export)
            if isinstance(export.state, ExportFailed):
                self.told = ""
                session.report(export.state.error)
            else:
                self.told = f"Written: {export.target}"
        return bool(ended)


def ask_file(
    parent: QtWidgets.QWidget, name: str, kind: str, names: str, then: Callable[[Path], None]
) -> QtWidgets.QFileDialog:
    """Asks where to write, without an event loop of its own; `then` gets the path."""
    dialog = QtWidgets.QFileDialog(parent, "Export", file_name(name), names)
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(kind.lstrip("."))
    connect_value(dialog.fileSelected, lambda path: then(Path(path)))
    dialog.open()
    return dialog


def ask_folder(parent: QtWidgets.QWidget, then: Callable[[Path], None]) -> QtWidgets.QFileDialog:
    """Asks for a folder, without an event loop of its own."""
    dialog = QtWidgets.QFileDialog(parent, "A folder for the SVGs")
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
    dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly, True)
    connect_value(dialog.fileSelected, lambda path: then(Path(path)))
    dialog.open()
    return dialog


def file_name(text: str) -> str:
    """A prompt as a file name that every system takes."""
    return re.sub(r"[^\w -]+", "", text).strip()[:60] or "animation"


def _copy(source: Path, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.glob("*.svg")):
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise SketchMotionError("The SVGs can't be written: {why}", why=error) from error


exports = Exports()
host.pollers.append(exports.look)
