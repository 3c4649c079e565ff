# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of results: in all formats of the contract, or an SVG for each drawing.

Pictures and movies show what the result's layer shows, with all that was changed in it since; what
is written as strokes is as the engine made it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from ...client.jobs.exporting import Export, Exported, ExportFailed
from ...client.jobs.takes import Take
from ...client.setup.setup_job import SetupJob
from ...client.setup.states import describe
from ...contract.errors import BadInput, SketchMotionError
from ...contract.export_formats import ExportFormat, with_ending
from ...contract.job import JobFolder
from ...contract.messages import Message
from ..jobs.job_target import LayerTarget
from ..jobs.session import host, session
from ..qt import QtWidgets
from ..translation import tr
from ..write.shown_frames import ShownFrames, shown_frames
from .guard import connect_value
from .widgets import later

STROKES = "strokes"  # the folder of SVGs in a job's folder
SIDE = 512  # pixels: of strokes whose document isn't known
SIDES = (16, 4096)  # that the engine draws
ENDED = (Exported, ExportFailed)


class Exports:
    """The exports that go on.

    Attributes:
        message: What the last one does, or what came of it; "" for nothing.
    """

    def __init__(self) -> None:
        self._running: list[tuple[Export, Path | None]] = []  # with a folder to remove
        self._adding: SetupJob | None = None
        self.message = ""

    def begin(self, job: str, target: Path, wanted: ExportFormat) -> None:
        """Begin to write a file, in a process of its own. Raises BadInput without an engine."""
        session.ready_client()
        path = with_ending(target, wanted)
        self.message = Message("Writing {file}", file=path.name)
        take = next((one for one in session.takes() if one.job == job), None)
        result = host.result_of(take) if take is not None else None
        shown = None
        if take is not None and result is not None and not wanted.needs_strokes:
            shown = shown_frames(result, take.request, LayerTarget.of_take(take).start)
        side = longest_side(take)
        if shown is None:
            self._start(job, path, wanted, side)
        else:
            self._read(shown, path, wanted, side)

    def _read(self, shown: ShownFrames, path: Path, wanted: ExportFormat, side: int) -> None:
        """Read one frame after the other, then write them."""
        if shown.is_done:
            self._start(str(shown.folder), path, wanted, side, shown.folder)
            return
        try:
            shown.read_next()
        except Exception:
            self.message = ""
            shutil.rmtree(shown.folder, ignore_errors=True)
            raise
        later(0, partial(self._read, shown, path, wanted, side))

    def _start(
        self, job: str, path: Path, wanted: ExportFormat, side: int, made: Path | None = None
    ) -> None:
        """Let the engine write. job: a name or a whole folder; made: what to remove after it."""
        assert session.command is not None
        export = Export.begin(session.command, job, path, side=side, wanted=wanted, framing="keep")
        self._running.append((export, made))

    def begin_strokes(self, job: str, folder: Path) -> None:
        """Copy the SVG of every drawing into `folder`. Raises BadInput without strokes."""
        client = session.ready_client()
        source = JobFolder(client.folder(job)).file(STROKES)
        if not source.is_dir() or not any(source.glob("*.svg")):
            raise BadInput("This result has no strokes.", hint="Only Strokes Move makes them.")
        client.do_in_background(lambda: _copy(source, folder))
        self.message = Message("The SVGs are in {folder}", folder=folder.name)

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
        ended = [pair for pair in self._running if isinstance(pair[0].state, ENDED)]
        for export, made in ended:
            self._running.remove((export, made))
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)
            if isinstance(export.state, ExportFailed):
                self.message = ""
                session.report(export.state.error)
            else:
                self.message = Message("Written: {file}", file=export.target)
        return bool(ended)


def longest_side(take: Take | None) -> int:
    """Return how long pictures are on their longest side, in pixels: as long as the document."""
    size = LayerTarget.of_take(take).size if take is not None else (0, 0)
    return min(SIDES[1], max(SIDES[0], *size)) if any(size) else SIDE


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
    connect_value(dialog.fileSelected, lambda path: on_path(Path(path)))
    dialog.open()
    return dialog


def ask_folder(parent: QtWidgets.QWidget, on_path: Callable[[Path], None]) -> QtWidgets.QFileDialog:
    """Ask for a folder, without an event loop of its own; `on_path` gets it."""
    dialog = QtWidgets.QFileDialog(parent, tr("A folder for the SVGs"))
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
