# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The thread that reads and writes the client's files, one piece of work after another.

Making a job's folder, reading a result and searching the jobs folder may take long on a slow
disk, so the host's main thread never does them.
"""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ...contract import live
from ...contract.animation import Animation
from ...contract.bodies_apart import BodiesApart, drawing_with_bodies
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, FormatError, InternalError, JobBusy, SketchMotionError
from ...contract.files import safe_join, write_bytes_atomic
from ...contract.followed_clip import SETTING as FOLLOW
from ...contract.followed_clip import bring_clip, clip_in
from ...contract.given_pictures import copy_given, given_again
from ...contract.job import JobFolder
from ...contract.live import LiveMotion
from ...contract.request import Request
from ..engine.messages import (
    FileWorkFailed,
    FolderMade,
    FromFileWorker,
    LiveDrawingWritten,
    LiveFailed,
    LiveRead,
    ResultRead,
    TakesFound,
)
from .live import DRAWING_FILE
from .takes import NOTE_NAME, HostNote, find_takes

KEEP = "keep"  # expert setting: what of an earlier result stays
KEPT_FILE = "kept.safetensors"  # where the engine looks for that result


class FileWorker:
    """A queue of file work and the thread that does it.

    `deliver` is called in that thread with what comes of each piece of work.
    """

    def __init__(self, jobs: Path, deliver: Callable[[FromFileWorker], None]) -> None:
        self._jobs = jobs
        self._deliver = deliver
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sketch-motion-files", daemon=True)
        self._thread.start()

    def make_folder(
        self,
        job: str,
        request: Request,
        drawing: Drawing | Path,
        note: HostNote | None,
        add_files: Callable[[Path], object] | None = None,
    ) -> None:
        """Make the folder of a new job; add_files puts more into it before the engine sees it."""

        def fill(folder: JobFolder) -> None:
            if add_files is not None:
                add_files(folder.path)
            if note is not None:
                note.write(folder.path)

        def work() -> FolderMade:
            JobFolder.create(self._jobs / job, request, drawing, fill)
            return FolderMade(job)

        self._put(job, work)

    def make_variant(
        self, job: str, original: str, patch: dict[str, object], document: str = ""
    ) -> None:
        """Make a new job from another one's drawing and its request with `patch` applied.

        Where it keeps a part of an earlier result (the setting `keep`), that result is copied too,
        the clip where it follows one, and what pictures were given beside the drawing. document:
        the file that it belongs to; "" for all those of the other one.
        """

        def work() -> FolderMade:
            old = JobFolder(self._jobs / original)
            request, given = given_again(old.path, old.read_request().patched(patch))
            note = HostNote.read(old.path) if (old.path / NOTE_NAME).exists() else None
            if note is not None and document:
                note = replace(note, document=document, copies=())
            kept = bodies = None
            if KEEP in request.settings:  # of the other one's result, or of what that one kept
                source = old.animation_path if KEEP in patch else old.file(KEPT_FILE)
                kept = source.read_bytes()
                bodies = BodiesApart.read(old)

            def fill(folder: JobFolder) -> None:
                if bodies is not None:
                    bodies.write(folder)
                if FOLLOW in request.settings:
                    bring_clip(clip_in(old.path), folder.path)
                copy_given(given, folder.path)
                if kept is not None:
                    write_bytes_atomic(folder.file(KEPT_FILE), kept)
                if note is not None:
                    replace(note, created=time.time(), applied=None, extra={}).write(folder.path)

            JobFolder.create(self._jobs / job, request, old.drawing_path, fill)
            return FolderMade(job)

        self._put(job, work)

    def check_folder(self, job: str) -> None:
        """Check that a job's folder is there, so that the job can be continued."""

        def work() -> FolderMade:
            JobFolder(self._jobs / job).read_request()
            return FolderMade(job)

        self._put(job, work)

    def read_result(self, job: str) -> None:
        """Read a finished job's result and check it against its drawing.

        Only the vector path makes an animation; what other tasks make stays in the folder.
        """

        def work() -> ResultRead:
            folder = JobFolder(self._jobs / job)
            request = folder.read_request()
            outcome = folder.outcome()
            report = outcome.report if outcome else {}
            if (request.task, request.path) != ("animate", "vector"):
                return ResultRead(job, None, report)
            animation = Animation.read(folder.animation_path)
            drawing = folder.drawing_path
            if drawing.suffix == ".safetensors":
                animation.validate(drawing_with_bodies(folder, Drawing.read(drawing)))
            return ResultRead(job, animation, report)

        self._put(job, work)

    def write_live_drawing(self, drawing: Drawing, folder: str) -> None:
        """Write the drawing that quick questions will be about, and remove the one before."""

        def work() -> LiveDrawingWritten:
            target = safe_join(self._jobs, folder)
            for old in target.parent.iterdir() if target.parent.is_dir() else ():
                if old != target:
                    shutil.rmtree(old, ignore_errors=True)
            target.mkdir(parents=True, exist_ok=True)
            drawing.write(target / DRAWING_FILE)
            return LiveDrawingWritten(folder)

        self._put("", work)

    def remove_live_drawings(self, session: str) -> None:
        """Remove what was written for the quick questions of a run of a host."""
        self.do(lambda: shutil.rmtree(self._jobs / live.FOLDER / session, ignore_errors=True))

    def read_live(self, number: int, path: str) -> None:
        """Read the answer to a quick question, and remove its file."""

        def work() -> LiveRead | LiveFailed:
            try:
                answer = safe_join(self._jobs, path)
                motion = LiveMotion.read(answer)
                answer.unlink(missing_ok=True)
            except Exception as error:
                return LiveFailed(number, error_of(error))
            return LiveRead(number, motion)

        self._put("", work)

    def write_cancelled(self, job: str) -> None:
        """Mark a job as cancelled that no engine has seen."""

        def work() -> None:
            folder = JobFolder(self._jobs / job)
            if folder.request_path.is_file():
                with suppress(JobBusy):  # another program runs it
                    folder.cancel()

        self._put(job, work)

    def find_takes(self, document: str, session: str) -> None:
        """Search the jobs folder for the takes of a document."""

        def work() -> TakesFound:
            newer: list[str] = []
            found = find_takes(self._jobs, document=document, session=session, newer=newer)
            return TakesFound(found, len(newer))

        self._put("", work)

    def do(self, work: Callable[[], object]) -> None:
        """Run `work` in its turn; its errors are dropped."""

        def without_result() -> None:
            work()

        self._put("", without_result)

    def close(self) -> None:
        """End the thread after the work that is queued."""
        self._work.put(None)

    def wait(self, timeout_s: float) -> bool:
        """Block until the thread has ended; return whether it has. Not for a host's tick."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _put(self, job: str, work: Callable[[], FromFileWorker | None]) -> None:
        def guarded() -> None:
            try:
                message = work()
            except Exception as error:
                if job:
                    self._deliver(FileWorkFailed(job, error_of(error)))
            else:
                if message is not None:
                    self._deliver(message)

        self._work.put(guarded)

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            work()


def error_of(error: Exception) -> SketchMotionError:
    """Return what to tell the user about an exception of file work."""
    if isinstance(error, SketchMotionError):
        return error
    if isinstance(error, FileNotFoundError):
        return FormatError("A file of the job is missing: {file}.", file=error.filename)
    if isinstance(error, OSError):
        return BadInput("The job's files can't be used: {why}.", why=error.strerror or error)
    return InternalError("The add-on failed: {kind}: {why}", kind=type(error).__name__, why=error)
