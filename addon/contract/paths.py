# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths that stay inside their folder: no `..`, nothing absolute, no links."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TypeAlias

from .errors import BadInput

_LINK_TAGS = {0xA000000C, 0xA0000003}  # Windows: symbolic link, junction
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
_UNFIT = re.compile('[\\x00-\\x1f\\\\:*?"<>|\ud800-\udfff]')  # characters that no name may have

# Flags of os.open: no link as the last part, nothing inherited, no change of line ends.
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)

PathLike: TypeAlias = str | os.PathLike[str]


def is_link(path: PathLike) -> bool:
    """Return whether `path` itself is a symbolic link or a Windows junction."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in _LINK_TAGS


def check_relative_name(name: str) -> tuple[str, ...]:
    """Return the parts of a relative path that means the same on every system.

    Raises BadInput for absolute paths, `..`, backslashes, drive letters, device names, and names
    that Windows would change.
    """
    parts = tuple(name.split("/"))
    for part in parts:
        stem = part.split(".")[0].strip().lower()
        if (
            part in ("", ".", "..")
            or stem in _DEVICES
            or part != part.rstrip(" .")
            or _UNFIT.search(part)
        ):
            raise BadInput("{name!r} is not a path inside the folder.", name=name)
    return parts


def safe_join(root: PathLike, name: str) -> Path:
    """Return `root/name`; the file need not be there.

    Raises BadInput unless `name` is relative, stays inside `root` and passes through no link.
    """
    path = os.fspath(root)
    for part in check_relative_name(name):
        path = os.path.join(path, part)
        if is_link(path):
            raise BadInput("{name!r} is a link, and links are not followed here.", name=name)
    return Path(path)
