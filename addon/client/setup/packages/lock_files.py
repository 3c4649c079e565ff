# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lock files: the exact wheels of a set of packages on a system, with hashes and sizes.

Made by `tests/locks/make_locks.py`. torch has no hash in them, because builds of one version
differ between indexes: the hash that the index itself gives is checked instead.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import BadInput, FormatError
from ....contract.files import read_bytes
from ....contract.messages import Message
from ....contract.paths import check_relative_name
from ....contract.strict_json import Fields

FORMAT = "sketch-motion-lock"
VERSION = 1
LOCKS = Path(__file__).parents[2] / "locks"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class LockedFile:
    """A wheel by its file name, and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class LockedPackage:
    """A package of a lock file.

    Attributes:
        files: Its wheels. Without any, every wheel of this version that fits is accepted.
        index: The address of the only index that has it; "" for the package index.
        label: The local part that the version of an accepted wheel must have: "cpu" in 2.13.0+cpu.
        about_bytes: The size of one of its wheels.
    """

    name: str
    version: str
    license: str
    files: tuple[LockedFile, ...] = ()
    index: str = ""
    label: str = ""
    about_bytes: int = 0


@dataclass(frozen=True)
class Lock:
    """One set of packages for one system and backend.

    Attributes:
        pythons: The versions of Python that it has wheels for: major, minor.
        machines: The kinds of processors that it has wheels for.
        about_installed: Bytes on the disk when it is installed.
        digest: The SHA-256 of the file.
    """

    package_set: str
    system: str
    backend: str
    pythons: tuple[tuple[int, int], ...]
    machines: tuple[str, ...]
    packages: tuple[LockedPackage, ...]
    about_installed: int
    digest: str

    @property
    def name(self) -> str:
        """The name of the file, without its ending."""
        return f"{self.package_set}-{self.system}-{self.backend}"


def read_lock(path: Path) -> Lock:
    """Read a lock file. Raises FormatError."""
    data = read_bytes(path, max_bytes=1 << 22)
    fields = Fields(strict_json.parse(data, path.name), path.name)
    fields.expect(FORMAT, VERSION)
    pythons = tuple(_python(str(text), path.name) for text in fields.items("pythons"))
    return Lock(
        package_set=fields.text("set"),
        system=fields.text("system"),
        backend=fields.text("backend"),
        pythons=pythons,
        machines=tuple(map(str, fields.items("machines"))),
        packages=tuple(_package(item, path.name) for item in fields.items("packages")),
        about_installed=fields.integer("about_installed", 0),
        # git and editors may change the ends of lines, which is no other lock.
        digest=hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest(),
    )


def _package(value: object, what: str) -> LockedPackage:
    fields = Fields(value, what)
    return LockedPackage(
        fields.text("name"),
        fields.text("version"),
        fields.text("license", ""),
        tuple(_file(item, what) for item in fields.items("files")),
        fields.text("index", ""),
        fields.text("label", ""),
        fields.integer("about_bytes", 0),
    )


def _file(value: object, what: str) -> LockedFile:
    fields = Fields(value, what)
    name, sha256 = fields.text("name"), fields.text("sha256")
    check_relative_name(name)
    if "/" in name or not _SHA256.fullmatch(sha256):
        raise FormatError(
            "{what} holds a file without a proper name or hash: {name}.", what=what, name=name
        )
    return LockedFile(name, sha256)


def _python(text: str, what: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d+)\.(\d+)", text)
    if match is None:
        raise FormatError(
            "{what} names a version of Python that is none: {text}.", what=what, text=text
        )
    return int(match[1]), int(match[2])


def find_lock(package_set: str, system: str, machine: str, backend: str, folder: Path) -> Lock:
    """Return the lock of a set. Raises BadInput, which lists the sets there are, without one."""
    path = folder / f"{package_set}-{system}-{backend}.json"
    if not path.is_file():
        there = sorted(item.stem for item in folder.glob(f"*-{system}-*.json"))
        raise BadInput(
            "There is no {name} set for {backend} on {system}.",
            name=package_set,
            backend=backend,
            system=system,
            hint=Message(
                "There is: {names}. An environment of your own can be used instead.",
                names=", ".join(there),
            )
            if there
            else "Use an environment of your own.",
        )
    lock = read_lock(path)
    if machine not in lock.machines:
        raise BadInput(
            "The {name} set is not made for this kind of processor ({machine}).",
            name=package_set,
            machine=machine,
            hint="Use an environment of your own.",
        )
    return lock
