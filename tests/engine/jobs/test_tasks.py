# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of tasks, and its questions about a drawing."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.rig import Rig
from engine.geometry.load import load_drawing
from engine.jobs.run import run_job
from engine.jobs.tasks import TASKS, find_task, task_of
from engine.runtime.arrays import numpy_of

FISH = Path(__file__).resolve().parents[2] / "drawings" / "fish.svg"

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="180px" height="120px">'
    '<path d="M5 5 L20 5 L20 20 Z" fill="none" stroke="#000" stroke-width="2"/>'
    '<path d="M60 40 L80 40" fill="none" stroke="#000"/></svg>'
)


@pytest.mark.parametrize("pictures", [True, False])
def test_a_host_without_strokes_gets_those_that_the_answer_counts(
    tmp_path: Path, pictures: bool
) -> None:
    source = tmp_path / "drawing.svg"
    source.write_text(SVG)
    request = Request(prompt="", task="objects", settings={"pictures": pictures})
    job = JobFolder.create(tmp_path / "job", request, source)
    run_job(job.path)
    found = json.loads((job.path / "objects.json").read_text())["objects"]
    assert sorted(stroke for strokes in found.values() for stroke in strokes) == [0, 1]
    strokes = job.path / "strokes.safetensors"
    assert strokes.is_file() is pictures
    if pictures:
        drawing = Drawing.read(strokes)
        assert drawing.canvas == (180.0, 120.0) and drawing.stroke_count == 2
        assert drawing.object_names == tuple(found)


def four_marks(objects: list[int], names: tuple[str, ...]) -> Drawing:
    """Four short lines in the corners of a square."""
    corners = [(10, 10), (80, 10), (10, 80), (80, 80)]
    points = np.array([(x + d, y) for x, y in corners for d in (0, 4, 8)], np.float32)
    return Drawing.build(
        points,
        np.arange(0, 13, 3, dtype=np.int32),
        canvas=(100.0, 100.0),
        objects=np.array(objects, np.int32),
        object_names=names,
    )


def groups_of(folder: Path, drawing: Drawing, **settings: object) -> list[list[int]]:
    request = Request(prompt="", task="objects", settings=settings)  # type: ignore[arg-type]
    job = JobFolder.create(folder, request, drawing)
    run_job(job.path)
    return list(json.loads((job.path / "objects.json").read_text())["objects"].values())


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_there_are_as_many_objects_as_the_request_says(tmp_path: Path, count: int) -> None:
    drawing = four_marks([0, 0, 0, 0], ("drawing",))
    found = groups_of(tmp_path / "job", drawing, count=count)
    assert len(found) == count
    assert sorted(stroke for strokes in found for stroke in strokes) == [0, 1, 2, 3]


def test_a_number_groups_anew_around_what_is_fixed(tmp_path: Path) -> None:
    drawing = four_marks([0, 0, 0, 1], ("fish", "boat"))
    found = groups_of(tmp_path / "job", drawing, count=3, fixed=[[0, 0], [3, 0], [1, 1]])
    assert len(found) == 3
    owner = {stroke: index for index, strokes in enumerate(found) for stroke in strokes}
    assert owner[0] == owner[3] != owner[1]


@pytest.mark.parametrize("count", [0, -1, 2.0, "2", True])
def test_a_number_of_objects_that_is_none_is_refused(tmp_path: Path, count: object) -> None:
    with pytest.raises(BadInput, match="whole number above 0"):
        groups_of(tmp_path / "job", four_marks([0, 0, 0, 0], ("drawing",)), count=count)


def test_every_task_says_what_it_produces_and_misses_it(tmp_path: Path) -> None:
    for name, task in TASKS.items():
        folder = tmp_path / name.replace("/", "_")
        job = JobFolder.create(folder, Request(prompt=""), four_marks([0] * 4, ("a",)))
        report = {"frames": 2}
        assert not task.is_whole(job, report), name
        file = job.file(task.produces)
        if file.suffix:
            file.write_bytes(b"")
        else:
            file.mkdir()
            for number in (1, 2):
                (file / f"{number:04d}.png").write_bytes(b"")
        assert task.is_whole(job, report), name
    questions = {name for name, task in TASKS.items() if task.is_question}
    assert questions == {"objects", "estimate", "rig", "clean", "suggest", "colour"}


def rig_of(folder: Path, drawing: Drawing, prompt: str, **settings: object) -> JobFolder:
    request = Request(prompt, task="rig", settings=settings)  # type: ignore[arg-type]
    job = JobFolder.create(folder, request, drawing)
    run_job(job.path)
    return job


def test_the_bones_of_a_drawing_are_a_task(tmp_path: Path) -> None:
    drawing = load_drawing(FISH)
    job = rig_of(tmp_path / "job", drawing, "the fish swims")
    rig = Rig.read(job.file("rig.safetensors"))
    rig.validate(drawing)
    assert rig.plans == ("fish",) and "nose" in rig.joint_names
    done = json.loads((job.path / "done.json").read_text())
    assert done["result"] == "rig.safetensors"
    told = done["rig"]["drawing"]
    assert (told["kind"], told["plan"], told["joints"]) == ("body", "fish", rig.joint_count)
    assert told["disagreement"] == pytest.approx(rig.disagreement[0], abs=1e-3)
    assert "tail" in told["parts"] and {"fish", "person", "pieces"} <= set(done["plans"])


def test_hints_in_a_request_place_joints_and_choose_plans(tmp_path: Path) -> None:
    hints = {"objects": {"cat": {"plan": "four_legged", "joints": {"nose": [12.5, 70.0]}}}}
    drawing = four_marks([0, 0, 0, 1], ("cat", "water"))
    job = rig_of(tmp_path / "job", drawing, "the water flows", rig_hints=hints)
    rig = Rig.read(job.file("rig.safetensors"))
    assert rig.plans == ("four_legged", "")
    nose = rig.joint_names.index("nose")
    assert numpy_of(rig.joints)[nose].tolist() == [12.5, 70.0]
    assert numpy_of(rig.confidence)[nose] == 1.0
    told = json.loads((job.path / "done.json").read_text())["rig"]
    assert told["water"] == {"kind": "none"}


@pytest.mark.parametrize(
    "hints",
    [[], {"objects": {"cat": 1}}, {"objects": {"cat": {"plan": "centaur"}}},
     {"objects": {"cat": {"joints": {"nose": [1]}}}}],
)  # fmt: skip
def test_hints_that_are_none_are_refused(tmp_path: Path, hints: object) -> None:
    drawing = four_marks([0, 0, 0, 0], ("cat",))
    with pytest.raises(BadInput):
        rig_of(tmp_path / "job", drawing, "the cat runs", rig_hints=hints)


def test_a_done_job_without_its_result_runs_again(tmp_path: Path) -> None:
    drawing = four_marks([0, 0, 0, 0], ("drawing",))
    request = Request(prompt="", task="estimate", settings={})
    job = JobFolder.create(tmp_path / "job", request, drawing)
    run_job(job.path)
    (job.path / "estimate.json").unlink()
    (job.path / "objects.json").write_text("{}")  # the answer to another question
    run_job(job.path)
    assert (job.path / "estimate.json").is_file()


def test_a_question_leaves_the_checkpoint_alone(tmp_path: Path) -> None:
    request = Request(prompt="", task="estimate")
    job = JobFolder.create(tmp_path / "job", request, four_marks([0] * 4, ("drawing",)))
    job.checkpoint_path.write_bytes(b"of an animation")
    run_job(job.path)
    assert job.checkpoint_path.read_bytes() == b"of an animation"


def test_tasks_that_are_not_there_are_refused() -> None:
    assert find_task(Request(prompt="", task="trace")) is None
    with pytest.raises(BadInput, match="trace"):
        task_of(Request(prompt="", task="trace"))
