# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks: what the papers say of their parts."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from engine.poses.discriminator import Discriminator, Encoder, deviation
from engine.poses.generator import PUBLISHED_256, Generator, PoseNetworkSettings, settings_for
from engine.poses.layers import Conv, Dense, ModulatedConv, doubled, softened

SMALL = PoseNetworkSettings(resolution=16, base=128, widest=16, z=8, w=12, pose=4, coarse=2)


def test_scaled_inputs_equal_modulated_and_demodulated_weights() -> None:
    torch.manual_seed(1)
    layer = ModulatedConv(5, 3, 3, 7)
    x, w = torch.randn(2, 5, 6, 6), torch.randn(2, 7)
    drawn = layer(x, w)
    for number in range(2):
        scales = layer.affine(w[number : number + 1])[0]
        weight = layer.weight * layer.scale * scales[None, :, None, None]
        weight = weight * torch.rsqrt(weight.square().sum((1, 2, 3), keepdim=True) + 1e-8)
        alone = F.conv2d(x[number : number + 1], weight, padding=1)
        assert torch.allclose(drawn[number : number + 1], alone, atol=1e-5)


def test_demodulated_outputs_have_variance_1_for_any_style() -> None:
    torch.manual_seed(2)
    layer = ModulatedConv(32, 32, 3, 4)
    drawn = layer(torch.randn(4, 32, 24, 24), 5 * torch.randn(4, 4))
    assert float(drawn[:, :, 1:-1, 1:-1].detach().std()) == pytest.approx(1.0, abs=0.05)


def test_layers_halve_and_double() -> None:
    x = torch.randn(2, 4, 8, 8)
    assert Conv(4, 6, 3, down=True)(x).shape == (2, 6, 4, 4)
    assert Conv(4, 6, 1, down=True)(x).shape == (2, 6, 4, 4)
    assert ModulatedConv(4, 6, 3, 5, up=True)(x, torch.randn(2, 5)).shape == (2, 6, 16, 16)
    flat = torch.ones(1, 2, 8, 8)
    assert torch.allclose(softened(flat, 0), torch.ones(1, 2, 5, 5))
    assert torch.allclose(doubled(flat), torch.ones(1, 2, 16, 16))


def test_a_slow_layer_begins_as_any_other_and_learns_slower() -> None:
    torch.manual_seed(3)
    slow = Dense(64, 64, pace=0.01)
    assert float(slow(torch.randn(500, 64)).detach().std()) == pytest.approx(1.0, abs=0.05)
    assert slow.weight.std() > 90


def test_layers_and_coarse_ones_are_those_published() -> None:
    assert (PUBLISHED_256.layers, PUBLISHED_256.coarse, PUBLISHED_256.w) == (14, 7, 512)
    assert [settings_for(side).layers for side in (64, 128, 256)] == [8, 10, 14]
    assert PUBLISHED_256.sides == (4, 8, 16, 32, 64, 128, 256)
    assert settings_for(64).sides == (4, 8, 16, 32)  # and squares of four pixels


def test_constant_noise_repeats_and_random_noise_does_not() -> None:
    torch.manual_seed(4)
    generator = Generator(SMALL)
    for layer in generator.synthesis.layers:
        layer.strength.data.fill_(0.5)  # type: ignore[operator]
    z = torch.randn(2, SMALL.z)
    assert generator(z).shape == (2, 1, 16, 16)
    assert torch.equal(generator(z, "constant"), generator(z, "constant"))
    assert not torch.equal(generator(z, "random"), generator(z, "random"))


def test_style_mixing_takes_the_pose_of_coarse_layers_alone() -> None:
    generator = Generator(SMALL)
    a, b = torch.zeros(1, SMALL.layers, SMALL.w), torch.ones(1, SMALL.layers, SMALL.w)
    mixed = generator.mixed(a, b)
    assert mixed[:, : SMALL.coarse, : SMALL.pose].min() == 1
    assert mixed.sum() == SMALL.coarse * SMALL.pose
    assert a.sum() == 0


def test_the_discriminator_sees_how_much_a_batch_differs() -> None:
    same = torch.ones(4, 3, 4, 4)
    assert deviation(same).max() < 1e-3
    assert deviation(torch.randn(4, 3, 4, 4)).shape == (4, 1, 4, 4)
    assert float(deviation(torch.randn(64, 3, 4, 4)).mean()) == pytest.approx(0.8, abs=0.1)
    assert Discriminator(SMALL)(torch.randn(6, 1, 16, 16)).shape == (6,)
    varied, alike = torch.randn(4, 3, 4, 4), torch.ones(4, 3, 4, 4)
    told = deviation(torch.cat([varied, alike]))[:, 0, 0, 0]  # four that follow one another
    assert told[:4].min() > 0.5 and told[4:].max() < 1e-3


def test_folded_networks_draw_and_judge_whole_pictures_and_begin_with_paper() -> None:
    torch.manual_seed(5)
    folded = replace(SMALL, resolution=32, fold=2, styled_start=True)
    generator = Generator(folded)
    drawn = generator(torch.randn(40, folded.z), "constant").detach()
    assert drawn.shape == (40, 1, 32, 32) and len(generator.synthesis.outputs) == 3
    assert -1.5 < float(drawn.mean()) < -0.5 and float(drawn.std()) < 0.6
    assert Discriminator(folded)(drawn).shape == (40,)
    assert Encoder(folded)(drawn).shape == (40, folded.w)


def test_the_encoder_gives_one_style() -> None:
    assert Encoder(SMALL)(torch.randn(3, 1, 16, 16)).shape == (3, SMALL.w)


@pytest.mark.parametrize("wrong", [{"resolution": 48}, {"fold": 3}, {"pose": 0}, {"coarse": 40}])
def test_sizes_that_make_no_sense_are_refused(wrong: dict) -> None:
    with pytest.raises(ValueError):
        PoseNetworkSettings(**wrong)
