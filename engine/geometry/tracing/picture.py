# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a picture file as arrays: colours and alpha of any kind of PNG, JPEG or WebP.

The format is found from the bytes, not the name: a JPEG called .png is a JPEG.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from addon.contract.errors import BadInput
from addon.contract.messages import Message

Floats = NDArray[np.float32]

JOB_INPUT = "drawing"  # the name of a job's own drawing, without its suffix
FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 200_000_000
LARGEST_SIDE = 2048  # a larger picture is reduced by a whole factor while it is read
_HINT = "Open it in a picture program and save it as PNG."


@dataclass(frozen=True, eq=False)
class Picture:
    """The pixels of a picture, straight (not premultiplied), 0..1.

    Attributes:
        color: [h, w, 3].
        alpha: [h, w].
        size: (width, height) of the file.
        reduction: pixels of the file along the side of one pixel here.
    """

    color: Floats
    alpha: Floats
    size: tuple[int, int]
    reduction: int


def shown_name(path: Path) -> str:
    """Return how messages call a picture file; that of a job has no name that its artist knows."""
    return Message("the picture") if path.stem == JOB_INPUT else path.name


def read_picture(path: str | Path) -> Picture:
    """Read a picture, turned as its EXIF orientation says. Raises BadInput."""
    path = Path(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(path)
    except (UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise BadInput(
            "{file} is no picture that can be read.", file=shown_name(path), hint=_HINT
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise BadInput(
            "The picture {file} is damaged.", file=shown_name(path), hint=_HINT
        ) from error


def _read(path: Path) -> Picture:
    with Image.open(path, formats=FORMATS) as image:
        pixels = image.width * image.height
        if pixels > MOST_PIXELS:
            raise BadInput(
                "{file} has {pixels} million pixels; {most} million can be read.",
                file=shown_name(path),
                pixels=f"{pixels / 1e6:.0f}",
                most=f"{MOST_PIXELS / 1e6:.0f}",
                hint="Make the picture smaller.",
            )
        turned = ImageOps.exif_transpose(_in_eight_bits(image))
    return _numbers(turned, max(1, -(-max(turned.size) // LARGEST_SIDE)))


def _numbers(image: Image.Image, reduction: int) -> Picture:
    size = image.size
    if not _is_opaque(image):
        # Premultiplied, so that the colours of clear pixels don't count when it is reduced.
        image = image.convert("RGBA").convert("RGBa")
    elif image.mode != "L":
        image = image.convert("RGB")
    if reduction > 1:
        image = image.reduce(reduction)
    values = np.asarray(image, dtype=np.float32) / np.float32(255)
    if values.ndim == 2:
        values = np.repeat(values[..., None], 3, axis=-1)
    alpha = values[..., 3] if values.shape[-1] == 4 else np.ones(values.shape[:2], np.float32)
    color = values[..., :3] / np.maximum(alpha, 1 / 255)[..., None]
    return Picture(np.clip(color, 0, 1), alpha, size, reduction)


def reduced(picture: Picture, factor: int) -> Picture:
    """Return a picture whose pixels are the means of squares of `factor` pixels."""
    if factor == 1:
        return picture
    height, width = (side // factor * factor for side in picture.alpha.shape)
    blocks = (height // factor, factor, width // factor, factor)
    alpha = picture.alpha[:height, :width]
    color = picture.color[:height, :width] * alpha[..., None]
    alpha = alpha.reshape(blocks).mean(axis=(1, 3))
    color = color.reshape(*blocks, 3).mean(axis=(1, 3)) / np.maximum(alpha, 1 / 255)[..., None]
    return Picture(np.clip(color, 0, 1), alpha, picture.size, picture.reduction * factor)


def _is_opaque(image: Image.Image) -> bool:
    if image.mode in ("RGBA", "LA", "PA"):
        lowest = image.getchannel("A").getextrema()[0]
        return isinstance(lowest, (int, float)) and lowest == 255
    return "transparency" not in image.info


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return sixteen-bit grey scaled to eight bits (Pillow would clip it); other kinds as is."""
    if not image.mode.startswith(("I", "F")):
        image.load()
        return image
    values = np.asarray(image, dtype=np.float64)
    eight = np.clip(values / 257.0 + 0.5, 0, 255).astype(np.uint8)
    result = Image.fromarray(eight)
    result.info = dict(image.info)
    return result
