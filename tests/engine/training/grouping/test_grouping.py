# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training what Find objects knows: scenes, shards, a run that goes on, the command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.geometry.grouping.affinity import opinions, read_affinity
from engine.geometry.grouping.find import find_objects
from engine.metrics.grouping import read_labelled
from engine.training.grouping.open_art import outlines, read_things
from engine.training.grouping.props import PROPS, ground
from engine.training.grouping.run import Phase, grouping_loop, new_network, pair_loss, varied
from engine.training.grouping.scenes import (
    Stock,
    augmented,
    compose,
    layout_of,
    puppet_lines,
    swapped,
)
from engine.training.grouping.shards import Measured, composed, composed_shards, read_shard
from engine.training.grouping.sketching import SketchingHand, resampled, sketched

torch.set_num_threads(1)  # several threads may add in another order each time
SQUARE = "M1 1H9V9H1Z"


@pytest.fixture(scope="module")
def stock() -> Stock:
    angle = np.linspace(0.0, 2.0 * np.pi, 30)
    ring = np.stack([0.5 * np.cos(angle), 0.5 * np.sin(angle)], axis=1)
    return Stock([(ring, 0.4 * ring)], [puppet_lines(0, 0)], [(0.5 * ring, ring)], 0.3)


@pytest.fixture(scope="module")
def scenes(stock: Stock) -> list[Measured]:
    return composed(3, 0, 12, stock)


def icon_set(folder: Path, **bodies: str) -> None:
    folder.mkdir(parents=True)
    icons = {"width": 10, "height": 10, "icons": {name: {"body": b} for name, b in bodies.items()}}
    (folder / "icons.json").write_text(json.dumps(icons))
    kept = [name for name in bodies if name != "flag"]
    categories = {"Animals & Nature": kept, "Flags": ["flag"]}
    (folder / "metadata.json").write_text(json.dumps({"categories": categories}))


def test_what_a_later_area_covers_is_hidden() -> None:
    from engine.geometry.svg.reader import parse_svg

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        '<path fill="red" d="M0 4H10V6H0Z"/><path fill="blue" d="M3 2H7V8H3Z"/></svg>'
    )
    seen = outlines(parse_svg(svg.encode()).drawing)
    points = np.concatenate(seen)
    low, high = points.min(axis=0), points.max(axis=0)
    places = (points - low) / (high - low)  # the red bar lies across, the blue one before it
    bar = places[np.abs(places[:, 1] - 0.5) < 0.2]
    assert not ((bar[:, 0] > 0.32) & (bar[:, 0] < 0.68)).any()
    assert (places[:, 0] < 0.05).any() and (places[:, 0] > 0.95).any()


def test_pictures_of_one_thing_are_read_and_others_are_not(tmp_path: Path) -> None:
    two = f'<path fill="red" d="{SQUARE}"/><path fill="blue" d="M3 3H6V6H3Z"/>'
    names = ("dog", "dog-face", "two-hands", "person-dark-skin-tone")
    icon_set(tmp_path / "set", **dict.fromkeys(names, two), flag=two)
    (thing,) = read_things(tmp_path)
    assert thing.name == "dog"
    points = np.concatenate(thing.lines)
    assert np.ptp(points, axis=0).max() == pytest.approx(1.0)
    with pytest.raises(BadInput, match="no icon set"):
        read_things(tmp_path / "set" / "nothing")


@pytest.mark.parametrize("draw", list(dict.fromkeys(PROPS)))
def test_simple_things_are_lines_of_about_unit_size(draw: Any) -> None:
    for seed in range(8):
        lines = draw(np.random.default_rng(seed))
        points = np.concatenate(lines)
        assert np.isfinite(points).all()
        assert all(len(line) >= 2 for line in lines)
        assert 0.3 < np.ptp(points, axis=0).max() < 3.0


def test_the_ground_reaches_over_its_box() -> None:
    box = (np.array([10.0, 20.0]), np.array([50.0, 40.0]))
    for seed in range(20):
        points = np.concatenate(ground(np.random.default_rng(seed), box))
        assert np.isfinite(points).all()
        assert points[:, 1].max() > 20.0


def test_a_sketch_stays_beside_its_outline() -> None:
    rng = np.random.default_rng(0)
    line = np.stack([np.linspace(0.0, 1.0, 50), np.zeros(50)], axis=1)
    for _ in range(20):
        points = np.concatenate(sketched(rng, [line], 1.0, SketchingHand.random(rng, clean=True)))
        assert np.abs(points[:, 1]).max() < 0.05  # 0.004 is the mean of its wobbling
        assert points[:, 0].min() < 0.05 and points[:, 0].max() > 0.95


def test_even_points_keep_the_ends() -> None:
    line = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]])
    even = resampled(line, 0.5)
    assert np.allclose(even[[0, -1]], line[[0, -1]])
    assert np.allclose(np.linalg.norm(np.diff(even, axis=0), axis=1), 0.5, atol=1e-9)
    assert len(resampled(np.zeros((3, 2)), 0.5)) == 2


def test_scenes_know_their_objects(stock: Stock) -> None:
    counts = set()
    for seed in range(40):
        scene = compose(np.random.default_rng(seed), stock)
        assert len(scene.labels) == scene.drawing.stroke_count
        counts.add(len(np.unique(scene.labels)))
    assert {2, 3} <= counts and max(counts) <= 7
    again = [compose(np.random.default_rng(4), stock).drawing.positions for _ in range(2)]
    assert np.array_equal(np.asarray(again[0].data), np.asarray(again[1].data))


def test_a_variant_of_a_drawing_keeps_its_objects_apart(stock: Stock) -> None:
    scene = compose(np.random.default_rng(1), stock)
    objects = len(np.unique(scene.labels))
    for seed in range(10):
        other = augmented(np.random.default_rng(seed), scene)
        assert len(other.labels) == other.drawing.stroke_count
        assert 2 <= len(np.unique(other.labels)) <= objects
    assert len(layout_of(scene.drawing, scene.labels)) == objects


def test_another_thing_fits_into_the_box_of_the_one_it_stands_for(stock: Stock) -> None:
    scene = compose(np.random.default_rng(2), stock)
    layout = layout_of(scene.drawing, scene.labels)
    for seed in range(10):
        other = swapped(np.random.default_rng(seed), layout, stock.drawn)
        assert len(other.labels) == other.drawing.stroke_count
        assert len(np.unique(other.labels)) == len(layout)
    layouts = replace(stock, layouts=(layout,), swaps=1.0)
    assert len(np.unique(compose(np.random.default_rng(0), layouts).labels)) == len(layout)


def test_shards_are_found_again(stock: Stock, scenes: list[Measured], tmp_path: Path) -> None:
    from engine.training.grouping.shards import write_shard

    write_shard(tmp_path / "00000", scenes)
    for one, other in zip(read_shard(tmp_path / "00000"), scenes, strict=True):
        assert np.array_equal(one.labels, other.labels)
        assert np.array_equal(one.pairs, other.pairs)

    def none() -> Stock:
        raise AssertionError("nothing is missing")

    assert len(composed_shards(tmp_path, 3, 5, none, print)) == 5


def test_the_order_of_strokes_matters_to_no_pair_but_by_the_order(scenes: list[Measured]) -> None:
    network = new_network(scenes, 0)
    scene = scenes[0]
    count = len(scene.labels)
    order = np.random.default_rng(0).permutation(count)
    first, second = np.triu_indices(count, 1)
    places = np.zeros((count, count), dtype=np.int64)
    places[first, second] = places[second, first] = np.arange(len(first))
    tokens, pairs = scene.tokens.astype(np.float32), scene.pairs.astype(np.float32)
    plain = opinions([network], tokens, pairs)
    moved = opinions([network], tokens[order], pairs[places[order[first], order[second]]])
    assert np.allclose(moved, plain[places[order[first], order[second]]], atol=1e-4)


def test_a_thinned_scene_keeps_the_features_of_its_pairs(scenes: list[Measured]) -> None:
    scene = max(scenes, key=lambda scene: len(scene.labels))
    for seed in range(20):
        thin = varied(np.random.default_rng(seed), scene)
        count = len(thin.labels)
        assert len(thin.tokens) == count and len(thin.pairs) == count * (count - 1) // 2
        assert len(np.unique(thin.labels)) > 1
        known = {row.tobytes() for row in scene.pairs}
        assert all(row.tobytes() in known for row in thin.pairs)


def test_a_stopped_run_goes_on_as_if_it_had_not_been(
    scenes: list[Measured], tmp_path: Path
) -> None:
    phase = Phase("short", ((scenes, 1.0),), 6, 1e-3)

    def trained(folder: Path, session_minutes: float = 0.0) -> dict[str, torch.Tensor]:
        loop = grouping_loop(folder, new_network(scenes, 0), phase, 5, session_minutes)
        loop.run(lambda line: None)
        return loop.task.network.state_dict()

    whole = trained(tmp_path / "whole")
    trained(tmp_path / "parts", 1e-9)
    parts = trained(tmp_path / "parts")
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_what_is_learned_lowers_the_loss(scenes: list[Measured], tmp_path: Path) -> None:
    network = new_network(scenes, 0)
    before = pair_loss(network, scenes[0]).item()
    phase = Phase("short", ((scenes[:1], 1.0),), 12, 3e-3)
    grouping_loop(tmp_path, network, phase, 0).run(lambda line: None)
    assert pair_loss(network, scenes[0]).item() < 0.8 * before


def test_the_command_writes_weights_that_find_objects(tmp_path: Path) -> None:
    two = f'<path fill="red" d="{SQUARE}"/><path fill="blue" d="M3 3H6V6H3Z"/>'
    icon_set(tmp_path / "art" / "set", dog=two, cat=two)
    drawings = tmp_path / "drawings"
    drawings.mkdir()
    lines = "".join(f'<path d="M{x} 5L{x + 3} 9" stroke="black"/>' for x in range(0, 90, 10))
    (drawings / "a.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 20">{lines}</svg>'
    )
    (drawings / "a.json").write_text(json.dumps({"objects": {"a": [0, 1, 2, 3], "b": [4, 5, 6]}}))
    asked = ["--art", tmp_path / "art", "--drawings", drawings, "--out", tmp_path / "run"]
    sizes = ["--to", tmp_path / "w.safetensors", "--scenes", 18, "--steps", 6, "--networks", 1]
    assert main(["train", "grouping", *map(str, [*asked, *sizes])]) == 0
    model = read_affinity(tmp_path / "w.safetensors")
    (item,) = read_labelled(drawings)
    assert len(find_objects(item.drawing, model=model).labels) == 9
