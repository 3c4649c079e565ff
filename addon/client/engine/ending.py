# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the engine's program ended, in words for those who don't know exit codes."""

from __future__ import annotations

from ...contract.messages import Message

#: Exit codes by what they mean: signals as Python tells them (negative) and as a shell does (128 +
#: the signal), and those of Windows.
KILLED = (-9, 137)
CRASHED = (-4, -6, -7, -8, -11, 132, 134, 135, 136, 139, 0xC0000005, 0xC0000409, 0xC00000FD)
STOPPED = (-1, -2, -15, 129, 130, 143, 0xC000013A)
WHERE_TO_CHOOSE = "Choose the engine's Python again in the preferences."


def cause(code: int | None, reason: str = "") -> Message:
    """Return why a program ended, to follow a colon.

    code: its exit code, None where it never started. reason: why it could not start.
    """
    if reason or code is None:
        return Message("it can't be run ({why})", why=reason)
    if code in KILLED:
        return Message("the system ended it, most often because memory ran out")
    if code in CRASHED or code & 0xFFFFFFFF in CRASHED:
        return Message("it crashed")
    if code in STOPPED or code & 0xFFFFFFFF in STOPPED:
        return Message("it was ended from outside")
    if code == 0:
        return Message("it ended by itself, without a word")
    return Message("it ended with an error")


def last_words(log: tuple[str, ...]) -> str:
    """Return what a program said last and where to choose another, as a hint."""
    if not log:
        return WHERE_TO_CHOOSE
    words = "It says: {said} If this isn't the engine, choose it again in the preferences."
    return Message(words, said=log[-1])
