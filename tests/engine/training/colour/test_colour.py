# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the colour network: lines out of pictures, hints, pairs, the command, the table."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from addon.contract.errors import BadInput
from engine.colour.network.generator import GeneratorConfig
from engine.colour.regions.trapped_ball import Regions
from engine.commands import cli
from engine.metrics.picture_likeness import RandomFeatureDistance, psnr, ssim
from engine.training.colour.batches import BatchMaker
from engine.training.colour.comparison import by_rules, distances, trained, true_colors
from engine.training.colour.hints import dabs, simulated_hints, strokes
from engine.training.colour.icons import fetch_sets, held_back, in_order
from engine.training.colour.pairs import prepared_pairs
from engine.training.colour.run import ColourRun, colour_loop
from engine.training.colour.sketches import area_borders, canny, thickened, without_short
from engine.training.loop import LoopSettings, TrainingLoop

SQUARE = '<path fill="#e02020" d="M4 4h24v24h-24z"/><path fill="#2020e0" d="M10 10h8v8h-8z"/>'
DISC = '<circle cx="16" cy="16" r="12" fill="#20a020"/>'


def picture() -> NDArray[np.uint8]:
    page = np.full((64, 64, 3), 255, np.uint8)
    page[16:48, 16:48] = (200, 30, 30)
    return page


def test_edges_lie_on_the_border() -> None:
    for ink in (canny(picture(), 1.0, 4.0, 12.0), area_borders(picture())):
        rows, columns = np.nonzero(ink)
        away = np.maximum(np.abs(rows - 31.5), np.abs(columns - 31.5))
        assert 100 < ink.sum() < 280 and np.abs(away - 16.0).max() <= 2.5


def test_short_lines_are_dropped_and_thin_ones_thickened() -> None:
    ink = np.zeros((32, 32), bool)
    ink[5, 2:30] = ink[20, 3:6] = True
    kept = without_short(ink, 10)
    assert kept.sum() == 28 and not kept[20].any()
    assert thickened(kept).sum(0).max() == 2


def test_hints_have_the_colours_of_the_picture() -> None:
    color = np.dstack([picture(), np.where(picture()[..., 1] < 99, 255, 0).astype(np.uint8)])
    red = np.array([200, 30, 30]) / 127.5 - 1.0
    rng = np.random.default_rng(0)
    for planes in (dabs(color, rng, 4), strokes(color, rng, 60)):
        there = planes[3] > 0
        assert there.any() and not there.all()
        assert np.allclose(planes[:3, there].T, red, atol=1e-5) and not planes[:3, ~there].any()
    seen = [simulated_hints(color, rng)[3].any() for _ in range(40)]
    assert any(seen) and not all(seen)


@pytest.fixture
def art(tmp_path: Path) -> Path:
    """Return a folder with a set of 24 icons."""
    names = [f"thing{n}" for n in range(24)]
    icons = {name: {"body": SQUARE if n % 2 else DISC} for n, name in enumerate(names)}
    for source in ("fluent-emoji-flat", "streamline-emojis"):
        folder = tmp_path / "art" / source
        folder.mkdir(parents=True)
        (folder / "icons.json").write_text(json.dumps({"icons": icons, "width": 32}))
        (folder / "metadata.json").write_text(json.dumps({"categories": {"Animals": names}}))
    return tmp_path / "art"


def test_pairs_are_drawn_once_and_split_by_concept(art: Path, tmp_path: Path) -> None:
    pairs = prepared_pairs(art, tmp_path, ["fluent-emoji-flat"], 32)
    assert len(pairs) == 24 and pairs.side == 32 and pairs.ink(0, 0).shape == (64, 64)
    again = prepared_pairs(tmp_path / "nowhere", tmp_path, ["fluent-emoji-flat"], 32)
    assert np.array_equal(again.colors, pairs.colors) and np.array_equal(again.bits, pairs.bits)
    learned, kept = pairs.split()
    assert len(learned) + len(kept) == 24 and all(map(held_back, kept.names))
    assert held_back("red-apple") == held_back("green-apple")
    with pytest.raises(BadInput):
        prepared_pairs(art, tmp_path, ["noto"], 32)


@pytest.mark.parametrize("members", [["icons.json", "metadata.json"], ["icons.json"], []])
def test_a_set_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, members: list[str]
) -> None:
    asked = []

    def npm(words: list[str], cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
        asked.append(words[-1])
        (cwd / "set.tgz").write_bytes(b"not an archive")
        if members:
            with tarfile.open(cwd / "set.tgz", "w:gz") as packed:
                for name in members:
                    info = tarfile.TarInfo(f"package/{name}")
                    info.size = 2
                    packed.addfile(info, io.BytesIO(b"{}"))
        return subprocess.CompletedProcess(words, 0, "set.tgz\n", "")

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", npm)
    if len(members) == 2:
        fetch_sets(tmp_path, ["noto"])
        assert sorted(path.name for path in (tmp_path / "noto").iterdir()) == members
        assert "Google" in (tmp_path / "ATTRIBUTION.md").read_text()
        (tmp_path / "ATTRIBUTION.md").unlink()
    else:
        with pytest.raises(BadInput, match="unpacked"):
            fetch_sets(tmp_path, ["noto"])
    assert len(asked) == 1 and [p.name for p in tmp_path.iterdir()] == ["noto"] * bool(members[1:])


def test_a_run_goes_on_with_the_same_sets(art: Path, tmp_path: Path) -> None:
    def loop(*sets: str) -> TrainingLoop[ColourRun]:
        maker = BatchMaker(prepared_pairs(art, tmp_path, sets, 32))
        config = GeneratorConfig(side=32, widths=(4, 4, 4))
        return colour_loop(tmp_path / "run", config, maker, maker, LoopSettings(1))

    loop("fluent-emoji-flat").save()
    assert loop("fluent-emoji-flat").step == 0
    with pytest.raises(BadInput, match="sets"):
        loop("streamline-emojis")


def test_sets_have_an_order_of_their_own() -> None:
    assert in_order(["noto", "twemoji", "noto"]) == ["twemoji", "noto"]


def test_true_colours_of_areas(art: Path, tmp_path: Path) -> None:
    pairs = prepared_pairs(art, tmp_path, ["fluent-emoji-flat"], 32)
    _, truth = true_colors(pairs, pairs.names.index("thing1"))
    found = {tuple(round(255 * part) for part in color) for color in truth.values()}
    assert found == {(0xE0, 0x20, 0x20), (0x20, 0x20, 0xE0)}

    def oracle(ink: object, regions: Regions, prompt: str, hints: object) -> dict:
        every = (true_colors(pairs, icon) for icon in range(len(pairs)))
        return next(t for own, t in every if np.array_equal(own.labels, regions.labels))

    far, areas = distances(pairs, oracle, 0)
    assert far == pytest.approx(0.0, abs=1e-6) and areas == 36
    far, areas = distances(pairs, by_rules, 1)
    assert far > 5.0 and areas == 12


def test_batches_are_reproducible_and_of_the_pictures_size(art: Path, tmp_path: Path) -> None:
    maker = BatchMaker(prepared_pairs(art, tmp_path, ["fluent-emoji-flat"], 32))
    one, other = (maker.random(np.random.default_rng(5), 3) for _ in range(2))
    assert torch.equal(one.colors, other.colors) and torch.equal(one.hints, other.hints)
    assert one.lines.shape == (3, 1, 32, 32) and one.hints.shape == (3, 4, 8, 8)
    still = maker.still(np.array([0, 1]), 0, None)
    assert not still.hints.any() and still.colors.max() == 1.0


def test_every_version_learns(art: Path, tmp_path: Path) -> None:
    maker = BatchMaker(prepared_pairs(art, tmp_path, ["fluent-emoji-flat"], 32))
    values = trained("final", maker, maker, 9, tmp_path / "run")
    assert values["epoch 3, generator loss"] < values["epoch 1, generator loss"]
    assert {"no hints, PSNR", "hints, SSIM"} <= values.keys()
    again = trained("final", maker, maker, 9, tmp_path / "run")
    assert again == values, "a run that has ended isn't repeated"
    with pytest.raises(BadInput, match="network"):
        trained("plain", maker, maker, 9, tmp_path / "run")


def test_likeness_of_pictures() -> None:
    torch.manual_seed(0)
    one = torch.rand(2, 3, 32, 32)
    near, far = one + 0.02, torch.rand(2, 3, 32, 32)
    assert psnr(one, near) == pytest.approx(-20 * np.log10(0.02), abs=1e-3)
    distance = RandomFeatureDistance()
    assert ssim(one, one) == pytest.approx(1.0) and distance(one, one) == 0.0
    assert ssim(one, near) > ssim(one, far) and distance(one, near) < distance(one, far)


def test_the_command_goes_on_where_it_stopped(art: Path, tmp_path: Path) -> None:
    def train(out: str, steps: int) -> Path:
        sets = ["--sets", "fluent-emoji-flat", "streamline-emojis"]
        options = ["--out", str(tmp_path / out), "--art", str(art), "--side", "32", *sets]
        done = cli.main(["train", "colour", *options, "--steps", str(steps)])
        assert done == 0
        return tmp_path / out / "colour.safetensors"

    train("a", 2)
    assert train("a", 4).is_file() and (art / "ATTRIBUTION.md").read_text().count("MIT") == 1
