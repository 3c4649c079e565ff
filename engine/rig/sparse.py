# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sparse matrices of points: systems that are solved, and the largest entries of rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import spmatrix
from scipy.sparse.linalg import SuperLU, splu


def factors_of(system: spmatrix) -> SuperLU:
    """Return the factors of a symmetric matrix whose eigenvalues are positive.

    Pivots stay on the diagonal, so that rows can be ordered for few new entries (minimum degree on
    the matrix itself): on ten thousand strokes several times faster than for any matrix.
    """
    return splu(
        system.tocsc(),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options={"SymmetricMode": True},
    )


def largest_columns(matrix: spmatrix) -> NDArray[np.int64]:
    """Return the column [N] of each row's largest entry, the first of several; 0 for no entries.

    No entry of the matrix [N, P] is negative.
    """
    rows = matrix.tocsr()
    rows.sum_duplicates()  # sorts the columns, too
    counts = np.diff(rows.indptr)
    starts = rows.indptr[:-1][counts > 0]
    largest = np.repeat(np.maximum.reduceat(rows.data, starts), counts[counts > 0])
    place = np.where(rows.data == largest, np.arange(len(rows.data)), len(rows.data))
    found = np.zeros(len(counts), np.int64)
    found[counts > 0] = rows.indices[np.minimum.reduceat(place, starts)]
    return found
