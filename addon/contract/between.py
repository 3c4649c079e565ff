# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion between drawn poses: the artist's key drawings stay, what lies between them is made.

The drawing of the job holds the strokes of all poses, each pose as an object of its own. The frame
of each travels among the expert settings of a request:

    {"between": {"poses": [{"object": "pose 1", "frame": 0}, {"object": "pose 2", "frame": 12}]}}

From one pose to the next its strokes move; they arrive at that frame where the same strokes are
drawn there. Strokes that were drawn anew are faded in over those of the pose before, in the last
quarter of the way. The result says in `info`, under `between`, which ways are so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from . import strict_json
from .errors import BadInput, FormatError
from .request import RANGES
from .settings_reader import checked_whole
from .strict_json import JSON, Fields

SETTING = "between"
FADE = 0.25  # of the way from one pose to the next: the part in which strokes drawn anew fade in
_WHAT = "The key poses"


@dataclass(frozen=True)
class KeyPoses:
    """The poses that are drawn: names of objects of the drawing, and their frames."""

    objects: tuple[str, ...]
    frames: tuple[int, ...]

    def __post_init__(self) -> None:
        for frame in self.frames:
            checked_whole(frame, "frame", 0, RANGES["frames"][1])
        if len(self.objects) < 2 or len(self.objects) != len(self.frames):
            raise BadInput("A motion between drawings needs at least two of them.")
        if self.frames[0] != 0 or any(a >= b for a, b in pairwise(self.frames)):
            raise FormatError("The key poses are out of order.")
        if len(set(self.objects)) != len(self.objects):
            raise FormatError("Two key poses have the same name.")

    def to_settings(self) -> dict[str, JSON]:
        """Return them as an expert setting."""
        poses: list[JSON] = [
            {"object": name, "frame": frame}
            for name, frame in zip(self.objects, self.frames, strict=True)
        ]
        return {SETTING: {"poses": poses}}

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> KeyPoses | None:
        """Read them among a request's expert settings; None where there are none.

        Raises FormatError, BadInput.
        """
        value = settings.get(SETTING)
        if value is None:
            return None
        read = Fields(value, _WHAT)
        rows = [Fields(row, _WHAT) for row in read.items("poses")]
        poses = cls(
            tuple(row.text("object") for row in rows), tuple(row.integer("frame") for row in rows)
        )
        unknown = sorted({*read.rest(), *(key for row in rows for key in row.rest())})
        if unknown:
            raise FormatError("{what} has an unknown key, {key}.", what=_WHAT, key=unknown[0])
        return poses


def fade_at(frame: int, first: int, last: int) -> float:
    """Return how far strokes drawn anew have come in, 0..1, on the way from `first` to `last`."""
    share = (frame - first) / max(last - first, 1)
    u = min(1.0, max(0.0, (share - 1.0 + FADE) / FADE))
    return u * u * (3.0 - 2.0 * u)


def redrawn_to_text(redrawn: tuple[bool, ...]) -> str:
    """Return, for `Animation.info`, which ways lead to strokes that were drawn anew."""
    return json.dumps(list(redrawn))


def redrawn_of(info: Mapping[str, str], ways: int) -> tuple[bool, ...]:
    """Read which of so many ways lead to strokes that were drawn anew. Raises FormatError."""
    value = strict_json.parse(info.get(SETTING, "").encode("utf-8"), _WHAT)
    if not isinstance(value, list) or len(value) != ways:
        raise FormatError("The result doesn't fit the key poses.")
    if not all(isinstance(item, bool) for item in value):
        raise FormatError("The result doesn't fit the key poses.")
    return tuple(bool(item) for item in value)
