# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `farm` command: many jobs on many machines.

farm submit BATCH.csv --jobs DIR     make the job folders, run them on Ray, write the report
farm submit --jobs DIR               run the job folders that are there and not done
farm status|cancel|report --jobs DIR
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from addon.contract.job import JobFolder
    from engine.commands.usage import Subcommands
    from engine.farm.cluster import Cluster, Needs
    from engine.farm.dispatch import Tally
    from engine.runtime.control import Control

FAILED, CANCELLED, AGAIN = 5, 3, 4


def add_command(commands: Subcommands) -> None:
    """Add the command with its own commands."""
    command = commands.add_parser("farm", help="run many jobs on many machines")
    own = command.add_subparsers(required=True, metavar="WHAT")
    submit = own.add_parser("submit", help="run a batch, or job folders")
    add = submit.add_argument
    add("batch", nargs="?", type=Path, metavar="BATCH.csv|BATCH.json")
    _add_jobs(submit)
    place = submit.add_mutually_exclusive_group()
    place.add_argument("--ray", default="local", metavar="ADDRESS", help="auto, or HOST:PORT")
    place.add_argument("--flamenco", metavar="URL", help="a Flamenco manager: http://farm:8080")
    place.add_argument("--here", action="store_true", help="in this process, without Ray")
    add("--cpus", type=int, metavar="N", help="of the cluster that is started on this machine")
    add("--gpus", type=float, metavar="X", help="for each job; by default what it needs")
    add("--tries", type=int, default=4, metavar="N", help="of a job whose machine is lost")
    add("--engine", type=Path, metavar="DIR", help="where engine/ is on the machines")
    add("--python", metavar="PATH", help="with --flamenco: Python on the machines")
    add("--no-report", action="store_true")
    submit.set_defaults(command=_submit)
    for name, run, text in (
        ("status", _status, "how far the jobs are"),
        ("cancel", _cancel, "end jobs, wherever they run"),
        ("report", _report, "write contact sheets and a report of all"),
    ):
        one = own.add_parser(name, help=text)
        _add_jobs(one)
        if name != "report":
            one.add_argument("--flamenco", metavar="URL", help="ask this manager too")
        one.set_defaults(command=run)


def _add_jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=Path, required=True, metavar="DIR", help="job folders")
    command.add_argument("--only", nargs="+", metavar="JOB", help="names of job folders")


def _submit(options: argparse.Namespace) -> int:
    """Make the folders, run them, write the report. Raises BadInput, UsageError."""
    from engine.farm.batch import make_folders, read_batch
    from engine.farm.dispatch import Dispatcher
    from engine.farm.report import write_report
    from engine.runtime.control import Control

    root = options.jobs
    if options.batch is not None:
        jobs = read_batch(options.batch)
        if options.only:
            _check_names(options, {job.name for job in jobs})
            jobs = [job for job in jobs if job.name in options.only]
        root.mkdir(parents=True, exist_ok=True)
        folders = make_folders(jobs, root)
    else:
        folders = _folders(options)
    if options.flamenco:
        return _submit_to_flamenco(options, folders)
    control = Control()
    cluster, gpus = _cluster(options, control)
    lines = TallyLines()
    try:
        needs = _needs_of(options, gpus)
        dispatcher = Dispatcher(root, cluster, needs, max(1, options.tries), lines, control)
        tally = dispatcher.run(folders)
    finally:
        lines.end()
        cluster.close()
    if not options.no_report:
        for path in write_report(root, folders):
            print(path)
    print(tally_line(tally))
    return FAILED if tally.failed else CANCELLED if tally.cancelled else AGAIN if tally.busy else 0


def _cluster(options: argparse.Namespace, control: Control) -> tuple[Cluster, float]:
    """Return the machines that are asked for, and how many GPUs they have.

    control: where signals end the job that runs in this process.
    """
    if options.here:
        from engine.farm.cluster import ThisProcess
        from engine.jobs.run import obey_signals

        obey_signals(control)
        return ThisProcess(control), 0.0
    from engine.farm.ray_cluster import RayCluster

    cluster = RayCluster(options.ray, cpus=options.cpus, engine=options.engine)
    return cluster, cluster.gpus


def _needs_of(options: argparse.Namespace, gpus: float) -> Callable[[JobFolder], Needs]:
    from engine.farm.cluster import needs_of

    return lambda job: needs_of(job.read_request(), gpus, options.gpus)


def _submit_to_flamenco(options: argparse.Namespace, folders: list[Path]) -> int:
    from engine.farm.flamenco.batch import submit
    from engine.farm.flamenco.manager import FlamencoManager

    engine = options.engine or Path(__file__).resolve().parents[2]
    manager = FlamencoManager(options.flamenco)
    job = submit(manager, options.jobs, folders, options.python or sys.executable, engine)
    print(f"submitted: {job.id} ({job.status})")
    return 0


def _status(options: argparse.Namespace) -> int:
    """Print how many jobs are in which state, and how far those are that run."""
    from addon.contract.job import JobFolder

    folders = _folders(options)
    states = {folder: JobFolder(folder).status() for folder in folders}
    counts = Counter(states.values())
    print(", ".join(f"{state} {count}" for state, count in sorted(counts.items())))
    for folder in (folder for folder in folders if states[folder] == "running"):
        events, _ = JobFolder(folder).read_events()
        last = next((event for event in reversed(events) if not event.warning), None)
        print(f"  {folder.name}" + (f": {last.phase} {last.step}/{last.steps}" if last else ""))
    if options.flamenco:
        from engine.farm.flamenco.batch import noted
        from engine.farm.flamenco.manager import FlamencoManager

        manager = FlamencoManager(options.flamenco)
        for number in noted(options.jobs):
            tasks = Counter(task.status for task in manager.tasks(number))
            counted = ", ".join(f"{state} {count}" for state, count in sorted(tasks.items()))
            print(f"  Flamenco {number}: {manager.job(number).status} ({counted})")
    return 0


def _cancel(options: argparse.Namespace) -> int:
    """Cancel jobs and print how many that concerns, and how many run elsewhere."""
    from addon.contract.job import JobFolder

    folders = _folders(options)
    if options.flamenco:
        from engine.farm.flamenco import batch
        from engine.farm.flamenco.manager import FlamencoManager

        manager = FlamencoManager(options.flamenco)
        cancelled = batch.cancel(manager, options.jobs, folders)
    else:
        from engine.farm.dispatch import cancel

        cancelled = list(cancel(folders))
    print(f"cancelled: {len(cancelled)}")
    left = [folder for folder in folders if folder not in cancelled]
    others = sum(JobFolder(folder).is_running() for folder in left)
    if others:
        print(f"not cancelled, as another program runs them: {others}", file=sys.stderr)
    return 0


def _report(options: argparse.Namespace) -> int:
    """Write the report and print its files."""
    from engine.farm.report import write_report

    for path in write_report(options.jobs, _folders(options)):
        print(path)
    return 0


def _folders(options: argparse.Namespace) -> list[Path]:
    """Return the job folders that are meant. Raises BadInput, UsageError."""
    from engine.farm.batch import job_folders

    folders = job_folders(options.jobs)
    if options.only:
        _check_names(options, {folder.name for folder in folders})
        folders = [folder for folder in folders if folder.name in options.only]
    if not folders:
        raise UsageError(f"There is no job folder in {options.jobs}.")
    return folders


def _check_names(options: argparse.Namespace, known: set[str]) -> None:
    """Raise UsageError where --only names what isn't there."""
    missing = [name for name in options.only if name not in known]
    if missing:
        where = options.jobs if getattr(options, "batch", None) is None else options.batch
        raise UsageError(f"There is no such job in {where}: {', '.join(missing)}")


def tally_line(tally: Tally) -> str:
    """Format how many jobs came to which end."""
    parts = {
        "done": tally.done,
        "done before": tally.kept,
        "failed": tally.failed,
        "cancelled": tally.cancelled,
        "busy": tally.busy,
        "left": tally.left,
        "retries": tally.retries,
    }
    counted = ", ".join(f"{name} {count}" for name, count in parts.items() if count)
    return f"{tally.jobs} jobs: {counted}"


class TallyLines:
    """Prints the tally: one line that is rewritten, or a new line every few seconds."""

    def __init__(self) -> None:
        from engine.commands.terminal import ProgressLines

        self._lines = ProgressLines()

    def __call__(self, tally: Tally) -> None:
        """Print the tally, unless it was printed just now."""
        from addon.contract.job import Event

        self._lines(Event("jobs", tally.jobs - tally.left, tally.jobs))

    def end(self) -> None:
        """End the line."""
        self._lines.end()
