# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the docker in the user's language, from the tables that all hosts share.

The source language is English. What is put together is a `Message`, whose template is looked up:

    tr("Cancel All")
    tr(Message("{count} jobs", count=3))
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..client.languages import table_of
from ..contract.messages import translated
from .jobs import settings
from .qt import QtCore

_table: list[Mapping[str, str]] = []  # of the chosen language, once it was looked up


def tr(text: str) -> str:
    """Return the text in the language of the docker, or itself without a translation."""
    if not _table:
        _table.append(table_of(language()))
    table = _table[-1]
    return translated(text, lambda template: table.get(template, template))


def language() -> str:
    """Return the language of the docker: the one that is set, else Krita's."""
    return settings.language() or krita_language()


def krita_language() -> str:
    """Return the language of Krita's interface: Krita puts the one that is set into LANGUAGE."""
    named = os.environ.get("LANGUAGE", "").partition(":")[0]
    return named or (QtCore.QLocale.system().uiLanguages() or ["en"])[0]
