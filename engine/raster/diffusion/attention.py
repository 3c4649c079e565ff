# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attention processors of a video denoiser: they record features and apply a composition.

The kind of a layer is read from its name, never from the length of what it attends to: 4 x 4
positions and 16 frames have the same length. `transformer_in` and `temp_attentions` attend over
frames, `attentions` over positions of one frame; in these, `attn1` is self-attention, and `attn2`
of the spatial ones attends to the text.
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
    """Return the kind of an attention layer from its module's name."""
    parts = name.removesuffix(".processor").split(".")
    over_frames = "temp_attentions" in parts or parts[0] == "transformer_in"
    if parts[-1] == "attn1":
        if over_frames:
            return "temporal"
        return "spatial" if "attentions" in parts else "other"
    return "text" if parts[-1] == "attn2" and "attentions" in parts else "other"


@dataclass
class AttentionState:
    """What the processors of one denoiser do in the call that runs now.

    Attributes:
        frames: of each clip of the batch.
        texts: of the clips of the batch.
        record: where the features of a reference clip are written.
        composition: what the clips take from references.
        text_projections: keys and values of texts that were projected before, by layer and texts.
        on_layer: called in every self-attention outside of gradients, so that a job can be ended
            within a long step.
    """

    frames: int = 0
    texts: tuple[str, ...] = ()
    record: Features | None = None
    composition: Composition | None = None
    text_projections: dict[tuple[str, tuple[str, ...]], tuple[Tensor, Tensor]] = field(
        default_factory=dict
    )
    on_layer: Callable[[], None] | None = None


class SelfAttention:
    """The processor of a self-attention over positions or over frames."""

    def __init__(self, name: str, kind: Kind, state: AttentionState) -> None:
        self.name, self.kind, self.state = name, kind, state

    def __call__(self, attn: Any, hidden_states: Tensor, *_: Any, **__: Any) -> Tensor:
        if self.state.on_layer is not None and not torch.is_grad_enabled():
            self.state.on_layer()
        query, key, value = (layer(hidden_states) for layer in (attn.to_q, attn.to_k, attn.to_v))
        if self.state.record is not None:
            self._record(self.state.record, query, key, value)
        composition = self.state.composition
        if composition is None:
            result = plain_attention(query, key, value, attn.heads)
        else:
            attend = spatial_attention if self.kind == "spatial" else temporal_attention
            result = attend(self.name, query, key, value, attn.heads, composition)
        projected: Tensor = attn.to_out[0](result)
        return projected

    def _record(self, features: Features, query: Tensor, key: Tensor, value: Tensor) -> None:
        if self.kind == "temporal":
            features.temporal_keys[self.name] = key[:, 0].detach()
            return
        features.queries[self.name] = query.detach()
        if features.with_values:
            features.keys[self.name] = key[0].detach()
            features.values[self.name] = value[0].detach()


class TextAttention:
    """The processor of an attention to the text, which it projects once, not for every frame."""

    def __init__(self, name: str, state: AttentionState) -> None:
        self.name, self.state = name, state

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
        frames = max(1, self.state.frames)
        known, place = self.state.text_projections, (self.name, self.state.texts)
        if place not in known:
            states = encoder_hidden_states[::frames]
            known[place] = attn.to_k(states), attn.to_v(states)
        key, value = known[place]
        query = attn.to_q(hidden_states)
        clips = query.view(len(key), -1, query.shape[-1])
        result = plain_attention(clips, key, value, attn.heads).view_as(query)
        projected: Tensor = attn.to_out[0](result)
        return projected


def install(unet: Any, state: AttentionState) -> dict[str, Any]:
    """Put our processors into a denoiser; return the ones that were there, to be put back.

    Raises BadInput for a denoiser with another kind of attention.
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
            TextAttention(name, state) if kind == "text" else SelfAttention(name, kind, state)
        )
    unet.set_attn_processor(own)
    return before


def _check(attn: Any) -> None:
    """Check that a layer is the plain attention of these models. Raises BadInput."""
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
    """Let convolutions over frames see the other end of a clip beyond its ends, or zeros.

    Attention over frames knows no order in these models. So wrapped convolutions make a clip a
    circle: a loop without a seam or, with one frame, a part of an endless still clip.
    """
    mode: Literal["circular", "zeros"] = "circular" if wraps else "zeros"
    for module in unet.modules():
        if isinstance(module, torch.nn.Conv3d) and module.kernel_size[0] > 1:
            module.padding_mode = mode
