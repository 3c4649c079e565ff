# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job with a video model will take, before it begins; and the way to run it that fits.

Operations and peak memory are not guessed from tables: the model's own code runs once without
numbers (on the meta device) and is watched. The device's speed is then timed on a small product of
matrices. The estimate is good to a factor of about two.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from addon.contract.errors import Action, BadInput, OutOfMemory
from engine.priors.video.folder import ModelFolder

#: Share of a device's speed on plain products that these models reach.
EFFICIENCY = {"cuda": 0.4, "cpu": 0.5, "mps": 0.4}
#: Forward and backward of the encoder, the latter with what is computed again, in forwards.
ENCODER_PASSES = 4.0
SPARE = 600 << 20  # for the rasteriser, the networks and the device's own libraries
CHUNKS = (24, 8, 4, 2, 1)
PROBES = 12


@dataclass(frozen=True)
class VideoWork:
    """A job: frames and pixels looked at, passes of the whole model in all."""

    frames: int
    size: int
    passes: float


@dataclass(frozen=True)
class LoadPlan:
    """How a job will run. seconds and bytes (of device memory) are estimates."""

    device: str
    dtype: torch.dtype
    chunk: int
    recompute: bool
    offload: bool
    bytes: int
    seconds: float

    def sentence(self) -> str:
        """ "about 4 min, 9 GB on cuda"."""
        return f"about {_duration(self.seconds)}, {self.bytes / 1e9:.1f} GB on {self.device}"


@dataclass(frozen=True)
class Device:
    """A device: free memory in bytes, and speed in operations a second for a type of number."""

    name: str
    free: int
    speed: float
    dtype: torch.dtype

    @classmethod
    def best(cls) -> Device:
        """The first GPU torch can use, else the CPU; half precision where it is fast."""
        if torch.cuda.is_available():
            kind = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
            return cls("cuda", torch.cuda.mem_get_info()[0], _speed("cuda", kind), kind)
        if torch.backends.mps.is_available():
            free = int(torch.mps.recommended_max_memory())
            return cls("mps", free, _speed("mps", torch.float16), torch.float16)
        return cls("cpu", free_memory(), _speed("cpu", torch.float32), torch.float32)


def make_plan(folder: ModelFolder, work: VideoWork, device: Device) -> LoadPlan:
    """The fastest way to run a job that fits into the device's memory.

    Tried in this order: everything at once; the encoder in smaller pieces, computed twice; half
    precision on a CPU; only the running block on a GPU. Raises OutOfMemory with a smaller job.
    """
    cost = dry_run(folder, work)
    ways = _ways(cost, work, device)
    fitting = [plan for plan in ways if plan.bytes <= device.free]
    if fitting:
        return fitting[0]
    least = min(ways, key=lambda plan: plan.bytes)
    raise OutOfMemory(
        f"This model needs {least.bytes / 1e9:.1f} GB, and {device.name} has "
        f"{device.free / 1e9:.1f} GB free.",
        hint="Close other programs, ask for a smaller plan, or use the built-in model.",
        action=_smaller(work, device, cost),
    )


def _smaller(work: VideoWork, device: Device, cost: Cost) -> Action:
    """A plan of the same model that fits, as a button; else the model that always does."""
    for frames, size in ((12, work.size), (8, work.size), (8, work.size * 3 // 4)):
        size = size // 32 * 32
        if frames >= work.frames and size >= work.size:
            continue
        smaller = replace(work, frames=min(frames, work.frames), size=size)
        share = frames * size**2 / (work.frames * work.size**2)
        if any(plan.bytes <= device.free for plan in _ways(cost.of(share), smaller, device)):
            wanted = {"video_frames": smaller.frames, "video_size": size}
            return Action(f"Look at {smaller.frames} frames of {size} px", {"settings": wanted})
    return Action("Use the built-in model", {"model": ""})


def _ways(cost: Cost, work: VideoWork, device: Device) -> list[LoadPlan]:
    kinds = [device.dtype]
    if device.name == "cpu" and device.dtype is torch.float32:
        kinds.append(torch.bfloat16)
    found = []
    for kind in kinds:
        width = kind.itemsize
        slow = 1.0 if kind is device.dtype else 2.0
        seconds = cost.operations * work.passes / (device.speed * EFFICIENCY[device.name]) * slow
        weights = {part: count * width for part, count in cost.weights.items()}
        held = weights["vae"] + weights["text_encoder"] + SPARE
        for recompute, chunk in [(False, work.frames), *((True, c) for c in CHUNKS)]:
            if chunk > work.frames:
                continue
            peak = held + weights["unet"] + width * max(cost.unet, cost.encoder * chunk)
            found.append(LoadPlan(device.name, kind, chunk, recompute, False, peak, seconds))
        if device.name != "cpu":
            block = weights["unet"] // 4
            peak = held + block + width * max(cost.unet, cost.encoder)
            away = seconds + work.passes * 2 * weights["unet"] / 10e9  # over the bus and back
            found.append(LoadPlan(device.name, kind, 1, True, True, peak, away))
    return found


@dataclass(frozen=True)
class Cost:
    """operations: of one pass. weights: numbers in each part. unet: the most numbers the denoiser
    holds beside its weights. encoder: what the encoder keeps of one frame for its backward.
    """

    operations: float
    weights: Mapping[str, int]
    unet: int
    encoder: int

    def of(self, share: float) -> Cost:
        """About the cost of so much smaller pictures and fewer frames."""
        return replace(self, operations=self.operations * share, unet=int(self.unet * share))


def dry_run(folder: ModelFolder, work: VideoWork) -> Cost:
    """Runs a model's code once without numbers."""
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
        held, kept = MemoryWatch(unet.parameters()), MemoryWatch(vae.parameters())
        with torch.no_grad(), FlopCounterMode(display=False) as denoising, held:
            unet(sample, torch.empty((), dtype=torch.long), encoder_hidden_states=states)
        with FlopCounterMode(display=False) as encoding, kept:
            seen = vae.encode(picture).latent_dist.mean
            del seen
    frames = work.frames * ENCODER_PASSES
    weights = {"unet": _count(unet), "vae": _count(vae), "text_encoder": _text_count(folder)}
    return Cost(
        denoising.get_total_flops() + encoding.get_total_flops() * frames,
        weights, held.peak, kept.peak,
    )  # fmt: skip


def shrink_of(folder: ModelFolder) -> int:
    """Pixels of a picture for each pixel of its latents."""
    blocks = folder.config["vae"].get("block_out_channels")
    if not isinstance(blocks, list | tuple) or not blocks:
        raise BadInput(f"{folder.path}/vae/config.json has no block_out_channels.")
    return int(2 ** (len(blocks) - 1))


def _count(model: Any) -> int:
    return sum(int(parameter.numel()) for parameter in model.parameters())


def _text_count(folder: ModelFolder) -> int:
    """Weights of the text model, from the size of its files (they are of half precision mostly)."""
    files = folder.weights["text_encoder"]
    width = 2 if ".fp16." in files[0].name else 4
    return sum(file.stat().st_size for file in files) // width


class MemoryWatch(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Adds up the memory of the tensors that are alive, without there being any."""

    def __init__(self, weights: Iterable[Tensor]) -> None:
        """weights: don't count, nor do views of them."""
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


def free_memory() -> int:
    """Free main memory in bytes; 16 GB where the system doesn't say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return 16 << 30


def _speed(device: str, kind: torch.dtype) -> float:
    """Operations a second of a product of matrices."""
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
