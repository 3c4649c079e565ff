# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Typed readers for values that came as JSON: settings, and the numbers of a request.

All of them are strict about kinds: True is no number, although Python counts it as 1, and the text
"3" is no number either. They differ in what follows from a value of another kind:

- ``as_*`` return None;
- ``checked_*`` raise BadInput with the range in its message: for what the animator typed;
- ``SettingsReader`` returns the default and moves numbers into their range: for expert settings,
  which may come from a preset of another version and must not fail a job.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from . import strict_json
from .errors import BadInput

Default = TypeVar("Default")


def as_flag(value: object) -> bool | None:
    """Return a true or false value, or None for another kind."""
    return value if isinstance(value, bool) else None


def as_whole(value: object) -> int | None:
    """Return a whole number, or None for another kind; 2.0 is another kind."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: object) -> float | None:
    """Return a finite number as a float, or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def checked_flag(value: object, name: str) -> bool:
    """Return a true or false value. Raises BadInput for another kind."""
    if not isinstance(value, bool):
        raise BadInput("{name} must be true or false.", name=name)
    return value


def checked_whole(value: object, name: str, low: float, high: float) -> int:
    """Return a whole number between low and high. Raises BadInput that names the range."""
    number = as_whole(value)
    if number is None:
        raise BadInput(
            "{name} must be a whole number between {low} and {high}.", name=name, low=low, high=high
        )
    if not low <= number <= high:
        raise BadInput(
            "{name} is {value}; it must be between {low} and {high}.",
            name=name,
            value=_short(number),
            low=low,
            high=high,
        )
    return number


def checked_number(value: object, name: str, low: float, high: float) -> float:
    """Return a number between low and high as a float. Raises BadInput that names the range."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise BadInput(
            "{what} must be a number between {low} and {high}.",
            what=name,
            low=f"{low:g}",
            high=f"{high:g}",
        )
    if not low <= value <= high:
        raise BadInput(
            "{what} is {value}; it must be between {low} and {high}.",
            what=name,
            value=_short(value),
            low=f"{low:g}",
            high=f"{high:g}",
        )
    return float(value)


def checked_text(value: object, name: str, longest: int) -> str:
    """Return a text of at most `longest` characters that a file can hold. Raises BadInput."""
    if not isinstance(value, str):
        raise BadInput("{name} must be text.", name=name)
    if len(value) > longest:
        raise BadInput(
            "{name} is too long ({count} characters, at most {longest}).",
            name=name,
            count=len(value),
            longest=longest,
        )
    strict_json.check_text(value, name)
    return value


def checked_choice(value: object, name: str, choices: Sequence[str]) -> str:
    """Return a text that is one of the choices. Raises BadInput that lists them."""
    if not isinstance(value, str) or value not in choices:
        raise BadInput("{name} must be one of {names}.", name=name, names=", ".join(choices))
    return value


class SettingsReader:
    """Expert settings by name; a setting that is missing or of another kind is the default."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        self._settings = settings

    def flag(self, name: str, default: bool) -> bool:
        """Return a true or false setting."""
        value = as_flag(self._settings.get(name))
        return default if value is None else value

    def number(
        self, name: str, default: Default, low: float = -math.inf, high: float = math.inf
    ) -> float | Default:
        """Return a numeric setting, moved into low..high; the default is returned as it is."""
        value = as_number(self._settings.get(name))
        return default if value is None else min(high, max(low, value))

    def whole(
        self, name: str, default: Default, low: float = -math.inf, high: float = math.inf
    ) -> int | Default:
        """Return a numeric setting, moved into low..high, without its fraction."""
        value = as_number(self._settings.get(name))
        return default if value is None else int(min(high, max(low, value)))


def _short(value: float) -> str:
    return str(value) if abs(value) < 10**12 else "too large" if value > 0 else "too small"
