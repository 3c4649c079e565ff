# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper of an opaque picture: what is left of it without the drawing, which moves over it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

from addon.contract.request import Request
from engine.geometry.tracing.picture import read_picture
from engine.raster.picture.pixels import Bytes, read_pixels, without_paper

SETTING = "paper"  # expert setting: the frames keep the paper, so that a host may hide the drawing
OPAQUE = 0.98  # share of pixels that are opaque on paper
AROUND = 2  # pixels around ink that are no bare paper
CELL = 8  # pixels: so coarse is the light on paper under the drawing


def is_wanted(request: Request) -> bool:
    """Return whether a request asks for frames with the drawing's paper."""
    return request.settings.get(SETTING) is True


def has_paper(rgba: Bytes) -> bool:
    """Return whether a picture, RGBA [H, W, 4], is opaque: its ground is paper."""
    return float((rgba[..., 3] > 250).mean()) > OPAQUE


def paper_and_drawing(path: Path) -> tuple[Bytes, Bytes] | None:
    """Return the bare paper of a picture file, and the drawing without it, RGBA [H, W, 4] both.

    None for a picture on a transparent ground. Raises BadInput.
    """
    rgba = read_pixels(path)
    if not has_paper(rgba):
        return None
    drawing = without_paper(rgba, read_picture(path))
    return _bare(rgba, drawing[..., 3] > 0), drawing


def paper_of_file(path: Path) -> Bytes | None:
    """Return the bare paper of a picture file; None for one without. Raises BadInput."""
    found = paper_and_drawing(path)
    return None if found is None else found[0]


def over_paper(frame: Bytes, paper: Bytes) -> Bytes:
    """Return a frame, straight RGBA [H, W, 4], on its paper."""
    both = Image.alpha_composite(Image.fromarray(paper), Image.fromarray(frame))
    return np.asarray(both, np.uint8)


def _bare(rgba: Bytes, inked: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Bytes:
    """Return the picture with the paper's colour near by in place of ink."""
    inked = np.asarray(ndimage.binary_dilation(inked, iterations=AROUND))
    height, width = inked.shape
    rows, columns = -(-height // CELL), -(-width // CELL)
    padded = np.zeros((rows * CELL, columns * CELL, 4), np.float32)
    padded[:height, :width, :3] = rgba[..., :3] * ~inked[..., None]
    padded[:height, :width, 3] = ~inked
    sums = padded.reshape(rows, CELL, columns, CELL, 4).sum(axis=(1, 3))
    known = sums[..., 3] > 0
    if not known.any():
        return rgba
    cells = sums[..., :3] / np.maximum(sums[..., 3:], 1)
    near = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
    small = Image.fromarray(np.asarray(cells[tuple(near)] + 0.5, np.uint8))
    smooth = np.asarray(small.resize((columns * CELL, rows * CELL), Image.Resampling.BILINEAR))
    bare = rgba.copy()
    bare[inked, :3] = smooth[:height, :width][inked]
    bare[..., 3] = 255
    return bare
