# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of results: in all formats of the contract, or an SVG for each drawing.

What is exported of a take on the timeline is what its layer shows, with the artist's changes.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...client.jobs.exporting import Export, Exported, ExportFailed, StrokesCopy
from ...client.setup.setup_job import SetupJob
from ...client.setup.states import describe
from ...contract.errors import BadInput, SketchMotionError
from ...contract.export_formats import ExportFormat, with_ending
from ...contract.job import JobFolder
from ...contract.messages import Message
from ..jobs.idle import check_playhead
from ..jobs.job_target import LayerTarget
from ..jobs.session import host, session
from ..jobs.take_frames import TakeFrames, is_there
from ..qt import QtWidgets
from ..translation import tr
from .guard import connect_value, press
from .widgets import later

SMALLEST_SIDE, LARGEST_SIDE = 16, 4096  # pixels of a picture that the engine draws
PAUSE_MS = 5  # between frames, for Krita
STROKES = "strokes"  # the folder of SVGs in a job's folder


class Exports:
    """The exports that go on.

    Attributes:
        message: What the last one does, or what came of it; "" for nothing.
    """

    def __init__(self) -> None:
        self._running: list[Export | StrokesCopy] = []
        self._without_edits: set[Path] = set()
        self._adding: SetupJob | None = None
        self.message = ""

    def begin(self, job: str, target: Path, wanted: ExportFormat) -> None:
        """Begin to write a file, in a process of its own: as the take is now, if it is applied.

        Formats of strokes hold what the engine made: what is painted in Krita are pixels. Raises
        BadInput without an engine, and for a take whose layer is hidden.
        """
        client = session.ready_client()
        path = with_ending(target, wanted)
        take = next((take for take in session.takes() if take.job == job), None)
        layer = host.result_of(take) if take is not None else None
        if layer is not None and not is_there(layer):
            layer = None
        self.message = Message("Writing {file}", file=path.name)
        if take is None or layer is None or wanted.needs_strokes:
            if layer is not None:
                self._without_edits.add(path)
            self._write(job, path, wanted)
            return
        check_playhead(layer.root)
        folder = Path(tempfile.mkdtemp(prefix="sketch-motion-export-"))
        frames = TakeFrames(client, take, layer, folder)
        later(0, partial(self._read, frames, job, path, wanted))

    def _read(self, frames: TakeFrames, job: str, path: Path, wanted: ExportFormat) -> None:
        """Take one more frame of a layer; after the last one begin to write. Raises BadInput."""
        try:
            again = self._read if not frames.step() else self._read_to_end
        except SketchMotionError:
            shutil.rmtree(frames.folder, ignore_errors=True)
            self.message = ""
            raise
        later(PAUSE_MS, partial(again, frames, job, path, wanted))

    def _read_to_end(self, frames: TakeFrames, job: str, path: Path, wanted: ExportFormat) -> None:
        """Wait until all frames are in files, then begin to write. Raises what went wrong."""
        if not frames.is_done:
            later(PAUSE_MS, partial(self._read_to_end, frames, job, path, wanted))
        elif frames.error is not None:
            shutil.rmtree(frames.folder, ignore_errors=True)
            self.message = ""
            raise frames.error
        else:
            self._write(job, path, wanted, frames.folder)

    def _write(
        self, job: str, path: Path, wanted: ExportFormat, drawings: Path | None = None
    ) -> None:
        assert session.command is not None
        take = next((take for take in session.takes() if take.job == job), None)
        size = max(LayerTarget.of_take(take).size) if take is not None else 0
        side = min(max(size, SMALLEST_SIDE), LARGEST_SIDE) if size else 512
        command = session.command
        self._running.append(
            Export.begin(command, job, path, side=side, wanted=wanted, drawings=drawings)
        )

    def add(self, export: Export, message: str) -> None:
        """Watch an export that has begun. message: what it does."""
        self._running.append(export)
        self.message = message

    def begin_strokes(self, job: str, folder: Path) -> None:
        """Copy the SVG of every drawing into `folder`. Raises BadInput without strokes."""
        client = session.ready_client()
        source = JobFolder(client.folder(job)).file(STROKES)
        if not source.is_dir() or not any(source.glob("*.svg")):
            raise BadInput("This result has no strokes.", hint="Only Strokes Move makes them.")
        copy = StrokesCopy(folder)
        client.do_in_background(partial(copy.write, source))
        self._running.append(copy)
        self.message = Message("Writing {file}", file=folder.name)

    def add_movies(self) -> None:
        """Begin to download the optional part that writes movies."""
        if self._adding is None:
            self._adding = session.new_setup()
            self._adding.add_movies()

    def look(self) -> bool:
        """Take in what has ended; return whether there is a new message."""
        changed = self._look_at_movies()
        return self._look_at_exports() or changed

    def _look_at_movies(self) -> bool:
        job = self._adding
        if job is None or not job.tick():
            return False
        self.message = describe(job.status.state)
        if not job.busy:
            self._adding = None
            self.message = "" if job.error else "Movies can be written now"
            if job.error:
                session.report(job.error)
        return True

    def _look_at_exports(self) -> bool:
        ended = [e for e in self._running if isinstance(e.state, (Exported, ExportFailed))]
        for export in ended:
            self._running.remove(export)
            if isinstance(export.state, ExportFailed):
                self.message = ""
                session.report(export.state.error)
            elif isinstance(export, StrokesCopy):
                self.message = Message("The SVGs are in {folder}", folder=export.target.name)
            elif export.target in self._without_edits:
                text = "Written: {file}, as it was made: strokes don't have what was painted since"
                self.message = Message(text, file=export.target)
            else:
                self.message = Message("Written: {file}", file=export.target)
            self._without_edits.discard(export.target)
        return bool(ended)


def ask_file(
    parent: QtWidgets.QWidget, name: str, wanted: ExportFormat, on_path: Callable[[Path], None]
) -> QtWidgets.QFileDialog:
    """Ask where to write, without an event loop of its own; `on_path` gets the file.

    For a format of many files it is the name of a new folder.
    """
    kinds = "" if wanted.is_folder else f"{wanted.label} (*{wanted.suffix})"
    dialog = QtWidgets.QFileDialog(parent, tr("Export"), file_name(name), kinds)
    dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(wanted.suffix.lstrip("."))
    connect_value(dialog.fileSelected, lambda path: press(partial(on_path, Path(path))))
    dialog.open()
    return dialog


def ask_folder(parent: QtWidgets.QWidget, on_path: Callable[[Path], None]) -> QtWidgets.QFileDialog:
    """Ask for a folder, without an event loop of its own; `on_path` gets it."""
    dialog = QtWidgets.QFileDialog(parent, tr("A folder for the SVGs"))
    dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
    dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly, True)
    connect_value(dialog.fileSelected, lambda path: press(partial(on_path, Path(path))))
    dialog.open()
    return dialog


def file_name(text: str) -> str:
    """Return a prompt as a file name that every system accepts."""
    return re.sub(r"[^\w -]+", "", text).strip()[:60] or "animation"


exports = Exports()
host.pollers.append(exports.look)
