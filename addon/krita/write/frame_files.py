# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the frames of a job before Krita reads them: a bad file could crash or hang Krita.

Reads files: not for the main thread. Needs neither Krita nor Qt.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from ...client.jobs.pictures import numbered
from ...contract.errors import FormatError
from ...contract.files import read_bytes
from ...contract.job import JobFolder

MAX_BYTES = 1 << 30
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def checked_frames(folder: Path, size: tuple[int, int]) -> tuple[Path, ...]:
    """Return the frames of the job in `folder`, in order.

    Raises FormatError unless each is a whole PNG picture of `size` pixels (width, height).
    """
    frames = numbered(JobFolder(folder).frames_path)
    last: bytes | None = None
    for path in frames:
        data = read_bytes(path, max_bytes=MAX_BYTES)
        if data != last:
            check_png(data, size, path.name)
        last = data
    return frames


def check_png(data: bytes, size: tuple[int, int], name: str) -> None:
    """Check the chunks, checksums and packed rows of a PNG of `size` pixels. Raises FormatError."""
    if not data.startswith(_SIGNATURE):
        raise FormatError("{file} is no PNG picture.", file=name)
    packed = zlib.decompressobj()
    unpacked, row_bytes, actual = 0, 0, (0, 0)
    ended = False
    for kind, body in _chunks(data, name):
        if kind == b"IHDR":
            width, height, bits, color = struct.unpack(">IIBB", body[:10])
            samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(color, 0)
            actual, row_bytes = (width, height), 1 + (width * samples * bits + 7) // 8
        elif kind == b"IDAT":
            try:
                unpacked += len(packed.decompress(body))
            except zlib.error as error:
                raise FormatError("{file} is damaged: {why}.", file=name, why=error) from error
        ended = kind == b"IEND"
    if not ended or row_bytes <= 1 or unpacked != row_bytes * actual[1]:
        raise FormatError("{file} is not whole.", file=name)
    if actual != size:
        raise FormatError(
            "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.",
            file=name,
            width=actual[0],
            height=actual[1],
            wanted_width=size[0],
            wanted_height=size[1],
        )


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the body of each chunk. Raises FormatError."""
    start = len(_SIGNATURE)
    while start < len(data):
        if start + 12 > len(data):
            raise FormatError("{file} is not whole.", file=name)
        length, kind = struct.unpack_from(">I4s", data, start)
        end = start + 8 + length
        if end + 4 > len(data):
            raise FormatError("{file} is not whole.", file=name)
        if zlib.crc32(data[start + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise FormatError("{file} is damaged.", file=name)
        yield kind, data[start + 8 : end]
        start = end + 4
