# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""A batch of sketches as tokens: what the denoiser knows of each point and of each pair.

Everything here is a function of the drawing at rest alone, so it is built once and used in every
denoising step. No feature depends on the order of the strokes or on the end a stroke starts from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.priors.base import PointSketch

CENTER = 128.0
HALF = 77.0
"""Half the long side of a drawing in the working space."""
MIN_DIAGONAL = 8.0
FEATURE_COUNT = 42
PAIR_COUNT = 5
_MASKED = -3e4


@dataclass(frozen=True)
class Tokens:
    """B sketches padded to N points; S slots hold the objects (the last may be the background).

    Attributes:
        points: [B, N, 2], working units.
        features: [B, N, FEATURE_COUNT].
        pairs: [B, PAIR_COUNT, N, N]: distance, nearness, same stroke, neighbours on a stroke, same
            object.
        key_mask: [B, 1, 1, N], added to attention logits to mask the padding.
        slots: long [B, N], the slot of each point.
        membership: [B, N, S], the same as one-hot numbers, 0 for padding.
        movable: [B, N], 0 or 1.
        diagonal: [B, S], the size of each object, working units.
    """

    points: Tensor
    features: Tensor
    pairs: Tensor
    key_mask: Tensor
    slots: Tensor
    membership: Tensor
    movable: Tensor
    diagonal: Tensor

    @property
    def slot_count(self) -> int:
        """Number of slots S."""
        return int(self.membership.shape[2])

    def expand(self, count: int) -> Tokens:
        """Repeat a batch of one `count` times without a copy."""
        values = {
            name: getattr(self, name).expand(count, *getattr(self, name).shape[1:])
            for name in self.__dataclass_fields__
        }
        return Tokens(**values)


def tokens_of(sketch: PointSketch) -> Tokens:
    """Build the tokens [1, H, ...] of one sketch."""
    slots = torch.where(sketch.objects < 0, sketch.object_count, sketch.objects)
    return build_tokens(
        sketch.points[None],
        sketch.strokes[None],
        slots[None],
        sketch.movable[None],
        torch.ones_like(sketch.fixed)[None],
        max(sketch.object_count, int(slots.max()) + 1),
    )


def build_tokens(
    points: Tensor, strokes: Tensor, slots: Tensor, movable: Tensor, valid: Tensor, slot_count: int
) -> Tokens:
    """Build the tokens of padded sketches: points [B, N, 2], working units.

    strokes, slots: long [B, N]. movable, valid: bool [B, N]; valid is False for padding.
    """
    membership = F.one_hot(slots, slot_count).to(points.dtype) * valid[:, :, None]
    low, high = _bounds(points, membership)
    extent = high - low
    diagonal = extent.norm(dim=2).clamp_min(MIN_DIAGONAL)
    features = _point_features(points, strokes, slots, movable, valid, low, high)
    return Tokens(
        points=points,
        features=features,
        pairs=_pair_features(points, strokes, slots, valid),
        key_mask=torch.where(valid, 0.0, _MASKED)[:, None, None, :],
        slots=slots,
        membership=membership,
        movable=(movable & valid).to(points.dtype),
        diagonal=diagonal,
    )


def _bounds(points: Tensor, membership: Tensor) -> tuple[Tensor, Tensor]:
    """Return the bounding boxes (low, high) [B, S, 2] of slots; an empty one is at the centre."""
    inside = membership.transpose(1, 2)[:, :, :, None] > 0
    spread = points[:, None]
    low = torch.where(inside, spread, math.inf).amin(2)
    high = torch.where(inside, spread, -math.inf).amax(2)
    empty = ~torch.isfinite(low)
    return low.masked_fill(empty, CENTER), high.masked_fill(empty, CENTER)


def _of_slot(values: Tensor, slots: Tensor) -> Tensor:
    """Give each point the values of its slot: [B, S, C] to [B, N, C]."""
    return values.gather(1, slots[:, :, None].expand(-1, -1, values.shape[2]))


def _waves(values: Tensor, octaves: int) -> Tensor:
    """Append sines and cosines of values [..., C] at octaves of a frequency."""
    rates = (math.pi / 2) * 2.0 ** torch.arange(octaves, device=values.device)
    angles = (values[..., None] * rates).flatten(-2)
    return torch.cat([values, angles.sin(), angles.cos()], dim=-1)


def _point_features(
    points: Tensor,
    strokes: Tensor,
    slots: Tensor,
    movable: Tensor,
    valid: Tensor,
    low: Tensor,
    high: Tensor,
) -> Tensor:
    """Return the features [B, N, FEATURE_COUNT] of each point; low, high: boxes of the slots."""
    center, half = (low + high) / 2, ((high - low) / 2)
    reach = half.amax(2, keepdim=True).clamp_min(MIN_DIAGONAL / 2)
    own_center, own_half = _of_slot(center, slots), _of_slot(half, slots)
    boxed = (points - own_center) / own_half.clamp_min(MIN_DIAGONAL / 4)
    local = (points - own_center) / _of_slot(reach, slots)
    tangent, chord = _tangents(points, strokes, valid)
    parts = [
        _waves((points - CENTER) / HALF, 4),
        _waves(local, 3),
        boxed.clamp(-2, 2),
        tangent,
        chord,
        (own_half / HALF + 0.02).log(),
        (own_center - CENTER) / HALF,
        movable[:, :, None].to(points.dtype),
    ]
    return torch.cat(parts, dim=2)


def _tangents(points: Tensor, strokes: Tensor, valid: Tensor) -> tuple[Tensor, Tensor]:
    """Return cosine and sine of the doubled tangent angle, and the log length of the chord.

    The angle is doubled so that it is the same from both ends of a stroke.
    """
    joined = (strokes[:, 1:] == strokes[:, :-1]) & valid[:, 1:] & valid[:, :-1]
    step = (points[:, 1:] - points[:, :-1]) * joined[:, :, None]
    chord = F.pad(step, (0, 0, 0, 1)) + F.pad(step, (0, 0, 1, 0))
    x, y = chord.unbind(2)
    square = x * x + y * y
    safe = square.clamp_min(1e-6)
    doubled = torch.stack([(x * x - y * y) / safe, 2 * x * y / safe], dim=2)
    return doubled, (square.sqrt() / HALF + 0.02).log()[:, :, None]


def _pair_features(points: Tensor, strokes: Tensor, slots: Tensor, valid: Tensor) -> Tensor:
    """Return the features [B, PAIR_COUNT, N, N] of each pair of points."""
    distance = (points[:, :, None] - points[:, None]).square().sum(3).sqrt() / HALF
    same_stroke = strokes[:, :, None] == strokes[:, None]
    index = torch.arange(points.shape[1], device=points.device)
    adjacent = same_stroke & ((index[:, None] - index[None]).abs() == 1)
    parts = [
        distance,
        torch.exp(-((distance * (HALF / 8.0)) ** 2)),
        same_stroke.to(points.dtype),
        adjacent.to(points.dtype),
        (slots[:, :, None] == slots[:, None]).to(points.dtype),
    ]
    stacked = torch.stack(parts, dim=1)
    return stacked * (valid[:, None, :, None] & valid[:, None, None, :])
