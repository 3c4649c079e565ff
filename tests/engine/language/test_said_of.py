# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of other languages that mean different things by what they are said of."""

from __future__ import annotations

import pytest

from engine.language.beats import read_beats


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("o carro anda para a direita", "drive"),
        ("o menino anda para a direita", "walk"),
        ("車が右へ走る", "drive"),
        ("犬が右へ走る", "run"),
        ("das Boot fährt nach links", "sail"),
        ("门开了", "open"),
        ("汽车开了", "drive"),
        ("鐘が鳴る", "ring"),
        ("赤ちゃんが泣く", "cry"),
        ("le coq chante", "crow"),
        ("la fille chante", "sing"),
        ("el niño se levanta", "stand_up"),
        ("el niño levanta la cabeza", "look_up"),
        ("el sol sale", "rise"),
        ("el niño sale", "leave"),
        ("la serpiente se desliza", "slither"),
        ("le drapeau flotte au vent", "billow"),
        ("el hombre sube la escalera", "climb"),
        ("el globo sube", "rise"),
        ("die Tür geht auf", "open"),
        ("die Sonne geht auf", "rise"),
        ("der Hund bewegt den Schwanz", "wag"),
        ("螃蟹夹动钳子", "snap"),
    ],
)
def test_a_verb_means_what_its_clause_says(sentence: str, action: str) -> None:
    assert [beat.action for beat in read_beats(sentence).beats] == [action]


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("象が鼻を上げる", "trunk"),
        ("男の人が鼻を上げる", "nose"),
        ("der Krebs bewegt die Scheren", "claw"),
    ],
)
def test_a_noun_means_what_its_clause_says(sentence: str, part: str) -> None:
    assert [beat.part for beat in read_beats(sentence).beats] == [part]
