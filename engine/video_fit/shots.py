# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a clip can be followed: where the drawing lies in it, and until where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.video_fit.clip import VideoClip
from engine.video_fit.drawn_lines import DrawnLines, Space
from engine.video_fit.frame_ink import FrameInk
from engine.video_fit.matching import line_tangents
from engine.video_fit.placing import ClipPlacing, place
from engine.video_fit.seen_lines import SeenLines, seen_lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEEN = 0.03  # long sides: a drawn point counts as seen with a line as near as this
LEAST_SEEN = 0.55  # share of the drawing, and of the lines, that must be found in the first frame
LOST = 0.5  # share of the drawing that is found where the clip still shows it


def lines_of_clip(
    clip: VideoClip, numbers: Ints, on_step: Callable[[str, int, int], None]
) -> list[SeenLines]:
    """Return the lines seen in frames of a clip; a frame that is shown twice is read once."""
    known: dict[int, SeenLines] = {}
    reader = FrameInk.of(clip.frames[numbers[0]])
    for step, number in enumerate(np.unique(numbers)):
        on_step("reading", step, len(np.unique(numbers)))
        known[int(number)] = seen_lines(clip.frames[number], reader)
    return [known[int(number)] for number in numbers]


def placed_clip(
    drawing: Drawing,
    lines: DrawnLines,
    first: SeenLines,
    clip: VideoClip,
    space: Space,
) -> ClipPlacing:
    """Lay the first frame on the drawing. Raises BadInput where it shows something else."""
    if not len(first.points):
        raise BadInput(
            "Nothing is drawn in the first frame of the clip.",
            hint="The clip must begin with your drawing.",
        )
    height, width = clip.frames.shape[1:3]
    canvas = space.inside(np.array([[0.0, 0.0], drawing.canvas]))
    tangents = line_tangents(lines.places, lines.strokes)
    placing = place(lines.places, tangents, first, canvas, np.array([width, height], np.float64))
    there, back = placing.target(first).misses(lines.places, tangents, 1.0)
    found = float((there < SEEN).mean()), float((back < SEEN).mean())
    if min(found) < LEAST_SEEN:
        raise BadInput(
            "The clip shows something else: {percent} % of your drawing is found in its first "
            "frame.",
            percent=round(100 * min(found)),
            hint="The clip must begin with your drawing, in about the same pose.",
        )
    return placing


def shown_lines(seen: Sequence[SeenLines]) -> tuple[list[SeenLines], tuple[Message, ...]]:
    """Return the lines of each frame up to where the clip cuts away; then the last one stays."""
    amount = np.array([len(one.points) * one.step for one in seen])
    usual = float(np.median(amount[: max(3, len(amount) // 4)]))
    gone = np.flatnonzero(amount < LOST * usual)
    if not len(gone):
        return list(seen), ()
    first = int(gone[0])
    kept = [*seen[:first], *[seen[first - 1]] * (len(seen) - first)]
    words = Message(
        "From frame {frame} on the clip doesn't show the whole drawing; the motion stops there.",
        frame=first + 1,
    )
    return kept, (words,)
