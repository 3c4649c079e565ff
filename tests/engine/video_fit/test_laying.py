# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Free lines are laid along seen ones by their length, from the ends that are seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from engine.geometry.handles import fit_handles
from engine.video_fit.bending import StrandEdges, kept_edges
from engine.video_fit.drawn_lines import Space, drawn_lines
from engine.video_fit.laying import MOST, Laying, free_lines, laid_cost
from engine.video_fit.matching import SeenTarget, line_tangents
from engine.video_fit.strands import strands_of

Floats = NDArray[np.float64]
DRAWN, SEEN = 60, 300  # points


def wave(phase: float, count: int) -> Floats:
    """Return a line [count, 2] of two waves, evenly by its length."""
    x = np.linspace(0.0, 1.0, 2000)
    points = np.stack([x - 0.5, 0.08 * np.sin(4 * np.pi * x - phase)], axis=1)
    return evenly(points, count)


def evenly(points: Floats, count: int) -> Floats:
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0.0, arc[-1], count)
    return np.stack([np.interp(at, arc, points[:, axis]) for axis in (0, 1)], axis=1)


def seen(lines: list[Floats], ends: list[Floats]) -> SeenTarget:
    """Return a frame in which lines are seen, with free ends at the places `ends`."""
    points = np.concatenate(lines)
    strokes = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    far = [np.linalg.norm(points - end, axis=1) for end in ends]
    is_end = np.zeros(len(points), bool)
    is_end[[int(way.argmin()) for way in far]] = True
    return SeenTarget(points, line_tangents(points, strokes), is_end)


def test_a_wave_that_runs_through_a_line_does_not_carry_it_along() -> None:
    before, now = wave(0.0, DRAWN), wave(0.9, SEEN)
    tails = np.zeros(DRAWN, bool)
    tails[-1] = True  # the other end is hidden by something
    lines = free_lines(before, np.zeros(DRAWN, np.int64), tails)
    assert [line.points[0] for line in lines] == [DRAWN - 1]
    pairs = Laying(before, np.zeros(DRAWN, np.int64), tails).pairs(seen([now], [now[-1]]), before)
    laid = np.empty_like(before)
    laid[pairs.drawn] = pairs.wanted
    assert np.linalg.norm(laid - evenly(now, DRAWN), axis=1).mean() < 0.012
    slid = before + np.array([0.9 / (4 * np.pi), 0.0])  # it lies on the seen line, and looks right
    assert laid_cost(pairs, laid) < 1e-9 < 0.01 < laid_cost(pairs, slid)


def test_a_line_that_turns_away_is_shorter_between_its_ends_and_crosses_others() -> None:
    wing = np.array([[-0.2, 0.0], [-0.15, -0.4], [0.1, -0.4], [0.2, 0.0]])
    before = evenly(wing, DRAWN)
    now = evenly(wing * (1.0, -0.5), SEEN)  # beaten down
    body = np.stack([np.linspace(-0.5, 0.5, SEEN), np.full(SEEN, 0.1)], axis=1)
    tails = np.zeros(DRAWN, bool)
    tails[[0, -1]] = True
    lines = free_lines(before, np.zeros(DRAWN, np.int64), tails)
    assert lines[0].both
    ends = [now[0], now[-1], body[0], body[-1]]
    pairs = Laying(before, np.zeros(DRAWN, np.int64), tails).pairs(seen([now, body], ends), before)
    assert np.linalg.norm(pairs.wanted - evenly(now, DRAWN), axis=1).mean() < 0.02


def test_without_a_seen_end_nothing_is_laid_and_nothing_costs() -> None:
    before = wave(0.0, DRAWN)
    tails = np.zeros(DRAWN, bool)
    tails[0] = True
    pairs = Laying(before, np.zeros(DRAWN, np.int64), tails).pairs(
        seen([wave(0.9, SEEN)], []), before
    )
    assert not len(pairs.drawn)
    assert laid_cost(pairs, before) == 0.0
    assert free_lines(before, np.zeros(DRAWN, np.int64), np.zeros(DRAWN, bool)) == ()
    short = 0.1 * before
    assert free_lines(short, np.zeros(DRAWN, np.int64), tails) == ()


def test_a_stroke_with_two_free_ends_shortens_at_less_cost_than_it_stretches() -> None:
    wing = evenly(np.array([[20.0, 20.0], [60.0, 120.0], [100.0, 20.0]]), 40)
    ring = 150.0 + 30.0 * circle(40)
    points = np.concatenate([wing, ring]).astype(np.float32)
    drawing = Drawing.build(points, [0, 40, 80], canvas=(200, 200))
    space, handles = Space.of(drawing), fit_handles(drawing)
    strands = strands_of(drawing, handles, drawn_lines(drawing, space), space)
    edges = StrandEdges(strands.links, len(strands.rest))

    def missed(size: float, stroke: int) -> float:
        own = (handles.stroke_of_handle[strands.links] == stroke).all(axis=1)
        moved = size * strands.rest
        kept = kept_edges(edges, (strands.rest[None],), moved[None], strands.turns_away)[0]
        off = np.abs(kept - edges.vectors(moved[None])[0])[own].sum()
        return float(off / np.abs(edges.vectors(strands.rest[None])[0])[own].sum())

    for stroke, shorter in ((0, 0.2), (1, 0.5)):
        assert abs(missed(1.5, stroke) - 0.5) < 1e-6
        assert abs(missed(0.5, stroke) - shorter) < 0.01


def circle(count: int) -> Floats:
    """Return a closed line [count, 2] about the origin, of radius 1."""
    angle = np.linspace(0.0, 2 * np.pi, count)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def test_of_many_free_lines_the_longest_are_laid() -> None:
    count, each = 2 * MOST, 5
    lengths = np.linspace(0.2, 0.6, count)
    hair = np.concatenate([np.linspace([0, 0], [long, 0], each) for long in lengths])
    strokes = np.repeat(np.arange(count), each)
    lines = free_lines(hair, strokes, np.ones(len(hair), bool))
    assert len(lines) == MOST
    assert {int(line.points.min()) // each for line in lines} == set(range(MOST, count))
