# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist should know of a result."""

from __future__ import annotations

import json

from addon.client.jobs.remarks import KEPT, is_seen, kept, remarks_of, remarks_of_take
from addon.client.jobs.takes import HostNote, Take
from addon.contract.messages import Message
from addon.contract.request import Request
from addon.contract.strict_json import JSON

GUESS = Message("No motion I know is named in {caption!r}; the result is a guess.", caption="zorb")


def take_of(extra: dict[str, JSON], info: dict[str, str]) -> Take:
    from pathlib import Path

    note = HostNote(extra=extra)
    return Take("one", Path("one"), note, "done", Request(prompt="it slides"), info)


def test_warnings_words_and_losses_are_told_once() -> None:
    beats = json.dumps({"beats": [], "not_understood": ["zorb"], "refusals": [], "language": "en"})
    info = {"beats": beats, "warnings": "Filters are left out.\nFilters are left out."}
    found = remarks_of(info, [GUESS, GUESS])
    assert found == (GUESS, "Not understood: zorb", "Filters are left out.")


def test_a_result_without_a_hitch_has_none() -> None:
    assert remarks_of({}, []) == ()
    assert kept([]) == {}


def test_a_warning_keeps_its_template_on_the_take() -> None:
    stored = json.loads(json.dumps(kept([GUESS])))
    (remark,) = remarks_of_take(take_of(stored, {}))
    assert isinstance(remark, Message) and remark.template == GUESS.template
    assert remark == GUESS


def test_damaged_notes_are_passed_over() -> None:
    assert remarks_of_take(take_of({KEPT: ["text", {"text": 3}, 4]}, {})) == ()
    assert remarks_of_take(take_of({KEPT: "text"}, {})) == ()


def test_dismissed_remarks_are_seen() -> None:
    assert is_seen(take_of({"remarks_seen": True}, {})) and not is_seen(take_of({}, {}))
