# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is painted many at once looks as if it were painted one after the other."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from addon.contract.drawing import Drawing
from engine.render import sheet
from engine.render.fills import edge_coverage, fill_coverage, outline_edges
from engine.render.frames import render_frames
from engine.runtime.arrays import numpy_of


def crowd(seed: int) -> tuple[Drawing, np.ndarray]:
    """Return 60 strokes over each other, wide and fine, filled and not, some at rest, 5 frames."""
    rng = np.random.default_rng(seed)
    counts = np.where(rng.random(60) < 0.5, 4, 7)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
    points = np.repeat(rng.uniform(8, 88, (60, 2)), counts, 0) + rng.normal(0, 9, (offsets[-1], 2))
    fills = rng.random((60, 4)) * (rng.random((60, 1)) < 0.5)
    drawing = Drawing.build(
        points.astype(np.float32),
        offsets,
        canvas=(96.0, 96.0),
        widths=np.repeat(rng.choice([0.0, 0.6, 2.0, 14.0], 60), counts).astype(np.float32),
        opacities=rng.uniform(0.3, 1, offsets[-1]).astype(np.float32),
        colors=rng.random((60, 4)).astype(np.float32),
        fills=fills.astype(np.float32),
        cyclic=np.zeros(60, np.uint8),
        curve_types=(rng.random(60) < 0.7).astype(np.uint8),
        paths=np.sort(rng.integers(0, 40, 60)).astype(np.int32),
        caps=rng.integers(0, 3, 60).astype(np.uint8),
        fill_rules=rng.integers(0, 2, 60).astype(np.uint8),
    )
    moving = np.repeat(rng.random(60) < 0.6, counts)[None, :, None]
    way = np.arange(5)[:, None, None] * rng.normal(0, 3, (1, offsets[-1], 2))
    return drawing, (numpy_of(drawing.positions) + moving * way).astype(np.float32)


@pytest.mark.parametrize("seed", range(4))
def test_a_queue_paints_as_one_thing_after_the_other(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing, positions = crowd(seed)
    together = render_frames(drawing, positions, background=(0.9, 0.8, 1.0))
    monkeypatch.setattr(sheet, "_QUEUE_PIXELS", -1)
    single = render_frames(drawing, positions, background=(0.9, 0.8, 1.0))
    assert np.array_equal(together, single)
    assert len(np.unique(together.reshape(-1, 4), axis=0)) > 100


def test_many_fills_are_each_by_itself() -> None:
    rng = np.random.default_rng(3)
    shapes = [torch.tensor(rng.uniform(-10, 60, (3, n, 2))) for n in (3, 5, 8)]
    rules = (False, True, False)
    fills = [outline_edges([s], nonzero=r) for s, r in zip(shapes, rules, strict=True)]
    many = edge_coverage(fills, (48, 40))
    for number, (shape, rule) in enumerate(zip(shapes, rules, strict=True)):
        alone = fill_coverage([shape], (48, 40), nonzero=rule)
        own = many.number == number
        assert torch.equal(many.pixel[own], alone.pixel)
        assert torch.allclose(many.coverage[own], alone.coverage, atol=1e-6)


@pytest.mark.parametrize("filled", [False, True])
def test_what_lies_beside_the_picture_leaves_it_empty(filled: bool) -> None:
    points = np.array([[1e3, 1e3], [1e3, -1e3], [5e2, 1e3], [1e3, 0]], np.float32)
    fills = np.array([[0.5, 0.5, 0.5, float(filled)]], np.float32)
    drawing = Drawing.build(
        points, np.array([0, 4], np.int32), canvas=(96.0, 96.0), fills=fills,
        cyclic=np.ones(1, np.uint8),
    )  # fmt: skip
    pictures = render_frames(drawing, numpy_of(drawing.positions)[None])
    assert not pictures.any()
