# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Python the engine is built from: one the user names, else one found on the system.

Never the host's own: it ends with the host's next update.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ....contract.errors import BadInput
from ....contract.messages import Message
from ....contract.strict_json import JSON
from ..cancellation import StopSign
from .child import run_child
from .systems import System

ASK = Path(__file__).with_name("ask_python.py")
ASK_TIMEOUT_S = 30.0
OLDEST = (3, 11)
NEWEST = (3, 14)
_MARK = "sketch-motion-python "
#: Folders that only a host has: an application on macOS, a mounted AppImage.
_HOST_FOLDER = re.compile(r"(blender|krita)[^/]*\.app|\.mount_(blender|krita).*")


@dataclass(frozen=True)
class Interpreter:
    """A Python, as it described itself (`ask_python`)."""

    python: Path
    version: tuple[int, int, int]
    machine: str
    libc: tuple[str, str] = ("", "")
    macos: str = ""
    base_prefix: str = ""
    pip_wheel: str = ""
    has_pip: bool = False
    has_venv: bool = True
    cpython: bool = True
    bits: int = 64
    free_threaded: bool = False
    in_environment: bool = False
    pip_settings: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ".".join(map(str, self.version))

    def why_not(self) -> str:
        """Why no environment can be built from it; "" when one can."""
        if not self.cpython:
            return "it is not CPython"
        if not OLDEST <= self.version[:2] <= NEWEST:
            oldest, newest = (".".join(map(str, version)) for version in (OLDEST, NEWEST))
            return Message(
                "it is Python {version}, and the engine needs {oldest} to {newest}",
                version=self.name,
                oldest=oldest,
                newest=newest,
            )
        if self.bits != 64:
            return "it is a 32-bit Python"
        if self.free_threaded:
            return "it is a free-threaded Python"
        if belongs_to_host(self.python) or belongs_to_host(Path(self.base_prefix or "/")):
            return "it belongs to Blender or Krita"
        if not self.has_venv:
            return "it has no venv module (on Debian and Ubuntu: install python3-venv)"
        if not self.pip_wheel and not self.has_pip:
            return "it has no pip (on Debian and Ubuntu: install python3-venv)"
        return ""


def belongs_to_host(path: Path) -> bool:
    """True for a Python inside of Blender or Krita."""
    if any(_HOST_FOLDER.fullmatch(part.lower()) for part in path.parts):
        return True
    if any((path.parent / name).is_file() for name in ("krita.exe", "blender.exe")):
        return True
    # Blender keeps its Python in <version>/python, beside datafiles and scripts.
    folders = list(path.parents)[:4]
    return any(
        (folder / "datafiles").is_dir() and (folder / "scripts").is_dir() for folder in folders
    )


def ask(python: Path, stop: StopSign | None = None) -> Interpreter:
    """Starts a Python and asks what it is. Blocks up to 30 s. Raises BadInput."""
    if not python.is_file():
        raise BadInput("There is no Python at {path}.", path=python, hint="Choose another one.")
    end = run_child([python, "-I", ASK], timeout_s=ASK_TIMEOUT_S, stop=stop)
    said = [line for line in end.lines if line.startswith(_MARK)]
    if not end.good or not said:
        raise BadInput(
            "{python} can't be used as the engine's Python.",
            python=python,
            hint=end.lines[-1] if end.lines else "It doesn't start.",
        )
    try:
        return _read(python, json.loads(said[-1][len(_MARK) :]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInput(
            "{python} gives no proper answer ({why}).", python=python, why=error
        ) from error


def _read(python: Path, answer: dict[str, JSON]) -> Interpreter:
    version, libc, pip = answer["version"], answer["libc"], answer["pip_settings"]
    # What was asked may be a shim, which means another Python tomorrow.
    real = Path(str(answer["executable"]))
    assert isinstance(version, list)
    assert isinstance(libc, list)
    major, minor, micro = (int(str(number)) for number in version)
    return Interpreter(
        python=real if real.is_file() else python,
        version=(major, minor, micro),
        machine=str(answer["machine"]).lower(),
        libc=(str(libc[0]), str(libc[1])),
        macos=str(answer["macos"]),
        base_prefix=str(answer["base_prefix"]),
        pip_wheel=str(answer["pip_wheel"]),
        has_pip=bool(answer["pip"]),
        has_venv=bool(answer["venv"]),
        cpython=answer["implementation"] == "cpython",
        bits=int(str(answer["bits"])),
        free_threaded=bool(answer["free_threaded"]),
        in_environment=answer["prefix"] != answer["base_prefix"],
        pip_settings=dict(pip) if isinstance(pip, dict) else {},
    )


def candidates(system: System, environment: Mapping[str, str]) -> Iterator[Path]:
    """Where a Python 3.11+ may lie on this system, likeliest first. Some may not exist."""
    yield from _on_search_path(system, environment)
    home = Path(environment.get("USERPROFILE" if system.is_windows else "HOME", "") or Path.home())
    versions = [f"{OLDEST[0]}.{minor}" for minor in _minors()]
    if system.is_windows:
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        bases = [local / "Programs" / "Python", Path(environment.get("ProgramFiles", "C:/"))]
        for version in versions:
            for base in bases:
                yield base / f"Python{version.replace('.', '')}" / "python.exe"
    elif system.is_macos:
        framework = Path("/Library/Frameworks/Python.framework/Versions")
        for version in versions:
            yield framework / version / "bin" / f"python{version}"
            yield Path("/opt/homebrew/bin") / f"python{version}"
            yield Path("/usr/local/bin") / f"python{version}"
    pyenv = home / ".pyenv" / ("pyenv-win/versions" if system.is_windows else "versions")
    name = "python.exe" if system.is_windows else "bin/python3"
    for version in versions:
        yield from sorted((path / name for path in _folders(pyenv, version)), reverse=True)


def _on_search_path(system: System, environment: Mapping[str, str]) -> Iterator[Path]:
    path = environment.get("PATH", "")
    names = [f"python{OLDEST[0]}.{minor}" for minor in _minors()]
    for name in [*names, "python3", "python"]:
        found = shutil.which(name, path=path)
        # The "python" of the Windows Store only opens the store.
        if found and not (system.is_windows and "WindowsApps" in found):
            yield Path(found)


def _minors() -> tuple[int, ...]:
    """Versions of Python 3 by how well packages support them."""
    return tuple(sorted(range(OLDEST[1], NEWEST[1] + 1), key=lambda minor: abs(minor - 12)))


def _folders(base: Path, version: str) -> list[Path]:
    try:
        return [path for path in base.iterdir() if path.name.startswith(version + ".")]
    except OSError:
        return []


def find_interpreter(
    system: System,
    environment: Mapping[str, str],
    *,
    also: Iterable[Path] = (),
    versions: Iterable[tuple[int, int]] = (),
    stop: StopSign | None = None,
) -> Interpreter | None:
    """The first candidate that can be used, or None. `versions`: what the lock has wheels for.

    Starts each candidate once. Blocks.
    """
    allowed = set(versions)
    seen: set[str] = set()
    for candidate in (*candidates(system, environment), *also):
        real = os.path.realpath(candidate)
        if real in seen or not candidate.is_file() or belongs_to_host(candidate):
            continue
        seen.add(real)
        try:
            found = ask(candidate, stop)
        except BadInput:
            continue
        if not found.why_not() and (not allowed or found.version[:2] in allowed):
            return found
    return None


def named_interpreter(python: Path, stop: StopSign | None = None) -> Interpreter:
    """The Python the user named. Raises BadInput, which says why it can't be used."""
    found = ask(python, stop)
    reason = found.why_not()
    if reason:
        raise BadInput(
            "{python} can't be used: {why}.",
            python=python,
            why=reason,
            hint="Choose another Python, or leave the field empty.",
        )
    return found
