# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thinning of a mask to lines one pixel wide.

The algorithm is Guo and Hall's (Parallel thinning with two-subiteration algorithms, 1989), on the
list of the mask's pixels rather than on the whole picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def thin(mask: Mask) -> Mask:
    """Return the skeleton of a mask, bool [h, w]: one pixel wide, and connected like the mask."""
    padded = np.pad(mask, 1).astype(np.uint8)
    flat = padded.reshape(-1)
    width = padded.shape[1]
    # N, NE, E, SE, S, SW, W, NW: bits 0..7
    around = (-width, 1 - width, 1, width + 1, width, width - 1, -1, -width - 1)
    left = np.flatnonzero(flat)
    changed = 2
    turn = 0
    while changed:
        code = np.zeros(len(left), dtype=np.uint8)
        for bit, step in enumerate(around):
            code |= flat[left + step] << np.uint8(bit)
        gone = _DELETABLE[turn][code]
        flat[left[gone]] = 0
        left = left[~gone]
        changed = 2 if gone.any() else changed - 1
        turn = 1 - turn
    return padded[1:-1, 1:-1].astype(np.bool_)


def _deletable(turn: int) -> Mask:
    """Return for each code of eight neighbours whether this subiteration may remove the pixel."""
    codes = np.arange(256)
    n, ne, e, se, s, sw, w, nw = ((codes >> bit & 1).astype(bool) for bit in range(8))
    pieces = (
        (~n & (ne | e)).astype(int)
        + (~e & (se | s)).astype(int)
        + (~s & (sw | w)).astype(int)
        + (~w & (nw | n)).astype(int)
    )
    one = (nw | n).astype(int) + (ne | e) + (se | s) + (sw | w)
    two = (n | ne).astype(int) + (e | se) + (s | sw) + (w | nw)
    filled = np.minimum(one, two)
    kept_side = ((s | sw | ~nw) & w) if turn == 0 else ((n | ne | ~se) & e)
    result: Mask = (pieces == 1) & (filled >= 2) & (filled <= 3) & ~kept_side
    return result


_DELETABLE = (_deletable(0), _deletable(1))
