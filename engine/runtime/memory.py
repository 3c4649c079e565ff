# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main memory that is free."""

from __future__ import annotations

import importlib
import os
import sys

UNKNOWN = 16 << 30


def free_memory() -> int:
    """Return the free main memory in bytes; a guess where the system doesn't say."""
    known = known_free_memory()
    return _half_of_all() if known is None else known


def known_free_memory() -> int | None:
    """Return the free main memory in bytes, None where the system doesn't say."""
    if sys.platform == "win32":
        return _free_on_windows()
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        return int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, KeyError, ValueError):
        return _told_by_psutil()


def _told_by_psutil() -> int | None:
    """Return what psutil says, which comes with video models; None without it."""
    try:
        return int(importlib.import_module("psutil").virtual_memory().available)
    except (ImportError, OSError):
        return None


def _half_of_all() -> int:
    """Return half of all memory, since macOS counts as free only what was never used.

    16 GB where not even that is known.
    """
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (OSError, ValueError):
        return UNKNOWN


def _free_on_windows() -> int | None:
    """Return ullAvailPhys of MEMORYSTATUSEX (sysinfoapi.h)."""
    import ctypes
    from ctypes import wintypes

    class Status(ctypes.Structure):
        _fields_ = [
            ("length", wintypes.DWORD),
            ("load", wintypes.DWORD),
            *(
                (name, ctypes.c_uint64)
                for name in (
                    "total", "available", "total_page", "available_page", "total_virtual",
                    "available_virtual", "available_extended",
                )
            ),
        ]  # fmt: skip

    status = Status(length=ctypes.sizeof(Status))
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.available)
