# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Timing, memory, and the name of the machine."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

Numbers = dict[str, Any]


def seconds_of(work: Callable[[], object], device: str = "cpu") -> float:
    """Return the wall seconds of a call, with the work that it queues on a GPU."""
    wait_for(device)
    started = time.perf_counter()
    work()
    wait_for(device)
    return time.perf_counter() - started


def wait_for(device: str) -> None:
    """Wait until a GPU has done its queued work."""
    if device.startswith("cuda"):
        import torch

        torch.cuda.synchronize()


def summary(seconds: list[float]) -> dict[str, float]:
    """Return the median, the fastest and the slowest."""
    return {
        "median": round(statistics.median(seconds), 4),
        "min": round(min(seconds), 4),
        "max": round(max(seconds), 4),
    }


def machine() -> str:
    """Return the names of the processor, the GPU and the system, and the number of threads."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        models = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = models[0].split(":", 1)[1].strip() if models else name
    import torch

    gpu = f", {torch.cuda.get_device_name(0)}" if torch.cuda.is_available() else ""
    return f"{name}, {os.cpu_count()} threads{gpu}, {platform.system()}"


def reset_peak(device: str = "cpu") -> None:
    """Forget the peak of memory so far, where that is possible (GPU, Linux)."""
    if device.startswith("cuda"):
        import torch

        torch.cuda.reset_peak_memory_stats()
        return
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_bytes(device: str = "cpu") -> int:
    """Return the peak of memory since reset_peak, of the GPU or the process; 0 if unknown."""
    if device.startswith("cuda"):
        import torch

        return torch.cuda.max_memory_allocated()
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    peaks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peaks[0]) * 1024 if peaks else 0
