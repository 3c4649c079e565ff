# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lock files: exactly which wheels make up a set on a system, with their hashes and sizes.

Made by `tests/locks/make_locks.py`. torch has no hash here, because builds of one version
differ by the index they come from; the index's own hash is checked instead.
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
    """A wheel by name; `sha256` of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True)
class LockedPackage:
    """`index`: "" for the package index, else the address of the one index that has it.

    Without `files` any wheel of this version that fits is taken; `label` is then the local part
    its version must have ("cpu" in 2.13.0+cpu). `about_bytes`: the size of one of its wheels.
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
    """One set of packages for one system and backend. `about_installed`: bytes on the disk."""

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
        return f"{self.package_set}-{self.system}-{self.backend}"


def read_lock(path: Path) -> Lock:
    """Reads a lock file. Raises FormatError."""
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
        # Whatever an editor or git makes of line ends, the lock is the same.
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
    """The lock of a set. Raises BadInput where there is none, and says what there is."""
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
