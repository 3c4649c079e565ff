# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a panel says about a result: what moves each object, and what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from addon.client.jobs.result_lines import PLANS, info_of_report, result_lines
from addon.client.jobs.takes import HostNote, find_takes
from addon.contract.beats import BeatReading, Refusal, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.job import JobFolder
from addon.contract.messages import translated
from addon.contract.request import Request
from engine.rig.skeletons import PLANS as PLANS_OF_ENGINE


def info(rig: str, *beats: SentenceBeat, **reading: object) -> dict[str, str]:
    read = BeatReading(beats, **reading)  # type: ignore[arg-type]
    return {"model": "trajectory", "rig": rig, "beats": json.dumps(read.to_json())}


@pytest.mark.parametrize(
    ("rig", "line"),
    [
        ("drawing: four_legged", "Bones: four-legged animal"),
        ("drawing: pieces", "Bones: rigid pieces"),
        ("drawing: none", "No bones: points move freely"),
        ("none", "No bones: points move freely"),
        ("drawing: sea_horse", "Bones: sea horse"),
    ],
)
def test_one_object_takes_one_line(rig: str, line: str) -> None:
    assert result_lines({"rig": rig}) == [line]


def test_a_result_without_a_rig_says_nothing() -> None:
    assert result_lines({"model": "trajectory", "understood": "swim"}) == []


def test_the_actions_of_an_object_stand_behind_its_bones() -> None:
    walks = SentenceBeat("dog", "walk")
    found = info("dog: four_legged", walks, SentenceBeat("", "wag_tail"), walks)
    assert result_lines(found) == ["Bones: four-legged animal (walk, wag tail)"]


def test_several_objects_take_a_line_each() -> None:
    found = info(
        "dog: four_legged; my ball: pieces; sun; moon: none",
        SentenceBeat("dog", "walk"),
        SentenceBeat("my ball", "bounce"),
    )
    assert result_lines(found) == [
        "Bones of dog: four-legged animal (walk)",
        "Bones of my ball: rigid pieces (bounce)",
        "No bones in sun; moon: points move freely",
    ]


def test_what_was_read_otherwise_or_not_at_all_is_said_once() -> None:
    stands_in = SentenceBeat("dog", "jump", read_for="zorbles")
    refused = Refusal("melts", "shape")
    found = info(
        "dog: four_legged", stands_in, stands_in, refusals=(refused,), not_understood=("joy", "pie")
    )
    assert result_lines(found) == [
        "Bones: four-legged animal (jump)",
        "“zorbles” isn't known; read as “jump”.",
        "“melts”: lines can move and bend, but not melt or dissolve. Try Redraw.",
        "Not understood: joy, pie",
    ]


@pytest.mark.parametrize("beats", ["", "{", "[]", '{"beats": [{"who": 3}]}'])
def test_beats_that_can_not_be_read_count_as_none(beats: str) -> None:
    assert result_lines({"rig": "dog: fish", "beats": beats}) == ["Bones: fish"]


def test_a_plan_is_translated_inside_its_line() -> None:
    german = {
        "Bones: {bones}": "Knochen: {bones}",
        "{plan} ({actions})": "{plan} ({actions})",
        "four-legged animal": "Vierbeiner",
    }
    (line,) = result_lines(info("dog: four_legged", SentenceBeat("dog", "walk")))
    assert translated(line, lambda text: german[text]) == "Knochen: Vierbeiner (walk)"


def test_every_body_plan_has_a_name() -> None:
    assert sorted(set(PLANS) - {"pieces"}) == sorted(PLANS_OF_ENGINE)


def test_a_take_on_disk_knows_what_its_report_says(tmp_path: Path) -> None:
    drawing = Drawing.build([[10, 10], [20, 15], [30, 10]], [0, 3], canvas=(64.0, 48.0))
    job = JobFolder.create(tmp_path / "one", Request(prompt="it walks", frames=24), drawing)
    HostNote(session="s").write(job.path)
    (take,) = find_takes(tmp_path, session="s")
    assert take.info == {}
    reading = BeatReading((SentenceBeat("dog", "walk"),)).to_json()
    job.write_done({"info": {"rig": "dog: four_legged"}, "beats": reading, "seed": 3})
    (take,) = find_takes(tmp_path, session="s")
    assert result_lines(take.info) == ["Bones: four-legged animal (walk)"]
    (job.path / "done.json").write_text("damaged")
    (take,) = find_takes(tmp_path, session="s")
    assert (take.status, take.info) == ("done", {})


def test_a_report_of_an_older_engine_has_no_beats() -> None:
    assert info_of_report({"info": {"model": "trajectory"}}) == {"model": "trajectory"}
    assert info_of_report({}) == {}


def test_what_the_file_of_the_drawing_loses_stands_below() -> None:
    found = {"rig": "none", "warnings": "Filters are left out.\nText is not drawn."}
    assert result_lines(found)[1:] == ["Filters are left out.", "Text is not drawn."]
    assert result_lines({"warnings": "One."}) == ["One."]
