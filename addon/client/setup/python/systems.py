# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between Linux, Windows and macOS, as a value that tests can choose."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

_NAMES = {"win32": "windows", "darwin": "macos", "linux": "linux"}
_MACHINES = {"amd64": "x86_64", "x64": "x86_64", "arm64": "arm64", "aarch64": "aarch64"}


@dataclass(frozen=True)
class System:
    """An operating system and a processor.

    Attributes:
        name: linux, windows or macos.
        machine: x86_64, aarch64 (Linux) or arm64 (macOS).
    """

    name: str
    machine: str

    @property
    def is_windows(self) -> bool:
        """Whether it is Windows."""
        return self.name == "windows"

    @property
    def is_macos(self) -> bool:
        """Whether it is macOS."""
        return self.name == "macos"

    def python_of(self, environment: Path) -> Path:
        """Return the Python of a virtual environment."""
        return environment / ("Scripts/python.exe" if self.is_windows else "bin/python")

    def program(self, name: str) -> str:
        """Return the file name of a program."""
        return f"{name}.exe" if self.is_windows else name


def this_system() -> System:
    """Return the system that this runs on."""
    machine = platform.machine().lower()
    return System(_NAMES.get(sys.platform, "linux"), _MACHINES.get(machine, machine))
