# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the artist pauses, so that a result doesn't arrive in the middle of a stroke."""

from __future__ import annotations

from ..qt import Qt, QtWidgets


def is_idle() -> bool:
    """Return whether no button or pen is down, and no dialog or menu is open."""
    application = QtWidgets.QApplication
    return (
        application.mouseButtons() == Qt.MouseButton.NoButton
        and application.activeModalWidget() is None
        and application.activePopupWidget() is None
    )
