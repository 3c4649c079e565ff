# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick answers are what a job makes of the same request, and find bones once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import engine.jobs.live_motion
from addon.contract.beats import BeatReading, SentenceBeat
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.live import LiveMotion
from addon.contract.motion_settings import MotionSettings
from addon.contract.request import ObjectSettings, Request
from addon.contract.strict_json import JSON
from engine.geometry.load import load_drawing
from engine.jobs.live_motion import KnownDrawing, KnownDrawings
from engine.rig import drawing_rig
from engine.rig.drawing_rig import DrawingRig
from engine.runtime.arrays import numpy_of
from engine.vector.pipeline import animate

DRAWINGS = Path(__file__).resolve().parents[2] / "drawings"
SWIMS = Request("the fish swims", quality="draft")


class Silent:
    """Progress that nobody looks at."""

    def step(self, *_: object, **__: object) -> None: ...
    def warn(self, *_: object) -> None: ...
    def wants_preview(self) -> bool:
        return False


@pytest.fixture(scope="module")
def fish() -> Drawing:
    return load_drawing(DRAWINGS / "fish.svg")


@pytest.fixture(scope="module")
def known(fish: Drawing) -> KnownDrawing:
    return KnownDrawing(fish)


def places(motion: LiveMotion) -> np.ndarray:
    return numpy_of(motion.positions).astype(np.float64)


def amount(motion: LiveMotion) -> float:
    found = places(motion)
    return float(np.abs(found - found[:1]).max())


def test_an_answer_is_what_animate_will_make(fish: Drawing, known: KnownDrawing) -> None:
    request = replace(SWIMS, strength=1.4, settings=MotionSettings(1.5, 0.5).to_settings())
    live = places(known.answer(request))
    made = animate(fish, request, Silent())  # type: ignore[arg-type]
    rest, pivot = numpy_of(fish.positions), numpy_of(made.pivots)[0]
    moved = rest + numpy_of(made.offsets) - pivot
    matrix = numpy_of(made.transforms)[:, 0]
    whole = np.einsum("fab,fpb->fpa", matrix[:, :, :2], moved) + pivot + matrix[:, None, :, 2]
    size = np.ptp(rest, axis=0).max()
    assert np.abs(whole - live).max() < 0.005 * size
    assert (live[0] == rest).all()


def test_joints_go_where_the_bodies_go(fish: Drawing, known: KnownDrawing) -> None:
    motion = known.answer(replace(SWIMS, prompt="the fish swims to the left"))
    rig = drawing_rig.rig_drawing(fish, ["the fish swims"]).to_contract()
    assert motion.joints is not None and motion.joint_names == rig.joint_names
    joints, moved = numpy_of(motion.joints), places(motion)
    assert np.allclose(joints[0], numpy_of(rig.joints), atol=0.5)
    middle = moved.mean(axis=1)
    assert np.abs((joints.mean(axis=1) - joints[0].mean(axis=0)) - (middle - middle[0])).max() < 30


def test_settings_change_the_answer(known: KnownDrawing) -> None:
    plain = known.answer(SWIMS)
    assert plain.reading.beats[0].action == "swim" and plain.still == ()
    assert "swim" in plain.verbs
    small = known.answer(replace(SWIMS, strength=0.3))
    assert 0.0 < amount(small) < 0.6 * amount(plain)
    for other in ({"seed": 5}, {"frames": 30}, {"settings": {"speed": 2.0}}):
        assert not np.array_equal(places(plain), places(known.answer(replace(SWIMS, **other))))
    away = replace(SWIMS, prompt="the fish swims to the left")
    further = known.answer(replace(away, settings={"far": 3.0}))
    assert amount(further) > 1.3 * amount(known.answer(away))


def test_edited_beats_are_acted_in_place_of_the_sentence(known: KnownDrawing) -> None:
    beats = BeatReading((SentenceBeat("", "jump", start=4, frames=12),))
    asked = replace(SWIMS, settings=MotionSettings(beats=beats).to_settings())
    jumps = known.answer(asked)
    assert jumps.reading == beats
    found = places(jumps)
    assert np.array_equal(found[:4], np.repeat(found[:1], 4, axis=0)) and amount(jumps) > 5.0


def test_bones_are_found_once_for_all_sentences(
    fish: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    find = drawing_rig.rig_drawing

    def counted(*given: Any, **named: Any) -> DrawingRig:
        calls.append(1)
        return find(*given, **named)

    monkeypatch.setattr(engine.jobs.live_motion, "rig_drawing", counted)
    drawing = KnownDrawing(fish)
    for prompt in ("the fish swims", "the fish jumps twice", "the fish swims away slowly"):
        drawing.answer(replace(SWIMS, prompt=prompt))
    assert len(calls) == 1
    drawing.answer(replace(SWIMS, prompt="the bird flies"))
    hints: dict[str, JSON] = {"rig_hints": {"objects": {"drawing": {"plan": "crab"}}}}
    drawing.answer(replace(SWIMS, settings=hints))
    drawing.answer(SWIMS)
    assert len(calls) == 3


def test_a_part_that_a_later_sentence_names_is_found() -> None:
    """The bones of an earlier sentence about the same drawing don't have it."""
    house = [(20, 160), (20, 80), (100, 80), (100, 160), (20, 160)]
    angles = np.linspace(0.0, 2.0 * np.pi, 24)
    puffs = [
        np.stack([x + 9 * np.cos(angles), y + 9 * np.sin(angles)], 1)
        for x, y in ((80, 50), (88, 20))
    ]
    strokes = [np.array(house, float), *puffs]
    drawing = Drawing.build(np.concatenate(strokes).tolist(), [0, 5, 29, 53], canvas=(160.0, 200.0))
    known = KnownDrawing(drawing)
    before = known.answer(replace(SWIMS, prompt="the house grows"))
    after = known.answer(replace(SWIMS, prompt="the house smokes"))
    assert not any(name.startswith("smoke") for name in before.joint_names)
    assert {"smoke0", "smoke1"} <= set(after.joint_names)


def test_what_nothing_acts_stays_still_and_is_named(known: KnownDrawing, fish: Drawing) -> None:
    (name,) = fish.object_names
    answer = known.answer(replace(SWIMS, prompt="zorbly"))
    assert answer.still == (name,) and amount(answer) == 0.0
    locked = replace(SWIMS, objects=(ObjectSettings(name, strength=0.0),))
    assert amount(known.answer(locked)) == 0.0


def test_a_drawing_is_read_once(fish: Drawing, tmp_path: Path) -> None:
    path = tmp_path / "drawing.safetensors"
    fish.write(path)
    drawings = KnownDrawings()
    first = drawings.answer(path, SWIMS)
    path.unlink()
    assert drawings.answer(path, SWIMS) == first
    with pytest.raises(BadInput):
        drawings.answer(tmp_path / "none.safetensors", SWIMS)
