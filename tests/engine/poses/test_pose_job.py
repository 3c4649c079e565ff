# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a drawing to frames: projection, mixing, cycles, refusal, the job folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.commands.cli import main
from engine.cost.job import estimate_file
from engine.jobs.run import run_job
from engine.poses.cycles import Cycle, cycle_of_pictures, find_cycle
from engine.poses.mixing import along, cycle_styles
from engine.poses.projection import as_ink, ink_distance, project, project_pictures
from engine.poses.weights import PoseModel, read_model, write_model
from engine.raster.picture.sketch_image import read_sketch

Make = Callable[..., PoseModel]


def _cycle(folder: Path, subject: str = "bird") -> Path:
    ink = np.zeros((10, 32, 32), np.uint8)
    for number in range(10):
        ink[number, 4 + 2 * number, 4:28] = 255
    path = folder / f"{subject}.cycle"
    Cycle("up and down", subject, ink).write(path)
    return path


def _request(model: Path, cycle: Path, **changes: object) -> Request:
    settings: dict[str, JSON] = {
        "pose_cycle": str(cycle),
        "pose_model": str(model),
        "pose_steps": 5,
    }
    values: dict[str, Any] = {"prompt": "the bird flies", "path": "raster", "frames": 6, **changes}
    return Request(**values, settings=settings)


def test_steps_bring_a_projection_nearer(make_model: Make) -> None:
    model = make_model()
    torch.manual_seed(1)
    truth = model.generator.synthesis(0.6 * torch.randn(1, model.settings.layers, 12), "constant")
    apart = []
    for steps in (0, 25):
        styles = project_pictures(model, truth, steps)
        drawn = model.generator.synthesis(styles, "constant")
        apart.append(float(ink_distance(as_ink(drawn), as_ink(truth))))
    assert apart[1] < 0.9 * apart[0]


def test_distance_is_0_for_the_same_and_1_for_nothing_in_common() -> None:
    one, other = torch.zeros(1, 1, 16, 16), torch.zeros(1, 1, 16, 16)
    one[..., :8, :], other[..., 8:, :] = 1.0, 1.0
    assert float(ink_distance(one, one)) == 0.0
    assert float(ink_distance(one, other)) == 1.0


def test_all_of_a_drawing_is_shown_to_the_encoder(bird: Path, make_model: Make) -> None:
    model = make_model()
    found = project(read_sketch(bird), model, 0)
    assert found.shown.shape == (32, 32)
    left, top, right, bottom = found.window.box()
    assert left < 20 and right > 172 and top < 20 and bottom > 100  # all of the bird is seen


def test_the_path_through_key_poses_closes() -> None:
    keys = torch.randn(5, 4, 3)
    assert torch.equal(along(keys, torch.tensor([0.0, 5.0])), keys[[0, 0]])
    assert torch.allclose(along(keys, torch.tensor([4.5]))[0], (keys[4] + keys[0]) / 2)


def test_a_clip_begins_with_the_drawing_and_a_loop_comes_back_to_it(make_model: Make) -> None:
    generator = make_model().generator
    source, keys = torch.randn(1, 8, 12), torch.randn(10, 8, 12)
    styles = cycle_styles(generator, source, keys, 20, 2, loop=True)
    assert torch.allclose(styles[0], source[0], atol=1e-5)
    still = cycle_styles(generator, source, keys[:1].expand(10, -1, -1), 20, 2, loop=True)
    away = (still - still[0]).flatten(1).norm(dim=1)
    assert away[1] == pytest.approx(float(away[-1]), rel=1e-4) and away[1] < 0.2 * away[10]
    coarse, pose = generator.settings.coarse, generator.settings.pose
    assert torch.allclose(styles[:, coarse:], source[:, coarse:].expand(20, -1, -1), atol=1e-5)
    assert torch.allclose(styles[..., pose:], source[..., pose:].expand(20, -1, -1), atol=1e-5)


def test_cycles_come_back_from_their_file_and_others_are_refused(tmp_path: Path) -> None:
    path = _cycle(tmp_path)
    cycle = find_cycle(str(path))
    assert (cycle.name, cycle.subject, cycle.ink.shape) == ("up and down", "bird", (10, 32, 32))
    assert cycle.pictures(64).shape == (10, 1, 64, 64)
    assert cycle.pictures(32).min() == -1 and cycle.pictures(32).max() == 1
    path.write_bytes(b"no cycle")
    with pytest.raises(BadInput, match="not a pose cycle"):
        find_cycle(str(path))
    with pytest.raises(BadInput, match="no pose cycle nonsense"):
        find_cycle("nonsense")


def test_ten_pictures_are_a_cycle_and_keep_their_places(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for number in range(10):
        picture = np.full((60, 90), 255, np.uint8)
        picture[10 + 4 * number, 10:80] = 0
        Image.fromarray(picture).save(folder / f"{number:02d}.png")
    cycle = cycle_of_pictures(folder)
    assert cycle.ink.shape == (10, 128, 128) and cycle.name == "mine"
    heights = [ink.sum(axis=1).argmax() for ink in cycle.ink]
    assert heights == sorted(heights) and heights[-1] - heights[0] > 50
    (folder / "09.png").unlink()
    Image.fromarray(np.zeros((50, 50), np.uint8)).save(folder / "09.png")
    with pytest.raises(BadInput, match="one size"):
        cycle_of_pictures(folder)
    with pytest.raises(BadInput, match="holds 0"):
        cycle_of_pictures(tmp_path / "nothing")


def test_a_job_writes_frames_of_which_the_first_is_the_drawing(
    tmp_path: Path, model_file: Path, bird: Path
) -> None:
    request = _request(model_file, _cycle(tmp_path), loop=True, hold=2)
    job = JobFolder.create(tmp_path / "job", request, bird)
    report = run_job(job.path)
    frames = [np.asarray(Image.open(p)) for p in sorted(job.frames_path.glob("*.png"))]
    assert len(frames) == 6 and report["frames"] == 6
    assert np.array_equal(frames[0], read_sketch(bird).rgba())
    assert np.array_equal(frames[0], frames[1])
    assert 0 < float(str(report["pose_distance"])) <= 1
    assert report["warnings"]  # that it is experimental


def test_a_drawing_too_far_away_is_refused_with_the_way_out(
    tmp_path: Path, model_file: Path, bird: Path, make_model: Make
) -> None:
    write_model(model_file, make_model(farthest="0.01"))
    read_model.__globals__["_read"].cache_clear()
    job = JobFolder.create(tmp_path / "job", _request(model_file, _cycle(tmp_path)), bird)
    with pytest.raises(BadInput, match="too far") as refused:
        run_job(job.path)
    action = refused.value.action
    assert action is not None
    changed = job.read_request().patched(action.patch)
    assert changed.path == "vector" and not changed.settings["pose_cycle"]


def test_a_model_that_refuses_everything_says_so_at_once(
    tmp_path: Path, model_file: Path, bird: Path, make_model: Make
) -> None:
    write_model(model_file, make_model(farthest="0.0", steps="250"))
    read_model.__globals__["_read"].cache_clear()
    job = JobFolder.create(tmp_path / "job", _request(model_file, _cycle(tmp_path)), bird)
    with pytest.raises(BadInput, match="250 steps only") as refused:
        run_job(job.path)
    assert refused.value.action is not None


def test_a_cycle_of_another_subject_is_refused(
    tmp_path: Path, model_file: Path, bird: Path
) -> None:
    cycle = _cycle(tmp_path, "horse")
    job = JobFolder.create(tmp_path / "job", _request(model_file, cycle), bird)
    with pytest.raises(BadInput, match="learned to draw a bird"):
        run_job(job.path)


def test_an_estimate_needs_no_video_model(tmp_path: Path, model_file: Path, bird: Path) -> None:
    few = _request(model_file, _cycle(tmp_path))
    many = _request(model_file, _cycle(tmp_path), frames=96)
    assert 0 < estimate_file(bird, few).seconds < estimate_file(bird, many).seconds


def test_a_damaged_model_is_refused(tmp_path: Path, model_file: Path) -> None:
    damaged = tmp_path / "damaged.safetensors"
    damaged.write_bytes(model_file.read_bytes()[:-100])
    with pytest.raises(BadInput, match="not a whole pose model"):
        read_model(damaged)
    with pytest.raises(BadInput, match="no pose model"):
        read_model(tmp_path / "none.safetensors")


@pytest.mark.parametrize("farthest", ["near", "nan", "-1"])
def test_a_model_whose_facts_are_no_numbers_is_refused(
    tmp_path: Path, make_model: Make, farthest: str
) -> None:
    path = tmp_path / "facts.safetensors"
    write_model(path, make_model(farthest=farthest))
    with pytest.raises(BadInput, match="not a whole pose model"):
        read_model(path)


def test_a_file_of_the_same_name_is_not_taken_for_a_shipped_cycle(
    tmp_path: Path, bird: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def animate(drawing: Path, request: Request, out: Path, *, force: bool) -> dict[str, object]:
        asked.append(request.settings["pose_cycle"])
        return {"frames": 0, "pose_distance": 0.0}

    monkeypatch.setattr("engine.commands.redraw.animate_picture", animate)
    monkeypatch.chdir(tmp_path)
    for name in ("flight", "mine.cycle"):
        (tmp_path / name).write_text("a file of the user's")
        command = ["poses", "animate", str(bird), "--cycle", name, "--out", "job"]
        assert main(command) == 0
    assert asked == ["flight", str(tmp_path / "mine.cycle")]
