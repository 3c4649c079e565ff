# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a job's frames before Krita gets them: one bad file would crash or hang it.

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
    """The frames of the job in `folder`, in order, each a whole PNG picture of `size` pixels.

    Raises FormatError.
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
    """Raises FormatError unless `data` is a whole PNG of `size`: chunks, sums, packed rows."""
    if not data.startswith(_SIGNATURE):
        raise FormatError("{file} is no PNG picture.", file=name)
    packed = zlib.decompressobj()
    unpacked, row, found = 0, 0, (0, 0)
    ended = False
    for kind, body in _chunks(data, name):
        if kind == b"IHDR":
            width, height, bits, color = struct.unpack(">IIBB", body[:10])
            samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(color, 0)
            found, row = (width, height), 1 + (width * samples * bits + 7) // 8
        elif kind == b"IDAT":
            try:
                unpacked += len(packed.decompress(body))
            except zlib.error as error:
                raise FormatError("{file} is damaged: {why}.", file=name, why=error) from error
        ended = kind == b"IEND"
    if not ended or row <= 1 or unpacked != row * found[1]:
        raise FormatError("{file} is not whole.", file=name)
    if found != size:
        raise FormatError(
            "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.",
            file=name,
            width=found[0],
            height=found[1],
            wanted_width=size[0],
            wanted_height=size[1],
        )


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(data):
        if place + 12 > len(data):
            raise FormatError("{file} is not whole.", file=name)
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 8 + length
        if end + 4 > len(data):
            raise FormatError("{file} is not whole.", file=name)
        if zlib.crc32(data[place + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise FormatError("{file} is damaged.", file=name)
        yield kind, data[place + 8 : end]
        place = end + 4
