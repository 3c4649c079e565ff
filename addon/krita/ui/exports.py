# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of results: GIF, WebP, one SVG that moves, or an SVG for each drawing."""

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
STROKES = "strokes"  # the folder of SVGs in a job's folder


class Exports:
    """The exports that go on.

    Attributes:
        message: What the last one does, or what came of it; "" for nothing.
    """

    def __init__(self) -> None:
        self._running: list[Export] = []
        self.message = ""

    def begin(self, job: str, target: Path) -> None:
        """Begin to write a file, in a process of its own. Raises BadInput without an engine."""
        session.ready_client()
        assert session.command is not None
        self._running.append(Export.begin(session.command, job, target))
        self.message = f"Writing {target.name}"

    def begin_strokes(self, job: str, folder: Path) -> None:
        """Copy the SVG of every drawing into `folder`. Raises BadInput without strokes."""
        client = session.ready_client()
        source = JobFolder(client.folder(job)).file(STROKES)
        if not source.is_dir() or not any(source.glob("*.svg")):
            raise BadInput(
                "This result has no strokes.", hint="Only the path “Strokes” makes them."
            )
        client.do_in_background(lambda: _copy(source, folder))
        self.message = f"The SVGs are in {folder.name}"

    def look(self) -> bool:
        """Take in what has ended; return whether there is a new message."""
        ended = [e for e in self._running if isinstance(e.state, (Exported, ExportFailed))]
        for export in ended:
            self._running.remove(export)
            if isinstance(export.state, ExportFailed):
                self.message = ""
                session.report(export.state.error)
            else:
                self.message = f"Written: {export.target}"
        return bool(ended)


def ask_file(
    parent: QtWidgets.QWidget, name: str, suffix: str, kinds: str, on_path: Callable[[Path], None]
) -> QtWidgets.QFileDialog:
    """Ask where to write, without an event loop of its own; `on_path` gets the file.

    The dialog shows files of `kinds`, in Qt's notation.
    """
    dialog = QtWidgets.QFileDialog(parent, "Export", file_name(name), kinds)
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.lstrip("."))
    connect_value(dialog.fileSelected, lambda path: on_path(Path(path)))
    dialog.open()
    return dialog


def ask_folder(parent: QtWidgets.QWidget, on_path: Callable[[Path], None]) -> QtWidgets.QFileDialog:
    """Ask for a folder, without an event loop of its own; `on_path` gets it."""
    dialog = QtWidgets.QFileDialog(parent, "A folder for the SVGs")
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
    dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly, True)
    connect_value(dialog.fileSelected, lambda path: on_path(Path(path)))
    dialog.open()
    return dialog


def file_name(text: str) -> str:
    """Return a prompt as a file name that every system accepts."""
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
