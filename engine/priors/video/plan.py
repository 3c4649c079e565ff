# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time and memory of a job with a video model before it begins, and how to load it so it fits.

Operations and peak memory are not looked up in tables: the model's own code runs once without
numbers (on torch's meta device) and is watched. The device's speed is timed on a small product of
matrices. The estimate is right within a factor of about two.
"""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from addon.contract.errors import Action, BadInput, OutOfMemory
from addon.contract.messages import Message
from engine.priors.video.folder import ModelFolder
from engine.runtime.memory import free_memory, known_free_memory

#: Share of a device's speed on plain products that these models reach.
EFFICIENCY = {"cuda": 0.4, "cpu": 0.5, "mps": 0.4}
#: Forward and backward of the encoder, the latter with what is computed again, in forwards.
ENCODER_PASSES = 4.0
SPARE = 600 << 20  # for the rasteriser, the networks and the device's own libraries
CHUNKS = (24, 8, 4, 2, 1)  # frames encoded at a time
PROBES = 12  # matrix products that are timed
BUS_BYTES_PER_SECOND = 10e9  # between main memory and a GPU


@dataclass(frozen=True)
class VideoWork:
    """The work of a job with a video model.

    Attributes:
        frames: frames of the video.
        size: pixels of a frame's side.
        passes: passes of the whole model in the job.
    """

    frames: int
    size: int
    passes: float


@dataclass(frozen=True)
class LoadPlan:
    """How a model is loaded and run for a job.

    Attributes:
        chunk: frames that are encoded or decoded at a time.
        recompute: layers are computed again for the backward pass instead of being kept.
        offload: only the block that runs is on the device.
        bytes: of device memory, estimated.
        seconds: estimated.
    """

    device: str
    dtype: torch.dtype
    chunk: int
    recompute: bool
    offload: bool
    bytes: int
    seconds: float

    def sentence(self) -> str:
        """Describe the plan, like: about 4 min, 9.0 GB on cuda."""
        return Message(
            "about {time}, {memory} GB on {device}",
            time=_duration(self.seconds),
            memory=f"{self.bytes / 1e9:.1f}",
            device=self.device,
        )


@dataclass(frozen=True)
class Device:
    """A device that can run a model.

    Attributes:
        free: memory in bytes.
        speed: operations a second with numbers of type dtype.
    """

    name: str
    free: int
    speed: float
    dtype: torch.dtype

    @classmethod
    def best(cls) -> Device:
        """Return the first GPU torch can use, else the CPU; half precision where it is fast.

        What this process holds of the GPU counts as free: the model that was used last, which the
        next job goes on with or lets go of.
        """
        if torch.cuda.is_available():
            kind = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
            free = torch.cuda.mem_get_info()[0] + torch.cuda.memory_reserved()
            return cls("cuda", free, _speed("cuda", kind), kind)
        if torch.backends.mps.is_available():
            free = int(torch.mps.recommended_max_memory())
            return cls("mps", free, _speed("mps", torch.float16), torch.float16)
        return cls("cpu", free_memory(), _speed("cpu", torch.float32), torch.float32)


def make_plan(folder: ModelFolder, work: VideoWork, device: Device) -> LoadPlan:
    """Return the fastest plan that fits into the device's memory.

    Tried in this order: everything at once; the encoder in smaller chunks, computed twice; half
    precision on a CPU; only the running block on a GPU. Raises OutOfMemory with a smaller job.
    """
    cost = dry_run(folder, work)
    plans = _plans(cost, work, device)
    fitting = fitting_plan(plans, device)
    return fitting or refuse_plans(plans, device, _smaller(work, device, cost))


def refuse_plans(plans: Sequence[LoadPlan], device: Device, smaller: Action) -> NoReturn:
    """Raise OutOfMemory for plans of which none fits; smaller: offers a job that would."""
    least = min(plans, key=lambda plan: plan.bytes)
    raise OutOfMemory(
        "This model needs {needed} GB, and {device} has {free} GB free.",
        needed=f"{least.bytes / 1e9:.1f}",
        device=device.name,
        free=f"{device.free / 1e9:.1f}",
        hint="Close other programs, ask for a smaller plan, or use the built-in model.",
        action=smaller,
    )


def fitting_plan(plans: Sequence[LoadPlan], device: Device) -> LoadPlan | None:
    """Return the first plan that fits into a device's free memory, None where none does."""
    return next((plan for plan in plans if plan.bytes <= device.free), None)


def _smaller(work: VideoWork, device: Device, cost: Cost) -> Action:
    """Return a smaller job of the same model that fits, as a button; else the built-in model."""
    for frames, size in ((12, work.size), (8, work.size), (8, work.size * 3 // 4)):
        size = size // 32 * 32
        if frames >= work.frames and size >= work.size:
            continue
        smaller = replace(work, frames=min(frames, work.frames), size=size)
        share = frames * size**2 / (work.frames * work.size**2)
        if fitting_plan(_plans(cost.of(share), smaller, device), device) is not None:
            patch = {"video_frames": smaller.frames, "video_size": size}
            return Action(
                Message("Look at {frames} frames of {size} px", frames=smaller.frames, size=size),
                {"settings": patch},
            )
    return Action("Use the built-in model", {"model": ""})


def _plans(cost: Cost, work: VideoWork, device: Device) -> list[LoadPlan]:
    """List the ways to run a job of score distillation, from fast to frugal."""
    variants = [Variant(work.frames, False, max(cost.unet, cost.encoder * work.frames))]
    variants += [
        Variant(chunk, True, max(cost.unet, cost.encoder * chunk))
        for chunk in CHUNKS
        if chunk <= work.frames
    ]
    return load_plans(
        cost,
        device,
        operations=cost.operations * work.passes,
        passes=work.passes,
        variants=variants,
        offloaded=max(cost.unet, cost.encoder),
    )


@dataclass(frozen=True)
class Variant:
    """A way to run a model.

    Attributes:
        chunk: frames that are encoded or decoded at a time.
        recompute: layers are computed again for the backward pass instead of being kept.
        numbers: the most numbers that are alive at once, weights apart.
    """

    chunk: int
    recompute: bool
    numbers: int


def load_plans(
    cost: Cost,
    device: Device,
    *,
    operations: float,
    passes: float,
    variants: Sequence[Variant],
    offloaded: int,
) -> list[LoadPlan]:
    """List the ways to load a model for a job, from fast to frugal, with their bytes and seconds.

    For each type of number (on a CPU half precision too) the variants in their order, then, on a
    GPU, the denoiser in main memory, whose blocks visit the GPU while they run.

    Args:
        cost: of the model's parts.
        device: where it runs.
        operations: of the whole job.
        passes: of the denoiser in the whole job.
        variants: ways to run it with all weights on the device.
        offloaded: the most numbers alive at once when blocks visit the device.
    """
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    plans = []
    for kind in kinds:
        width = kind.itemsize
        slow = 1.0 if kind is device.dtype else 2.0
        seconds = operations / (device.speed * EFFICIENCY[device.name]) * slow
        weights = {part: count * width for part, count in cost.weights.items()}
        always = weights["vae"] + weights["text_encoder"] + SPARE
        for one in variants:
            peak = always + weights["unet"] + width * one.numbers
            plans.append(
                LoadPlan(device.name, kind, one.chunk, one.recompute, False, peak, seconds)
            )
        if device.name != "cpu":
            peak = always + weights["unet"] // 4 + width * offloaded
            slower = seconds + passes * 2 * weights["unet"] / BUS_BYTES_PER_SECOND
            plans.append(LoadPlan(device.name, kind, 1, True, True, peak, slower))
    return plans


@dataclass(frozen=True)
class Cost:
    """What a model costs to run.

    Attributes:
        operations: of one pass.
        weights: how many numbers each part has.
        unet: the most numbers the denoiser holds at once, weights apart.
        encoder: how many numbers the encoder keeps of one frame for its backward pass.
    """

    operations: float
    weights: Mapping[str, int]
    unet: int
    encoder: int

    def of(self, share: float) -> Cost:
        """Return about the cost of a job with this share of the pixels."""
        return replace(self, operations=self.operations * share, unet=int(self.unet * share))


def dry_run(folder: ModelFolder, work: VideoWork) -> Cost:
    """Measure a model by running its code once without numbers. Needs diffusers."""
    from diffusers import AutoencoderKL, UNet3DConditionModel
    from torch.utils.flop_counter import FlopCounterMode

    shrink = shrink_of(folder)
    side = max(1, work.size // shrink)
    with torch.device("meta"):
        unet = UNet3DConditionModel.from_config(dict(folder.config["unet"])).eval()
        vae = AutoencoderKL.from_config(dict(folder.config["vae"])).eval()
        sample = torch.empty(2, unet.config.in_channels, work.frames, side, side)
        states = torch.empty(2, 77, unet.config.cross_attention_dim)
        picture = torch.empty(1, 3, work.size, work.size, requires_grad=True)
        vae.requires_grad_(False)
        denoiser = MemoryWatch(unet.parameters())
        encoder = MemoryWatch(vae.parameters())
        with torch.no_grad(), FlopCounterMode(display=False) as denoising, denoiser:
            unet(sample, torch.empty((), dtype=torch.long), encoder_hidden_states=states)
        with FlopCounterMode(display=False) as encoding, encoder:
            latents = vae.encode(picture).latent_dist.mean
            del latents
    frames = work.frames * ENCODER_PASSES
    weights = {"unet": _count(unet), "vae": _count(vae), "text_encoder": _text_count(folder)}
    return Cost(
        denoising.get_total_flops() + encoding.get_total_flops() * frames,
        weights, denoiser.peak, encoder.peak,
    )  # fmt: skip


def shrink_of(folder: ModelFolder) -> int:
    """Return how many pixels of a picture's side make one pixel of its latents."""
    blocks = folder.config["vae"].get("block_out_channels")
    if not isinstance(blocks, list | tuple) or not blocks:
        raise BadInput("{folder}/vae/config.json has no block_out_channels.", folder=folder.path)
    return int(2 ** (len(blocks) - 1))


def _count(model: Any) -> int:
    return sum(int(parameter.numel()) for parameter in model.parameters())


def _text_count(folder: ModelFolder) -> int:
    """Return how many weights the text model has, from the size and the name of its files."""
    files = folder.weights["text_encoder"]
    width = 2 if ".fp16." in files[0].name else 4
    return sum(file.stat().st_size for file in files) // width


class MemoryWatch(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Adds up the bytes of the tensors that are alive, on the meta device too."""

    def __init__(self, weights: Iterable[Tensor]) -> None:
        """Watch everything but weights and views of them."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.now = 0
        self.peak = 0
        self._known = {weight.untyped_storage()._cdata for weight in weights}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for tensor in result if isinstance(result, tuple | list) else (result,):
            if isinstance(tensor, Tensor):
                self._add(tensor)
        return result

    def _add(self, tensor: Tensor) -> None:
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key in self._known:
            return
        self._known.add(key)
        size = storage.nbytes()
        self.now += size
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self._remove, key, size)

    def _remove(self, key: int, size: int) -> None:
        self._known.discard(key)
        self.now -= size


def release_device() -> None:
    """Give a GPU back what models held that are no longer used."""
    gc.collect()  # pipelines and their hooks refer to each other
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()


def check_main_memory(name: str, numbers: int, kind: torch.dtype) -> None:
    """Raise OutOfMemory where a model's weights don't fit into main memory, which they pass.

    Else the system would end the engine in the middle of reading them, without a word.
    """
    needed, free = numbers * kind.itemsize, known_free_memory()
    if free is not None and needed > free:
        raise OutOfMemory(
            "Reading the model {model} takes {needed} GB of main memory, and {free} GB are free.",
            model=name,
            needed=f"{needed / 1e9:.1f}",
            free=f"{free / 1e9:.1f}",
            hint="Close other programs, or choose a smaller model.",
        )


def _speed(device: str, kind: torch.dtype) -> float:
    """Time products of matrices and return operations a second."""
    side = 4096 if device == "cuda" else 512
    a = torch.ones(side, side, device=device, dtype=kind)
    best = float("inf")
    for _ in range(PROBES):  # the best of them: others may be using the device
        started = time.perf_counter()
        (a @ a)[0, 0].item()
        best = min(best, time.perf_counter() - started)
    return 2.0 * side**3 / best


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"
