# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the engine's environment beside the present one: venv, then pip from wheels alone."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import BadInput, InternalError, SketchMotionError
from ....contract.files import read_bytes, replace_atomically, write_bytes_atomic
from ..cancellation import StopSign
from ..places import OURS, SetupPlaces, remove_tree
from .child import clean_environment, refuse_full_disk, run_child
from .interpreters import Interpreter
from .systems import System

VENV_TIMEOUT_S = 300.0
INSTALL_TIMEOUT_S = 3600.0
#: Written into an environment when it is whole and has been checked.
STAMP = "sketch-motion.json"
SCANNER_S = 60.0
#: How long an environment that was replaced is kept for engines that still run from it.
KEEP_REPLACED_S = 12 * 3600.0
OnStep = Callable[[int, int, str], None]


def environment_name(digest: str, interpreter: Interpreter) -> str:
    """A short name (Windows allows 260 characters a path) for a lock on one Python."""
    major, minor, _ = interpreter.version
    return f"{digest[:9]}{major:x}{minor:02x}"


def part_of(places: SetupPlaces, name: str) -> Path:
    """A new folder to build in. Its name is its own: a killed run may still be writing to its."""
    return places.environments / f"{name}.{secrets.token_hex(3)}.part"


def build(
    interpreter: Interpreter,
    wheels: Sequence[Path],
    folder: Path,
    system: System,
    *,
    stop: StopSign,
    on_step: OnStep,
) -> None:
    """Makes an environment with exactly these wheels. Blocks.

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
        said = [line for line in end.lines if line.startswith("ERROR")] or list(end.lines)
        raise BadInput(
            "The packages could not be installed.",
            hint=said[-1][:300] if said else "pip ran out of time.",
        )
    on_step(steps, steps, "")


def _pip(interpreter: Interpreter, python: Path) -> list[str | Path]:
    """pip for the new environment, which needs none of its own."""
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
    """Renames a folder; on Windows again and again while a virus scanner reads in it."""
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
    """Gives a checked environment its name, a new one if the old is in use; returns its folder."""
    text = strict_json.dump(stamp, STAMP, indent=1)
    write_bytes_atomic(part / STAMP, text.encode("ascii"))
    for number in range(1, 1000):
        final = places.environments / (name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(final):
            _rename(part, final, system)
            return final
    raise InternalError("There are too many environments.", hint="Remove the engine first.")


def is_whole(folder: Path, digest: str) -> bool:
    """Whether an environment was finished for this lock."""
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
    patience_s: float = 0.0,
) -> list[Path]:
    """Removes environments that we made, but not `keep`; returns what could not be removed.

    Whole ones only if the present one is in use for `unused_s` already: until then another host
    may run its engine from the one before.
    """
    try:
        settled = time.time() - places.pointer.stat().st_mtime >= unused_s
    except FileNotFoundError:
        settled = True
    left = []
    for path in folders_of(places.environments):
        unfinished = path.name.endswith(".part")
        if path != keep and (unfinished or settled) and not remove_tree(path, patience_s):
            left.append(path)
    return left


def folders_of(environments: Path) -> list[Path]:
    """The environments that we made, whole or not."""
    if not environments.is_dir():
        return []
    return [path for path in environments.iterdir() if OURS.fullmatch(path.name)]
