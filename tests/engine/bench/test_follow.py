# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clips of `bench follow` show the puppets whose motion is the truth."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bench.follow import CANVAS, LOOKS, SIDE, puppet_drawing, puppet_frames
from engine.geometry.handles import fit_handles
from engine.puppets import generate
from engine.render.frames import render_frames
from engine.video_fit.seen_lines import seen_lines


def test_a_puppet_is_drawn_where_it_is() -> None:
    puppet = generate(23, 0, ["fish"])
    drawing = puppet_drawing(puppet)
    handles = fit_handles(drawing)
    on_curve = handles.control[handles.segments[:, 0]]
    tokens = puppet.points[handles.segments[:, 0]]
    np.testing.assert_allclose(on_curve, tokens, atol=1e-3)


@pytest.mark.parametrize("look", LOOKS)
def test_each_look_shows_the_lines(look: str) -> None:
    puppet = generate(23, 0, ["fish"])
    drawing = puppet_drawing(puppet)
    frames = puppet_frames(puppet, drawing, look, np.random.default_rng(0))
    assert frames.shape[1:] == (SIDE, SIDE, 4) and frames.dtype == np.uint8
    ink = render_frames(drawing, size=(SIDE, SIDE))[0, ..., 3]
    seen = seen_lines(frames[0])
    rows, columns = np.nonzero(ink > 128)
    inked = np.stack([columns, rows], axis=1) + 0.5
    far = np.linalg.norm(seen.points[:, None] - inked[None], axis=2).min(axis=1)
    slack = 4.0 if look == "drawn anew" else 1.5
    assert float(np.quantile(far, 0.9)) < slack * SIDE / CANVAS
