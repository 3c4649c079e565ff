# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redraw jobs with tiny models of every family: to the end, cancelled, stopped and gone on with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from addon.contract.errors import BadInput, Cancelled, OutOfMemory, Stopped
from addon.contract.given_pictures import AREA_FILE, AREA_SETTING, digest_of
from addon.contract.job import JobFolder
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.jobs.run import run_job
from engine.priors.video import plan
from engine.priors.video.pipelines import loading
from engine.priors.video.pipelines.families import FAMILIES, Keeps
from engine.priors.video.plan import Device
from engine.raster.image_to_video.held_latents import HeldLatents
from engine.raster.image_to_video.takes import TakeRunner
from engine.runtime.control import Control
from tests.engine.priors.video.pipelines.tiny_pipelines import DRAWS

Tiny = Callable[[str], Path]


def _request(model: Path, settings: dict[str, JSON] | None = None, **named: Any) -> Request:
    size = 0 if "cog" in model.name else 32  # or the least that there is
    chosen: dict[str, JSON] = {"steps": 3, "size": size, "clean": False, **(settings or {})}
    return Request(
        "the fish swims", path="raster", model=str(model), settings=chosen,
        **{"frames": 4, **named},
    )  # fmt: skip


def _frames(job: JobFolder) -> np.ndarray:
    return np.stack([np.asarray(Image.open(path)) for path in sorted(job.frames_path.iterdir())])


def _ask_after(steps: int, wish: str, monkeypatch: pytest.MonkeyPatch) -> Control:
    """Return a control that asks the job to end after so many steps of drawing."""
    control, report = Control(), TakeRunner._report
    taken = iter(range(1, 1000))

    def counted(self: TakeRunner, number: int, index: int, step: int) -> None:
        if step and next(taken) == steps:
            setattr(control, wish, True)
        report(self, number, index, step)

    monkeypatch.setattr(TakeRunner, "_report", counted)
    return control


@pytest.mark.parametrize("name", DRAWS)
def test_each_family_draws_frames_and_goes_on_to_the_same_result(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    request = _request(tiny(name))
    whole = JobFolder.create(tmp_path / "whole", request, picture)
    report = run_job(whole.path)
    frames = _frames(whole)
    assert frames.shape == (4, 64, 96, 4)
    assert np.array_equal(frames[0], np.asarray(Image.open(picture)))
    assert len(np.unique(frames[1:], axis=0)) > 1  # they differ from each other
    assert report["info"]["model"] == str(tiny(name))  # type: ignore[index]

    stopped = JobFolder.create(tmp_path / "stopped", request, picture)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        run_job(stopped.path, control=_ask_after(2, "stopped", patch))
    assert stopped.status() == "interrupted"
    assert stopped.checkpoint_path.is_file()
    assert run_job(stopped.path)["resumed"] is True
    assert np.array_equal(_frames(stopped), frames)


@pytest.mark.parametrize("name", DRAWS)
def test_each_family_draws_in_half_precision(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    half = Device("cpu", 1 << 40, 1e11, torch.bfloat16)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: half))
    job = JobFolder.create(tmp_path / "job", _request(tiny(name), {"steps": 2}), picture)
    run_job(job.path)
    frames = _frames(job)
    assert len(np.unique(frames[1:], axis=0)) > 1


def test_the_last_model_is_let_go_before_a_plan_is_made(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is free is less by what the last model takes, unless the job goes on with it."""
    free: list[int] = []

    def measured(cls: type[Device]) -> Device:
        free.append(1000 - len(loading._warm))
        return Device("cpu", 1 << 40, 1e11, torch.float32)

    monkeypatch.setattr(Device, "best", classmethod(measured))
    loading.forget_pipeline()
    kept = []
    for number, name in enumerate(("wan", "cog-i2v", "cog-i2v")):
        job = JobFolder.create(tmp_path / str(number), _request(tiny(name), {"steps": 2}), picture)
        run_job(job.path)
        kept.append(next(iter(loading._warm.values())))
    assert free == [1000, 1000, 999]
    assert kept[2] is kept[1]


def test_what_the_engine_holds_of_a_gpu_counts_as_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next job goes on with it, or lets it go."""
    for name, value in (
        ("is_available", True), ("is_bf16_supported", True), ("mem_get_info", (100, 200)),
        ("memory_reserved", 50),
    ):  # fmt: skip
        monkeypatch.setattr(torch.cuda, name, lambda value=value: value)
    monkeypatch.setattr(plan, "_speed", lambda device, kind: 1.0)
    assert Device.best().free == 150


@pytest.mark.parametrize("name", ["animatediff", "cog", "wan"])
@pytest.mark.parametrize("stop", [1, 2, 4])
def test_a_held_first_frame_has_the_right_noise_after_a_stop(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stop: int
) -> None:
    request = _request(tiny(name), {"steps": 6})
    whole = JobFolder.create(tmp_path / "whole", request, picture)
    run_job(whole.path)
    stopped = JobFolder.create(tmp_path / "stopped", request, picture)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        run_job(stopped.path, control=_ask_after(stop, "stopped", patch))
    run_job(stopped.path)
    assert np.array_equal(_frames(stopped), _frames(whole))


@pytest.mark.parametrize("name", DRAWS)
def test_latents_outside_of_the_area_are_those_of_the_drawing(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """After the last step, where no noise is left, they are the drawing's to the last digit."""
    mask = np.zeros((64, 96), np.uint8)
    mask[:, 52:] = 255
    Image.fromarray(mask).save(tmp_path / AREA_FILE)
    data = (tmp_path / AREA_FILE).read_bytes()
    made: list[HeldLatents] = []
    after: list[torch.Tensor] = []
    prepare, hold = HeldLatents.__init__, HeldLatents.hold

    def prepared(self: HeldLatents, *given: Any) -> None:
        prepare(self, *given)
        made.append(self)

    def held(self: HeldLatents, latents: torch.Tensor, done: int) -> torch.Tensor:
        found = hold(self, latents, done)
        if self is made[0]:
            after.append(found)
        return found

    monkeypatch.setattr(HeldLatents, "__init__", prepared)
    monkeypatch.setattr(HeldLatents, "hold", held)
    size = 0 if "cog" in name else 64
    request = _request(tiny(name), {AREA_SETTING: digest_of(data), "size": size})
    job = JobFolder.create(tmp_path / "job", request, picture)
    (job.path / AREA_FILE).write_bytes(data)
    run_job(job.path)
    free, clean = made[0]._free, made[0]._clean
    assert 0 < float(free.mean()) < 1
    assert len(after) == 3
    last = after[-1][:, -clean.shape[1] :].float()
    torch.testing.assert_close(last * (1 - free), clean * (1 - free), atol=1e-5, rtol=1e-5)
    assert not torch.allclose(last * free, clean * free, atol=1e-2)


@pytest.mark.parametrize("name", DRAWS)
def test_strength_says_in_how_many_steps_the_drawing_is_held(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """At strength 0 the clip that is decoded is the drawing's to the last digit."""
    made: list[HeldLatents] = []
    after: dict[int, list[torch.Tensor]] = {}
    prepare, hold = HeldLatents.__init__, HeldLatents.hold

    def prepared(self: HeldLatents, *given: Any) -> None:
        prepare(self, *given)
        made.append(self)

    def held(self: HeldLatents, latents: torch.Tensor, done: int) -> torch.Tensor:
        after.setdefault(id(self), []).append(hold(self, latents, done))
        return after[id(self)][-1]

    monkeypatch.setattr(HeldLatents, "__init__", prepared)
    monkeypatch.setattr(HeldLatents, "hold", held)
    counts = []
    for strength in (0.0, 0.5, 1.0):
        made.clear()
        after.clear()
        request = _request(tiny(name), {"steps": 4}, strength=strength)
        run_job(JobFolder.create(tmp_path / f"{strength}", request, picture).path)
        whole = [one for one in made if not bool(one._free.any())]
        counts.append(sum(len(after[id(one)]) for one in whole))
        if strength == 0:
            clean = whole[0]._clean
            last = after[id(whole[0])][-1][:, -clean.shape[1] :].float()
            torch.testing.assert_close(last, clean.float(), atol=1e-5, rtol=1e-5)
    assert counts == [4, 2, 0]


def test_a_model_that_main_memory_cant_hold_is_said_before_it_is_read(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "known_free_memory", lambda: 1000)
    device = Device("cpu", 1 << 40, 1e11, torch.float32)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: device))
    loading.forget_pipeline()
    job = JobFolder.create(tmp_path / "job", _request(tiny("wan")), picture)
    with pytest.raises(OutOfMemory, match="main memory"):
        run_job(job.path)


def test_a_loop_is_led_back_to_the_drawing(tiny: Tiny, picture: Path, tmp_path: Path) -> None:
    loop = JobFolder.create(tmp_path / "loop", _request(tiny("vace"), loop=True), picture)
    open_ended = JobFolder.create(tmp_path / "open", _request(tiny("vace")), picture)
    for job in (loop, open_ended):
        run_job(job.path)
    assert _frames(loop).shape == (4, 64, 96, 4)
    assert not np.array_equal(_frames(loop)[1:], _frames(open_ended)[1:])


def test_a_model_without_last_frames_says_that_a_loop_may_jump(
    tiny: Tiny, picture: Path, tmp_path: Path
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny("cog-i2v"), loop=True), picture)
    warnings = run_job(job.path)["warnings"]
    assert any("the loop may jump" in str(text) for text in warnings)  # type: ignore[attr-defined]


def test_many_pictures_are_a_chain_that_goes_on_after_a_stop(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = _request(tiny("wan-i2v"), {"clip": 5, "takes": 2}, frames=9)
    whole = JobFolder.create(tmp_path / "whole", request, picture)
    info = run_job(whole.path)["info"]
    assert info["clips"] == "5 + 5"  # type: ignore[index]
    stopped = JobFolder.create(tmp_path / "stopped", request, picture)
    with monkeypatch.context() as patch, pytest.raises(Stopped):
        run_job(stopped.path, control=_ask_after(8, "stopped", patch))
    run_job(stopped.path)
    assert np.array_equal(_frames(stopped), _frames(whole))


def test_a_job_is_cancelled_within_a_step(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = JobFolder.create(tmp_path / "job", _request(tiny("wan")), picture)
    control = _ask_after(1, "cancelled", monkeypatch)
    blocks: list[int] = []
    save = TakeRunner._save_if_due

    def counted(self: TakeRunner) -> None:
        blocks.append(control.asked)
        save(self)

    monkeypatch.setattr(TakeRunner, "_save_if_due", counted)
    with pytest.raises(Cancelled):
        run_job(job.path, control=control)
    assert sum(blocks) == 1
    assert job.checkpoint_path.is_file()


def test_too_little_memory_offers_shorter_clips_or_strokes(
    tiny: Tiny, picture: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Device("cpu", 1 << 20, 1e11, torch.float32)
    monkeypatch.setattr(Device, "best", classmethod(lambda cls: small))
    job = JobFolder.create(tmp_path / "job", _request(tiny("wan"), frames=40), picture)
    with pytest.raises(OutOfMemory) as raised:
        run_job(job.path)
    assert raised.value.action is not None
    assert "path" in raised.value.action.patch or "clip" in raised.value.action.patch


def test_a_part_that_is_missing_is_named(tiny: Tiny, picture: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny("wan"), tmp_path / "broken")
    shutil.rmtree(broken / "vae")
    job = JobFolder.create(tmp_path / "job", _request(broken), picture)
    with pytest.raises(BadInput, match="it lacks vae"):
        run_job(job.path)


def test_weights_that_dont_fit_their_settings_are_said(
    tiny: Tiny, picture: Path, tmp_path: Path
) -> None:
    broken = shutil.copytree(tiny("wan"), tmp_path / "broken")
    config = broken / "transformer" / "config.json"
    config.write_text(config.read_text().replace('"ffn_dim": 16', '"ffn_dim": 24'))
    job = JobFolder.create(tmp_path / "job", _request(broken), picture)
    with pytest.raises(BadInput, match="can't be loaded"):
        run_job(job.path)


def test_clips_have_lengths_that_the_models_know() -> None:
    for family in FAMILIES.values():
        for pictures in (1, 5, 24, 50, 300):
            frames = family.clip_frames(pictures)
            assert (frames - 1) % family.stride == 0
            assert family.fewest <= frames <= family.most
    assert {family.keeps for family in FAMILIES.values()} == set(Keeps)


def test_outside_of_the_area_nothing_changes(tiny: Tiny, picture: Path, tmp_path: Path) -> None:
    mask = np.zeros((64, 96), np.uint8)
    mask[:, 64:] = 255
    Image.fromarray(mask).save(tmp_path / AREA_FILE)
    data = (tmp_path / AREA_FILE).read_bytes()
    request = _request(tiny("vace"), {AREA_SETTING: digest_of(data)})
    job = JobFolder.create(tmp_path / "job", request, picture)
    (job.path / AREA_FILE).write_bytes(data)
    run_job(job.path)
    frames, drawing = _frames(job).astype(int), np.asarray(Image.open(picture)).astype(int)
    assert not np.abs(frames[:, :, :64] - drawing[:, :64]).any()
    assert np.abs(frames[1:, :, 64:] - drawing[:, 64:]).any()
