# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a result for other programs, in any of the contract's export formats.

The engine writes it, in a process of its own, so that an export doesn't wait behind a long job.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import BadInput, FormatError, InternalError, SketchMotionError
from ...contract.export_formats import ExportFormat, format_of
from ...contract.messages import sentence_case
from ..engine.ending import cause
from ..engine.process import EngineCommand

PATIENCE_S = 600.0
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone has it
_BAD_INPUT = 5  # exit code


@dataclass(frozen=True)
class Exporting:
    """It is being written."""


@dataclass(frozen=True)
class Exported:
    """It is written."""

    path: Path


@dataclass(frozen=True)
class ExportFailed:
    """It can't be written."""

    error: SketchMotionError


ExportState = Exporting | Exported | ExportFailed


@dataclass
class Export:
    """One export. Its thread sets `state`, the host's timer reads it.

    Attributes:
        job: whose result is written; "" for a drawing.
    """

    job: str
    target: Path
    state: ExportState = field(default_factory=Exporting)
    drawings: Path | None = None

    @classmethod
    def begin(
        cls,
        command: EngineCommand,
        job: str,
        target: Path,
        *,
        side: int = 512,
        wanted: ExportFormat | None = None,
        framing: str = "grow",
        drawings: Path | None = None,
    ) -> Export:
        """Begin to write the result of `job`, and return at once.

        A file that is there is replaced. wanted: the format; None for what the ending says.
        framing: keep, grow or crop. drawings: a folder with what the host shows in each frame
        (`contract.drawn_frames`), written in place of the result, and removed in the end. Raises
        BadInput for an ending that is none.
        """
        kind = wanted or format_of(target)
        export = cls(job, target, drawings=drawings)
        words = [str(command.python), "-s", "-P", "-m", "engine", "export"]
        words += [str(command.jobs / job), "--out", os.path.abspath(target), "--size", str(side)]
        words += ["--format", kind.name, "--framing", framing]
        if drawings is not None:
            words += ["--drawings", os.path.abspath(drawings)]
        export._start(words, command)
        return export

    @classmethod
    def begin_picture(
        cls, command: EngineCommand, drawing: Path, folder: Path, *, prompt: str, size: str
    ) -> Export:
        """Begin to write a drawing as the picture that a video model begins with.

        drawing: a file in a folder of its own, which is removed in the end. folder: gets the
        picture, and the prompt as a text. size: one of the engine's names, or like 832x480.
        """
        export = cls("", folder, drawings=drawing.parent)
        words = [str(command.python), "-s", "-P", "-m", "engine", "frame", os.path.abspath(drawing)]
        words += [f"--prompt={prompt}", "--size", size, "--out", os.path.abspath(folder)]
        export._start(words, command)
        return export

    def _start(self, words: list[str], command: EngineCommand) -> None:
        thread = threading.Thread(
            target=self._run, args=(words, command), name="sketch-motion-export", daemon=True
        )
        thread.start()

    def _run(self, words: list[str], command: EngineCommand) -> None:
        state = self._ended(words, command)
        if self.drawings is not None:
            shutil.rmtree(self.drawings, ignore_errors=True)
        self.state = state

    def _ended(self, words: list[str], command: EngineCommand) -> ExportState:
        """Run the engine; return how it ended."""
        try:
            process = subprocess.run(
                words,
                cwd=command.jobs,
                # Errors come as JSON, with their templates; an older engine writes them as text.
                env={**command.environment(), "SKETCH_MOTION_ERRORS": "json"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE_S,
                creationflags=_NO_WINDOW,
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            failure = InternalError("The engine can't be started.", hint=str(error))
            return ExportFailed(failure)
        text = process.stderr.decode("utf-8", "replace")
        if process.returncode == 0:
            return Exported(self.target)
        return ExportFailed(error_in(text, process.returncode))


@dataclass
class StrokesCopy:
    """The SVG of every drawing, on their way to a folder of the artist's. See `Export`."""

    target: Path
    state: ExportState = field(default_factory=Exporting)

    def write(self, source: Path) -> None:
        """Copy the SVGs in `source`. For the file worker's thread; never raises."""
        try:
            self.target.mkdir(parents=True, exist_ok=True)
            for path in sorted(source.glob("*.svg")):
                shutil.copyfile(path, self.target / path.name)
        except OSError as error:
            failure = BadInput(
                "The SVGs can't be written: {why}.",
                why=error.strerror or error,
                hint="Choose another folder.",
            )
            self.state = ExportFailed(failure)
        else:
            self.state = Exported(self.target)


def error_in(text: str, code: int) -> SketchMotionError:
    """Return the error in what the engine's command line wrote to its standard error."""
    lines = text.splitlines()
    for line in lines:
        if line.startswith('{"kind"'):
            try:
                value = strict_json.parse(line, "The engine's error")
            except FormatError:
                continue
            if isinstance(value, dict):
                return SketchMotionError.from_json(value)
    message = next((line[7:] for line in lines if line.startswith("error: ")), "")
    hint = next((line[6:] for line in lines if line.startswith("hint: ")), "")
    if not message:
        last = lines[-1] if lines else sentence_case(cause(code))
        return InternalError("The result can't be exported.", hint=last)
    return BadInput(message, hint=hint) if code == _BAD_INPUT else InternalError(message, hint=hint)
