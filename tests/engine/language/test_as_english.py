# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of other languages in English: what finds parts in drawings reads that."""

from __future__ import annotations

import pytest

from engine.language.as_english import plural
from engine.language.beats import in_english


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        ("the dog wags its tail", "the dog wags its tail"),
        ("Der Hund wedelt mit dem Schwanz.", "the dog wags its tail."),
        ("Die Flügel des Vogels schlagen", "the bird's wings flap"),
        ("Der Junge winkt mit der linken Hand", "the boy waves its left hand"),
        ("La porte de la maison s'ouvre.", "the house's door opens."),
        ("La fille boit un verre d'eau", "the girl drinks the glass"),
        ("El perro mueve la cola.", "the dog wags its tail."),
        ("Los pájaros vuelan", "the birds fly"),
        ("O elefante levanta a tromba.", "the elephant raises its trunk."),
        ("犬のしっぽが揺れる", "the dog's tail sways"),
        ("女の子が左手を振る", "the girl waves its left hand"),
        ("木の下で犬が寝ている", "the dog sleeps under the tree"),
        ("狗的尾巴摇了摇", "the dog's tail shakes"),
        ("鱼向前游半个身长。", "the fish swims forward half its length."),
        ("两只鸟飞走了", "two birds fly away"),
        ("Le chat saute trois fois, puis dort", "the cat jumps 3 times then sleeps"),
    ],
)
def test_it_says_the_same_in_english(sentence: str, english: str) -> None:
    assert in_english(sentence).replace(", then", " then") == english


def test_nouns_in_the_plural() -> None:
    assert [plural(noun) for noun in ("wing", "leaf", "fly", "toy", "box", "fish")] == [
        "wings", "leaves", "flies", "toys", "boxes", "fish",
    ]  # fmt: skip
