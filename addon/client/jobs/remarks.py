# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist should know of a result: words that weren't understood, guesses, losses.

It stays on the take, and in the panel until it is dismissed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...contract.drawing import WARNINGS
from ...contract.messages import put_text, text_from
from ...contract.strict_json import JSON
from .result_lines import notes_of, reading_of
from .takes import Take

KEPT = "warnings"  # in a note's extra: what the engine said while it worked
SEEN = "remarks_seen"  # in a note's extra: dismissed in the panel
_TEXT = "text"


def remarks_of(info: Mapping[str, str], warnings: Iterable[str]) -> tuple[str, ...]:
    """Return the remarks of a result, each once. warnings: what the engine said on its way."""
    losses = [text for text in info.get(WARNINGS, "").split("\n") if text]
    return tuple(dict.fromkeys((*warnings, *notes_of(reading_of(info)), *losses)))


def remarks_of_take(take: Take) -> tuple[str, ...]:
    """Return the remarks of a take."""
    stored = take.note.extra.get(KEPT)
    warnings = []
    for item in stored if isinstance(stored, list) else ():
        if isinstance(item, dict) and isinstance(item.get(_TEXT), str):
            warnings.append(text_from(str(item[_TEXT]), item.get(f"{_TEXT}_parts")))
    return remarks_of(take.info, warnings)


def is_seen(take: Take) -> bool:
    """Return whether the remarks of a take were dismissed in the panel."""
    return SEEN in take.note.extra


def kept(warnings: Iterable[str]) -> dict[str, JSON]:
    """Return what to add to a note's extra for the warnings of a job."""
    texts: list[JSON] = []
    for warning in warnings:
        item: dict[str, JSON] = {}
        put_text(item, _TEXT, warning)
        texts.append(item)
    return {KEPT: texts} if texts else {}
