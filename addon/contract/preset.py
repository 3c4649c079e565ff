# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets: JSON, data only. Unknown keys are kept, numbers are clamped, nothing is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, cast

from . import strict_json
from .errors import BadInput, FormatError
from .files import PathLike, read_bytes, write_bytes_atomic
from .frame_rate import FASTEST, SLOWEST, checked_fps
from .messages import Message
from .request import PATHS, QUALITIES, RANGES, MotionPath, Request
from .strict_json import JSON, Fields

FORMAT = "sketch-motion-preset"
VERSION = 1
MAX_BYTES = 1 << 20

_WHOLE = ("frames", "hold", "seed")
_TEXTS = ("prompt", "model")


@dataclass(frozen=True)
class Preset:
    """Named settings: those that a Request knows by name, and expert settings."""

    name: str
    author: str = ""
    license: str = ""
    description: str = ""
    path: MotionPath = "vector"
    settings: dict[str, JSON] = field(default_factory=dict)
    extra: dict[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in ("name", "author", "license", "description"):
            value = getattr(self, key)
            if not isinstance(value, str) or len(value) > 10_000:
                raise FormatError("{key} of a preset must be a text of moderate length.", key=key)
            strict_json.check_text(value, key)
        if not self.name:
            raise FormatError("A preset must have a name.")
        if self.path not in PATHS:
            raise FormatError(
                "The path of a preset must be one of {names}.", names=", ".join(PATHS)
            )
        settings = strict_json.plain_object(self.settings, (), "The settings of a preset")
        object.__setattr__(self, "settings", settings)
        known = [item.name for item in fields(self)] + ["format", "version"]
        extra = strict_json.plain_object(self.extra, known, "What a preset keeps")
        object.__setattr__(self, "extra", extra)
        _check_kinds(self.settings)

    def to_json(self) -> dict[str, JSON]:
        return {
            **self.extra,
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "author": self.author,
            "license": self.license,
            "description": self.description,
            "path": self.path,
            "settings": self.settings,
        }

    @classmethod
    def from_json(cls, value: object) -> Preset:
        """Read a preset; raises FormatError for another format, a newer version, wrong kinds."""
        read = Fields(value, "The preset")
        read.expect(FORMAT, VERSION)
        return cls(
            name=read.text("name"),
            author=read.text("author", ""),
            license=read.text("license", ""),
            description=read.text("description", ""),
            path=cast(MotionPath, read.text("path", "vector")),
            settings=read.mapping("settings"),
            extra=read.rest(),
        )

    def write(self, path: PathLike) -> None:
        """Write the preset; raises DiskFull, BadInput."""
        text = strict_json.dump(self.to_json(), "The preset", indent=1)
        write_bytes_atomic(path, text.encode("ascii"))

    @classmethod
    def read(cls, path: PathLike) -> Preset:
        """Read a preset; raises FormatError, BadInput."""
        data = read_bytes(path, max_bytes=MAX_BYTES)
        return cls.from_json(strict_json.parse(data, "The preset"))

    def applied(
        self, request: Request, ranges: Mapping[str, tuple[float, float]] | None = None
    ) -> tuple[Request, list[str]]:
        """Return the request with this preset's settings, and a note for every clamped number.

        `ranges` are those of expert settings, by name. A prompt that the request has stays.
        """
        notes: list[str] = []
        changes: dict[str, Any] = {"path": self.path, "preset": self.name[:1000]}
        expert = dict(request.settings)
        for key, value in self.settings.items():
            if key in RANGES:
                changes[key] = _clamped(key, cast(float, value), RANGES[key], notes)
            elif key == "fps":
                changes[key] = _clamped_fps(value, notes)
            elif key in ("loop", "quality", *_TEXTS):
                changes[key] = value
            elif ranges and key in ranges and _is_number(value):
                expert[key] = _clamped(key, cast(float, value), ranges[key], notes)
            else:
                expert[key] = value
        if request.prompt:
            changes.pop("prompt", None)
        return replace(request, settings=expert, **changes), notes


def _check_kinds(settings: Mapping[str, JSON]) -> None:
    """Raise FormatError for a known setting of the wrong kind."""
    for key, value in settings.items():
        if key in _WHOLE and (isinstance(value, bool) or not isinstance(value, int)):
            raise FormatError("{key} in the preset must be a whole number.", key=key)
        if key == "strength" and not _is_number(value):
            raise FormatError("strength in the preset must be a number.")
        if key == "loop" and not isinstance(value, bool):
            raise FormatError("loop in the preset must be true or false.")
        if key == "quality" and value not in QUALITIES:
            raise FormatError(
                "quality in the preset must be one of {names}.", names=", ".join(QUALITIES)
            )
        if key in _TEXTS and not (isinstance(value, str) and len(value) <= 1000):
            raise FormatError(
                "{key} in the preset must be a text of at most 1000 characters.", key=key
            )
        if key == "fps":
            _clamped_fps(value, [])


def _clamped(key: str, value: float, limits: tuple[float, float], notes: list[str]) -> float:
    low, high = limits
    inside = min(max(value, low), high)
    if inside != value:
        kept = int(inside) if isinstance(value, int) and float(inside).is_integer() else inside
        notes.append(
            Message(
                "{key}: {value} was changed to {kept} ({low} to {high}).",
                key=key,
                value=_short(value),
                kept=f"{kept:g}",
                low=f"{low:g}",
                high=f"{high:g}",
            )
        )
        return kept
    return value


def _clamped_fps(value: object, notes: list[str]) -> tuple[int, int]:
    try:
        return checked_fps(value)
    except FormatError:
        raise
    except BadInput:
        numerator, denominator = value if isinstance(value, (list, tuple)) else (value, 1)
        fast = denominator > 0 and numerator > FASTEST * denominator
        fps = (FASTEST, 1) if fast else (SLOWEST, 1)
        notes.append(
            Message(
                "fps was changed to {fps} ({slowest} to {fastest}).",
                fps=fps[0],
                slowest=SLOWEST,
                fastest=FASTEST,
            )
        )
        return fps


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _short(value: float) -> str:
    text = str(value)
    return text if len(text) < 25 else f"{text[:22]}..."
