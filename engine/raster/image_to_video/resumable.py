# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run of a diffusers pipeline that can be interrupted after any step and gone on with.

A pipeline of diffusers always begins at its first step. A resumed run takes the step before the
one it was interrupted at once more, on any latents, and then puts everything in the place where it
was: the latents, the state of the scheduler, and that of the random numbers. So it ends as a run
that was never interrupted, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import torch
from torch import Tensor, nn

#: Called after a step with its number from 1 and the latents; returns those to go on with.
OnStep = Callable[[int, Tensor], Tensor]
_LATENTS, _GENERATOR, _SCHEDULER = "latents", "generator", "scheduler/"


@dataclass
class StepState:
    """Where a run is after some of its steps.

    Attributes:
        step: steps that are done.
        tensors: latents, state of the random numbers, and tensors of the scheduler.
        numbers: whole numbers of the scheduler.
    """

    step: int
    tensors: dict[str, Tensor]
    numbers: dict[str, int]


def run_pipeline(
    pipe: Any,
    arguments: Mapping[str, Any],
    seed: int,
    *,
    on_step: OnStep,
    on_state: Callable[[StepState], None],
    resumed: StepState | None = None,
) -> Any:
    """Run a pipeline from its beginning, or from where `resumed` was; return its frames.

    on_state: receives the state after each step, by reference. What `on_step` and `on_state` raise
    passes through.
    """
    generator = torch.Generator().manual_seed(seed)
    skipped = max(0, resumed.step - 1) if resumed else 0

    def after(_: Any, index: int, timestep: Any, given: dict[str, Any]) -> dict[str, Any]:
        step = skipped + index + 1
        if index == 0 and resumed is not None and resumed.step:
            latents = resumed.tensors[_LATENTS].to(given["latents"])
            _restore(pipe.scheduler, generator, resumed, latents.device)
            return {"latents": latents}
        latents = on_step(step, given["latents"])
        on_state(_state(pipe.scheduler, generator, step, latents))
        return {"latents": latents}

    # some pipelines encode given frames with torch's own random numbers
    with _beginning_at(pipe.scheduler, skipped), torch.random.fork_rng():
        torch.manual_seed(seed)
        return pipe(
            **arguments, generator=generator, output_type="pt", callback_on_step_end=after,
            callback_on_step_end_tensor_inputs=["latents"],
        ).frames[0]  # fmt: skip


@contextmanager
def after_each_block(pipe: Any, call: Callable[[], None]) -> Iterator[None]:
    """Call a function after each block of a pipeline's denoisers, so that a step can end soon.

    What the function raises passes through the pipeline.
    """
    names = ("transformer", "transformer_2", "unet", "controlnet")
    denoisers = (getattr(pipe, name, None) for name in names)
    lists = (
        child
        for denoiser in denoisers
        if denoiser is not None
        for child in denoiser.children()
        if isinstance(child, nn.ModuleList)
    )
    hooks = [block.register_forward_hook(lambda *_: call()) for blocks in lists for block in blocks]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


@contextmanager
def _beginning_at(scheduler: Any, skipped: int) -> Iterator[None]:
    """Make the next run leave out the first steps."""
    original = scheduler.set_timesteps

    @wraps(original)  # pipelines look at its parameters
    def set_timesteps(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        scheduler.timesteps = scheduler.timesteps[skipped:]

    scheduler.set_timesteps = set_timesteps
    try:
        yield
    finally:
        del scheduler.set_timesteps


def _state(scheduler: Any, generator: torch.Generator, step: int, latents: Tensor) -> StepState:
    tensors = {_LATENTS: latents, _GENERATOR: generator.get_state()}
    numbers: dict[str, int] = {}
    for name, value in vars(scheduler).items():
        if isinstance(value, Tensor):
            tensors[_SCHEDULER + name] = value
        elif isinstance(value, list):
            entries = enumerate(value)
            tensors.update({f"{_SCHEDULER}{name}/{n}": v for n, v in entries if _is_tensor(v)})
        elif isinstance(value, int) and not isinstance(value, bool):
            numbers[name] = value
    return StepState(step, tensors, numbers)


def _restore(
    scheduler: Any, generator: torch.Generator, state: StepState, device: torch.device
) -> None:
    """Put a scheduler and random numbers where they were; device: of tensors it has none of yet."""
    generator.set_state(state.tensors[_GENERATOR].to("cpu", torch.uint8))
    for key, tensor in state.tensors.items():
        if not key.startswith(_SCHEDULER):
            continue
        name, _, entry = key.removeprefix(_SCHEDULER).partition("/")
        present = getattr(scheduler, name, None)
        if not entry:
            where = present.device if isinstance(present, Tensor) else device
            setattr(scheduler, name, tensor.to(where))
        elif isinstance(present, list):
            present += [None] * (int(entry) + 1 - len(present))
            present[int(entry)] = tensor.to(device)
    for name, number in state.numbers.items():
        setattr(scheduler, name, number)


def _is_tensor(value: object) -> bool:
    return isinstance(value, Tensor)
