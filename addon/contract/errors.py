# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one exception family. Every message is written for an animator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .messages import PARTS, Message, put_text, text_from


@dataclass(frozen=True)
class Action:
    """A change of request settings that the panel offers as a button.

    Attributes:
        label: The text of the button ("Try 16 frames"); a Message where something is filled in.
        patch: New values of the request's settings, for `Request.patched`.
    """

    label: str
    patch: dict[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        values: dict[str, object] = {}
        put_text(values, "label", self.label)
        return {**values, "patch": dict(self.patch)}

    @classmethod
    def from_json(cls, value: object) -> Action | None:
        """Return the action in `value`, or None where there is none that can be understood."""
        if not isinstance(value, Mapping) or not isinstance(value.get("label"), str):
            return None
        patch = value.get("patch")
        known = {str(k): v for k, v in patch.items()} if isinstance(patch, Mapping) else {}
        return cls(_text(value, "label"), known)


class SketchMotionError(Exception):
    """What went wrong, what to do about it, and perhaps a button for it.

    Keyword arguments that are not listed here fill in the message; a hint with something filled in
    is a Message of its own::

        BadInput(
            "{folder} has only {size} free.",
            hint=Message("Free {missing} there.", missing="2 GB"),
            folder=folder.name,
            size="1 GB",
        )

    Attributes:
        message: What went wrong, in English; its template and arguments are for translations.
        hint: What to do about it, in English; may be empty.
        action: A change of settings that may help.
    """

    kind: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 1

    def __init__(
        self, message: str, /, *, hint: str = "", action: Action | None = None, **arguments: object
    ) -> None:
        self.message = _message(message, arguments)
        self.hint = _message(hint, {})
        self.action = action
        super().__init__(str(self.message))

    def to_json(self) -> dict[str, object]:
        """Return `{kind, message, hint, action}`, as in failed.json and in JSON-RPC error data.

        `message_parts` and `hint_parts` lie beside texts with something filled in.
        """
        values: dict[str, object] = {"kind": self.kind}
        put_text(values, "message", self.message)
        put_text(values, "hint", self.hint)
        values["action"] = self.action.to_json() if self.action else None
        return values

    @staticmethod
    def from_json(value: Mapping[str, object]) -> SketchMotionError:
        """Return an error of the right class; an unknown kind becomes an InternalError."""
        family = _BY_KIND.get(str(value.get("kind")), InternalError)
        return family(
            _text(value, "message") or "Something went wrong.",
            hint=_text(value, "hint"),
            action=Action.from_json(value.get("action")),
        )


def _message(text: str, arguments: Mapping[str, object]) -> Message:
    """Return the text as a message; of errors among the arguments, their messages."""
    if isinstance(text, Message) and not arguments:
        return text
    filling = {
        name: value.message if isinstance(value, SketchMotionError) else value
        for name, value in arguments.items()
    }
    return Message(text, **filling)


def _text(value: Mapping[str, object], key: str) -> str:
    text = value.get(key)
    return text_from(text, value.get(key + PARTS)) if isinstance(text, str) else ""


class InternalError(SketchMotionError):
    """A defect of ours."""

    kind = "internal"
    exit_code = 1


class BadInput(SketchMotionError):
    """What was asked for, or the drawing itself, can't be used."""

    kind = "bad_input"
    exit_code = 5


class FormatError(BadInput):
    """A file is not what its name says, or is damaged."""

    kind = "format"


class NewerFormat(FormatError):
    """A file is of a format that a later version of the program has made."""

    @classmethod
    def of(cls, what: str, version: object) -> NewerFormat:
        """Return the error for a file, by what it is, and the version of its format."""
        return cls(
            "{what} was made by a newer Sketch Motion (format version {version}).",
            what=what,
            version=version,
            hint="Update Sketch Motion.",
        )


class ProtocolError(SketchMotionError):
    """A message between add-on and engine breaks the rules of the link.

    `code` is the JSON-RPC error code and `request_id` the id of the message where it was readable.
    """

    kind = "protocol"
    exit_code = 5

    def __init__(
        self,
        message: str,
        /,
        *,
        hint: str = "",
        action: Action | None = None,
        code: int = -32600,
        request_id: int | str | None = None,
        **arguments: object,
    ) -> None:
        super().__init__(message, hint=hint, action=action, **arguments)
        self.code = code
        self.request_id = request_id


class Cancelled(SketchMotionError):
    """The user asked to stop."""

    kind = "cancelled"
    exit_code = 3


class OutOfMemory(SketchMotionError):
    """The device has too little memory for these settings."""

    kind = "out_of_memory"
    exit_code = 4


class Stopped(SketchMotionError):
    """The engine stopped with a checkpoint, and the job can go on."""

    kind = "stopped"
    exit_code = 4


class JobBusy(SketchMotionError):
    """Another runner holds the job, or another program the device."""

    kind = "busy"
    exit_code = 4


class DiskFull(SketchMotionError):
    """No room left to write."""

    kind = "disk_full"
    exit_code = 4


_BY_KIND: dict[str, type[SketchMotionError]] = {
    family.kind: family
    for family in (
        InternalError,
        BadInput,
        FormatError,
        ProtocolError,
        Cancelled,
        OutOfMemory,
        Stopped,
        JobBusy,
        DiskFull,
    )
}
