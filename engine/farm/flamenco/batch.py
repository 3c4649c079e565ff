# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Job folders as one Flamenco job, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from addon.contract import strict_json
from addon.contract.errors import BadInput, JobBusy
from addon.contract.files import read_bytes, write_bytes_atomic
from addon.contract.job import JobFolder
from addon.contract.messages import Message
from addon.contract.strict_json import Fields
from engine.farm.flamenco.manager import SCRIPT, FlamencoJob, FlamencoManager

NOTE = "farm_flamenco.json"
MAX_NOTE_BYTES = 1 << 20
ENDED = ("completed", "failed", "canceled")


def submit(
    manager: FlamencoManager, root: Path, folders: Sequence[Path], python: str, engine: Path
) -> FlamencoJob:
    """Submit the folders that aren't done as one job, and note its id below `root`.

    python, engine: on the workers. Raises BadInput where the manager lacks our job type.
    """
    if not manager.has_job_type():
        raise BadInput(
            "The Flamenco manager has no job type for Sketch Motion.",
            hint=Message(
                "Put {file} into the manager's scripts folder and restart it.", file=SCRIPT
            ),
        )
    waiting = [folder for folder in folders if JobFolder(folder).status() != "done"]
    if not waiting:
        raise BadInput("All of these jobs are done.")
    settings = {
        "jobs_folder": waiting[0].resolve().parent.as_posix(),
        "jobs": "\n".join(folder.name for folder in waiting),
        "python": python,
        "engine_folder": engine.as_posix(),
    }
    job = manager.submit(f"Sketch Motion: {root.name}", settings)
    known = [*noted(root), job.id]
    write_bytes_atomic(root / NOTE, json.dumps({"jobs": known}).encode())
    return job


def noted(root: Path) -> list[str]:
    """Return the ids of the Flamenco jobs that were submitted for a folder, oldest first."""
    path = root / NOTE
    if not path.is_file():
        return []
    value = strict_json.parse(read_bytes(path, max_bytes=MAX_NOTE_BYTES), NOTE)
    return [str(number) for number in Fields(value, NOTE).items("jobs")]


def cancel(manager: FlamencoManager, root: Path, folders: Sequence[Path]) -> list[Path]:
    """Cancel what the manager still has of these folders, and those that nobody runs.

    Return the latter, and those whose tasks are cancelled.
    """
    names = {folder.name for folder in folders}
    tasks: set[str] = set()
    for number in noted(root):
        if manager.job(number).status not in ENDED:
            tasks |= _cancel_tasks(manager, number, names)
    found = []
    for folder in folders:
        job = JobFolder(folder)
        if job.status() in ("new", "interrupted"):
            with suppress(JobBusy):
                if job.cancel("farm cancel"):
                    found.append(folder)
        elif job.status() == "running" and folder.name in tasks:
            found.append(folder)
    return found


def _cancel_tasks(manager: FlamencoManager, number: str, names: set[str]) -> set[str]:
    """Cancel the tasks of a job that have these names, and return their names."""
    tasks = [task for task in manager.tasks(number) if task.status not in ENDED]
    meant = [task for task in tasks if task.name in names]
    if len(meant) == len(tasks):
        manager.cancel(number, "farm cancel")
    else:
        for task in meant:
            manager.cancel_task(task.id, "farm cancel")
    return {task.name for task in meant}
