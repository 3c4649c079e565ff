# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animation will cost, as the task "estimate" tells it: time, memory, a smaller plan."""

from __future__ import annotations

from dataclasses import replace

from ...contract.request import Request

TASK = "estimate"
GIGABYTE = 1e9
MEGABYTE = 1e6


def estimate_request(request: Request) -> Request:
    """The question what a request would cost."""
    return replace(request, task="estimate")


def memory_text(size: float) -> str:
    """A size for people: "1.4 GB", "350 MB"."""
    if size >= GIGABYTE:
        return f"{size / GIGABYTE:.1f} GB"
    return f"{max(1, round(size / MEGABYTE))} MB"
