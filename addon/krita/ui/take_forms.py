# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms about one take: another motion for a part of it, and another timing."""

from __future__ import annotations

import random
from collections.abc import Callable

from ...client.jobs.takes import Take
from ...client.jobs.timing import Easing
from ...contract.errors import BadInput
from ...contract.messages import Message
from ..jobs.change_part import part_patch, parts_of
from ..jobs.job_target import LayerTarget
from ..jobs.retime import retime
from ..jobs.session import host, session
from ..qt import QtWidgets
from ..translation import tr
from .inputs import ChoiceBox, DecimalBox, NumberBox
from .motion_view import HOLDS, LARGEST_SEED
from .widgets import button, form, lines
from .wrapping_row import wrapping_row


class _Form(QtWidgets.QFrame):
    """A frame with a heading, fields, and two buttons. `close` takes it away."""

    def __init__(self, heading: str, take: Take, close: Callable[[], object]) -> None:
        super().__init__()
        self.setFrameShape(QtWidgets.QFrame.Shape.StyledPanel)
        self.take = take
        self.close_form = close
        self.fields = form(self)
        self.fields.setContentsMargins(6, 6, 6, 6)
        self.fields.addRow(lines(Message("{heading}: {take}", heading=heading, take=take.name)))

    def end_with(self, text: str, work: Callable[[], None]) -> None:
        """Add the button that does the work, and Cancel."""

        def do() -> None:
            work()
            self.close_form()

        self.fields.addRow(wrapping_row(button(text, do), button("Cancel", self.close_form)))


class ChangePart(_Form):
    """Gives one object, or some frames, another motion; the rest stays."""

    def __init__(self, take: Take, close: Callable[[], object]) -> None:
        super().__init__(Message("Change a Part"), take, close)
        request, self._parts = take.request, parts_of(take)
        self._start = LayerTarget.of_take(take).start
        self._prompt = QtWidgets.QLineEdit(request.prompt)
        self._prompt.setToolTip(tr("What should happen there instead"))
        self._part = ChoiceBox("The object that moves anew")
        self._part.addItem(tr("Everything"), "")
        for name in self._parts:
            self._part.addItem(name, name)
        last = self._start + request.frames - 1
        self._first = NumberBox(self._start, last, "The first frame that is made anew")
        self._last = NumberBox(self._start, last, "The last frame that is made anew")
        self._first.setValue(self._start)
        self._last.setValue(last)
        self._seed = NumberBox(0, LARGEST_SEED, "Another number gives another motion")
        self._seed.setValue(random.randrange(1, 100_000))
        self.fields.addRow(tr("Prompt"), self._prompt)
        if len(self._parts) > 1:
            self.fields.addRow(tr("Object"), self._part)
        self.fields.addRow(tr("From"), self._first)
        self.fields.addRow(tr("To"), self._last)
        self.fields.addRow(tr("Seed"), self._seed)
        self.end_with("Change", self._change)

    def _change(self) -> None:
        request, seed = self.take.request, self._seed.value()
        words = self._prompt.text().strip() or request.prompt
        if (words, seed) == (request.prompt, request.seed):
            raise BadInput(
                "Nothing would change: it is the same sentence and the same seed.",
                hint="Say what should happen there, or give another seed.",
            )
        patch = part_patch(
            self.take,
            part=self._part.currentData(),
            first=self._first.value() - self._start,
            last=self._last.value() - self._start,
        )
        patch.update(prompt=words, seed=seed)
        target = host.target_of(self.take)
        session.redo(self.take.job, patch, target)


class Retime(_Form):
    """Shows the pictures of a take in another timing, as a layer of its own."""

    def __init__(self, take: Take, close: Callable[[], object]) -> None:
        super().__init__(Message("Retime"), take, close)
        self._hold = ChoiceBox("How long each drawing is held")
        for value, name in HOLDS:
            self._hold.addItem(tr(name), value)
        self._hold.setCurrentIndex(max(0, self._hold.findData(take.request.hold)))
        self._out = DecimalBox(0.0, 1.0, "How slowly the motion begins")
        self._into = DecimalBox(0.0, 1.0, "How slowly the motion ends")
        self.fields.addRow(tr("On"), self._hold)
        self.fields.addRow(tr("Slow Out"), self._out)
        self.fields.addRow(tr("Slow In"), self._into)
        self.end_with("Retime", self._retime)

    def _retime(self) -> None:
        easing = Easing(round(self._out.value(), 3), round(self._into.value(), 3))
        retime(self.take, self._hold.currentData(), easing)
