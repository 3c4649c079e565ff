# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the network that tells which noun lines show: its sketches, a run, its weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from addon.contract.errors import FormatError
from engine.clean.projection.sketch_lines import SketchLines
from engine.geometry.line_fields import SIDE
from engine.language.noun_vectors import noun_vector
from engine.rig.drawn_nouns import FILE_NAME, load_nouns, save_nouns
from engine.training.loop import LoopSettings
from engine.training.nouns.run import NamedSketches, NounNetwork, noun_loop, nouns_of
from engine.training.projection.run import tensor_of
from engine.training.projection.sketches import OWN

TURN = np.linspace(0.0, 2.0 * np.pi, 40)
BALL = [np.stack([np.cos(TURN), np.sin(TURN)], 1) * 20 + 32]
BOX = [np.array([(10.0, 10.0), (54.0, 10.0), (54.0, 54.0), (10.0, 54.0), (10.0, 10.0)])]
CROSS = [np.array([(10.0, 10.0), (54.0, 54.0)]), np.array([(10.0, 54.0), (54.0, 10.0)])]


@pytest.fixture(scope="module")
def sketches() -> SketchLines:
    rows = [("ball", "noto", BALL), ("blue-kite", "noto", BOX), ("four_legged", OWN, CROSS),
            ("horse-face", "noto", CROSS), ("dog", "noto", CROSS)]  # fmt: skip
    return SketchLines.of(rows)


def test_icons_show_their_noun_and_figures_those_of_their_plan(sketches: SketchLines) -> None:
    nouns = nouns_of(sketches)
    assert {"ball", "dog", "horse", "kite"} <= set(nouns)
    named = NamedSketches.of(sketches, nouns)
    assert named.figures.tolist() == [False, False, True, False, False]
    shown = [{nouns[n] for n in np.flatnonzero(row)} for row in named.shows]
    assert shown[0] == {"ball"} and shown[1] == {"kite"}
    assert {"cow", "dog", "horse"} <= shown[2] and not {"ball", "kite"} & shown[2]
    assert "horse" in shown[3] and "dog" in shown[4] and not {"ball", "kite"} & shown[3]


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("palm-tree", "tree"), ("oncoming-taxi", "taxi"), ("cat-face", "cat"), ("apples", "apple"),
        ("house-with-garden", "house"), ("sun-behind-cloud", "sun"), ("4th-place", ""),
    ],
)  # fmt: skip
def test_what_an_icons_name_says_it_shows(name: str, noun: str) -> None:
    assert nouns_of(SketchLines.of([(name, "noto", BALL)])) == ((noun,) if noun else ())


def test_what_was_trained_answers_in_numpy_as_in_torch(
    sketches: SketchLines, tmp_path: Path
) -> None:
    nouns = nouns_of(sketches)
    named = NamedSketches.of(sketches, nouns)
    loop = noun_loop(tmp_path / "run", nouns, named, named, LoopSettings(60))
    loop.run(lambda line: None)
    network = loop.task.averaged_network()
    vectors = np.stack([noun_vector(noun) for noun in nouns])
    path = tmp_path / FILE_NAME
    save_nouns(path, nouns, network.weights(vectors))
    net = load_nouns(path)
    fields = named.fields.astype(np.float32) / 255.0
    with torch.inference_mode():
        truth = functional.log_softmax(
            network(tensor_of(named.fields), torch.from_numpy(vectors)), 1
        )
    found = net.log_odds(fields, vectors)
    assert np.allclose(found, truth.numpy(), atol=0.1)  # half precision
    assert [nouns[n] for n in found[:2].argmax(axis=1)] == ["ball", "kite"]


def test_a_stopped_run_ends_as_an_undisturbed_one(sketches: SketchLines, tmp_path: Path) -> None:
    nouns = nouns_of(sketches)
    named = NamedSketches.of(sketches, nouns)

    def trained(folder: str, *steps: int) -> dict[str, torch.Tensor]:
        for count in steps:
            settings = LoopSettings(3, session_minutes=1e-9 if count < 3 else 0.0)
            loop = noun_loop(tmp_path / folder, nouns, named, named, settings)
            loop.run(lambda line: None)
        return loop.task.averaged.values

    stopped, whole = trained("a", 1, 3), trained("b", 3)
    assert all(np.allclose(stopped[name], whole[name], atol=1e-6) for name in whole)


def test_missing_and_damaged_weights_are_said(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="comes without"):
        load_nouns(tmp_path / FILE_NAME)
    network = NounNetwork().eval()
    weights = network.weights(np.stack([noun_vector("ball")]))
    for wrong in ({"flat": weights["flat"][:, :5]}, {"vectors": np.zeros((2, 3))}):
        save_nouns(tmp_path / FILE_NAME, ["ball"], {**weights, **wrong})
        with pytest.raises(FormatError, match="damaged"):
            load_nouns(tmp_path / FILE_NAME)
    (tmp_path / FILE_NAME).write_bytes(b"no weights")
    with pytest.raises(FormatError, match="damaged"):
        load_nouns(tmp_path / FILE_NAME)
    assert SIDE == 64  # of the fields that the shipped weights are for
