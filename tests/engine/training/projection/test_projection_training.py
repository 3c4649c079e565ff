# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the autoencoder of sketches: what it learns from, a run, the bank."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from engine.clean.projection.bank import BODY, HEAD, WHOLE
from engine.clean.projection.sketch_lines import SketchLines
from engine.geometry.line_fields import SIDE
from engine.rig.skeletons import PLANS
from engine.training.colour.icons import KINDS, IconPictures
from engine.training.colour.pairs import ColourPairs
from engine.training.loop import LoopSettings
from engine.training.projection import command
from engine.training.projection.run import bank_of, sketch_loop
from engine.training.projection.sketches import (
    OWN,
    fields_of,
    read_sketches,
    sketches_of,
    write_sketches,
)
from engine.training.rig.shards import Shard, write_shard


@pytest.fixture(scope="module")
def sketches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SketchLines]:
    path = tmp_path_factory.mktemp("figures") / "figures.npz"
    write_shard(path, 3, 0, 16)
    return sketches_of(Shard.read(path))


def test_figures_are_learned_whole_and_in_parts(
    sketches: dict[str, SketchLines], tmp_path: Path
) -> None:
    assert len(sketches[WHOLE]) == 16 and sketches[WHOLE].names[0] in PLANS
    assert 0 < len(sketches[HEAD]) <= 16 and 0 < len(sketches[BODY]) <= 16
    head = np.concatenate(sketches[HEAD][0])
    assert np.ptp(head, axis=0).max() > 0.8 * SIDE  # a head fills the picture
    fields = fields_of(sketches)
    assert len(fields) == sum(map(len, sketches.values())) and fields.max() > 200
    write_sketches(tmp_path / "a.safetensors", sketches)
    again = read_sketches(tmp_path / "a.safetensors")
    assert list(again) == list(sketches) and np.array_equal(fields_of(again), fields)


def test_icons_lines_are_followed_and_those_without_passed_over(tmp_path: Path) -> None:
    lines = np.zeros((2, KINDS, 64, 64), bool)
    lines[1, :, 20:40, 30:32] = True
    colors = np.zeros((32, 32, 4), np.uint8)
    pairs = ColourPairs.of([IconPictures("a", "noto", colors, icon) for icon in lines])
    write_shard(tmp_path / "one.npz", 3, 0, 1)
    found = sketches_of(Shard.read(tmp_path / "one.npz"), [pairs])[WHOLE]
    assert found.names[1:] == ("a",) and found.sources == (OWN, "noto")
    (line,) = found[1]
    assert np.ptp(line[:, 0]) < 2.0 and np.ptp(line[:, 1]) > 0.8 * SIDE


def test_only_drawings_that_may_be_shown_get_into_the_bank() -> None:
    line = [np.array([[0.0, 0.0], [9.0, 5.0]])]
    known = SketchLines.of([("cat", name, line) for name in (OWN, "noto", "twemoji")])
    assert command.shown({WHOLE: known})[WHOLE].sources == (OWN, "noto")


def test_other_options_are_other_sketches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "fetch_sets", lambda folder, sets: None)
    icon = IconPictures("a", "noto", np.zeros((32, 32, 4), np.uint8), np.zeros((3, 64, 64), bool))
    pairs = ColourPairs.of([icon])
    monkeypatch.setattr(ColourPairs, "split", lambda self: (pairs, pairs))
    monkeypatch.setattr(command, "prepared_pairs", lambda *asked: pairs)
    options = Namespace(out=tmp_path, art=None, sets=["noto"], figures=2, held_back=1, seed=0)
    for figures, kept, seed in ((2, 1, 0), (3, 1, 0), (3, 2, 0), (3, 2, 1)):
        options.figures, options.held_back, options.seed = figures, kept, seed
        learned, held_back = command.sketches(options)
        assert len(learned[WHOLE]) == figures and len(held_back[WHOLE]) == kept
    count = len(list(tmp_path.glob("learned_*")))
    options.sets = ["twemoji", "noto"]
    command.sketches(options)
    assert count == 3 and len(list(tmp_path.glob("learned_*"))) == 4


def test_a_stopped_run_ends_as_an_undisturbed_one(
    sketches: dict[str, SketchLines], tmp_path: Path
) -> None:
    fields = fields_of(sketches)

    def trained(folder: str, *steps: int) -> dict:
        for count in steps:
            settings = LoopSettings(3, session_minutes=1e-9 if count < 3 else 0.0)
            loop = sketch_loop(tmp_path / folder, fields, fields, settings)
            loop.run(lambda line: None)
        return loop.task.averaged.values

    stopped, whole = trained("a", 1, 3), trained("b", 3)
    assert all(np.allclose(stopped[name], whole[name], atol=1e-6) for name in whole)


def test_the_bank_holds_lines_and_latents(sketches: dict[str, SketchLines], tmp_path: Path) -> None:
    fields = fields_of(sketches)
    loop = sketch_loop(tmp_path, fields, fields, LoopSettings(2))
    loop.run(lambda line: None)
    bank = bank_of(loop.task.averaged_network(), sketches)
    assert bank.latents[WHOLE].shape == (16, 512) and bank.latents.keys() == sketches.keys()
    assert not np.allclose(bank.latents[WHOLE][0], bank.latents[WHOLE][1])
