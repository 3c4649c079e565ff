# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a request become settings of the raster path, whatever is in them."""

from __future__ import annotations

import math
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.contract.request import Request
from engine.raster.settings import FAITHFUL, RasterSettings, raster_settings


def _settings(**named: object) -> RasterSettings:
    return raster_settings(Request("", path="raster", settings=named))  # type: ignore[arg-type]


def test_a_request_without_wishes_gets_the_documented_defaults() -> None:
    found = asdict(raster_settings(Request("")))
    assert found.pop("inversion") == {
        "frames": 1, "rounds": 1, "half_range": False, "sampled": False,
    }  # fmt: skip
    assert found.pop("composition") == {
        "spatial": True, "temporal": True, "share": 0.64, "fidelity": 0.5, "still": True,
        "anchor": 0.5,
    }  # fmt: skip
    assert found.pop("alignment") == {
        "on": False, "share": 0.4, "rounds": 3, "rate": 3e-3, "drop_last": False,
    }  # fmt: skip
    assert found == {
        "steps": 25, "guidance": 9.0, "clip": 16, "chain": 0, "clamp": True, "takes": 1,
        "room": 0.7, "whole": False, "size": 0, "trace": False, "clean": True, "faithful": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wish"),
    [("steps", 7), ("guidance", 4.5), ("clip", 9), ("chain", 3), ("takes", 4), ("room", 0.5),
     ("size", 320), ("trace", True), ("clean", False)],
)  # fmt: skip
def test_a_wish_changes_its_own_setting_alone(name: str, wish: object) -> None:
    expected = asdict(raster_settings(Request(""))) | {name: wish}
    assert asdict(_settings(**{name: wish})) == expected


@pytest.mark.parametrize("wish", [None, "7", [7], {"value": 7}, True])
def test_a_wish_of_another_kind_is_ignored(wish: object) -> None:
    assert _settings(steps=wish, guidance=wish, size=wish, fidelity=wish) == _settings()


def test_the_original_is_as_published() -> None:
    theirs = _settings(faithful=True)
    assert theirs == FAITHFUL
    assert (theirs.steps, theirs.guidance, theirs.clip) == (25, 9.0, 10)
    assert (theirs.inversion.frames, theirs.inversion.rounds) == (5, 1)
    aligned = _settings(faithful=True, align=True).alignment
    assert (aligned.on, aligned.rounds, aligned.rate) == (True, 10, 1e-3)


def test_qualities() -> None:
    assert raster_settings(Request("", quality="draft")).steps < RasterSettings().steps
    full = raster_settings(Request("", quality="full"))
    assert full.alignment.on
    assert not raster_settings(Request("", quality="full", settings={"align": False})).alignment.on


@pytest.mark.parametrize(("strength", "fidelity"), [(0, 1.0), (1, 0.5), (2, 0.0), (4, 0.0)])
def test_strength_is_the_other_side_of_fidelity(strength: float, fidelity: float) -> None:
    request = Request("", strength=strength)
    assert raster_settings(request).composition.fidelity == pytest.approx(fidelity)
    both = Request("", strength=strength, settings={"fidelity": 0.3})
    assert raster_settings(both).composition.fidelity == pytest.approx(0.3)


def test_mechanisms_can_be_switched_off() -> None:
    off = _settings(compose_spatial=False, compose_temporal=False)
    assert not any(off.composing(step) for step in range(25))
    assert _settings(compose_spatial=False).composing(0)


values = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**6), 10**6), st.text(max_size=3),
    st.floats(allow_nan=False, allow_infinity=False), st.lists(st.integers(0, 9), max_size=2),
)  # fmt: skip
names = st.sampled_from(
    ["fidelity", "steps", "guidance", "chain", "takes", "clip", "size", "room", "anchor",
     "faithful", "align", "compose_spatial", "trace", "clean"]
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(names, values))
def test_any_wish_gives_settings_in_range(wanted: dict[str, object]) -> None:
    found = _settings(**wanted)
    assert 1 <= found.steps <= 200
    assert 2 <= found.clip <= 64
    assert 0 <= found.chain <= 8
    assert 1 <= found.takes <= 8
    assert 0 <= found.composition.fidelity <= 1
    assert math.isfinite(found.guidance)
    assert all(1 <= found.query_frames(step, 16) <= 16 for step in range(found.steps))
