# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A script that prints the best backend of torch on this computer, such as "cuda" or "cpu".

The script runs as a process of its own, because drivers may crash. It asks the drivers; nothing of
the add-on or of torch is imported.
"""

from __future__ import annotations

import ctypes
import glob
import platform
import sys


def cuda_devices() -> int:
    """Count the GPUs that NVIDIA's driver reports."""
    library = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    count = ctypes.c_int(0)
    if library.cuInit(0) != 0 or library.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return 0
    return count.value


def amd_devices() -> int:
    """Count the AMD GPUs that can compute, from the files of the Linux kernel's driver (KFD).

    The driver has a folder for each processor and each GPU. Only GPUs have SIMD units there.
    """
    count = 0
    for path in glob.glob("/sys/class/kfd/kfd/topology/nodes/*/properties"):
        with open(path, encoding="ascii", errors="replace") as file:
            words = file.read().split()
        pairs = dict(zip(words[::2], words[1::2], strict=False))
        count += int(pairs.get("simd_count", "0")) > 0
    return count


def backend() -> str:
    """Return the best backend on this computer: "cuda", "rocm", "mps" or "cpu"."""
    if sys.platform == "darwin":
        return "mps" if platform.machine() == "arm64" else "cpu"
    for name, count in (("cuda", cuda_devices), ("rocm", amd_devices)):
        try:
            if count() > 0:
                return name
        except (OSError, AttributeError, ValueError):
            continue
    return "cpu"


print("sketch-motion-backend", backend())
