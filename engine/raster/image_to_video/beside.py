# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job gives to a model beside the drawing that it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.raster.picture.moving_area import MovingArea
from engine.raster.picture.sketch_image import PictureSketch


@dataclass(frozen=True, eq=False)
class Beside:
    """Drawings that the animation passes through, and where it may move.

    Attributes:
        kept: by number of the picture.
        area: None for everywhere.
    """

    kept: Mapping[int, PictureSketch] = field(default_factory=dict)
    area: MovingArea | None = None


NOTHING = Beside()
