# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the panel in the user's language, by Blender's own translation system.

The source language is English; `languages/` holds a table for each other: English text -> its own.
Blender looks up labels, names and tooltips by itself. What is put together here or shown in
wrapped lines goes through `tr`:

    tr("{count} strokes").format(count=12)

What the client and the engine say arrives put together: `tr` finds the template that it was made
of, and fills in what it was filled with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from string import Formatter

from .languages import COMPOSED, TABLES

CONTEXTS = ("*", "Operator")  # labels and tooltips; the labels of buttons

_translate: list[Callable[[str], str]] = []  # Blender's, while the add-on is registered


def tr(text: str) -> str:
    """The text in the language of Blender's interface; itself where there is no translation."""
    if not _translate or not text:
        return text
    said = _translate[-1](text)
    found = taken_apart(text) if said == text else None
    if found is None:
        return said
    template, values = found
    said = _translate[-1](template)
    # A sentence inside another one is a message, too; a name is left as it is.
    filled = {name: tr(v) if v.endswith((".", "!")) else v for name, v in values.items()}
    return text if said == template else said.format(**filled)


@lru_cache(maxsize=256)
def taken_apart(text: str) -> tuple[str, dict[str, str]] | None:
    """The template that a text was made of, and what its fields were filled with."""
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            return template, match.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The templates, those first that leave the least open."""
    ordered = sorted(COMPOSED, key=lambda template: -len(re.sub(r"{.*?}", "", template)))
    return tuple((template, pattern_of(template)) for template in ordered)


def pattern_of(template: str) -> re.Pattern[str]:
    """What a text looks like that was made of a template."""
    parts = [
        re.escape(plain) + (f"(?P<{name}>.+?)" if name else "")
        for plain, name, _, _ in Formatter().parse(template)
    ]
    return re.compile("".join(parts), re.DOTALL)


def blender_tables(
    tables: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[tuple[str, str], str]]:
    """The tables as Blender wants them: locale -> (context, English text) -> translation."""
    return {
        locale: {(context, text): said for context in CONTEXTS for text, said in table.items()}
        for locale, table in tables.items()
    }


def register() -> None:
    import bpy

    bpy.app.translations.register(__name__, blender_tables(TABLES))
    _translate.append(bpy.app.translations.pgettext_iface)


def unregister() -> None:
    import bpy

    _translate.clear()
    bpy.app.translations.unregister(__name__)
