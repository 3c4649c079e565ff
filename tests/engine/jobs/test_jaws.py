# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jaws that are drawn apart open further and shut, as a sentence says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.request import Request
from engine.geometry.load import load_drawing
from engine.jobs.live_motion import KnownDrawing
from engine.runtime.arrays import numpy_of

HEAD = Path(__file__).resolve().parents[2] / "drawings" / "parts" / "crocodile.svg"
FRAMES = 48


def gaps(prompt: str) -> NDArray[np.float64]:
    """Return how far the tips of the jaws are apart [F], of how far they are drawn apart."""
    known = KnownDrawing(load_drawing(HEAD, objects="auto"))
    answer = known.answer(Request(prompt, quality="draft", frames=FRAMES))
    places = numpy_of(answer.positions).reshape(FRAMES, -1, 2).astype(np.float64)
    front = places[0, :, 0] < places[0, :, 0].min() + 0.02 * np.ptp(places[0, :, 0])
    tips = np.flatnonzero(front)
    high, low = tips[places[0, tips, 1].argmin()], tips[places[0, tips, 1].argmax()]
    apart = np.linalg.norm(places[:, low] - places[:, high], axis=1)
    return np.asarray(apart / apart[0])


def test_jaws_open_and_snap_shut() -> None:
    apart = gaps("the crocodile opens its mouth wide and snaps it shut")
    assert apart.max() > 1.8 and apart.argmax() < FRAMES - 12
    assert apart[-6:].max() < 0.3


def test_jaws_that_are_drawn_apart_shut_by_themselves() -> None:
    apart = gaps("the crocodile snaps its jaws shut")
    assert apart.max() < 1.2 and apart[-6:].max() < 0.3
