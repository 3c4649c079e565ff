# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist settles about a motion besides the sentence: pace, way, and edited beats.

They travel among the expert settings of a request: `speed`, `far` and `beats`. What is as the
sentence says is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from .beats import BeatReading
from .settings_reader import checked_number
from .strict_json import JSON

SPEED, FAR, BEATS = "speed", "far", "beats"  # expert settings
RANGES: dict[str, tuple[float, float]] = {SPEED: (0.25, 4.0), FAR: (0.0, 4.0)}


@dataclass(frozen=True)
class MotionSettings:
    """Pace and way as factors, and beats in place of those in the sentence.

    Attributes:
        speed: 2 does everything twice as often.
        far: 2 goes twice as far as the sentence says.
        beats: what was edited; None reads the sentence.
    """

    speed: float = 1.0
    far: float = 1.0
    beats: BeatReading | None = None

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> MotionSettings:
        """Read them among a request's expert settings. Raises FormatError, BadInput."""
        beats = settings.get(BEATS)
        return cls(
            checked_number(settings.get(SPEED, 1.0), SPEED, *RANGES[SPEED]),
            checked_number(settings.get(FAR, 1.0), FAR, *RANGES[FAR]),
            None if beats is None else BeatReading.from_json(beats),
        )

    def to_settings(self) -> dict[str, JSON]:
        """Return them as expert settings."""
        settings: dict[str, JSON] = {}
        for name in (SPEED, FAR):
            value = round(float(getattr(self, name)), 4)
            if value != 1.0:
                settings[name] = value
        if self.beats is not None:
            settings[BEATS] = cast(JSON, self.beats.to_json())
        return settings
