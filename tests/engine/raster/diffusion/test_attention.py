# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which layers are watched, that watching changes nothing, and what composition changes."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, cast

import pytest
import torch
from diffusers import UNet3DConditionModel
from torch import Tensor

from engine.priors.video.model import DiffusersVideo
from engine.raster.diffusion.attention import kind_of
from engine.raster.diffusion.composition import (
    Composition,
    Features,
    ReferenceKeys,
    TiedKeyFrame,
    gains,
    plain_attention,
    spatial_attention,
    temporal_attention,
)
from engine.raster.diffusion.denoiser import Denoiser
from engine.training.video.architecture import MS_1_7B


def _random(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def test_the_layers_of_the_published_model() -> None:
    with torch.device("meta"):
        unet = UNet3DConditionModel(**MS_1_7B.unet)
    kinds = Counter(kind_of(name) for name in unet.attn_processors)
    assert kinds == {"spatial": 16, "temporal": 16 + 1, "text": 16, "other": 17}
    assert kind_of("transformer_in.transformer_blocks.0.attn1.processor") == "temporal"


def test_watching_changes_nothing(tiny_video: DiffusersVideo) -> None:
    clips = _random(2, 5, 4, 8, 8)
    states = torch.cat([tiny_video.text_states(text) for text in ("", "it runs")])
    with torch.no_grad():
        theirs = cast(Any, tiny_video.unet)(
            clips.transpose(1, 2), torch.tensor(500), encoder_hidden_states=states
        ).sample.transpose(1, 2)
    before = cast(Any, tiny_video.unet).attn_processors
    with Denoiser(tiny_video) as denoiser:
        ours = denoiser.noise(clips, 500, ["", "it runs"])
    assert torch.allclose(ours, theirs, atol=1e-5)
    assert cast(Any, tiny_video.unet).attn_processors == before


def _dense_spatial(
    query: Tensor, key: Tensor, value: Tensor, heads: int, reference: Tensor, count: int
) -> Tensor:
    """A_f = softmax(q_f k_f^T / sqrt(d)) v_f with q_ref,f for f < N, head by head, row by row."""
    width = query.shape[-1] // heads
    found = torch.zeros_like(query)
    for frame in range(len(query)):
        asking = reference[min(frame, len(reference) - 1)] if frame < count else query[frame]
        for head in range(heads):
            part = slice(head * width, (head + 1) * width)
            for row in range(query.shape[1]):
                logits = torch.stack(
                    [asking[row, part] @ other / math.sqrt(width) for other in key[frame, :, part]]
                )
                found[frame, row, part] = logits.softmax(0) @ value[frame, :, part]
    return found


def _dense_temporal(
    query: Tensor, key: Tensor, value: Tensor, heads: int, tied: Tensor, fidelity: float
) -> Tensor:
    """S_f,0 = (1 + lambda f / 50) q_f . k_ref,0 / sqrt(d); else q_f . k_g / sqrt(d)."""
    width = query.shape[-1] // heads
    found = torch.zeros_like(query)
    for place in range(len(query)):
        for head in range(heads):
            part = slice(head * width, (head + 1) * width)
            for frame in range(query.shape[1]):
                asking = query[place, frame, part]
                logits = [
                    (1 + fidelity * frame / 50) * (asking @ tied[place, part]) / math.sqrt(width)
                    if other == 0
                    else asking @ key[place, other, part] / math.sqrt(width)
                    for other in range(query.shape[1])
                ]
                weights = torch.stack(logits).softmax(0)
                found[place, frame, part] = weights @ value[place, :, part]
    return found


@pytest.mark.parametrize("kept", [1, 3])
def test_spatial_composition_is_the_papers(kept: int) -> None:
    frames, count, heads = 4, 3, 2
    query, key, value = (_random(2 * frames, 5, 6, seed=seed) for seed in range(3))
    features = Features(queries={"layer": _random(kept, 5, 6, seed=9)})
    chosen = Composition(frames, first_clip=1, queries=features, query_frames=count)
    found = spatial_attention("layer", query, key, value, heads, chosen)
    plain = plain_attention(query, key, value, heads)
    assert torch.equal(found[:frames], plain[:frames])
    expected = _dense_spatial(
        query[frames:], key[frames:], value[frames:], heads, features.queries["layer"], count
    )
    assert torch.allclose(found[frames:], expected, atol=1e-6)
    assert torch.allclose(found[frames + count :], plain[frames + count :], atol=1e-6)


@pytest.mark.parametrize("fidelity", [0.0, 0.5, 1.0])
def test_temporal_composition_is_the_papers(
    fidelity: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a few places at a time
    monkeypatch.setattr("engine.raster.diffusion.composition._MOST_LOGITS", 100)
    places, frames, heads = 7, 4, 2
    query, key, value = (_random(2 * places, frames, 6, seed=seed) for seed in range(3))
    features = Features(temporal_keys={"layer": _random(places, 6, seed=9)})
    column = TiedKeyFrame(0, features, gains(frames, fidelity))
    chosen = Composition(frames, first_clip=1, tied=(column,))
    found = temporal_attention("layer", query, key, value, heads, chosen)
    assert torch.equal(found[:places], plain_attention(query, key, value, heads)[:places])
    expected = _dense_temporal(
        query[places:],
        key[places:],
        value[places:],
        heads,
        features.temporal_keys["layer"],
        fidelity,
    )
    assert torch.allclose(found[places:], expected, atol=1e-6)


def test_the_gain_of_the_paper() -> None:
    assert gains(10, 1.0)[-1] == pytest.approx(1.18)
    assert gains(4, 1.0, frame=3).tolist() == pytest.approx([1.06, 1.04, 1.02, 1.0])
    assert gains(5, 1.0, loop=True).tolist() == pytest.approx([1.0, 1.02, 1.04, 1.04, 1.02])


def test_the_drawing_is_looked_up_with_its_weight() -> None:
    query, key, value = (_random(2, 3, 4, seed=seed) for seed in range(3))
    drawn = Features(keys={"layer": _random(3, 4, seed=7)}, values={"layer": _random(3, 4, seed=8)})
    for weight in (0.3, 1.0):
        chosen = Composition(2, reference_keys=ReferenceKeys(drawn, weight))
        found = spatial_attention("layer", query, key, value, 1, chosen)
        for frame in range(2):
            own = (query[frame] @ key[frame].T / 2).exp()
            other = weight * (query[frame] @ drawn.keys["layer"].T / 2).exp()
            expected = (own @ value[frame] + other @ drawn.values["layer"]) / (
                own.sum(-1) + other.sum(-1)
            )[:, None]
            assert torch.allclose(found[frame], expected, atol=1e-5)


def _composed(denoiser: Denoiser, clip: Tensor, reference: Tensor, **options: Any) -> Tensor:
    """The noise of a clip [M, C, h, w] composed with features of a reference clip."""
    features = Features()
    denoiser.noise(reference[None], 500, [""], record=features)
    frames = len(clip)
    columns: tuple[TiedKeyFrame, ...] = ()
    if "fidelity" in options:
        columns = (TiedKeyFrame(0, features, gains(frames, options["fidelity"])),)
    count = options.get("query_frames", 0)
    chosen = Composition(
        frames, queries=features if count else None, query_frames=count, tied=columns
    )
    return denoiser.noise(clip[None], 500, [""], composition=chosen)[0]


def test_lambda_0_and_no_query_frames_are_plain_attention(denoiser: Denoiser) -> None:
    clip = _random(6, 4, 8, 8)
    plain = denoiser.noise(clip[None], 500, [""])[0]
    assert torch.equal(_composed(denoiser, clip, clip), plain)
    # Tied to what frame 0 says itself, without a gain, nothing changes either.
    assert torch.allclose(_composed(denoiser, clip, clip, fidelity=0.0), plain, atol=1e-5)
    assert torch.allclose(
        _composed(denoiser, clip, clip, fidelity=0.0, query_frames=6), plain, atol=1e-5
    )


def test_both_mechanisms_change_the_clip(denoiser: Denoiser) -> None:
    clip, other = _random(6, 4, 8, 8), _random(6, 4, 8, 8, seed=5)
    plain = denoiser.noise(clip[None], 500, [""])[0]
    for options in ({"fidelity": 0.0}, {"query_frames": 3}):
        assert float((_composed(denoiser, clip, other, **options) - plain).abs().max()) > 1e-4
    free = _composed(denoiser, clip, other, fidelity=0.0)
    tied = _composed(denoiser, clip, other, fidelity=1.0)
    assert float((free - tied).abs().max()) > 1e-6


def test_16_frames_and_16_places_are_told_apart(denoiser: Denoiser) -> None:
    clip = _random(16, 4, 4, 4)  # 4 x 4 places, as in the middle of a model at 256 pixels
    features = Features()
    denoiser.noise(clip[None], 500, [""], record=features)
    spatial = {name for name in features.queries if kind_of(name) == "spatial"}
    assert spatial == set(features.queries)
    assert all(kind_of(name) == "temporal" for name in features.temporal_keys)
    at_full_size = [name for name in spatial if features.queries[name].shape[1] == 16]
    assert at_full_size
    assert all(len(features.queries[name]) == 16 for name in spatial)
    plain = denoiser.noise(clip[None], 500, [""])[0]
    assert torch.allclose(_composed(denoiser, clip, clip, fidelity=0.0), plain, atol=1e-5)


def test_wrapped_time_has_no_seam(denoiser: Denoiser) -> None:
    clip = _random(5, 4, 8, 8)
    turned = denoiser.noise(clip.roll(2, 0)[None], 500, ["it runs"], wraps=True)[0]
    straight = denoiser.noise(clip[None], 500, ["it runs"], wraps=True)[0]
    assert torch.allclose(turned, straight.roll(2, 0), atol=1e-5)
    open_ends = denoiser.noise(clip.roll(2, 0)[None], 500, ["it runs"])[0]
    assert not torch.allclose(open_ends, straight.roll(2, 0), atol=1e-3)


def test_one_frame_stands_for_an_endless_still_clip(denoiser: Denoiser) -> None:
    frame = _random(1, 4, 8, 8)
    alone = denoiser.noise(frame[None], 500, [""], wraps=True)[0]
    many = denoiser.noise(frame.expand(1, 6, -1, -1, -1), 500, [""], wraps=True)[0]
    assert torch.allclose(many, alone.expand(6, -1, -1, -1), atol=1e-5)
