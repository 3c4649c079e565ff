# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the panel in the user's language, by Blender's own translation system.

The source language is English; the client's `languages` hold a table for each other language.
Blender looks up labels, names and tooltips by itself. What is put together or shown in wrapped
lines goes through `tr`:

    tr("{count} strokes").format(count=12)
    tr(error.message)

What the client and the engine report has something filled in already; it is a Message, and `tr`
looks up its template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..client.languages import NAMES, TABLES
from ..contract.messages import translated

CONTEXTS = ("*", "Operator")  # labels and tooltips; the labels of buttons
NAMES_CONTEXT = "Sketch Motion"  # names of body parts and actions, which are common words
#: Code of a language -> Blender's names for it, which have changed between its versions.
LOCALES = {
    "de": ("de_DE", "de"),
    "es": ("es",),
    "fr": ("fr_FR", "fr"),
    "ja": ("ja_JP", "ja"),
    "pt": ("pt_PT", "pt_BR", "pt"),
    "zh": ("zh_HANS", "zh_CN"),
}

_translate: list[Callable[[str], str]] = []  # Blender's, while the add-on is registered
_translate_name: list[Callable[[str], str]] = []  # the same, for names


def tr(text: str) -> str:
    """Return the text in the language of Blender's interface, or itself without a translation."""
    return translated(text, _looked_up)


def _looked_up(template: str) -> str:
    """Return Blender's translation of a text; of an empty one it would return a file's header."""
    return _translate[-1](template) if _translate and template else template


def tr_name(name: str) -> str:
    """Return the name of a body part or an action in the user's language, or itself."""
    return _translate_name[-1](name) if _translate_name and name else name


def blender_tables(
    tables: Mapping[str, Mapping[str, str]],
) -> dict[str, dict[tuple[str, str], str]]:
    """Return the tables as Blender wants them: locale -> (context, English text) -> translation.

    tables: language -> English text -> translation.
    """
    return {
        locale: {(context, text): said for context in CONTEXTS for text, said in table.items()}
        for language, table in tables.items()
        for locale in LOCALES.get(language, (language,))
    }


def register() -> None:
    import bpy

    translations: Any = bpy.app.translations
    tables = blender_tables(TABLES)
    for language, names in NAMES.items():
        for locale in LOCALES[language]:
            tables[locale].update({(NAMES_CONTEXT, name): said for name, said in names.items()})
    translations.register(__name__, tables)
    _translate.append(translations.pgettext_iface)
    _translate_name.append(lambda name: str(translations.pgettext_iface(name, NAMES_CONTEXT)))


def unregister() -> None:
    import bpy

    _translate.clear()
    _translate_name.clear()
    bpy.app.translations.unregister(__name__)
