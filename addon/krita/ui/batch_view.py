# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results that wait to be chosen: moving thumbnails side by side; a click imports one."""

from __future__ import annotations

from pathlib import Path

from ...client.jobs import phase_names
from ...client.jobs.states import Delivered, Finished, JobState, Running, Waiting
from ...contract.messages import Message
from ..jobs.job_title import shortened
from ..jobs.session import session
from ..qt import Qt, QtWidgets
from ..translation import tr
from .guard import connect_press
from .preview import Preview, newest_picture
from .widgets import button, clear, column, lines, row, tool

NARROW = 118  # pixels that a thumbnail needs in its width
TILE_HEIGHT, ALONE_HEIGHT = 78, 140
DONE = (Finished, Delivered)


class BatchView(QtWidgets.QWidget):
    """The batches of the document in front, a grid of tiles each."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._grids: dict[str, _Grid] = {}

    def refresh(self) -> None:
        """Show the batches as they stand."""
        jobs = session.jobs()
        batches = {
            batch: members
            for batch, members in session.batch_jobs().items()
            if _root(members[0]) == session.document.root
        }
        for batch in [batch for batch in self._grids if batch not in batches]:
            grid = self._grids.pop(batch)
            self._layout.removeWidget(grid)
            grid.hide()
            grid.deleteLater()
        for batch, members in batches.items():
            if batch not in self._grids:
                self._grids[batch] = _Grid()
                self._layout.addWidget(self._grids[batch])
            self._grids[batch].show_jobs({job: jobs[job] for job in members})


class _Grid(QtWidgets.QWidget):
    """The tiles of one batch below a line that says what it is."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self._jobs: tuple[str, ...] = ()
        self._columns = 0
        self._title = lines()
        close = tool("✕", self._close, "Import no more of these. They stay in the list of takes")
        layout.addWidget(row(self._title, close))
        self._grid = QtWidgets.QGridLayout()
        self._grid.setSpacing(4)
        layout.addLayout(self._grid)
        self._tiles: dict[str, _Tile] = {}

    def show_jobs(self, states: dict[str, JobState]) -> None:
        """Show the jobs of the batch as they stand."""
        jobs, columns = tuple(states), max(1, min(len(states), self.width() // NARROW))
        if (jobs, columns) != (self._jobs, self._columns):
            clear(self._grid)
            self._tiles = {job: _Tile(job, alone=len(jobs) == 1) for job in jobs}
            self._jobs, self._columns = jobs, columns
            for index, tile in enumerate(self._tiles.values()):
                self._grid.addWidget(tile, index // columns, index % columns)
        target = session.target(jobs[0])
        prompt = shortened(target.prompt) if target is not None else ""
        title = Message("Click one to import it")
        if not any(isinstance(state, DONE) for state in states.values()):
            title = Message("“{prompt}”, in {count} ways", prompt=prompt, count=len(jobs))
        self._title.setText(tr(title))
        self._title.setToolTip(prompt)
        for job, state in states.items():
            self._tiles[job].show_state(state)

    def _close(self) -> None:
        session.keep_batch(self._jobs)


class _Tile(QtWidgets.QWidget):
    """A thumbnail and the seed below it."""

    def __init__(self, job: str, *, alone: bool) -> None:
        super().__init__()
        self._job = job
        self._is_done = False
        layout = column(self)
        layout.setSpacing(1)
        self._preview = Preview()
        self._preview.setFixedHeight(ALONE_HEIGHT if alone else TILE_HEIGHT)
        self._preview.setCursor(Qt.CursorShape.PointingHandCursor)
        connect_press(self._preview.clicked, self._choose)
        layout.addWidget(self._preview)
        self._label = button("", self._choose, "Put this on the timeline")
        self._label.setFlat(not alone)
        layout.addWidget(self._label)
        self._alone = alone
        self._picture: Path | None = None

    def show_state(self, state: JobState) -> None:
        """Show how far the job is, and its newest preview."""
        target, client = session.target(self._job), session.client
        seed = Message("Seed {seed}", seed=target.seed if target is not None else 0)
        was_done, self._is_done = self._is_done, isinstance(state, DONE)
        if isinstance(state, Running):
            self._picture = state.preview or self._picture
        elif self._is_done and not was_done and client is not None:
            self._picture = newest_picture(client.folder(self._job)) or self._picture
        self._preview.show_picture(self._picture)
        text = tr("Put on the Timeline") if self._alone and self._is_done else tr(seed)
        if isinstance(state, Running):
            text = f"{text}: {round(100 * phase_names.fraction(state))} %"
        elif not isinstance(state, (*DONE, Waiting)):
            text = f"{text}: {tr(phase_names.trouble(state)[0])}"
        self._label.setText(text)
        self._label.setEnabled(self._is_done)

    def _choose(self) -> None:
        if self._is_done:
            session.choose(self._job)


def _root(job: str) -> str:
    target = session.target(job)
    return target.root if target is not None else ""
