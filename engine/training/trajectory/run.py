# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""One training run of the trajectory prior: loop, schedule, checkpoint, curve, export."""

from __future__ import annotations

import itertools
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.language.vocabulary import learn_vocabulary
from engine.priors.trajectory.denoiser import ModelConfig, TrajectoryModel
from engine.priors.trajectory.temporal import TemporalBasis
from engine.priors.trajectory.weights import parameter_count, write_weights
from engine.training.trajectory.dataset import Batch, BatchOrder, ClipStore, normalised_paths
from engine.training.trajectory.flow_matching import Loss, LossWeights, flow_loss
from engine.training.trajectory.muon import Muon
from engine.training.trajectory.shards import Shard, shard_path

CHECKPOINT = "checkpoint.pt"
CURVE = "curve.jsonl"
_CHECKPOINT_SECONDS = 60.0
_LOG_STEPS = 20
_VALIDATION_STEPS = 250
_WARMUP_STEPS = 60
_LAST_RATE = 0.02


@dataclass(frozen=True)
class Plan:
    """Everything a run is made from. `minutes` or `steps` of 0 set no limit; the learning rate
    falls from the share `anneal_from` of the run on."""

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


class TrajectoryRun:
    """A run that can be stopped at any time and made again from its folder."""

    def __init__(self, plan: Plan, device: torch.device, check: Callable[[], None]) -> None:
        self.plan, self.device, self.check = plan, device, check
        plan.out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(plan.seed)
        self.model = TrajectoryModel(plan.model).to(device)
        self.muon, self.adam = _optimisers(self.model, plan)
        self.store = ClipStore(plan.data, plan.seed, plan.max_points)
        self.order = BatchOrder(
            self.store, plan.seed, plan.batch, plan.shards, plan.warm_shards, growth=1.0
        )
        self.ema = [p.detach().clone() for p in self.model.parameters()]
        self.step = 0
        self.seconds = 0.0
        basis = self._resume()
        if basis is None:
            first = self.store.wait_for(0, check)
            basis = TemporalBasis.fit(normalised_paths(first), plan.model.coefficients)
        self.store.basis = basis
        self.basis = basis.to(device)

    def train(self, say: Callable[[str], None]) -> None:
        """Trains until the plan's end, from wherever the folder stands."""
        say(f"{parameter_count(self.model) / 1e6:.2f} M parameters on {self.device}")
        started = time.monotonic() - self.seconds
        saved = time.monotonic()
        with (self.plan.out / CURVE).open("a") as curve:
            while self.progress() < 1.0:
                loss = self.advance()
                self.seconds = time.monotonic() - started
                if self.step % _LOG_STEPS == 0:
                    line = json.dumps(self._entry(loss))
                    curve.write(line + "\n")
                    curve.flush()
                    say(line)
                if self.step % _VALIDATION_STEPS == 0:
                    curve.write(json.dumps({"step": self.step, **self.validate()}) + "\n")
                if time.monotonic() - saved > _CHECKPOINT_SECONDS:
                    self.save()
                    saved = time.monotonic()
        self.save()

    def progress(self) -> float:
        """Share of the plan that is done, by steps or by the clock, whichever is further."""
        plan = self.plan
        by_steps = self.step / plan.steps if plan.steps else 0.0
        by_clock = self.seconds / (60 * plan.minutes) if plan.minutes else 0.0
        return max(by_steps, by_clock)

    def rate(self) -> float:
        """Share of the full learning rate: a short rise, a plateau, a cosine to the end."""
        start = self.plan.anneal_from
        fall = min(1.0, max(0.0, (self.progress() - start) / max(1e-6, 1 - start)))
        warm = min(1.0, (self.step + 1) / _WARMUP_STEPS)
        return warm * (_LAST_RATE + (1 - _LAST_RATE) * 0.5 * (1 + math.cos(math.pi * fall)))

    def advance(self) -> Loss:
        """One optimiser step."""
        rate = self.rate()
        for optimiser, base in ((self.muon, self.plan.muon_lr), (self.adam, self.plan.adam_lr)):
            for group in optimiser.param_groups:
                group["lr"] = base * rate
        batch = self.order.at(self.step, self.check).to(self.device)
        self.model.train()
        loss = self._loss(batch, _generator(self.plan.seed, self.step))
        self.muon.zero_grad(set_to_none=True)
        self.adam.zero_grad(set_to_none=True)
        loss.total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.adam.param_groups[0]["params"], 1.0)
        self.muon.step()
        self.adam.step()
        self.step += 1
        decay = min(self.plan.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.ema, list(self.model.parameters()), 1 - decay)
        return loss

    def validate(self, batches: int = 3) -> dict[str, float]:
        """Mean losses of the averaged weights on clips of another seed, the same ones each time."""
        store = ClipStore(self.plan.data, self.plan.validation_seed, self.plan.max_points)
        store.basis = self.store.basis
        order = BatchOrder(store, self.plan.validation_seed, self.plan.batch, 1, 1, 0.0)
        kept = [p.detach().clone() for p in self.model.parameters()]
        _put(self.model, self.ema)
        self.model.eval()
        sums = torch.zeros(3)
        with torch.no_grad():
            for index in range(batches):
                batch = order.at(index, self.check).to(self.device)
                loss = self._loss(batch, _generator(self.plan.validation_seed, index))
                sums += torch.stack([loss.error, loss.laplacian, loss.amplitude]).cpu()
        _put(self.model, kept)
        error, laplacian, amplitude = (sums / batches).tolist()
        return {"val_error": error, "val_laplacian": laplacian, "val_amplitude": amplitude}

    def save(self) -> None:
        """Writes the checkpoint, atomically."""
        state = {
            "model": self.model.state_dict(),
            "ema": _named(self.model, self.ema),
            "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
            "config": self.plan.model.to_json(),
            "rows": self.basis.rows.cpu(),
            "scale": self.basis.scale.cpu(),
            "plan": json.dumps(self._recipe()),
            "data": str(self.plan.data),
            "seed": self.plan.seed,
        }
        temporary = self.plan.out / (CHECKPOINT + ".tmp")
        torch.save(state, temporary)
        temporary.replace(self.plan.out / CHECKPOINT)

    def _recipe(self) -> dict[str, object]:
        recipe = asdict(self.plan)
        return {k: v for k, v in recipe.items() if k not in ("out", "data")}

    def _resume(self) -> TemporalBasis | None:
        """Takes up the checkpoint, if there is one, and returns its basis."""
        path = self.plan.out / CHECKPOINT
        if not path.exists():
            return None
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.ema = [state["ema"][name].clone() for name, _ in self.model.named_parameters()]
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])
        self.step, self.seconds = state["step"], state["seconds"]
        return TemporalBasis(state["rows"].cpu(), state["scale"].cpu())

    def _loss(self, batch: Batch, generator: torch.Generator) -> Loss:
        with torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda"):
            return flow_loss(self.model, batch, self.basis, self.plan.weights, generator)

    def _entry(self, loss: Loss) -> dict[str, float]:
        return {
            "step": self.step,
            "seconds": round(self.seconds, 1),
            "error": round(float(loss.error), 5),
            "laplacian": round(float(loss.laplacian), 5),
            "amplitude": round(float(loss.amplitude), 5),
            "rate": round(self.rate(), 4),
        }


def export_run(folder: Path, path: Path) -> dict[str, str]:
    """Writes the averaged weights of a run's last checkpoint; returns how they were made."""
    state: dict[str, Any] = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True)
    rows: list[tuple[str, str, str]] = []
    data, seed = Path(state["data"]), int(state["seed"])
    for index in itertools.count():
        if not shard_path(data, seed, index).exists():
            break
        rows += Shard.labels(shard_path(data, seed, index))
    info = {
        "steps": str(state["step"]),
        "minutes": f"{state['seconds'] / 60:.1f}",
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


def _optimisers(model: TrajectoryModel, plan: Plan) -> tuple[Muon, torch.optim.AdamW]:
    fused, matrices, others = [], [], []
    for name, parameter in model.named_parameters():
        if name.startswith("blocks.") and name.endswith("qkv.weight"):
            fused.append(parameter)
        elif name.startswith("blocks.") and name.endswith(".weight"):
            matrices.append(parameter)
        else:
            others.append(parameter)
    groups: list[dict[str, Any]] = [{"params": fused, "parts": 3}, {"params": matrices}]
    muon = Muon(groups, lr=plan.muon_lr)
    return muon, torch.optim.AdamW(others, lr=plan.adam_lr, betas=(0.9, 0.98), weight_decay=0.0)


def _generator(seed: int, step: int) -> torch.Generator:
    return torch.Generator().manual_seed((seed * 1_000_003 + step) % (2**63))


def _named(model: TrajectoryModel, values: list[Tensor]) -> dict[str, Tensor]:
    return {name: v for (name, _), v in zip(model.named_parameters(), values, strict=True)}


@torch.no_grad()
def _put(model: TrajectoryModel, values: list[Tensor]) -> None:
    for parameter, value in zip(model.parameters(), values, strict=True):
        parameter.copy_(value)
