# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing that a result was made from: noted with the result, hidden for it, and brought back.

A pointer of Blender finds it by whatever name it has. Its name alone is in files of version 0.1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

from ...contract.errors import BadInput
from ..grease_pencil import versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bpy.types import Object

# Properties of a result and of its controls.
SOURCE = "sketch_motion_source"  # the name that the original had
ORIGINAL = "sketch_motion_original"  # the original itself
# Property of an original that is hidden for a result.
OWN = "sketch_motion_own_visibility"  # [hide_viewport, hide_render] as the artist has them


def note_original(result: Any, source: Object) -> None:
    """Note with a result, or with a control of it, what it was made from."""
    result[SOURCE], result[ORIGINAL] = source.name, source


def copy_note(result: Any, other: Any) -> None:
    """Note with `other` what `result` was made from."""
    for name in (SOURCE, ORIGINAL):
        if name in result:
            other[name] = result[name]


def source_of(result: Any) -> Object | None:
    """Return what a result or a control was made from; None where that isn't in any scene."""
    source: Any = _noted(result)
    if source is None:
        return None
    scenes: Iterable[Any] = bpy.data.scenes
    found = any(scene.objects.get(source.name) == source for scene in scenes)
    return source if found or source.users_scene else None  # else only the pointer keeps it


def source_name_of(result: Any) -> str:
    """Return the name of what a result was made from; "" where there is none."""
    source = _noted(result)
    return source.name if source is not None else str(result.get(SOURCE, ""))


def is_made_from(result: Any, source: Object) -> bool:
    """Return whether an object or a strip is a result of `source`, or a control of one."""
    return (SOURCE in result or ORIGINAL in result) and _noted(result) == source


def results_of(source: Object) -> list[Any]:
    """Return the results of a drawing, objects and strips, and their controls."""
    items: tuple[Any, ...] = (*bpy.data.objects, *versions.all_strips())
    return [item for item in items if is_made_from(item, source)]


def hide_original(source: Object, shown: Sequence[Any]) -> None:
    """Hide an original while a result of it is shown; how it was itself is noted with it.

    shown: the result and its controls. Where an earlier one was seen already, nothing is noted.
    """
    item: Any = source
    earlier = [result for result in results_of(source) if result not in shown]
    if OWN not in item and not any(_is_seen(result) for result in earlier):
        hidden = earlier and source.hide_viewport  # for one of them, by an earlier version
        item[OWN] = [0, 0] if hidden else [int(source.hide_viewport), int(source.hide_render)]
    source.hide_viewport = source.hide_render = True


def bring_back(source: Object) -> None:
    """Show an original as it was before it was hidden for a result."""
    item: Any = source
    source.hide_viewport, source.hide_render = (bool(each) for each in item.get(OWN, (0, 0)))
    forget_hiding(source)


def forget_hiding(item: Any) -> None:
    """Remove the note of how an object was before it was hidden, as from a copy of it."""
    if OWN in item:
        del item[OWN]


def link_beside(item: Object, source: Object) -> None:
    """Link a result into the collections of its original, or into its scene's own collection.

    A drawing that was made local can be in a collection that is still overridden.
    """
    collections: Any = source.users_collection
    scenes: Any = source.users_scene
    own = [each for each in collections if each.library is None and each.override_library is None]
    for collection in own or [scenes[0].collection]:
        collection.objects.link(item)


def check_can_be_copied(source: Object | None) -> None:
    """Check that a result can be put beside a drawing, which is hidden for it. Raises BadInput."""
    if source is None or (source.library is None and source.override_library is None):
        return
    raise BadInput(
        "{name} is linked from another file.",
        name=source.name,
        hint="Append it instead, or make it local: Object > Relations > Make Local > All.",
    )


def _noted(result: Any) -> Object | None:
    """Return what a result was made from, wherever it is."""
    if ORIGINAL in result:
        source: Object | None = result[ORIGINAL]
        return source
    name = result.get(SOURCE, "")
    return bpy.data.objects.get(name) if name else None


def _is_seen(result: Any) -> bool:
    return not (result.hide_viewport if isinstance(result, bpy.types.Object) else result.mute)
