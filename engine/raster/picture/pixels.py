# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing's own pixels in full size, on a transparent ground."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError
from scipy import ndimage

from addon.contract.errors import BadInput
from engine.geometry.tracing.ink import ink_of
from engine.geometry.tracing.picture import FORMATS, Floats, Picture

Bytes = NDArray[np.uint8]

_BAND = 1 << 22  # pixels worked on at once
#: Shares of the usual ink up to which a pixel is paper, and from which it is opaque.
_FAINT, _FULL = 0.06, 0.9


def read_pixels(path: Path) -> Bytes:
    """Read a picture as straight RGBA, uint8 [H, W, 4], turned as its EXIF orientation says.

    Raises BadInput for a file that can no longer be read.
    """
    try:
        with warnings.catch_warnings(), Image.open(path, formats=FORMATS) as image:
            warnings.simplefilter("ignore")
            if image.mode.startswith(("I", "F")):
                eight = np.clip(np.asarray(image, np.float64) / 257.0 + 0.5, 0, 255)
                turned = ImageOps.exif_transpose(Image.fromarray(eight.astype(np.uint8)))
            else:
                turned = ImageOps.exif_transpose(image)
            return np.array(turned.convert("RGBA"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadInput("The picture {file} could not be read again.", file=path.name) from error


def without_paper(rgba: Bytes, picture: Picture) -> Bytes:
    """Return RGBA pixels uint8 [H, W, 4] without their paper: the amount of ink becomes alpha.

    A pixel's colour c is a mixture, c = a K + (1 - a) P, of ink of the colour K and paper of the
    colour P; a becomes alpha and K the colour. Shades far from all ink are taken for paper.
    picture: the same picture, perhaps reduced, in which the ink is found.
    """
    ink = ink_of(picture)
    bare = ink < _FAINT
    paper = np.median(picture.color[bare] if bare.any() else picture.color.reshape(-1, 3), axis=0)
    usual = float(np.percentile(ink[~bare], 90)) if (~bare).any() else 1.0
    near = ndimage.maximum_filter(ink, size=5) >= 2 * _FAINT
    clear = np.zeros_like(rgba)
    height, width = rgba.shape[:2]
    columns = np.minimum(np.arange(width) // picture.reduction, near.shape[1] - 1)
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        rows = np.arange(top, min(top + step, height))
        gate = near[np.minimum(rows // picture.reduction, near.shape[0] - 1)][:, columns]
        color = rgba[top : top + step, :, :3][gate].astype(np.float32) / np.float32(255)
        clear[top : top + step][gate] = _unmixed(color, paper.astype(np.float32), usual)
    return clear


def _unmixed(color: Floats, paper: Floats, usual: float) -> Bytes:
    """Return straight RGBA, uint8 [n, 4], of colours [n, 3] on paper [3], all 0..1.

    usual: the amount of ink that counts as full.
    """
    darker = (paper - color) / np.maximum(paper, 0.2)
    lighter = (color - paper) / np.maximum(1 - paper, 0.2)
    ink = np.maximum(darker, lighter).max(-1)
    alpha = np.clip((ink / usual - _FAINT) / (_FULL - _FAINT), 0, 1)
    share = np.maximum(alpha, 0.02)[..., None]
    own = np.clip(paper + (color - paper) / share, 0, 1)
    own[alpha <= 0] = 0
    return np.concatenate([own * 255 + 0.5, alpha[..., None] * 255 + 0.5], -1).astype(np.uint8)
