# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The takes: every result of the document with its settings; to show, name, export or delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.jobs import takes
from ...client.jobs.result_lines import result_lines
from ...client.jobs.takes import DISMISSED, Take
from ...client.setup.movies import movies_part
from ...client.setup.states import megabytes
from ...contract.export_formats import FORMATS, ExportFormat
from ...contract.request import Request
from ..capture.document import active_document, find_node
from ..jobs.session import host, session
from ..panel_settings import shared
from ..qt import QtWidgets
from ..write.results import LayerResult
from . import exports
from .guard import connect
from .widgets import column, connect_menu, lines, tool

if TYPE_CHECKING:
    from krita import Document

MOST = 12  # takes in the list: the newest


class TakesView(QtWidgets.QWidget):
    """The list of takes. `use` puts a take's settings into the docker, `keep` saves them."""

    def __init__(self, use: Callable[[Request], None], keep: Callable[[Request], None]) -> None:
        super().__init__()
        self._use = use
        self._keep = keep
        self._rows: dict[str, tuple[object, QtWidgets.QWidget]] = {}  # by job: what the row shows
        self._layout = column(self)
        self._list = column()
        self._layout.addLayout(self._list)
        self._none = lines("Results of this document will be listed here.", faint=True)
        self._layout.addWidget(self._none)
        self._message = lines(faint=True)
        self._layout.addWidget(self._message)
        self._dialog: QtWidgets.QFileDialog | None = None

    def refresh(self) -> None:
        """Build the rows anew where anything changed."""
        self._message.setText(exports.exports.message)
        self._message.setVisible(bool(exports.exports.message))
        found = [take for take in session.takes() if _is_listed(take)][:MOST]
        self._none.setVisible(not found)
        jobs = [take.job for take in found]
        for job in [job for job in self._rows if job not in jobs]:
            self._remove_row(job)
        for index, take in enumerate(found):
            shown = (take, _is_seen(take))
            if take.job in self._rows and self._rows[take.job][0] == shown:
                continue
            self._remove_row(take.job)
            row = self._row(*shown)
            self._rows[take.job] = (shown, row)
            self._list.insertWidget(index, row)

    def _remove_row(self, job: str) -> None:
        if job in self._rows:
            _, row = self._rows.pop(job)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _row(self, take: Take, seen: bool | None) -> QtWidgets.QWidget:
        """Build a row: the eye, the name, and the menu."""
        whole = QtWidgets.QWidget()
        layout = QtWidgets.QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        if seen is None:
            waits = take.status in ("interrupted", "new")
            work = partial(session.resume if waits else session.open_take, take.job)
            text, tip = ("Resume", "Go on") if waits else ("Apply", "Put this on the timeline")
            layout.addWidget(tool(text, work, tip))
        else:
            tip = "Show the drawing instead" if seen else "Show this take alone"
            icon = "visible" if seen else "novisible"
            layout.addWidget(tool("", partial(self._turn, take, not seen), tip, icon))
        name = _Name(take)
        layout.addWidget(name, 1)
        layout.addWidget(tool("⋯", partial(self._open_menu, take, name), "More"))
        return whole

    def _turn(self, take: Take, seen: bool) -> None:
        """Show the take, or the drawing it came from."""
        document = active_document()
        result = host.result_of(take)
        if document is None or result is None:
            return
        if seen:
            host.results.show_alone(document, result)
        else:
            host.results.show_original(document, result)
        host.poll_soon()

    def _open_menu(self, take: Take, name: _Name) -> None:
        menu = QtWidgets.QMenu(self)
        done = take.status == "done"
        connect_menu(menu, "Use These Settings", partial(self._use, take.request))
        connect_menu(menu, "Rename", name.begin)
        connect_menu(menu, "Save as Preset", partial(self._keep, shared(take.request)))
        if done:
            menu.addSeparator()
            movies = movies_part(session.new_setup().setup)
            for one in FORMATS:
                offered = movies.is_here or not one.needs_movies
                if offered and (take.request.path == "vector" or not one.needs_strokes):
                    connect_menu(menu, f"Export {one.label}…", partial(self._export, take, one))
            if not movies.is_here:
                size = megabytes(movies.bytes)
                text = f"Add Movies: MP4, WebM, MOV ({size}, {movies.license})"
                connect_menu(menu, text, exports.exports.add_movies)
            if take.request.path == "vector":
                connect_menu(menu, "Export SVG of Every Drawing…", partial(self._strokes, take))
        menu.addSeparator()
        connect_menu(menu, "Delete", partial(self._delete, take))
        menu.popup(self.cursor().pos())  # not exec: no event loop of its own

    def _export(self, take: Take, wanted: ExportFormat) -> None:
        def write(path: Path) -> None:
            exports.exports.begin(take.job, path, wanted)
            self.refresh()

        self._dialog = exports.ask_file(self, take.name, wanted, write)

    def _strokes(self, take: Take) -> None:
        def write(folder: Path) -> None:
            exports.exports.begin_strokes(take.job, folder)
            self.refresh()

        self._dialog = exports.ask_folder(self, write)

    def _delete(self, take: Take) -> None:
        """Delete the layer and show the original. The job's folder stays, but isn't listed."""
        document = active_document()
        result = host.result_of(take)
        if document is not None and result is not None:
            host.results.show_original(document, result)
            _remove_layer(document, result)
        session.dismiss(take.job)


class _Name(QtWidgets.QLineEdit):
    """The name of a take; it is a label until it is renamed."""

    def __init__(self, take: Take) -> None:
        super().__init__(take.name)
        self._take = take
        self.setReadOnly(True)
        self.setFrame(False)
        self.setCursorPosition(0)
        path = "strokes" if take.request.path == "vector" else "pictures"
        settings = (f"{take.request.frames} frames, {path}, "
                    f"{take.request.quality}, seed {take.request.seed}")  # fmt: skip
        self.setToolTip("\n".join([take.prompt, settings, *result_lines(take.info)]))
        connect(self.editingFinished, self._end)

    def begin(self) -> None:
        """Let the user write another name."""
        self.setReadOnly(False)
        self.setFrame(True)
        self.setFocus()
        self.selectAll()

    def _end(self) -> None:
        if self.isReadOnly():
            return
        self.setReadOnly(True)
        self.setFrame(False)
        name, take, client = self.text().strip(), self._take, session.client
        if name and name != take.name and client is not None:
            client.do_in_background(lambda: takes.note_extra(take.folder, **{takes.NAME: name}))
            session.look_for_takes()
            document, result = active_document(), host.result_of(take)
            node = find_node(document, result.layer_id) if document and result else None
            if node is not None:
                node.setName(name)


def _is_listed(take: Take) -> bool:
    """Return whether a take is a result, or a job that waits for the user."""
    if DISMISSED in take.note.extra or take.request.task != "animate":
        return False
    running = session.client is not None and take.job in session.client.jobs
    return not running and take.status in ("done", "interrupted", "new")


def _is_seen(take: Take) -> bool | None:
    """Return whether the take's layer is visible; None when it has none in this document."""
    result = host.result_of(take)
    return host.results.seen.get(result.layer_id) if result is not None else None


def _remove_layer(document: Document, result: LayerResult) -> None:
    node = find_node(document, result.layer_id)
    if node is not None:
        node.remove()
