# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rig of a whole drawing: object by object, over all its points, and there and back again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.rig import Rig
from addon.contract.rig_hints import PIECES, ObjectHints
from engine.geometry.load import load_drawing
from engine.rig.classes import RigNetConfig
from engine.rig.drawing_rig import (
    BODY,
    DrawingRig,
    ObjectRig,
    hints_by_number,
    hints_of,
    rig_drawing,
)
from engine.rig.hints import RigHints
from engine.rig.network import RigNet
from engine.rig.readable import rig_to_json
from engine.rig.skeletons import PLANS
from engine.runtime.arrays import array_of, numpy_of
from engine.training.rig.network import LearningRigNet

FISH = Path(__file__).resolve().parents[2] / "drawings" / "fish.svg"
WATER = "the water flows"


@pytest.fixture(scope="module")
def net() -> RigNet:
    """Weights by chance: what is tested here holds whatever the network says."""
    torch.manual_seed(1)
    return LearningRigNet(RigNetConfig(width=16, layers=1, heads=2, ratio=1)).learnt()


def fish() -> Drawing:
    return load_drawing(FISH)


def fish_and_water(objects: tuple[int, ...] = (0, 1, 2, -1)) -> Drawing:
    """The strokes of four fish side by side, each of another object; -1 is the background."""
    one = fish()
    at = numpy_of(one.positions)
    count = len(objects)
    sizes = np.tile(np.diff(numpy_of(one.stroke_offsets)), count)
    return Drawing.build(
        np.concatenate([at + np.array([300.0 * n, 0.0]) for n in range(count)]).astype(np.float32),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        canvas=(300.0 * count, 256.0),
        curve_types=np.tile(numpy_of(one.curve_types), count),
        objects=np.repeat(np.array(objects, np.int32), one.stroke_count),
        object_names=("first", "water", "second"),
    )


@pytest.fixture(scope="module")
def three(net: RigNet) -> DrawingRig:
    hints = {0: RigHints("fish"), 2: RigHints("four_legged")}
    return rig_drawing(fish_and_water(), ["a fish", WATER, "a dog"], hints=hints, net=net)


def test_the_fish_is_found_to_be_a_fish() -> None:
    found = rig_drawing(fish(), ["the fish swims"]).objects[0]
    assert found is not None
    assert (found.kind, found.bones.plan) == (BODY, "fish")


def test_every_object_has_bones_of_its_own(three: DrawingRig) -> None:
    first, water, second = three.objects
    assert first is not None and water is None and second is not None
    assert (first.bones.plan, second.bones.plan) == ("fish", "four_legged")
    assert np.unique(second.strokes).tolist() == list(range(30, 45))
    quarter = three.point_count // 4
    assert np.array_equal(first.points, np.arange(quarter))
    assert np.array_equal(second.points, np.arange(2 * quarter, 3 * quarter))
    assert abs(second.bones.joints[:, 0].mean() - first.bones.joints[:, 0].mean()) > 400


def test_what_travels_is_valid_and_says_who_carries_what(three: DrawingRig) -> None:
    rig = three.to_contract()
    rig.validate(fish_and_water())
    assert rig.plans == ("fish", "", "four_legged")
    assert rig.disagreement[1] == 0.0
    carried = numpy_of(rig.weights).sum(axis=1)
    owner = numpy_of(rig.joint_objects)[np.maximum(numpy_of(rig.carriers)[:, 0], 0)]
    quarter = rig.point_count // 4
    np.testing.assert_allclose(carried, np.repeat([1, 0, 1, 0], quarter), atol=1e-6)
    assert (owner[:quarter] == 0).all() and (owner[2 * quarter : 3 * quarter] == 2).all()
    assert set(numpy_of(rig.joint_objects).tolist()) == {0, 2}


def test_near_and_far_limbs_and_what_is_held_are_said(three: DrawingRig) -> None:
    first, dog = three.objects[0], three.objects[2]
    assert first is not None and dog is not None
    held = replace(first.bones, parts=np.full(len(first.points), -1))
    far = PLANS["four_legged"].part_index["hind_far"]
    near = PLANS["four_legged"].part_index["fore_near"]
    parts = np.where(np.arange(len(dog.points)) % 2, far, near)
    objects = (
        replace(first, bones=held),
        None,
        replace(dog, bones=replace(dog.bones, parts=parts)),
    )
    rig = DrawingRig(objects, three.point_count).to_contract()
    rig.validate()
    assert rig.order is not None and rig.holders is not None
    order, holders = numpy_of(rig.order), numpy_of(rig.holders)
    np.testing.assert_array_equal(order[dog.points], np.where(parts == far, -1, 1))
    assert (order[first.points] == 0).all() and (holders[dog.points] == -1).all()
    strongest = first.bones.carriers[np.arange(len(first.points)), first.bones.weights.argmax(1)]
    np.testing.assert_array_equal(holders[first.points], strongest)


def test_there_and_back_again_is_the_same(three: DrawingRig) -> None:
    there = three.to_contract()
    back = DrawingRig.from_contract(there, fish_and_water())
    assert back.to_contract() == there
    assert back.point_count == three.point_count
    for ours, theirs in zip(three.objects, back.objects, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            assert theirs.bones.names == ours.bones.names
            assert np.array_equal(theirs.bones.parents, ours.bones.parents)
            assert np.array_equal(theirs.points, ours.points)
            assert np.array_equal(theirs.strokes, ours.strokes)
            np.testing.assert_allclose(theirs.bones.joints, ours.bones.joints, rtol=1e-6)


def test_joints_of_two_objects_may_stand_in_any_order(three: DrawingRig) -> None:
    rig = three.to_contract()
    count = rig.joint_count
    order = np.argsort(numpy_of(rig.parents) >= 0, kind="stable")  # both roots first
    new = np.empty(count, np.int64)
    new[order] = np.arange(count)
    parents, carriers = numpy_of(rig.parents)[order], numpy_of(rig.carriers)
    mixed = replace(
        rig,
        joints=array_of(numpy_of(rig.joints)[order]),
        confidence=array_of(numpy_of(rig.confidence)[order]),
        parents=array_of(np.where(parents < 0, -1, new[parents]).astype(np.int32)),
        joint_objects=array_of(numpy_of(rig.joint_objects)[order]),
        carriers=array_of(np.where(carriers < 0, -1, new[carriers]).astype(np.int32)),
        joint_names=tuple(rig.joint_names[n] for n in order),
    )
    mixed.validate()
    assert np.any(np.diff(numpy_of(mixed.joint_objects)) < 0)
    for ours, theirs in zip(
        three.objects, DrawingRig.from_contract(mixed, fish_and_water()).objects, strict=True
    ):
        if ours is not None:
            assert theirs is not None and parents_by_name(theirs) == parents_by_name(ours)
            assert carriers_by_name(theirs) == carriers_by_name(ours)


def parents_by_name(rig: ObjectRig) -> dict[str, str]:
    names = rig.bones.names
    pairs = zip(names, rig.bones.parents, strict=True)
    return {name: names[parent] if parent >= 0 else "" for name, parent in pairs}


def carriers_by_name(rig: ObjectRig) -> list[set[str]]:
    bones = rig.bones
    return [
        {bones.names[c] for c, weight in zip(row, weights, strict=True) if weight > 0}
        for row, weights in zip(bones.carriers, bones.weights, strict=True)
    ]


def test_a_drawing_without_bones_travels_too() -> None:
    drawing = Drawing.build(
        np.zeros((7, 2), np.float32), [0, 7], canvas=(9.0, 9.0), object_names=("a", "b")
    )
    empty = DrawingRig((None, None), 7)
    rig = empty.to_contract()
    rig.validate(drawing)
    assert (rig.joint_count, rig.point_count, rig.plans) == (0, 7, ("", ""))
    assert DrawingRig.from_contract(rig, drawing) == empty


def test_skipped_and_empty_objects_have_no_bones(net: RigNet) -> None:
    hints = {0: RigHints("fish"), 2: RigHints("fish")}
    captions = ["a fish", WATER, "a fish"]
    skipped = rig_drawing(fish_and_water(), captions, hints=hints, net=net, skip=[2])
    assert skipped.objects[0] is not None and skipped.objects[2] is None
    empty = rig_drawing(fish_and_water((0, 0, 0, 0)), captions, hints=hints, net=net)
    assert empty.objects[1] is None and empty.objects[2] is None


def test_control_points_of_curves_are_carried_with_their_curve(net: RigNet) -> None:
    """A cubic has points beside its line: they hang on bones as its ends do."""
    points = [[0, 0], [0, 90], [100, 90], [100, 0], [150, 0], [200, 0], [250, 0]]
    drawing = Drawing.build(
        np.array(points, np.float32),
        np.array([0, 4, 7], np.int32),
        canvas=(300.0, 100.0),
        curve_types=np.array([1, 0], np.int32),
        objects=np.array([0, 0], np.int32),
        object_names=("snake",),
    )
    hints = {0: RigHints("snake", strokes={0: "head", 1: "trunk"})}
    found = rig_drawing(drawing, ["a snake"], hints=hints, net=net).objects[0]
    assert found is not None and np.array_equal(found.points, np.arange(7))
    np.testing.assert_allclose(found.bones.weights.sum(axis=1), 1.0)
    head, trunk = (PLANS["snake"].part_index[name] for name in ("head", "trunk"))
    assert found.bones.parts.tolist() == [head] * 4 + [trunk] * 3


def test_hints_go_to_the_object_they_name(net: RigNet) -> None:
    said = {"second": ObjectHints("person", {"neck": (640.0, 50.0)}), "nobody": ObjectHints("crab")}
    hints = hints_by_number(said, ("first", "water", "second"))
    assert set(hints) == {2}
    settings = {"rig_hints": {"objects": {"second": said["second"].to_json()}}}
    assert hints_of(settings, ("first", "water", "second")) == hints
    assert hints_of({}, ("first",)) == {}
    found = rig_drawing(fish_and_water(), ["the sea rolls"] * 3, hints=hints, net=net).objects
    assert found[0] is None and found[1] is None and found[2] is not None
    neck = found[2].bones.joints[PLANS["person"].index["neck"]]
    np.testing.assert_allclose(neck, [640, 50], atol=1e-6)


def test_a_plan_that_there_is_not_is_named() -> None:
    with pytest.raises(BadInput, match="centaur") as caught:
        hints_by_number({"fish": ObjectHints("centaur")}, ("fish",))
    assert "four_legged" in str(caught.value.hint) and PIECES in str(caught.value.hint)


def test_who_asks_for_pieces_gets_no_body() -> None:
    hints = hints_by_number({"drawing": ObjectHints(PIECES)}, ("drawing",))
    found = rig_drawing(fish(), ["the fish swims"], hints=hints).objects[0]
    assert found is None or found.kind == PIECES


def test_a_rig_is_readable(three: DrawingRig) -> None:
    told = rig_to_json(three, ("first", "water", "second"))
    objects = told["objects"]
    assert isinstance(objects, dict)
    assert objects["water"] == {"kind": "none"}
    first = three.objects[0]
    assert isinstance(first, ObjectRig)
    assert [joint["name"] for joint in objects["first"]["joints"]] == list(first.bones.names)
    parents = {joint["name"]: joint["parent"] for joint in objects["first"]["joints"]}
    assert parents["nose"] == "spine3" and parents["spine3"] == ""
    points = objects["second"]["points"]
    assert set(points) <= {"", *PLANS["four_legged"].part_index}
    second = three.objects[2]
    assert second is not None
    assert sorted(p for own in points.values() for p in own) == second.points.tolist()


def test_the_rig_of_a_file_is_that_of_the_drawing(three: DrawingRig, tmp_path: Path) -> None:
    three.to_contract().write(tmp_path / "rig.safetensors")
    assert Rig.read(tmp_path / "rig.safetensors") == three.to_contract()


def test_points_are_moved_from_where_they_rest(three: DrawingRig) -> None:
    rest = np.random.default_rng(1).normal(size=(three.point_count, 2))
    own = three.objects[0]
    assert own is not None
    moves = own.deformer(rest)
    assert own.deformer(rest.copy()) is moves  # prepared once
    assert np.array_equal(own.deformer(rest + 1.0).points, rest[own.points] + 1.0)
