# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Zip files that only depend on what is in them, not on when or where they were made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

DATE = (2026, 1, 1, 0, 0, 0)
UNIX = 3  # the system that a member names as its maker


def write_zip(target: Path, members: Mapping[str, bytes], folders: Iterable[str] = ()) -> None:
    """Write a zip: first entries for `folders`, then the members in the order of their names."""
    temporary = target.with_suffix(".tmp")
    with zipfile.ZipFile(temporary, "w") as archive:
        for folder in folders:
            entry = _entry(f"{folder}/")
            entry.external_attr = 0o40755 << 16 | 0x10  # a directory, for Unix and for DOS
            archive.writestr(entry, b"")
        for name, data in sorted(members.items()):
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED, 6)
    temporary.replace(target)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, DATE)
    entry.create_system = UNIX
    return entry
