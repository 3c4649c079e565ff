# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the artist pauses, so that a result doesn't arrive in the middle of a stroke.

An export may move the playhead through the frames of a document; nothing is captured or put there
meanwhile.
"""

from __future__ import annotations

from ...contract.errors import BadInput
from ..qt import QtWidgets

#: The keys of documents whose playhead is moved by an export.
travels: set[str] = set()


def check_playhead(root: str) -> None:
    """Raise BadInput while an export moves the playhead of the document with this key."""
    if root in travels:
        raise BadInput("An export is going through the frames.", hint="Wait until it is written.")


def is_idle() -> bool:
    """Return whether no button or pen is down, and no dialog or menu is open."""
    application = QtWidgets.QApplication
    return (
        not application.mouseButtons()
        and application.activeModalWidget() is None
        and application.activePopupWidget() is None
    )
