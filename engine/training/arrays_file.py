# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of arrays that are there as a whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from addon.contract.files import replace_atomically


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write an NPZ file under a temporary name, then rename it."""
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    replace_atomically(part, path)
