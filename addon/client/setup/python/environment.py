# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the engine's environment beside the one in use: venv, then pip with nothing but wheels."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import BadInput, InternalError, SketchMotionError
from ....contract.files import read_bytes, replace_atomically, write_bytes_atomic
from ..cancellation import CancelToken
from ..places import OURS, SetupPlaces, remove_tree
from .child import clean_environment, refuse_full_disk, run_child
from .interpreters import Interpreter
from .systems import System

VENV_TIMEOUT_S = 300.0
INSTALL_TIMEOUT_S = 3600.0
#: Written into an environment when it is whole and has been checked.
STAMP = "sketch-motion.json"
SCANNER_S = 60.0  # how long a virus scanner may read in a new environment (Windows)
#: How long a replaced environment is kept, for engines that still run in it.
KEEP_REPLACED_S = 12 * 3600.0
OnStep = Callable[[int, int, str], None]


def environment_name(digest: str, interpreter: Interpreter) -> str:
    """Return a name for a lock on one Python: short, as Windows allows 260 characters a path."""
    major, minor, _ = interpreter.version
    return f"{digest[:9]}{major:x}{minor:02x}"


def new_build_folder(places: SetupPlaces, name: str) -> Path:
    """Return a new folder to build in. Its name is new: a killed run may still write to its own."""
    return places.environments / f"{name}.{secrets.token_hex(3)}.part"


def build(
    interpreter: Interpreter,
    wheels: Sequence[Path],
    folder: Path,
    system: System,
    *,
    stop: CancelToken,
    on_step: OnStep,
) -> None:
    """Make an environment with exactly these wheels. Blocks.

    Raises Cancelled, DiskFull, BadInput.
    """
    steps = len(wheels) + 2
    on_step(0, steps, "a new environment")
    folder.parent.mkdir(parents=True, exist_ok=True)
    end = run_child(
        [interpreter.python, "-I", "-m", "venv", "--without-pip", folder],
        timeout_s=VENV_TIMEOUT_S,
        stop=stop,
    )
    refuse_full_disk(end, folder)
    if not end.good:
        raise BadInput(
            "{python} can't make an environment in {folder}.",
            python=interpreter.python,
            folder=folder.parent,
            hint=end.lines[-1] if end.lines else "It ran out of time.",
        )
    done = 0

    def on_line(line: str) -> None:
        nonlocal done
        if line.startswith("Processing "):
            done += 1
            on_step(done, steps, Path(line.removeprefix("Processing ")).name.split("-")[0])
        elif line.startswith("Installing collected"):
            on_step(steps - 1, steps, "the packages (this takes a while)")

    end = run_child(
        [*_pip(interpreter, system.python_of(folder)), *_options(), *wheels],
        timeout_s=INSTALL_TIMEOUT_S,
        stop=stop,
        on_line=on_line,
        environment=clean_environment(PIP_CONFIG_FILE=os.devnull),
        cwd=folder,
    )
    refuse_full_disk(end, folder)
    if not end.good:
        errors = [line for line in end.lines if line.startswith("ERROR")] or list(end.lines)
        raise BadInput(
            "The packages could not be installed.",
            hint=errors[-1][:300] if errors else "pip ran out of time.",
        )
    on_step(steps, steps, "")


def _pip(interpreter: Interpreter, python: Path) -> list[str | Path]:
    """Return the command of a pip that installs into the new environment, which has none."""
    if interpreter.pip_wheel:
        return [python, "-I", os.path.join(interpreter.pip_wheel, "pip"), "--isolated"]
    return [interpreter.python, "-I", "-m", "pip", "--isolated", "--python", python]


def _options() -> list[str]:
    return [
        "install",
        "--no-index",
        "--no-deps",
        "--no-cache-dir",
        "--disable-pip-version-check",
        "--no-warn-script-location",
        "--progress-bar=off",
    ]


def _rename(part: Path, final: Path, system: System) -> None:
    """Rename a folder. On Windows it is tried again while a virus scanner reads in it."""
    deadline = time.monotonic() + (SCANNER_S if system.is_windows else 0.0)
    while True:
        try:
            replace_atomically(part, final)
            return
        except BadInput:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.5)


def finish(
    places: SetupPlaces,
    part: Path,
    name: str,
    stamp: dict[str, strict_json.JSON],
    system: System,
) -> Path:
    """Rename a checked environment to its final name, and return its folder.

    The name gets a number if there is an environment of that name.
    """
    text = strict_json.dump(stamp, STAMP, indent=1)
    write_bytes_atomic(part / STAMP, text.encode("ascii"))
    for number in range(1, 1000):
        final = places.environments / (name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(final):
            _rename(part, final, system)
            return final
    raise InternalError("There are too many environments.", hint="Remove the engine first.")


def is_whole(folder: Path, digest: str) -> bool:
    """Return whether an environment was finished for this lock."""
    try:
        stamp = strict_json.parse(read_bytes(folder / STAMP, max_bytes=1 << 20), STAMP)
    except SketchMotionError:
        return False
    return isinstance(stamp, dict) and stamp.get("lock") == digest


def remove_environments(
    places: SetupPlaces,
    keep: Path | None = None,
    *,
    unused_s: float = 0.0,
    timeout_s: float = 0.0,
) -> list[Path]:
    """Remove environments that we made, but not `keep`; return those that can't be removed.

    Finished ones are removed only if the one in use has been so for `unused_s`: until then
    another host may run its engine in the one before.
    """
    try:
        is_unused = time.time() - places.pointer.stat().st_mtime >= unused_s
    except FileNotFoundError:
        is_unused = True
    left = []
    for path in folders_of(places.environments):
        unfinished = path.name.endswith(".part")
        if path != keep and (unfinished or is_unused) and not remove_tree(path, timeout_s):
            left.append(path)
    return left


def folders_of(environments: Path) -> list[Path]:
    """Return the environments that we made, finished or not."""
    if not environments.is_dir():
        return []
    return [path for path in environments.iterdir() if OURS.fullmatch(path.name)]
