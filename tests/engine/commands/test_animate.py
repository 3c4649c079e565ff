# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line and the `animate` command: what they write, refuse and answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.errors import BadInput, Cancelled, JobBusy
from addon.contract.job import JobFolder
from addon.contract.preset import Preset
from addon.contract.request import Request
from engine.commands import cli
from engine.commands.animate import animate_drawing
from engine.commands.request_options import request_of
from engine.commands.terminal import progress_line
from engine.models.shipped import shipped_models
from engine.runtime.control import Control
from tests.engine.jobs.standin import STEPS, line_drawing, slide, total_of

REQUEST = Request(prompt="it slides", frames=5)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48">'
    '<g id="a">{0}</g><g id="b">{0}</g></svg>'
)
LINE = '<path d="M1 1 L20 20" stroke="black"/>'


@pytest.fixture
def drawing_file(tmp_path: Path) -> Path:
    path = tmp_path / "two.svg"
    path.write_text(SVG.format(LINE))
    return path


def test_animate_leaves_a_job_and_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    report = animate_drawing(line_drawing(), REQUEST, folder, animate=slide)
    names = {path.name for path in folder.iterdir()}
    assert names >= {
        "request.json",
        "drawing.safetensors",
        "animation.safetensors",
        "done.json",
        "events.jsonl",
        "animation.gif",
        "animation.svg",
        "contact_sheet.png",
        "frames",
        "report.json",
    }
    assert JobFolder(folder).status() == "done"
    assert json.loads((folder / "report.json").read_text()) == report
    assert len(list((folder / "frames").glob("*.png"))) == 5
    with Image.open(folder / "animation.gif") as gif:
        assert gif.size == (512, 384)
    assert {"sliding", "total"} <= set(report["seconds"])  # type: ignore[call-overload]


def test_the_same_once_more_computes_nothing_and_draws_again(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    animate_drawing(line_drawing(), REQUEST, folder, animate=slide)
    (folder / "animation.gif").unlink()

    def never(*_: object) -> Animation:
        raise AssertionError("computed again")

    animate_drawing(line_drawing(), REQUEST, folder, animate=never)
    assert (folder / "animation.gif").exists()


def test_a_cancelled_job_goes_on_with_the_same_command(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    control = Control()
    control.cancelled = True
    with pytest.raises(Cancelled):
        animate_drawing(line_drawing(), REQUEST, folder, control=control, animate=slide)
    assert JobFolder(folder).status() == "cancelled"
    animate_drawing(line_drawing(), REQUEST, folder, animate=slide)
    assert total_of(Animation.read(folder / "animation.safetensors")) == STEPS


def test_another_job_is_replaced_only_by_force_and_foreign_files_never(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    animate_drawing(line_drawing(), REQUEST, folder, animate=slide)
    (folder / "notes.txt").write_text("mine")
    other = replace(REQUEST, frames=3)
    with pytest.raises(BadInput, match="another job"):
        animate_drawing(line_drawing(), other, folder, animate=slide)
    assert Animation.read(folder / "animation.safetensors").frame_count == 5
    animate_drawing(line_drawing(), other, folder, force=True, animate=slide)
    assert Animation.read(folder / "animation.safetensors").frame_count == 3
    assert len(list((folder / "frames").glob("*.png"))) == 3
    assert (folder / "notes.txt").read_text() == "mine"
    with JobFolder(folder).lock(), pytest.raises(JobBusy):
        animate_drawing(line_drawing(), other, folder, animate=slide)


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_text("sun")
    with pytest.raises(BadInput, match="not empty"):
        animate_drawing(line_drawing(), REQUEST, tmp_path, force=True, animate=slide)


def test_a_held_animation_is_drawn_held(tmp_path: Path) -> None:
    held = replace(REQUEST, frames=4, hold=2)
    animate_drawing(line_drawing(), held, tmp_path / "out", animate=slide)
    pictures = [(tmp_path / "out" / "frames" / f"000{n}.png").read_bytes() for n in (1, 2, 3, 4)]
    assert pictures[0] == pictures[1]
    assert pictures[1] != pictures[2]
    assert pictures[2] == pictures[3]


def options(*words: str) -> Request:
    return request_of(cli.parser().parse_args(["animate", "x.svg", "--out", "y", *words]))


def test_options_make_a_request(tmp_path: Path) -> None:
    assert options("--prompt", "it runs") == Request(prompt="it runs")
    full = options(
        "--prompt",
        "it runs",
        "--quality",
        "draft",
        "--frames",
        "12",
        "--fps",
        "24000/1001",
        "--hold",
        "2",
        "--loop",
        "--strength",
        "0.5",
        "--seed",
        "7",
    )
    assert full == Request(
        prompt="it runs",
        quality="draft",
        frames=12,
        fps=(24000, 1001),
        hold=2,
        loop=True,
        strength=0.5,
        seed=7,
    )
    assert options("--fps", "23.976").fps == options("--fps", "23.98").fps == (24000, 1001)
    assert options("--fps", "12.5").fps == (25, 2)


def test_options_win_over_a_preset(tmp_path: Path) -> None:
    path = tmp_path / "preset.json"
    Preset(name="slow", path="vector", settings={"frames": 48, "hold": 2}).write(path)
    found = options("--prompt", "it runs", "--preset", str(path), "--frames", "12")
    assert (found.frames, found.hold) == (12, 2)
    assert cli.main(["presets", "check", str(path)]) == 0


@pytest.mark.parametrize(
    "words",
    [
        [], ["nonsense"], ["animate"], ["animate", "x.svg", "--out", "y", "--frames", "1"],
        ["animate", "x.svg", "--out", "y", "--fps", "fast"],
        ["animate", "x.svg", "--out", "y", "--fps", "1e999999999"],
        ["export", "x", "--out", "y.gif", "--fps", "1e12"],
        ["export", "x", "--out", "y.gif", "--fps", "241"],
        ["animate", "x.svg", "--out", "y", "--quality", "best"], ["trace"], ["bench", "raster"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_exits_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = cli.main(words)
    except SystemExit as exit_:
        code = exit_.code  # type: ignore[assignment]
    assert code == 2
    assert "error:" in capsys.readouterr().err


def test_bad_input_exits_with_5_and_says_why(
    tmp_path: Path, drawing_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--prompt", "it runs", "--out", str(tmp_path / "out")]
    assert cli.main(["animate", str(tmp_path / "none.svg"), *out]) == 5
    assert "none.svg" in capsys.readouterr().err
    assert cli.main(["animate", str(drawing_file), *out, "--path", "raster"]) == 5
    assert "vector" in capsys.readouterr().err
    assert cli.main(["run", str(tmp_path)]) == 5


def test_objects_are_written_and_read_back(tmp_path: Path, drawing_file: Path) -> None:
    out = tmp_path / "objects.json"
    assert cli.main(["objects", str(drawing_file), "--out", str(out)]) == 0
    assert json.loads(out.read_text()) == {"objects": {"a": [0], "b": [1]}}


def test_models_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "weights.safetensors").write_bytes(b"12345")
    (tmp_path / "none").mkdir()
    assert [(model.name, model.bytes) for model in shipped_models(tmp_path)] == [("one", 5)]
    assert cli.main(["models", "list"]) == 0


def test_progress_is_said_in_one_line() -> None:
    from addon.contract.job import Event

    assert progress_line(Event("refining", 3, 12)) == "[ 25%] refining 3/12"
    assert progress_line(Event("refining", 3, 12, eta_s=9.4)) == "[ 25%] refining 3/12, 9 s left"
    assert progress_line(Event("starting", 0, 0)) == "[  0%] starting 0/0"


def test_strokes_are_not_kept_to_an_area(
    drawing_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "area.png")
    words = ["animate", str(drawing_file), "--prompt", "it slides", "--out", str(tmp_path / "out")]
    assert cli.main([*words, "--moves-here", str(tmp_path / "area.png")]) != 0
    assert "--moves-here" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
