# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dual-attention composition (FlipSketch, section 4.3): what frames take from the drawing.

The queries and keys of a reference clip, a still of the drawing at the same noise level, are kept.
In spatial attention, C^S, the first N_i frames use the queries of the reference:

    A_f = softmax(q_ref,f k_f^T / sqrt(d)) v_f                        for f < N_i

In temporal attention, C^T, every query frame f looks for the key of the reference where it would
look for that of frame 0:

    S_f,0 = (1 + lambda f / 50) q_f . k_ref,0 / sqrt(d),  S_f,g = q_f . k_g / sqrt(d) for g > 0

Values stay the clip's own. Two things go beyond the paper: other key frames can be tied to a
reference in the same way (the end of a loop), and the frames of a clip that begins from another
frame can also attend to the keys and values of the drawing, with a weight w:

    A_f = softmax([q_f k_f^T / sqrt(d),  q_f k_draw^T / sqrt(d) + log w]) [v_f, v_draw]

In the shapes below B is clips in a batch, M frames of a clip, L positions in a frame, C channels.
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
    """Attention features of a reference clip, by the name of the layer.

    Attributes:
        queries: spatial, [N, L, C] for N frames.
        keys: spatial, of frame 0, [L, C]; empty unless `with_values`.
        values: spatial, of frame 0, [L, C]; empty unless `with_values`.
        temporal_keys: of frame 0, [L, C].
        with_values: spatial keys and values are recorded too.
    """

    queries: dict[str, Tensor] = field(default_factory=dict)
    keys: dict[str, Tensor] = field(default_factory=dict)
    values: dict[str, Tensor] = field(default_factory=dict)
    temporal_keys: dict[str, Tensor] = field(default_factory=dict)
    with_values: bool = False


@dataclass(frozen=True)
class TiedKeyFrame:
    """A key frame of temporal attention whose keys are replaced by those of a reference.

    Attributes:
        gain: [M], factor on the logits of each query frame.
    """

    frame: int
    features: Features
    gain: Tensor


@dataclass(frozen=True)
class ReferenceKeys:
    """The drawing's spatial keys and values, attended to beside a frame's own.

    Attributes:
        weight: w in 0..1; with 1 they count as much as the frame's own.
    """

    features: Features
    weight: float


@dataclass(frozen=True)
class Composition:
    """What the clips of a batch take from references.

    Attributes:
        frames: M, of each clip.
        first_clip: clips of the batch before this one are left alone.
        queries: whose spatial queries the first `query_frames` frames use.
    """

    frames: int
    first_clip: int = 0
    queries: Features | None = None
    query_frames: int = 0
    tied: tuple[TiedKeyFrame, ...] = ()
    reference_keys: ReferenceKeys | None = None


def gains(frames: int, fidelity: float, *, frame: int = 0, loop: bool = False) -> Tensor:
    """Return 1 + lambda |f - frame| / 50 for f = 0..M-1, [M]; distances of a loop go round it."""
    apart = (torch.arange(frames) - frame).abs()
    if loop:
        apart = torch.minimum(apart, frames - apart)
    return 1 + fidelity * apart / 50


def spatial_attention(
    name: str, query: Tensor, key: Tensor, value: Tensor, heads: int, composition: Composition
) -> Tensor:
    """Return attention [B M, L, C] with C^S and the drawing's keys; query, key, value [B M, L, C].

    name: of the layer. No logits are edited, so that all of it is scaled_dot_product_attention.
    """
    start = composition.first_clip * composition.frames
    if composition.queries is not None and composition.query_frames > 0:
        query = _with_queries(query, composition.queries.queries[name], composition)
    plain = _attend(query[:start], key[:start], value[:start], heads)
    composed = query[start:], key[start:], value[start:]
    reference_keys = composition.reference_keys
    if reference_keys is None or reference_keys.weight <= 0:
        edited = _attend(*composed, heads)
    else:
        edited = _attend_to_reference(name, *composed, heads, reference_keys)
    return torch.cat([plain, edited])


def temporal_attention(
    name: str, query: Tensor, key: Tensor, value: Tensor, heads: int, composition: Composition
) -> Tensor:
    """Return attention [B L, M, C] with C^T; query, key, value [B L, M, C]. name: of the layer.

    The logits of one position are M x M; those of a large picture are never all held at once.
    """
    tied = composition.tied
    positions = len(tied[0].features.temporal_keys[name]) if tied else len(query)
    start = composition.first_clip * positions if tied else len(query)
    plain = _attend(query[:start], key[:start], value[:start], heads)
    if start == len(query):
        return plain
    reference = {item.frame: item.features.temporal_keys[name].to(key) for item in tied}
    gain = {item.frame: item.gain.to(query.device) for item in tied}
    size = max(1, _MOST_LOGITS // (heads * query.shape[1] ** 2))
    parts = [plain]
    for clip in range(start, len(query), positions):
        for low in range(0, positions, size):
            high = min(positions, low + size)
            own = slice(clip + low, clip + high)
            keys = {frame: item[low:high] for frame, item in reference.items()}
            parts.append(_attend_tied(query[own], key[own], value[own], heads, keys, gain))
    return torch.cat(parts)


def _attend_tied(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    heads: int,
    tied: dict[int, Tensor],
    gain: dict[int, Tensor],
) -> Tensor:
    """Return attention [n, M, C] with the keys of some frames replaced and their logits scaled.

    tied: keys [n, C] by frame; gain: [M] by frame.
    """
    key = key.clone()
    for frame, keys in tied.items():
        key[:, frame] = keys
    q, k, v = (_split(item, heads) for item in (query, key, value))
    logits = (q @ k.transpose(-1, -2)).float() / math.sqrt(q.shape[-1])
    for frame, factor in gain.items():
        logits[..., frame] *= factor
    return _joined(logits.softmax(-1).to(v.dtype) @ v)


def _with_queries(query: Tensor, reference: Tensor, composition: Composition) -> Tensor:
    """Return queries [B M, L, C] with those of the reference, [N, L, C], in the first frames."""
    count = min(composition.query_frames, composition.frames)
    if len(reference) > 1:
        count = min(count, len(reference))
    query = query.clone()
    clips = query.view(-1, composition.frames, *query.shape[1:])
    clips[composition.first_clip :, :count] = reference[:count].to(query)
    return query


def _attend_to_reference(
    name: str,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    heads: int,
    reference_keys: ReferenceKeys,
) -> Tensor:
    """Return attention [n, L, C] to a frame's own keys and the drawing's."""
    count, own = key.shape[:2]
    keys = reference_keys.features.keys[name].to(key)
    values = reference_keys.features.values[name].to(value)
    key = torch.cat([key, keys.expand(count, -1, -1)], 1)
    value = torch.cat([value, values.expand(count, -1, -1)], 1)
    bias = None
    if reference_keys.weight < 1:
        bias = query.new_zeros(1, 1, 1, key.shape[1])
        bias[..., own:] = math.log(reference_keys.weight)
        bias = bias.expand(count, heads, query.shape[1], -1)
    return _attend(query, key, value, heads, bias)


def _attend(
    query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None = None
) -> Tensor:
    """Return plain attention [n, L, C] of query [n, L, C], key and value [n, K, C]."""
    if not len(query):
        return query
    q, k, v = (_split(item, heads) for item in (query, key, value))
    return _joined(scaled_dot_product_attention(q, k, v, attn_mask=bias))


def _split(item: Tensor, heads: int) -> Tensor:
    """Return [n, L, C] as [n, heads, L, C / heads]."""
    return item.view(*item.shape[:2], heads, -1).transpose(1, 2)


def _joined(item: Tensor) -> Tensor:
    """Return [n, heads, L, C / heads] as [n, L, C]."""
    return item.transpose(1, 2).flatten(2)


def plain_attention(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    """Return attention [n, L, C] without composition; query [n, L, C], key and value [n, K, C]."""
    return _attend(query, key, value, heads)
