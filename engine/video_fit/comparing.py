# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far what a drawing does is from what its clip shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.messages import Message
from engine.video_fit.drawn_lines import DrawnLines
from engine.video_fit.matching import SeenTarget, line_tangents

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COMPLEX = np.array([1.0, 1.0j])
AS_ONE = 0.02  # long sides: so little control points move by themselves
GROWN = 0.06  # logarithm of the size
GONE = 0.05  # long sides
SEEN = 0.03  # long sides: a drawn point counts as seen with a line as near as this
UNSEEN_STROKE = 0.4  # share of a stroke below which it isn't seen in a frame
UNSEEN_FRAMES = 0.3  # share of the frames in which a stroke that is reported isn't seen


def compared(
    drawing: Drawing, lines: DrawnLines, drawn: Floats, targets: Sequence[SeenTarget]
) -> tuple[Floats, tuple[Message, ...]]:
    """Return how far drawn lines [F, N, 2] are from those seen [F], and which strokes aren't."""
    residual = np.zeros(len(drawn))
    unseen = np.zeros((len(drawn), drawing.stroke_count))
    count = np.maximum(np.bincount(lines.strokes, minlength=drawing.stroke_count), 1)
    for frame, target in enumerate(targets):
        there, back = target.misses(drawn[frame], line_tangents(drawn[frame], lines.strokes), 1.0)
        residual[frame] = there.mean() / 2 + (back.mean() if len(back) else 1.0) / 2
        near = np.bincount(lines.strokes, there < SEEN, drawing.stroke_count) / count
        unseen[frame] = near < UNSEEN_STROKE
    hidden = int((unseen.mean(axis=0) > UNSEEN_FRAMES).sum())
    if hidden == 0:
        return residual, ()
    words = Message(
        "{count} strokes are hidden or missing in a part of the clip; there they go with the "
        "strokes around them.",
        count=hidden,
    )
    return residual, (words,)


def camera_words(rest: Floats, places: Floats, objects: Ints) -> tuple[Message, ...]:
    """Return what to say where all control points move or grow as one, as under a camera.

    rest: [H, 2]; places: [F, H, 2], long sides; objects: [H]. One object that goes somewhere does
    so by itself; several that go together, or that grow, don't.
    """
    before = (rest - rest.mean(axis=0)) @ COMPLEX
    middles = places.mean(axis=1)
    after = (places - middles[:, None]) @ COMPLEX
    turn = (before.conj() * after).sum(axis=1) / max(float((np.abs(before) ** 2).sum()), 1e-12)
    if float(np.abs(after - turn[:, None] * before).mean(axis=1).max()) > AS_ONE:
        return ()
    grown = float(np.abs(np.log(np.maximum(np.abs(turn), 1e-6))).max())
    gone = float(np.linalg.norm(middles - middles[0], axis=1).max())
    if grown < GROWN and (gone < GONE or len(np.unique(objects[objects >= 0])) < 2):
        return ()
    return (
        Message("The whole picture moves as one, as when a camera moves; so does the drawing."),
    )
