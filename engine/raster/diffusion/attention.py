# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attention processors of a video denoiser: which layers there are, and what each one does.

Layers are told apart by their names, never by the length of what they attend to: 4 x 4 places and
16 frames have the same. `transformer_in` and `temp_attentions` run over frames, `attentions` over
places; `attn1` there is self-attention, `attn2` of the spatial ones looks at the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import torch
from torch import Tensor, nn

from addon.contract.errors import BadInput
from engine.raster.diffusion.composition import (
    Composition,
    Features,
    plain_attention,
    spatial_attention,
    temporal_attention,
)

Kind = Literal["spatial", "temporal", "text", "other"]


def kind_of(name: str) -> Kind:
    """The kind of an attention layer by its module's name."""
    parts = name.removesuffix(".processor").split(".")
    over_frames = "temp_attentions" in parts or parts[0] == "transformer_in"
    if parts[-1] == "attn1":
        if over_frames:
            return "temporal"
        return "spatial" if "attentions" in parts else "other"
    return "text" if parts[-1] == "attn2" and "attentions" in parts else "other"


@dataclass
class AttentionState:
    """What the processors of one denoiser are to do in the call that runs.

    frames: of each clip of the batch; texts: of the batch's clips. record: where a reference clip's
    features go. chosen: what clips take from references. projected: keys and values of texts.
    pulse: called in every layer, so that a job can be ended within a long step.
    """

    frames: int = 0
    texts: tuple[str, ...] = ()
    record: Features | None = None
    chosen: Composition | None = None
    projected: dict[tuple[str, tuple[str, ...]], tuple[Tensor, Tensor]] = field(
        default_factory=dict
    )
    pulse: Callable[[], None] | None = None


class SelfAttention:
    """The processor of a self-attention over places or over frames."""

    def __init__(self, name: str, kind: Kind, watch: AttentionState) -> None:
        self.name, self.kind, self.watch = name, kind, watch

    def __call__(self, attn: Any, hidden_states: Tensor, *_: Any, **__: Any) -> Tensor:
        if self.watch.pulse is not None and not torch.is_grad_enabled():
            self.watch.pulse()
        query, key, value = (layer(hidden_states) for layer in (attn.to_q, attn.to_k, attn.to_v))
        if self.watch.record is not None:
            self._record(self.watch.record, query, key, value)
        chosen = self.watch.chosen
        if chosen is None:
            result = plain_attention(query, key, value, attn.heads)
        else:
            edit = spatial_attention if self.kind == "spatial" else temporal_attention
            result = edit(self.name, query, key, value, attn.heads, chosen)
        projected: Tensor = attn.to_out[0](result)
        return projected

    def _record(self, features: Features, query: Tensor, key: Tensor, value: Tensor) -> None:
        if self.kind == "temporal":
            features.times[self.name] = key[:, 0].detach()
            return
        features.queries[self.name] = query.detach()
        if features.with_values:
            features.keys[self.name] = key[0].detach()
            features.values[self.name] = value[0].detach()


class TextAttention:
    """The processor of an attention to the text, which is projected once, not for every frame."""

    def __init__(self, name: str, watch: AttentionState) -> None:
        self.name, self.watch = name, watch

    def __call__(
        self,
        attn: Any,
        hidden_states: Tensor,
        encoder_hidden_states: Tensor | None = None,
        *_: Any,
        **__: Any,
    ) -> Tensor:
        if encoder_hidden_states is None:
            raise ValueError(f"{self.name} was given no text")
        frames = max(1, self.watch.frames)
        place = self.name, self.watch.texts
        if place not in self.watch.projected:
            states = encoder_hidden_states[::frames]
            self.watch.projected[place] = attn.to_k(states), attn.to_v(states)
        key, value = self.watch.projected[place]
        query = attn.to_q(hidden_states)
        clips = query.view(len(key), -1, query.shape[-1])
        result = plain_attention(clips, key, value, attn.heads).view_as(query)
        projected: Tensor = attn.to_out[0](result)
        return projected


def install(unet: Any, watch: AttentionState) -> dict[str, Any]:
    """Puts own processors into a denoiser; returns those that were there, to be set again.

    Raises BadInput for a denoiser whose attention is of another kind.
    """
    before: dict[str, Any] = dict(unet.attn_processors)
    modules = dict(unet.named_modules())
    own: dict[str, Any] = {}
    for place, processor in before.items():
        name = place.removesuffix(".processor")
        kind = kind_of(name)
        if kind == "other":
            own[place] = processor
            continue
        _check(modules[name])
        own[place] = (
            TextAttention(name, watch) if kind == "text" else SelfAttention(name, kind, watch)
        )
    unet.set_attn_processor(own)
    return before


def _check(attn: Any) -> None:
    """Raises BadInput unless a layer is the plain attention of these models."""
    odd = (
        attn.group_norm is not None
        or attn.spatial_norm is not None
        or getattr(attn, "norm_q", None) is not None
        or attn.norm_cross is not None
        or attn.residual_connection
        or attn.rescale_output_factor != 1
        or attn.to_k.out_features % attn.heads
    )
    if odd:
        raise BadInput(
            "The attention of this model is not the one the raster path knows.",
            hint="Models built like text-to-video-ms-1.7b and zeroscope work here.",
        )


def wrap_time(unet: nn.Module, wraps: bool) -> None:
    """Convolutions over frames: zeros beyond the ends, or the other end (`wraps`).

    Attention over frames of these models knows no order, so that wrapped convolutions make a clip
    a circle: a loop without a seam, or the inside of an endless still clip when it has one frame.
    """
    mode: Literal["circular", "zeros"] = "circular" if wraps else "zeros"
    for module in unet.modules():
        if isinstance(module, torch.nn.Conv3d) and module.kernel_size[0] > 1:
            module.padding_mode = mode
