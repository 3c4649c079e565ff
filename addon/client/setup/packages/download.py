# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Downloads a file: goes on where it stopped, tries again, checks the hash, can be stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ....contract.disk_errors import disk_errors_named
from ....contract.errors import BadInput, FormatError
from ....contract.files import remove_file, replace_atomically
from ..cancellation import StopSign
from .web import LINE_ERRORS, Answer, Unreachable, Web, host_of, why

CHUNK = 1 << 16
OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class Remote:
    """A file somewhere: `sha256` "" and `bytes` 0 where nobody knows them."""

    url: str
    name: str
    sha256: str = ""
    bytes: int = 0


class WrongHash(FormatError):
    """What came is not what was asked for."""


def download(remote: Remote, target: Path, web: Web, *, stop: StopSign, on_bytes: OnBytes) -> None:
    """Brings a file to `target`; does nothing if it is there and right. Blocks.

    `on_bytes` gets how many bytes of it are here. An unfinished file stays beside the target with
    the start of its hash in its name, and is gone on with only if the hash is known.
    Raises Cancelled, Unreachable, NotThere, WrongHash, DiskFull, BadInput.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file() and (not remote.sha256 or file_sha256(target, stop) == remote.sha256):
        on_bytes(target.stat().st_size)
        return
    part = target.with_name(f"{target.name}.{remote.sha256[:8] or 'new'}.part")
    if not remote.sha256:
        remove_file(part)
    for last in (False, True):
        _fetch(remote, part, web, stop, on_bytes)
        found = file_sha256(part, stop)
        if not remote.sha256 or found == remote.sha256:
            replace_atomically(part, target)
            return
        remove_file(part)  # a proxy may have answered with a page of its own: once more, from zero
        on_bytes(0)
        if last:
            raise WrongHash(
                "{file} from {host} is not the file that was asked for.",
                file=remote.name,
                host=host_of(remote.url),
                hint="Try another network or mirror. Nothing of it was installed.",
            )


def _fetch(remote: Remote, part: Path, web: Web, stop: StopSign, on_bytes: OnBytes) -> None:
    """Fills `part` to its end, in several tries if the line breaks."""
    failures = 0
    while True:
        stop.check()
        before = _size(part)
        try:
            _go_on(remote, part, web, stop, on_bytes)
            return
        except LINE_ERRORS as error:
            if getattr(error, "code", 0) == 416:  # it has fewer bytes than are here: not the same
                remove_file(part)
            failures = 1 if _size(part) > before else failures + 1
            if failures >= web.patience.tries:
                raise Unreachable(
                    "The connection to {host} is gone ({why}).",
                    host=host_of(remote.url),
                    why=why(error),
                    hint="Check the network and press again: it goes on where it stopped.",
                ) from error
            stop.wait(web.patience.pause_s * 2.0 ** (failures - 1))


def _go_on(remote: Remote, part: Path, web: Web, stop: StopSign, on_bytes: OnBytes) -> None:
    have = _size(part)
    if remote.bytes and have > remote.bytes:
        remove_file(part)
        have = 0
    if remote.bytes and have == remote.bytes:
        return
    answer = web.open(remote.url, {"Range": f"bytes={have}-"} if have else None)
    with answer.body:
        if answer.part_start != (have or None):
            have = 0  # the server begins anew
        with disk_errors_named(part):
            file = part.open("r+b" if have else "wb")
        with file:
            file.seek(have)
            file.truncate()
            _copy(answer, file, part, have, stop, on_bytes)


def _copy(
    answer: Answer, file: IO[bytes], part: Path, have: int, stop: StopSign, on_bytes: OnBytes
) -> None:
    expected = have + answer.length if answer.length is not None else None
    while chunk := answer.body.read(CHUNK):
        try:
            file.write(chunk)
            file.flush()
        except OSError as error:
            # Not a broken line: another try would not help.
            with disk_errors_named(part):
                raise error
        have += len(chunk)
        on_bytes(have)
        stop.check()
    if expected is not None and have < expected:
        raise ConnectionError(f"the line broke after {have} of {expected} bytes")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def file_sha256(path: Path, stop: StopSign | None = None) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises BadInput, Cancelled."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                if stop is not None:
                    stop.check()
    except OSError as error:
        raise BadInput(
            "{file} can't be read: {why}.", file=path.name, why=error.strerror or error
        ) from error
    return digest.hexdigest()


def read_page(url: str, web: Web, *, accept: str, limit: int, stop: StopSign) -> tuple[bytes, str]:
    """A small page and its content type, tried several times. Raises as `download` does."""
    failures = 0
    while True:
        stop.check()
        try:
            answer = web.open(url, {"Accept": accept})
            kind = answer.headers.get("Content-Type", "")
            return answer.read(limit), kind
        except LINE_ERRORS as error:
            failures += 1
            if failures >= web.patience.tries:
                raise Unreachable(
                    "{host} doesn't answer ({why}).",
                    host=host_of(url),
                    why=why(error),
                    hint="Check the network, the proxy and the mirror, then press again.",
                ) from error
            stop.wait(web.patience.pause_s * 2.0 ** (failures - 1))
