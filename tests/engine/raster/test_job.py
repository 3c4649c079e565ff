# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Raster jobs from the request to the written frames, with a tiny random model."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, Cancelled, OutOfMemory, Stopped
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.commands.cli import main
from engine.jobs.run import run_job
from engine.priors.video.plan import Device
from engine.raster import resolve
from engine.raster.diffusion.attention import SelfAttention
from engine.raster.diffusion.clip_runner import ClipRunner
from engine.render.evaluate import animated_positions
from engine.runtime.control import Control


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small drawing right of the middle of its canvas, on clear ground."""
    image = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse([48, 16, 80, 48], outline=(200, 30, 30, 255), width=3)
    draw.line([52, 32, 76, 32], fill=(200, 30, 30, 255), width=3)
    image.save(tmp_path / "picture.png")
    return tmp_path / "picture.png"


def _request(model: Path, settings: dict[str, JSON] | None = None, **named: Any) -> Request:
    chosen: dict[str, JSON] = {"steps": 3, **(settings or {})}
    return Request(
        "it runs", path="raster", model=str(model), settings=chosen, **{"frames": 4, **named}
    )


def _frames(job: JobFolder) -> np.ndarray:
    paths = sorted(job.frames_path.glob("*.png"))
    assert [path.name for path in paths] == [f"{k:04d}.png" for k in range(1, len(paths) + 1)]
    return np.stack([np.asarray(Image.open(path)) for path in paths])


def test_a_picture_becomes_frames_in_its_own_size(
    tiny_model: Path, picture: Path, tmp_path: Path
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model), picture)
    events: list[Event] = []
    report = run_job(job.path, listener=events.append)
    frames = _frames(job)
    assert frames.shape == (4, 64, 96, 4)
    assert np.array_equal(frames[0], np.asarray(Image.open(picture)))
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.kind == "done"
    named = {name: report[name] for name in ("frames", "size", "fps", "hold", "loop")}
    assert named == {"frames": 4, "size": [96, 64], "fps": [24, 1], "hold": 1, "loop": False}
    assert not job.checkpoint_path.exists()
    phases = [event.phase for event in events]
    assert phases.index("looking at the drawing") < phases.index("drawing the frames")
    shown = [event.preview for event in events if event.preview]
    with Image.open(job.path / shown[-1]) as sheet:
        assert sheet.width / sheet.height == pytest.approx(4 * 96 / (2 * 64), rel=0.1)


def test_a_request_is_resolved_once(
    tiny_model: Path, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def counted(name: str, real: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            calls.append(name)
            return real(*given, **named)

        return call

    for name in ("raster_settings", "weights_of", "plan_clips"):
        real = getattr(resolve, name)
        for module in [m for key, m in sys.modules.items() if key.startswith("engine.")]:
            if getattr(module, name, None) is real:
                monkeypatch.setattr(module, name, counted(name, real))
    job = JobFolder.create(tmp_path / "job", _request(tiny_model, {"steps": 1}), picture)
    run_job(job.path)
    assert sorted(calls) == ["plan_clips", "raster_settings", "weights_of"]


def test_a_done_job_is_left_alone_until_a_frame_is_gone(
    tiny_model: Path, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model), picture)
    first = run_job(job.path)
    frames = _frames(job)
    with monkeypatch.context() as patch:
        patch.setattr(ClipRunner, "takes", lambda self: pytest.fail("run again"))
        assert run_job(job.path) == first
    (job.frames_path / "0003.png").unlink()
    run_job(job.path)
    assert np.array_equal(_frames(job), frames)


def test_on_twos_every_picture_is_there_twice(
    tiny_model: Path, picture: Path, tmp_path: Path
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model, frames=5, hold=2), picture)
    report = run_job(job.path)
    frames = _frames(job)
    assert report["frames"] == 5
    assert np.array_equal(frames[0], frames[1])
    assert np.array_equal(frames[2], frames[3])
    assert len(np.unique(frames.reshape(5, -1), axis=0)) == 3


@pytest.mark.parametrize("chain", [1, 2])
def test_a_loop_of_one_clip_or_two(
    tiny_model: Path, picture: Path, tmp_path: Path, chain: int
) -> None:
    request = _request(tiny_model, {"chain": chain}, loop=True)
    job = JobFolder.create(tmp_path / "job", request, picture)
    report = run_job(job.path)
    assert report["loop"] is True
    assert len(_frames(job)) == 4
    info = report["info"]
    assert isinstance(info, dict)
    assert info["clips"] == ("4" if chain == 1 else "3 + 3")


def test_takes_are_reported_best_first(tiny_model: Path, picture: Path, tmp_path: Path) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model, {"takes": 2}, seed=7), picture)
    report = run_job(job.path)
    takes = report["takes"]
    assert isinstance(takes, list)
    assert {take["seed"] for take in takes} == {7, 8}
    assert takes[0]["score"] >= takes[1]["score"]
    alone = JobFolder.create(
        tmp_path / "alone", _request(tiny_model, seed=takes[0]["seed"]), picture
    )
    run_job(alone.path)
    assert np.array_equal(_frames(alone), _frames(job))


def test_the_original_and_the_ablations_run(
    tiny_model: Path, picture: Path, tmp_path: Path
) -> None:
    found = {}
    variants: dict[str, dict[str, JSON]] = {
        "ours": {},
        "faithful": {"faithful": True},
        "aligned": {"align": True},
        "no spatial": {"compose_spatial": False},
        "no temporal": {"compose_temporal": False},
        "fidelity": {"fidelity": 1.0},
    }
    for name, settings in variants.items():
        chosen: dict[str, JSON] = {"steps": 2, "clean": False, **settings}
        request = _request(tiny_model, chosen, frames=3)
        job = JobFolder.create(tmp_path / name, request, picture)
        run_job(job.path)
        found[name] = _frames(job)
        is_the_drawing = np.array_equal(found[name][0], np.asarray(Image.open(picture)))
        assert is_the_drawing == (name != "faithful")  # theirs is the model's own
    ours = found.pop("ours")
    assert all(not np.array_equal(other, ours) for other in found.values())


def test_strokes_go_in_and_come_out(tiny_model: Path, tmp_path: Path) -> None:
    points = np.array([[20, 20], [70, 50], [30, 50]], np.float32)
    drawing = Drawing.build(points, [0, 3], canvas=(100.0, 80.0), widths=[4.0] * 3)
    request = _request(tiny_model, {"trace": True, "steps": 2}, frames=2)
    job = JobFolder.create(tmp_path / "job", request, drawing)
    report = run_job(job.path)
    assert report["strokes"] is True
    assert _frames(job).shape == (2, 80, 100, 4)
    first = Drawing.read(job.file("strokes/0001.safetensors"))
    assert first.canvas == (100.0, 80.0)
    assert first.stroke_count >= 1


def _ask_after(steps: int, wish: str, monkeypatch: pytest.MonkeyPatch) -> Control:
    """A control that is asked to end in the layers after so many steps."""
    control, taken = Control(), iter(range(1, 1000))
    report_step = ClipRunner._report_step

    def counted(self: ClipRunner, *places: int) -> None:
        report_step(self, *places)
        if next(taken) == steps + 1:
            setattr(control, wish, True)

    monkeypatch.setattr(ClipRunner, "_report_step", counted)
    return control


@pytest.mark.parametrize("settings", [{}, {"faithful": True}, {"chain": 2, "takes": 2}])
@pytest.mark.parametrize("steps", [1, 4])
def test_a_stopped_job_goes_on_to_the_same_result(
    tiny_model: Path,
    picture: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, JSON],
    steps: int,
) -> None:
    request = _request(tiny_model, {"clean": False, "steps": 4, **settings}, frames=3)
    whole = JobFolder.create(tmp_path / "whole", request, picture)
    run_job(whole.path)
    stopped = JobFolder.create(tmp_path / "stopped", request, picture)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        run_job(stopped.path, control=_ask_after(steps, "stopped", patch))
    assert stopped.status() == "interrupted"
    assert stopped.checkpoint_path.is_file()
    report = run_job(stopped.path)
    assert report["resumed"] is True
    apart = _frames(stopped).astype(int) - _frames(whole).astype(int)
    assert abs(apart).max() <= 1


def test_a_job_is_cancelled_within_a_step(
    tiny_model: Path, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny_model), picture)
    control = _ask_after(1, "cancelled", monkeypatch)
    layers: list[str] = []
    ask = SelfAttention.__call__

    def counted(self: SelfAttention, *arguments: Any, **named: Any) -> Any:
        if control.cancelled:
            layers.append(self.name)
        return ask(self, *arguments, **named)

    monkeypatch.setattr(SelfAttention, "__call__", counted)
    with pytest.raises(Cancelled):
        run_job(job.path, control=control)
    assert job.status() == "cancelled"
    assert len(layers) <= 1
    assert job.checkpoint_path.is_file()


def test_too_little_memory_offers_shorter_clips(
    tiny_model: Path, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.priors.video.plan.SPARE", 0)
    small = Device("cpu", 1 << 20, 1e11, torch.float32)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: small))
    job = JobFolder.create(tmp_path / "job", _request(tiny_model, frames=16), picture)
    with pytest.raises(OutOfMemory) as raised:
        run_job(job.path)
    assert raised.value.action is not None
    smaller = job.read_request().patched(raised.value.action.patch)
    assert smaller.path == "vector" or smaller.settings["clip"] in (4, 8)


def test_no_model_and_no_picture_are_bad_input(picture: Path, tmp_path: Path) -> None:
    request = Request("it runs", path="raster", model=str(tmp_path / "nothing"))
    job = JobFolder.create(tmp_path / "job", request, picture)
    with pytest.raises(BadInput, match="There is no folder"):
        run_job(job.path)
    outcome = job.outcome()
    assert outcome is not None
    assert outcome.report["action"] == {
        "label": "Move the strokes instead",
        "patch": {"path": "vector", "model": ""},
    }


def test_the_command_writes_frames_and_a_gif(
    tiny_model: Path, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = [
        "animate", str(picture), "--path", "raster", "--prompt", "it runs", "--model",
        str(tiny_model), "--frames", "3", "--steps", "2", "--fidelity", "0.8", "--chain", "2",
        "--out", str(out),
    ]  # fmt: skip
    assert main(arguments) == 0
    assert str(out / "animation.gif") in capsys.readouterr().out
    with Image.open(out / "animation.gif") as gif:
        assert gif.size == (96, 64)
    assert (out / "contact_sheet.png").is_file()
    report = json.loads((out / "report.json").read_text())
    assert report["info"]["fidelity"] == "0.8"
    assert Request.read(out / "request.json").settings == {
        "fidelity": 0.8, "chain": 2, "steps": 2,
    }  # fmt: skip
    assert main([*arguments[:-2], "--seed", "5", "--out", str(out)]) == 5
    assert main([*arguments[:-2], "--seed", "5", "--force", "--out", str(out)]) == 0
    assert main(["animate", str(tmp_path / "no.png"), "--path", "raster", "--out", "x"]) == 5


def test_a_single_picture_is_the_drawing(tiny_model: Path, picture: Path, tmp_path: Path) -> None:
    request = _request(tiny_model, {"steps": 1}, frames=2, hold=2)
    job = JobFolder.create(tmp_path / "job", request, picture)
    run_job(job.path)
    drawing = np.asarray(Image.open(picture))
    assert all(np.array_equal(frame, drawing) for frame in _frames(job))


def test_instead_the_strokes_of_the_picture_are_moved(picture: Path, tmp_path: Path) -> None:
    request = Request("it rolls", path="raster", quality="draft", frames=8,
                      settings={"fidelity": 0.3, "steps": 2, "seeds": 1})  # fmt: skip
    job = JobFolder.create(tmp_path / "job", request, picture)
    request.patched({"path": "vector"}).write(job.request_path)
    run_job(job.path)
    strokes = Drawing.read(job.file("strokes.safetensors"))
    animation = Animation.read(job.animation_path)
    animation.validate(strokes)
    assert strokes.canvas == (96.0, 64.0)
    moved = animated_positions(strokes, animation)
    assert np.abs(moved - moved[:1]).max() > 0.5
