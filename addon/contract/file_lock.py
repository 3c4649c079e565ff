# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock between processes, on a file: one runner for a job, one program on the GPU."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType

from .disk_errors import disk_errors_named
from .errors import BadInput, JobBusy
from .messages import Message
from .paths import NO_FOLLOW, PathLike, is_link


class FileLock:
    """A lock between processes; the system releases it when its process ends, however it ends.

    The file stays and holds the owner's name, so that others can report whom they wait for.
    """

    def __init__(self, path: PathLike, owner: str = "") -> None:
        self.path = Path(path)
        self.owner = owner or f"process {os.getpid()}"
        self._descriptor: int | None = None

    def acquire(self, timeout_s: float = 0.0) -> None:
        """Take the lock; raises JobBusy, which names the owner, if another has it."""
        if self._descriptor is not None:
            raise JobBusy("This is already in use by {owner}.", owner=self.owner)
        with disk_errors_named(self.path):
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | NO_FOLLOW, 0o666)
        try:
            self._wait_for(descriptor, time.monotonic() + timeout_s)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        try:
            with disk_errors_named(self.path):
                os.ftruncate(descriptor, 0)
                os.lseek(descriptor, 0, os.SEEK_SET)
                os.write(descriptor, self.owner.encode("utf-8", "replace")[:1000])
        except BaseException:
            self.release()
            raise

    def _wait_for(self, descriptor: int, deadline: float) -> None:
        """Lock a descriptor. Raises JobBusy at the deadline, BadInput."""
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                raise JobBusy(
                    "This is already in use by {owner}.",
                    owner=self.read_owner() or Message("another program"),
                    hint="Wait until it has finished, or stop it there.",
                )
            time.sleep(0.02)

    def release(self) -> None:
        """Give the lock back; do nothing if it is not held."""
        if self._descriptor is not None:
            _unlock(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None

    def is_held(self) -> bool:
        """Return whether anybody, in this process or another, holds the lock."""
        if self._descriptor is not None:
            return True
        if is_link(self.path):
            return False
        try:
            descriptor = os.open(self.path, os.O_RDWR | NO_FOLLOW)
        except OSError:
            return False
        try:
            if not _try_lock(descriptor):
                return True
            _unlock(descriptor)
            return False
        except BadInput:  # nobody can hold it there
            return False
        finally:
            os.close(descriptor)

    def read_owner(self) -> str:
        """Return the name of who holds or last held the lock; empty if unknown."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY | NO_FOLLOW)
        except OSError:
            return ""
        try:
            return os.read(descriptor, 4096).decode("utf-8", "replace").strip()
        finally:
            os.close(descriptor)

    def __enter__(self) -> FileLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    _LOCK_AT = 0x7FFF0000  # far behind the owner's name, which others must be able to read

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCK_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    _HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EINTR)

    def _try_lock(descriptor: int) -> bool:
        """Return whether the lock is ours now. Raises BadInput where the disk knows no locks."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                return False
            raise BadInput(
                "Files can't be locked in this folder ({why}).",
                why=error.strerror,
                hint="Choose a folder on a disk of this computer.",
            ) from error
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
