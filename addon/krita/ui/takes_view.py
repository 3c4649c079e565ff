# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The takes: every result of the document with its settings; to show, name, export or delete."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ...client.jobs import takes
from ...client.jobs.remarks import remarks_of_take
from ...client.jobs.result_lines import result_lines
from ...client.jobs.takes import Take
from ...client.setup.movies import movies_part
from ...client.setup.states import megabytes
from ...contract.errors import BadInput
from ...contract.export_formats import FORMATS, ExportFormat
from ...contract.messages import Message
from ...contract.request import Request
from ..capture.document import active_document, find_node
from ..jobs.idle import check_playhead
from ..jobs.session import host, session
from ..panel_settings import shared
from ..qt import Qt, QtCore, QtGui, QtWidgets
from ..translation import tr
from . import exports
from .guard import connect, connect_press, press
from .preview import Thumbnail, newest_picture
from .take_forms import ChangePart, Retime
from .widgets import clear, column, connect_menu, lines, tool

if TYPE_CHECKING:
    pass

MOST = 12  # takes in the list: the newest


class TakesView(QtWidgets.QWidget):
    """The list of takes.

    `use` puts a take's settings, or only its prompt, into the docker; `keep` saves them.
    """

    def __init__(
        self, use: Callable[[Request, bool], None], keep: Callable[[Request], None]
    ) -> None:
        super().__init__()
        self._use = use
        self._keep = keep
        self._rows: dict[str, tuple[object, QtWidgets.QWidget]] = {}  # by job: what the row shows
        self._layout = column(self)
        self._message = lines()
        self._layout.addWidget(self._message)  # above the takes: the docker is low
        self._list = column()
        self._layout.addLayout(self._list)
        self._none = lines("Results of this document will be listed here.", faint=True)
        self._layout.addWidget(self._none)
        self._form = column()  # of Change a Part and of Retime
        self._layout.insertLayout(0, self._form)
        self._shown: list[Take] = []
        self._dialog: QtWidgets.QFileDialog | None = None

    def refresh(self) -> None:
        """Build the rows anew where anything changed."""
        self._message.setText(tr(exports.exports.message))
        self._message.setVisible(bool(exports.exports.message))
        found = [take for take in session.takes() if _is_listed(take)][:MOST]
        self._none.setVisible(not found)
        self._shown = found
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
        """Build a row: the thumbnail, the name, its settings and remarks, the eye, the menu."""
        whole = QtWidgets.QWidget()
        name = _Name(take)
        open_menu = partial(self._open_menu, take, name)
        whole.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        connect(whole.customContextMenuRequested, open_menu)
        layout = QtWidgets.QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        moving = Thumbnail("Show this take, or put it on the timeline")
        moving.show_picture(newest_picture(take.folder))
        connect_press(moving.clicked, partial(self._press, take))
        layout.addWidget(moving, 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(lines(_settings_of(take), faint=True))
        for remark in remarks_of_take(take):
            words.addWidget(lines(Message("⚠ {remark}", remark=remark)))
        words.addStretch(1)
        layout.addLayout(words, 1)
        buttons = column()
        buttons.addWidget(self._main_button(take, seen))
        buttons.addWidget(tool("⋯", open_menu, "More"))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        return whole

    def _main_button(self, take: Take, seen: bool | None) -> QtWidgets.QToolButton:
        if seen is None:
            waits = take.status in ("interrupted", "new")
            text, tip = ("Resume", "Go on") if waits else ("Apply", "Put this on the timeline")
            return tool(text, partial(self._press, take), tip)
        tip = "Show the drawing instead" if seen else "Show this take alone"
        icon = "visible" if seen else "novisible"
        return tool("", partial(self._turn, take, not seen), tip, icon)

    def _press(self, take: Take) -> None:
        """Show a take that has a layer, put one on the timeline that has none, or resume it."""
        if host.result_of(take) is not None and _is_seen(take) is not None:
            self._turn(take, True)
        elif take.status in ("interrupted", "new"):
            session.resume(take.job)
        else:
            session.open_take(take.job)

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
        connect_menu(menu, "Use This Prompt", partial(self._use, take.request, True))
        connect_menu(menu, "Use These Settings", partial(self._use, take.request, False))
        connect_menu(menu, "Save as Preset", partial(self._keep, shared(take.request)))
        menu.addSeparator()
        connect_menu(menu, "Rename", name.begin)
        if take.status == "done":
            if take.request.path == "vector":
                connect_menu(menu, "Change a Part…", partial(self._open_form, take, ChangePart))
            connect_menu(menu, "Retime…", partial(self._open_form, take, Retime))
            self._add_exports(menu.addMenu(tr("Export")), take)
        connect_menu(menu, "Show Folder", partial(_show_folder, take.folder))
        menu.addSeparator()
        connect_menu(menu, "Delete", partial(self._delete, take))
        menu.popup(self.cursor().pos())  # not exec: no event loop of its own

    def _add_exports(self, menu: QtWidgets.QMenu, take: Take) -> None:
        movies = movies_part(session.new_setup().setup)
        for one in FORMATS:
            offered = movies.is_here or not one.needs_movies
            if offered and (take.request.path == "vector" or not one.needs_strokes):
                text = Message("{format}…", format=Message(one.label))
                connect_menu(menu, text, partial(self._export, take, one))
        if take.request.path == "vector":
            connect_menu(menu, "SVG of Every Drawing…", partial(self._strokes, take))
        if not movies.is_here:
            size = megabytes(movies.bytes)
            text = Message(
                "Add Movies: MP4, WebM, MOV ({size}, {licence})", size=size, licence=movies.license
            )
            connect_menu(menu, text, exports.exports.add_movies)

    def export_menu(self) -> None:
        """Open the menu of exports of the newest take that is done. Raises BadInput."""
        take = next((take for take in self._shown if take.status == "done"), None)
        if take is None:
            raise BadInput("There is nothing to export.", hint="Animate a drawing first.")
        menu = QtWidgets.QMenu(self)
        self._add_exports(menu, take)
        menu.popup(self.cursor().pos())

    def step(self, by: int) -> None:
        """Show the next older (1) or newer (-1) take that has a layer."""
        there = [take for take in self._shown if _is_seen(take) is not None]
        if there:
            now = next((k for k, take in enumerate(there) if _is_seen(take)), -1 if by > 0 else 0)
            self._turn(there[(now + by) % len(there)], True)

    def _open_form(self, take: Take, kind: type[ChangePart] | type[Retime]) -> None:
        clear(self._form)
        self._form.addWidget(kind(take, lambda: clear(self._form)))

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
        """Delete the layer and show the original, if the take is what is seen.

        The job's folder stays, but isn't listed.
        """
        document = active_document()
        result = host.result_of(take)
        if document is not None and result is not None:
            check_playhead(result.root)
            if _is_seen(take):
                host.results.show_original(document, result)
            host.results.remove(document, take.job, result.root)
        session.dismiss(take.job)


class _Name(QtWidgets.QLineEdit):
    """The name of a take; it is a label until it is renamed."""

    def __init__(self, take: Take) -> None:
        super().__init__(take.name)
        self._take = take
        self.setReadOnly(True)
        self.setFrame(False)
        self.setCursorPosition(0)
        told = [take.prompt, *result_lines(take.info)]
        self.setToolTip("\n".join(tr(text) for text in told))
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
            press(partial(_rename_layer, take, name))


def _rename_layer(take: Take, name: str) -> None:
    document, result = active_document(), host.result_of(take)
    node = find_node(document, result.layer_id) if document and result else None
    if node is not None:
        node.setName(name)


def _settings_of(take: Take) -> str:
    """Return seed, frames and quality."""
    request = take.request
    how = {"draft": "Draft", "standard": "Standard", "full": "Full"}[request.quality]
    return Message(
        "Seed {seed}, {frames} frames, {how}",
        seed=request.seed,
        frames=request.frames,
        how=Message("Redraw") if request.path == "raster" else Message(how),
    )


def _show_folder(folder: Path) -> None:
    QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(folder)))


def _is_listed(take: Take) -> bool:
    """Return whether a take is a result, or a job that waits for the user."""
    if take.is_dismissed(session.document.path) or take.request.task != "animate":
        return False
    running = session.client is not None and take.job in session.client.jobs
    return not running and take.status in ("done", "interrupted", "new")


def _is_seen(take: Take) -> bool | None:
    """Return whether the take's layer is visible; None when it has none in this document."""
    result = host.result_of(take)
    return host.results.seen.get(result.layer_id) if result is not None else None
