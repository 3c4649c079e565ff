# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of a job with a video model as checkpoints keep it: numpy has no bfloat16."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import torch
from numpy.typing import NDArray
from torch import Tensor

_NARROW = "bfloat16"  # of the metadata: the names of the tensors that had this type


def as_kept(state: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Return tensors that a checkpoint can hold, and what its metadata has to tell of them."""
    narrow = [name for name, tensor in state.items() if tensor.dtype is torch.bfloat16]
    kept = {name: tensor.float() if name in narrow else tensor for name, tensor in state.items()}
    return kept, {_NARROW: json.dumps(narrow)}


def as_was(arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, str]) -> dict[str, Tensor]:
    """Return the tensors of a checkpoint with its metadata, in the types that they had."""
    narrow = json.loads(texts.get(_NARROW, "[]"))
    tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
    return {name: one.bfloat16() if name in narrow else one for name, one in tensors.items()}
