# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Progress tells, previews, saves and ends a job when asked, and does nothing too often."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from addon.client.jobs.states import PREVIEW_GRID as PREVIEW_GRID_OF_HOSTS
from addon.contract.errors import Cancelled, Stopped
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from engine.runtime.control import PREVIEW_GRID, Control
from engine.runtime.progress import Pace, Progress, preview_picture
from tests.engine.jobs.standin import line_drawing


class Clock:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def job(tmp_path: Path) -> JobFolder:
    return JobFolder.create(tmp_path / "job", Request(prompt="it slides"), line_drawing())


def test_events_are_thinned_but_not_the_first_and_the_last_of_a_phase(job: JobFolder) -> None:
    clock = Clock()
    heard: list[Event] = []
    progress = Progress(job, listener=heard.append, clock=clock)
    for step in range(101):
        clock.now += 0.01
        progress.step("refining", step, 100)
    events, _ = job.read_events()
    assert [e.step for e in events] == [e.step for e in heard]
    assert events[0].step == 0
    assert events[-1].step == 100
    assert 10 <= len(events) <= 13
    progress.step("polishing", 0, 5)
    assert heard[-1].phase == "polishing"


def test_the_time_left_follows_the_rate(job: JobFolder) -> None:
    clock = Clock()
    heard: list[Event] = []
    progress = Progress(job, listener=heard.append, clock=clock)
    for step in range(51):
        clock.now += 0.2
        progress.step("refining", step, 100)
    assert heard[0].eta_s is None
    assert heard[-1].eta_s == pytest.approx(50 * 0.2, rel=1e-6)
    assert progress.seconds["refining"] == pytest.approx(51 * 0.2)


def test_a_pace_that_changes_is_followed() -> None:
    pace = Pace()
    for _ in range(10):
        pace.add(1, 1.0)
    for _ in range(60):
        pace.add(1, 3.0)
    assert pace.left(10) == pytest.approx(30.0, rel=0.02)


@pytest.mark.parametrize(("wish", "error"), [("cancelled", Cancelled), ("stopped", Stopped)])
def test_a_wish_to_end_is_seen_in_the_next_step(wish: str, error: type[Exception]) -> None:
    control = Control()
    progress = Progress(control=control)
    progress.step("refining", 0, 10)
    setattr(control, wish, True)
    with pytest.raises(error):
        progress.step("refining", 1, 10)


def test_a_path_that_saves_may_save_once_more_before_it_ends(job: JobFolder) -> None:
    control = Control()
    progress = Progress(job, control)
    progress.step("refining", 0, 10)
    assert not progress.wants_checkpoint()
    control.stopped = True
    progress.step("refining", 1, 10)
    assert progress.wants_checkpoint()
    with pytest.raises(Stopped):
        progress.save_checkpoint({"x": np.ones(3)}, {"step": "2"})
    saved = Progress(job).load_checkpoint()
    assert saved is not None
    assert saved[1] == {"step": "2"}


def test_a_path_that_forgets_to_save_ends_all_the_same(job: JobFolder) -> None:
    control = Control()
    progress = Progress(job, control)
    progress.step("refining", 0, 10)
    progress.wants_checkpoint()
    control.cancelled = True
    progress.step("refining", 1, 10)
    with pytest.raises(Cancelled):
        progress.step("refining", 2, 10)


def test_a_checkpoint_keeps_kinds_shapes_and_bits(job: JobFolder) -> None:
    import torch

    arrays: dict[str, Any] = {
        "scalar": np.float64(0.1) * np.ones(()),
        "bytes": np.arange(5, dtype=np.uint8),
        "numbers": torch.randn(2, 3, generator=torch.Generator().manual_seed(1)),
        "flags": np.array([True, False]),
        "columns": np.arange(6, dtype=np.int64).reshape(2, 3).T,
    }
    Progress(job, fingerprint="a").save_checkpoint(arrays, {"phase": "refining"})
    found = Progress(job, fingerprint="a").load_checkpoint()
    assert found is not None
    for name, array in arrays.items():
        expected = np.asarray(array)
        assert found[0][name].dtype == expected.dtype
        assert found[0][name].shape == expected.shape
        assert found[0][name].tobytes() == np.asarray(expected, order="C").tobytes()
    assert found[1] == {"phase": "refining"}


def test_a_checkpoint_of_another_request_or_a_damaged_one_is_not_used(job: JobFolder) -> None:
    Progress(job, fingerprint="a").save_checkpoint({"x": np.ones(3)}, {})
    assert Progress(job, fingerprint="b").load_checkpoint() is None
    data = job.checkpoint_path.read_bytes()
    for length in (0, 7, len(data) // 2, len(data) - 1):
        job.checkpoint_path.write_bytes(data[:length])
        assert Progress(job, fingerprint="a").load_checkpoint() is None


def test_checkpoints_and_previews_take_a_small_part_of_the_time(job: JobFolder) -> None:
    clock = Clock()
    progress = Progress(job, clock=clock)
    assert progress.wants_preview()
    clock.now += 1.0  # a picture that took a second to draw
    progress.preview(np.zeros((2, 8, 8, 4), np.uint8))
    clock.now += 15.0
    assert not progress.wants_preview()
    clock.now += 10.0
    assert progress.wants_preview()
    assert progress.wants_checkpoint()
    progress.save_checkpoint({"x": np.ones(1)}, {})
    assert not progress.wants_checkpoint()
    clock.now += 4.5
    assert progress.wants_checkpoint()


def test_a_preview_is_one_still_picture_with_a_new_name(job: JobFolder) -> None:
    frames = np.zeros((24, 30, 40, 4), np.uint8)
    frames[..., 3] = 255
    frames[..., 0] = (np.arange(24) * 10)[:, None, None]
    heard: list[Event] = []
    Progress(job, listener=heard.append).preview(frames)
    Progress(job, listener=heard.append).preview(frames)  # another run of the same job
    names = [event.preview for event in heard]
    assert names == ["preview/000001.webp", "preview/000002.webp"]
    with Image.open(job.preview_dir / "000002.webp") as picture:
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.size == (4 * 40, 2 * 30)
        reds = [
            picture.convert("RGB").getpixel((x * 40 + 20, y * 30 + 15))
            for y in (0, 1)
            for x in range(4)
        ]
    assert [round(red[0] / 30) for red in reds if isinstance(red, tuple)] == list(range(8))


def test_previews_are_small_and_hosts_know_their_grid() -> None:
    assert PREVIEW_GRID == PREVIEW_GRID_OF_HOSTS
    data = preview_picture(np.zeros((3, 700, 500, 4), np.uint8))
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (4 * 114, 2 * 160)


def test_old_previews_go(job: JobFolder) -> None:
    progress = Progress(job)
    for _ in range(30):
        progress.preview(np.zeros((1, 4, 4, 4), np.uint8))
    assert len(list(job.preview_dir.iterdir())) == 20


def test_silent_progress_writes_nothing() -> None:
    progress = Progress.silent()
    progress.step("refining", 0, 1)
    progress.warn("nothing")
    assert not progress.wants_preview()
    assert not progress.wants_checkpoint()
    progress.preview(np.zeros((1, 4, 4, 4), np.uint8))
    progress.save_checkpoint({"x": np.ones(1)}, {})
    assert progress.load_checkpoint() is None
