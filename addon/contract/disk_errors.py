# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk and a forbidden folder, in words an animator can follow."""

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
    """Raise DiskFull or BadInput for what the system says no to while `path` is written."""
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
