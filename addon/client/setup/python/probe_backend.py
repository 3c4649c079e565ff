# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run as a child: prints which processor can run video models here. It may crash: that is why.

Only asks the drivers, by their own libraries; nothing of the add-on or of torch is imported.
"""

from __future__ import annotations

import ctypes
import glob
import platform
import sys


def cuda_devices() -> int:
    library = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    count = ctypes.c_int(0)
    if library.cuInit(0) != 0 or library.cuDeviceGetCount(ctypes.byref(count)) != 0:
        return 0
    return count.value


def amd_devices() -> int:
    """GPUs that the Linux kernel's compute driver knows; a node without SIMDs is a processor."""
    found = 0
    for path in glob.glob("/sys/class/kfd/kfd/topology/nodes/*/properties"):
        with open(path, encoding="ascii", errors="replace") as file:
            words = file.read().split()
        pairs = dict(zip(words[::2], words[1::2], strict=False))
        found += int(pairs.get("simd_count", "0")) > 0
    return found


def backend() -> str:
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
