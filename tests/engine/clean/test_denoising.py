# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes are moved onto the lines they stand for: by how much, which, and what it is good for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from engine.bench.clean import rough_pair
from engine.bench.pictures import lines_of
from engine.clean import clean_drawing, clean_up
from engine.clean.denoising import denoiser
from engine.clean.denoising.denoiser import denoised, shipped_denoiser, write_denoiser
from engine.clean.denoising.neighbourhoods import NEIGHBOURS, SPACING, neighbourhoods
from engine.clean.denoising.network import LineDenoiser
from engine.clean.lines import SampledLine, evenly
from engine.geometry.svg.reader import parse_svg
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
EXAMPLES = Path(__file__).resolve().parents[3] / "presets" / "examples"


@pytest.fixture
def other_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another file in place of the shipped weights."""
    monkeypatch.setattr(denoiser, "FILE", tmp_path / "weights.safetensors")
    shipped_denoiser.cache_clear()
    yield tmp_path / "weights.safetensors"
    shipped_denoiser.cache_clear()


def stroke(points: Floats, number: int) -> SampledLine:
    return SampledLine(points, np.ones(len(points)), np.ones(len(points)), number)


def rough_circle(rng: np.random.Generator) -> list[SampledLine]:
    """Twelve arcs around a circle of radius 60, each shifted and of a slightly wrong radius."""
    lines = []
    for number in range(12):
        angle = np.linspace(0.0, rng.uniform(1.0, 2.5), 60) + number
        radius = 60 + rng.normal(0.0, 1.5)
        arc = 128 + radius * np.stack([np.cos(angle), np.sin(angle)], 1) + rng.normal(0, 1.2, 2)
        lines.append(stroke(evenly(arc, 1.5), number))
    return lines


def off_circle(lines: list[SampledLine]) -> float:
    points = np.concatenate([line.points for line in lines])
    return float(np.abs(np.hypot(*(points - 128).T) - 60).mean())


def distance(drawing: Drawing, truth: Drawing) -> float:
    there, here = (np.concatenate(lines_of(d)) for d in (truth, drawing))
    return float(cKDTree(there).query(here)[0].mean())


def test_a_rough_circle_comes_much_nearer_to_the_true_one() -> None:
    network = shipped_denoiser()
    assert network is not None
    rough = rough_circle(np.random.default_rng(5))
    moved = denoised(rough, network)
    assert off_circle(moved) < 0.65 * off_circle(rough)
    assert [len(line.points) for line in moved] == [len(line.points) for line in rough]


def test_the_amount_is_a_share_of_the_way_and_the_spread_says_how_far() -> None:
    network = shipped_denoiser()
    assert network is not None
    rough = rough_circle(np.random.default_rng(6))
    none, half, whole = (denoised(rough, network, amount) for amount in (0.0, 0.5, 1.0))
    for line, stays, between, there in zip(rough, none, half, whole, strict=True):
        assert np.array_equal(stays.points, line.points)
        assert np.allclose(between.points, (line.points + there.points) / 2)
        assert there.spread == pytest.approx(np.hypot(*(there.points - line.points).T))


def test_it_does_not_matter_how_a_drawing_is_turned() -> None:
    network = shipped_denoiser()
    assert network is not None
    rough = rough_circle(np.random.default_rng(7))
    turn = np.array([[0.8, 0.6], [-0.6, 0.8]])
    turned = [stroke(line.points @ turn, line.stroke) for line in rough]
    for one, other in zip(denoised(rough, network), denoised(turned, network), strict=True):
        assert np.allclose(one.points @ turn, other.points, atol=0.05)


def test_neighbours_are_of_other_places() -> None:
    straight = np.stack([np.arange(30) * SPACING, np.zeros(30)], 1)
    near = neighbourhoods([straight + np.array([0.0, y]) for y in (0.0, 3.0, 90.0)])
    own, beside, far = near.neighbours[15], near.neighbours[45], near.neighbours[75]
    assert set(own[own >= 0].tolist()) & set(range(30, 60))
    assert not set(own.tolist()) & set(range(10, 21)), "beside it in its own stroke"
    assert set(beside[beside >= 0].tolist()) & set(range(30)) and len(own) == NEIGHBOURS
    assert set(far.tolist()) <= {-1}


@pytest.mark.parametrize("index", [1, 17])
def test_the_network_brings_rough_puppets_nearer_than_geometry_alone(
    index: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = rough_pair(index)
    with_network = clean_drawing(pair.rough).drawing
    monkeypatch.setattr(clean_up, "shipped_denoiser", lambda: None)
    alone = clean_drawing(pair.rough).drawing
    assert distance(with_network, pair.truth) < 0.9 * distance(alone, pair.truth)


def test_at_no_strength_strokes_stay_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    rough = rough_pair(1).rough
    with_network = clean_drawing(rough, 0.0).drawing
    monkeypatch.setattr(clean_up, "shipped_denoiser", lambda: None)
    assert np.array_equal(
        numpy_of(with_network.positions), numpy_of(clean_drawing(rough, 0.0).drawing.positions)
    )


def test_what_is_drawn_once_is_left_to_geometry(monkeypatch: pytest.MonkeyPatch) -> None:
    once = parse_svg((EXAMPLES / "dog.svg").read_bytes()).drawing
    with_network = clean_drawing(once).drawing
    monkeypatch.setattr(clean_up, "shipped_denoiser", lambda: None)
    assert np.array_equal(
        numpy_of(with_network.positions), numpy_of(clean_drawing(once).drawing.positions)
    )


def test_without_weights_geometry_cleans_alone(other_weights: Path) -> None:
    pair = rough_pair(5)
    assert shipped_denoiser() is None
    assert distance(clean_drawing(pair.rough).drawing, pair.truth) < distance(
        pair.rough, pair.truth
    )
    other_weights.write_bytes(b"no weights")
    shipped_denoiser.cache_clear()
    assert shipped_denoiser() is None


def test_weights_are_found_again(other_weights: Path) -> None:
    torch.manual_seed(1)
    network = LineDenoiser()
    write_denoiser(network, other_weights)
    found = shipped_denoiser()
    assert found is not None
    rough = rough_circle(np.random.default_rng(8))
    for one, other in zip(denoised(rough, network), denoised(rough, found), strict=True):
        assert np.allclose(one.points, other.points, atol=0.1)
