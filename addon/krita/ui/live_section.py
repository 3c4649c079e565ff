# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The live preview: the moving drawing, its bones, and the beats that were read in the sentence."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ...client.jobs.edited_beats import replaced, span, swapped, title
from ...contract.beats import BeatReading, SentenceBeat
from ...contract.messages import Message
from ..jobs.live_drawing import LiveDrawing
from ..panel_settings import PanelSettings
from ..qt import QtWidgets
from ..translation import tr
from .drawing_stage import DrawingStage
from .guard import connect
from .inputs import NARROWEST, NumberBox
from .widgets import button, clear, column, lines, tool
from .wrapping_row import wrapping_row

MOST_FRAMES = 480  # of a beat


class LiveSection(QtWidgets.QWidget):
    """The stage, the switch for bones, and a row for each beat."""

    def __init__(self, live: LiveDrawing) -> None:
        super().__init__()
        self._live = live
        self.settings = PanelSettings()
        layout = column(self)
        self._empty = lines("Write a sentence: the drawing moves here.", faint=True)
        layout.addWidget(self._empty)
        self.stage = DrawingStage(live)
        layout.addWidget(self.stage)
        self._bones = QtWidgets.QCheckBox(tr("Bones"))
        self._bones.setToolTip(tr("Show the bones. Drag a joint that is in the wrong place"))
        connect(self._bones.toggled, lambda: live.show_bones(self._bones.isChecked()))
        self._reset = button("Reset Joints", live.forget_joints, "Let the engine find them again")
        layout.addWidget(wrapping_row(self._bones, self._reset))
        self._note = lines()
        layout.addWidget(self._note)
        self._beats = column()
        layout.addLayout(self._beats)
        self._again = button(
            "Read Again", lambda: live.edit_beats(None), "Forget your changes of the beats"
        )
        layout.addWidget(self._again)
        self._shown: tuple[object, ...] = ()
        live.listeners.append(self.refresh)
        self.refresh()

    def show_bones(self) -> None:
        """Show the bones, or hide them."""
        self._bones.setChecked(not self._bones.isChecked())

    def refresh(self) -> None:
        """Show the beats and what there is to say."""
        live, why = self._live, self._live.why
        self._empty.setVisible(live.strokes is None and why is None)
        self._reset.setVisible(live.wants_bones and live.has_corrections)
        said: list[str] = [why.message, why.hint] if why is not None else []
        if live.wants_bones and live.bones is None and why is None:
            said = ["Looking for bones"]
        self._note.setText("\n".join(tr(text) for text in said if text))
        self._note.setVisible(bool(said))
        self._again.setVisible(live.is_edited)
        reading = live.reading
        if (reading, live.is_edited) != self._shown:
            self._shown = (reading, live.is_edited)
            self._fill(reading)

    def _fill(self, reading: BeatReading) -> None:
        clear(self._beats)
        if reading.beats:
            self._beats.addWidget(self._table(reading))

    def _table(self, reading: BeatReading) -> QtWidgets.QWidget:
        """Build the rows of the beats under their heads; each one who does something is named."""
        whole = QtWidgets.QWidget()
        grid = QtWidgets.QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(3)
        grid.setColumnStretch(0, 1)
        for place, head in enumerate((lines("What"), lines("Start"), lines("Frames"))):
            head.setEnabled(False)
            head.setWordWrap(False)
            grid.addWidget(head, 0, place)
        is_alone, named = len({beat.who for beat in reading.beats}) <= 1, ""
        for index, beat in enumerate(reading.beats):
            if not is_alone and beat.who != named:
                named = beat.who
                who = lines(Message("{who}", who=named))
                grid.addWidget(who, grid.rowCount(), 0, 1, grid.columnCount())
            below = grid.rowCount()
            for place, item in enumerate(self._row(reading, index, beat, is_alone=is_alone)):
                grid.addWidget(item, below, place)
        return whole

    def _row(
        self, reading: BeatReading, index: int, beat: SentenceBeat, *, is_alone: bool
    ) -> list[QtWidgets.QWidget]:
        """Build what stands in a row: what is done, when it begins, how long it takes, buttons."""
        action = QtWidgets.QLineEdit(beat.action.replace("_", " "))
        action.setToolTip(tr(title(beat, is_alone=is_alone)))
        action.setMinimumWidth(NARROWEST)
        action.setCursorPosition(0)
        connect(action.editingFinished, lambda: self._change(index, replaced(beat, action.text())))
        first, last = span(beat, 0, max(1, beat.start + beat.frames))
        start = _frames(0, first, "The frame it begins at")
        length = _frames(1, last - first + 1, "How many frames it takes")
        connect(
            start.editingFinished, lambda: self._change(index, replace(beat, start=start.value()))
        )
        connect(
            length.editingFinished,
            lambda: self._change(index, replace(beat, frames=length.value())),
        )
        remove = tool("✕", partial(self._remove, index), "Leave this out")
        parts: list[QtWidgets.QWidget] = [action, start, length, remove]
        if index + 1 < len(reading.beats):
            swap = partial(self._swap, index)
            parts.append(tool("⇅", swap, "Swap with the next beat"))
        return parts

    def _change(self, index: int, beat: SentenceBeat) -> None:
        beats = list(self._live.reading.beats)
        if index < len(beats) and beats[index] != beat:
            beats[index] = beat
            self._live.edit_beats(beats)

    def _swap(self, index: int) -> None:
        self._live.edit_beats(swapped(self._live.reading.beats, index))

    def _remove(self, index: int) -> None:
        beats = list(self._live.reading.beats)
        del beats[index]
        self._live.edit_beats(beats)


def _frames(lowest: int, value: int, tip: str) -> NumberBox:
    """Make a field for a number of frames, without arrows: several stand side by side."""
    box = NumberBox(lowest, MOST_FRAMES, tip)
    box.setButtonSymbols(QtWidgets.QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.setMinimumWidth(0)
    box.setValue(value)
    return box
