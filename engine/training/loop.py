# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop under every training: schedule, log, evaluation, checkpoint, time budget, resume, stop.

A training is a `TrainingTask`: one optimiser step, its state, and what is measured now and then.
`TrainingLoop` does the rest, in a folder that holds CHECKPOINT and CURVE.

What a step does must depend on its `TrainingStep`, on the task's state and on torch's global random
numbers alone (these are kept in the checkpoint). A run that was stopped, killed or out of time then
ends with the weights of an undisturbed one, unless its schedule goes by the clock. (On several CPU
threads torch may add numbers in another order each time, and even two undisturbed runs differ by
rounding.)
"""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor

from addon.contract.errors import BadInput, Stopped
from addon.contract.files import replace_atomically

CHECKPOINT, CURVE = "checkpoint.pt", "curve.jsonl"
_FORMAT = 1
_DECIMALS = 5

Report = Callable[[str], None]
Values = Mapping[str, float | Tensor]
#: The factor of the learning rate, of a step's number and of the share of the run that is done.
Schedule = Callable[[int, float], float]


@dataclass(frozen=True)
class TrainingStep:
    """One step of a run: its place, its learning rate and its random numbers.

    Attributes:
        number: counts from 0.
        seed: of the run.
        progress: share of the run that is done, 0 to 1.
        rate: the schedule's factor of the learning rate.
    """

    number: int
    seed: int = 0
    progress: float = 0.0
    rate: float = 1.0

    def generator(self) -> torch.Generator:
        """Return torch's random numbers of this step, on the CPU."""
        return torch.Generator().manual_seed((self.seed * 1_000_003 + self.number) % 2**63)

    def rng(self) -> np.random.Generator:
        """Return numpy's random numbers of this step."""
        return np.random.default_rng([self.seed, self.number])


class TrainingTask(Protocol):
    """What is trained. A class that inherits from this one needs no `evaluate` of its own."""

    def train_step(self, step: TrainingStep) -> Values:
        """Take one optimiser step and return its losses, for the log."""
        ...

    def state(self) -> dict[str, Any]:
        """Return what a resumed run needs: tensors, numbers, texts, and dicts and lists of them."""
        ...

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned; its tensors are on the CPU."""
        ...

    def evaluate(self) -> Values:
        """Measure the model on what it doesn't learn from."""
        return {}


@dataclass(frozen=True)
class LoopSettings:
    """When a run ends, and how often it is logged, evaluated and saved.

    Attributes:
        steps: length of the run (0: no limit).
        minutes: length of the run by the clock, over all its sessions (0: no limit).
        session_minutes: after these the session ends with a checkpoint; a later one goes on.
        evaluation_steps: steps between evaluations (0: none).
    """

    steps: int = 0
    minutes: float = 0.0
    session_minutes: float = 0.0
    seed: int = 0
    log_steps: int = 20
    evaluation_steps: int = 0
    checkpoint_seconds: float = 60.0

    def __post_init__(self) -> None:
        if self.steps <= 0 and self.minutes <= 0:
            raise ValueError("a run needs an end: steps or minutes")


@dataclass(frozen=True)
class Checkpoint:
    """Where a run stands.

    Attributes:
        step: how many steps were taken.
        seconds: time spent on them.
        identity: what has to be the same for the run to go on.
        task: the state of the task.
        random: states of torch's global random numbers, by device.
    """

    step: int
    seconds: float
    identity: dict[str, Any]
    task: dict[str, Any]
    random: dict[str, Any] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the file under a temporary name, then rename it."""
        temporary = folder / (CHECKPOINT + ".tmp")
        torch.save({"format": _FORMAT, **vars(self)}, temporary)
        replace_atomically(temporary, folder / CHECKPOINT)

    @classmethod
    def read(cls, folder: Path) -> Checkpoint:
        """Read the checkpoint of a run. Raises BadInput when there is none that can be used."""
        path = folder / CHECKPOINT
        if not path.is_file():
            raise BadInput("There is no checkpoint in {folder}.", folder=folder)
        saved = torch.load(path, map_location="cpu", weights_only=True)
        if saved.pop("format", None) != _FORMAT:
            raise BadInput(
                "The checkpoint in {folder} was written by another version.",
                folder=folder,
                hint="Begin again in an empty folder.",
            )
        return cls(**saved)


Task = TypeVar("Task", bound=TrainingTask)


class TrainingLoop(Generic[Task]):
    """A run of a task in a folder: it begins, or goes on from the folder's checkpoint."""

    def __init__(
        self,
        task: Task,
        folder: Path,
        settings: LoopSettings,
        schedule: Schedule = lambda number, progress: 1.0,
        identity: Mapping[str, Any] | None = None,
    ) -> None:
        """Resume when there is a checkpoint.

        identity: names and plain values of settings that a resumed run can't change. Raises
        BadInput when the folder holds a run with others.
        """
        self.task, self.folder, self.settings, self.schedule = task, folder, settings, schedule
        self.identity = dict(identity or {})
        self.step = 0
        self.seconds = 0.0
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / CHECKPOINT).is_file():
            self._resume()

    @property
    def progress(self) -> float:
        """The share of the run that is done, by steps or by the clock, whichever is further."""
        steps, seconds = self.settings.steps, 60 * self.settings.minutes
        return max(self.step / steps if steps else 0.0, self.seconds / seconds if seconds else 0.0)

    def run(self, report: Report) -> bool:
        """Train to the end of the run; return False when the session's minutes were up before.

        Raises Stopped, after a checkpoint, when the process is asked to end.
        """
        started = saved = time.monotonic()
        before = self.seconds
        budget = 60 * self.settings.session_minutes
        with _stop_request() as asked_to_stop, (self.folder / CURVE).open("a") as curve:

            def log(values: Values) -> None:
                curve.write(json.dumps(self._entry(values)) + "\n")
                curve.flush()
                report(self._line(values))

            while self.progress < 1.0:
                values = self.task.train_step(self._next_step())
                self.step += 1
                now = time.monotonic()
                self.seconds = before + now - started
                if self.step % self.settings.log_steps == 0 or self.progress >= 1.0:
                    log(values)
                if self._evaluates():
                    log(self.task.evaluate())
                if asked_to_stop.is_set() and self.progress < 1.0:
                    self.save()
                    raise Stopped(
                        "The training was stopped after step {step}.",
                        step=self.step,
                        hint="The same command goes on from there.",
                    )
                if now - saved > self.settings.checkpoint_seconds:
                    self.save()
                    saved = now
                if budget and now - started > budget:
                    break
        self.save()
        return self.progress >= 1.0

    def save(self) -> None:
        """Write a checkpoint."""
        state = self.task.state()
        Checkpoint(self.step, self.seconds, self.identity, state, _random_state()).write(
            self.folder
        )

    def _resume(self) -> None:
        saved = Checkpoint.read(self.folder)
        other = [key for key, value in self.identity.items() if saved.identity.get(key) != value]
        if other:
            raise BadInput(
                "{folder} holds a run with another {settings}.",
                folder=self.folder,
                settings=" and ".join(other),
                hint="Go on with the same settings, or choose an empty folder.",
            )
        self.task.load_state(saved.task)
        self.step, self.seconds = saved.step, saved.seconds
        _set_random_state(saved.random)

    def _next_step(self) -> TrainingStep:
        progress = self.progress
        rate = self.schedule(self.step, progress)
        return TrainingStep(self.step, self.settings.seed, progress, rate)

    def _evaluates(self) -> bool:
        steps = self.settings.evaluation_steps
        return steps > 0 and self.step % steps == 0

    def _entry(self, values: Values) -> dict[str, float]:
        losses = {name: round(float(value), _DECIMALS) for name, value in values.items()}
        return {"step": self.step, "seconds": round(self.seconds, 1), **losses}

    def _line(self, values: Values) -> str:
        losses = ", ".join(f"{name} {float(value):.4f}" for name, value in values.items())
        steps = f"/{self.settings.steps}" if self.settings.steps else ""
        return f"step {self.step}{steps}, {self.seconds:.0f} s: {losses}"


class AveragedWeights:
    """An exponential moving average of tensors by name (Polyak and Juditsky 1992)."""

    def __init__(self, values: Mapping[str, Tensor] | None = None) -> None:
        self.values = {name: value.detach().clone() for name, value in (values or {}).items()}

    @torch.no_grad()
    def update(self, current: Mapping[str, Tensor], decay: float) -> None:
        """Move every average towards its current value by 1 - decay; the first value is copied."""
        known = {name: value for name, value in current.items() if name in self.values}
        if known:
            averages = [self.values[name] for name in known]
            torch._foreach_lerp_(averages, [value.detach() for value in known.values()], 1 - decay)
        for name in current.keys() - known.keys():
            self.values[name] = current[name].detach().clone()

    def load(self, values: Mapping[str, Tensor], device: torch.device) -> None:
        """Take over saved averages."""
        self.values = {name: value.to(device) for name, value in values.items()}


def set_learning_rate(optimiser: torch.optim.Optimizer, rate: float) -> None:
    """Give every group of parameters this learning rate."""
    for group in optimiser.param_groups:
        group["lr"] = rate


@contextmanager
def _stop_request() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and SIGINT set; a second signal ends the process at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals can only be handled in the main thread
        return

    def request(number: int, frame: object) -> None:
        if stop.is_set():
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stop.set()

    handlers = {
        number: signal.signal(number, request) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield stop
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _random_state() -> dict[str, Any]:
    cuda = torch.cuda.get_rng_state_all() if torch.cuda.is_available() else []
    return {"cpu": torch.get_rng_state(), "cuda": cuda}


def _set_random_state(state: dict[str, Any]) -> None:
    torch.set_rng_state(state["cpu"])
    if state["cuda"] and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(state["cuda"])
