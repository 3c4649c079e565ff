# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rays are found by where they point, and turn about that place."""

from __future__ import annotations

import numpy as np
import pytest

from addon.contract.request import Request
from engine.render.evaluate import animated_positions
from engine.rig.drawing_rig import rig_drawing
from engine.rig.hung import HINGE
from engine.rig.part_strokes import Floats
from engine.rig.radiating import radiating
from engine.rig.told_apart import told_apart
from engine.runtime.progress import Progress
from engine.vector.pipeline import animate
from tests.engine.rig.test_told_parts import drawn, line, part_strokes, ring


def sun(start: float, end: float) -> list[Floats]:
    """Return five rays around (250, 200), from one angle to another."""
    found = []
    for angle in np.linspace(start, end, 5):
        way = np.array([np.cos(angle), np.sin(angle)])
        inner, outer = [250, 200] + 90 * way, [250, 200] + 130 * way
        found.append(line((inner[0], inner[1]), (outer[0], outer[1])))
    return found


def test_rays_point_at_one_place() -> None:
    found = radiating(part_strokes(ring(250, 200, 60), *sun(-2.8, -0.3)))
    assert found is not None
    assert found[0].tolist() == [False] + [True] * 5


def test_rain_and_the_arms_of_a_star_are_no_rays() -> None:
    rain = [line((x, 300.0), (x - 20.0, 360.0)) for x in (100.0, 150.0, 200.0)]
    assert radiating(part_strokes(ring(150, 150, 80), *rain)) is None
    arms = [line((250.0, 200.0), (250 + 90 * np.cos(a), 200 + 90 * np.sin(a)))
            for a in np.arange(6) * np.pi / 3]  # fmt: skip
    assert radiating(part_strokes(ring(250, 420, 60), *arms)) is None


def test_rays_of_half_a_sun_turn_about_its_middle() -> None:
    sea = [line((100.0, 300.0 + y), (400.0, 300.0 + y)) for y in (0.0, 40.0)]
    drawing = drawn(ring(250, 200, 60), *sun(-2.8, -0.3), *sea)
    told = told_apart(drawing, "the rays of the sun turn")
    assert told is not None and told.names == ("sun", "ray")
    assert told.labels.tolist() == [0, 1, 1, 1, 1, 1, 0, 0]
    own = rig_drawing(told.applied(drawing), [""] * 2).objects[1]
    assert own is not None
    joints = dict(zip(own.bones.names, own.bones.joints, strict=True))
    assert joints[HINGE] == pytest.approx([250, 200], abs=6)


@pytest.mark.parametrize(("start", "end", "round_"), [(-2.8, -0.3, False), (0.0, 5.0, True)])
def test_rays_of_half_a_sun_stay_above_the_sea(start: float, end: float, round_: bool) -> None:
    drawing = drawn(ring(250, 200, 60), *sun(start, end))
    told = told_apart(drawing, "the rays of the sun turn")
    assert told is not None
    apart = told.applied(drawing)
    request = Request(prompt="the rays of the sun turn", quality="draft", frames=48)
    moved = animated_positions(apart, animate(apart, request, Progress.silent()))
    tip = moved[:, 49 + 10] - [250, 200]  # the first ray's
    turned = np.unwrap(np.arctan2(tip[:, 1], tip[:, 0]))
    assert (np.ptp(turned) > 4.0) == round_
    assert np.ptp(turned) > 0.3
