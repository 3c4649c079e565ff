# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Only a part of the canvas moves: outside of a painted area every frame is the drawing.

The area lies in the job's folder as a picture of any size: light is where things may move. Whatever
the model drew outside is replaced, so nothing changes there, with any model.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.errors import BadInput
from addon.contract.files import disk_errors_named, read_bytes
from addon.contract.given_pictures import AREA_FILE, AREA_SETTING, MOST_BYTES, digest_of
from addon.contract.strict_json import JSON

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
_AGAIN = "Animate the drawing again."


@dataclass(frozen=True, eq=False)
class MovingArea:
    """Where things may move.

    Attributes:
        share: [H, W] of the canvas, 1 where all may, 0 where nothing.
        drawing: straight RGBA uint8 [H, W, 4].
    """

    share: Floats
    drawing: Bytes

    def kept(self, frame: Bytes) -> Bytes:
        """Return a frame, straight RGBA uint8 [H, W, 4], with the drawing outside of the area."""
        share = self.share[..., None]
        one, other = (item.astype(np.float32) / 255 for item in (frame, self.drawing))
        alpha = share * one[..., 3:] + (1 - share) * other[..., 3:]
        color = share * one[..., 3:] * one[..., :3] + (1 - share) * other[..., 3:] * other[..., :3]
        mixed = np.concatenate([color / np.maximum(alpha, 1e-6), alpha], axis=-1)
        result: Bytes = (mixed * 255 + 0.5).astype(np.uint8)
        result = np.where(share >= 1, frame, result)
        return np.where(share <= 0, self.drawing, result)


def moving_area(folder: Path, settings: Mapping[str, JSON], drawing: Bytes) -> MovingArea | None:
    """Return the area in a job's folder, for a drawing [H, W, 4]; None where all may move.

    settings: of the request; AREA_SETTING is the SHA-256 of the picture. Raises BadInput where that
    picture isn't in the folder.
    """
    from PIL import Image  # a start shall not wait for it

    wanted = settings.get(AREA_SETTING)
    if wanted is None:
        return None
    path = folder / AREA_FILE
    if not path.is_file():
        raise BadInput("The picture of where things may move is missing.", hint=_AGAIN)
    data = read_bytes(path, max_bytes=MOST_BYTES)
    if digest_of(data) != wanted:
        raise BadInput("The picture of where things may move is another one now.", hint=_AGAIN)
    height, width = drawing.shape[:2]
    with disk_errors_named(path), Image.open(io.BytesIO(data)) as image:
        over_black = Image.new("RGBA", image.size, "black")
        over_black.alpha_composite(image.convert("RGBA"))
    grey = over_black.convert("L").resize((width, height), Image.Resampling.BILINEAR)
    return MovingArea(np.asarray(grey, np.float32) / np.float32(255), drawing)
