# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""FlipSketch's own loop against ours with one text-to-video model: same device, same weights.

Seconds and peak memory of single steps of their loop, of ours in faithful settings and of ours by
default, and the seconds of a whole job, put together from its steps. Random weights take as long as
trained ones (`python -m engine train random-model`).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import torch

from engine.bench.flip_sketch import ALIGNED, COMPOSED, FlipSketchLoop
from engine.bench.measure import Numbers, peak_bytes, reset_peak, seconds_of, summary
from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.priors.video.plan import Device
from engine.raster.cost import plan_of, work_of
from engine.raster.diffusion.chaining import ClipPlan
from engine.raster.diffusion.ddim import Steps
from engine.raster.diffusion.denoiser import Denoiser
from engine.raster.diffusion.inversion import InversionRecord, invert
from engine.raster.diffusion.reference import Reference
from engine.raster.diffusion.sampler import ClipConditions, ClipState, sample, start_clip
from engine.raster.resolve import model_side
from engine.raster.settings import FAITHFUL, RasterSettings

TEXT = "the camel walks slowly"
TARGETS = {
    "faithful over theirs": 1 / 2,
    "default over theirs": 1 / 3,
    "default, most GB": 8.0,
}


@dataclass
class Contestant:
    """One of the compared loops.

    Attributes:
        step: does a step of sampling, by its number.
        invert: does a step of the inversion, by its number.
        inversions: how many steps its inversion has.
    """

    name: str
    step: Callable[[int], None]
    invert: Callable[[int], None]
    inversions: int


def bench_raster(
    repeats: int,
    *,
    model: str,
    frames: int = 10,
    steps: int = 25,
    size: int = 0,
    align: bool = False,
) -> Numbers:
    """Measure the loops with the model of a folder; needs diffusers.

    Runs in half precision on a GPU, in single precision on a CPU. frames: of a clip. size: pixels
    of a side; 0 is the model's own. align: with alignment (their app_full), else without (their
    app).
    """
    folder, device = find_model(model), Device.best()
    settings = replace(RasterSettings(), steps=steps, size=size)
    size = model_side(folder, settings)
    aligned = replace(settings, alignment=replace(settings.alignment, on=align))
    plan = plan_of(folder, work_of([ClipPlan(frames)], aligned, size), device, frames)
    loaded = DiffusersVideo.load(folder, device=plan.device, dtype=plan.dtype, chunk=plan.chunk)
    for text in ("", TEXT):
        loaded.text_states(text)
    loaded.text_model = None
    gc.collect()
    schedule = Steps.of(loaded.schedule, folder.config["scheduler"], steps)
    seconds: dict[str, dict[str, float]] = {}
    values: dict[str, float] = {}
    with _theirs(loaded, schedule, (frames, size), align) as contestant:
        _measure(contestant, schedule, repeats, device.name, seconds, values, align)
    for name, chosen in _contestants(align).items():
        chosen = replace(chosen, steps=steps)
        with _ours(name, chosen, loaded, schedule, (frames, size), plan.recompute) as contestant:
            _measure(
                contestant, schedule, repeats, device.name, seconds, values, chosen.alignment.on
            )
    theirs = values["FlipSketch, job, seconds"]
    values["faithful over theirs"] = values["ours, faithful, job, seconds"] / theirs
    values["default over theirs"] = values["ours, default, job, seconds"] / theirs
    values["default, most GB"] = values["ours, default, step, GB"]
    return {
        "seconds": seconds,
        "values": {name: round(value, 4) for name, value in values.items()},
        "targets": TARGETS,
        "model": folder.name,
        "frames": frames,
        "steps": steps,
        "size": size,
        "align": align,
        "plan": plan.sentence(),
        "dtype": str(plan.dtype),
        "notes": [
            f"{plan.dtype} on {plan.device}; {frames} frames of {size} px, {steps} steps, "
            f"alignment {'on' if align else 'off'}.",
            "A job is put together from its steps (the reference clip gets shorter evenly); "
            "encoder and decoder are the same for all and left out.",
            "Our default: one frame is inverted instead of five, and its queries and keys are kept "
            "then, so that no reference clip is denoised; both prompts are asked in one batch; "
            "no alignment (full quality has it, in 3 rounds instead of 10).",
        ],
    }


def _measure(
    contestant: Contestant,
    schedule: Steps,
    repeats: int,
    device: str,
    seconds: dict[str, dict[str, float]],
    values: dict[str, float],
    align: bool,
) -> None:
    """Time the kinds of steps of a contestant, and add up its job, into `seconds` and `values`."""
    count = len(schedule)
    composed = _composed(count)
    kinds = {"first step": 0, "last composed step": composed - 1, "late step": count - 1}
    aligned = _aligned(count) if align else 0
    if aligned:
        kinds["first step without alignment"] = aligned
    reset_peak(device)
    for kind, place in kinds.items():
        runs = [seconds_of(lambda p=place: contestant.step(p), device) for _ in range(repeats)]  # type: ignore[misc]
        seconds[f"{contestant.name}, {kind}"] = summary(runs)
    seconds[f"{contestant.name}, inversion step"] = summary(
        [seconds_of(lambda: contestant.invert(count - 1), device) for _ in range(repeats)]
    )
    values[f"{contestant.name}, step, GB"] = peak_bytes(device) / 1e9
    medians = {kind: seconds[f"{contestant.name}, {kind}"]["median"] for kind in kinds}
    first, last = medians["first step"], medians["last composed step"]
    extra = 0.0
    if aligned:
        plain = medians.get("first step without alignment", first)
        extra, first = aligned * (first - plain), plain
    late, still = medians["late step"], seconds[f"{contestant.name}, inversion step"]["median"]
    values[f"{contestant.name}, job, seconds"] = (
        composed * (first + last) / 2
        + (count - composed) * late
        + contestant.inversions * still
        + extra
    )


def _composed(count: int) -> int:
    """Return in how many of all steps attention is composed."""
    return min(count - 1, round(count * COMPOSED / 25))


def _aligned(count: int) -> int:
    """Return in how many of all steps frames are aligned."""
    return min(_composed(count), round(count * ALIGNED / 25))


def _contestants(align: bool) -> dict[str, RasterSettings]:
    """Return the settings of our contestants: faithful, default and, with alignment, full."""
    faithful = replace(FAITHFUL, alignment=replace(FAITHFUL.alignment, on=align))
    found = {"ours, faithful": faithful, "ours, default": RasterSettings()}
    if align:
        full = RasterSettings()
        found["ours, full"] = replace(full, alignment=replace(full.alignment, on=True))
    return found


@contextmanager
def _theirs(
    model: DiffusersVideo, schedule: Steps, shape: tuple[int, int], align: bool
) -> Iterator[Contestant]:
    loop = FlipSketchLoop(model, schedule, *shape, TEXT)
    try:
        yield Contestant(
            "FlipSketch", lambda step: loop.step(step, align), loop.invert, len(schedule)
        )
    finally:
        loop.end()


@contextmanager
def _ours(
    name: str,
    settings: RasterSettings,
    model: DiffusersVideo,
    schedule: Steps,
    shape: tuple[int, int],
    recompute: bool,
) -> Iterator[Contestant]:
    """Open our loop on a model; shape: frames, pixels of a side."""
    steps, frames, side = len(schedule), shape[0], shape[1] // model.shrink
    levels = torch.randn(steps + 1, 4, side, side, generator=torch.Generator().manual_seed(0)).to(
        model.device
    )
    with Denoiser(model, recompute=recompute) as denoiser:
        reference = Reference(levels, settings.faithful)
        if not settings.faithful:  # in a job the inversion has recorded them
            places = {0, _composed(len(schedule)) - 1, _aligned(len(schedule))}
            reference.recorded = {p: reference.features(denoiser, schedule, p) for p in places}

        def step(place: int) -> None:
            conditions = ClipConditions(reference.rewound())
            clip = start_clip(conditions, frames, 0)

            def stop(clip: ClipState, clean: torch.Tensor) -> None:
                raise StopIteration

            clip.step = place
            try:
                sample(denoiser, clip, conditions, schedule, TEXT, settings, on_step=stop)
            except StopIteration:
                return

        chosen = settings.inversion

        def invert_step(place: int) -> None:
            still = levels[:1].expand(chosen.frames, -1, -1, -1)
            one = Steps(schedule.timesteps[place:], schedule.above[place:], schedule.below[place:])
            recorded = InversionRecord(lambda step: not settings.faithful)
            invert(
                denoiser, still, one, rounds=chosen.rounds, still=not settings.faithful,
                record=recorded,
            )  # fmt: skip

        yield Contestant(name, step, invert_step, steps)
