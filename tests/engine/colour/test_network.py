# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour network: its versions, what it sees, and areas' colours out of its picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.errors import FormatError
from engine.colour import proposing
from engine.colour.colouring import coloured
from engine.colour.hints import dabs_of_drawing
from engine.colour.lab import lab_of, srgb_of
from engine.colour.network.generator import (
    VERSIONS,
    ColourGenerator,
    GeneratorConfig,
    Version,
    compressed,
)
from engine.colour.network.proposals import harmonised, network_colors
from engine.colour.network.weights_file import load_generator, save_generator
from engine.colour.regions.inked import SIDE
from engine.colour.regions.trapped_ball import find_regions
from engine.language.noun_vectors import LENGTH, noun_of, noun_vector
from tests.engine.colour.test_colouring import BLUE, dab, two_rooms


def generator(version: Version = "skips", side: int = 64) -> ColourGenerator:
    torch.manual_seed(0)
    return ColourGenerator(GeneratorConfig(version, side, (4, 8, 8, 8, 8), hint=4)).eval()


def test_lab_of_known_colours() -> None:
    red, white = lab_of([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    assert np.allclose(red, [53.24, 80.09, 67.20], atol=0.05)
    assert np.allclose(white, [100.0, 0.0, 0.0], atol=0.02)
    colors = np.random.default_rng(0).random((20, 3))
    assert np.allclose(srgb_of(lab_of(colors)), colors, atol=1e-6)


@pytest.mark.parametrize("version", VERSIONS)
def test_pictures_depend_on_lines_hints_and_noun(version: Version) -> None:
    network = generator(version)
    for told in network.nouns:
        assert isinstance(told, torch.nn.Linear)
        torch.nn.init.normal_(told.weight)
    lines, hints, noun = torch.rand(1, 1, 64, 64), torch.zeros(1, 4, 16, 16), torch.zeros(1, LENGTH)
    usual = network(lines, hints, noun)
    assert usual.shape == (1, 3, 64, 64) and usual.abs().max() <= 1.0
    assert not torch.equal(usual, network(lines, hints + 1.0, noun))
    assert not torch.equal(usual, network(lines, hints, noun + 1.0))


def test_skips_carry_what_the_plain_version_loses() -> None:
    counts = {v: sum(p.numel() for p in generator(v).parameters()) for v in VERSIONS}
    assert counts["plain"] < counts["skips"] < counts["final"]


def test_compressed_hints_keep_their_colour() -> None:
    hints = torch.zeros(1, 4, 8, 8)
    hints[0, :, 0, 0] = torch.tensor([1.0, -1.0, 0.5, 1.0])
    small = compressed(hints)
    assert small.shape == (1, 4, 2, 2)
    assert torch.allclose(small[0, :3, 0, 0], torch.tensor([1.0, -1.0, 0.5]))
    assert small[0, 3, 0, 0] == 0.25 and not small[0, :, 1, 1].any()


def test_the_first_noun_counts() -> None:
    assert noun_of("the red fish swims") == "fish" and noun_of("qwrtz") == ""
    assert np.linalg.norm(noun_vector("a fish")) == pytest.approx(1.0)
    assert not noun_vector("qwrtz").any()


def test_colours_alike_become_one_and_the_artists_stay() -> None:
    colors = lab_of([[0.9, 0.1, 0.1], [0.92, 0.12, 0.1], [0.1, 0.2, 0.9], [0.12, 0.2, 0.88]])
    found = harmonised(colors, np.array([10, 30, 10, 10]), [None, None, None, BLUE])
    assert found[0] == found[1] and found[3] == BLUE
    assert found[2] == pytest.approx(BLUE, abs=1e-6)  # alike to what the artist changed
    assert np.abs(np.array(found[0]) - [0.915, 0.115, 0.1]).max() < 0.01


def test_there_are_few_colours() -> None:
    colors = lab_of(np.random.default_rng(1).random((40, 3)))
    found = harmonised(colors, np.ones(40, np.int64), [None] * 40)
    assert len(set(found)) <= 6


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[ColourGenerator]:
    network = generator()
    monkeypatch.setattr(proposing, "shipped_generator", lambda: network)
    yield network


def test_areas_get_the_medians_of_the_picture(shipped: ColourGenerator) -> None:
    last = shipped.last
    assert isinstance(last, torch.nn.ConvTranspose2d) and last.bias is not None
    torch.nn.init.zeros_(last.weight)
    last.bias.data.copy_(torch.atanh(torch.tensor([0.5, -0.5, 0.0])))
    found = coloured(two_rooms(), "the fish swims")
    for color in found.colors.values():
        assert color == pytest.approx((0.75, 0.25, 0.5), abs=0.01)


def test_a_hint_always_wins(shipped: ColourGenerator) -> None:
    found = coloured(two_rooms(), "", dabs_of_drawing(dab(120, 100, BLUE), (SIDE, SIDE)))
    large, small = found.regions.numbers
    assert found.hinted == {large} and found.colors[large] == pytest.approx(BLUE)
    assert np.allclose(found.colors[small], BLUE, atol=1e-6)  # the network made both alike


def test_specks_and_empty_pictures_are_left_to_the_rules() -> None:
    ink = np.zeros((400, 400), bool)
    ink[20:380, [20, 379]] = ink[[20, 379], 20:380] = True
    ink[100:112, [100, 111]] = ink[[100, 111], 100:112] = True
    regions = find_regions(ink, 1.0, 2.0)
    assert len(regions.numbers) == 2
    assert list(network_colors(generator(side=32), ink, regions, "", {})) == regions.numbers[:1]
    nothing = np.zeros((50, 50), bool)
    assert network_colors(generator(), nothing, find_regions(nothing, 1.0, 2.0), "", {}) == {}


def test_weights_are_read_as_written(tmp_path: Path) -> None:
    network = generator("final")
    save_generator(tmp_path / "a" / "colour.safetensors", network.config, network.state_dict())
    read = load_generator(tmp_path / "a" / "colour.safetensors")
    assert read.config == network.config
    asked = torch.rand(1, 1, 64, 64), torch.zeros(1, 4, 16, 16), torch.zeros(1, LENGTH)
    assert torch.allclose(read(*asked), network(*asked), atol=0.01)
    (tmp_path / "b").write_bytes(b"nothing")
    with pytest.raises(FormatError):
        load_generator(tmp_path / "b")
