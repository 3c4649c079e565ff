# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blades turn as one about their hub; rings of several strokes and dials are known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.language.part_words import part_rows
from engine.rig.dials import turning_place
from engine.rig.drawn_rings import drawn_rings
from engine.rig.part_scores import scored_parts
from engine.rig.told_apart import is_all_drawn, told_apart
from engine.rig.whirling import whirling
from tests.engine.rig.test_told_parts import drawn, line, part_strokes, ring

Floats = NDArray[np.float64]
SPIN = "the windmill's blades spin"


def turned(points: Floats, quarter: int) -> Floats:
    """Return points [N, 2] turned by quarters of a circle about (250, 250)."""
    angle = 0.5 * np.pi * quarter
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray((points - 250.0) @ turn.T + 250.0)


BLADE = line((238, 60), (262, 60), (262, 190), (238, 190), (238, 60))
SPOKE, HUB = line((250, 190), (250, 225)), ring(250, 250, 25)
BLADES = tuple(turned(BLADE, quarter) for quarter in range(4))
SPOKES = tuple(turned(SPOKE, quarter) for quarter in range(4))
TOWER = line((240, 278), (200, 500), (300, 500), (260, 278))


def test_blades_whirl_with_their_hub_and_spokes() -> None:
    strokes = part_strokes(*BLADES, *SPOKES, HUB, TOWER)
    blades = [strokes.only([number]) for number in range(4)]
    assert np.flatnonzero(whirling(strokes, blades)).tolist() == list(range(9))


def test_blades_are_one_object() -> None:
    found = told_apart(drawn(*BLADES, *SPOKES, HUB, TOWER), SPIN)
    assert found is not None
    assert found.names == ("windmill", "blade")
    assert np.flatnonzero(found.labels).tolist() == list(range(9))


def test_blades_that_are_all_that_is_drawn_turn_with_the_drawing() -> None:
    drawing = drawn(*BLADES, *SPOKES, HUB)
    assert told_apart(drawing, SPIN) is None
    assert is_all_drawn(drawing, SPIN)
    assert not is_all_drawn(drawn(ring(250, 250, 80), TOWER), SPIN)


def test_two_halves_of_a_circle_are_one_ring() -> None:
    angle = np.linspace(0.0, np.pi, 25)
    half = np.stack([250 + 60 * np.cos(angle), 250 + 60 * np.sin(angle)], axis=1)
    other = half * [1.0, -1.0] + [0.0, 500.0]
    box = line((100, 100), (400, 100), (400, 400), (100, 400), (100, 100))
    (found,) = drawn_rings(part_strokes(box, half, other))
    assert np.flatnonzero(found.mine).tolist() == [1, 2]
    away = np.linalg.norm(found.line - found.line.mean(axis=0), axis=1)
    assert np.ptp(away) < 0.1 * away.mean()


def test_a_line_of_the_body_is_no_side_of_a_ring() -> None:
    fin = line((100, 200), (60, 240), (100, 280))
    body = (
        line((250, 100), (100, 200)),
        line((100, 200), (100, 280)),
        line((100, 280), (250, 400)),
    )
    assert not drawn_rings(part_strokes(fin, *body))


def test_a_needle_turns_about_its_hub_and_a_hand_about_its_dial() -> None:
    needle, hub, dial = line((250, 235), (250, 160)), ring(250, 250, 15), ring(250, 250, 150)
    strokes = np.repeat([0, 1], [len(hub), len(dial)])
    place = turning_place(needle, np.concatenate([hub, dial]), strokes)
    assert place is not None and np.allclose(place, 250.0, atol=2.0)
    hands = line((250, 150), (250, 250), (300, 280))
    place = turning_place(hands, dial, np.zeros(len(dial), np.int64))
    assert place is not None and np.allclose(place, 250.0, atol=2.0)
    assert turning_place(hands, TOWER, np.zeros(len(TOWER), np.int64)) is None


def test_hands_lie_on_the_dial_not_beside_it() -> None:
    clock = ring(300, 300, 90)
    hands = line((300, 240), (300, 300), (330, 320))
    bracket = (
        line((60, 120), (400, 120)),
        line((80, 100), (80, 400)),
        line((300, 120), (300, 210)),
    )
    strokes = part_strokes(clock, *bracket, hands)
    (found,) = scored_parts(strokes, part_rows("hand", "clock"), several=False)
    assert np.flatnonzero(found).tolist() == [4]


def test_a_handle_goes_around_nothing_and_no_line_in_the_bag_is_it() -> None:
    bag = line((120, 220), (380, 220), (430, 460), (70, 460), (120, 220))
    handle = line((190, 240), (200, 120), (250, 80), (300, 120), (310, 240))
    seam = (line((110, 300), (180, 340), (220, 350)), line((390, 300), (320, 340), (280, 350)))
    found = told_apart(drawn(bag, *seam, ring(250, 350, 30, 20), handle),
                       "the handle of the bag swings")  # fmt: skip
    assert found is not None
    assert np.flatnonzero(found.labels).tolist() == [4]


def test_arms_are_looked_for_where_no_bones_carry_them() -> None:
    body = line((150, 200), (350, 200), (350, 420), (150, 420), (150, 200))
    arms = (
        line((150, 260), (110, 260), (110, 340), (150, 340)),
        line((350, 260), (390, 260), (390, 340), (350, 340)),
    )
    antennae = (line((210, 200), (180, 140)), line((290, 200), (320, 140)))
    tips = (ring(176, 132, 10), ring(324, 132, 10))
    face = line((200, 270), (300, 270), (300, 310), (200, 310), (200, 270))
    found = told_apart(drawn(body, *antennae, *tips, face, *arms), "the robot's arms swing")
    assert found is not None
    assert np.flatnonzero(found.labels).tolist() == [6, 7]
