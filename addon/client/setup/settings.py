# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user may choose about the set-up. Kept in one file for all hosts."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import BadInput, SketchMotionError
from ...contract.files import read_bytes, write_bytes_atomic
from ...contract.strict_json import JSON, Fields, plain_object

FORMAT = "sketch-motion-setup"
VERSION = 1
SETS = ("starter", "video")
BACKENDS = ("cpu", "cuda", "rocm", "mps")


@dataclass(frozen=True)
class SetupSettings:
    """Empty texts mean: decide yourself.

    `python` builds the environment; `environment` is the Python of an environment of the user's
    own, which is used as it is. `index`: a mirror of the package index; `wheels`: a folder to
    install from without a network; `hub`: a mirror of the model hub; `python_mirror`: a mirror
    of the builds of Python; `models`: a folder of the user's own.
    """

    package_set: str = "starter"
    backend: str = ""
    python: str = ""
    environment: str = ""
    index: str = ""
    torch_index: str = ""
    proxy: str = ""
    wheels: str = ""
    models: str = ""
    hub: str = ""
    python_mirror: str = ""
    extra: dict[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.package_set not in SETS:
            raise BadInput(
                "The set must be one of {names}, not {name!r}.",
                names=", ".join(SETS),
                name=self.package_set,
            )
        if self.backend and self.backend not in BACKENDS:
            raise BadInput("The backend must be one of {names}.", names=", ".join(BACKENDS))
        for name in ("index", "torch_index", "hub", "python_mirror"):
            value = getattr(self, name)
            if value and not value.startswith(("https://", "http://", "file://")):
                raise BadInput(
                    "{text!r} is no address.",
                    text=value,
                    hint="An address starts with https:// or file://.",
                )
        if self.proxy and "://" not in self.proxy:
            raise BadInput(
                "{text!r} is no address of a proxy.",
                text=self.proxy,
                hint="It looks like http://proxy.example:3128.",
            )

    def write(self, path: Path) -> None:
        """Raises DiskFull, BadInput."""
        known = asdict(self)
        extra = known.pop("extra")
        value = {"format": FORMAT, "version": VERSION, **known, **extra}
        text = strict_json.dump(value, path.name, indent=1)
        write_bytes_atomic(path, text.encode("ascii"))


def read_settings(path: Path) -> SetupSettings:
    """The settings on disk; the defaults where there are none or where they are damaged."""
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=1 << 20), path.name)
        found = Fields(value, path.name)
        found.expect(FORMAT, VERSION)
        names = [item.name for item in fields(SetupSettings) if item.name != "extra"]
        known = {name: found.text(name) for name in names if found.has(name)}
        return SetupSettings(**known, extra=plain_object(found.rest(), names, path.name))
    except SketchMotionError:
        return SetupSettings()


def folder_of(text: str) -> Path | None:
    """An absolute path from what the user typed, or None for nothing."""
    return Path(os.path.abspath(os.path.expanduser(text))) if text.strip() else None
