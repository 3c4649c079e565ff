# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from engine.vector.scene.captions import clauses, object_captions


@pytest.mark.parametrize(
    ("whole", "names", "expected"),
    [
        ("the dog runs and the cat sleeps", ["dog", "cat"], ["the dog runs", "the cat sleeps"]),
        ("the dog and the cat run", ["dog", "cat"], ["the dog and the cat run"] * 2),
        (
            "the dog runs and wags its tail while two cats sleep",
            ["dog", "cat"],
            ["the dog runs and wags its tail", "two cats sleep"],
        ),
        (
            "A butterfly flies to a rose, flaps its wings, but the rose stays still.",
            ["Rose", "Butterfly"],
            ["the rose stays still", "A butterfly flies to a rose, flaps its wings"],
        ),
        (
            "the left fish swims up; the right fish jumps",
            ["right fish", "left_fish"],
            ["the right fish jumps", "the left fish swims up"],
        ),
        (
            "the dog runs past the house, at the foot of tall hills",
            ["dog", "house", "hills"],
            [
                "the dog runs past the house",
                "house stays still",
                "hills stays still",
            ],
        ),
        (
            "a rider sits on a horse on the road",
            ["rider", "horse", "road"],
            ["a rider sits on a horse on the road"] * 2 + ["road stays still"],
        ),
        (
            "a car follows the road while the tree sways",
            ["car", "road", "tree"],
            ["a car follows the road", "road stays still", "the tree sways"],
        ),
        ("the bird flies up", ["bird", "branch"], ["the bird flies up", "branch stays still"]),
        ("they dance", ["layer 1", "layer 2"], ["they dance", "they dance"]),
        ("", ["a", "b"], ["", ""]),
    ],
)
def test_an_object_takes_the_clause_that_names_it(
    whole: str, names: list[str], expected: list[str]
) -> None:
    assert list(object_captions(whole, names, [""] * len(names))) == expected


def test_an_own_prompt_comes_first() -> None:
    assert object_captions("the dog runs", ["dog", "cat"], ["", " it naps "]) == (
        "the dog runs",
        "it naps",
    )


def test_nothing_of_the_prompt_is_lost_in_clauses() -> None:
    whole = "the dog runs and barks, then the bird and the bee fly away"
    assert clauses(whole, ["dog", "bird", "bee"]) == (
        "the dog runs and barks",
        "the bird and the bee fly away",
    )
