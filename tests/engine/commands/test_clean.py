# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `clean` command, and the task in a job folder that it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from addon.client.jobs.cleaned import CleanLines
from addon.client.jobs.states import Delivered
from addon.contract.cleaning import CLEAN_FILE, STRENGTH
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands import cli
from engine.geometry.load import load_drawing
from engine.jobs.run import run_job

FISH = Path(__file__).resolve().parents[2] / "drawings" / "fish.svg"


def test_a_folder_with_svg_and_comparison(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["clean", str(FISH), "--strength", "0.3", "--out", str(out)]
    assert cli.main(words) == 0
    cleaned = Drawing.read(out / CLEAN_FILE)
    again = load_drawing(out / "clean.svg")
    assert again.stroke_count == cleaned.stroke_count
    assert f"became {cleaned.stroke_count}" in capsys.readouterr().out
    with Image.open(out / "before_and_after.png") as picture:
        assert picture.size == (2048, 1024)
    assert cli.main([*words[:3], "0.9", *words[4:]]) == 5  # another job is there
    assert cli.main([*words[:3], "0.9", *words[4:], "--force"]) == 0


def test_a_strength_out_of_range_is_a_mistake_in_usage(tmp_path: Path) -> None:
    assert cli.main(["clean", str(FISH), "--strength", "2", "--out", str(tmp_path / "x")]) == 2


def test_a_host_of_pictures_gets_one(tmp_path: Path) -> None:
    request = Request("", task="clean", settings={"pictures": True, STRENGTH: 0.5})
    job = JobFolder.create(tmp_path / "job", request, FISH)
    report = run_job(job.path)
    found = CleanLines.read(Delivered(job.path, report))
    assert found.before == load_drawing(FISH).stroke_count
    assert found.picture.startswith(b"\x89PNG")
    assert str(found.before) in found.summary


@pytest.mark.parametrize("strength", [1.5, "much", True])
def test_a_wrong_strength_is_refused(tmp_path: Path, strength: object) -> None:
    request = Request("", task="clean", settings={STRENGTH: strength})  # type: ignore[dict-item]
    job = JobFolder.create(tmp_path / "job", request, FISH)
    with pytest.raises(BadInput):
        run_job(job.path)
