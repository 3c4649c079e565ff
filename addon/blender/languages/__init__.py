# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations: one table a language, English text or template -> translation.

Plain data; looking up and filling in are `translation`'s.
"""

from __future__ import annotations

from . import german
from .german import names

#: Blender's name of the language -> its table.
TABLES: dict[str, dict[str, str]] = {"de_DE": german.TABLE, "de": german.TABLE}
#: Blender's name of the language -> its names of body parts and actions.
NAMES: dict[str, dict[str, str]] = {"de_DE": names.TABLE, "de": names.TABLE}
