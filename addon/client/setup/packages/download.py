# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Downloads a file: resumes, tries again, checks the hash, and can be stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ....contract.disk_errors import disk_errors_named
from ....contract.errors import BadInput, FormatError
from ....contract.files import remove_file, replace_atomically
from ..cancellation import CancelToken
from .web import CONNECTION_ERRORS, Unreachable, Web, WebResponse, host_of, reason_of

CHUNK = 1 << 16
OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class Remote:
    """A file on a server. `sha256` is "" and `bytes` is 0 where they aren't known."""

    url: str
    name: str
    sha256: str = ""
    bytes: int = 0


class WrongHash(FormatError):
    """The downloaded file is not the one that was asked for."""


def download(
    remote: Remote, target: Path, web: Web, *, stop: CancelToken, on_bytes: OnBytes
) -> None:
    """Download a file to `target`, unless it is there and has the right hash. Blocks.

    `on_bytes` gets the number of bytes that are here. An unfinished file stays beside the target,
    with the start of its hash in its name; it is resumed only where the hash is known.
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
        actual = file_sha256(part, stop)
        if not remote.sha256 or actual == remote.sha256:
            replace_atomically(part, target)
            return
        remove_file(part)  # a proxy may have sent a page of its own: start again, once
        on_bytes(0)
        if last:
            raise WrongHash(
                "{file} from {host} is not the file that was asked for.",
                file=remote.name,
                host=host_of(remote.url),
                hint="Try another network or mirror. Nothing of it was installed.",
            )


def _fetch(remote: Remote, part: Path, web: Web, stop: CancelToken, on_bytes: OnBytes) -> None:
    """Download `part` to its end, in several tries if the connection breaks."""
    failures = 0
    while True:
        stop.check()
        before = _size(part)
        try:
            _resume(remote, part, web, stop, on_bytes)
            return
        except CONNECTION_ERRORS as error:
            if (
                getattr(error, "code", 0) == 416
            ):  # the file is shorter than what is here: another file
                remove_file(part)
            failures = 1 if _size(part) > before else failures + 1
            if failures >= web.retries.tries:
                raise Unreachable(
                    "The connection to {host} is gone ({why}).",
                    host=host_of(remote.url),
                    why=reason_of(error),
                    hint="Check the network and press again: it goes on where it stopped.",
                ) from error
            stop.wait(web.retries.pause_s * 2.0 ** (failures - 1))


def _resume(remote: Remote, part: Path, web: Web, stop: CancelToken, on_bytes: OnBytes) -> None:
    """Download what is missing of `part`, over one connection."""
    have = _size(part)
    if remote.bytes and have > remote.bytes:
        remove_file(part)
        have = 0
    if remote.bytes and have == remote.bytes:
        return
    response = web.open(remote.url, {"Range": f"bytes={have}-"} if have else None)
    with response.body:
        if response.part_start != (have or None):
            have = 0  # the server sends the whole file
        with disk_errors_named(part):
            file = part.open("r+b" if have else "wb")
        with file:
            file.seek(have)
            file.truncate()
            _copy(response, file, part, have, stop, on_bytes)


def _copy(
    response: WebResponse,
    file: IO[bytes],
    part: Path,
    have: int,
    stop: CancelToken,
    on_bytes: OnBytes,
) -> None:
    expected = have + response.length if response.length is not None else None
    while chunk := response.body.read(CHUNK):
        try:
            file.write(chunk)
            file.flush()
        except OSError as error:
            # Not a broken connection: another try would not help.
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


def file_sha256(path: Path, stop: CancelToken | None = None) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raises BadInput, Cancelled."""
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


def read_page(
    url: str, web: Web, *, accept: str, limit: int, stop: CancelToken
) -> tuple[bytes, str]:
    """Return a small page and its content type, in several tries. Raises what `download` raises."""
    failures = 0
    while True:
        stop.check()
        try:
            response = web.open(url, {"Accept": accept})
            kind = response.headers.get("Content-Type", "")
            return response.read(limit), kind
        except CONNECTION_ERRORS as error:
            failures += 1
            if failures >= web.retries.tries:
                raise Unreachable(
                    "{host} doesn't answer ({why}).",
                    host=host_of(url),
                    why=reason_of(error),
                    hint="Check the network, the proxy and the mirror, then press again.",
                ) from error
            stop.wait(web.retries.pause_s * 2.0 ** (failures - 1))
