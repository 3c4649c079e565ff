# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which wheel fits which Python: platform compatibility tags (PEP 425, PEP 600, PEP 656)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..python.interpreters import Interpreter
from ..python.systems import System

_OLD_MANYLINUX = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}
_MACHINES = {"amd64": "x86_64", "arm64": "arm64", "aarch64": "aarch64", "x86_64": "x86_64"}


@dataclass(frozen=True)
class Target:
    """What a wheel has to fit.

    Attributes:
        python: Its version: major, minor.
        system: linux, windows or macos.
        release: The version of glibc on Linux, of the system on macOS: major, minor.
        musl: Whether the C library is musl, not glibc.
    """

    python: tuple[int, int]
    system: str
    machine: str
    release: tuple[int, int] = (0, 0)
    musl: bool = False

    @classmethod
    def of(cls, interpreter: Interpreter, system: System) -> Target:
        """Return what wheels for this Python have to fit."""
        libc, version = interpreter.libc
        release = _version(interpreter.macos if system.is_macos else version)
        musl = system.name == "linux" and libc != "glibc"
        machine = _MACHINES.get(interpreter.machine, interpreter.machine)
        return cls(interpreter.version[:2], system.name, machine, release, musl)


@dataclass(frozen=True)
class WheelName:
    """The file name of a wheel, taken apart."""

    name: str
    version: str
    pythons: tuple[str, ...]
    abis: tuple[str, ...]
    platforms: tuple[str, ...]


def parse(file_name: str) -> WheelName | None:
    """Take `name-version(-build)-python-abi-platform.whl` apart; return None for another name."""
    parts = file_name[: -len(".whl")].split("-") if file_name.endswith(".whl") else []
    if len(parts) not in (5, 6):
        return None
    pythons, abis, platforms = (part.split(".") for part in parts[-3:])
    return WheelName(
        normal(parts[0]), parts[1].lower(), tuple(pythons), tuple(abis), tuple(platforms)
    )


def normal(name: str) -> str:
    """Return a package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def same_version(of_wheel: str, version: str) -> bool:
    """Return whether a wheel's version is `version`.

    A local label of the wheel ("+cpu") counts only if `version` has one.
    """
    of_wheel = of_wheel.replace("_", ".")
    if of_wheel == version.lower():
        return True
    return "+" not in version and of_wheel.partition("+")[0] == version


def best(names: Iterable[str], target: Target) -> str | None:
    """Return the file that fits best, or None.

    Wheels for the ABI of this Python come before those for the stable ABI, and these before
    pure Python.
    """
    ranked = [(rank, name) for name in names if (rank := fitness(name, target)) is not None]
    return max(ranked)[1] if ranked else None


def fitness(file_name: str, target: Target) -> tuple[int, int, int] | None:
    """Return how well a wheel fits, greater is better; None when it doesn't fit."""
    wheel = parse(file_name)
    if wheel is None:
        return None
    ranks = [
        (code, *release)
        for python in wheel.pythons
        for abi in wheel.abis
        for platform in wheel.platforms
        if (code := _rank_of_code(python, abi, target.python)) is not None
        and (release := _rank_of_platform(platform, target)) is not None
    ]
    return max(ranks) if ranks else None


def _rank_of_code(python: str, abi: str, version: tuple[int, int]) -> int | None:
    """Return how well a Python tag with an ABI tag fits; None when they don't."""
    match = re.fullmatch(r"(cp|py)(\d)(\d*)", python)
    if match is None or int(match[2]) != version[0]:
        return None
    minor = int(match[3]) if match[3] else 0
    if match[1] == "cp":
        exact = minor == version[1]
        if abi == f"cp{version[0]}{version[1]}":
            return 300 if exact else None
        if abi == "abi3":
            return 100 + minor if minor <= version[1] else None
        return 90 if abi == "none" and exact else None
    return minor if abi == "none" and minor <= version[1] else None


def _rank_of_platform(platform: str, target: Target) -> tuple[int, int] | None:
    """Return the oldest release that a platform tag is for; None when it doesn't fit."""
    if platform == "any":
        return (0, 0)
    if target.system == "windows":
        tags = {"x86_64": "win_amd64", "arm64": "win_arm64", "aarch64": "win_arm64"}
        return (1, 0) if platform == tags.get(target.machine) else None
    if target.system == "macos":
        return _on_macos(platform, target)
    return _on_linux(platform, target)


def _on_macos(platform: str, target: Target) -> tuple[int, int] | None:
    match = re.fullmatch(r"macosx_(\d+)_(\d+)_(.+)", platform)
    if match is None or match[3] not in (target.machine, "universal2"):
        return None
    oldest = int(match[1]), int(match[2])
    return oldest if oldest <= target.release else None


def _on_linux(platform: str, target: Target) -> tuple[int, int] | None:
    if target.musl:
        match = re.fullmatch(rf"musllinux_(\d+)_(\d+)_{target.machine}", platform)
        return (int(match[1]), int(match[2])) if match else None
    if platform == f"linux_{target.machine}":
        return (1, 0)
    match = re.fullmatch(rf"manylinux_(\d+)_(\d+)_{target.machine}", platform)
    if match is not None:
        oldest = int(match[1]), int(match[2])
    else:
        family, _, machine = platform.partition("_")
        if family not in _OLD_MANYLINUX or machine != target.machine:
            return None
        oldest = _OLD_MANYLINUX[family]
    return oldest if oldest <= target.release else None


def _version(text: str) -> tuple[int, int]:
    numbers = [int(part) for part in re.findall(r"\d+", text)[:2]]
    major, minor = (*numbers, 0, 0)[:2]
    return major, minor
