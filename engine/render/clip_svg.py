# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clip as one SVG file that moves by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from engine.render.animated_svg import (
    SvgTiming,
    svg_elements,
    write_animated_svg,
    write_svg,
)
from engine.render.clip import DrawnClip
from engine.render.svg_paths import number_text


def write_clip_svg(clip: DrawnClip, path: str | Path) -> None:
    """Write a clip as an animated SVG; each run is seen in its own frames alone.

    Raises BadInput.
    """
    if len(clip.runs) == 1:
        (run,) = clip.runs
        write_animated_svg(
            run.drawing, run.positions, path, clip.fps, clip.loop, discrete=clip.discrete
        )
        return
    write_svg(path, clip.canvas, _groups(clip))


def _groups(clip: DrawnClip) -> Iterator[str]:
    clock = SvgTiming(clip.seconds, clip.loop, discrete=True)
    start, count = 0, clip.frame_count
    for run in clip.runs:
        stop = start + len(run.positions)
        # Before and after its own frames a run rests, unseen.
        frames = np.clip(np.arange(count), start, stop - 1) - start
        yield f'<g visibility="{"hidden" if start else "visible"}">'
        yield _seen(start, stop, count, clock.seconds)
        yield from svg_elements(run.drawing, run.positions[frames], clock)
        yield "</g>"
        start = stop


def _seen(start: int, stop: int, count: int, seconds: float) -> str:
    """Return the element that shows a group from frame `start` to before `stop`."""
    changes = [(0, "visible" if start == 0 else "hidden")]
    if start:
        changes.append((start, "visible"))
    if stop < count:
        changes.append((stop, "hidden"))
    times = ";".join(number_text(frame / count, 5) for frame, _ in changes)
    values = ";".join(value for _, value in changes)
    return (
        f'<animate attributeName="visibility" calcMode="discrete" keyTimes="{times}" '
        f'dur="{number_text(seconds, 4)}s" repeatCount="indefinite" values="{values}"/>'
    )
