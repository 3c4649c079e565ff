# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that can be trusted: whole or not there, regular, inside their folder, and locked."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from .disk_errors import disk_errors_named
from .errors import BadInput, FormatError, OutOfMemory
from .file_lock import FileLock
from .paths import NO_FOLLOW, PathLike, check_relative_name, is_link, safe_join

__all__ = [
    "FileLock",
    "PathLike",
    "check_relative_name",
    "disk_errors_named",
    "is_link",
    "open_regular",
    "read_bytes",
    "read_exactly",
    "remove_file",
    "remove_leftovers",
    "replace_atomically",
    "safe_join",
    "write_bytes_atomic",
]

# On Windows a file that another reads can't be replaced or removed: wait a little, 1.5 s in all.
RENAME_DELAYS: tuple[float, ...] = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7) if os.name == "nt" else ()
_TEMPORARY = ".tmp"

Buffer: TypeAlias = bytes | bytearray | memoryview


def replace_atomically(tmp: PathLike, final: PathLike) -> None:
    """Rename `tmp` to `final`, replacing it.

    On Windows this is tried again while a reader holds `final`. Raises DiskFull or BadInput.
    """
    with disk_errors_named(final):
        for delay in RENAME_DELAYS:
            try:
                os.replace(tmp, final)
                return
            except PermissionError:
                time.sleep(delay)
        os.replace(tmp, final)


def write_bytes_atomic(
    path: PathLike, data: Buffer | Iterable[Buffer], *, durable: bool = True
) -> None:
    """Write a whole file under a temporary name beside `path` and rename it.

    `data` may be chunks. `durable` waits until the bytes are on the disk before the rename.
    Raises DiskFull or BadInput, and then leaves no temporary file.
    """
    final = Path(path)
    temporary = final.with_name(f".{final.name}.{secrets.token_hex(6)}{_TEMPORARY}")
    chunks = (data,) if isinstance(data, (bytes, bytearray, memoryview)) else data
    try:
        with disk_errors_named(final):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW
            with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
        replace_atomically(temporary, final)
    except BaseException:
        remove_file(temporary)
        raise


def remove_file(path: PathLike) -> None:
    """Remove a file if it is there; of a link, the link itself.

    On Windows this is tried again while a reader holds it. Raises BadInput.
    """
    try:
        for delay in RENAME_DELAYS:
            try:
                os.unlink(path)
                return
            except PermissionError:
                time.sleep(delay)
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno != errno.ENOTDIR:
            raise BadInput(
                "{path} could not be removed: {why}.", path=path, why=error.strerror
            ) from error


@contextmanager
def open_regular(path: PathLike) -> Iterator[tuple[int, int]]:
    """Open a regular file that is no link, and yield its file descriptor and size in bytes.

    Raises FormatError for a link, a folder, a device or a missing file, BadInput if forbidden.
    """
    name = Path(path).name
    if is_link(path):
        raise FormatError("{file} is a link. Links are not followed here.", file=name)
    try:
        descriptor = _open_patiently(path)
    except FileNotFoundError:
        raise FormatError(
            "There is no file {file} in {folder}.", file=name, folder=Path(path).parent
        ) from None
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError):
            raise BadInput(
                "{file} may not be read.", file=name, hint="Check who owns it."
            ) from error
        raise FormatError("{file} can't be opened: {why}.", file=name, why=error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FormatError("{file} is not an ordinary file.", file=name)
        yield descriptor, status.st_size
    finally:
        os.close(descriptor)


def _open_patiently(path: PathLike) -> int:
    flags = os.O_RDONLY | NO_FOLLOW | getattr(os, "O_NONBLOCK", 0)
    for delay in RENAME_DELAYS[:4]:
        try:
            return os.open(path, flags)
        except PermissionError:  # Windows: it is being replaced just now
            time.sleep(delay)
    return os.open(path, flags)


def remove_leftovers(folder: PathLike, shared: Sequence[str] = ()) -> None:
    """Remove temporary files that a killed process left in `folder`.

    shared: names of files that others may be writing just now; theirs are given a minute.
    """
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    in_use = tuple(f".{name}." for name in shared)
    for entry in entries:
        if entry.name.startswith(".") and entry.name.endswith(_TEMPORARY):
            with suppress(OSError, BadInput):
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > 60.0 or not entry.name.startswith(in_use):
                    remove_file(entry.path)


def read_exactly(descriptor: int, count: int, name: str) -> bytearray:
    """Read `count` bytes from a descriptor.

    `name` is the file's name in errors. Raises FormatError if there are fewer bytes, OutOfMemory.
    """
    try:
        data = bytearray(count)
    except (MemoryError, OverflowError):
        raise OutOfMemory(
            "{file} is too large for the memory of this computer.", file=name
        ) from None
    view = memoryview(data)
    filled = 0
    with open(descriptor, "rb", closefd=False, buffering=0) as file:
        while filled < count:
            try:
                got = file.readinto(view[filled : filled + (1 << 26)])
            except OSError as error:
                raise FormatError(
                    "{file} could not be read: {why}.", file=name, why=error.strerror
                ) from error
            if not got:
                raise FormatError("{file} is cut off.", file=name, hint="Copy or make it again.")
            filled += got
    return data


def read_bytes(path: PathLike, *, max_bytes: int) -> bytes:
    """Return the bytes of a regular file; raises FormatError when it is too large."""
    name = Path(path).name
    with open_regular(path) as (descriptor, size):
        if size > max_bytes:
            raise FormatError(
                "{file} is too large ({size} bytes, at most {most}).",
                file=name,
                size=size,
                most=max_bytes,
            )
        return bytes(read_exactly(descriptor, size, name))
