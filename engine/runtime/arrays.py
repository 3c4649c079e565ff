# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract's typed arrays seen as numpy arrays, and back, without a copy where possible."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.arrays import Array

_NUMPY_DTYPES: dict[str, type[np.generic]] = {
    "F32": np.float32,
    "F64": np.float64,
    "I32": np.int32,
    "I64": np.int64,
    "U8": np.uint8,
    "BOOL": np.bool_,
}
_CONTRACT_DTYPES = {np.dtype(kind): name for name, kind in _NUMPY_DTYPES.items()}


def numpy_of(array: Array) -> NDArray[Any]:
    """Return `array` as a numpy view of the same memory, in the array's shape and dtype."""
    return np.asarray(array.data).view(_NUMPY_DTYPES[array.dtype]).reshape(array.shape)


def array_of(values: NDArray[Any]) -> Array:
    """Return a contract array over `values` (copied only when it isn't C-contiguous).

    Raises TypeError for a dtype the contract has no name for (use `astype` first).
    """
    name = _CONTRACT_DTYPES.get(values.dtype)
    if name is None:
        raise TypeError(f"the contract has no arrays of {values.dtype}")
    return Array.of(np.ascontiguousarray(values), name, values.shape)


def places_within(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each item among its owner's items, for owners with so many items."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) - np.repeat(ends - counts, counts))
