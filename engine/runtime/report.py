# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a run: seconds by phase, peak memory, seed, versions."""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Mapping
from importlib import metadata

from addon.contract.request import Request
from engine import __version__
from engine.runtime.imports import torch_if_loaded
from engine.runtime.progress import Progress

_PACKAGES = ("torch", "numpy", "pillow", "safetensors", "svgpathtools", "scipy")
_MIB = 1 << 20


def run_report(
    request: Request,
    *,
    info: Mapping[str, str],
    seconds: Mapping[str, float],
    total: float,
    resumed: bool,
    warnings: list[str],
    fingerprint: str,
) -> dict[str, object]:
    """Build the report of one finished run, ready for JSON.

    Args:
        request: of the job.
        info: what the path reports about the result, its model first of all.
        seconds: by phase.
        total: seconds of the whole run.
        resumed: whether it continued from a checkpoint.
        warnings: texts for the user.
        fingerprint: of request and drawing.
    """
    beats = info.get("beats")
    return {
        "model": info.get("model", request.model),
        "seed": request.seed,
        "quality": request.quality,
        "frames": request.frames,
        "info": {name: text for name, text in info.items() if name != "beats"},
        **({"beats": json.loads(beats)} if beats is not None else {}),
        "seconds": {
            **{phase: round(value, 3) for phase, value in seconds.items()},
            "total": round(total, 3),
        },
        "peak_memory_mib": peak_memory_mib(),
        "resumed": resumed,
        "warnings": warnings,
        "versions": versions(),
        "fingerprint": fingerprint,
    }


def frames_report(
    request: Request,
    progress: Progress,
    started: float,
    *,
    info: Mapping[str, str],
    path: str,
    frames: int,
    size: tuple[int, int],
) -> dict[str, object]:
    """Build the report of a finished run that has made pictures, ready for JSON.

    Args:
        request: of the job.
        progress: of the run.
        started: when it began, by time.monotonic().
        info: what the path reports about the result.
        path: "raster" or "warp".
        frames: number of pictures.
        size: their width and height, pixels.
    """
    report = run_report(
        request,
        info=info,
        seconds=progress.seconds,
        total=time.monotonic() - started,
        resumed=progress.checkpoint_loaded,
        warnings=progress.warnings,
        fingerprint=progress.fingerprint,
    )
    return {
        **report,
        "path": path,
        "frames": frames,
        "size": list(size),
        "fps": list(request.fps),
        "hold": request.hold,
        "loop": request.loop,
    }


def versions() -> dict[str, str]:
    """Return the versions of the engine, of Python and of packages that can change a result."""
    found = {
        "engine": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    torch = torch_if_loaded()
    if torch is not None:
        found["threads"] = str(torch.get_num_threads())
    return found


def peak_memory_mib() -> dict[str, float]:
    """Return the most memory this process has held so far, in MiB: "process", "cuda" if used."""
    peak = {"process": round(_peak_process_bytes() / _MIB, 1)}
    torch = torch_if_loaded()
    if torch is not None and torch.cuda.is_initialized():
        peak["cuda"] = round(torch.cuda.max_memory_allocated() / _MIB, 1)
    return peak


def _peak_process_bytes() -> int:
    if sys.platform == "win32":
        return _peak_process_bytes_on_windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _peak_process_bytes_on_windows() -> int:
    """Return PeakWorkingSetSize of PROCESS_MEMORY_COUNTERS (psapi.h), or 0 if that fails."""
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            *(
                (name, ctypes.c_size_t)
                for name in (
                    "PeakWorkingSetSize",
                    "WorkingSetSize",
                    "QuotaPeakPagedPoolUsage",
                    "QuotaPagedPoolUsage",
                    "QuotaPeakNonPagedPoolUsage",
                    "QuotaNonPagedPoolUsage",
                    "PagefileUsage",
                    "PeakPagefileUsage",
                )
            ),
        ]

    counters = Counters(cb=ctypes.sizeof(Counters))
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    read = kernel.K32GetProcessMemoryInfo
    read.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
    if not read(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb):
        return 0
    return int(counters.PeakWorkingSetSize)
