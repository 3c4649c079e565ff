# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tokens of a scene as a motion prior takes them, in torch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from engine.priors.base import PointSketch
from engine.vector.scene.scene import Scene


def sketch_of(scene: Scene, members: Sequence[int] | None = None) -> tuple[PointSketch, Tensor]:
    """Return the tokens of some active objects (None = everything) as a prior takes them.

    The sketch counts its objects from 0 in the order of members. The second result, long [n],
    says which of the scene's tokens the n points of the sketch are.
    """
    own = scene.token_objects()
    if members is None:
        chosen, label = np.arange(len(own)), own
    else:
        chosen = np.flatnonzero(np.isin(own, list(members)))
        number = {member: index for index, member in enumerate(members)}
        label = np.array([number[int(o)] for o in own[chosen]], dtype=np.int64)
    at = scene.tokens[chosen]
    objects = torch.from_numpy(np.array(label, dtype=np.int64))
    strokes = np.unique(scene.handles.stroke_of_handle[at], return_inverse=True)[1]
    sketch = PointSketch(
        torch.from_numpy(scene.rest[at].astype(np.float32)),
        torch.from_numpy(strokes.astype(np.int64)),
        objects,
        objects < 0,
    )
    return sketch, torch.from_numpy(chosen)


def token_rest(scene: Scene) -> Tensor:
    """Return the tokens at rest, float32 [T, 2], working units."""
    return torch.from_numpy(scene.rest[scene.tokens].astype(np.float32))
