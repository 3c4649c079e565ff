# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everyday mistakes at the command line: a sentence, an exit code, and nothing lost."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.jobs.run import run_job
from tests.engine.colour.test_colouring import two_rooms
from tests.engine.jobs.standin import line_drawing, slide


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with drawings, a take that is done, and a file named `file`."""
    monkeypatch.chdir(tmp_path)
    two_rooms().write(tmp_path / "rooms.safetensors")
    line_drawing().write(tmp_path / "line.safetensors")
    take = JobFolder.create(tmp_path / "take", Request("it slides", frames=3), line_drawing())
    run_job(take.path, animate=slide)
    (tmp_path / "file").write_text("mine")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("colour rooms.safetensors --out new --hints missing.png", "missing.png"),
        ("colour take --out new --hints missing.png", "missing.png"),
        ("colour rooms.safetensors --out new --hints .", "one of"),
        ("rig line.safetensors --out rig.json --picture nowhere/rig.png", "rig.png"),
        ("export take --out file/x.gif", "file"),
        ("frame line.safetensors --out file/x", "file"),
        (f"animate {'x' * 300}.svg --out new", "too long"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(
    place: Path, words: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 5
    said = capsys.readouterr().err
    assert "Traceback" not in said and named in said
    assert not (place / "new").exists()


def test_a_take_is_not_coloured_over_what_is_there(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in (place / "take").iterdir())
    two_rooms().write(place / "take" / "drawing.safetensors")
    for out in ("take", "."):
        for more in ([], ["--force"]):
            assert main(["colour", "take", "--out", out, *more]) == 5
            assert "holds something else" in capsys.readouterr().err
    assert sorted(path.name for path in (place / "take").iterdir()) == before


def test_colours_of_an_earlier_time_are_replaced_where_that_is_asked(place: Path) -> None:
    frames = place / "new" / "frames"
    frames.mkdir(parents=True)
    (frames / "0099.png").touch()
    take = JobFolder.create(place / "rooms", Request("it slides", frames=3), two_rooms())
    run_job(take.path, animate=slide)
    assert main(["colour", "rooms", "--out", "new"]) == 5
    assert (frames / "0099.png").exists()
    assert main(["colour", "rooms", "--out", "new", "--force"]) == 0
    assert sorted(path.name for path in frames.iterdir()) == ["0001.png", "0002.png", "0003.png"]


def test_options_beside_a_job_folder_are_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["estimate", "take", "--frames", "48", "--moves-here", "x.png"]) == 2
    assert "--frames, --moves-here" in capsys.readouterr().err


def test_a_name_that_the_terminal_cannot_show_is_no_failure(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "take").rename(place / "\u65e5\u672c")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="cp1252"))
    assert main(["export", "\u65e5\u672c", "--out", "\u65e5\u672c.gif"]) == 0
    sys.stdout.flush()
    assert written.getvalue().strip() == rb"\u65e5\u672c.gif"
