# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that a sentence tells of: rotor, clapper, cabins, drops, smoke, rays, water, a front."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.rig.bones import Bones
from engine.rig.pieces import rig_of_pieces, with_named_parts
from tests.engine.rig import outlines
from tests.engine.rig.outlines import line

Floats = NDArray[np.float64]


def ring(x: float, y: float, radius: float) -> Floats:
    return outlines.ring(x, y, radius, 33)


def named(caption: str, *strokes: Floats) -> tuple[Bones, list[str]]:
    """The bones, and the name of the joint that carries each stroke."""
    points = np.concatenate(strokes)
    owner = np.repeat(np.arange(len(strokes)), [len(s) for s in strokes]).astype(np.int64)
    bones = with_named_parts(rig_of_pieces(points, owner), points, owner, caption)
    firsts = np.flatnonzero(np.diff(owner, prepend=-1))
    return bones, [bones.names[bones.carriers[first, 0]] for first in firsts]


def test_the_line_above_a_helicopter_is_its_rotor() -> None:
    cabin, tail = ring(0, 0, 60), line((58, -5), (200, -30))
    mast, rotor = line((0, -60), (0, -85)), line((-140, -88), (140, -88))
    bones, names = named("the helicopter flies", cabin, tail, mast, rotor)
    assert names[3] == "rotor0" and "rotor0" not in names[:3]
    joint = bones.joints[bones.names.index("rotor0")]
    np.testing.assert_allclose(joint, [0, -88], atol=3)
    assert "rotor0" not in named("the house stands", cabin, tail, mast, rotor)[0].names


def test_the_clapper_hangs_inside_its_bell() -> None:
    bell = line((-90, 100), (-50, 0), (-30, -80), (30, -80), (50, 0), (90, 100), (-90, 100))
    bones, names = named("the bell swings", bell, ring(0, 118, 15))
    assert names == [bones.names[0], "clapper0"]
    assert -80 < bones.joints[bones.names.index("clapper0"), 1] < 60


def test_cabins_hang_on_the_big_wheel_and_its_stand_does_not_turn() -> None:
    angles = np.arange(6) * np.pi / 3
    cabins = [ring(120 * np.cos(a), 120 * np.sin(a), 14) for a in angles]
    spokes = [line((0, 0), (100 * np.cos(a), 100 * np.sin(a))) for a in angles]
    bones, names = named(
        "the ferris wheel turns", ring(0, 0, 100), line((0, 0), (-70, 190)), *spokes, *cabins
    )
    assert names[0] == "wheel_rim" and set(names[2:8]) == {"wheel_rim"}
    assert names[1].startswith("piece")
    assert len(set(names[8:])) == 6
    rim = bones.names.index("wheel_rim")
    assert all(bones.parents[bones.names.index(name)] == rim for name in names[8:])


def test_drops_smoke_rays_and_water_are_found() -> None:
    cloud = ring(0, 0, 60)
    drops = [line((x, 80), (x - 5, 100)) for x in (-40, 0, 40)]
    assert named("the cloud rains", cloud, *drops)[1][1:] == ["drop0", "drop1", "drop2"]
    streaks = [line((x, 40), (x, 110)) for x in (-40, 0, 40)]
    assert named("the cloud rains", cloud, *streaks)[1][1:] == ["drop0", "drop1", "drop2"]

    house = line((-80, 100), (-80, 0), (0, -60), (80, 0), (80, 100), (-80, 100))
    smoke = line((40, -70), (55, -90), (35, -105), (50, -120))
    assert named("smoke comes from the house", house, smoke)[1][1] == "smoke0"

    angles = np.arange(5) * 2 * np.pi / 5
    rays = [
        line((80 * np.cos(a), 80 * np.sin(a)), (110 * np.cos(a), 110 * np.sin(a))) for a in angles
    ]
    assert sorted(named("the sun shines", ring(0, 0, 60), *rays)[1][1:]) == [
        f"ray{n}" for n in range(5)
    ]

    hull = line((-100, 0), (-60, 50), (60, 50), (100, 0), (-100, 0))
    mast = line((0, 0), (0, -120))
    waves = line((-150, 60), (-75, 50), (0, 62), (75, 50), (150, 60))
    assert named("the boat rocks", hull, mast, waves)[1][2] == "water0"


def test_drops_above_an_umbrella_are_found_by_being_of_one_size() -> None:
    umbrella = line((-100, 0), (-60, -60), (0, -80), (60, -60), (100, 0), (-100, 0))
    drops = [ring(x, y, 10) for x, y in ((-70, -80), (-20, -110), (40, -100))]
    for words in ("the rain falls", "raindrops fall on the umbrella"):
        assert named(words, umbrella, line((0, 0), (0, 120)), *drops)[1][2:] == [
            "drop0", "drop1", "drop2",
        ]  # fmt: skip


def test_puffs_of_smoke_stand_on_columns_and_a_roof_is_none() -> None:
    house = line((-80, 100), (-80, 0), (80, 0), (80, 100), (-80, 100))
    puffs = [ring(40, -40, 12), ring(50, -80, 12)]
    bones, names = named("the house smokes", house, *puffs)
    assert set(names[1:]) == {"smoke0", "smoke1"}
    assert {"column0", "column1"} <= set(bones.names)
    roof = line((-100, -5), (-90, -25), (90, -25), (100, -5), (-100, -5))
    assert not any(n.startswith("smoke") for n in named("the house smokes", house, roof)[1])


def test_puffs_that_touch_are_one_even_through_another() -> None:
    house = line((-80, 100), (-80, 0), (80, 0), (80, 100), (-80, 100))
    apart, left, right = ring(0, -100, 10), ring(-30, -60, 12), ring(30, -58, 12)
    between = ring(0, -46, 26)
    names = named("the house smokes", house, left, apart, right, between)[1]
    assert names[1:] == ["smoke1", "smoke0", "smoke1", "smoke1"]
    assert len(set(named("the house smokes", house, left, apart, right)[1][1:])) == 3


def test_a_wave_that_was_traced_in_one_stroke_with_the_hull_is_water() -> None:
    hull = line((0, 50), (60, 50), (100, 0), (-100, 0), (-60, 50), (0, 50))
    wave = line((0, 50), (40, 64), (90, 78), (150, 66), (210, 76))
    bones, _ = named("the boat rocks", np.concatenate([hull, wave[1:]]), line((0, 0), (0, -120)))
    carriers = bones.carriers[: len(hull) + len(wave) - 1, 0]
    water = carriers == bones.names.index("water0")
    assert not water[: len(hull)].any()
    assert water[len(hull) + 8 :].all()


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_a_truck_faces_away_from_its_load_and_a_tank_where_its_gun_points(mirror: float) -> None:
    flip = np.array([mirror, 1.0])
    load = line((-120, 60), (-120, -80), (40, -80), (40, 60), (-120, 60)) * flip
    cab = line((40, -10), (90, -10), (110, 60), (40, 60)) * flip
    bones, _ = named("the truck drives", load, cab)
    assert np.sign(bones.joints[bones.names.index("front"), 0]) == mirror

    hull = line((-100, 0), (100, 0), (80, 60), (-80, 60), (-100, 0)) * flip
    turret = line((-40, 0), (-30, -50), (40, -50), (50, 0)) * flip
    gun = line((45, -40), (160, -45)) * flip
    bones, _ = named("the tank drives", hull, turret, gun)
    assert np.sign(bones.joints[bones.names.index("front"), 0]) == mirror


def test_what_is_not_there_is_not_named() -> None:
    plain = named("the helicopter flies", ring(0, 0, 60))[0]
    assert plain.names == ("piece0", "front", "lifts")  # no rotor


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_a_van_with_a_sloping_cab_faces_that_way(mirror: float) -> None:
    body = line((-100, 60), (-100, -60), (60, -60), (100, 10), (100, 60), (-100, 60))
    bones, _ = named("the delivery van drives", body * np.array([mirror, 1.0]))
    assert np.sign(bones.joints[bones.names.index("front"), 0]) == mirror


@pytest.mark.parametrize("angle", [-0.7, -2.4])
def test_a_plane_from_above_points_its_nose_up(angle: float) -> None:
    right = np.array([(-100, -8), (0, -10), (-30, -110), (20, -110), (50, -10), (100, 0)])
    outline = np.concatenate([right, right[::-1] * [1.0, -1.0], right[:1]])
    tail = np.array([(-100, -40), (-85, -40), (-85, 40), (-100, 40), (-100, -40)], np.float64)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    bones, _ = named("the plane flies", line(*map(tuple, outline @ turn.T)), tail @ turn.T)
    middle = np.array([0.0, 0.0])
    nose = bones.joints[bones.names.index("front")] - middle
    wanted = turn @ [1.0, 0.0]
    assert nose @ wanted > 0.9 * np.linalg.norm(nose)


def test_a_helicopter_faces_away_from_its_tail() -> None:
    cabin, tail = ring(0, 0, 60), line((58, -5), (200, -30))
    bones, _ = named("the helicopter flies", cabin, tail, line((-140, -88), (140, -88)))
    assert {"rotor0", "front"} <= set(bones.names)
    assert bones.joints[bones.names.index("front"), 0] < 0


@pytest.mark.parametrize("mirror", [1.0, -1.0])
def test_a_vehicle_drives_towards_its_lamp(mirror: float) -> None:
    flip = np.array([mirror, 1.0])
    bonnet_behind = line((-120, 60), (-120, 10), (-40, -10), (-10, -60), (100, -60), (120, 60),
                         (-120, 60)) * flip  # fmt: skip
    lamp = ring(110, 0, 8) * flip

    def front(*strokes: Floats) -> float:
        bones, _ = named("the van drives", *strokes)
        return float(np.sign(bones.joints[bones.names.index("front"), 0]))

    assert front(bonnet_behind) == -mirror
    assert front(bonnet_behind, lamp) == mirror
    assert front(bonnet_behind, lamp, lamp * (-1, 1)) == -mirror  # one at each end says nothing


def test_what_lies_inside_of_eyes_slides_in_them() -> None:
    eyes = (ring(0, 0, 50), ring(-20, 0, 25), ring(130, 0, 50), ring(110, 0, 25))
    bones, names = named("the eyes look around", *eyes)
    assert names == ["lid0", "pupil0", "lid1", "pupil1"]
    assert bones.parents[bones.names.index("pupil0")] == bones.names.index("slide_pupil0")
    assert "pupil0" not in named("the balls roll", *eyes)[0].names
    gleam = named("the eye blinks", ring(0, 0, 50), ring(0, 0, 30), ring(5, -5, 6))
    assert gleam[1] == ["lid0", "pupil0", "pupil0"]


def test_a_wide_shape_is_a_mouth_and_a_tall_one_is_none() -> None:
    lips = line((-90, 0), (0, -50), (90, 0), (0, 50), (-90, 0))
    seam = line((-90, 0), (90, 0))
    assert named("the mouth talks", lips, seam)[1] == ["lips0", "lips0"]
    assert "lips0" not in named("the mouth talks", lips[:, ::-1], seam[:, ::-1])[0].names


def test_what_lies_apart_from_a_thing_are_its_wings() -> None:
    box = line((-40, -40), (40, -40), (40, 40), (-40, 40), (-40, -40))
    left, right = ring(-90, -30, 30), ring(90, -30, 30)
    bones, names = named("the box flaps its wings", box, left, right, ring(0, -55, 4))
    assert names[1:] == ["wing0", "wing1", names[0]]
    np.testing.assert_allclose(bones.joints[bones.names.index("wing0")], [-61, -22], atol=4)


def test_lips_part_where_an_opening_is_drawn_and_hold_together_at_the_corners() -> None:
    outline = line((-90, 0), (0, -50), (90, 0), (0, 50), (-90, 0))
    opening = line((-80, 0), (0, -12), (80, 0), (0, 8), (-80, 0))
    bones = named("the mouth talks", outline, opening, line((-30, -6), (30, -6)))[0]
    points = np.concatenate([outline, opening, line((-30, -6), (30, -6))])
    share = {
        name: np.where(bones.carriers == bones.names.index(name), bones.weights, 0.0).sum(axis=1)
        for name in ("upper_lip", "lower_lip")
    }
    high, low = points[:, 1] < -1e-9, points[:, 1] > 1e-9
    assert not share["upper_lip"][low].any() and not share["lower_lip"][high].any()
    middle = np.abs(points[:, 0]) < 5
    assert share["upper_lip"][middle & high].min() > 0.95
    assert share["lower_lip"][middle & low].min() > 0.95
    corners = np.abs(points[:, 0]) > 88
    assert max(share[name][corners].max() for name in share) < 0.1


def test_two_hands_over_one_another_are_parts_with_their_fingers() -> None:
    left = line((-60, -40), (20, -40), (20, 60), (-60, 60), (-60, -40))
    right, finger = left + np.array([30.0, 6.0]), line((20, -10), (-20, -20))
    spark = ring(-60, -80, 8)
    names = named("the hands clap", left, right, finger, spark)[1]
    assert sorted(names[:2]) == ["hand0", "hand1"] and names[2] == names[0]
    assert not names[3].startswith("hand")
    assert "hand0" in named("the hands clap", left, left + np.array([220.0, 0.0]))[0].names
    assert "hand0" not in named("the hands clap", left, left + np.array([220.0, 90.0]))[0].names


def test_an_arm_has_its_joint_between_the_hollow_and_the_elbow() -> None:
    arm = line((-50, 50), (-50, -50), (-10, -50), (-10, 10), (60, 10), (60, 50), (-50, 50))
    bones = named("the arm flexes", arm)[0]
    joint = bones.names.index("forearm")
    assert -50 < bones.joints[joint, 0] < -5 and 5 < bones.joints[joint, 1] < 50
    share = np.where(bones.carriers == joint, bones.weights, 0.0).sum(axis=1)
    assert share[arm[:, 1] < -40].min() > 0.99 and not share[arm[:, 0] > 20].any()
    box = line((-50, 50), (-50, -50), (50, -50), (50, 50), (-50, 50))
    assert "forearm" not in named("the arm flexes", box)[0].names


def test_the_top_of_a_body_is_its_head_when_it_nods() -> None:
    body = line((-60, 100), (-60, 0), (-40, -100), (-10, -100), (0, 0), (80, 60), (60, 100))
    bones = named("the seal nods", body)[0]
    joint = bones.names.index("crown0")
    share = np.where(bones.carriers == joint, bones.weights, 0.0).sum(axis=1)
    assert share[body[:, 1] < -60].min() > 0.99 and not share[body[:, 1] > 20].any()
    assert "crown0" not in named("the seal swims", body)[0].names
    block = line((-60, 100), (-60, -100), (60, -100), (60, 100), (-60, 100))
    assert "crown0" not in named("the box nods", block)[0].names


def test_a_line_has_no_head_and_a_crocodile_is_no_mouth() -> None:
    flat = line((-90, 0), (90, 0))
    assert "crown0" not in named("the stick nods", flat)[0].names
    lips = line((-90, 0), (0, -50), (90, 0), (0, 50), (-90, 0))
    assert "lips0" not in named("the crocodile opens its mouth", lips)[0].names


def test_flakes_all_fall_where_no_cloud_is_drawn() -> None:
    flakes = [ring(200, 200, 90), ring(60, 60, 25), ring(360, 80, 25), ring(330, 340, 25)]
    _, names = named("the snowflakes fall", *flakes)
    assert names == ["drop0", "drop1", "drop2", "drop3"]


def test_what_pours_from_a_bottle_is_no_rain() -> None:
    bottle = line((0, 0), (120, 40), (110, 80), (-10, 40), (0, 0))
    bones, _ = named("the bottle pours", bottle, ring(-20, 90, 6), ring(-25, 120, 6))
    assert not any(name.startswith("drop") for name in bones.names)


def test_the_lines_of_a_hand_turn_as_one_and_those_of_a_person_do_not() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 60)
    palm = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    way = np.linspace(0.0, 3.0, 40)
    finger = np.stack([1.0 + way, 0.4 * np.sin(2.0 * way)], axis=1)
    points, strokes = np.concatenate([palm, finger]), np.repeat([0, 1], [60, 40])
    bones = rig_of_pieces(points, strokes)
    assert len(bones.names) > 1
    told = with_named_parts(bones, points, strokes, "the hand waves")
    assert told.names == bones.names[:1] and not told.carriers.any()
    told = with_named_parts(bones, points, strokes, "the man waves his hand")
    assert set(bones.names) <= set(told.names)
