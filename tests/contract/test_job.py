# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The job folder is the whole truth, and nothing is written outside of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import events
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError, JobBusy, OutOfMemory
from addon.contract.job import Event, JobFolder
from addon.contract.request import Request
from tests.contract.test_files import hold_elsewhere, make_link

DRAWING = Drawing.build([[0, 0], [1, 1]], [0, 2], canvas=(10, 10))
REQUEST = Request("the fish swims")


@pytest.fixture
def job(tmp_path: Path) -> Iterator[JobFolder]:
    yield JobFolder.create(tmp_path / "jobs" / "1", REQUEST, DRAWING)
    # whatever a test did, nothing was written beside the job
    assert os.listdir(tmp_path / "jobs") == ["1"]


def test_a_new_job_holds_its_request_and_its_drawing(job: JobFolder) -> None:
    assert sorted(os.listdir(job.path)) == ["drawing.safetensors", "request.json"]
    assert job.read_request() == REQUEST
    assert Drawing.read(job.drawing_path) == DRAWING
    assert job.status() == "new" and job.outcome() is None and not job.is_running()
    assert job.read_events() == ([], 0)


def test_the_life_of_a_job(job: JobFolder) -> None:
    with job.lock("Blender 5.0, process 9"):
        assert job.status() == "running"
        job.append_event(Event("draft", 1, 16))
        with pytest.raises(JobBusy, match=r"Blender 5\.0, process 9"), JobFolder(job.path).lock():
            pass
    assert job.status() == "interrupted"
    with job.lock():
        job.write_failed(OutOfMemory("Too large.", hint="Use fewer frames."))
    assert job.status() == "failed"
    ended = job.outcome()
    assert ended is not None
    error = ended.error()
    assert isinstance(error, OutOfMemory) and error.hint == "Use fewer frames."
    job.write_cancelled()
    assert job.status() == "cancelled" and not (job.path / "failed.json").exists()
    job.clear_outcome()
    assert job.status() == "interrupted"
    job.write_done({"seconds": 1.5})
    assert job.status() == "done"
    ended = job.outcome()
    assert ended is not None and ended.report == {"seconds": 1.5} and ended.error() is None
    assert sum(name.endswith(".json") for name in os.listdir(job.path)) == 2


def test_a_killed_runner_leaves_an_interrupted_job(job: JobFolder) -> None:
    process = hold_elsewhere(job.path / "lock")
    try:
        assert job.status() == "running"
        with pytest.raises(JobBusy, match="already running"), job.lock():
            pass
    finally:
        process.kill()
        process.communicate()
    assert job.status() == "interrupted"
    with job.lock():
        assert job.is_running()


def test_a_job_that_ends_while_it_is_looked_at_is_done(
    job: JobFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends_now() -> bool:
        job.write_done({})
        return False

    monkeypatch.setattr(job, "is_running", ends_now)
    assert job.status() == "done"


def test_what_a_killed_runner_left_is_removed(job: JobFolder) -> None:
    (job.path / "frames").mkdir()
    left = [".checkpoint.safetensors.0a.tmp", "frames/.0001.png.0b.tmp", ".host.json.0c.tmp"]
    young, own = job.path / ".host.json.0d.tmp", job.path / ".mine"  # a host may write just now
    for path in (*(job.path / name for name in left), young, own):
        path.touch()
    for path in (job.path / left[-1], own):
        os.utime(path, (0, 0))
    with job.lock():
        assert not any((job.path / name).exists() for name in left)
        assert young.exists() and own.exists()


def test_a_folder_that_a_killed_program_was_filling_is_filled_anew(tmp_path: Path) -> None:
    def killed(job: JobFolder) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "job"
    with pytest.raises(KeyboardInterrupt):
        JobFolder.create(folder, REQUEST, DRAWING, killed)
    (tmp_path / "drawing.svg").write_text("<svg/>")
    job = JobFolder.create(folder, REQUEST, tmp_path / "drawing.svg")
    assert job.drawing_path.name == "drawing.svg" and not job.is_unfinished()


def test_a_second_job_in_the_same_folder_is_refused(job: JobFolder) -> None:
    with pytest.raises(BadInput, match="already holds a job"):
        JobFolder.create(job.path, REQUEST, DRAWING)


def test_a_drawing_of_the_artist_in_the_folder_is_not_replaced(tmp_path: Path) -> None:
    mine = tmp_path / "drawing.svg"
    mine.write_bytes(b"<svg>mine</svg>")
    other = tmp_path / "fish.svg"
    other.write_bytes(b"<svg>other</svg>")
    with pytest.raises(BadInput, match="not replaced"):
        JobFolder.create(tmp_path, REQUEST, other)
    with pytest.raises(BadInput, match="not replaced"):
        JobFolder.create(tmp_path, REQUEST, DRAWING)
    assert mine.read_bytes() == b"<svg>mine</svg>"
    assert JobFolder.create(tmp_path, REQUEST, mine).drawing_path == mine


def test_a_file_is_copied_under_its_kind(tmp_path: Path) -> None:
    source = tmp_path / "Fish.SVG"
    source.write_bytes(b"<svg/>")
    job = JobFolder.create(tmp_path / "job", REQUEST, source)
    assert job.drawing_path.name == "drawing.svg" and job.drawing_path.read_bytes() == b"<svg/>"


@pytest.mark.parametrize("name", ["fish.exe", "fish", "missing.svg", "folder.svg"])
def test_an_input_that_can_not_be_read_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "fish.exe").write_bytes(b"MZ")
    (tmp_path / "fish").write_bytes(b"")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(BadInput, match=name):
        JobFolder.create(tmp_path / "job", REQUEST, tmp_path / name)
    assert not (tmp_path / "job" / "request.json").exists()


def test_a_job_without_its_files_is_named(tmp_path: Path) -> None:
    job = JobFolder(tmp_path / "nothing")
    assert job.status() == "new" and job.outcome() is None
    for read in (job.read_request, lambda: job.drawing_path):
        with pytest.raises(FormatError):
            read()
    (tmp_path / "drawing.svg").touch()
    (tmp_path / "drawing.png").touch()
    with pytest.raises(FormatError, match="more than one"):
        _ = JobFolder(tmp_path).drawing_path


@pytest.mark.parametrize(
    "name",
    ["request.json", "events.jsonl", "lock", "done.json", "preview", "checkpoint.safetensors"],
)
def test_links_in_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    job = JobFolder(tmp_path / "job")
    job.path.mkdir()
    make_link(job.path / name, precious)
    calls = {
        "request.json": lambda: REQUEST.write(job.request_path),
        "events.jsonl": lambda: job.append_event(Event("draft", 0, 1)),
        "lock": job.status,
        "done.json": job.outcome,
        "preview": lambda: job.preview_dir,
        "checkpoint.safetensors": lambda: job.checkpoint_path,
    }
    with pytest.raises(BadInput, match="link"):
        calls[name]()
    assert precious.read_bytes() == b"mine" and sorted(os.listdir(tmp_path)) == ["job", "precious"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": NaN}', b"\xff", b"[" * 100_000])
def test_a_damaged_last_file_is_named(job: JobFolder, content: bytes) -> None:
    (job.path / "failed.json").write_bytes(content)
    assert job.status() == "failed"
    with pytest.raises(FormatError):
        job.outcome()


def test_odd_names_in_a_failure_do_not_hide_it(job: JobFolder) -> None:
    job.write_failed(BadInput("No file fish\udcff.svg."))
    ended = job.outcome()
    assert ended is not None and ended.report["message"] == "No file fish?.svg."


def test_events_are_read_on_from_where_one_stopped(job: JobFolder) -> None:
    first, second = Event("draft", 1, 2), Event("draft", 2, 2, loss=0.5, preview="preview/2.webp")
    job.append_event(first)
    found, position = job.read_events()
    assert found == [first]
    assert job.read_events(position) == ([], position)
    job.append_event(second)
    assert job.read_events(position)[0] == [second]
    assert job.read_events(10**9)[0] == [first, second]  # a shorter file is a new beginning


@given(st.data())
def test_a_torn_last_line_is_ignored_and_then_cut_off(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "events.jsonl"
    path.unlink(missing_ok=True)
    first, torn, last = (Event(phase, 1, 9, time=1.5) for phase in ("draft", "a löng phase", "x"))
    events.append(path, first)
    whole = path.stat().st_size
    events.append(path, torn)
    os.truncate(path, data.draw(st.integers(whole, path.stat().st_size - 1)))
    assert events.read(path) == ([first], whole)
    events.append(path, last)
    assert events.read(path)[0] == [first, last]
    assert path.read_bytes().endswith(b"\n")


BAD_PREVIEWS = ["../x", "/etc/passwd", "preview/../../x", "preview\\x", "x.webp", "preview/a/b", ""]


@pytest.mark.parametrize("preview", BAD_PREVIEWS)
def test_a_preview_outside_is_refused(job: JobFolder, preview: str) -> None:
    with pytest.raises(BadInput):
        Event("draft", 1, 2, preview=preview)
    line = f'{{"phase":"a","step":1,"steps":2,"time":0,"preview":{preview!r}}}\n'.replace("'", '"')
    job.events_path.write_text(line)
    with pytest.raises(FormatError):
        job.read_events()


def test_a_preview_through_a_link_is_refused(job: JobFolder, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"")
    job.append_event(Event("draft", 1, 2, preview="preview/1.webp"))
    make_link(job.preview_dir / "1.webp", tmp_path / "secret")
    with pytest.raises(FormatError, match="link"):
        job.read_events()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[]",
        b"nonsense",
        b"\xff",
        b'{"phase":"a","step":-1,"steps":2,"time":0}',
        b'{"phase":"a","step":1.5,"steps":2,"time":0}',
        b'{"phase":"a","step":true,"steps":2,"time":0}',
        b'{"phase":"","step":1,"steps":2,"time":0}',
        b'{"phase":"a","step":1,"steps":2,"time":NaN}',
        b'{"phase":"a","step":1,"steps":2,"time":1e999}',
        b'{"phase":"a","step":1,"steps":2,"time":0,"loss":"low"}',
        b'{"phase":"a","step":1,"steps":2,"time":0,"eta_s":-1}',
        b'{"phase":"a","step":1,"steps":2,"time":0,"warning":7}',
        b'{"phase":"a","step":1,"step":1,"steps":2,"time":0}',
    ],
)
def test_a_damaged_line_is_named(job: JobFolder, line: bytes) -> None:
    job.events_path.write_bytes(line + b"\n")
    with pytest.raises(FormatError):
        job.read_events()


def test_a_line_without_end_is_named(job: JobFolder) -> None:
    job.events_path.write_bytes(b"x" * 200_000)
    with pytest.raises(FormatError, match="too long"):
        job.read_events()


def test_many_events_are_read_in_portions(job: JobFolder) -> None:
    line = b'{"phase":"a","step":1,"steps":2,"time":0}\n'
    job.events_path.write_bytes(line * 60_000)
    count = position = 0
    while portion := job.read_events(position):
        found, position = portion
        if not found:
            break
        count += len(found)
    assert count == 60_000 and position == 60_000 * len(line)


def test_numbers_that_are_not_finite_are_written_as_unknown(job: JobFolder) -> None:
    job.append_event(Event("draft", 1, 2, eta_s=float("inf"), loss=float("nan")))
    event = job.read_events()[0][0]
    assert event.eta_s is None and event.loss is None
