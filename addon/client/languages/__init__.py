# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations for all hosts: one table a language, English text or template -> translation.

Plain data; looking up and filling in are the hosts'.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import chinese, french, german, japanese, portuguese, spanish
from .german import names

#: Code of the language (ISO 639-1) -> its table.
TABLES: Mapping[str, Mapping[str, str]] = {
    "de": german.TABLE,
    "es": spanish.TABLE,
    "fr": french.TABLE,
    "ja": japanese.TABLE,
    "pt": portuguese.TABLE,
    "zh": chinese.TABLE,
}
#: Code of the language -> its names of body parts and actions.
NAMES: Mapping[str, Mapping[str, str]] = {"de": names.TABLE}
#: How much of the docker in Krita each table has at least. A table of 1.0 has every text of every
#: host; the others wait for a native speaker to review and complete them.
CLAIMS = {"de": 1.0, "es": 0.98, "fr": 0.98, "ja": 0.98, "pt": 0.98, "zh": 0.98}
COMPLETE = tuple(code for code, share in CLAIMS.items() if share == 1.0)


def table_of(locale: str) -> Mapping[str, str]:
    """Return the table for a locale like "de_AT" or "de"; an empty one for English and others."""
    return TABLES.get(locale.replace("-", "_").partition("_")[0].lower(), {})
