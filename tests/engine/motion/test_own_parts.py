# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What parts do that are objects of their own: about their hinge, or about their middle."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from addon.contract.beats import SentenceBeat
from engine.language.own_parts import act_of
from engine.motion import act
from engine.motion.beat import MotionBeat
from engine.motion.rest import RestPose
from engine.rig.bones import placed_joints
from engine.rig.deform import Deformer
from engine.rig.hung import HINGE, hung
from engine.rig.pieces import rig_of_pieces
from engine.vector.ways import Router

Floats = NDArray[np.float64]
ARM = np.stack([np.linspace(300, 400, 21), np.full(21, 300.0)], axis=1)  # to the right of a body
EYE = np.stack(
    [300 + 10 * np.cos(np.linspace(0, 6.28, 33)), 200 + 12 * np.sin(np.linspace(0, 6.28, 33))],
    axis=1,
)
BODY = np.array([[100.0, 100.0], [300.0, 100.0], [300.0, 500.0], [100.0, 500.0]])


def played(
    action: str,
    own: Floats,
    rest: Floats = BODY,
    noun: str = "arm",
    lift: int = 0,
    hangs: str = "",
) -> Floats:
    """Return the points [F, N, 2] of a part in the frames of an action."""
    strokes = np.zeros(len(own), np.int64)
    bones = hung(rig_of_pieces(own, strokes), noun, own, rest, hangs)
    box = np.stack([own.min(axis=0), own.max(axis=0)])
    pose = act(bones, [MotionBeat(action, 0, 30, lift=lift)], 30, 0, box, own, strokes)
    return np.asarray(Deformer(bones, own, strokes)(pose))


@pytest.mark.parametrize("action", ["part_swings", "part_flaps", "part_rises", "part_sinks"])
def test_limbs_turn_about_the_place_where_they_hang(action: str) -> None:
    frames = played(action, ARM, np.concatenate([BODY, [[300.0, 300.0]]]))
    assert np.abs(frames[:, 0] - [300, 300]).max() < 3.0
    assert np.ptp(frames[:, -1], axis=0).max() > 20.0
    lengths = np.linalg.norm(frames[:, -1] - frames[:, 0], axis=1)
    assert lengths == pytest.approx(lengths[0], rel=0.02)


def test_an_arm_that_hangs_goes_up_to_wave() -> None:
    down = np.stack([np.full(21, 310.0), np.linspace(300, 400, 21)], axis=1)
    rest = np.concatenate([BODY, [[305.0, 300.0]]])
    hand = played("part_waves", down, rest, noun="hand")[:, -1]
    assert hand[10:24, 1].max() < 300.0  # above the shoulder
    assert hand[10:24, 0].min() > 300.0  # to its own side
    assert hand[-1] == pytest.approx(down[-1], abs=12.0)
    up = played("part_waves", down[::-1] - [0.0, 120.0], rest, noun="hand")[:, -1]
    assert up[:, 1].max() < 300.0


def test_a_raised_arm_stays_up_and_a_lowered_one_down() -> None:
    rest = np.concatenate([BODY, [[300.0, 300.0]]])
    assert played("part_rises", ARM, rest)[-1, -1, 1] < 250.0
    assert played("part_sinks", ARM, rest)[-1, -1, 1] > 330.0


def test_an_arm_that_comes_from_below_is_lifted_as_it_is() -> None:
    torch = np.stack([np.full(31, 320.0), np.linspace(200, 500, 31)], axis=1)
    frames = played("part_rises", torch, np.concatenate([BODY, [[318.0, 490.0]]]), "torch")
    way = frames - torch
    assert float(way[-1, :, 1].max()) < -60.0
    np.testing.assert_allclose(way, np.repeat(way[:, :1], 31, axis=1), atol=0.5)


def test_what_touches_a_hat_hangs_at_its_foot() -> None:
    fork = np.stack([np.full(31, 320.0), np.linspace(200, 500, 31)], axis=1)
    swings = played("part_swings", fork, np.concatenate([BODY, [[318.0, 205.0]]]), "fork")
    assert float(np.ptp(swings[:, -1], axis=0).max()) < 5.0
    assert float(np.ptp(swings[:, 0], axis=0).max()) > 60.0


@pytest.mark.parametrize(("noun", "verb"), [("wrench", "turn"), ("hose", "aim"), ("hand", "flip")])
def test_what_is_held_is_used_by_its_hand(noun: str, verb: str) -> None:
    assert act_of(noun, verb) == act_of("hand", verb) == "part_swings"


def test_eyes_shut_widen_and_roll() -> None:
    height = {
        name: np.ptp(played(name, EYE, noun="eye")[..., 1], axis=1)
        for name in ("eye_wink", "eyes_blink", "eyes_widen", "eyes_narrow")
    }
    assert height["eye_wink"].min() < 0.2 * height["eye_wink"][0]
    assert height["eyes_blink"].min() < 0.3 * height["eyes_blink"][0]
    assert height["eyes_widen"][-1] > 1.2 * height["eyes_widen"][0]
    assert height["eyes_narrow"][-1] < 0.6 * height["eyes_narrow"][0]
    middle = played("eyes_roll", EYE, noun="eye").mean(axis=1)
    assert np.ptp(middle, axis=0).min() > 3.0


@pytest.mark.parametrize("lift", [1, -1])
def test_eyes_look_up_and_down(lift: int) -> None:
    gone = played("glance", EYE, noun="eye", lift=lift).mean(axis=1) - EYE.mean(axis=0)
    assert np.abs(gone[:, 0]).max() < 1.0
    assert (-lift * gone[:, 1]).max() > 5.0 > 1.0 > (lift * gone[:, 1]).max()


def test_mouths_open_downwards_and_sheets_come_out() -> None:
    mouth = np.stack([np.linspace(200, 260, 25), 300 + 8 * np.sin(np.linspace(0, 3.1, 25))], axis=1)
    opened = played("lips_open", mouth, noun="mouth")
    assert np.ptp(opened[-1, :, 1]) > 2.0 * np.ptp(opened[0, :, 1])
    assert opened[-1, :, 1].min() == pytest.approx(opened[0, :, 1].min(), abs=4.0)
    sheet = np.array([[150, 500], [250, 500], [250, 560], [150, 560], [150, 500]], np.float64)
    out = played("slide_out", sheet, noun="paper")
    assert out[-1, :, 1].max() > 590.0
    assert out[-1, 0] == pytest.approx(out[0, 0], abs=1.0)


def test_a_part_alone_hangs_at_its_top() -> None:
    bones = rig_of_pieces(ARM, np.zeros(len(ARM), np.int64))
    assert HINGE not in bones.names
    pose = act(bones, [MotionBeat("part_swings", 0, 24)], 24, 0, None, ARM)
    assert np.isfinite(placed_joints(replace(bones), pose)).all()


@pytest.mark.parametrize("direction", ["up", "down", "left", "away"])
def test_eyes_that_look_somewhere_stay_in_the_head(direction: str) -> None:
    stage = RestPose(rig_of_pieces(EYE, np.zeros(len(EYE), np.int64)), None, EYE)
    looks = SentenceBeat("eye", "glance", direction=direction)
    (way,) = Router(stage, (512, 512), {}, {}, 1.0).route([looks], [30]).ways
    assert not way.wanted.any()


def _way(start: tuple[float, float], end: tuple[float, float]) -> Floats:
    return np.linspace(start, end, 41)


@pytest.mark.parametrize("action", ["halves_open", "halves_shut", "halves_snip"])
def test_blades_close_about_the_place_where_they_cross(action: str) -> None:
    ring = np.array([60.0, 0.0]) * np.cos(np.linspace(0, 6, 30))[:, None]  # both to the left
    first, second = (
        np.concatenate([own, own[0] + ring])
        for own in (_way((100, 300), (420, 100)), _way((100, 100), (420, 300)))
    )
    frames = [
        played(action, own, other, "half", hangs="halves")
        for own, other in ((first, second), (second, first))
    ]
    apart = np.linalg.norm(frames[0][:, 40] - frames[1][:, 40], axis=1)
    assert apart.min() < 0.4 * apart[0]
    assert np.abs(frames[0][:, 20] - [260, 200]).max() < 12.0
    if action == "halves_open":
        assert apart[-1] > 0.9 * apart[0]


def test_rows_of_teeth_meet_and_stay_level() -> None:
    upper, lower = _way((100, 100), (400, 100)), _way((100, 200), (400, 200))
    frames = played("halves_snip", upper, lower, "half", hangs="halves")
    assert frames[..., 1].max() == pytest.approx(150, abs=12)
    assert np.ptp(frames[..., 1], axis=1).max() < 1.0


def test_what_comes_off_goes_up_as_one() -> None:
    cap = _way((150, 100), (250, 100))
    frames = played("comes_off", cap, noun="cap")
    assert frames[-1, :, 1].max() < 95.0
    length = np.linalg.norm(frames[:, -1] - frames[:, 0], axis=1)
    assert length == pytest.approx(length[0], rel=0.01)


def test_a_plunger_goes_in() -> None:
    plunger = _way((200, 20), (200, 100))
    frames = played("slide_in", plunger, noun="plunger", hangs="slides")
    assert frames[-1, 0, 1] > 45.0 and abs(frames[-1, 0, 0] - 200) < 3.0


def test_foam_swells_on_what_it_sits_on() -> None:
    foam = np.concatenate([_way((110, 110), (200, 60)), _way((200, 60), (290, 110))])
    frames = played("part_rises", foam, noun="foam", hangs="soft")
    assert np.abs(frames[-1, 0] - foam[0]).max() < 3.0
    assert frames[-1, :, 1].min() < 50.0
