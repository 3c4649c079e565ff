# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long jobs took on this machine, beside what was predicted: the next prediction learns.

One small file in the user's folder of this program. Where that folder isn't there, as in a
checkout that nobody has installed, nothing is written. A file that can't be read counts as empty:
losing it costs nothing but the first predictions.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from addon.contract.files import write_bytes_atomic
from engine.priors.video.folder import program_folder

FILE = "timings.json"
KEPT = 200  # runs in the file
RECENT = 12  # runs of a kind that are looked at
WIDEST = 50.0  # a machine this much slower or faster than the reference is believed
SHORTEST = 0.05  # seconds; what is over sooner says nothing about the machine


@dataclass(frozen=True)
class Run:
    """One job. kind: path, quality and model; predicted: seconds on the reference machine."""

    kind: str
    predicted: float
    seconds: float


def timings_file(environment: Mapping[str, str] | None = None) -> Path:
    """Where this user's timings are."""
    return program_folder(environment) / FILE


def read_runs(path: Path) -> list[Run]:
    """The runs in a file, oldest first; none where it is missing or damaged."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        runs = [Run(str(row[0]), float(row[1]), float(row[2])) for row in rows]
    except (OSError, ValueError, TypeError, IndexError, KeyError):
        return []
    return [run for run in runs if _sound(run)]


def factor(runs: list[Run], kind: str) -> float:
    """How many times longer than predicted jobs of a kind took here: the median of the last.

    Kinds that have not run yet take the factor of all.
    """
    own = [run for run in runs if run.kind == kind] or runs
    if not own:
        return 1.0
    found = median(run.seconds / run.predicted for run in own[-RECENT:])
    return min(WIDEST, max(1.0 / WIDEST, found))


def remember(path: Path, run: Run) -> bool:
    """Add a run to the file; False where there is no folder for it or it can't be written."""
    if not path.parent.is_dir() or not _sound(run):
        return False
    rows = [[r.kind, r.predicted, r.seconds] for r in [*read_runs(path), run][-KEPT:]]
    try:
        write_bytes_atomic(path, json.dumps(rows).encode())
    except Exception as error:  # a full disk must not fail a job that is done
        if not _of_disk(error):
            raise
        return False
    return True


def _sound(run: Run) -> bool:
    numbers = (run.predicted, run.seconds)
    return all(math.isfinite(n) and n > SHORTEST for n in numbers)


def _of_disk(error: Exception) -> bool:
    from addon.contract.errors import SketchMotionError

    return isinstance(error, OSError | SketchMotionError)
