# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of the set-up, in one file for all hosts."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from ...contract import strict_json
from ...contract.errors import BadInput, NewerFormat, SketchMotionError
from ...contract.files import read_bytes, write_bytes_atomic
from ...contract.strict_json import JSON, Fields, plain_object

FORMAT = "sketch-motion-setup"
VERSION = 1
SETS = ("starter", "video")
BACKENDS = ("cpu", "cuda", "rocm", "mps")


@dataclass(frozen=True)
class SetupSettings:
    """What the user chose. An empty text leaves the choice to the set-up.

    Attributes:
        package_set: One of SETS.
        backend: One of BACKENDS.
        python: The Python that the environment is built from.
        environment: An environment of the user's own, which is used as it is: its Python or folder.
        index: The address of a mirror of the package index.
        torch_index: The address of a mirror of the index that torch comes from.
        proxy: As http://name:password@host:port.
        wheels: A folder of wheels to install from, without a network.
        models: A folder of the user's own models.
        hub: The address of a mirror of the model hub.
        python_mirror: The address of a mirror of the builds of Python.
        extra: What another version has written, kept as it is.
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
        """Write the settings. Raises DiskFull, BadInput."""
        known = asdict(self)
        extra = known.pop("extra")
        value = {"format": FORMAT, "version": VERSION, **known, **extra}
        text = strict_json.dump(value, path.name, indent=1)
        write_bytes_atomic(path, text.encode("ascii"))


def read_settings(path: Path) -> SetupSettings:
    """Return the stored settings; the defaults where there are none or the file is damaged.

    Of a later version's settings those are kept that this version knows; the rest is extra.
    """
    try:
        value = strict_json.parse(read_bytes(path, max_bytes=1 << 20), path.name)
        stored = Fields(value, path.name)
        with suppress(NewerFormat):
            stored.expect(FORMAT, VERSION)
        names = [item.name for item in fields(SetupSettings) if item.name != "extra"]
        known = {name: stored.text(name) for name in names if stored.has(name)}
        return SetupSettings(**known, extra=plain_object(stored.rest(), names, path.name))
    except SketchMotionError:
        return SetupSettings()


def folder_of(text: str) -> Path | None:
    """Return what the user typed as an absolute path, or None for nothing."""
    return Path(os.path.abspath(os.path.expanduser(text))) if text.strip() else None
