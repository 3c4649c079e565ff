# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `python -m engine COMMAND`.

Exit codes: 0 done, 1 a defect of ours, 2 usage, 3 cancelled, 4 can be tried again (out of
memory, stopped with a checkpoint, busy), 5 bad input. Progress goes to standard error, results
to standard output. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence

from addon.contract.errors import BadInput, SketchMotionError
from engine import __version__
from engine.commands import (
    animate,
    bench,
    clean,
    colour,
    estimate,
    export,
    farm,
    follow,
    frame,
    metrics,
    models,
    objects,
    poses,
    presets,
    rig,
    run,
    serve,
    trace,
    train,
)
from engine.commands.usage import UsageError

USAGE = 2
LONGEST_SHOWN = 200  # letters of a file's name
_WRONG_NAMES = (
    errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EINVAL,
)  # fmt: skip
#: The commands, in the order in which --help lists them.
COMMANDS = (
    animate,
    follow,
    frame,
    run,
    serve,
    objects,
    poses,
    rig,
    clean,
    colour,
    estimate,
    trace,
    export,
    presets,
    models,
    farm,
    bench,
    metrics,
    train,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name that the terminal can't show is no error
        sys.stdout.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        return code
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 4
    except Exception as error:
        from engine.runtime.failure import as_failure

        failure = _wrong_name(error) or as_failure(error)
        print_failure(failure)
        return failure.exit_code


def _wrong_name(error: Exception) -> BadInput | None:
    """Return what to say where a file that was named isn't there, or can't be; None for others."""
    if not isinstance(error, OSError) or error.errno not in _WRONG_NAMES or not error.filename:
        return None
    name = str(error.filename)
    return BadInput(
        "{file} can't be used: {why}.",
        file=name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}...",
        why=error.strerror,
        hint="Check the name and the folder it is in.",
    )


def print_failure(failure: SketchMotionError) -> None:
    """Print message, hint and way out for a person at a terminal.

    With SKETCH_MOTION_ERRORS=json they are one line of JSON, for a program that reads them.
    """
    if os.environ.get("SKETCH_MOTION_ERRORS") == "json":
        print(json.dumps(failure.to_json()), file=sys.stderr)
        return
    print(f"error: {failure.message}", file=sys.stderr)
    if failure.hint:
        print(f"hint: {failure.hint}", file=sys.stderr)
    if failure.action is not None:
        print(
            f"way out: {failure.action.label} {json.dumps(failure.action.patch)}", file=sys.stderr
        )


def parser() -> argparse.ArgumentParser:
    """Build the grammar of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m engine",
        description="Animates a drawing from a sentence.",
        epilog="Exit codes: 0 done, 1 a defect of ours, 2 usage, 3 cancelled, "
        "4 can be tried again, 5 bad input.",
    )
    top.add_argument("--version", action="version", version=f"Sketch Motion engine {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_command(commands)
    return top
