# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request's wishes become settings, whatever is in them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract.request import Request
from engine.raster.settings import FAITHFUL, RasterSettings, raster_settings


def _settings(**named: object) -> RasterSettings:
    return raster_settings(Request("", path="raster", settings=named))  # type: ignore[arg-type]


def test_the_defaults_are_the_defaults() -> None:
    assert raster_settings(Request("")) == RasterSettings()


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
    told = Request("", strength=strength, settings={"fidelity": 0.3})
    assert raster_settings(told).composition.fidelity == pytest.approx(0.3)


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
