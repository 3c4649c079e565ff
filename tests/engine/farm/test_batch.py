# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Batch files: what they say, what is wrong with them, and the folders that they become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from engine.farm.batch import job_folders, make_folders, read_batch
from tests.engine.jobs.standin import line_drawing


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "art").mkdir()
    line_drawing().write(tmp_path / "art" / "Fisch Ä.safetensors")
    return tmp_path


def batch(place: Path, text: str, name: str = "batch.csv") -> Path:
    path = place / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_becomes_requests(place: Path) -> None:
    text = (
        "drawing,prompt,seed,quality,frames,fps,loop,guide_weight\n"
        'art/Fisch Ä.safetensors,"the fish swims, slowly",3,draft,12,24000/1001,true,0.5\n'
        "art/Fisch Ä.safetensors,it jumps,7-9,,,,,\n"
    )
    jobs = read_batch(batch(place, text))
    assert [job.request.seed for job in jobs] == [3, 7, 8, 9]
    first = jobs[0].request
    assert first.prompt == "the fish swims, slowly"
    assert (first.quality, first.frames, first.fps, first.loop) == (
        "draft",
        12,
        (24000, 1001),
        True,
    )
    assert first.settings == {"guide_weight": 0.5}
    assert jobs[1].request.quality == "standard"
    assert [job.name[:14] for job in jobs] == [f"0000{n}-fisch-a-" for n in range(1, 5)]


def test_a_prompt_that_looks_like_a_number_stays_words(place: Path) -> None:
    text = "drawing;prompt\nart/Fisch Ä.safetensors;3\n"
    assert read_batch(batch(place, text))[0].request.prompt == "3"


def test_json_has_defaults_and_settings(place: Path) -> None:
    value = {
        "defaults": {"drawing": "art/Fisch Ä.safetensors", "quality": "draft"},
        "jobs": [{"prompt": "it swims", "fps": 12}, {"prompt": "it jumps", "settings": {"a": [1]}}],
    }
    first, second = read_batch(batch(place, json.dumps(value), "batch.json"))
    assert first.request.fps == (12, 1)
    assert second.request.settings == {"a": [1]}
    assert {first.request.quality, second.request.quality} == {"draft"}


@pytest.mark.parametrize(
    "text",
    [
        "drawing,prompt\n",
        "drawing,prompt\nnothing.svg,it swims\n",
        "prompt\nit swims\n",
        "drawing,prompt,frames\nart/Fisch Ä.safetensors,it swims,100000\n",
        "drawing,prompt\nart/Fisch Ä.safetensors,it swims,too,many\n",
        "drawing,prompt,seed\nart/Fisch Ä.safetensors,it swims,9-3\n",
        "drawing,prompt,fps\nart/Fisch Ä.safetensors,it swims,quick\n",
        "drawing,prompt,fps\nart/Fisch Ä.safetensors,it swims,1e999999999\n",
        'drawing,prompt\nart/Fisch Ä.safetensors,"it swims\n',
    ],
)
def test_what_is_wrong_is_said(place: Path, text: str) -> None:
    with pytest.raises(BadInput):
        read_batch(batch(place, text))


def test_the_job_that_is_wrong_is_named(place: Path) -> None:
    text = "drawing,prompt,hold\nart/Fisch Ä.safetensors,a,1\nart/Fisch Ä.safetensors,b,9\n"
    with pytest.raises(BadInput, match=r"batch\.csv, job 2"):
        read_batch(batch(place, text))


def test_folders_are_made_once_and_are_the_same_again(place: Path) -> None:
    path = batch(place, "drawing,prompt,seed\nart/Fisch Ä.safetensors,it swims,1-3\n")
    root = place / "jobs"
    folders = make_folders(read_batch(path), root)
    (folders[0] / "done.json").write_text("{}")
    assert make_folders(read_batch(path), root) == folders == job_folders(root)
    assert JobFolder(folders[0]).status() == "done"
    assert job_folders(folders[1]) == [folders[1]]
