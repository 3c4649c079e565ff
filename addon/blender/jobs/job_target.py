# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn object that a job was given for, and finding it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy

from ...client.jobs.job_target import JobTarget
from ...client.jobs.takes import Take
from ...contract.drawing import Drawing
from ...contract.errors import BadInput


@dataclass(frozen=True)
class ObjectTarget(JobTarget):
    """An object of the open file, found by its `session_uid`, else by its name.

    Attributes:
        drawing: What was captured of it; None for a job that was found on disk.
    """

    drawing: Drawing | None = None

    @classmethod
    def of_take(cls, take: Take) -> ObjectTarget:
        """Return the target of a job that was found on disk."""
        name, batch = take.note.object_name, take.batch
        return cls(name, document=take.note.document, batch=batch, seed=take.request.seed)

    @property
    def uid(self) -> int:
        """The object's `session_uid` in this run of Blender; 0 where it isn't known."""
        return int(self.object_id or 0)

    def is_same_drawing(self, other: JobTarget) -> bool:
        """Return whether both are of one object, by its name: a uid is of one run alone."""
        return self.object_name == other.object_name


def find_object(target: ObjectTarget) -> Any:
    """Return the drawn object, also after it was renamed; None when it is gone."""
    for item in bpy.data.objects:
        if target.uid and item.session_uid == target.uid:
            return item if item.users_scene else None
    named = bpy.data.objects.get(target.object_name)
    return named if named is not None and named.users_scene else None


def needed_object(target: ObjectTarget) -> Any:
    """Return the drawn object. Raises BadInput when it is gone."""
    item = find_object(target)
    if item is None:
        raise BadInput(
            "{name} is not in this file any more.",
            name=target.object_name,
            hint="The result is kept. Undo, and apply it from the list.",
        )
    return item
