# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which later keys of a drawing are kept."""

from __future__ import annotations

import pytest

from addon.contract.errors import BadInput
from addon.contract.given_pictures import KEPT_STEMS, frames_to_keep, read_to_keep


def test_each_held_picture_has_one_drawing_and_the_first_has_none() -> None:
    assert frames_to_keep([9, 1, 3, 4, 6], hold=3) == [4, 6, 9]
    assert frames_to_keep(range(4), hold=1) == [1, 2, 3]


def test_too_many_are_refused_and_those_of_one_picture_count_once() -> None:
    most = len(KEPT_STEMS)
    assert frames_to_keep(range(2, 2 * most + 2), hold=2) == list(range(3, 2 * most + 2, 2))
    with pytest.raises(BadInput, match="At most 8"):
        frames_to_keep(range(1, most + 2), hold=1)


def test_empty_keys_do_not_count_and_too_many_are_told_at_the_ninth() -> None:
    asked = []

    def read(key: int) -> bytes | None:
        asked.append(key)
        return None if key % 2 else b"drawn"

    assert read_to_keep(range(1, 18), 1, read) == [(key, b"drawn") for key in range(2, 18, 2)]
    asked.clear()
    with pytest.raises(BadInput, match="At most 8"):
        read_to_keep(range(1, 100), 1, read)
    assert asked[-1] == 18
