# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job will cost: time, memory, and a smaller job where it doesn't fit.

The engine writes it as estimate.json and into the report of the task "estimate".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .errors import FormatError
from .messages import put_text
from .strict_json import Fields, plain_object

KEY = "estimate"  # in the report of the task


@dataclass(frozen=True)
class SmallerPlan:
    """A change of settings that fits, for a button.

    Attributes:
        label: The text of the button.
        patch: The settings to change (`Request.patched`).
    """

    label: str
    patch: Mapping[str, object]
    seconds: float
    memory_bytes: int

    def to_json(self) -> dict[str, object]:
        """Return the plan as it is in estimate.json."""
        values: dict[str, object] = {}
        put_text(values, "label", self.label)
        return {
            **values,
            "patch": dict(self.patch),
            "seconds": round(self.seconds, 1),
            "memory_bytes": self.memory_bytes,
        }


@dataclass(frozen=True)
class Estimate:
    """The cost of a job.

    Attributes:
        fits: Whether the memory that is free is enough.
        why: What is short where it doesn't fit; else what the estimate is based on.
        smaller: What to do instead where it doesn't fit; None where nothing is known to fit.
    """

    seconds: float
    memory_bytes: int
    fits: bool
    why: str = ""
    smaller: SmallerPlan | None = None

    def to_json(self) -> dict[str, object]:
        """Return the content of estimate.json."""
        values: dict[str, object] = {
            "seconds": round(self.seconds, 1),
            "memory_bytes": self.memory_bytes,
            "fits": self.fits,
        }
        put_text(values, "why", self.why)
        return {**values, "smaller": None if self.smaller is None else self.smaller.to_json()}

    @classmethod
    def from_json(cls, value: object) -> Estimate:
        """Read the content of estimate.json. Raises FormatError."""
        fields = Fields(value, "The estimate")
        plan = fields.raw("smaller")
        return cls(
            seconds=_cost(fields, "seconds"),
            memory_bytes=int(_cost(fields, "memory_bytes")),
            fits=fields.flag("fits", True),
            why=fields.message("why", ""),
            smaller=None if plan is None else _smaller(Fields(plan, "The smaller plan")),
        )

    @classmethod
    def of_report(cls, report: Mapping[str, object]) -> Estimate:
        """Read the estimate in the report of a finished job. Raises FormatError."""
        return cls.from_json(report.get(KEY))


def _smaller(fields: Fields) -> SmallerPlan:
    return SmallerPlan(
        fields.message("label"),
        plain_object(fields.mapping("patch"), (), "The smaller plan"),
        _cost(fields, "seconds"),
        int(_cost(fields, "memory_bytes")),
    )


def _cost(fields: Fields, name: str) -> float:
    value = fields.number(name, 0.0)
    if value < 0:
        raise FormatError("{name} of an estimate is negative.", name=name)
    return value
