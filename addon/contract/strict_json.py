# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON as the standard has it: no NaN, no infinity, no duplicate keys, UTF-8 only.

`Fields` reads a JSON object key by key, names the key whose value is wrong, and keeps the keys that
nobody reads. In all functions `what` is what error messages call the value: "The request".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from .errors import BadInput, FormatError, NewerFormat
from .messages import PARTS, text_from

if TYPE_CHECKING:
    from typing import NoReturn

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

_DEPTH = 64


def parse(data: bytes | bytearray | str, what: str) -> JSON:
    """Return the value of a JSON text; raise FormatError for a text that isn't strict JSON."""
    try:
        text = data if isinstance(data, str) else bytes(data).decode("utf-8-sig")
        value: JSON = json.loads(
            text,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_keys,
        )
    except (ValueError, RecursionError, MemoryError) as error:
        reason = "not UTF-8 text" if isinstance(error, UnicodeError) else str(error)
        raise FormatError(
            "{what} is not valid JSON ({why}).", what=what, why=reason[:200]
        ) from None
    check(value, what)
    return value


def dump(value: object, what: str, *, indent: int | None = None) -> str:
    """Return `value` as JSON text, ASCII only; raise FormatError for values like NaN."""
    check(value, what)
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, allow_nan=False, indent=indent, separators=separators)


def check(value: object, what: str) -> None:
    """Raise FormatError unless `value` can be written as JSON and read back by any program.

    Numbers have to be finite and not too large, keys have to be text, text must not hold half
    characters, and values may be nested _DEPTH deep.
    """
    stack: list[tuple[object, int]] = [(value, 0)]
    while stack:
        item, depth = stack.pop()
        if depth > _DEPTH:
            raise FormatError("{what} is nested too deeply.", what=what)
        if item is None or isinstance(item, bool):
            continue
        if isinstance(item, int):
            if not -(2**64) < item < 2**64:
                raise FormatError("{what} holds a number that is too large.", what=what)
        elif isinstance(item, float):
            if not math.isfinite(item):
                raise FormatError("{what} holds a number that is not finite.", what=what)
        elif isinstance(item, str):
            check_text(item, what)
        elif isinstance(item, (list, tuple)):
            stack.extend((child, depth + 1) for child in item)
        elif isinstance(item, dict):
            for key, child in item.items():
                if not isinstance(key, str):
                    raise FormatError("{what} has a key that is not text.", what=what)
                check_text(key, what)
                stack.append((child, depth + 1))
        else:
            raise FormatError(
                "{what} holds a {kind}, which JSON doesn't know.",
                what=what,
                kind=type(item).__name__,
            )


def plain(value: object, what: str) -> JSON:
    """Return a copy of a JSON value, with lists for tuples; raise FormatError as `check` does."""
    check(value, what)
    return _copied(value)


def _copied(value: object) -> JSON:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copied(item) for item in value]
    return cast("JSON", value)


def plain_object(value: object, known: Iterable[str], what: str) -> dict[str, JSON]:
    """Return a copy of the JSON object `value`, which must not have any of the keys in `known`.

    known: keys that are written beside the keys of `value`; a key in both would be written twice.
    Raises FormatError for such a key, for a value that is no JSON object, and as `check` does.
    """
    found = plain(value, what)
    if not isinstance(found, dict):
        raise FormatError("{what} must be a JSON object.", what=what)
    twice = set(known) & set(found)
    if twice:
        raise FormatError("{what} holds {key} twice.", what=what, key=sorted(twice)[0])
    return found


def check_text(text: str, what: str) -> None:
    """Raise FormatError for half characters (lone surrogates), which UTF-8 can't hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise FormatError(
            "{what} holds a broken character.", what=what, hint="Type it again."
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _unique_keys(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    unique = dict(pairs)
    if len(unique) != len(pairs):
        raise ValueError("a key appears twice")
    return unique


class Fields:
    """A JSON object that is read key by key.

    Each method that reads a key takes the key out of the object; `rest` returns the keys that
    nobody has read. A value of the wrong kind raises FormatError, and so does a missing key that
    has no default.
    """

    def __init__(self, value: object, what: str) -> None:
        if not isinstance(value, dict):
            raise FormatError("{what} must be a JSON object.", what=what)
        self.what = what
        self._rest: dict[str, JSON] = dict(value)

    def expect(self, format_name: str, version: int) -> None:
        """Raise FormatError unless the object names this format, in `version` or an older one."""
        if self._rest.pop("format", None) != format_name:
            raise FormatError("{what} is not a {format} file.", what=self.what, format=format_name)
        found = self._rest.pop("version", None)
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise FormatError("{what} doesn't say its version.", what=self.what)
        if found > version:
            raise NewerFormat.of(self.what, found)

    def has(self, key: str) -> bool:
        return key in self._rest

    def raw(self, key: str, default: JSON = None) -> JSON:
        return self._rest.pop(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, "text")
        return value

    def message(self, key: str, default: str | None = None) -> str:
        """Take the text at `key`; it is a Message where `key` + PARTS has its template."""
        parts = self._rest.pop(key + PARTS, None)
        return text_from(self.text(key, default), parts)

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(key, "a whole number")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        value = self._take(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self._wrong(key, "a number")
        return as_float(value, f"{key} in {self.what}")

    def optional_number(self, key: str) -> float | None:
        if self._rest.get(key) is None:
            self._rest.pop(key, None)
            return None
        return self.number(key)

    def optional_text(self, key: str) -> str | None:
        if self._rest.get(key) is None:
            self._rest.pop(key, None)
            return None
        return self.text(key)

    def optional_message(self, key: str) -> str | None:
        if self._rest.get(key) is None:
            self._rest.pop(key + PARTS, None)
            return self.optional_text(key)
        return self.message(key)

    def items(self, key: str) -> list[JSON]:
        value = self._take(key, [])
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def mapping(self, key: str) -> dict[str, JSON]:
        value = self._take(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "an object")
        return value

    def rest(self) -> dict[str, JSON]:
        """Return the keys that nobody has read, with their values."""
        return self._rest

    def _take(self, key: str, default: JSON) -> JSON:
        if key not in self._rest and default is None:
            raise FormatError("{what} lacks {key}.", what=self.what, key=key)
        return self._rest.pop(key, default)

    def _wrong(self, key: str, kind: str) -> FormatError:
        return FormatError("{key} in {what} must be {kind}.", key=key, what=self.what, kind=kind)


def as_float(value: float, what: str) -> float:
    """Return a number as a float; raise BadInput unless the float is finite."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadInput("{what} is not a finite number.", what=what)
    return number


def names_from(text: str, what: str) -> tuple[str, ...]:
    """Read a JSON list of names, as kept in the metadata of a safetensors file."""
    value = parse(text, what)
    if not isinstance(value, list):
        raise FormatError("{what} must be a list of names.", what=what)
    names: list[str] = []
    for name in value:
        if not isinstance(name, str):
            raise FormatError("{what} must be a list of names.", what=what)
        names.append(name)
    return tuple(names)


def texts_from(text: str, what: str) -> dict[str, str]:
    """Read a JSON object of texts, as kept in the metadata of a safetensors file."""
    value = parse(text, what)
    if not isinstance(value, dict):
        raise FormatError("{what} must be an object of texts.", what=what)
    texts: dict[str, str] = {}
    for key, item in value.items():
        if not isinstance(item, str):
            raise FormatError("{what} must be an object of texts.", what=what)
        texts[key] = item
    return texts


def check_names(names: Sequence[str], what: str) -> None:
    """Raise FormatError unless all names are texts that a file can hold."""
    for name in names:
        if not isinstance(name, str):
            raise FormatError("{what} must be texts.", what=what)
        check_text(name, what)


def check_texts(texts: Mapping[str, str], what: str) -> None:
    """Raise FormatError unless keys and values are texts that a file can hold."""
    check_names(list(texts), what)
    check_names(list(texts.values()), what)


def pair(value: object, what: str) -> tuple[float, float]:
    """Return a list of two numbers as two floats; raise BadInput for any other value.

    The numbers have to be finite.
    """
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise FormatError("{what} must be two numbers.", what=what)
    for number in value:
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            raise FormatError("{what} must be two numbers.", what=what)
    return as_float(value[0], what), as_float(value[1], what)
