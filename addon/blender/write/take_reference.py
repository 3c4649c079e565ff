# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which take a job is about, as text and numbers: an undo frees what a pointer would point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...contract.errors import BadInput
from .scene_takes import SceneTake, StripTake, all_takes, take_of_job

TAKE, ITEM, UID = "take", "item", "uid"  # keys in the expert setting `keep`


@dataclass(frozen=True)
class TakeReference:
    """A take. Those that were duplicated in Blender share a job: the object tells them apart.

    Attributes:
        job: that made it.
        item: the name of its object or strip; "" where it wasn't noted.
        uid: the `session_uid` of its object, which stays when it is renamed, in this run of
            Blender; 0 where it isn't known.
    """

    job: str
    item: str = ""
    uid: int = 0

    @classmethod
    def of(cls, take: SceneTake) -> TakeReference:
        """Refer to a take."""
        uid = 0 if isinstance(take, StripTake) else int(take.object.session_uid)
        return cls(take.job, take.object.name, uid)

    @classmethod
    def from_json(cls, values: Mapping[str, object]) -> TakeReference | None:
        """Read what `to_json` has written; None where it names no take."""
        job, item, uid = values.get(TAKE), values.get(ITEM), values.get(UID)
        if not isinstance(job, str):
            return None
        return cls(job, item if isinstance(item, str) else "", uid if isinstance(uid, int) else 0)

    def to_json(self) -> dict[str, object]:
        """Return it for the setting `keep`."""
        return {TAKE: self.job, ITEM: self.item, UID: self.uid}

    def find(self) -> SceneTake | None:
        """Return the take; None where it isn't in the file any more.

        The last one of its job is also taken for it by another name.
        """
        takes = [take for take in all_takes() if take.job == self.job]
        if not self.item:
            return take_of_job(self.job)
        named = [take for take in takes if take.object.name == self.item]
        known = [take for take in takes if self.uid and self.uid == TakeReference.of(take).uid]
        left = takes if len(takes) == 1 else []
        return next(iter([*named, *known, *left]), None)

    def needed(self) -> SceneTake:
        """Return the take. Raises BadInput when it is not in the file any more."""
        take = self.find()
        if take is None:
            raise BadInput("This take is not in the file any more.")
        return take
