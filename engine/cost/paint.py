# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of warping paint, from the size of the layer and the number of pictures."""

from __future__ import annotations

from pathlib import Path

from addon.contract.errors import BadInput
from addon.contract.estimate import Estimate
from addon.contract.messages import Message
from addon.contract.request import Request
from engine.runtime.memory import free_memory

LOOKING_S = 3.0  # finding regions and bones
PIXEL_S = 1.2e-7  # for each pixel of a picture
PIXEL_BYTES = 160
PROGRAM_BYTES = 500 << 20
ROOM = 0.9


def paint_estimate(path: Path, request: Request) -> Estimate:
    """Estimate what warping a picture file will cost. Raises BadInput for no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            pixels = image.width * image.height
    except (OSError, UnidentifiedImageError) as error:
        raise BadInput("{file} is no picture that can be read.", file=path.name) from error
    pictures = -(-request.frames // request.hold)
    memory = PROGRAM_BYTES + pixels * PIXEL_BYTES
    fits = memory <= ROOM * free_memory()
    why = (
        Message("The estimate is by the size of the layer.")
        if fits
        else Message("The layer has {count} million pixels.", count=f"{pixels / 1e6:.0f}")
    )
    return Estimate(LOOKING_S + pictures * pixels * PIXEL_S, memory, fits, why)
