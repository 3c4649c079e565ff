# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Qt 5 or Qt 6: the only place that chooses, by Krita's version and not by what can be imported.

On Krita 5 nothing stops a plugin from loading the wrong Qt beside Krita's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krita import Krita

# Types are those of Qt 5, which the plugin uses in the ways that both have.
if TYPE_CHECKING or int(Krita.instance().version().split(".")[0]) < 6:
    from PyQt5 import QtCore, QtGui, QtWidgets, sip
    from PyQt5.QtWidgets import QAction
else:
    from PyQt6 import QtCore, QtGui, QtWidgets, sip
    from PyQt6.QtGui import QAction

Qt = QtCore.Qt

__all__ = ["QAction", "Qt", "QtCore", "QtGui", "QtWidgets", "sip"]
