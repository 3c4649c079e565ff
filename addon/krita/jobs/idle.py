# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the artist pauses, so that a result doesn't arrive in the middle of a stroke.

An export may move the playhead through the frames of a document; nothing is captured or put there
meanwhile.
"""

from __future__ import annotations

from ..qt import QtWidgets

#: The keys of documents whose playhead is moved by an export.
travels: set[str] = set()


def is_idle() -> bool:
    """Return whether no button or pen is down, and no dialog or menu is open."""
    application = QtWidgets.QApplication
    return (
        not application.mouseButtons()
        and application.activeModalWidget() is None
        and application.activePopupWidget() is None
    )
