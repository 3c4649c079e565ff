# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part that is an object of its own acts, and its owner stays."""

from __future__ import annotations

import pytest

from engine.language.beats import read_beats
from engine.language.own_parts import _ACTS, act_of, part_noun
from engine.language.part_nouns import PARTS
from engine.motion import ACTIONS
from engine.rig.part_finders import FINDERS


def acts(sentence: str, *names: str, plan: str = "person") -> list[tuple[str, str]]:
    able = {"": ACTIONS[""]} | {name: ACTIONS[""] for name in names}
    able[names[0]] = ACTIONS[plan]
    return [(beat.who, beat.action) for beat in read_beats(sentence, names, able).beats]


@pytest.mark.parametrize(
    ("sentence", "names", "beats"),
    [
        ("the policewoman winks", ("policewoman", "eye", "eye 2"), [("eye 2", "eye_wink")]),
        (
            "the fox twitches its ears",
            ("fox", "ear", "ear 2"),
            [("ear", "part_twitches"), ("ear 2", "part_twitches")],
        ),
        (
            "the face's eyes grow wide",
            ("face", "eye", "eye 2"),
            [("eye", "eyes_widen"), ("eye 2", "eyes_widen")],
        ),
        ("the woman raises her hand", ("woman", "hand"), [("hand", "part_rises")]),
        ("the submarine's periscope turns", ("submarine", "periscope part"),
         [("periscope part", "spin")]),
        ("the woman swings the wrench", ("woman", "hand"), [("hand", "part_swings")]),
        ("the face sticks out its tongue", ("face", "tongue"), [("tongue", "stick_out")]),
        ("the tassel on the student's cap swings", ("student", "tassel"),
         [("tassel", "part_swings")]),
        ("the princess's crown falls off", ("princess", "crown"), [("crown", "fall")]),
        ("the folder opens", ("folder", "lid"), [("lid", "lid_lift")]),
        ("the smoke billows from the chimneys", ("chimneys", "smoke", "smoke 2"),
         [("smoke", "puff_up"), ("smoke 2", "puff_up")]),
        ("the singer sings", ("singer", "mouth"), [("mouth", "lips_talk")]),
    ],
)  # fmt: skip
def test_the_part_acts_alone(
    sentence: str, names: tuple[str, ...], beats: list[tuple[str, str]]
) -> None:
    assert acts(sentence, *names) == beats


def test_a_drawing_of_a_part_alone_does_what_a_thing_does() -> None:
    assert acts("the hand waves", "hand", plan="") == [("hand", "wave")]
    assert acts("the eyes look around", "drawing", plan="") == [("drawing", "look_around")]


@pytest.mark.parametrize(
    "sentence", ["the girl raises an eyebrow", "the face rolls its eyes", "the man's tongue wags"]
)
def test_a_part_that_is_not_drawn_moves_all_a_little_and_says_so(sentence: str) -> None:
    (beat,) = read_beats(sentence, ("drawing",), {"drawing": ACTIONS[""], "": ACTIONS[""]}).beats
    assert (beat.action, beat.amplitude, beat.direction) == ("nod", 0.5, "")
    assert beat.read_for and beat.note() is not None


def test_who_holds_an_object_swings_it() -> None:
    assert acts("the man swings the racket", "man", "racket") == [("man", "swing_racket")]


def test_what_a_body_does_with_its_own_part_stays() -> None:
    assert acts("the woman raises her hand", "woman") == [("woman", "raise_arm")]
    assert acts("the dog wiggles its ears", "dog", plan="face") == [("dog", "wiggle_ears")]


def test_nouns_of_parts() -> None:
    assert part_noun("eye 2") == part_noun("eyes") == part_noun("eye") == "eye"
    assert part_noun("cat") == part_noun("") == part_noun(" ") == part_noun("2") == ""
    assert not any(map(part_noun, ("brown", "brown dog", "cape", "army", "paper boat", "hand bag")))
    assert part_noun("left hand 2") == "hand"
    assert set(FINDERS) >= PARTS
    assert act_of("eye", "sing") == ""


def test_every_action_of_a_part_is_in_the_library() -> None:
    assert {act for _, acts in _ACTS for act, _ in acts} <= set(ACTIONS[""])


def ways(sentence: str, *names: str) -> list[tuple[str, str]]:
    able = {name: ACTIONS[""] for name in ("", *names)}
    return [(beat.action, beat.direction) for beat in read_beats(sentence, names, able).beats]


@pytest.mark.parametrize(
    ("sentence", "names", "does"),
    [
        ("the leaf falls from the tree", ("tree", "leaf"), ("fall", "")),
        ("the leaf falls to the left", ("tree", "leaf"), ("fall", "left")),
        ("the leaf goes to the left", ("tree", "leaf"), ("go", "left")),
        ("the cable goes to the right", ("box", "cable"), ("go", "right")),
        ("the page slides to the right", ("book", "page"), ("slide", "right")),
        ("the drum rolls to the left", ("machine", "drum"), ("roll", "left")),
        ("the lid flies away to the right", ("pot", "lid"), ("fly_away", "right")),
        ("the smoke rises away to the left", ("house", "smoke"), ("rise", "left")),
        ("the page slides to the lamp", ("lamp", "page"), ("slide", "towards")),
        ("the lever goes down", ("box", "lever"), ("part_sinks", "")),
        ("the lever goes up", ("box", "lever"), ("part_rises", "")),
        ("the toast pops up", ("toaster", "toast"), ("slide_out", "")),
        ("the card comes out of the slot", ("machine", "card"), ("slide_out", "")),
        ("the lid comes off", ("pot", "lid"), ("comes_off", "")),
        ("the cap pops off the bottle", ("bottle", "cap"), ("comes_off", "")),
        ("the plunger pushes in", ("syringe", "plunger"), ("slide_in", "")),
        ("the tear rolls down over the cheek", ("face", "tear"), ("trickle_down", "")),
        ("the hand waves to the left", ("woman", "hand"), ("part_waves", "")),
        ("the hand moves to the left", ("woman", "hand"), ("move", "left")),
    ],
)
def test_a_part_goes_where_the_sentence_leads_it(
    sentence: str, names: tuple[str, ...], does: tuple[str, str]
) -> None:
    assert ways(sentence, *names) == [does]


@pytest.mark.parametrize(
    ("sentence", "plan", "action"),
    [
        ("the tree shakes its leaves", "tree", "shake"),
        ("the tree shakes its leaves", "", "shake"),
        ("the bird shakes its wings", "flying_bird", "shake_wings"),
        ("the dog raises its paw", "four_legged", "raise_paw"),
        ("the man lowers his arms", "person", "lower"),
        ("the vase lowers its arms", "", "nod"),
    ],
)
def test_limbs_that_bones_move_are_no_missing_parts(sentence: str, plan: str, action: str) -> None:
    name = sentence.split()[1]
    assert acts(sentence, name, plan=plan) == [(name, action)]


@pytest.mark.parametrize(
    ("sentence", "names", "beats"),
    [
        ("the box does not open", ("box", "lid"), [("box", "still")]),
        ("the bird sings and the man walks", ("man", "bird", "mouth"),
         [("bird", "sing"), ("man", "walk")]),
        ("the man and the woman sing", ("man", "woman", "mouth"),
         [("man", "sing"), ("woman", "sing")]),
        ("the woman nods and winks", ("woman", "eye"), [("woman", "nod"), ("eye", "eye_wink")]),
    ],
)  # fmt: skip
def test_unsaid_parts_are_those_of_the_one_whole(
    sentence: str, names: tuple[str, ...], beats: list[tuple[str, str]]
) -> None:
    assert acts(sentence, *names) == beats


def test_what_is_covered_opens_by_its_lid_also_where_it_may_be_held() -> None:
    assert acts("the book opens", "book", "lid") == [("lid", "lid_lift")]
    assert acts("the gift opens", "gift", "lid") == [("lid", "lid_lift")]


def test_discs_spin_and_keys_are_pressed() -> None:
    assert acts("the disk spins", "drawing", "disk") == [("disk", "spin")]
    pressed = acts("the piano keys move up and down", "drawing", "key", "key 2")
    assert pressed == [("key", "press_down"), ("key 2", "press_down")]
