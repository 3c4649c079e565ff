# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published architectures in full size, without numbers: weights, operations and memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch

from engine.priors.video.pipelines.cost import clip_cost
from engine.priors.video.pipelines.families import FAMILIES, ModelFamily, family_of
from engine.priors.video.pipelines.folder import PipelineFolder

_WAN_SMALL = {
    "num_attention_heads": 12, "attention_head_dim": 128, "num_layers": 30, "ffn_dim": 8960,
    "freq_dim": 256, "text_dim": 4096, "in_channels": 16, "out_channels": 16,
}  # fmt: skip
_WAN_VAE = {"scale_factor_spatial": 8}
_COG_VAE = {"block_out_channels": [128, 256, 256, 512]}
_GIVEN_FIRST = family_of({"_class_name": "WanPipeline", "expand_timesteps": True})
assert _GIVEN_FIRST is not None

#: Name -> family, class of the transformer, what of its settings isn't diffusers' default, the
#: VAE's settings, weights in billions.
PUBLISHED: dict[str, tuple[ModelFamily, str, dict[str, Any], dict[str, Any], float]] = {
    "Wan2.1-T2V-1.3B": (
        FAMILIES["WanPipeline"], "WanTransformer3DModel", _WAN_SMALL, _WAN_VAE, 1.42,
    ),
    "Wan2.1-VACE-1.3B": (
        FAMILIES["WanVACEPipeline"], "WanVACETransformer3DModel",
        {**_WAN_SMALL, "vace_layers": list(range(0, 30, 2)), "vace_in_channels": 96},
        _WAN_VAE, 2.15,
    ),
    "Wan2.2-TI2V-5B": (
        _GIVEN_FIRST, "WanTransformer3DModel",
        {**_WAN_SMALL, "num_attention_heads": 24, "ffn_dim": 14336, "in_channels": 48,
         "out_channels": 48},
        {"scale_factor_spatial": 16}, 5.0,
    ),
    "LTX-Video 2B": (
        FAMILIES["LTXPipeline"], "LTXVideoTransformer3DModel", {}, {"patch_size": 4}, 1.92,
    ),
    "CogVideoX-2b": (
        FAMILIES["CogVideoXPipeline"], "CogVideoXTransformer3DModel", {}, _COG_VAE, 1.69,
    ),
    "CogVideoX-5b-I2V": (
        FAMILIES["CogVideoXImageToVideoPipeline"], "CogVideoXTransformer3DModel",
        {"num_attention_heads": 48, "num_layers": 42, "in_channels": 32, "out_channels": 16,
         "use_rotary_positional_embeddings": True, "use_learned_positional_embeddings": True},
        _COG_VAE, 5.58,
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_architecture_is_measured_in_full_size(name: str, tmp_path: Path) -> None:
    family, kind, settings, vae, billions = PUBLISHED[name]
    with torch.device("meta"):
        transformer = getattr(diffusers, kind)(**settings)
    weights = sum(parameter.numel() for parameter in transformer.parameters()) / 1e9
    assert weights == pytest.approx(billions, rel=0.03)
    config = {"transformer": {"_class_name": kind, **settings}, "vae": vae}
    folder = PipelineFolder(name, tmp_path / name, "", family, {}, {}, config)
    frames = family.clip_frames(24)
    cost = clip_cost(folder, frames, family.size)
    tokens = ((frames - 1) // family.stride + 1) * family.size[0] * family.size[1] // 1024
    least = 2e9 * weights * tokens  # two operations for each weight and token, attention apart
    assert 0.5 * least < cost.operations
    print(
        f"| {name} | {weights:.2f} | {frames} | {family.size[1]} x {family.size[0]} "
        f"| {cost.operations / 1e12:.0f} | {2 * weights:.1f} | {2 * cost.numbers / 1e9:.1f} |"
    )
    assert 2 * cost.numbers < 12e9  # bytes in half precision: it can't be far off
