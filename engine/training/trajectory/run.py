# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The training of the trajectory prior, and the export of its weights."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.language.vocabulary import learn_vocabulary
from engine.priors.trajectory.denoiser import ModelConfig, TrajectoryModel
from engine.priors.trajectory.temporal import TemporalBasis
from engine.priors.trajectory.weights import write_weights
from engine.training.loop import (
    AveragedWeights,
    Checkpoint,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
)
from engine.training.optimisers import MuonAndAdam
from engine.training.schedules import warmup_plateau_cosine
from engine.training.trajectory.dataset import (
    BatchOrder,
    ClipStore,
    TrajectoryBatch,
    normalised_paths,
)
from engine.training.trajectory.flow_matching import Loss, LossWeights, flow_loss
from engine.training.trajectory.shards import ClipShard, shard_path

_EVALUATION_STEPS = 250
_EVALUATION_BATCHES = 3
_WARMUP_STEPS = 60
_LAST_RATE = 0.02


@dataclass(frozen=True)
class TrajectoryTraining:
    """Settings of a run.

    Attributes:
        out: folder of the run.
        data: folder of the clips' shards.
        minutes: length of the run by the clock (0: no limit).
        steps: length of the run in steps (0: no limit).
        batch: clips in a step.
        shards: how many shards of clips there will be.
        warm_shards: shards that the first batches draw from.
        max_points: points that are used of a clip at most.
        anneal_from: share of the run from which the learning rate falls.
        ema: decay of the averaged weights.
    """

    out: Path
    data: Path
    seed: int
    validation_seed: int
    minutes: float
    steps: int
    batch: int
    shards: int
    warm_shards: int
    max_points: int
    muon_lr: float
    adam_lr: float
    anneal_from: float = 0.5
    ema: float = 0.997
    model: ModelConfig = field(default_factory=ModelConfig)
    weights: LossWeights = field(default_factory=LossWeights)


class TrajectoryRun(TrainingTask):
    """A trajectory prior in training.

    check: called while the run waits for clips; raises an exception when none will come.
    """

    def __init__(
        self, settings: TrajectoryTraining, device: torch.device, check: Callable[[], None]
    ) -> None:
        self.settings, self.device, self.check = settings, device, check
        torch.manual_seed(settings.seed)
        self.model = TrajectoryModel(settings.model).to(device)
        self.optimiser = MuonAndAdam(self.model, settings.muon_lr, settings.adam_lr)
        self.store = ClipStore(settings.data, settings.seed, settings.max_points)
        self.order = BatchOrder(
            self.store, settings.seed, settings.batch, settings.shards, settings.warm_shards,
            growth=1.0,
        )  # fmt: skip
        self.average = AveragedWeights(self._weights())
        self._basis: TemporalBasis | None = None

    def train_step(self, step: TrainingStep) -> Values:
        """Take one optimiser step and update the averaged weights."""
        basis = self.basis()
        batch = self.order.at(step.number, self.check).to(self.device)
        self.model.train()
        loss = self._loss(batch, basis, step.generator())
        self.model.zero_grad(set_to_none=True)
        loss.total.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step(step.rate)
        done = step.number + 1
        self.average.update(self._weights(), min(self.settings.ema, (1 + done) / (10 + done)))
        return {
            "error": loss.error,
            "laplacian": loss.laplacian,
            "amplitude": loss.amplitude,
            "rate": step.rate,
        }

    def evaluate(self) -> Values:
        """Return mean losses of the averaged weights on clips of another seed, always the same."""
        settings, basis = self.settings, self.basis()
        store = ClipStore(settings.data, settings.validation_seed, settings.max_points)
        store.basis = self.store.basis
        order = BatchOrder(store, settings.validation_seed, settings.batch, 1, 1, 0.0)
        trained = {name: value.detach().clone() for name, value in self._weights().items()}
        _copy_into(self.model, self.average.values)
        self.model.eval()
        sums = torch.zeros(3)
        with torch.no_grad():
            for index in range(_EVALUATION_BATCHES):
                batch = order.at(index, self.check).to(self.device)
                generator = TrainingStep(index, settings.validation_seed).generator()
                loss = self._loss(batch, basis, generator)
                sums += torch.stack([loss.error, loss.laplacian, loss.amplitude]).cpu()
        _copy_into(self.model, trained)
        error, laplacian, amplitude = (sums / _EVALUATION_BATCHES).tolist()
        return {"val_error": error, "val_laplacian": laplacian, "val_amplitude": amplitude}

    def basis(self) -> TemporalBasis:
        """Return the basis of motions over time, fitted to the first shard of clips."""
        if self._basis is None:
            first = self.store.wait_for(0, self.check)
            self._set_basis(
                TemporalBasis.fit(normalised_paths(first), self.settings.model.coefficients)
            )
        assert self._basis is not None
        return self._basis

    def _set_basis(self, basis: TemporalBasis) -> None:
        self.store.basis = basis
        self._basis = basis.to(self.device)

    def state(self) -> dict[str, Any]:
        """Return weights and optimisers, and what `export_run` needs."""
        basis = self.basis()
        return {
            "model": self.model.state_dict(),
            "ema": self.average.values,
            "optimiser": self.optimiser.state_dict(),
            "config": self.settings.model.to_json(),
            "rows": basis.rows.cpu(),
            "scale": basis.scale.cpu(),
            "plan": json.dumps(self._recipe()),
            "data": str(self.settings.data),
            "seed": self.settings.seed,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.model.load_state_dict(state["model"])
        self.average.load(state["ema"], self.device)
        self.optimiser.load_state_dict(state["optimiser"])
        self._set_basis(TemporalBasis(state["rows"], state["scale"]))

    def _recipe(self) -> dict[str, object]:
        recipe = asdict(self.settings)
        return {k: v for k, v in recipe.items() if k not in ("out", "data")}

    def _loss(
        self, batch: TrajectoryBatch, basis: TemporalBasis, generator: torch.Generator
    ) -> Loss:
        with torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda"):
            return flow_loss(self.model, batch, basis, self.settings.weights, generator)

    def _weights(self) -> dict[str, Tensor]:
        return dict(self.model.named_parameters())


def trajectory_loop(
    settings: TrajectoryTraining, device: torch.device, check: Callable[[], None]
) -> TrainingLoop[TrajectoryRun]:
    """Begin a run in `settings.out`, or resume the one that is there.

    Raises BadInput when that one has a model of another size.
    """
    return TrainingLoop(
        TrajectoryRun(settings, device, check),
        settings.out,
        LoopSettings(
            settings.steps, settings.minutes, seed=settings.seed,
            evaluation_steps=_EVALUATION_STEPS,
        ),
        warmup_plateau_cosine(_WARMUP_STEPS, settings.anneal_from, _LAST_RATE),
        {"model": settings.model.to_json()},
    )  # fmt: skip


def export_run(folder: Path, path: Path) -> dict[str, str]:
    """Write the averaged weights of a run's last checkpoint; return how they were made.

    Raises BadInput when the folder holds no run.
    """
    checkpoint = Checkpoint.read(folder)
    state = checkpoint.task
    rows: list[tuple[str, str, str]] = []
    data, seed = Path(state["data"]), int(state["seed"])
    for index in itertools.count():
        if not shard_path(data, seed, index).exists():
            break
        rows += ClipShard.labels(shard_path(data, seed, index))
    info = {
        "steps": str(checkpoint.step),
        "minutes": f"{checkpoint.seconds / 60:.1f}",
        "plan": state["plan"],
    }
    write_weights(
        path,
        state["ema"],
        ModelConfig(**state["config"]),
        TemporalBasis(state["rows"], state["scale"]),
        learn_vocabulary(rows),
        info,
    )
    return info


@torch.no_grad()
def _copy_into(model: TrajectoryModel, values: Mapping[str, Tensor]) -> None:
    for name, parameter in model.named_parameters():
        parameter.copy_(values[name])
