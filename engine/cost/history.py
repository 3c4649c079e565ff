# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long jobs took on this machine, and what was predicted, so that predictions improve.

One small file in the user's folder of this program, which is made where there is none. A file that
can't be read counts as empty: the first predictions are then less good, nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from addon.contract.files import write_bytes_atomic
from engine.runtime.program_folder import program_folder

FILE = "timings.json"
KEPT = 200  # runs in the file
RECENT = 24  # newest runs of a kind that count
ALIKE = 2.0  # a run that was predicted so many times longer or shorter counts half
WIDEST = 50.0  # largest factor by which a machine is taken for slower or faster
SHORTEST = 0.05  # seconds; a shorter run tells nothing about the machine


@dataclass(frozen=True)
class Run:
    """A finished job.

    Attributes:
        kind: path, quality ("acted" where bones act all that moves) and model; or "pictures".
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


def factor(runs: list[Run], kind: str, predicted: float = 0.0) -> float:
    """Return how many times longer than predicted jobs of a kind took here: a recent median.

    predicted: seconds that the job would take on the reference machine; the more alike a run was,
    the more it counts (0: all alike). A kind that has not run yet gets the factor of all runs.
    """
    own = [run for run in runs if run.kind == kind] or runs
    if not own:
        return 1.0
    recent = own[-RECENT:]
    ratios = [run.seconds / run.predicted for run in recent]
    weights = [_likeness(run.predicted, predicted) for run in recent]
    return min(WIDEST, max(1.0 / WIDEST, _weighted_median(ratios, weights)))


def _likeness(one: float, other: float) -> float:
    """Return 1 for equal predictions, less the more they differ; 1 where there is none."""
    if other <= 0.0:
        return 1.0
    return float(0.5 ** (abs(math.log(one / other)) / math.log(ALIKE)))


def _weighted_median(values: list[float], weights: list[float]) -> float:
    """Return the value below and above which lies half the weight, between two the mean."""
    pairs = sorted(zip(values, weights, strict=True))
    half, before = sum(weights) / 2, 0.0
    for number, (value, weight) in enumerate(pairs):
        before += weight
        if math.isclose(before, half) and number + 1 < len(pairs):
            return (value + pairs[number + 1][0]) / 2
        if before > half:
            return value
    return pairs[-1][0]


def remember(path: Path, run: Run) -> bool:
    """Add a run to the file; False where it can't be written."""
    if not _is_valid(run):
        return False
    rows = [[r.kind, r.predicted, r.seconds] for r in [*read_runs(path), run][-KEPT:]]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
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
