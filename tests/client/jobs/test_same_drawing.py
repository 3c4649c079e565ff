# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings are the same by their lines, not by where the host found them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from addon.client.jobs.same_drawing import fingerprint
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing


def drawing() -> Drawing:
    return Drawing.build([0, 0, 10, 0, 20, 5], [0, 2, 3], canvas=(40, 20), object_names=("fish",))


def test_what_the_host_notes_does_not_count() -> None:
    assert fingerprint(drawing()) == fingerprint(replace(drawing(), host={"frame": "7"}))


@pytest.mark.parametrize(
    "change",
    [
        {"canvas": (40.0, 21.0)},
        {"object_names": ("boat",)},
        {"positions": Array.of([0.0, 0.0, 10.0, 0.0, 20.0, 6.0], "F32", (3, 2))},
        {"objects": Array.of([0, -1], "I32")},
    ],
)
def test_another_drawing_is_another(change: dict[str, object]) -> None:
    assert fingerprint(drawing()) != fingerprint(replace(drawing(), **change))  # type: ignore[arg-type]
