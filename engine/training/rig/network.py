# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig network as it learns: `engine.rig.network`, for batches in torch, with gradients.

What is computed is the same; a test holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.rig.classes import (
    CLASSES,
    FIRST_CLASS,
    FIRST_JOINT,
    JOINTS,
    MOST_JOINTS,
    RigNetConfig,
)
from engine.rig.network import MASKED, RigNet
from engine.rig.skeletons import PLANS
from engine.rig.tokens import FEATURES, PAIRS
from engine.training.rig.features import features


@dataclass(frozen=True)
class RigInput:
    """B drawings of N points, and what is known of them: a `RigQuestion` in tensors.

    Attributes:
        valid: bool [B, N], False for what only fills up the batch.
    """

    points: Tensor
    strokes: Tensor
    valid: Tensor
    said: Tensor
    joint_hints: Tensor
    part_hints: Tensor


@dataclass(frozen=True)
class RigOutput:
    """What the network says of B drawings of N points: a `RigReply` in tensors."""

    plans: Tensor
    parts: Tensor
    along: Tensor
    joints: Tensor
    spread: Tensor


class _Block(nn.Module):
    def __init__(self, config: RigNetConfig) -> None:
        super().__init__()
        width = config.width
        self.heads = config.heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.up, self.down = (
            nn.Linear(width, config.ratio * width),
            nn.Linear(config.ratio * width, width),
        )
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.second_norm = nn.LayerNorm(width, elementwise_affine=False)
        bias = torch.zeros(config.heads, PAIRS)
        bias[:, 0] = -torch.linspace(0.3, 6.0, config.heads)
        bias[:, 3] = 0.5
        self.pair_bias = nn.Parameter(bias)

    def forward(self, x: Tensor, pairs: Tensor, mask: Tensor) -> Tensor:
        batch, count, width = x.shape
        size = width // self.heads
        q, k, v = (
            self.qkv(self.norm(x)).view(batch, count, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        )
        q, k = F.rms_norm(q, (size,)), F.rms_norm(k, (size,))
        bias = torch.einsum("hp,bpnm->bhnm", self.pair_bias, pairs) + mask
        mixed = (q @ k.transpose(2, 3) * (3.0 / math.sqrt(size)) + bias).softmax(-1) @ v
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, count, width))
        out: Tensor = x + self.down(F.gelu(self.up(self.second_norm(x)), approximate="tanh"))
        return out


class LearningRigNet(nn.Module):
    """Finds body plan, parts and joints of drawings, and learns to."""

    class_mask: Tensor
    plan_joints: Tensor

    def __init__(self, config: RigNetConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.place = nn.Sequential(nn.Linear(FEATURES, width), nn.SiLU(), nn.Linear(width, width))
        self.plan = nn.Embedding(len(PLANS) + 1, width)
        self.joint_hint = nn.Embedding(JOINTS + 1, width, padding_idx=JOINTS)
        self.part_hint = nn.Embedding(CLASSES + 1, width, padding_idx=CLASSES)
        self.blocks = nn.ModuleList(_Block(config) for _ in range(config.layers))
        self.norm = nn.LayerNorm(width)
        self.plan_head = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(PLANS))
        )
        self.part_head, self.along_head = nn.Linear(width, CLASSES), nn.Linear(width, CLASSES)
        self.vote_head, self.offset_head = nn.Linear(width, JOINTS), nn.Linear(width, 2 * JOINTS)
        nn.init.zeros_(self.offset_head.weight)
        nn.init.zeros_(self.offset_head.bias)
        mask = torch.full((len(PLANS), CLASSES), MASKED)
        for number, plan in enumerate(PLANS.values()):
            first = FIRST_CLASS[plan.name]
            mask[number, first : first + len(plan.parts) + 1] = 0.0
        self.register_buffer("class_mask", mask, persistent=False)
        firsts = torch.tensor([[FIRST_JOINT[name]] for name in PLANS])
        numbers = (firsts + torch.arange(MOST_JOINTS)).clamp_max(JOINTS - 1)
        self.register_buffer("plan_joints", numbers, persistent=False)

    def forward(self, drawings: RigInput, plan: Tensor) -> RigOutput:
        """Read B drawings.

        plan: long [B], the body plan whose parts are asked for, -1 for the one the network finds
        likeliest.
        """
        points, valid = drawings.points, drawings.valid
        x, pairs = features(points, drawings.strokes, valid, drawings.joint_hints == JOINTS)
        mask = torch.where(valid, 0.0, MASKED)[:, None, None]
        x = self.place(x) + self.plan(drawings.said)[:, None]
        x = x + self.joint_hint(drawings.joint_hints) + self.part_hint(drawings.part_hints)
        for block in self.blocks:
            x = block(x, pairs, mask)
        x = self.norm(x)
        weight = valid.float()[..., None]
        plans = self.plan_head((x * weight).sum(1) / weight.sum(1))
        plan = torch.where(plan < 0, plans.argmax(1), plan)
        parts = self.part_head(x) + self.class_mask[plan][:, None]
        along = torch.sigmoid(self.along_head(x).gather(2, parts.argmax(2, keepdim=True))[..., 0])
        joints, spread = self._votes(x, points, mask[:, 0, 0], plan)
        return RigOutput(plans, parts, along, joints, spread)

    def learnt(self) -> RigNet:
        """Return the network with the weights of this moment, as drawings are asked with."""
        weights = {name: value.detach().cpu().numpy() for name, value in self.state_dict().items()}
        return RigNet(self.config, weights)

    def _votes(
        self, x: Tensor, points: Tensor, mask: Tensor, plan: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the joints [B, MOST_JOINTS, 2] of the plans and the spread of the votes."""
        chosen = self.plan_joints[plan]
        width = x.shape[2]
        odds = x @ self.vote_head.weight[chosen].transpose(1, 2)
        odds = odds + self.vote_head.bias[chosen][:, None] + mask[:, :, None]
        votes = odds.softmax(1)
        offsets = self.offset_head.weight.view(JOINTS, 2, width)[chosen].flatten(1, 2)
        shift = self.offset_head.bias.view(JOINTS, 2)[chosen]
        away = (x @ offsets.transpose(1, 2)).view(*x.shape[:2], -1, 2) + shift[:, None]
        places = points[:, :, None] + away
        joints = (votes[..., None] * places).sum(1)
        apart = (places - joints[:, None]).square().sum(3)
        return joints, (votes * apart).sum(1).add(1e-12).sqrt()
