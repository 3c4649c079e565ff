# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the page in a picture: a sheet on a canvas, or a photographed one on a table.

What lies around the page is no drawing. A sheet on a plain canvas is a pale rectangle without an
outline; in a photograph, what is at the border of the picture and isn't paper in any light is the
table, a hand or the next page.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.geometry.tracing.ground import LUMINANCE
from engine.geometry.tracing.picture import Floats

Mask = NDArray[np.bool_]

PHOTOGRAPHED = 0.0015  # grain above which a picture is taken for a photograph or a scan
SMALLEST_PAGE = 0.04  # of the picture
RECTANGULAR = 0.93  # of its box that a page covers
_ALIKE = 0.012  # colours of one plain canvas
_PALE = 0.5  # luminance of the darkest page
_MARGIN = 0.012  # of the page's long side, that is cut away with what is around it
_SHADE = (0.4, 1.6)  # how much darker and lighter than usual paper may be
_TINT = 0.07  # how far its tint may be from usual
_DEEP = 0.03  # of the long side: what is no paper and as deep as this may be around the page
_MOSTLY = 0.4  # of a part, that has to be other than paper


def page_of(color: Floats, base: Floats, noise: float, surface: Mask, rough: Mask) -> Mask | None:
    """Return the page [h, w], or None where the whole picture is the page.

    color, base: [h, w, 3], with and without lines; noise: the grain; surface, rough: [h, w],
    paper in whatever light, and what is no even surface.
    """
    found = _sheet_on_canvas(color, base)
    if found is None and noise > PHOTOGRAPHED:
        found = _sheet_in_photograph(base, surface, rough)
    return found


def _sheet_on_canvas(color: Floats, base: Floats) -> Mask | None:
    rim = np.concatenate([color[0], color[-1], color[:, 0], color[:, -1]])
    canvas = np.median(rim, axis=0)
    if float(np.abs(rim - canvas).max()) > _ALIKE:
        return None
    outside = _from_border(np.abs(base - canvas).max(axis=-1) <= _ALIKE)
    page = ndimage.binary_fill_holes(~outside)
    labels, count = ndimage.label(page)
    if count == 0:
        return None
    sizes = np.bincount(labels.ravel())[1:]
    largest = int(sizes.argmax()) + 1
    rows, columns = ndimage.find_objects(labels)[largest - 1]
    box = (rows.stop - rows.start) * (columns.stop - columns.start)
    if sizes[largest - 1] < max(SMALLEST_PAGE * page.size, RECTANGULAR * box):
        return None
    page = labels == largest
    sheet = np.median(base[page], axis=0)
    plain = float((np.abs(base[page] - sheet).max(axis=-1) < 0.1).mean())
    edge = page & ~ndimage.binary_erosion(page, iterations=3)
    outlined = float((np.abs(color[edge] - sheet).max(axis=-1) > 0.2).mean())
    if float(sheet @ LUMINANCE) < _PALE or plain < 0.7 or outlined > 0.3:
        return None
    return _inset(page)


def _sheet_in_photograph(base: Floats, surface: Mask, rough: Mask) -> Mask | None:
    grey = np.maximum(base @ LUMINANCE, 1e-3)
    usual = np.median(base[surface], axis=0)
    share = grey / max(float(usual @ LUMINANCE), 1e-3)
    tint = np.abs(base / grey[..., None] - usual / max(float(usual @ LUMINANCE), 1e-3))
    other = (share < _SHADE[0]) | (share > _SHADE[1]) | (tint.max(axis=-1) * grey > _TINT)
    other = (other | rough) & ~surface
    deep = _DEEP * max(other.shape)
    labels, count = ndimage.label(_opened(~surface, 0.5 * deep))
    numbers = np.arange(count + 1)
    keep = np.asarray(ndimage.maximum(_depth(labels > 0), labels, numbers)) > deep
    keep &= np.asarray(ndimage.mean(other, labels, numbers)) > _MOSTLY
    keep &= np.isin(numbers, _rim(labels))
    keep[0] = False
    around = keep[labels]
    if not around.any() or float(around.mean()) > 0.6:
        return None
    return _with_paper(_inset(~around), surface)


def _with_paper(page: Mask, surface: Mask) -> Mask:
    """Return those parts of a page that are paper, not gaps in what is around it."""
    labels, count = ndimage.label(page)
    paper = np.bincount(labels.ravel(), surface.ravel(), minlength=count + 1)
    paper[0] = 0
    return np.asarray((paper > 0.1 * paper.max())[labels])


def _rim(values: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the values at the border of a picture, [n]."""
    return np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])


def _opened(mask: Mask, radius: float) -> Mask:
    """Return the union of all discs in a mask; beyond the border of the picture it goes on."""
    margin = int(radius) + 1
    core = np.pad(_depth(mask) > radius, margin, mode="edge")
    if not core.any():  # no background for the distance transform
        return np.zeros_like(mask)
    near = ndimage.distance_transform_edt(~core)[margin:-margin, margin:-margin]
    return np.asarray(mask & (near <= radius))


def _depth(mask: Mask) -> Floats:
    """Return the distance to what isn't in a mask; beyond the border of the picture it goes on."""
    if mask.all():  # no background for the distance transform
        return np.full(mask.shape, np.inf, np.float32)
    margin = 1 + int(_DEEP * max(mask.shape))
    deep = ndimage.distance_transform_edt(np.pad(mask, margin, mode="edge"))
    return np.asarray(deep[margin:-margin, margin:-margin], np.float32)


def _from_border(mask: Mask) -> Mask:
    """Return those parts of a mask that reach the border."""
    rim = np.zeros_like(mask)
    rim[[0, -1]], rim[:, [0, -1]] = mask[[0, -1]], mask[:, [0, -1]]
    return np.asarray(ndimage.binary_propagation(rim, mask=mask))


def _inset(page: Mask) -> Mask:
    """Return the page without its edge; the border of the picture is no edge."""
    return np.asarray(_depth(page) > _MARGIN * max(page.shape))
