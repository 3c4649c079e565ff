# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np

from addon.contract.beats import SentenceBeat
from addon.contract.drawing import Drawing
from engine.rig.kept_joins import joins_of, kept_together, leaving
from engine.runtime.arrays import numpy_of

# A bar with a line that ends on it, and one that lies by itself.
BAR = [(x, 0.0) for x in np.linspace(0.0, 100.0, 21)]
LINE = [(50.0, y) for y in np.linspace(0.0, 60.0, 13)]
AWAY = [(80.0, y) for y in np.linspace(20.0, 60.0, 9)]


def _drawing(objects: list[int] | None = None) -> Drawing:
    points = np.array([*BAR, *LINE, *AWAY], np.float32) + 100.0
    offsets = np.cumsum([0, len(BAR), len(LINE), len(AWAY)]).astype(np.int32)
    return Drawing.build(points, offsets, canvas=(400.0, 400.0)) if objects is None else (
        Drawing.build(points, offsets, canvas=(400.0, 400.0), objects=np.array(objects, np.int32),
                      object_names=("a", "b"))
    )  # fmt: skip


def _moved(drawing: Drawing, by: float) -> tuple[np.ndarray, np.ndarray]:
    rest = numpy_of(drawing.positions).astype(np.float64)
    target = np.repeat(rest[None], 3, axis=0)
    target[1:, len(BAR) : len(BAR) + len(LINE), 1] += by
    return rest, target


def test_an_end_that_parts_a_little_stays_on_its_line() -> None:
    drawing = _drawing()
    rest, target = _moved(drawing, 5.0)
    kept = kept_together(joins_of(drawing), rest, target)
    end, last = len(BAR), len(BAR) + len(LINE) - 1
    np.testing.assert_allclose(kept[:, end, 1], rest[end, 1], atol=0.1)
    np.testing.assert_allclose(kept[:, last], target[:, last])
    np.testing.assert_allclose(kept[:, last + 1 :], target[:, last + 1 :])
    assert np.ptp(kept[1, end : last + 1, 0]) < 1e-9  # it is still straight


def test_what_parts_by_much_was_meant_to() -> None:
    drawing = _drawing()
    rest, target = _moved(drawing, 40.0)
    np.testing.assert_array_equal(kept_together(joins_of(drawing), rest, target), target)


def test_an_end_may_slide_along_its_line() -> None:
    drawing = _drawing()
    rest, target = _moved(drawing, 0.0)
    target[1:, len(BAR) : len(BAR) + len(LINE), 0] += 4.0
    np.testing.assert_allclose(kept_together(joins_of(drawing), rest, target), target, atol=1e-9)


def test_objects_that_go_somewhere_leave_what_they_touch() -> None:
    swings = SentenceBeat(who="b", action="part_swings")
    goes = SentenceBeat(who="b", action="slide", direction="left")
    assert leaving(("a", "b"), [swings]) == []
    assert leaving(("a", "b"), [goes]) == [1]
    drawing = _drawing([0, 1, 0])
    assert len(joins_of(drawing)) == 1
    assert not joins_of(drawing, [1])


def test_a_part_that_stirs_bends_near_its_joint() -> None:
    drawing = _drawing([0, 1, 0])
    rest, target = _moved(drawing, 25.0)
    kept = kept_together(joins_of(drawing), rest, target)
    np.testing.assert_allclose(kept[:, len(BAR)], rest[None, len(BAR)].repeat(3, 0), atol=0.1)


def test_lines_that_end_on_a_wheel_stay_while_it_turns() -> None:
    around = np.linspace(0.0, 2.0 * np.pi, 49)
    wheel = 100.0 + 20.0 * np.stack([np.cos(around), np.sin(around)], axis=1)
    line = np.stack([np.linspace(120.0, 220.0, 21), np.full(21, 100.0)], axis=1)
    points = np.concatenate([wheel, line]).astype(np.float32)
    drawing = Drawing.build(points, np.array([0, 49, 70], np.int32), canvas=(400.0, 400.0))
    rest = numpy_of(drawing.positions).astype(np.float64)
    target = np.repeat(rest[None], 4, axis=0)
    for frame, turn in enumerate((0.0, 0.3, 0.6, 0.9)):
        c, s = np.cos(turn), np.sin(turn)
        target[frame, :49] = 100.0 + (rest[:49] - 100.0) @ np.array([[c, s], [-s, c]])
    kept = kept_together(joins_of(drawing), rest, target)
    np.testing.assert_allclose(kept, target, atol=0.05)


def test_a_ring_that_is_drawn_open_has_no_ends() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 25)
    ring = np.stack([50.0 - 20.0 * np.sin(angle), 20.0 - 20.0 * np.cos(angle)], axis=1)
    points = np.concatenate([np.array(BAR), ring]).astype(np.float32) + 100.0
    offsets = np.array([0, len(BAR), len(points)], np.int32)
    assert not joins_of(Drawing.build(points, offsets, canvas=(400.0, 400.0)))
