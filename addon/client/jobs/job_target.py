# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job is for: the drawing it was given, and the document that is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from ...contract.strict_json import JSON
from .takes import BATCH, ROOT, HostNote, Take


@dataclass(frozen=True)
class JobTarget:
    """The drawing that a job was given for. Each host adds what only it knows.

    Names and numbers only: an undo, or another file, frees what a reference would point to.

    Attributes:
        object_name: The drawn object or layer, as people call it.
        object_id: The host's own id of it; "" where it isn't known.
        document: The file of its document; "" while that has none.
        root: The host's id of the open document; "" in a host that has one document at a time.
        batch: The batch of seeds that the job is one of; "" for none. The artist picks from a
            batch, so its results are not applied by themselves.
        seed: The seed of a job in a batch.
        remark: What the user should know of the result; "" for nothing.
    """

    object_name: str
    object_id: str = ""
    document: str = ""
    root: str = ""
    batch: str = ""
    seed: int = 0
    remark: str = ""

    def extra(self) -> dict[str, JSON]:
        """Return what the job's note keeps besides the fields that every note has."""
        values: dict[str, JSON] = {}
        if self.root:
            values[ROOT] = self.root
        if self.batch:
            values[BATCH] = self.batch
        return values

    def note(self, host: str, session: str) -> HostNote:
        """Return the note by which a later run of the host finds the job again."""
        return HostNote(
            host=host.lower(),
            document=self.document,
            session=session,
            object_name=self.object_name,
            object_id=self.object_id,
            extra=self.extra(),
        )

    def is_same_drawing(self, other: JobTarget) -> bool:
        """Return whether both are of one drawn object."""
        return self.object_id == other.object_id


#: A host's own kind of target.
TargetT = TypeVar("TargetT", bound=JobTarget)


def root_of(take: Take) -> str:
    """Return the host's id of the document a take was made in; "" where there is none."""
    return str(take.note.extra.get(ROOT, ""))
