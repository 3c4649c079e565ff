# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dual-attention composition (FlipSketch, section 4.3): what frames take from the drawing.

For a reference clip of the drawing at the same noise level, of which queries and keys are kept:

spatial C^S: in the first N_i frames the query is the reference's,

    A_f = softmax(q_ref,f k_f^T / sqrt(d)) v_f                        for f < N_i

temporal C^T: at every place the column of key frame 0 looks for the reference's key,

    S_f,0 = (1 + lambda f / 50) q_f . k_ref,0 / sqrt(d),  S_f,g = q_f . k_g / sqrt(d) for g > 0

values stay the clip's own. Beyond the paper: columns of other frames can be tied the same way (the
end of a loop), and a clip that begins from another frame can look the drawing up as well:

    A_f = softmax([q_f k_f^T / sqrt(d),  q_f k_draw^T / sqrt(d) + log w]) [v_f, v_draw]
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

_MOST_LOGITS = 1 << 24  # of temporal attention at once


@dataclass
class Features:
    """What was kept of a reference clip, by layer.

    queries: spatial, [N, L, C]. keys, values: spatial, of frame 0, [L, C], where wanted.
    times: temporal keys of frame 0, [places, C].
    """

    queries: dict[str, Tensor] = field(default_factory=dict)
    keys: dict[str, Tensor] = field(default_factory=dict)
    values: dict[str, Tensor] = field(default_factory=dict)
    times: dict[str, Tensor] = field(default_factory=dict)
    with_values: bool = False


@dataclass(frozen=True)
class TiedKeyFrame:
    """A key frame whose column looks for a reference's key; gain [M] by query frame."""

    frame: int
    features: Features
    gain: Tensor


@dataclass(frozen=True)
class ReferenceKeys:
    """The drawing's own keys and values, looked up beside a frame's own with a weight in 0..1."""

    features: Features
    weight: float


@dataclass(frozen=True)
class Composition:
    """What the clips from number `first` on in a batch take from references.

    frames: M, of each clip. queries: whose queries the first `query_frames` frames get.
    """

    frames: int
    first: int = 0
    queries: Features | None = None
    query_frames: int = 0
    columns: tuple[TiedKeyFrame, ...] = ()
    memory: ReferenceKeys | None = None


def gains(frames: int, fidelity: float, *, frame: int = 0, loop: bool = False) -> Tensor:
    """1 + lambda |f - frame| / 50 for f = 0..M-1; around the circle for a loop."""
    apart = (torch.arange(frames) - frame).abs()
    if loop:
        apart = torch.minimum(apart, frames - apart)
    return 1 + fidelity * apart / 50


def spatial_attention(
    name: str, query: Tensor, key: Tensor, value: Tensor, heads: int, chosen: Composition
) -> Tensor:
    """[B M, L, C] from query, key and value [B M, L, C]: C^S and the drawing's memory.

    No logits are edited, so that everything stays scaled_dot_product_attention.
    """
    start = chosen.first * chosen.frames
    if chosen.queries is not None and chosen.query_frames > 0:
        query = _with_queries(query, chosen.queries.queries[name], chosen)
    plain = _attend(query[:start], key[:start], value[:start], heads)
    rest = query[start:], key[start:], value[start:]
    memory = chosen.memory
    if memory is None or memory.weight <= 0:
        edited = _attend(*rest, heads)
    else:
        edited = _remembering(name, rest, heads, memory)
    return torch.cat([plain, edited])


def temporal_attention(
    name: str, query: Tensor, key: Tensor, value: Tensor, heads: int, chosen: Composition
) -> Tensor:
    """[B places, M, C] from query, key and value [B places, M, C]: C^T.

    The logits of one place are M x M: few, and never held for all places of a large picture.
    """
    columns = chosen.columns
    places = len(columns[0].features.times[name]) if columns else len(query)
    start = chosen.first * places if columns else len(query)
    plain = _attend(query[:start], key[:start], value[:start], heads)
    if start == len(query):
        return plain
    reference = {column.frame: column.features.times[name].to(key) for column in columns}
    gain = {column.frame: column.gain.to(query.device) for column in columns}
    size = max(1, _MOST_LOGITS // (heads * query.shape[1] ** 2))
    parts = [plain]
    for clip in range(start, len(query), places):
        for low in range(0, places, size):
            high = min(places, low + size)
            own = slice(clip + low, clip + high)
            tied = {frame: keys[low:high] for frame, keys in reference.items()}
            parts.append(_edited(query[own], key[own], value[own], heads, tied, gain))
    return torch.cat(parts)


def _edited(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    heads: int,
    tied: dict[int, Tensor],
    gain: dict[int, Tensor],
) -> Tensor:
    """Attention [n, M, C] with the columns of some key frames replaced and scaled."""
    key = key.clone()
    for frame, keys in tied.items():
        key[:, frame] = keys
    q, k, v = (_split(item, heads) for item in (query, key, value))
    logits = (q @ k.transpose(-1, -2)).float() / math.sqrt(q.shape[-1])
    for frame, factor in gain.items():
        logits[..., frame] *= factor
    return _joined(logits.softmax(-1).to(v.dtype) @ v)


def _with_queries(query: Tensor, reference: Tensor, chosen: Composition) -> Tensor:
    count = min(chosen.query_frames, chosen.frames)
    if len(reference) > 1:
        count = min(count, len(reference))
    query = query.clone()
    clips = query.view(-1, chosen.frames, *query.shape[1:])
    clips[chosen.first :, :count] = reference[:count].to(query)
    return query


def _remembering(
    name: str, rest: tuple[Tensor, Tensor, Tensor], heads: int, memory: ReferenceKeys
) -> Tensor:
    query, key, value = rest
    count, own = key.shape[:2]
    keys, values = memory.features.keys[name].to(key), memory.features.values[name].to(value)
    key = torch.cat([key, keys.expand(count, -1, -1)], 1)
    value = torch.cat([value, values.expand(count, -1, -1)], 1)
    bias = None
    if memory.weight < 1:
        bias = query.new_zeros(1, 1, 1, key.shape[1])
        bias[..., own:] = math.log(memory.weight)
        bias = bias.expand(count, heads, query.shape[1], -1)
    return _attend(query, key, value, heads, bias)


def _attend(
    query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None = None
) -> Tensor:
    """Plain attention [n, L, C] of query [n, L, C], key and value [n, K, C]."""
    if not len(query):
        return query
    q, k, v = (_split(item, heads) for item in (query, key, value))
    return _joined(scaled_dot_product_attention(q, k, v, attn_mask=bias))


def _split(item: Tensor, heads: int) -> Tensor:
    return item.view(*item.shape[:2], heads, -1).transpose(1, 2)


def _joined(item: Tensor) -> Tensor:
    return item.transpose(1, 2).flatten(2)


def plain_attention(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    """Attention [n, L, C] that nobody edits."""
    return _attend(query, key, value, heads)
