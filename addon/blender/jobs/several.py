# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several selected drawings at once: one sentence, shared out by the names of the drawings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..grease_pencil import versions
from ..host_state import scene_of
from ..objects import object_list
from ..settings import settings_of
from ..write.write_back import original_of

if TYPE_CHECKING:
    from bpy.types import Context, Object

_NUMBER = re.compile(r"\.\d{3,}$")  # what Blender adds to a name that is taken


def drawings(context: Context) -> list[Object]:
    """Return what is animated: the active object and, in Object Mode, others selected with it.

    A result stands for its original, which counts once. Where the sentence names some of several
    drawings, only those and the ones with a sentence of their own are returned.
    """
    active: Any = context.object
    settings = settings_of(scene_of(context))
    found: dict[str, Object] = {}
    selected = getattr(context, "selected_objects", None) or ()
    is_one = active is None or active.mode != "OBJECT" or active not in selected
    for item in () if is_one else (active, *selected):
        source = original_of(item)
        if versions.is_grease_pencil(source) and source.name not in found:
            found[source.name] = item
    if settings.path != "vector" or len(found) < 2:
        return [active]
    named = named_in(settings.prompt, list(found))
    own = {name for name, item in found.items() if _has_sentence(item)}
    if not named:
        return list(found.values())
    return [item for name, item in found.items() if name in own or name in named]


def named_in(sentence: str, names: Sequence[str]) -> set[str]:
    """Return those of the names of objects that a sentence says, without regard to case."""
    said = f" {_words(sentence)} "
    spoken = {name: _words(_NUMBER.sub("", name)) for name in names}
    return {name for name, words in spoken.items() if words and f" {words} " in said}


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _has_sentence(item: Object) -> bool:
    entries = object_list.of(original_of(item))
    return any(entry.prompt.strip() and not entry.locked for entry in entries)
