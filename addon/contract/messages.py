# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts for people: an English template and the arguments that fill it in.

A host with another language looks up the template, not the finished sentence::

    message = Message("There is no engine in {folder}.", folder=root)
    str(message)  # "There is no engine in /home/me/engine."
    translated(message, german.get)  # "In /home/me/engine ist keine Engine."

In JSON the English text stays where it always was, and the template lies beside it::

    {"message": "There is no engine in /x.",
     "message_parts": {"template": "There is no engine in {folder}.",
                       "arguments": {"folder": "/x"}}}

so that a reader that knows no templates still has the text, and a file without them can be read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, MutableMapping
from string import Formatter
from types import MappingProxyType
from typing import Any, TypeAlias

PARTS = "_parts"  # what follows the key of a text in the key of its template and arguments
#: A longer template with its arguments is left out of JSON: a line of events or of JSON-RPC holds
#: 64 KiB, and up to two texts with their templates.
LONGEST_PARTS = 1 << 13
_LARGEST_INTEGER = 2**53  # larger ones are kept as text: not every reader of JSON holds them
_DEEPEST = 8  # messages within messages that are read

Argument: TypeAlias = "str | int | float"  # a str may be a Message


class Message(str):
    """An English text that remembers its template and what filled it in.

    It is a str, the finished English one, and can be used wherever a str can; what is cut out of
    it or joined with it is a plain str again. ``{name}`` and ``{name!r}`` in the template are
    filled in; other formatting is done by the caller. Without arguments the template is the text
    as it stands, braces included. A template that can't be filled in is shown as it is: nothing
    here raises, because messages are made while something else goes wrong.

    Attributes:
        template: The English text with its placeholders; the key of translations.
        arguments: The value of each placeholder, by name. A Message among them is translated
            before it is filled in. Other values than text and numbers are kept as their text.
    """

    template: str
    arguments: Mapping[str, Argument]

    def __new__(cls, template: str, /, **arguments: object) -> Message:
        values = {name: _argument(value) for name, value in arguments.items()}
        plain = str(template)
        message = super().__new__(cls, _filled(plain, values, plain) if values else plain)
        message.template = plain
        message.arguments = MappingProxyType(values)
        return message

    def __reduce__(self) -> tuple[object, ...]:
        return _restored, (self.template, dict(self.arguments))

    def to_json(self) -> dict[str, object]:
        """Return ``{"template": ..., "arguments": {...}}``; an argument may be such an object."""
        return {
            "template": whole_text(self.template),
            "arguments": {
                whole_text(name): _argument_to_json(value) for name, value in self.arguments.items()
            },
        }

    @classmethod
    def from_json(cls, value: object) -> Message | None:
        """Return the message in a JSON value, or None where there is none."""
        return _from_json(value, _DEEPEST)


def translated(text: str, translate: Callable[[str], str]) -> str:
    """Return a text in another language.

    `translate` returns the translation of a template, or the template itself where it has none.
    Arguments that are messages are translated first. A translation that can't be filled in is not
    used: the text stays English.
    """
    if not isinstance(text, Message) or not text.arguments:
        return translate(str(text))
    template = translate(text.template)
    values = {
        name: translated(value, translate) if isinstance(value, Message) else value
        for name, value in text.arguments.items()
    }
    return _filled(template, values, str(text))


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter, with its arguments where it is a Message."""
    if isinstance(text, Message):
        return Message(text.template[:1].upper() + text.template[1:], **text.arguments)
    return text[:1].upper() + text[1:]


def whole_text(text: str) -> str:
    """Return `text` with a question mark for each half character, as in the names of odd files."""
    return text.encode("utf-8", "replace").decode("utf-8")


def put_text(values: MutableMapping[str, Any], key: str, text: str) -> None:
    """Set a text in a JSON object, and its template and arguments beside it where it has some."""
    values[key] = whole_text(text)
    if isinstance(text, Message) and text.arguments:
        parts = text.to_json()
        if len(json.dumps(parts)) <= LONGEST_PARTS:
            values[key + PARTS] = parts


def text_from(text: str, parts: object) -> str:
    """Return the text of a JSON object, as a Message where its `parts` are there and give it."""
    message = Message.from_json(parts)
    return message if message is not None and str(message) == text else text


def _restored(template: str, arguments: Mapping[str, Argument]) -> Message:
    return Message(template, **arguments)


def _argument(value: object) -> Argument:
    """Return a value as it is kept in a message."""
    if isinstance(value, Message):
        return value
    if isinstance(value, bool):
        return str(value)
    if type(value) is int and abs(value) <= _LARGEST_INTEGER:
        return value
    if type(value) is float and math.isfinite(value):
        return value
    try:
        return str(value)
    except Exception:  # a message about a defect must not fail because of it
        return f"<{type(value).__name__}>"


def _filled(template: str, values: Mapping[str, Argument], otherwise: str) -> str:
    """Return the template with its placeholders filled in, `otherwise` where that can't be done.

    Stricter than `str.format`, because a template may come from a file: no attributes, no indices
    and no format specifications.
    """
    try:
        texts = []
        for plain, name, specification, conversion in Formatter().parse(template):
            texts.append(plain)
            if name is None:
                continue
            if specification or conversion not in (None, "r"):
                return otherwise
            value = values[name]
            texts.append(repr(value) if conversion else str(value))
    except (KeyError, ValueError):
        return otherwise
    return "".join(texts)


def _argument_to_json(value: Argument) -> object:
    if isinstance(value, Message):
        return value.to_json()
    return whole_text(value) if isinstance(value, str) else value


def _from_json(value: object, depth: int) -> Message | None:
    if not isinstance(value, Mapping) or depth == 0:
        return None
    template, arguments = value.get("template"), value.get("arguments", {})
    if not isinstance(template, str) or not isinstance(arguments, Mapping):
        return None
    read: dict[str, object] = {}
    for name, item in arguments.items():
        argument = _from_json(item, depth - 1) if isinstance(item, Mapping) else item
        if not isinstance(argument, (str, int, float)) or not isinstance(name, str):
            return None
        read[name] = argument
    return Message(template, **read)
