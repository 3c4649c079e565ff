# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which beats of a sentence one object of a drawing acts."""

from __future__ import annotations

from collections.abc import Collection

from addon.contract.beats import BeatReading, SentenceBeat


def beats_asked(
    reading: BeatReading, name: str, verbs: Collection[str], *, alone: bool
) -> tuple[SentenceBeat, ...] | None:
    """Return the beats that an object acts; () where it stays still, None where bones don't help.

    verbs: what its body can do. alone: it is the drawing's only object. An object that no beat is
    about stays still when there are beats about others, and so does one of which only is said what
    lines can't do: "the flower rots".
    """
    about_it = [beat for beat in reading.beats if beat.who in ("", name)]
    acted = tuple(beat for beat in about_it if beat.action in verbs)
    if acted:
        return acted
    refused = {refusal.who for refusal in reading.refusals}
    if not about_it and (refused & {"", name} or (refused and not reading.beats)):
        return ()
    return () if reading.beats and not about_it and not alone else None
