# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the autoencoder of sketches: what it learns from, a run, the bank."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest

from engine.clean.projection.bank import BODY, HEAD, WHOLE
from engine.clean.projection.field import SIDE
from engine.training.colour.icons import KINDS, IconPictures
from engine.training.colour.pairs import ColourPairs
from engine.training.loop import LoopSettings
from engine.training.projection import command
from engine.training.projection.run import bank_of, sketch_loop
from engine.training.projection.sketches import SketchFields
from engine.training.rig.shards import Shard, write_shard


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> SketchFields:
    path = tmp_path_factory.mktemp("figures") / "figures.npz"
    write_shard(path, 3, 0, 16)
    return SketchFields.of(Shard.read(path))


def test_figures_are_learned_whole_and_in_parts(fields: SketchFields, tmp_path: Path) -> None:
    assert len(fields.fields[WHOLE]) == 16
    assert 0 < len(fields.fields[HEAD]) <= 16 and 0 < len(fields.fields[BODY]) <= 16
    rows, columns = np.nonzero(fields.fields[HEAD][0] > 200)
    assert max(np.ptp(rows), np.ptp(columns)) > 0.8 * SIDE  # a head fills the picture
    fields.write(tmp_path / "a.npz")
    assert np.array_equal(SketchFields.read(tmp_path / "a.npz").fields[WHOLE], fields.fields[WHOLE])


def test_icons_without_lines_are_passed_over(fields: SketchFields, tmp_path: Path) -> None:
    lines = np.zeros((2, KINDS, 64, 64), bool)
    lines[1, :, 20:40, 30] = True
    colors = np.zeros((32, 32, 4), np.uint8)
    pairs = ColourPairs.of([IconPictures("a", "noto", colors, icon) for icon in lines])
    write_shard(tmp_path / "one.npz", 3, 0, 1)
    found = SketchFields.of(Shard.read(tmp_path / "one.npz"), [pairs]).fields[WHOLE]
    assert len(found) == 2 and np.array_equal(found[0], fields.fields[WHOLE][0])


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
        assert len(learned.fields[WHOLE]) == figures and len(held_back.fields[WHOLE]) == kept
    count = len(list(tmp_path.glob("learned_*")))
    options.sets = ["twemoji", "noto"]
    command.sketches(options)
    assert count == 3 and len(list(tmp_path.glob("learned_*"))) == 4


def test_a_stopped_run_ends_as_an_undisturbed_one(fields: SketchFields, tmp_path: Path) -> None:
    def trained(folder: str, *steps: int) -> dict:
        for count in steps:
            settings = LoopSettings(3, session_minutes=1e-9 if count < 3 else 0.0)
            loop = sketch_loop(tmp_path / folder, fields, fields, settings)
            loop.run(lambda line: None)
        return loop.task.averaged.values

    stopped, whole = trained("a", 1, 3), trained("b", 3)
    assert all(np.allclose(stopped[name], whole[name], atol=1e-6) for name in whole)


def test_the_bank_knows_what_is_usual(fields: SketchFields, tmp_path: Path) -> None:
    loop = sketch_loop(tmp_path, fields, fields, LoopSettings(2))
    loop.run(lambda line: None)
    network = loop.task.averaged_network()
    part = SketchFields({name: rows[:4] for name, rows in fields.fields.items()})
    bank = bank_of(network, part, fields)
    assert bank.latents[WHOLE].shape == (4, 512) and bank.usual[WHOLE] > 0.0
    whole = SketchFields({WHOLE: fields.fields[WHOLE]})
    assert bank_of(network, part, whole).latents.keys() == {WHOLE}  # no head is held back
    assert bank_of(network, fields, fields).usual[WHOLE] < 0.05 * bank.usual[WHOLE] + 0.05
