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
