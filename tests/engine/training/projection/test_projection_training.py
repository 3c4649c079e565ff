# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the autoencoder of sketches: what it learns from, a run, the bank."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.clean.projection.bank import BODY, HEAD, WHOLE
from engine.clean.projection.field import SIDE
from engine.training.loop import LoopSettings
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
    assert bank_of(network, fields, fields).usual[WHOLE] < 0.05 * bank.usual[WHOLE] + 0.05
