# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What helps to find a defect, in one zip: versions, the log, how jobs ended. No drawings.

Sentences, names of objects and of files are taken out of the log and of errors before they are
written.
"""

from __future__ import annotations

import json
import platform
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..contract.errors import BadInput, SketchMotionError
from ..contract.job import JobFolder
from .jobs.takes import HostNote
from .locations import Locations
from .version import version

LOG_BYTES = 400_000  # of the end of the log
NEWEST_JOBS = 50
HIDDEN = "[…]"
SHORTEST = 3  # characters of a text that is taken out


def collect(target: Path, places: Locations, about: Mapping[str, str]) -> Path:
    """Write the zip and return its path. about: what the host tells of itself and of its settings.

    Raises BadInput where it can't be written. Reads files, so not for a host's timer.
    """
    folders = sorted(_folders(places.jobs), reverse=True)[:NEWEST_JOBS]
    secrets = sorted({text for folder in folders for text in _texts(folder)}, key=len, reverse=True)
    told = {
        "version": version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "host's Python": platform.python_version(),
        **about,
    }
    jobs = [_job(folder) for folder in folders]
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("about.json", _hidden(json.dumps(told, indent=1), secrets))
            archive.writestr("jobs.json", _hidden(json.dumps(jobs, indent=1), secrets))
            archive.writestr("engine.log", _hidden(_end_of(places.logs / "engine.log"), secrets))
    except OSError as error:
        raise BadInput("The diagnostics can't be written: {why}.", why=error.strerror) from error
    return target


def _folders(jobs: Path) -> Iterator[Path]:
    try:
        yield from (path for path in jobs.iterdir() if (path / "request.json").is_file())
    except OSError:
        return


def _texts(folder: Path) -> Iterator[str]:
    """Yield what a job's files hold of the artist's own words and names."""
    try:
        request = JobFolder(folder).read_request()
        found = [request.prompt]
        for item in request.objects:
            found += [item.name, item.prompt]
        note = HostNote.read(folder)
        found += [note.object_name, note.document, Path(note.document).name]
        found += [value for value in note.extra.values() if isinstance(value, str)]
    except (SketchMotionError, OSError):
        found = []
    for text in found:
        if len(text.strip()) >= SHORTEST:
            yield text.strip()
            yield json.dumps(text.strip())[1:-1]  # as it is in JSON


def _job(folder: Path) -> dict[str, object]:
    job = JobFolder(folder)
    try:
        request, outcome = job.read_request(), job.outcome()
        told: dict[str, object] = {
            "job": folder.name,
            "status": job.status(),
            "task": request.task,
            "path": request.path,
            "quality": request.quality,
            "frames": request.frames,
            "objects": len(request.objects),
            "model": Path(request.model).name,
        }
        error = outcome.error() if outcome is not None else None
        if error is not None:
            told["error"] = error.to_json()
    except (SketchMotionError, OSError) as defect:
        return {"job": folder.name, "damaged": str(defect)}
    return told


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LOG_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return "There is no log."


def _hidden(text: str, secrets: list[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    home = str(Path.home())
    return text.replace(home, "~").replace(json.dumps(home)[1:-1], "~")
