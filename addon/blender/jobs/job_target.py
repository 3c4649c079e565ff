# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job of the open file, and the drawn object it was given for.

Only names and numbers are kept, never references into Blender's data: undo and loading a file free
what they point to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy

from ...client.jobs.takes import Take
from ...contract.drawing import Drawing
from ...contract.errors import BadInput


@dataclass(frozen=True)
class Commission:
    """A job of the open file. `drawing` is None for one that was found on disk."""

    object_name: str
    object_uid: int  # 0: unknown, found by name
    drawing: Drawing | None
    batch: str = ""  # one of a batch of seeds: the artist picks, so it is not applied by itself
    seed: int = 0

    @classmethod
    def of_take(cls, take: Take) -> Commission:
        """What the job's folder says of it."""
        return cls(take.note.object_name, 0, None, take.batch, take.request.seed)


def find_object(commission: Commission) -> Any:
    """The drawn object, also after it was renamed; None when it is gone."""
    for item in bpy.data.objects:
        if commission.object_uid and item.session_uid == commission.object_uid:
            return item if item.users_scene else None
    found = bpy.data.objects.get(commission.object_name)
    return found if found is not None and found.users_scene else None


def needed_object(commission: Commission) -> Any:
    """The drawn object. Raises BadInput when it is gone."""
    found = find_object(commission)
    if found is None:
        raise BadInput(
            "{name} is not in this file any more.",
            name=commission.object_name,
            hint="The result is kept. Undo, and apply it from the list.",
        )
    return found
