# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines are seen where they are drawn, whatever they are drawn with and on."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.video_fit.seen_lines import seen_lines

RADIUS, MIDDLE = 60.0, 100.0


def ring(ink: tuple[int, int, int], paper: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return a picture 200 pixels wide of a circle, 4 pixels thick."""
    at = np.arange(200) + 0.5 - MIDDLE
    off = np.abs(np.hypot(at[:, None], at[None]) - RADIUS)
    cover = np.clip(2.5 - off, 0.0, 1.0)[..., None]
    colors = cover * np.array(ink) + (1.0 - cover) * np.array(paper)
    return np.dstack([colors, np.full((200, 200, 1), 255.0)]).round().astype(np.uint8)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((0, 0, 0), (255, 255, 255)),
        ((250, 250, 240), (40, 60, 90)),
        ((30, 20, 60), (230, 220, 190)),
    ],
)
def test_lines_lie_on_the_middle_of_the_ink(
    ink: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    seen = seen_lines(ring(ink, paper))
    out = seen.points - MIDDLE
    far = np.linalg.norm(out, axis=1)
    np.testing.assert_allclose(far, RADIUS, atol=0.3)
    along = np.abs((out / far[:, None] * seen.tangents).sum(axis=1))
    assert float(along.max()) < 0.2
    assert len(seen.points) * seen.step == pytest.approx(2 * np.pi * RADIUS, rel=0.25)


def test_an_empty_frame_has_no_lines() -> None:
    assert not len(seen_lines(np.full((50, 80, 4), 255, np.uint8)).points)
    assert not len(seen_lines(np.zeros((50, 80, 4), np.uint8)).points)
