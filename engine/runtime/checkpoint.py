# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checkpoints: a safetensors file from which a job can be resumed, bound to its request.

A checkpoint is written under a temporary name and renamed, so that the last whole one survives a
kill at any moment. It carries the fingerprint of its request and drawing, and is ignored by a job
with another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from addon.contract.files import read_bytes, write_bytes_atomic
from addon.contract.job import MAX_DRAWING_BYTES
from addon.contract.request import Request

if TYPE_CHECKING:
    from torch import Tensor

FINGERPRINT = "fingerprint"
#: What checkpoints hold; raised when networks or states change, so that one of another version is
#: not used: its job begins again. 0.1.0 wrote none.
LAYOUT = "2"


def fingerprint_of(request: Request, drawing_file: Path) -> str:
    """Hash a request and the bytes of its drawing: sha256, hexadecimal.

    Raises FormatError for a drawing that is no regular file, or is too large.
    """
    digest = hashlib.sha256(json.dumps(request.to_json(), sort_keys=True).encode())
    digest.update(read_bytes(drawing_file, max_bytes=MAX_DRAWING_BYTES))
    return digest.hexdigest()


def write_checkpoint(
    path: Path,
    arrays: Mapping[str, Tensor | npt.NDArray[Any]],
    metadata: Mapping[str, str],
    fingerprint: str,
) -> None:
    """Write arrays and metadata in place of the last checkpoint. Raises DiskFull, BadInput."""
    from safetensors.numpy import save

    plain = {name: _numpy(array) for name, array in arrays.items()}
    data = save(plain, metadata={**metadata, FINGERPRINT: f"{LAYOUT} {fingerprint}"})
    write_bytes_atomic(path, data, durable=False)


def read_checkpoint(
    path: Path, fingerprint: str
) -> tuple[dict[str, npt.NDArray[Any]], dict[str, str]] | None:
    """Read arrays and metadata.

    Returns None where there is no checkpoint, or it is damaged, of another job, or of another
    version of the engine.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = dict(file.metadata() or {})
            if metadata.pop(FINGERPRINT, None) != f"{LAYOUT} {fingerprint}":
                return None
            arrays = {name: np.array(file.get_tensor(name)) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError):
        return None
    return arrays, metadata


def _numpy(array: Tensor | npt.NDArray[Any]) -> npt.NDArray[Any]:
    if isinstance(array, np.ndarray | np.generic):
        return np.asarray(array, order="C")
    return array.detach().cpu().contiguous().numpy()
