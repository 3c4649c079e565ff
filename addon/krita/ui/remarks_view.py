# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist should know of the newest result, until it is dismissed."""

from __future__ import annotations

from functools import partial

from ...client.jobs.remarks import is_seen, remarks_of_take
from ..jobs.session import session
from ..qt import QtWidgets
from ..translation import tr
from .widgets import MessageBox, clear, column


class RemarksView(QtWidgets.QWidget):
    """A message for the newest take of the document in front, where there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self)
        self._shown: tuple[str, tuple[str, ...]] = ("", ())

    def refresh(self) -> None:
        """Show the remarks on the newest take."""
        done = (
            take
            for take in session.takes()
            if take.request.task == "animate" and not take.is_dismissed(session.document.path)
        )
        take = next(done, None)
        remarks = remarks_of_take(take) if take is not None and not is_seen(take) else ()
        shown = (take.job if take is not None and remarks else "", remarks)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._layout)
        if take is not None and remarks:
            text = "\n".join(tr(remark) for remark in remarks)
            close = partial(session.remarks_seen, take.job)
            self._layout.addWidget(MessageBox(take.name, text, close))
