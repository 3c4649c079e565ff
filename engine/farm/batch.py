# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A batch: a CSV or JSON file that says what becomes of many drawings.

CSV: a line of column names, then a job a line. JSON: a list of objects, or an object with "jobs"
and "defaults". `drawing` and `prompt` are needed; `name`, `preset` (a file) and every setting of a
request may be given; any other column is an expert setting. A seed "1-20" is twenty jobs. Paths are
relative to the batch file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from addon.contract import strict_json
from addon.contract.errors import BadInput, FormatError, SketchMotionError
from addon.contract.files import read_bytes
from addon.contract.frame_rate import rate_in
from addon.contract.job import JobFolder
from addon.contract.preset import Preset
from addon.contract.request import Request
from addon.contract.strict_json import JSON
from engine.runtime.checkpoint import fingerprint_of

MAX_BYTES = 1 << 26
MOST_JOBS = 100_000
_SEEDS = re.compile(r"(\d{1,18})\s*-\s*(\d{1,18})")
_OWN = ("drawing", "name", "preset")


@dataclass(frozen=True)
class BatchJob:
    """One job of a batch.

    Attributes:
        name: of its folder; the same batch file gives the same names.
    """

    name: str
    drawing: Path
    request: Request


def read_batch(path: Path) -> list[BatchJob]:
    """Read a batch file. Raises BadInput, which names the line or the job."""
    rows = _rows(path)
    jobs: list[BatchJob] = []
    for place, row in rows:
        try:
            jobs += _jobs_of(row, path.parent, len(jobs) + 1)
        except SketchMotionError as error:
            raise BadInput(
                "{file}, job {number}: {why}", file=path.name, number=place, why=error,
                hint=error.hint,
            ) from error  # fmt: skip
        if len(jobs) > MOST_JOBS:
            raise BadInput("A batch has at most {most} jobs.", most=MOST_JOBS)
    if not jobs:
        raise BadInput("{file} names no job.", file=path.name)
    return jobs


def make_folders(jobs: list[BatchJob], root: Path) -> list[Path]:
    """Make the folders of a batch below `root`; those that are there already are kept.

    Raises BadInput, DiskFull.
    """
    folders = []
    for job in jobs:
        folder = root / job.name
        if not JobFolder(folder).request_path.is_file():
            JobFolder.create(folder, job.request, job.drawing)
        folders.append(folder)
    return folders


def job_folders(root: Path) -> list[Path]:
    """Return the job folders in `root`, or `root` itself where it is one, by name."""
    if (root / "request.json").is_file():
        return [root]
    if not root.is_dir():
        raise BadInput("{folder} is not there.", folder=root)
    return sorted(path for path in root.iterdir() if (path / "request.json").is_file())


def _rows(path: Path) -> list[tuple[int, dict[str, JSON]]]:
    """Return the rows of a batch file with their numbers, from 1."""
    if not path.is_file():
        raise BadInput("There is no batch {file} here.", file=path.name)
    data = read_bytes(path, max_bytes=MAX_BYTES)
    if path.suffix.lower() == ".json":
        return list(enumerate(_json_rows(data), 1))
    if path.suffix.lower() != ".csv":
        raise BadInput("A batch is a .csv or a .json file, or a folder of job folders.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError("{file} is not UTF-8 text.", file=path.name) from error
    try:
        return list(enumerate(_csv_rows(text), 1))
    except csv.Error as error:
        raise FormatError(
            "{file} can't be read: {why}.", file=path.name, why=error,
            hint='Check that every " in it is closed.',
        ) from error  # fmt: skip


def _csv_rows(text: str) -> Iterator[dict[str, JSON]]:
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
        if None in row:
            raise FormatError("A line has more cells than there are columns.")
        cells = {key.strip(): (value or "").strip() for key, value in row.items()}
        if any(cells.values()):
            yield {key: _value(key, cell) for key, cell in cells.items() if cell}


def _value(key: str, cell: str) -> JSON:
    """Return what a cell means: a number, true or false, or a text."""
    if key in ("prompt", "name", "drawing", "preset", "model", "fps"):
        return cell
    if cell.lower() in ("true", "yes"):
        return True
    if cell.lower() in ("false", "no"):
        return False
    try:
        return strict_json.parse(cell, key)
    except SketchMotionError:
        return cell


def _json_rows(data: bytes) -> Iterator[dict[str, JSON]]:
    value = strict_json.parse(data, "The batch")
    defaults: JSON = {}
    if isinstance(value, dict):
        defaults, value = value.get("defaults", {}), value.get("jobs")
    if not isinstance(value, list) or not isinstance(defaults, dict):
        raise FormatError("A batch is a list of jobs, or an object with jobs and defaults.")
    for row in value:
        if not isinstance(row, dict):
            raise FormatError("A job of a batch is an object.")
        yield {**defaults, **row}


def _jobs_of(row: Mapping[str, JSON], base: Path, first: int) -> Iterator[BatchJob]:
    """Yield the jobs of a row, one for each seed; the first has the number `first`."""
    drawing = base / _text(row, "drawing")
    if not drawing.is_file():
        raise BadInput(
            "There is no drawing {file} here.",
            file=drawing.name,
            hint="Check the file's name and place.",
        )
    request = Request(_text(row, "prompt"))
    if "preset" in row:
        request, _ = Preset.read(base / _text(row, "preset")).applied(request)
    patch = {key: value for key, value in row.items() if key not in (*_OWN, "seed", "settings")}
    if "fps" in patch:
        patch["fps"] = _rate(patch["fps"])
    settings = row.get("settings", {})
    request = request.patched({**patch, **(settings if isinstance(settings, dict) else {})})
    label = _text(row, "name") if "name" in row else drawing.stem
    for number, seed in enumerate(_seeds(row.get("seed", request.seed)), first):
        one = request.patched({"seed": seed})
        digest = hashlib.sha256(fingerprint_of(one, drawing).encode()).hexdigest()[:8]
        yield BatchJob(f"{number:05d}-{_plain_name(label)}-{digest}", drawing, one)


def _text(row: Mapping[str, JSON], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str) or (not value and key != "prompt"):
        raise FormatError('"{key}" is missing, or no text.', key=key)
    return value


def _seeds(value: JSON) -> range | list[JSON]:
    found = _SEEDS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return [value]
    low, high = int(found[1]), int(found[2])
    if not low <= high < low + MOST_JOBS:
        raise BadInput("Seeds go from a smaller to a larger number.")
    return range(low, high + 1)


def _rate(value: JSON) -> JSON:
    """Return frames a second as a request has them, of 24, "25" or "24000/1001"."""
    if not isinstance(value, str):
        return value
    rate = rate_in(value)
    if rate is None:
        raise BadInput("fps must be a number like 24 or 24000/1001.")
    return [rate.numerator, rate.denominator]


def _plain_name(text: str) -> str:
    """Return a text as part of a folder's name, on any system."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "job"
