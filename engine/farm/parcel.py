# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job folder as bytes: packed here, run on another machine, and its results put back.

A machine of the farm needs no shared disk. It runs the parcel in a folder of its own with the same
`run_job` as everywhere, and sends back all that was written.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from addon.contract import strict_json
from addon.contract.errors import BadInput, FormatError, SketchMotionError
from addon.contract.events import Event
from addon.contract.files import open_regular, read_exactly, remove_file, write_bytes_atomic
from addon.contract.job import OUTCOMES, JobFolder, OutcomeKind
from addon.contract.paths import is_link
from addon.contract.request import Request
from engine import __version__
from engine.runtime.control import Control

Files = dict[str, bytes]
Kind = tuple[str, str]
MAX_PARCEL_BYTES = 1 << 30
EVENT_INTERVAL_S = 1.0
CANCEL_MARK = "farm.cancel"
_STAYS = ("lock", CANCEL_MARK, *(f"{kind}.json" for kind in OUTCOMES))
_NEVER_BACK = ("request.json", "host.json")  # what is asked for, and by which host
_ENDINGS = tuple(f"{kind}.json" for kind in OUTCOMES)


@dataclass(frozen=True)
class Parcel:
    """A job on its way to a machine.

    Attributes:
        job: the name of its folder.
        version: of the engine that sent it: a result doesn't depend on the machine.
        files: bytes by path in the folder, with "/".
    """

    job: str
    version: str
    files: Files

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(map(len, self.files.values()))

    @cached_property
    def kind(self) -> Kind:
        """Path and quality of the request: jobs of a kind take about equally long."""
        try:
            value = strict_json.parse(self.files.get("request.json", b""), "The request")
            request = Request.from_json(value)
        except SketchMotionError:
            return "", ""
        return request.path, request.quality


@dataclass(frozen=True)
class Delivery:
    """What came back of a parcel.

    Attributes:
        machine: where it was run.
        seconds: how long, by the clock of that machine.
        cpu_seconds: of the process that ran it.
        files: what was written; none where the job could not begin.
        error: what kept it from an outcome; None where the files say how it ended.
        place: the folder there, which a failure may name.
    """

    job: str
    machine: str
    seconds: float
    cpu_seconds: float
    files: Files
    error: dict[str, object] | None = None
    place: str = ""

    @property
    def size(self) -> int:
        """How many bytes the files have together."""
        return sum(map(len, self.files.values()))

    def outcome(self) -> OutcomeKind | None:
        """Return how the job ended; None where it was interrupted."""
        return next((kind for kind in OUTCOMES if f"{kind}.json" in self.files), None)


def pack(folder: Path) -> Parcel:
    """Read a job folder, but for its lock, its outcome and its previews.

    Raises BadInput for one that is too large.
    """
    files: Files = {}
    size = 0
    for name, path in _files_in(folder):
        if name in _STAYS or name.startswith("preview/") or path.suffix == ".tmp":
            continue
        with open_regular(path) as (descriptor, count):
            size += count
            if size > MAX_PARCEL_BYTES:
                raise BadInput("The job {name} is too large for the farm.", name=folder.name)
            files[name] = bytes(read_exactly(descriptor, count, name))
    return Parcel(folder.name, __version__, files)


def run_parcel(
    parcel: Parcel,
    machine: str = "",
    note: Callable[[Event], object] | None = None,
    control: Control | None = None,
) -> Delivery:
    """Run a job in a folder of its own, and return what was written.

    note: gets its progress, at most once a second. control: ends it from outside.
    """
    started, worked = time.monotonic(), time.process_time()
    error: dict[str, object] | None = None
    with tempfile.TemporaryDirectory(prefix="sketch-motion-") as place:
        folder = Path(place) / "job"
        folder.mkdir()
        try:
            if parcel.version != __version__:
                raise BadInput(
                    "{machine} has the engine {theirs}, not {ours}.",
                    machine=machine, theirs=__version__, ours=parcel.version,
                    hint="Install the same version on all machines.",
                )  # fmt: skip
            _unpack(parcel.files, folder)
            _run(folder, note, control)
        except SketchMotionError as failure:
            error = failure.to_json()
        files = _written(folder, parcel.files)
    seconds, cpu = time.monotonic() - started, time.process_time() - worked
    ended = any(name in files for name in _ENDINGS)
    return Delivery(parcel.job, machine, seconds, cpu, files, None if ended else error, str(folder))


def deliver(delivery: Delivery, folder: Path) -> None:
    """Put what came back into the job's folder; how it ended is the last thing written.

    Raises DiskFull, BadInput.
    """
    job = JobFolder(folder)
    for name in _NEVER_BACK:
        if name in delivery.files:
            raise FormatError("A parcel may not hold {name}.", name=name)
    job.clear_outcome()
    last = {name: data for name, data in delivery.files.items() if name in _ENDINGS}
    _unpack({name: d for name, d in delivery.files.items() if name not in last}, folder)
    if delivery.outcome() == "done" and "checkpoint.safetensors" not in delivery.files:
        with suppress(BadInput):  # the job is done, whatever can't be tidied up
            remove_file(job.checkpoint_path)
    there, here = (json.dumps(place)[1:-1].encode() for place in (delivery.place, str(folder)))
    if there:  # a failure names the log in its folder
        last = {name: data.replace(there, here) for name, data in last.items()}
    _unpack(last, folder)


def _run(
    folder: Path, note: Callable[[Event], object] | None, control: Control | None = None
) -> None:
    from engine.jobs.run import run_job

    next_at = time.monotonic() + EVENT_INTERVAL_S

    def listener(event: Event) -> None:
        nonlocal next_at
        if note is not None and event.preview is None and time.monotonic() >= next_at:
            next_at = time.monotonic() + EVENT_INTERVAL_S
            note(event)

    run_job(folder, listener=listener, control=control)


def _written(folder: Path, before: Mapping[str, bytes]) -> Files:
    """Return the files that a run has made or changed."""
    found: Files = {}
    for name, path in _files_in(folder):
        if name not in ("lock", "request.json") and path.suffix != ".tmp":
            data = path.read_bytes()
            if before.get(name) != data:
                found[name] = data
    return found


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files below a folder, each whole or not. Raises BadInput for a name outside of it."""
    job = JobFolder(folder)
    for name, data in files.items():
        if name in ("lock", CANCEL_MARK):
            raise FormatError("A parcel may not hold {name}.", name=name)
        path = job.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes_atomic(path, data, durable=False)


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the regular files below a folder with their names in it; links are left out."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        parents = [folder.joinpath(*inside.parts[:n]) for n in range(1, len(inside.parts))]
        if path.is_file() and not any(map(is_link, [*parents, path])):
            yield inside.as_posix(), path
