# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pose cycles in the panels: what they ask for, and that they say what the model's card says."""

from __future__ import annotations

import json
import os
import struct
from dataclasses import replace
from pathlib import Path

import pytest

from addon.client.jobs.pose_cycles import (
    CANNOT_DRAW,
    CYCLES,
    LABEL,
    MINE,
    MODEL,
    POSE_CYCLE,
    chosen_cycle,
    cycle_of,
    cycle_settings,
    state_of_model,
)
from addon.contract.errors import BadInput
from addon.krita.panel_settings import PanelSettings
from engine.poses.cycles import FOLDER, shipped_cycles
from engine.poses.pipeline import CYCLE
from engine.poses.weights import FILE, read_model


def test_what_is_offered_is_what_ships() -> None:
    offered = {name for name, _, _ in CYCLES} - {"none", MINE}
    assert offered == set(shipped_cycles()) == {path.stem for path in FOLDER.iterdir()}
    assert POSE_CYCLE == CYCLE


def test_settings_come_back_as_what_was_chosen() -> None:
    assert cycle_settings("none", "/ignored") == {}
    for cycle, folder in (("none", ""), ("flight", ""), (MINE, "/pictures/of/mine")):
        assert cycle_of(cycle_settings(cycle, folder)) == (cycle, folder)
    assert cycle_of({POSE_CYCLE: ""}) == ("none", "")
    with pytest.raises(BadInput, match="folder with the pictures"):
        cycle_settings(MINE, "")
    assert chosen_cycle(MINE, "") == {}


def test_the_docker_asks_for_a_cycle_on_the_raster_path_alone() -> None:
    asked = PanelSettings("the bird flies", "raster", pose_cycle="flight")
    request = asked.request((24, 1))
    assert request.settings[POSE_CYCLE] == "flight"
    assert PanelSettings().after(request).pose_cycle == "flight"
    assert PanelSettings.from_text(asked.to_text()) == asked
    moving = PanelSettings("the bird flies", "vector", pose_cycle="flight")
    assert POSE_CYCLE not in moving.request((24, 1)).settings


def test_a_preset_can_be_chosen_before_the_folder_of_a_cycle_is() -> None:
    unfinished = PanelSettings(path="raster", pose_cycle=MINE)
    draft = unfinished.draft()
    assert draft.prompt == "" and POSE_CYCLE not in draft.settings
    with pytest.raises(BadInput, match="folder with the pictures"):
        replace(unfinished, prompt="the bird flies").request((24, 1))
    chosen = replace(unfinished, pose_folder="/pictures/of/mine").draft()
    assert chosen.settings[POSE_CYCLE] == "/pictures/of/mine"


@pytest.mark.skipif(not FILE.is_file(), reason="no pose model in this checkout")
def test_the_panels_say_experimental_when_the_card_does() -> None:
    assert read_model().experimental == ("experimental" in LABEL)
    card = (FILE.parent / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert ("**Experimental**" in card) == ("experimental" in LABEL)
    assert FILE.stat().st_size < 25e6


@pytest.mark.skipif(not FILE.is_file(), reason="no pose model in this checkout")
def test_the_panels_say_that_the_model_refuses_every_drawing_when_it_does() -> None:
    root = Path(__file__).resolve().parents[3]
    assert root / MODEL == FILE
    assert (state_of_model(root) == CANNOT_DRAW) == (read_model().farthest <= 0.0)


def test_what_is_said_of_a_model_follows_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / MODEL
    file.parent.mkdir(parents=True)
    assert state_of_model(tmp_path) == ""  # the engine says that there is none
    for count, (facts, said) in enumerate(
        [({"farthest": "0.0"}, CANNOT_DRAW), ({"farthest": "0.45"}, ""), ({}, "")]
    ):
        half = {"dtype": "F16", "shape": [1], "data_offsets": [0, 2]}
        header = json.dumps({"__metadata__": facts, "weight": half}).encode()
        file.write_bytes(struct.pack("<Q", len(header)) + header + bytes(2))
        os.utime(file, (count + 1, count + 1))
        assert state_of_model(tmp_path) == said, facts
    file.write_bytes(b"not a model")
    assert state_of_model(tmp_path) == ""
