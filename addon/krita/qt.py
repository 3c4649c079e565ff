# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that decides between Qt 5 and Qt 6: by Krita's version, not by what is found.

On Krita 5 nothing stops a plugin from loading the wrong Qt beside Krita's own.
"""

from __future__ import annotations

from krita import Krita

if int(Krita.instance().version().split(".")[0]) >= 6:
    from PyQt6 import QtCore, QtGui, QtWidgets, sip
    from PyQt6.QtGui import QAction
else:
    from PyQt5 import QtCore, QtGui, QtWidgets, sip
    from PyQt5.QtWidgets import QAction

Qt = QtCore.Qt

__all__ = ["QAction", "Qt", "QtCore", "QtGui", "QtWidgets", "sip"]
