# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays without numpy: a dtype, a shape and a flat typed memoryview in C order.

`numpy.asarray(a.data).reshape(a.shape)` is a view of the same memory. The memory is read-only, so
that an Array can stand in a frozen value.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .errors import FormatError

View: TypeAlias = "memoryview[Any]"

FORMATS = {"F64": "d", "F32": "f", "I64": "q", "I32": "i", "U8": "B", "BOOL": "B"}
ITEM_SIZES = {"F64": 8, "F32": 4, "I64": 8, "I32": 4, "U8": 1, "BOOL": 1}

_SAME_BYTES = {
    ("F64", "d"): 8,
    ("F32", "f"): 4,
    ("I64", "q"): 8,
    ("I64", "l"): 8,
    ("I32", "i"): 4,
    ("I32", "l"): 4,
    ("U8", "B"): 1,
    ("U8", "?"): 1,
    ("BOOL", "?"): 1,
}


@dataclass(frozen=True, eq=False)
class Array:
    """A read-only array in C order.

    Attributes:
        dtype: The kind of number, as in safetensors: F32, I32, U8, I64, F64, BOOL.
        data: The numbers as a flat, typed view.
    """

    dtype: str
    shape: tuple[int, ...]
    data: View

    def __post_init__(self) -> None:
        expected = FORMATS.get(self.dtype)
        if expected is None:
            raise FormatError("Arrays of kind {dtype} are not supported.", dtype=self.dtype)
        if self.data.ndim != 1 or self.data.format != expected:
            raise FormatError(
                "An array of kind {dtype} has data of another kind.", dtype=self.dtype
            )
        if any(not isinstance(n, int) or n < 0 for n in self.shape):
            raise FormatError("An array can't have the shape {shape}.", shape=self.shape)
        if math.prod(self.shape) != len(self.data):
            raise FormatError(
                "{count} numbers don't fill the shape {shape}.",
                count=len(self.data),
                shape=self.shape,
            )
        object.__setattr__(self, "data", self.data.toreadonly())

    @classmethod
    def of(cls, values: object, dtype: str, shape: Sequence[int] | None = None) -> Array:
        """Return an Array of a buffer (numpy, array.array, memoryview) or a sequence.

        The memory of a C-contiguous buffer of the same kind is shared; everything else is copied.
        Without `shape` the shape is the buffer's, or that of the nested sequences.
        Raises FormatError for ragged nesting, numbers that don't fit, and a wrong shape.
        """
        if dtype not in FORMATS:
            raise FormatError("Arrays of kind {dtype} are not supported.", dtype=dtype)
        if isinstance(values, Array):
            flat, own_shape = values.data, values.shape
            if values.dtype != dtype:
                flat = _converted(flat, dtype)
        else:
            flat, own_shape = _flat(values, dtype)
        return cls(dtype, own_shape if shape is None else tuple(shape), flat)

    @property
    def nbytes(self) -> int:
        return self.data.nbytes

    def __len__(self) -> int:
        return self.shape[0] if self.shape else 1

    def __eq__(self, other: object) -> bool:
        """Compare bit for bit: a NaN equals itself, and 0.0 differs from -0.0."""
        if not isinstance(other, Array):
            return NotImplemented
        if self.dtype != other.dtype or self.shape != other.shape:
            return False
        return self.tobytes() == other.tobytes()

    __hash__ = None  # type: ignore[assignment]

    def tobytes(self) -> bytes:
        return self.data.tobytes()

    def tolist(self) -> list[object]:
        """Return the numbers as nested lists."""
        nested: list[object] = list(self.data)
        for size in reversed(self.shape[1:]):
            rows = math.prod(self.shape) // size if size else 0
            nested = [nested[i * size : (i + 1) * size] for i in range(rows)]
        if 0 in self.shape[1:]:
            return _empty_nested(self.shape)
        return nested

    def is_finite(self) -> bool:
        """Return whether no number is NaN or infinite."""
        if self.dtype not in ("F32", "F64"):
            return True
        # Only sign and exponent bits of 0x7f and 0xff in the top byte can be non-finite.
        top = self._top_bytes()
        if b"\x7f" not in top and b"\xff" not in top:
            return True
        return all(map(math.isfinite, self.data))

    def is_within(self, limit: float) -> bool:
        """Return whether all numbers are finite and lie between -limit and limit."""
        if self.dtype == "F32":
            # Floats of one sign are ordered as their bytes are, so that a smaller top byte than
            # the limit's means a smaller number. That decides nearly always, at C speed.
            first = struct.pack(">f", limit)[0]
            if not self._top_bytes().translate(
                None, bytes([*range(first), *range(128, 128 + first)])
            ):
                return True
        return all(-limit <= number <= limit for number in self.data)

    def _top_bytes(self) -> bytes:
        size = ITEM_SIZES[self.dtype]
        return self.data.cast("B")[size - 1 :: size].tobytes() if self.nbytes else b""


def as_view(data: bytes | View, code: str) -> View:
    """Return the bytes of a C-contiguous buffer as a flat view of the format `code`."""
    flat: Any = memoryview(data).cast("B")
    view: View = flat.cast(code)
    return view


def _empty_nested(shape: Sequence[int]) -> list[object]:
    if len(shape) == 1:
        return []
    return [_empty_nested(shape[1:]) for _ in range(shape[0])]


def _flat(values: object, dtype: str) -> tuple[View, tuple[int, ...]]:
    try:
        view: View = memoryview(values)  # type: ignore[arg-type]
    except TypeError:
        if isinstance(values, (int, float)):
            return _converted([values], dtype), ()
        if not isinstance(values, Iterable):
            raise FormatError(
                "An array can't be made of a {kind}.", kind=type(values).__name__
            ) from None
        numbers: list[object] = []
        shape = _flatten(list(values), numbers, 0)
        return _converted(numbers, dtype), shape
    return _flat_buffer(view, dtype), tuple(view.shape or ())


def _flat_buffer(view: View, dtype: str) -> View:
    code = view.format.lstrip("@=<")
    if view.nbytes == 0:
        return memoryview(array(FORMATS[dtype]))
    if _SAME_BYTES.get((dtype, code)) == view.itemsize:
        if not view.c_contiguous:
            return as_view(view.tobytes(), FORMATS[dtype])
        return as_view(view, FORMATS[dtype])
    try:
        return _converted(as_view(view.tobytes(), code), dtype)
    except ValueError:
        raise FormatError(
            "An array of kind {format} can't be read as {dtype}.", format=view.format, dtype=dtype
        ) from None


def _converted(numbers: Iterable[object], dtype: str) -> View:
    plain: Any = numbers
    try:
        if dtype == "BOOL":
            return memoryview(bytes(bool(n) for n in plain))
        return memoryview(array(FORMATS[dtype], plain))
    except (TypeError, ValueError, OverflowError):
        raise FormatError("Some values are not numbers of kind {dtype}.", dtype=dtype) from None


def _flatten(rows: list[object], into: list[object], depth: int) -> tuple[int, ...]:
    if depth > 8:
        raise FormatError("An array has more than 8 dimensions.")
    nested = [r for r in rows if isinstance(r, Iterable) and not isinstance(r, (str, bytes))]
    if not nested:
        into.extend(rows)
        return (len(rows),)
    if len(nested) != len(rows):
        raise FormatError("The rows of an array are not equally long.")
    shapes = {_flatten(list(row), into, depth + 1) for row in nested}
    if len(shapes) != 1:
        raise FormatError("The rows of an array are not equally long.")
    return (len(rows), *shapes.pop())
