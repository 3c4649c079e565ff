# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PNG pictures with the standard library alone: eight-bit straight RGBA out, sizes in.

The chunks are those of the PNG specification (W3C, third edition), sections 5, 11.2 and 12.7.
"""

from __future__ import annotations

import struct
import zlib

from .errors import BadInput, FormatError
from .files import Buffer, PathLike, open_regular, read_exactly, write_bytes_atomic

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 1 << 16
_EIGHT_BITS, _RGBA = 8, 6
_HEADER = struct.Struct(">IIBBBBB")


def write_png(path: PathLike, size: tuple[int, int], pixels: Buffer, *, level: int = 4) -> None:
    """Write straight sRGB pixels, 4 bytes each, in rows from the top.

    `size` is (width, height). Raises BadInput for another number of pixels, DiskFull.
    """
    width, height = size
    rows = memoryview(pixels).cast("B")
    if not (0 < width < LARGEST_SIDE and 0 < height < LARGEST_SIDE):
        raise BadInput(
            "A picture of {width} x {height} pixels can't be written.", width=width, height=height
        )
    if len(rows) != 4 * width * height:
        raise BadInput(
            "A picture of {width} x {height} pixels isn't {count} bytes long.",
            width=width,
            height=height,
            count=len(rows),
        )
    packer = zlib.compressobj(level)
    packed = []
    for row in range(height):  # each row begins with its filter: none
        packed.append(packer.compress(b"\0"))
        packed.append(packer.compress(rows[row * 4 * width : (row + 1) * 4 * width]))
    packed.append(packer.flush())
    header = _HEADER.pack(width, height, _EIGHT_BITS, _RGBA, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"sRGB", b"\0"), (b"IDAT", b"".join(packed)), (b"IEND", b""))
    write_bytes_atomic(path, [SIGNATURE, *(_chunk(kind, data) for kind, data in chunks)])


def png_size(path: PathLike) -> tuple[int, int]:
    """Return the (width, height) of a PNG file; raises FormatError for another file."""
    with open_regular(path) as (descriptor, size):
        length = len(SIGNATURE) + 8 + _HEADER.size
        head = bytes(read_exactly(descriptor, min(size, length), str(path)))
    if len(head) < length or not head.startswith(SIGNATURE) or head[12:16] != b"IHDR":
        raise FormatError("{path} is no PNG picture.", path=path)
    width, height, *_ = _HEADER.unpack(head[16:])
    if not (0 < width < LARGEST_SIDE and 0 < height < LARGEST_SIDE):
        raise FormatError(
            "{path} has a size of {width} x {height} pixels.", path=path, width=width, height=height
        )
    return int(width), int(height)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return b"".join(
        (struct.pack(">I", len(data)), kind, data, struct.pack(">I", zlib.crc32(kind + data)))
    )
