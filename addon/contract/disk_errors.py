# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the disk says no to, in words an animator can follow."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import BadInput, DiskFull
from .paths import PathLike

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def disk_errors_named(path: PathLike) -> Iterator[None]:
    """Turns a full disk and a forbidden folder, met while writing `path`, into named errors."""
    try:
        yield
    except OSError as error:
        name = Path(path).name
        if error.errno in _FULL or getattr(error, "winerror", None) in (39, 112):
            raise DiskFull(
                "The disk is full: {file} could not be written.",
                file=name,
                hint="Free some space (old jobs are a good start), then continue the job.",
            ) from error
        raise BadInput(
            "{file} could not be written to {folder}: {why}.",
            file=name,
            folder=Path(path).parent,
            why=error.strerror or error,
            hint="Choose a folder you may write to.",
        ) from error
