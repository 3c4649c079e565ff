# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations for all hosts: one table a language, English text or template -> translation.

Plain data; looking up and filling in are the hosts'.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import german

#: Code of the language (ISO 639-1) -> its table.
TABLES: Mapping[str, Mapping[str, str]] = {"de": german.TABLE}


def table_of(locale: str) -> Mapping[str, str]:
    """Return the table for a locale like "de_AT" or "de"; an empty one for English and others."""
    return TABLES.get(locale.replace("-", "_").partition("_")[0].lower(), {})
