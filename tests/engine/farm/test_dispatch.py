# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dispatcher: each job one result, whatever happens to machines and folders."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.farm import parcel as parcels
from engine.farm.batch import read_batch
from engine.farm.cluster import EndedJob, Needs, ThisProcess, Ticket, needs_of
from engine.farm.dispatch import Dispatcher, cancel
from engine.farm.ledger import Entry, entries, note
from engine.farm.parcel import Delivery, deliver, pack, run_parcel
from engine.farm.report import summary_of, write_report
from engine.jobs.run import run_job
from engine.runtime.control import Control
from engine.runtime.failure import LOG_NAME
from engine.runtime.progress import Progress
from tests.engine.jobs.standin import line_drawing, slide


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let parcels slide their drawing."""
    monkeypatch.setattr(parcels, "_run", lambda folder, *_: run_job(folder, animate=slide))


def folders_in(root: Path, count: int) -> list[Path]:
    requests = [Request("it slides", frames=3, seed=n) for n in range(count)]
    return [
        JobFolder.create(root / f"job{one.seed:02d}", one, line_drawing()).path for one in requests
    ]


class Flaky(ThisProcess):
    """A cluster of some size that loses the parcels that `loses` names."""

    def __init__(self, loses: Callable[[str, int], bool], size: int = 4) -> None:
        super().__init__()
        self._loses = loses
        self._size = size
        self._tries: Counter[str] = Counter()
        self.most_away = 0
        self._under_way = 0

    def window(self) -> int:
        return self._size

    def start(self, parcel: parcels.Parcel, needs: Needs) -> Ticket:
        self._under_way += 1
        self.most_away = max(self.most_away, self._under_way)
        return super().start(parcel, needs)

    def wait(self, timeout_s: float) -> list[EndedJob]:
        found = []
        for ended in super().wait(timeout_s):
            self._under_way -= 1
            if ended.delivery is not None:
                job = ended.delivery.job
                self._tries[job] += 1
                if self._loses(job, self._tries[job]):
                    ended = EndedJob(ended.ticket, None, "the node died")
            found.append(ended)
        return found


def test_every_job_has_one_result_though_machines_are_lost(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 8)
    cluster = Flaky(lambda job, tried: tried <= int(job[-1]) % 3)
    tally = Dispatcher(tmp_path, cluster).run(folders)
    assert (tally.done, tally.failed, tally.retries, tally.left) == (8, 0, 7, 0)
    assert cluster.most_away == 4
    delivered = Counter(e.job for e in entries(tmp_path) if e.ended == "done")
    assert delivered == Counter(folder.name for folder in folders)
    for folder in folders:
        job = JobFolder(folder)
        assert job.status() == "done"
        assert not job.is_running()


def test_a_result_is_what_this_machine_would_have_made(tmp_path: Path) -> None:
    (there,) = folders_in(tmp_path / "there", 1)
    (here,) = folders_in(tmp_path / "here", 1)
    Dispatcher(tmp_path, ThisProcess()).run([there])
    run_job(here, animate=slide)
    one, other = JobFolder(there).animation_path, JobFolder(here).animation_path
    assert one.read_bytes() == other.read_bytes()


def test_a_job_whose_machine_is_always_lost_fails_in_the_end(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 2)
    cluster = Flaky(lambda job, tried: job == "job00")
    tally = Dispatcher(tmp_path, cluster, most_tries=3).run(folders)
    assert (tally.done, tally.failed, tally.retries) == (1, 1, 2)
    outcome = JobFolder(folders[0]).outcome()
    assert outcome is not None and outcome.kind == "failed"


class Withdrawing(ThisProcess):
    """A cluster that withdraws the first `times` parcels."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._times = times

    def wait(self, timeout_s: float) -> list[EndedJob]:
        ended = super().wait(timeout_s)
        if self._times and ended:
            self._times -= 1
            return [EndedJob(one.ticket, None, "another", withdrawn=True) for one in ended]
        return ended


def test_a_job_that_was_withdrawn_has_all_its_tries_left(tmp_path: Path) -> None:
    (folder,) = folders_in(tmp_path, 1)
    tally = Dispatcher(tmp_path, Withdrawing(3), most_tries=1).run([folder])
    assert (tally.done, tally.failed, tally.retries, tally.left) == (1, 0, 0, 0)
    assert [(e.ended, e.attempt) for e in entries(tmp_path)] == [("withdrawn", 1)] * 3 + [
        ("done", 1)
    ]
    summary = summary_of(tmp_path, [folder])
    assert (summary["tries"], summary["lost"]) == (1, 0)


def test_what_is_done_is_kept_and_what_another_runs_is_left_alone(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 3)
    Dispatcher(tmp_path, ThisProcess()).run(folders[:1])
    with JobFolder(folders[1]).lock("another"):
        tally = Dispatcher(tmp_path, ThisProcess()).run(folders)
    assert (tally.kept, tally.busy, tally.done) == (1, 1, 1)


def test_an_interrupted_run_is_finished_by_the_next(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 4)

    def stop(tally: object) -> None:
        if dispatcher.tally.done == 2:
            raise KeyboardInterrupt

    dispatcher = Dispatcher(tmp_path, Flaky(lambda job, tried: False), on_change=stop)
    with pytest.raises(KeyboardInterrupt):
        dispatcher.run(folders)
    assert not any(JobFolder(folder).is_running() for folder in folders)
    tally = Dispatcher(tmp_path, ThisProcess()).run(folders)
    assert (tally.kept, tally.done) == (2, 2)


def test_a_job_that_waits_is_cancelled_and_one_that_runs_is_ended(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 3)
    assert list(cancel(folders[:1])) == folders[:1]
    assert JobFolder(folders[0]).status() == "cancelled"
    with JobFolder(folders[1]).lock("the farm"):
        list(cancel(folders[1:2]))
    tally = Dispatcher(tmp_path, ThisProcess()).run(folders[1:])
    assert (tally.cancelled, tally.done) == (1, 1)
    assert JobFolder(folders[1]).status() == "cancelled"
    assert not (folders[1] / parcels.CANCEL_MARK).exists()


def test_what_another_program_runs_is_not_cancelled_and_not_marked(tmp_path: Path) -> None:
    (folder,) = folders_in(tmp_path, 1)
    with JobFolder(folder).lock("Blender"):
        assert list(cancel([folder])) == []
    assert not (folder / parcels.CANCEL_MARK).exists()


def test_a_mark_of_an_earlier_run_ends_nothing(tmp_path: Path) -> None:
    (folder,) = folders_in(tmp_path, 1)
    mark = folder / parcels.CANCEL_MARK
    mark.touch()
    os.utime(mark, (0, 0))
    assert Dispatcher(tmp_path, ThisProcess()).run([folder]).done == 1
    assert not mark.exists()


def test_a_job_that_is_cancelled_while_it_waits_here_is_not_run(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 3)
    JobFolder(folders[2]).write_cancelled()  # before: it is asked for again

    def end_the_second(tally: object) -> None:
        list(cancel(folders[1:2]))

    dispatcher = Dispatcher(tmp_path, ThisProcess(), on_change=end_the_second)
    tally = dispatcher.run(folders)
    assert (tally.cancelled, tally.done) == (1, 2)
    assert JobFolder(folders[1]).status() == "cancelled"


def test_a_signal_ends_the_farm_of_this_process_and_the_job_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = folders_in(tmp_path, 2)
    begun: list[Path] = []

    def stopped(drawing: Drawing, request: Request, progress: Progress) -> Animation:
        told = progress.step

        def step(phase: str, step: int, steps: int, *, loss: float | None = None) -> None:
            if step == 5:
                signal.raise_signal(signal.SIGINT)
            told(phase, step, steps, loss=loss)

        progress.step = step  # type: ignore[method-assign]
        return slide(drawing, request, progress)

    def run(folder: Path, note: object, control: Control) -> None:
        begun.append(folder)
        run_job(folder, animate=stopped, control=control)

    monkeypatch.setattr(parcels, "_run", run)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        words = ["farm", "submit", "--jobs", str(tmp_path), "--here", "--no-report"]
        assert main(words) == 4
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert len(begun) == 1
    assert [JobFolder(folder).status() for folder in folders] == ["interrupted", "new"]
    assert JobFolder(folders[0]).checkpoint_path.exists()


def test_a_failure_names_the_log_where_it_lies_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(drawing: object, request: object, progress: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(parcels, "_run", lambda folder, *_: run_job(folder, animate=broken))  # type: ignore[arg-type]
    (folder,) = folders_in(tmp_path, 1)
    Dispatcher(tmp_path, ThisProcess()).run([folder])
    outcome = JobFolder(folder).outcome()
    error = outcome.error() if outcome is not None else None
    assert error is not None and str(folder / LOG_NAME) in error.hint
    assert (folder / LOG_NAME).is_file()


def test_only_the_named_jobs_of_a_batch_are_run(tmp_path: Path) -> None:
    line_drawing().write(tmp_path / "line.safetensors")
    batch, jobs = tmp_path / "batch.csv", tmp_path / "jobs"
    batch.write_text("drawing,prompt\nline.safetensors,it slides\nline.safetensors,it jumps\n")
    words = ["farm", "submit", str(batch), "--jobs", str(jobs), "--here", "--no-report", "--only"]
    assert main([*words, "nobody"]) == 2 and not jobs.exists()
    name = read_batch(batch)[1].name
    assert main([*words, name]) == 0
    assert [path.name for path in jobs.iterdir() if path.is_dir()] == [name]


def test_a_failure_of_the_job_is_its_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(drawing: object, request: object, progress: object) -> None:
        raise BadInput("No.")

    monkeypatch.setattr(parcels, "_run", lambda folder, *_: run_job(folder, animate=refuse))  # type: ignore[arg-type]
    (folder,) = folders_in(tmp_path, 1)
    tally = Dispatcher(tmp_path, ThisProcess()).run([folder])
    assert (tally.failed, tally.retries) == (1, 0)


def test_another_version_is_refused(tmp_path: Path) -> None:
    (folder,) = folders_in(tmp_path, 1)
    other = parcels.Parcel("job00", "9.9", pack(folder).files)
    delivery = run_parcel(other, "node")
    assert delivery.error is not None and delivery.outcome() is None


def test_a_checkpoint_travels(tmp_path: Path) -> None:
    (folder,) = folders_in(tmp_path, 1)
    (folder / "checkpoint.safetensors").write_bytes(b"far")
    (folder / "preview").mkdir()
    (folder / "preview" / "000001.webp").write_bytes(b"seen")
    files = pack(folder).files
    assert files["checkpoint.safetensors"] == b"far"
    assert not any(name.startswith(("preview", "lock")) for name in files)


@pytest.mark.parametrize("name", ["../out", "/etc/out", "lock", "a/../../out", "request.json"])
def test_nothing_is_written_outside_of_the_folder(tmp_path: Path, name: str) -> None:
    (folder,) = folders_in(tmp_path, 1)
    with pytest.raises(BadInput):
        deliver(Delivery("job00", "node", 0.0, 0.0, {name: b"x"}), folder)
    assert not (tmp_path / "out").exists()


def test_gpus_go_to_those_that_use_them() -> None:
    video, draft = Request("it swims", model="a"), Request("it swims", quality="draft")
    assert needs_of(video, 2.0, None).gpus == 1.0
    assert needs_of(video, 0.0, None).gpus == 0.0
    assert needs_of(draft, 2.0, None).gpus == 0.0
    assert needs_of(draft, 2.0, 0.25).gpus == 0.25
    assert needs_of(Request("it swims", path="raster"), 1.0, None).gpus == 1.0


def test_the_report_counts_what_the_ledger_says(tmp_path: Path) -> None:
    folders = folders_in(tmp_path, 3)
    Dispatcher(tmp_path, Flaky(lambda job, tried: job == "job01" and tried == 1)).run(folders[:2])
    note(tmp_path, Entry("job00", 2, "done"))
    with open(tmp_path / "farm.jsonl", "a") as ledger:
        ledger.write('{"torn')
    summary = summary_of(tmp_path, folders)
    assert summary["states"] == {"done": 2, "new": 1}
    assert (summary["lost"], summary["delivered_twice"]) == (1, 1)
    made = write_report(tmp_path, folders)
    assert [path.name for path in made] == [
        "farm_report.json", "farm_report.csv", "farm_sheet_001.png",
    ]  # fmt: skip
    assert all(path.stat().st_size > 100 for path in made)
