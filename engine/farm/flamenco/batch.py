# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Job folders as one Flamenco job, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from addon.contract import strict_json
from addon.contract.errors import BadInput
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
        "jobs_folder": root.resolve().as_posix(),
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


def cancel(manager: FlamencoManager, root: Path, folders: Sequence[Path]) -> int:
    """Cancel what the manager still has, and the folders that nobody runs; return how many."""
    for number in noted(root):
        if manager.job(number).status not in ENDED:
            manager.cancel(number, "farm cancel")
    waiting = [JobFolder(folder) for folder in folders]
    waiting = [job for job in waiting if job.status() in ("new", "interrupted")]
    for job in waiting:
        job.write_cancelled()
    return len(waiting)
