# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a clip can be followed: where the drawing lies in it, and until where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.video_fit.clip import VideoClip
from engine.video_fit.drawn_lines import DrawnLines, Space
from engine.video_fit.frame_ink import FrameInk
from engine.video_fit.matching import SeenTarget, line_tangents
from engine.video_fit.placing import ClipPlacing, place
from engine.video_fit.seen_lines import SeenLines, seen_lines

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEEN = 0.03  # long sides: a drawn point counts as seen with a line as near as this
LEAST_SEEN = 0.55  # share of the drawing, and of the lines, that must be found in the first frame
CUT = 0.3  # share of lines that lie on those of the frame before, below which it may be a cut
SURE_CUT = 0.1  # below that it is one
SUDDEN = 0.6  # of what is usual around it, in a cut they share less; what is fast is so for longer
AROUND = 2  # frames before and after
WHOLE = 0.9  # share of the drawing's lines: with fewer it is leaving
SAME_PLACE = 0.04  # long sides: so near a line lies on another
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
    found = placing.found(lines.places, tangents, first, SEEN)
    if found < LEAST_SEEN:
        raise BadInput(
            "The clip shows something else: {percent} % of your drawing is found in its first "
            "frame.",
            percent=round(100 * found),
            hint="The clip must begin with your drawing, in about the same pose.",
        )
    return placing


def shown_lines(
    seen: Sequence[SeenLines], scale: float
) -> tuple[list[SeenLines], tuple[Message, ...]]:
    """Return the lines of each frame up to where the drawing is lost; then the last ones stay.

    scale: long sides of the drawing for one pixel. The drawing is lost where the clip cuts to
    another picture, and where much of it leaves the picture or fades away.
    """
    amount = np.array([len(one.points) * one.step for one in seen])
    usual = float(np.median(amount[: max(3, len(amount) // 4)]))
    cuts = cut_at(np.array([alike(one, other, scale) for one, other in pairwise(seen)]))
    for number in range(1, len(seen)):
        share = amount[number] / max(usual, 1e-9)
        other = share >= LOST and bool(cuts[number - 1])
        if share >= LOST and not other:
            continue
        words = Message(
            "From frame {frame} on the clip doesn't show the whole drawing; the motion stops "
            "there.",
            frame=number + 1,
        )
        if other and share > WHOLE:
            words = Message(
                "At frame {frame} the clip cuts to another picture; the motion stops there.",
                frame=number + 1,
            )
        return [*seen[:number], *[seen[number - 1]] * (len(seen) - number)], (words,)
    return list(seen), ()


def cut_at(shared: Floats) -> NDArray[np.bool_]:
    """Return between which frames the clip cuts [F - 1]; shared: of neighbours, as `alike` has it.

    In a cut much less is shared than around it; what moves fast shares little for some frames.
    """
    cuts = shared < CUT
    for number in np.flatnonzero(cuts & (shared >= SURE_CUT)).tolist():
        low, high = max(number - AROUND, 0), number + AROUND + 1
        around = np.delete(shared[low:high], number - low)
        cuts[number] = len(around) == 0 or shared[number] < SUDDEN * float(np.median(around))
    return cuts


def alike(first: SeenLines, second: SeenLines, scale: float) -> float:
    """Return the share of the lines of two frames that lie on each other.

    They are laid on each other as they are, and middle on middle; the better one counts.
    """
    if not len(first.points) or not len(second.points):
        return 0.0
    one = SeenTarget(scale * first.points, first.tangents, first.ends)
    other = SeenTarget(scale * second.points, second.tangents, second.ends)
    tangents = np.stack([other.across[:, 1], -other.across[:, 0]], axis=1)
    way = scale * (first.points.mean(axis=0) - second.points.mean(axis=0))
    shares = []
    for shift in (np.zeros(2), way):
        there, back = one.misses(other.points + shift, tangents, 1.0)
        shares.append(min((there < SAME_PLACE).mean(), (back < SAME_PLACE).mean()))
    return float(max(shares))
