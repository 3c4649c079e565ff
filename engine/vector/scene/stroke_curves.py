# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cubic curves that a scene's tokens draw, as a differentiable map in torch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.vector.refinement.sds import StageView
from engine.vector.scene.scene import Scene


@dataclass(frozen=True)
class StrokeCurves:
    """The linear map from tokens [F, n, 2] to control points [F, K, 4, 2], working units.

    Attributes:
        count: number of tokens of the whole scene.
        tokens: long [n], which of them are in the view.
        rest: [H, 2], the handles at rest, working units.
        spread_indices, spread_weights: [H, k], each handle as an average of tokens; weight 0 for a
            handle that never moves.
        control_indices, control_weights: [H, 4], each control point from handles.
        segments: long [K, 4], the control points of each curve in view.
    """

    count: int
    tokens: Tensor
    rest: Tensor
    spread_indices: Tensor
    spread_weights: Tensor
    control_indices: Tensor
    control_weights: Tensor
    segments: Tensor

    @classmethod
    def of(cls, scene: Scene, view: StageView) -> StrokeCurves:
        """Take the strokes of the view's objects; with all in view, also what never moves."""
        maps = scene.handles.curve_maps
        segments = torch.from_numpy(scene.handles.segments.astype(np.int64))
        if len(view.tokens) < len(scene.tokens):
            members = np.unique(scene.token_objects()[view.tokens.numpy()])
            shown = torch.from_numpy(np.isin(scene.objects, members))
            segments = segments[shown[segments[:, 0]]]
        weights = scene.spread_weights * (scene.objects >= 0)[:, None]
        return cls(
            len(scene.tokens),
            view.tokens,
            torch.from_numpy(scene.rest.astype(np.float32)),
            torch.from_numpy(scene.spread_indices.astype(np.int64)),
            torch.from_numpy(weights.astype(np.float32)),
            torch.from_numpy(maps.control_indices.astype(np.int64)),
            torch.from_numpy(maps.control_weights.astype(np.float32)),
            segments,
        )

    def __call__(self, displacements: Tensor) -> Tensor:
        """Return control points [F, K, 4, 2] for displacements [F, n, 2], working units."""
        frames = len(displacements)
        every = displacements.new_zeros(frames, self.count, 2)
        every = every.index_copy(1, self.tokens, displacements)
        gathered = every[:, self.spread_indices]
        handles = self.rest + (gathered * self.spread_weights[..., None]).sum(2)
        control = (handles[:, self.control_indices] * self.control_weights[..., None]).sum(2)
        return control[:, self.segments]
