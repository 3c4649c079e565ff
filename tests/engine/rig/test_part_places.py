# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts are found by mirror images, rows and places."""

from __future__ import annotations

import pytest

from tests.engine.rig.test_face_parts import HEAD, LEFT, MOUTH, RIGHT, found
from tests.engine.rig.test_told_parts import Floats, line, ring

BUST = (HEAD, LEFT, RIGHT, MOUTH, line((150, 500), (170, 390), (330, 390), (350, 500)))
WINGS = (
    line((120, 300), (40, 260), (30, 340), (120, 320)),
    line((380, 300), (460, 260), (470, 340), (380, 320)),
)
HAND = (ring(390, 440, 30), line((395, 430), (420, 350)))
FRAME = (
    line((0, 0), (400, 0), (400, 300), (0, 300), (0, 0)),
    line((20, 20), (380, 20), (380, 280), (20, 280), (20, 20)),
)


def box(left: float, top: float, right: float, bottom: float) -> Floats:
    return line((left, top), (right, top), (right, bottom), (left, bottom), (left, top))


def cloud(x: float, y: float) -> Floats:
    return line((x, y), (x + 40, y), (x + 36, y + 25), (x + 20, y + 40), (x + 12, y + 20), (x, y))


@pytest.mark.parametrize(
    ("noun", "strokes", "parts"),
    [
        ("wing", (*BUST, *WINGS), [[5], [6]]),
        ("arm", (*BUST, *WINGS), [[5], [6]]),
        ("hand", (*BUST, *HAND), [[5, 6]]),
        ("wrench", (*BUST, *HAND), [[5, 6]]),
        ("tassel", (*BUST, line((130, 60), (128, 150))), [[5]]),
        ("hand", BUST, []),
        ("wing", (line((0, 0), (90, 40)), line((10, 90), (70, 20))), []),
        (
            "reel",
            (*FRAME, box(60, 60, 120, 200), box(160, 60, 220, 200), box(260, 60, 320, 200)),
            [[2], [3], [4]],
        ),
        ("door", (box(0, 100, 400, 300), box(150, 200, 200, 300), ring(190, 250, 4)), [[1, 2]]),
        ("door", (box(0, 0, 90, 200),), []),
        ("lid", (box(60, 0, 400, 300), box(0, 60, 350, 305)), [[1]]),
        ("paper", (box(0, 100, 400, 300), box(100, 290, 300, 380)), [[1]]),
        ("paper", (box(0, 100, 400, 300), box(100, 150, 300, 250)), []),
        (
            "end",
            (
                ring(200, 100, 40),
                line((190, 120), (120, 240), (160, 260)),
                line((210, 120), (280, 240), (240, 260)),
                line((160, 100), (60, 60), (60, 140), (160, 100)),
                line((240, 100), (340, 60), (340, 140), (240, 100)),
            ),
            [[1], [2]],
        ),
        ("hook", (line((0, 50), (400, 50)), line((200, 50), (200, 400)), line((20, 52), (24, 110))),
         [[2]]),
        ("tree", (box(200, 150, 400, 300), cloud(20, 20) * 3, box(110, 150, 120, 300)), [[1, 2]]),
        (
            "leaf",
            (ring(250, 300, 120), line((250, 190), (270, 120), (330, 110), (250, 190))),
            [[1]],
        ),
        (
            "straw",
            (
                box(100, 100, 200, 300),
                box(60, 300, 240, 320),
                line((150, 140), (150, 80), (190, 40), (200, 50), (160, 85), (160, 140)),
                line((152, 140), (152, 220)),
            ),
            [[2, 3]],
        ),
        ("smoke", (*FRAME, box(60, 120, 90, 280), cloud(60, 40), cloud(200, 40)), [[3], [4]]),
        ("smoke", (box(60, 120, 90, 280), cloud(60, 40)), []),
    ],
)  # fmt: skip
def test_parts_are_found_by_where_they_are(
    noun: str, strokes: tuple[Floats, ...], parts: list[list[int]]
) -> None:
    assert sorted(found(noun, *strokes)) == parts
