# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an animation will cost, as the task "estimate" tells it: time, memory, a smaller plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...contract.errors import FormatError
from ...contract.request import Request
from ...contract.strict_json import JSON, Fields, plain_object

TASK = "estimate"
GIGABYTE = 1e9
MEGABYTE = 1e6


@dataclass(frozen=True)
class SmallerPlan:
    """A change of settings that fits, for a button."""

    label: str
    patch: dict[str, JSON]
    seconds: float
    memory_bytes: float


@dataclass(frozen=True)
class Estimate:
    """`why`: what is short, where it doesn't fit."""

    seconds: float
    memory_bytes: float
    fits: bool
    why: str = ""
    smaller: SmallerPlan | None = None

    @classmethod
    def of_report(cls, report: Mapping[str, object]) -> Estimate:
        """The estimate in a report of the engine. Raises FormatError."""
        return cls.from_json(report.get(TASK))

    @classmethod
    def from_json(cls, value: object) -> Estimate:
        """Raises FormatError."""
        read = Fields(value, "The estimate")
        plan = read.raw("smaller")
        return cls(
            seconds=_cost(read, "seconds"),
            memory_bytes=_cost(read, "memory_bytes"),
            fits=read.flag("fits", True),
            why=read.message("why", ""),
            smaller=None if plan is None else _smaller(Fields(plan, "The smaller plan")),
        )


def estimate_request(request: Request) -> Request:
    """The question what a request would cost."""
    return replace(request, task="estimate")


def memory_text(size: float) -> str:
    """A size for people: "1.4 GB", "350 MB"."""
    if size >= GIGABYTE:
        return f"{size / GIGABYTE:.1f} GB"
    return f"{max(1, round(size / MEGABYTE))} MB"


def _smaller(read: Fields) -> SmallerPlan:
    return SmallerPlan(
        read.message("label"),
        plain_object(read.mapping("patch"), (), "The smaller plan"),
        _cost(read, "seconds"),
        _cost(read, "memory_bytes"),
    )


def _cost(read: Fields, name: str) -> float:
    value = read.number(name, 0.0)
    if value < 0:
        raise FormatError("{name} of an estimate is negative.", name=name)
    return value
