# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object whose bones are refined: joint angles first, then offsets of its points.

The global path of an object with bones is not an affine map but a pose: where its root is and how
far each joint has turned against the one it hangs on, in every frame, as coefficients of the smooth
basis in time. Points are carried as `engine.rig.bones.carried` does it, differentiably. The local
path is that of `ObjectNetwork`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from torch import Tensor, nn

from engine.rig.bones import Bones, Pose, turns_in_all
from engine.rig.carry import carried
from engine.rig.curve_points import STEP, along_curves, carried_along
from engine.rig.drawing_rig import ObjectRig
from engine.rig.sparse import largest_columns
from engine.runtime.arrays import numpy_of
from engine.vector.refinement.networks import ObjectNetwork, ObjectPoints
from engine.vector.scene.scene import Scene
from engine.vector.settings import NetworkSettings

Floats = NDArray[np.float64]
#: A coefficient of 1 is so many working units of the root, so many radians of a joint. An optimiser
#: that takes steps as small as a network needs them then moves joints as fast as a network would.
ROOT, TURN = 480.0, 8.0


@dataclass(frozen=True)
class TokenBones:
    """The bones that carry an object's N tokens.

    Attributes:
        bones: places in working units, weights of the tokens.
        points: float64 [N, 2], the tokens at rest.
    """

    bones: Bones
    points: Floats

    @classmethod
    def of(cls, scene: Scene, index: int, found: ObjectRig) -> TokenBones:
        """Return the bones of a scene's active object `index`, carrying its tokens.

        A token hangs on what the nearest place of its own line hangs on.
        """
        positions = numpy_of(scene.drawing.positions).astype(np.float64)[found.points]
        size = max(float(np.ptp(positions, axis=0).max()), 1e-9)
        along = along_curves(positions, found.strokes, found.cubic, STEP * size)
        line = carried_along(found.bones, along)
        strokes = found.strokes[largest_columns(along)]
        own = scene.tokens[scene.token_objects() == index]
        places = scene.space.to_canvas(scene.rest[own])
        apart = 1e3 * size  # between strokes, so that a token's own comes first
        tree = cKDTree(np.column_stack([along @ positions, apart * strokes]))
        near = tree.query(np.column_stack([places, apart * scene.handles.stroke_of_handle[own]]))[1]
        bones = replace(
            found.bones,
            joints=scene.space.to_working(found.bones.joints),
            carriers=line.carriers[near],
            weights=line.weights[near],
            parts=line.parts[near],
        )
        return cls(bones, scene.rest[own])

    def pose_of(self, displacements: Tensor, *, loop: bool) -> Pose:
        """Return the pose that follows displacements [F, N, 2] best; frame 0 is at rest."""
        moved = self.points + displacements.double().numpy()
        return carried(self.bones, self.points, moved, loop=loop)


class PosedNetwork(nn.Module):
    """Displacements of one object's tokens by its bones, and by an offset of each.

    Args:
        carrying: the bones and the N tokens at rest.
        own: the tokens as a network takes them.
        frames: number of frames K.
        settings: shape of the network of offsets.
        loop: the motion closes.
        seed: of its initial parameters.
    """

    def __init__(
        self,
        carrying: TokenBones,
        own: ObjectPoints,
        frames: int,
        settings: NetworkSettings,
        *,
        loop: bool,
        seed: int,
    ) -> None:
        super().__init__()
        self.carrying, self.loop = carrying, loop
        self.offsets = ObjectNetwork(own, frames, settings, loop=loop, seed=seed)
        self.offsets.whole.requires_grad_(False)
        joints, basis = len(carrying.bones.names), self.offsets.get_buffer("basis")
        self.root = nn.Parameter(torch.zeros(basis.shape[1], 2))
        self.turns = nn.Parameter(torch.zeros(basis.shape[1], joints))
        self.first_root, self.first_turns = torch.zeros(frames, 2), torch.zeros(frames, joints)
        for name, values in (
            ("rest", carrying.points),
            ("joints", carrying.bones.joints),
            ("centres", carrying.bones.centres),
            ("shares", carrying.bones.shares.toarray()),
        ):
            self.register_buffer(name, torch.from_numpy(np.asarray(values, np.float32)))

    @property
    def embedding(self) -> nn.Module:
        """What both paths would share; here it belongs to the offsets alone."""
        return self.offsets.embedding

    def forward(self, generator: torch.Generator | None = None) -> Tensor:
        """Return displacements [K, N, 2]: by the bones, and the offsets."""
        return self.by_bones() + self.offsets.motion(generator)[0]

    def by_bones(self) -> Tensor:
        """Return the displacements [K, N, 2] by the bones alone."""
        root, turns = self._curves()
        root, turns = self.first_root + root, self.first_turns + turns
        places = self._joints(root, turns)
        joints, centres = self.get_buffer("joints"), self.get_buffer("centres")
        shares = self.get_buffer("shares")
        held = torch.einsum("nj,kjc->knc", shares, places)
        arms = centres[:, None] - joints  # [N, J, 2]
        turned = _turned(turns[:, None], arms[None].expand(len(turns), -1, -1, -1))
        centre = held + torch.einsum("nj,knjc->knc", shares, turned)
        own = turns @ shares.T
        away = (self.get_buffer("rest") - centres)[None].expand(len(turns), -1, -1)
        return centre + _turned(own, away) - self.get_buffer("rest")

    def _curves(self) -> tuple[Tensor, Tensor]:
        """Return the changes of root [K, 2], working units, and of turns in all [K, J], radians."""
        basis = self.offsets.get_buffer("basis")
        own = TURN * (basis @ self.turns)
        total: list[Tensor] = []
        for joint, parent in enumerate(self.carrying.bones.parents.tolist()):
            above = total[parent] if parent >= 0 else torch.zeros_like(own[:, 0])
            total.append(above + own[:, joint])
        return ROOT * (basis @ self.root), torch.stack(total, dim=1)

    def _joints(self, root: Tensor, turns: Tensor) -> Tensor:
        """Return the places of the joints [K, J, 2]: forward kinematics."""
        joints, places = self.get_buffer("joints"), []
        for joint, parent in enumerate(self.carrying.bones.parents.tolist()):
            if parent < 0:
                places.append(joints[joint] + root)
            else:
                arm = (joints[joint] - joints[parent]).expand(len(root), 2)
                places.append(places[parent] + _turned(turns[:, parent], arm))
        return torch.stack(places, dim=1)

    def start_from(self, pose: Pose) -> None:
        """Set the pose of K frames that is changed, root in working units; stretch is left out."""
        self.first_root = torch.from_numpy(pose.root).float()
        self.first_turns = torch.from_numpy(pose.turns).float()

    @torch.no_grad()
    def change(self) -> Pose:
        """Return how the pose of K frames has changed, root in working units; 0 at frame 0."""
        basis = self.offsets.get_buffer("basis").double().numpy()
        own = TURN * (basis @ self.turns.double().numpy())
        root = ROOT * (basis @ self.root.double().numpy())
        return Pose(root, turns_in_all(own, self.carrying.bones))

    def local_parameters(self, *, last_only: bool = False) -> list[nn.Parameter]:
        """List what the local optimiser trains: the network of offsets."""
        return self.offsets.local_parameters(last_only=last_only)

    def global_parameters(self, *, last_only: bool = False) -> list[nn.Parameter]:
        """List what the global optimiser trains: the curves of the root and of the joints."""
        return [self.root, self.turns]


def _turned(angle: Tensor, vector: Tensor) -> Tensor:
    """Turn vectors [..., 2] by angles [...], clockwise on the screen."""
    c, s = angle.cos(), angle.sin()
    x, y = vector[..., 0], vector[..., 1]
    return torch.stack([c * x - s * y, s * x + c * y], dim=-1)
