# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations: one table a language, English text or template -> translation.

Plain data; looking up and filling in are `translation`'s.
"""

from __future__ import annotations

from . import german

#: Blender's name of the language -> its table.
TABLES: dict[str, dict[str, str]] = {"de_DE": german.TABLE, "de": german.TABLE}
