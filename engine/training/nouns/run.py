# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of NounNet: fields of sketches into the space of word vectors.

An icon shows its noun and those nearly the same; a figure of the program shows every noun of its
body plan. The loss is the cross-entropy of the probability of all nouns that a sketch shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.clean.projection.sketch_lines import SketchLines
from engine.geometry.grouping.named import singular
from engine.geometry.line_fields import SIDE
from engine.language.noun_vectors import LENGTH, noun_of, noun_vector
from engine.language.nouns import NOUNS
from engine.rig.drawn_nouns import KERNEL, PAD, STRIDE
from engine.rig.nouns import plans_of
from engine.rig.skeletons import PLANS
from engine.training.averaged_task import AveragedTask
from engine.training.loop import (
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    Values,
    set_learning_rate,
)
from engine.training.projection.run import bent, falling, tensor_of, turned
from engine.training.projection.sketches import Bytes, fields_of

Floats32 = NDArray[np.float32]

BATCH, FIGURES = 64, 20  # sketches a step, and how many of them are figures
RATE = 2e-3
WEIGHT_DECAY = 0.02
DROPPED = 0.3  # of what the last layer sees
SCALE = 10.0  # of cosines, at first
SAME = 0.75  # cosine from which two nouns are one here
WIDTHS = (24, 48, 96, 192, 256)  # channels after each convolution
EVALUATION_STEPS = 250
_BESIDES = frozenset(("with", "in", "on", "of", "and", "behind", "over"))  # something else follows
_VIEWS = frozenset(("face", "head", "front", "back", "side", "oncoming"))  # of what is said before
PAIRS = 4000  # of sketches that show different nouns, to measure on


@dataclass(frozen=True, eq=False)
class NamedSketches:
    """Sketches, and which nouns each shows.

    Attributes:
        fields: [N, SIDE, SIDE], 255 on lines.
        shows: [N, K], 1 for each of K nouns that the sketch shows.
        figures: [N], whether the program drew it.
    """

    fields: Bytes
    shows: Floats32
    figures: NDArray[np.bool_]

    @classmethod
    def of(cls, sketches: SketchLines, nouns: Sequence[str]) -> NamedSketches:
        """Return those of the sketches that show one of the nouns."""
        vectors = np.stack([noun_vector(noun) for noun in nouns])
        alike = vectors @ vectors.T >= SAME
        plans = {noun: set(_plans_of(noun)) for noun in nouns}
        shown = {name: name in PLANS for name in sketches.names}
        rows = {
            name: np.array([name in plans[noun] for noun in nouns])
            if figure
            else alike[[noun == _noun(name) for noun in nouns]].any(axis=0)
            for name, figure in shown.items()
        }
        shows = np.stack([rows[name] for name in sketches.names]).astype(np.float32)
        known = shows.any(axis=1)
        figures = np.array([shown[name] for name in sketches.names])
        return cls(fields_of({"": sketches})[known], shows[known], figures[known])


def nouns_of(sketches: SketchLines) -> tuple[str, ...]:
    """Return the nouns of icons' names, and all that have the body plans of figures."""
    found = {_noun(name) for name in sketches.names if name not in PLANS}
    plans = {name for name in sketches.names if name in PLANS}
    found |= {noun for noun in NOUNS if noun_of(noun) and plans & set(_plans_of(noun))}
    return tuple(sorted(found - {""}))


def _plans_of(noun: str) -> tuple[str, ...]:
    return tuple(plans_of(f"the {noun} moves"))


def _noun(name: str) -> str:
    """Return what an icon's name says that it shows: "palm-tree" shows a tree; "" if unknown."""
    words = name.replace("_", "-").split("-")
    ends = [n for n, word in enumerate(words) if word in _BESIDES]
    for word in reversed(words[: min(ends, default=len(words))]):
        if word not in _VIEWS and noun_of(word):
            return singular(word)
    return ""


class NounNetwork(nn.Module):
    """What `engine.rig.drawn_nouns.NounNet` is, to be trained."""

    def __init__(self, widths: Sequence[int] = WIDTHS) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for entering, width in zip((1, *widths[:-1]), widths, strict=True):
            convolution = nn.Conv2d(entering, width, KERNEL, STRIDE, PAD, bias=False)
            layers += [convolution, nn.BatchNorm2d(width), nn.ReLU()]
        self.convolutions = nn.Sequential(*layers)
        side = SIDE >> len(widths)
        self.dropped = nn.Dropout(DROPPED)
        self.flat = nn.Linear(widths[-1] * side**2, LENGTH)
        self.scale = nn.Parameter(torch.tensor(float(np.log(SCALE))))

    def forward(self, fields: Tensor, vectors: Tensor) -> Tensor:
        """Return the scaled cosines [B, K] of fields [B, 1, SIDE, SIDE] and vectors [K, LENGTH]."""
        seen = self.flat(self.dropped(self.convolutions(fields).flatten(1)))
        return self.scale.exp() * (functional.normalize(seen, dim=1) @ vectors.T)

    def weights(self, vectors: Floats32) -> dict[str, NDArray[np.floating]]:
        """Return the weights of a NounNet; batch norms are folded into what comes before."""
        out: dict[str, NDArray[np.floating]] = {}
        for depth in range(len(self.convolutions) // 3):
            convolution, norm = self.convolutions[3 * depth], self.convolutions[3 * depth + 1]
            assert isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)
            assert norm.running_mean is not None and norm.running_var is not None
            gain = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach()
            kernel = convolution.weight.detach() * gain[:, None, None, None]
            out[f"kernel.{depth}"] = kernel.numpy()
            out[f"bias.{depth}"] = (norm.bias.detach() - norm.running_mean * gain).numpy()
        out["flat"] = self.flat.weight.detach().numpy()
        out["flat_bias"] = self.flat.bias.detach().numpy()
        out["scale"] = self.scale.detach().exp().reshape(1).numpy()
        out["vectors"] = vectors
        return out


class NounRun(AveragedTask):
    """A network that learns which nouns sketches show."""

    def __init__(
        self, nouns: Sequence[str], learned: NamedSketches, held_back: NamedSketches
    ) -> None:
        self.network = NounNetwork()
        weights = self.network.parameters()
        super().__init__(self.network, torch.optim.AdamW(weights, RATE, weight_decay=WEIGHT_DECAY))
        self.learned, self.held_back = learned, held_back
        self.vectors = torch.from_numpy(np.stack([noun_vector(noun) for noun in nouns]))
        self._icons = np.flatnonzero(~learned.figures)
        self._figures = np.flatnonzero(learned.figures)

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step on BATCH sketches."""
        rng = step.rng()
        torch.manual_seed(int(rng.integers(1 << 31)))  # of what is dropped
        set_learning_rate(self.optimiser, RATE * step.rate)
        figures = FIGURES if len(self._figures) else 0
        rows = rng.choice(self._icons, BATCH - figures)
        if figures:
            rows = np.concatenate([rows, rng.choice(self._figures, figures)])
        fields = bent(turned(tensor_of(self.learned.fields[rows]), rng), rng)
        loss = noun_loss(
            self.network(fields, self.vectors), torch.from_numpy(self.learned.shows[rows])
        )
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.average(step.number)
        return {"loss": loss.detach()}

    def evaluate(self) -> Values:
        """Measure the averaged network on sketches that are held back.

        first: share whose likeliest noun is shown; pairs: share of two sketches of which the one
        that shows a noun is the one that the network takes for it.
        """
        with torch.inference_mode():
            cosines = self.averaged_network()(tensor_of(self.held_back.fields), self.vectors)
            odds = functional.log_softmax(cosines, 1).numpy()
        shows = self.held_back.shows > 0
        first = shows[np.arange(len(odds)), odds.argmax(axis=1)].mean()
        rng, right = np.random.default_rng(1), []
        for one, other in rng.integers(0, len(odds), (PAIRS, 2)):
            if not (shows[one] & shows[other]).any():
                own = shows[one]
                right.append(odds[one, own].max() > odds[other, own].max())
        return {"first": float(first), "pairs": float(np.mean(right))}

    def averaged_network(self) -> NounNetwork:
        """Return the network with the averaged weights, for use."""
        return self.with_average(NounNetwork())


def noun_loop(
    folder: Path,
    nouns: Sequence[str],
    learned: NamedSketches,
    held_back: NamedSketches,
    settings: LoopSettings,
    drawn: Mapping[str, int | str] | None = None,
) -> TrainingLoop[NounRun]:
    """Begin a run in a folder, or resume the one that is there.

    drawn: options that say which sketches there are; a resumed run has the same.
    """
    torch.manual_seed(settings.seed)
    task = NounRun(nouns, learned, held_back)
    return TrainingLoop(task, folder, settings, falling, {**(drawn or {}), "seed": settings.seed})


def noun_loss(cosines: Tensor, shows: Tensor) -> Tensor:
    """Return the mean of -log of how likely sketches [B] show any of their nouns [B, K]."""
    own = functional.log_softmax(cosines, 1).masked_fill(shows == 0, -torch.inf)
    return -torch.logsumexp(own, 1).mean()
