# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training loop, with a tiny regression as its task."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from addon.contract.errors import BadInput, Stopped
from engine.training.loop import (
    CHECKPOINT,
    CURVE,
    AveragedWeights,
    LoopSettings,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
    set_learning_rate,
)
from engine.training.schedules import one_cycle, warmup, warmup_plateau_cosine

torch.set_num_threads(1)


class Regression(TrainingTask):
    """Two layers with dropout, so that torch's global random numbers matter, and their average."""

    def __init__(self, signal_at: int = -1) -> None:
        torch.manual_seed(7)
        self.model = nn.Sequential(nn.Linear(3, 8), nn.Dropout(0.3), nn.Linear(8, 1))
        self.optimiser = torch.optim.AdamW(self.model.parameters())
        self.average = AveragedWeights(dict(self.model.named_parameters()))
        self.rates: list[float] = []
        self.signal_at = signal_at

    def train_step(self, step: TrainingStep) -> Values:
        self.rates.append(step.rate)
        set_learning_rate(self.optimiser, 0.05 * step.rate)
        inputs = torch.randn(16, 3, generator=step.generator())
        noise = torch.from_numpy(step.rng().normal(0.0, 0.01, (16, 1)).astype("float32"))
        loss = (self.model(inputs) - inputs.sum(1, keepdim=True) + noise).square().mean()
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step()
        self.average.update(dict(self.model.named_parameters()), 0.9)
        if step.number == self.signal_at:
            os.kill(os.getpid(), signal.SIGTERM)
        return {"loss": loss.detach()}

    def evaluate(self) -> Values:
        inputs = torch.randn(64, 3, generator=torch.Generator().manual_seed(1))
        with torch.no_grad():
            return {"val_loss": (self.model(inputs) - inputs.sum(1, keepdim=True)).abs().mean()}

    def state(self) -> dict[str, Any]:
        return {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "average": self.average.values,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average.load(state["average"], torch.device("cpu"))


def loop(folder: Path, task: Regression | None = None, **settings: Any) -> TrainingLoop[Regression]:
    chosen = LoopSettings(**{"steps": 30, "seed": 5, "log_steps": 10, **settings})
    return TrainingLoop(task or Regression(), folder, chosen, warmup(4), {"width": 8})


def lines(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / CURVE).read_text().splitlines()]


def weights(run: TrainingLoop[Regression]) -> dict[str, torch.Tensor]:
    average = {f"average {name}": value for name, value in run.task.average.values.items()}
    return {**run.task.model.state_dict(), **average}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, torch.Tensor]:
    run = loop(tmp_path_factory.mktemp("whole"))
    assert run.run(lambda line: None)
    return weights(run)


def assert_same(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> None:
    assert first.keys() == second.keys()
    for name, value in first.items():
        assert torch.equal(value, second[name]), name


def test_a_run_is_logged_and_lowers_the_loss(tmp_path: Path) -> None:
    told: list[str] = []
    run = loop(tmp_path, steps=61, evaluation_steps=30)
    assert run.run(told.append)
    rows = lines(tmp_path)
    assert [row["step"] for row in rows if "loss" in row] == [10, 20, 30, 40, 50, 60, 61]
    assert [row["step"] for row in rows if "val_loss" in row] == [30, 60]
    assert rows[-1]["loss"] < 0.5 * rows[0]["loss"]
    assert told[0].startswith("step 10/61, ") and "loss " in told[0]
    assert run.task.rates[:6] == [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]


def test_a_resumed_run_ends_as_an_undisturbed_one(
    tmp_path: Path, undisturbed: dict[str, torch.Tensor]
) -> None:
    assert loop(tmp_path, steps=11).run(lambda line: None)
    torch.manual_seed(12345)  # another process has other random numbers
    again = loop(tmp_path)
    assert again.step == 11
    assert again.run(lambda line: None)
    assert_same(weights(again), undisturbed)


def test_a_signal_stops_with_a_checkpoint(
    tmp_path: Path, undisturbed: dict[str, torch.Tensor]
) -> None:
    handler = signal.getsignal(signal.SIGTERM)
    with pytest.raises(Stopped, match="after step 13"):
        loop(tmp_path, Regression(signal_at=12)).run(lambda line: None)
    assert signal.getsignal(signal.SIGTERM) is handler
    again = loop(tmp_path)
    assert again.step == 13
    assert again.run(lambda line: None)
    assert_same(weights(again), undisturbed)


def test_a_run_that_breaks_goes_on_from_its_last_checkpoint(
    tmp_path: Path, undisturbed: dict[str, torch.Tensor]
) -> None:
    class Broken(Regression):
        def train_step(self, step: TrainingStep) -> Values:
            if step.number == 9:
                raise MemoryError
            return super().train_step(step)

    with pytest.raises(MemoryError):
        loop(tmp_path, Broken(), checkpoint_seconds=0.0).run(lambda line: None)
    again = loop(tmp_path)
    assert again.step == 9
    assert again.run(lambda line: None)
    assert_same(weights(again), undisturbed)


def test_a_session_ends_when_its_minutes_are_up(tmp_path: Path) -> None:
    first = loop(tmp_path, session_minutes=1e-9)
    assert not first.run(lambda line: None)
    assert first.step == 1
    assert loop(tmp_path).step == 1


def test_minutes_are_counted_over_all_sessions(tmp_path: Path) -> None:
    first = loop(tmp_path, session_minutes=1e-9)
    first.run(lambda line: None)
    second = loop(tmp_path, steps=0, minutes=first.seconds / 60 / 2)
    assert second.progress >= 1.0
    assert second.run(lambda line: None)
    assert second.step == 1


def test_a_run_with_other_settings_is_refused(tmp_path: Path) -> None:
    loop(tmp_path).run(lambda line: None)
    with pytest.raises(BadInput, match="another width"):
        TrainingLoop(Regression(), tmp_path, LoopSettings(30), identity={"width": 9})
    torch.save({"step": 3}, tmp_path / CHECKPOINT)
    with pytest.raises(BadInput, match="another version"):
        loop(tmp_path)
    with pytest.raises(ValueError, match="end"):
        LoopSettings()


def test_an_average_follows_its_values() -> None:
    average = AveragedWeights({"a": torch.tensor([0.0])})
    average.update({"a": torch.tensor([1.0]), "b": torch.tensor([3.0])}, decay=0.75)
    assert average.values["a"].item() == 0.25
    assert average.values["b"].item() == 3.0


def test_schedules_have_their_known_values() -> None:
    assert [warmup(4)(n, 0.0) for n in (0, 1, 3, 9)] == [0.25, 0.5, 1.0, 1.0]
    cosine = warmup_plateau_cosine(1, 0.5, 0.1)
    assert [cosine(9, p) for p in (0.0, 0.5, 0.75, 1.0)] == pytest.approx([1.0, 1.0, 0.55, 0.1])
    cycle = one_cycle(0.2, 0.04)
    assert [cycle(0, p) for p in (0.0, 0.1, 0.2, 0.6, 1.0)] == pytest.approx(
        [0.04, 0.52, 1.0, 0.5, 0.0]
    )
