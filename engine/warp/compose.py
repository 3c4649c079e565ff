# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames of a warped painting: every part is looked up backwards through its mesh.

Where a pixel of a frame comes from is found on a coarse grid by filling the mesh's triangles, and
between its nodes by interpolation; the colours are then looked up premultiplied.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import grid_sample, interpolate

from engine.warp.layers import PartLayer
from engine.warp.mesh import PartMesh
from engine.warp.painting import Bytes

Ints = NDArray[np.int64]
Places = NDArray[np.floating[Any]]
Box = tuple[int, int, int, int]  # top, left, bottom, right

NODES = 4  # pixels between nodes of the grid
STILL = 1e-3  # pixels: what has gone less far is at rest
OUTSIDE = 8.0  # added to places in a part's picture, -1..1, that are outside of its mesh
LARGEST = 64  # nodes along a triangle that are filled at once


@dataclass(frozen=True, eq=False)
class Composer:
    """Puts the frames of a painting together.

    Attributes:
        rgba: the layer, straight, [H, W, 4].
        layers: of the parts, from the back.
        meshes: of the same parts.
    """

    rgba: Bytes
    layers: Sequence[PartLayer]
    meshes: Sequence[PartMesh]

    def frame(self, number: int) -> Bytes:
        """Return a frame, straight RGBA [H, W, 4]; where nothing has moved, the layer itself."""
        meshes = self.meshes
        if all(np.abs(mesh.moved[number] - mesh.rest).max() < STILL for mesh in meshes):
            return self.rgba
        whole = torch.zeros(4, *self.rgba.shape[:2])
        boxes = [
            _lay(whole, layer, picture, mesh, number)
            for layer, mesh, picture in zip(self.layers, meshes, self._pictures, strict=True)
        ]
        return _straight(whole, [box for box in boxes if box is not None])

    @cached_property
    def _pictures(self) -> list[Tensor]:
        """The parts, premultiplied [4, h, w]."""
        return [torch.from_numpy(own.pixels).permute(2, 0, 1).contiguous() for own in self.layers]


def _lay(
    whole: Tensor, layer: PartLayer, picture: Tensor, mesh: PartMesh, frame: int
) -> Box | None:
    """Lay a part of a frame over what is behind it, premultiplied [4, H, W]; return where."""
    moved = mesh.moved[frame]
    height, width = whole.shape[1:]
    corners = moved[mesh.triangles].reshape(-1, 2)
    limits = np.array([-(-width // NODES), -(-height // NODES)])
    low = np.clip(np.floor(corners.min(axis=0) / NODES).astype(int) - 1, 0, limits)
    high = np.clip(np.ceil(corners.max(axis=0) / NODES).astype(int) + 1, 0, limits)
    if (high <= low).any():
        return None
    size = (int(high[1] - low[1]), int(high[0] - low[0]))
    nodes = moved / NODES - 0.5 - low
    source = looked_up(nodes, mesh.rest, mesh.triangles, size)
    known = np.isfinite(source[..., 0])
    # From the layer's pixels to those of its own part, -1..1.
    x = (source[..., 0] - layer.left) * 2 / layer.pixels.shape[1] - 1
    y = (source[..., 1] - layer.top) * 2 / layer.pixels.shape[0] - 1
    planes = np.stack([np.where(known, x, 0), np.where(known, y, 0), known]).astype(np.float32)
    fine = interpolate(
        torch.from_numpy(planes)[None], scale_factor=NODES, mode="bilinear", align_corners=False
    )[0]
    top, left = int(low[1]) * NODES, int(low[0]) * NODES
    fine = fine[:, : height - top, : width - left]
    outside = (fine[2] < 0.999) * OUTSIDE
    grid = torch.stack([fine[0] + outside, fine[1]], dim=-1)[None]
    found = grid_sample(
        picture[None], grid, mode="bicubic", padding_mode="zeros", align_corners=False
    )[0]
    # Cubic interpolation overshoots: alpha is brought back to 0..1, and the colours with it.
    alpha = found[3].clamp(0, 1)
    found.mul_(alpha / found[3].clamp(min=1e-6))
    torch.minimum(found[:3].clamp_(min=0), alpha, out=found[:3])
    box = np.s_[:, top : top + found.shape[1], left : left + found.shape[2]]
    whole[box].mul_(1 - alpha).add_(found)
    return top, left, top + found.shape[1], left + found.shape[2]


def looked_up(moved: Places, rest: Places, triangles: Ints, size: tuple[int, int]) -> Places:
    """Return the place at rest [h, w, 2] of each node of a grid of `size`; NaN outside of a mesh.

    moved: [V, 2], places of the corners in nodes, (x, y); of triangles over one another the last
    one counts.
    """
    result = np.full((*size, 2), np.nan)
    corners = moved[triangles]
    low = np.ceil(corners.min(axis=1)).astype(int)
    high = np.floor(corners.max(axis=1)).astype(int)
    low, high = np.maximum(low, 0), np.minimum(high, [size[1] - 1, size[0] - 1])
    spans = (high - low).max(axis=1) + 1
    there = (high >= low).all(axis=1)
    bounds = [0, 2, 4, 8, 16, 32, LARGEST, max(size)]
    for least, most in itertools.pairwise(bounds):
        chosen = np.flatnonzero(there & (spans > least) & (spans <= most))
        for start in range(0, len(chosen), 4096 if most <= 16 else 64):
            part = chosen[start : start + (4096 if most <= 16 else 64)]
            _fill(result, corners[part], rest[triangles[part]], low[part], high[part], most)
    return result


def _fill(result: Places, moved: Places, rest: Places, low: Ints, high: Ints, most: int) -> None:
    """Fill triangles [n, 3, 2] whose boxes low..high [n, 2] have at most `most` nodes a side."""
    offsets = np.arange(most)
    x = low[:, 0, None, None] + offsets[None, None, :]
    y = low[:, 1, None, None] + offsets[None, :, None]
    a, b, c = (moved[:, k] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (c[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
    area = np.where(np.abs(area) < 1e-9, np.inf, area)[:, None, None]

    def edge(p: Places, q: Places) -> Places:
        p, q = p[:, :, None, None], q[:, :, None, None]
        twice = (q[:, 0] - p[:, 0]) * (y - p[:, 1]) - (x - p[:, 0]) * (q[:, 1] - p[:, 1])
        return np.asarray(twice / area)

    first, second, third = edge(b, c), edge(c, a), edge(a, b)
    slack = -1e-6
    inside = (first >= slack) & (second >= slack) & (third >= slack)
    inside &= (x <= high[:, 0, None, None]) & (y <= high[:, 1, None, None])
    which, down, right = np.nonzero(inside)
    shares = np.stack([part[which, down, right] for part in (first, second, third)], axis=-1)
    places = np.einsum("nk,nkc->nc", shares, rest[which])
    result[low[which, 1] + down, low[which, 0] + right] = places


def _straight(whole: Tensor, boxes: Sequence[Box]) -> Bytes:
    """Return straight RGBA [H, W, 4] of premultiplied [4, H, W]; outside of boxes it is clear."""
    picture = np.zeros((*whole.shape[1:], 4), np.uint8)
    if not boxes:
        return picture
    edges = np.array(boxes)
    top, left = edges[:, :2].min(axis=0)
    bottom, right = edges[:, 2:].max(axis=0)
    part = whole[:, top:bottom, left:right]
    alpha = part[3]
    part[:3].mul_(255 / alpha.clamp(min=1e-4))
    alpha.mul_(255)
    bytes_ = part.add_(0.5).clamp_(0, 255).to(torch.uint8)
    picture[top:bottom, left:right] = bytes_.permute(1, 2, 0).numpy()
    return picture
