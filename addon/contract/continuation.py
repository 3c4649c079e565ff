# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion that goes on from a frame of an earlier result, or leads to it.

It travels among the expert settings of a request whose job brings the earlier result as
`kept.safetensors`:

    {"keep": {"after": 17}}     frames 0 to 17 are the earlier result's, what follows is new
    {"keep": {"before": 5}}     what leads to the pose of the earlier frame 5 is new, then the
                                earlier result goes on

The request's number of frames is that of the whole. A host may also say the poses in that frame, as
it shows them, with `start_pose.StartPoses`; for other objects they are the earlier result's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from .errors import BadInput
from .request import RANGES
from .settings_reader import checked_whole
from .start_pose import SETTING, StartPose, StartPoses
from .strict_json import JSON

KEEP = "keep"
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Continuation:
    """What is new of a result that goes on.

    Attributes:
        at: frame of the earlier result where the new motion begins or ends.
        before: whether the new motion leads to that frame, instead of going on from it.
        poses: of objects in that frame, by name, where a host knows better than the result.
    """

    at: int
    before: bool = False
    poses: dict[str, StartPose] = field(default_factory=dict)

    def __post_init__(self) -> None:
        checked_whole(self.at, "frame", 0, RANGES["frames"][1])

    def frames(self, earlier: int, new: int) -> int:
        """Return the number of frames of the whole.

        earlier: of the earlier result; new: of the new motion, with the frame where they meet.
        Raises BadInput where that is too many.
        """
        count = new - 1 + (earlier - self.at if self.before else self.at + 1)
        most = int(RANGES["frames"][1])
        if count > most:
            raise BadInput(
                "Together that is {count} frames; {most} is the most.",
                count=count,
                most=most,
                hint="Make the new motion shorter.",
            )
        return count

    def to_settings(self) -> dict[str, JSON]:
        """Return it as expert settings."""
        keep: dict[str, JSON] = {BEFORE if self.before else AFTER: self.at}
        starts = StartPoses(self.poses, self.before).to_settings() if self.poses else {}
        return {KEEP: keep, **starts}

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Continuation | None:
        """Read it among a request's expert settings; None where the request is no such one.

        Raises FormatError, BadInput.
        """
        keep = settings.get(KEEP)
        if not isinstance(keep, Mapping) or not (AFTER in keep or BEFORE in keep):
            return None
        before = BEFORE in keep
        starts = StartPoses.of(settings)
        at = cast(int, keep[BEFORE if before else AFTER])
        return cls(at, before, dict(starts.objects) if starts is not None else {})


def without_continuation(settings: Mapping[str, JSON]) -> dict[str, JSON]:
    """Return expert settings without what says that a motion goes on."""
    return {name: value for name, value in settings.items() if name not in (KEEP, SETTING)}
