# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the task "clean" is asked, and the files it leaves in a job folder."""

from __future__ import annotations

from collections.abc import Mapping

from .settings_reader import checked_number
from .strict_json import JSON

CLEAN_FILE = "clean.safetensors"  # the clean drawing
PICTURE_FILE = "clean.png"  # the same as a picture of the canvas's size, RGBA
STRENGTH = "clean_strength"  # the expert setting: how far apart lines may run that become one
RANGE = (0.0, 1.0)
USUAL = 0.5


def strength_of(settings: Mapping[str, JSON]) -> float:
    """Return the strength in a request's settings. Raises BadInput."""
    return checked_number(settings.get(STRENGTH, USUAL), "strength", *RANGE)
