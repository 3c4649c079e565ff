# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network that moves samples of rough lines onto the lines they stand for.

Each sample gathers what the lines around it say (attention over a neighbourhood of points: Zhao et
al., Point Transformer, ICCV 2021) and what its own stroke says (a convolution along it). After a
round the samples are moved, and another round sees them in their new places.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.clean.denoising.neighbourhoods import FEATURES, RADIUS, SPACING, Neighbourhoods

GEOMETRY = 8  # numbers that say how one sample lies to another
UNIT = 3.0  # working units of one unit of the network's moves
LEAST_DOUBT = 0.05  # working units
KERNEL = 7  # samples of a stroke over which a convolution looks
_TANGENT = 1  # samples on either side over which a direction is judged


@dataclass(frozen=True)
class Opinion:
    """What a round says of the samples.

    Attributes:
        points: [N, 2], moved.
        doubt: [N], how far off they still are, about, working units.
        double_angle: [N, 2], cosine and sine of twice the angle of the line they stand for.
        corner: [N], log odds that this line has a corner there.
    """

    points: Tensor
    doubt: Tensor
    double_angle: Tensor
    corner: Tensor


@dataclass(frozen=True)
class Surroundings:
    """`Neighbourhoods` as tensors, with places for padding between the strokes."""

    points: Tensor
    features: Tensor
    neighbours: Tensor
    is_seen: Tensor
    apart: Tensor
    before: Tensor
    after: Tensor
    slots: Tensor
    length: int

    @classmethod
    def of(cls, near: Neighbourhoods) -> Surroundings:
        """Return the tensors of a drawing."""
        strokes = torch.from_numpy(near.strokes)
        count = len(strokes)
        place = torch.arange(count)
        sizes = torch.bincount(strokes)
        first = (torch.cumsum(sizes, 0) - sizes)[strokes]
        last = first + sizes[strokes] - 1
        neighbours = torch.from_numpy(near.neighbours)
        return cls(
            torch.from_numpy(near.points),
            torch.from_numpy(near.features),
            neighbours.clamp(min=0),
            neighbours >= 0,
            torch.from_numpy(near.apart),
            torch.maximum(place - _TANGENT, first),
            torch.minimum(place + _TANGENT, last),
            place + strokes * (KERNEL // 2),
            count + len(sizes) * (KERNEL // 2),
        )

    def directions(self, points: Tensor) -> Tensor:
        """Return the unit directions [N, 2] of the strokes at their samples."""
        way = points[self.after] - points[self.before]
        length: Tensor = way.norm(dim=1, keepdim=True)
        return way / length.clamp(min=1e-6)


def geometry(around: Surroundings, points: Tensor) -> Tensor:
    """Return how the neighbours lie to each sample, in its frame: [N, K, GEOMETRY]."""
    way = around.directions(points)
    gap = points[around.neighbours] - points[:, None]
    other = way[around.neighbours]
    along = (gap * way[:, None]).sum(-1)
    across = gap[..., 1] * way[:, None, 0] - gap[..., 0] * way[:, None, 1]
    cosine = (other * way[:, None]).sum(-1)
    sine = other[..., 1] * way[:, None, 0] - other[..., 0] * way[:, None, 1]
    double = (cosine**2 - sine**2, 2.0 * sine * cosine)
    crossing = across * cosine**2 - along * sine * cosine  # across, at the sample, softened
    apart = (around.apart * SPACING / RADIUS).clamp(-3.0, 3.0)
    near = torch.exp(-((along**2 + across**2) / 18.0))
    same = (around.apart != 0).float()
    columns = (along / RADIUS, across / RADIUS, *double, crossing / RADIUS, near, same, apart)
    return torch.stack(columns, -1)


class Gathering(nn.Module):
    """One layer: from the neighbours, then along the stroke, then each sample by itself."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.own, self.theirs = nn.Linear(width, width), nn.Linear(width, width, bias=False)
        self.lie = nn.Linear(GEOMETRY, width, bias=False)
        self.attention = nn.Linear(width, heads)
        self.gathered = nn.Linear(heads * width, width)
        self.along = nn.Conv1d(width, width, KERNEL, padding=KERNEL // 2, groups=4)
        self.mixed = nn.Sequential(nn.Linear(width, 2 * width), nn.ReLU(),
                                   nn.Linear(2 * width, width))  # fmt: skip
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))

    def forward(self, state: Tensor, lie: Tensor, around: Surroundings) -> Tensor:
        """Return the new state [N, width]; lie: see `geometry`."""
        known = self.norms[0](state)
        count, seen = around.neighbours.shape
        theirs = self.theirs(known).index_select(0, around.neighbours.flatten())
        told = self.lie(lie.flatten(0, 1)).add_(theirs).view(count, seen, -1)
        told = functional.relu(told.add_(self.own(known)[:, None]), inplace=True)
        weight = self.attention(told).masked_fill(~around.is_seen[..., None], -30.0)
        weight = torch.softmax(weight, 1) * around.is_seen[..., None]
        heard = torch.bmm(weight.transpose(1, 2), told)  # of each head
        state = state + self.gathered(heard.flatten(1))
        padded = state.new_zeros(around.length, state.shape[1])
        padded[around.slots] = self.norms[1](state)
        along = self.along(padded.T[None])[0].T[around.slots]
        state = state + functional.relu(along)
        mixed: Tensor = self.mixed(self.norms[2](state))
        return state + mixed


class LineDenoiser(nn.Module):
    """Moves samples of rough lines onto the lines they stand for, in a few rounds."""

    def __init__(self, width: int = 64, rounds: int = 3, layers: int = 2, heads: int = 4) -> None:
        super().__init__()
        self.begun = nn.Sequential(nn.Linear(FEATURES, width), nn.ReLU(), nn.Linear(width, width))
        self.rounds = nn.ModuleList(
            nn.ModuleList(Gathering(width, heads) for _ in range(layers)) for _ in range(rounds)
        )
        self.said = nn.ModuleList(nn.Linear(width, 6) for _ in range(rounds))
        self.moved = nn.ModuleList(nn.Linear(2, width, bias=False) for _ in range(rounds))

    def forward(self, around: Surroundings) -> list[Opinion]:
        """Return what each round says."""
        points, state, opinions = around.points, self.begun(around.features), []
        for gatherings, say, tell in zip(self.rounds, self.said, self.moved, strict=True):
            lie, way = geometry(around, points), around.directions(points)
            for gathering in gatherings:  # type: ignore[attr-defined]
                state = gathering(state, lie, around)
            said = say(state)
            normal = torch.stack([-way[:, 1], way[:, 0]], 1)
            to = points + UNIT * (said[:, :1] * way + said[:, 1:2] * normal)
            cosine, sine = way[:, 0] ** 2 - way[:, 1] ** 2, 2.0 * way[:, 0] * way[:, 1]
            turned = said[:, 2] + 1.0, said[:, 3]
            double = torch.stack(
                [turned[0] * cosine - turned[1] * sine, turned[0] * sine + turned[1] * cosine], 1
            )
            opinions.append(Opinion(to, LEAST_DOUBT + functional.softplus(said[:, 4]), double,
                                    said[:, 5]))  # fmt: skip
            state = state + tell(said[:, :2].detach())
            points = to.detach()
        return opinions
