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
from .inputs import NumberBox
from .widgets import button, clear, column, lines, row, tool


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
        layout.addWidget(row(self._bones, self._reset))
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
        live = self._live
        self._empty.setVisible(live.strokes is None)
        self._reset.setVisible(live.wants_bones and live.has_corrections)
        waits = live.wants_bones and live.bones is None
        self._note.setText(tr("Looking for bones") if waits else "")
        self._note.setVisible(waits)
        self._again.setVisible(live.is_edited)
        reading = live.reading
        if (reading, live.is_edited) != self._shown:
            self._shown = (reading, live.is_edited)
            self._fill(reading)

    def _fill(self, reading: BeatReading) -> None:
        clear(self._beats)
        is_alone = len({beat.who for beat in reading.beats}) <= 1
        for index, beat in enumerate(reading.beats):
            self._beats.addWidget(self._row(reading, index, beat, is_alone=is_alone))

    def _row(
        self, reading: BeatReading, index: int, beat: SentenceBeat, *, is_alone: bool
    ) -> QtWidgets.QWidget:
        """Build a row: who does what, when it begins, how long it takes, and its place."""
        action = QtWidgets.QLineEdit(beat.action.replace("_", " "))
        action.setToolTip(tr(title(beat, is_alone=is_alone)))
        connect(action.editingFinished, lambda: self._change(index, replaced(beat, action.text())))
        first, last = span(beat, 0, max(1, beat.start + beat.frames))
        start = NumberBox(0, 480, "The frame it begins at")
        start.setValue(first)
        length = NumberBox(1, 480, "How many frames it takes")
        length.setValue(last - first + 1)
        connect(
            start.editingFinished, lambda: self._change(index, replace(beat, start=start.value()))
        )
        connect(
            length.editingFinished,
            lambda: self._change(index, replace(beat, frames=length.value())),
        )
        parts: list[QtWidgets.QWidget] = [action, start, length]
        if not is_alone:
            action.setPlaceholderText(beat.who)
            parts.insert(1, lines(Message("{who}", who=beat.who)))
        if index + 1 < len(reading.beats):
            parts.append(tool("⇅", partial(self._swap, index), "Swap with the next beat"))
        parts.append(tool("✕", partial(self._remove, index), "Leave this out"))
        return row(*parts)

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
