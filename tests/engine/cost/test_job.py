# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job will take is told before it starts, and past jobs put it right."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import ObjectSettings, Request
from addon.contract.strict_json import JSON
from engine.commands import cli
from engine.cost import estimate
from engine.cost.acting import is_likely_acted
from engine.cost.estimate import kind_of
from engine.cost.history import FILE, KEPT, Run, factor, read_runs, remember, timings_file
from engine.cost.vector import Size
from engine.jobs.run import run_job

GIB = 1 << 30


def waves(strokes: int, objects: int = 1) -> Drawing:
    along = np.linspace(0.0, 1.0, 30)
    lines = [np.stack([400 * along, 9 * np.sin(9 * along) + 12 * row], 1) for row in range(strokes)]
    return Drawing.build(
        np.concatenate(lines).astype(np.float32),
        np.arange(strokes + 1, dtype=np.int32) * 30,
        canvas=(512.0, 512.0),
        objects=np.arange(strokes, dtype=np.int32) * objects // strokes,
        object_names=tuple(f"thing {k}" for k in range(objects)),
    )


FREE: dict[str, JSON] = {"actions": False}  # no bones act


def test_more_quality_and_more_strokes_take_longer() -> None:
    request = Request("it waves", settings=FREE)
    few, many = waves(4), waves(12)
    times = [
        estimate(drawing, replace(request, quality=quality), []).seconds
        for drawing in (few, many)
        for quality in ("draft", "standard", "full")
    ]
    assert times[0] < times[1] < times[2]
    assert all(a < b for a, b in zip(times[:3], times[3:], strict=True))


def test_six_objects_cost_less_than_twice_one() -> None:
    request = Request("it waves", quality="full")
    one, six = waves(12), waves(12, 6)
    assert estimate(six, request, []).seconds < 2 * estimate(one, request, []).seconds


def test_what_bones_act_costs_less_and_has_timings_of_its_own() -> None:
    request = Request("it sways")
    for quality in ("draft", "standard"):
        acted = replace(request, quality=quality)  # type: ignore[arg-type]
        free = replace(acted, settings=FREE)
        assert estimate(waves(12), acted, []).seconds < 0.7 * estimate(waves(12), free, []).seconds
        kinds = [kind_of(each, acted=is_likely_acted(waves(12), each)) for each in (acted, free)]
        assert kinds == ["vector/acted/", f"vector/{quality}/"]
    few, many = (estimate(waves(n), request, []).seconds for n in (4, 40))
    assert few < many
    runs = [Run("vector/acted/", 1.0, 4.0), *[Run("vector/standard/", 1.0, 1.0)] * 9]
    plain = estimate(waves(4), request, []).seconds
    assert estimate(waves(4), request, runs).seconds == pytest.approx(4.0 * plain)


@pytest.mark.parametrize(
    ("prompt", "own", "settings", "acted"),
    [
        ("the dog runs and the flag waves", "", {}, True),
        ("the dog runs", "", {}, True),
        ("the dog runs", "zorbly", {}, False),
        ("the dog and the flag zorbly", "", {}, False),
        ("the dog runs", "the water flows", {}, False),
        ("the dog runs", "", {"rig": False}, False),
        ("they run", "", {"rig_hints": {"objects": {"flag": {"plan": "person"}}}}, True),
    ],
)
def test_words_tell_whether_bones_will_act(
    prompt: str, own: str, settings: dict[str, JSON], acted: bool
) -> None:
    drawing = replace(waves(4, 2), object_names=("dog", "flag"))
    request = Request(prompt, objects=(ObjectSettings("flag", prompt=own),), settings=settings)
    assert is_likely_acted(drawing, request) is acted
    assert not is_likely_acted(drawing, replace(request, quality="full"))


def test_what_is_locked_costs_nothing() -> None:
    drawing = waves(12, 2)
    held = (ObjectSettings("thing 0", locked=True), ObjectSettings("thing 1", strength=0.0))
    assert Size.of(drawing, Request("x", objects=held)).handles == 0
    assert Size.of(drawing, Request("x", objects=held[:1])).objects == 1


def test_past_jobs_of_a_slow_machine_make_estimates_longer() -> None:
    request = Request("it waves", quality="draft", settings=FREE)
    plain = estimate(waves(6), request, []).seconds
    runs = [Run("vector/draft/", 2.0, 2.0 * ratio) for ratio in (2.0, 3.0, 40.0)]
    assert estimate(waves(6), request, runs).seconds == pytest.approx(3.0 * plain)


def test_a_job_that_is_too_large_comes_with_one_that_fits() -> None:
    request = Request("it waves", quality="full", frames=480)
    drawing = waves(200)
    whole = estimate(drawing, request, [], free=64 * GIB)
    told = estimate(drawing, request, [], free=whole.memory_bytes * 10 // 9 - 1)
    assert whole.fits
    assert not told.fits
    assert told.smaller is not None
    patched = request.patched(told.smaller.patch)
    assert estimate(drawing, patched, [], free=64 * GIB).memory_bytes == told.smaller.memory_bytes
    assert told.smaller.memory_bytes < told.memory_bytes
    assert estimate(drawing, request, [], free=1 << 20).smaller is None


def test_the_task_answers_with_a_file_and_a_report(tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", Request("it waves", task="estimate"), waves(3))
    report = run_job(job.path)
    told = json.loads((job.path / "estimate.json").read_text())
    told_where_memory_is_short = {"why_parts"}
    assert set(told) - told_where_memory_is_short == {
        "seconds", "memory_bytes", "fits", "why", "smaller"
    }  # fmt: skip
    assert report["estimate"] == told
    assert run_job(job.path)["estimate"] == told


def test_the_command_tells_a_drawing_and_a_job_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "waves.safetensors"
    waves(3).write(file)
    assert cli.main(["estimate", str(file), "--quality", "draft", "--prompt", "it waves"]) == 0
    draft = json.loads(capsys.readouterr().out)
    job = JobFolder.create(tmp_path / "job", Request("it waves", quality="draft"), waves(3))
    assert cli.main(["estimate", str(job.path)]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert alone["seconds"] < draft["seconds"]  # `animate` writes pictures too
    assert alone["memory_bytes"] == draft["memory_bytes"]
    assert cli.main(["estimate", str(tmp_path / "none.svg")]) == 5
    assert cli.main(["estimate", str(tmp_path)]) == 5


def test_nothing_heavy_is_loaded_to_tell_it(tmp_path: Path) -> None:
    file = tmp_path / "waves.safetensors"
    waves(3).write(file)
    program = (
        "import sys; from engine.commands import cli; cli.main(sys.argv[1:]);"
        "sys.exit('torch' in sys.modules or 'diffusers' in sys.modules)"
    )
    command = [sys.executable, "-c", program, "estimate", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    request = Request("it waves", model=str(tmp_path / "none"))
    with pytest.raises(BadInput):
        estimate(waves(3), request, [])


def test_timings_are_kept_also_where_the_program_had_no_folder(tmp_path: Path) -> None:
    run = Run("vector/draft/", 2.0, 3.0)
    assert remember(tmp_path / "new" / FILE, run)
    assert read_runs(tmp_path / "new" / FILE) == [run]
    (tmp_path / "file").write_text("in the way")
    assert not remember(tmp_path / "file" / FILE, run)
    for _ in range(KEPT + 5):
        assert remember(tmp_path / FILE, run)
    assert read_runs(tmp_path / FILE) == [run] * KEPT
    assert not remember(tmp_path / FILE, Run("vector/draft/", 2.0, float("nan")))


@pytest.mark.parametrize("text", ["", "{", "[1]", '[["a", "x", 1]]', '[["a", -1, 1]]', "{}"])
def test_damaged_timings_count_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_runs(tmp_path / FILE) == []


def test_jobs_of_the_same_size_tell_most() -> None:
    """Small jobs took three times as long as predicted, large ones half as long."""
    runs = [*[Run("a", 1.0, 3.0)] * 12, *[Run("a", 60.0, 30.0)] * 4]
    assert factor(runs, "a", 1.2) == 3.0
    assert factor(runs, "a", 50.0) == 0.5
    assert factor(runs, "a") == 3.0


def test_it_says_what_it_is_based_on() -> None:
    request = Request("it waves", quality="draft", settings=FREE)
    own, other = Run("vector/draft/", 1.0, 1.0), Run("vector/acted/", 1.0, 1.0)
    pictures = Run("pictures", 1.0, 1.0)
    said = [str(estimate(waves(3), request, runs).why) for runs in (
        [], [pictures], [other, other, pictures], [own, other],
    )]  # fmt: skip
    assert said[0] == said[1] == "No job has run here yet."
    assert said[2] == "From 2 jobs of other kinds on this machine."
    assert said[3] == "From 1 jobs on this machine."


def test_the_time_for_pictures_is_counted() -> None:
    request = Request("it waves", settings=FREE)
    plain, files = (
        estimate(waves(9), request, [], files=wanted).seconds for wanted in (False, True)
    )
    assert files > plain + 0.3
    slow = [Run("pictures", 1.0, 10.0)]
    slower = estimate(waves(9), request, slow, files=True).seconds
    assert slower > estimate(waves(9), request, slow).seconds + 5 * (files - plain)
    host = replace(request, settings={**FREE, "pictures": True})
    assert estimate(waves(9), host, []).seconds > plain + 0.3


def test_a_finished_job_and_its_pictures_are_remembered(tmp_path: Path) -> None:
    before = len(read_runs(timings_file()))
    words = ["--prompt", "it sways", "--quality", "draft", "--frames", "6"]
    waves(3).write(tmp_path / "waves.safetensors")
    drawn = str(tmp_path / "waves.safetensors")
    assert cli.main(["animate", drawn, *words, "--out", str(tmp_path / "job")]) == 0
    kinds = [run.kind for run in read_runs(timings_file())[before:]]
    assert kinds == ["vector/acted/", "pictures"]


def test_a_kind_that_has_not_run_takes_the_factor_of_all() -> None:
    runs = [Run("vector/draft/", 1.0, 5.0)]
    assert factor(runs, "vector/full/") == 5.0
    assert factor([], "vector/full/") == 1.0
    assert factor([Run("a", 1.0, 1e9)], "a") == 50.0
