# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long jobs took on this machine, and what was predicted, so that predictions improve.

One small file in the user's folder of this program. Where that folder doesn't exist, as in a
checkout that is not installed, nothing is written. A file that can't be read counts as empty: the
first predictions are then less good, nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from addon.contract.files import write_bytes_atomic
from engine.runtime.program_folder import program_folder

FILE = "timings.json"
KEPT = 200  # runs in the file
RECENT = 12  # newest runs of a kind that count
WIDEST = 50.0  # largest factor by which a machine is taken for slower or faster
SHORTEST = 0.05  # seconds; a shorter run tells nothing about the machine


@dataclass(frozen=True)
class Run:
    """A finished job.

    Attributes:
        kind: path, quality ("acted" where bones act all that moves) and model.
        predicted: seconds on the reference machine.
        seconds: that it took here.
    """

    kind: str
    predicted: float
    seconds: float


def timings_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return the path of this user's timings."""
    return program_folder(environment) / FILE


def read_runs(path: Path) -> list[Run]:
    """Read the runs in a file, oldest first; none where it is missing or damaged."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        runs = [Run(str(row[0]), float(row[1]), float(row[2])) for row in rows]
    except (OSError, ValueError, TypeError, IndexError, KeyError):
        return []
    return [run for run in runs if _is_valid(run)]


def factor(runs: list[Run], kind: str) -> float:
    """Return how many times longer than predicted jobs of a kind took here: a recent median.

    A kind that has not run yet gets the factor of all runs.
    """
    own = [run for run in runs if run.kind == kind] or runs
    if not own:
        return 1.0
    ratio = median(run.seconds / run.predicted for run in own[-RECENT:])
    return min(WIDEST, max(1.0 / WIDEST, ratio))


def remember(path: Path, run: Run) -> bool:
    """Add a run to the file; False where its folder is missing or it can't be written."""
    if not path.parent.is_dir() or not _is_valid(run):
        return False
    rows = [[r.kind, r.predicted, r.seconds] for r in [*read_runs(path), run][-KEPT:]]
    try:
        write_bytes_atomic(path, json.dumps(rows).encode())
    except Exception as error:  # a full disk must not fail a job that is done
        if not _is_disk_error(error):
            raise
        return False
    return True


def _is_valid(run: Run) -> bool:
    numbers = (run.predicted, run.seconds)
    return all(math.isfinite(n) and n > SHORTEST for n in numbers)


def _is_disk_error(error: Exception) -> bool:
    from addon.contract.errors import SketchMotionError

    return isinstance(error, OSError | SketchMotionError)
