# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one exception family. Every message is written for an animator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


def whole_text(text: str) -> str:
    """`text` with a question mark for each half character, as in the names of odd files."""
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True)
class Action:
    """A change of request settings that the panel offers as a button ("Try 16 frames")."""

    label: str
    patch: dict[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"label": self.label, "patch": dict(self.patch)}

    @classmethod
    def from_json(cls, value: object) -> Action | None:
        """The action in `value`, or None where there is none that can be understood."""
        if not isinstance(value, Mapping) or not isinstance(value.get("label"), str):
            return None
        patch = value.get("patch")
        known = {str(k): v for k, v in patch.items()} if isinstance(patch, Mapping) else {}
        return cls(value["label"], known)


class SketchMotionError(Exception):
    """What went wrong (`message`), what to do about it (`hint`), and perhaps a button for it."""

    kind: ClassVar[str] = "internal"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "", action: Action | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.action = action

    def to_json(self) -> dict[str, object]:
        """`{kind, message, hint, action}`, as in failed.json and in JSON-RPC error data."""
        action = self.action.to_json() if self.action else None
        return {
            "kind": self.kind,
            "message": whole_text(self.message),
            "hint": whole_text(self.hint),
            "action": action,
        }

    @staticmethod
    def from_json(value: Mapping[str, object]) -> SketchMotionError:
        """The error of the right class; an unknown kind becomes an InternalError."""
        family = _BY_KIND.get(str(value.get("kind")), InternalError)
        message = value.get("message")
        hint = value.get("hint")
        return family(
            message if isinstance(message, str) and message else "Something went wrong.",
            hint=hint if isinstance(hint, str) else "",
            action=Action.from_json(value.get("action")),
        )


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


class ProtocolError(SketchMotionError):
    """A message between add-on and engine breaks the rules of the link.

    `code` is the JSON-RPC error code and `request_id` the id of the message where it was readable.
    """

    kind = "protocol"
    exit_code = 5

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        action: Action | None = None,
        code: int = -32600,
        request_id: int | str | None = None,
    ) -> None:
        super().__init__(message, hint=hint, action=action)
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
