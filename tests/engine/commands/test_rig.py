# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `rig` command: bones as JSON, a picture of them, and hints from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from addon.contract.rig import FORMAT
from engine.commands import cli

FISH = Path(__file__).resolve().parents[2] / "drawings" / "fish.svg"


def bones_of(out: Path, *words: str) -> dict[str, object]:
    assert cli.main(["rig", str(FISH), "--out", str(out), *words]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert (told["format"], told["version"]) == (FORMAT, 1)
    found: dict[str, object] = told["objects"]["drawing"]
    return found


def test_bones_are_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = bones_of(tmp_path / "rig.json", "--prompt", "the fish swims")
    assert (found["kind"], found["plan"]) == ("body", "fish")
    joints = {joint["name"]: joint for joint in found["joints"]}  # type: ignore[attr-defined]
    assert joints["nose"]["parent"] == "spine3"
    assert all(0 <= x <= 256 and 0 <= y <= 256 for x, y in (j["place"] for j in joints.values()))
    points = [p for part in found["points"].values() for p in part]  # type: ignore[attr-defined]
    assert sorted(points) == list(range(60))
    assert capsys.readouterr().out == f"drawing: fish, {len(joints)} joints\n"


def test_without_a_prompt_the_name_of_the_file_is_one(tmp_path: Path) -> None:
    assert bones_of(tmp_path / "rig.json")["plan"] == "fish"


def test_the_picture_shows_bones_and_joints(tmp_path: Path) -> None:
    bones_of(tmp_path / "rig.json", "--picture", str(tmp_path / "rig.png"))
    with Image.open(tmp_path / "rig.png") as picture:
        assert picture.format == "PNG" and picture.size == (800, 800)
        colours = picture.convert("RGB").getcolors(1 << 20)
    assert colours is not None and len(colours) > 20


def test_what_flows_has_no_bones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bones_of(tmp_path / "rig.json", "--prompt", "the water flows") == {"kind": "none"}
    assert capsys.readouterr().out == "drawing: no bones\n"


def test_hints_come_from_a_file(tmp_path: Path) -> None:
    hints = {"drawing": {"plan": "snake", "joints": {"nose": [250, 30]}, "strokes": {"0": "head"}}}
    (tmp_path / "hints.json").write_text(json.dumps({"objects": hints}))
    found = bones_of(tmp_path / "rig.json", "--hints", str(tmp_path / "hints.json"))
    assert found["plan"] == "snake"
    nose = next(j for j in found["joints"] if j["name"] == "nose")  # type: ignore[attr-defined]
    assert (nose["place"], nose["confidence"]) == ([250.0, 30.0], 1.0)
    assert set(range(4)) <= set(found["points"]["head"])  # type: ignore[index]


@pytest.mark.parametrize(
    ("hints", "said"),
    [
        ("{", "JSON"),
        ('{"objects": {"drawing": {"plan": "centaur"}}}', "centaur"),
        ('{"objects": {"drawing": {"joints": {"nose": [1]}}}}', "nose"),
        ('{"objects": {"drawing": {"strokes": {"first": "head"}}}}', "number"),
        (None, "hints.json"),
    ],
)
def test_a_bad_file_of_hints_exits_with_5(
    hints: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "hints.json", tmp_path / "rig.json"
    if hints is not None:
        path.write_text(hints)
    assert cli.main(["rig", str(FISH), "--out", str(out), "--hints", str(path)]) == 5
    assert said in capsys.readouterr().err
    assert not out.exists()
