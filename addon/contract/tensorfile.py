# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The safetensors format: an 8-byte little-endian length, a JSON header, raw bytes.

Written files can be read by the safetensors library, and the other way round (six dtypes).
The header is padded so that the data is 8-byte aligned, and arrays with large items come first,
so that every array read back is a typed view of the file's bytes without a copy.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import strict_json
from .arrays import FORMATS, ITEM_SIZES, Array, View, as_view
from .errors import FormatError, NewerFormat
from .files import PathLike, open_regular, read_exactly, write_bytes_atomic
from .messages import Message

MAX_BYTES = 1 << 32
MAX_HEADER_BYTES = 1 << 24
_MAX_SIZE = 1 << 40
_MAX_DIMENSIONS = 8


@dataclass(frozen=True)
class TensorFile:
    """The named arrays and the metadata of one safetensors file."""

    arrays: dict[str, Array] = field(default_factory=dict)
    metadata: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, what: str) -> Array:
        """Return the array `name`; raises FormatError, which calls the file `what`."""
        if name not in self.arrays:
            raise FormatError("{what} lacks the array {name}.", what=what, name=name)
        return self.arrays[name]

    def text(self, key: str, what: str) -> str:
        """Return the metadata `key`; raises FormatError, which calls the file `what`."""
        if key not in self.metadata:
            raise FormatError("{what} lacks {key}.", what=what, key=key)
        return self.metadata[key]


def write(
    path: PathLike,
    arrays: Mapping[str, Array],
    metadata: Mapping[str, str],
    *,
    durable: bool = True,
) -> None:
    """Write a safetensors file under a temporary name and rename it.

    `durable` waits until the bytes are on the disk before the rename. Raises FormatError for
    metadata that is not text, DiskFull, BadInput.
    """
    strict_json.check_texts(metadata, "Metadata")
    ordered = sorted(arrays.items(), key=lambda item: (-ITEM_SIZES[item[1].dtype], item[0]))
    header: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    offset = 0
    for name, item in ordered:
        if not name or name == "__metadata__":
            raise FormatError("An array can't be called {name!r}.", name=name)
        end = offset + item.nbytes
        header[name] = {
            "dtype": item.dtype,
            "shape": list(item.shape),
            "data_offsets": [offset, end],
        }
        offset = end
    text = strict_json.dump(header, "A header").encode("ascii")
    text += b" " * (-len(text) % 8)
    if len(text) > MAX_HEADER_BYTES:
        raise FormatError("The names in this file are too long.")

    def chunks() -> Iterator[bytes | memoryview]:
        yield struct.pack("<Q", len(text)) + text
        for _, item in ordered:
            if item.nbytes:
                yield item.data.cast("B")

    write_bytes_atomic(path, chunks(), durable=durable)


def read(path: PathLike, *, max_bytes: int = MAX_BYTES) -> TensorFile:
    """Read a safetensors file and check all of it before any array is made.

    Raises FormatError for anything but a well-formed regular file of at most `max_bytes`.
    """
    name = Path(path).name
    with open_regular(path) as (descriptor, size):
        if size > max_bytes:
            raise FormatError(
                "{file} is too large ({size} bytes, at most {most}).",
                file=name,
                size=size,
                most=max_bytes,
            )
        header = _raw_header(descriptor, size, name)
        arrays, metadata = _header(header, name)
        entries = [_entry(array, value, name) for array, value in arrays.items()]
        data_size = size - 8 - len(header)
        _check_layout(entries, data_size, name)
        data = memoryview(read_exactly(descriptor, data_size, name)).toreadonly()
    return TensorFile({entry.name: entry.array(data) for entry in entries}, metadata)


def read_metadata(path: PathLike) -> dict[str, str]:
    """Read the metadata alone of a safetensors file, whose arrays may be of any type.

    Raises FormatError for a file without a well-formed header.
    """
    name = Path(path).name
    with open_regular(path) as (descriptor, size):
        return _header(_raw_header(descriptor, size, name), name)[1]


def check_format(file: TensorFile, what: str, name: str, version: int) -> None:
    """Raise FormatError unless the metadata say this format, in a version we can read."""
    if file.metadata.get("format") != name:
        raise FormatError("{what} is not a {format} file.", what=what, format=name)
    found = file.metadata.get("version", "")
    if not (found.isascii() and found.isdigit() and len(found) < 9 and int(found) > 0):
        raise FormatError("{what} doesn't say its version.", what=what)
    if int(found) > version:
        raise NewerFormat.of(what, found)


@dataclass(frozen=True)
class _Entry:
    name: str
    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int

    def array(self, data: View) -> Array:
        """Return a view into `data`, which starts at an 8-byte boundary; a copy if unaligned."""
        raw: View = data[self.begin : self.end]
        if self.begin % ITEM_SIZES[self.dtype]:
            raw = memoryview(raw.tobytes())
        if self.dtype == "BOOL" and not set(raw.tobytes()) <= {0, 1}:
            raise FormatError(
                "The array {name} holds a truth value that is not 0 or 1.", name=self.name
            )
        return Array(self.dtype, self.shape, as_view(raw, FORMATS[self.dtype]))


def _raw_header(descriptor: int, size: int, file_name: str) -> bytearray:
    if size < 10:
        raise _damaged(file_name, "it is too short")
    (header_size,) = struct.unpack("<Q", read_exactly(descriptor, 8, file_name))
    if header_size > min(MAX_HEADER_BYTES, size - 8):
        raise _damaged(file_name, "its header is longer than the file")
    return read_exactly(descriptor, header_size, file_name)


def _header(raw: bytearray, file_name: str) -> tuple[dict[str, strict_json.JSON], dict[str, str]]:
    """Return what the header says of each array, and the metadata."""
    if not raw.startswith(b"{"):
        raise _damaged(file_name, "it has no header")
    header = strict_json.parse(raw, f"The header of {file_name}")
    if not isinstance(header, dict):
        raise _damaged(file_name, "it has no header")
    metadata: dict[str, str] = {}
    found = header.pop("__metadata__", None)
    if found is not None:
        if not isinstance(found, dict):
            raise _damaged(file_name, "its metadata are not texts")
        for key, value in found.items():
            if not isinstance(value, str):
                raise _damaged(
                    file_name, Message("the metadata {name!r} are not a text", name=key[:80])
                )
            metadata[key] = value
    return header, metadata


def _entry(name: str, value: strict_json.JSON, file_name: str) -> _Entry:
    short = name[:80]
    if not isinstance(value, dict):
        raise _damaged(file_name, Message("{name!r} is not described", name=short))
    dtype = value.get("dtype")
    if not isinstance(dtype, str) or dtype not in FORMATS:
        raise _damaged(
            file_name, Message("{name!r} is of a kind that is not supported", name=short)
        )
    shape = _whole_numbers(value.get("shape"))
    offsets = _whole_numbers(value.get("data_offsets"))
    if shape is None or len(shape) > _MAX_DIMENSIONS or any(n > _MAX_SIZE for n in shape):
        raise _damaged(file_name, Message("{name!r} has an impossible shape", name=short))
    if offsets is None or len(offsets) != 2 or offsets[0] > offsets[1]:
        raise _damaged(file_name, Message("{name!r} has impossible offsets", name=short))
    if math.prod(shape) * ITEM_SIZES[dtype] != offsets[1] - offsets[0]:
        raise _damaged(file_name, Message("the size of {name!r} doesn't fit its shape", name=short))
    return _Entry(name, dtype, shape, offsets[0], offsets[1])


def _whole_numbers(value: strict_json.JSON) -> tuple[int, ...] | None:
    if not isinstance(value, list):
        return None
    numbers: list[int] = []
    for item in value:
        if isinstance(item, bool) or not isinstance(item, int) or item < 0:
            return None
        numbers.append(item)
    return tuple(numbers)


def _check_layout(entries: list[_Entry], data_size: int, file_name: str) -> None:
    position = 0
    for entry in sorted(entries, key=lambda e: (e.begin, e.end)):
        if entry.begin != position:
            raise _damaged(
                file_name,
                Message("{name!r} overlaps another array or leaves a gap", name=entry.name[:80]),
            )
        position = entry.end
    if position < data_size:
        raise _damaged(file_name, "there are more bytes than arrays")
    if position > data_size:
        raise _damaged(file_name, "it is cut off")


def _damaged(file_name: str, reason: str) -> FormatError:
    return FormatError(
        "{file} is damaged: {why}.", file=file_name, why=reason, hint="Copy or make it again."
    )
