# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends of a part that lie on the rest stay there while the part acts."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.request import Request
from engine.geometry.grouping.grouping import Grouping
from engine.render.evaluate import animated_positions
from engine.rig.pinned import pinned, pins_of
from engine.rig.told_apart import told_apart
from engine.runtime.arrays import numpy_of
from engine.runtime.progress import Progress
from engine.vector.pipeline import animate
from tests.engine.rig.test_told_parts import drawn, line

CASE = np.array([(100, 200), (400, 200), (400, 400), (100, 400), (100, 200)], float)
HANDLE = line((180, 200), (180, 130), (320, 130), (320, 200))


def test_both_ends_of_a_handle_stay_on_the_case() -> None:
    drawing = drawn(CASE, HANDLE)
    told = told_apart(drawing, "the handle of the briefcase wiggles")
    assert told is not None and told.names == ("briefcase", "handle")
    apart = told.applied(drawing)
    request = Request(prompt="the handle of the briefcase wiggles", quality="draft", frames=24)
    moved = animated_positions(apart, animate(apart, request, Progress.silent()))
    away = np.linalg.norm(moved - moved[0], axis=2)
    handle = np.arange(5, apart.point_count)
    assert away[:, handle[[0, -1]]].max() < 2.0
    assert away[:, handle].max() > 8.0
    assert away[:, :5].max() < 1e-3


def test_an_end_goes_where_what_it_lies_on_goes() -> None:
    drawing = drawn(CASE, HANDLE)
    told = told_apart(drawing, "the handle of the briefcase wiggles")
    assert told is not None
    apart = told.applied(drawing)
    pins = pins_of(apart)
    assert len(pins) == 2
    rest = numpy_of(apart.positions).astype(float)
    target = np.repeat(rest[None], 2, axis=0)
    target[1, :5] += [0.0, 30.0]
    held = pinned(pins, rest, target) - rest
    assert held[1, 5] == pytest.approx([0.0, 30.0])
    assert held[1, -1] == pytest.approx([0.0, 30.0])
    assert held[1, 5 + len(HANDLE) // 2] == pytest.approx([0.0, 0.0], abs=1.0)
    assert (held[0] == 0.0).all()


def test_one_object_and_a_lever_have_no_pins() -> None:
    assert pins_of(drawn(CASE, HANDLE)) == ()
    lever = drawn(CASE, line((403, 300), (470, 240)))
    told = told_apart(lever, "the lever of the machine swings")
    assert told is not None and pins_of(told.applied(lever)) == ()


def test_what_is_lifted_off_leaves() -> None:
    drawing = drawn(CASE, HANDLE)
    told = told_apart(drawing, "the handle of the briefcase wiggles")
    assert told is not None
    apart = told.applied(drawing)
    rest = numpy_of(apart.positions).astype(float)
    target = np.repeat(rest[None], 2, axis=0)
    target[1, 5:] -= [0.0, 80.0]
    assert (pinned(pins_of(apart), rest, target) == target).all()


def test_a_straight_line_is_not_bent() -> None:
    bar = drawn(CASE, line((100, 300), (250, 302), (400, 300)))
    labels = Grouping(np.array([0, 1]), ("case", "handle"))
    assert pins_of(labels.applied(bar)) == ()
