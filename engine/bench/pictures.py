# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures whose drawing is known: what tracing finds against what was drawn.

Four drawings of lines and paint are drawn by our own renderer onto paper of ten kinds (see
`papers`), so that there is a true line for every traced one. Distances are in pixels of the
picture.
"""

from __future__ import annotations

import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.bench.drawn_examples import EXAMPLES, example
from engine.bench.measure import Numbers
from engine.bench.papers import PAPERS, Photograph
from engine.geometry.tracing import trace_picture
from engine.render.drawn_strokes import drawn_strokes
from engine.render.frames import render_frames
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]

STEP = 1.0  # pixels between the points that stand for a line
FAR = 6.0  # pixels; a traced stroke that lies farther from all that is drawn is a speck
SHARE = 0.5  # of a fill that has to be found, in a colour near its own
NEAR_COLOUR = 0.25  # of a channel, 0..1
LOST = 8.0  # pixels beyond which a point of a true line counts as not found


@dataclass(frozen=True)
class Found:
    """How a traced picture compares with what was drawn.

    Attributes:
        error: mean distance of the true lines' points to traced lines, pixels.
        missed: share of these points farther than LOST pixels from any traced line.
        fills, lost: painted areas, and those that weren't found.
        specks: traced strokes where nothing was drawn.
        strokes: traced strokes in all.
    """

    error: float
    missed: float
    fills: int
    lost: int
    specks: int
    strokes: int


def bench_pictures(folder: Path | None = None) -> Numbers:
    """Trace every drawing on every paper and return errors; keep the pictures in a folder.

    Beside each picture then lies what was traced, as `name.traced.png`.
    """
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        found = {
            f"{name} on {paper}": _measured(name, paper, place, keep=folder is not None)
            for paper in PAPERS
            for name in EXAMPLES
        }
    read = {name: one for name, one in found.items() if one is not None}
    values = {
        "pictures": float(len(found)),
        "refused": float(len(found) - len(read)),
        "mean error, pixels": float(np.mean([one.error for one in read.values()])),
        "worst error, pixels": max(one.error for one in read.values()),
        "share of lines missed": float(np.mean([one.missed for one in read.values()])),
        "painted areas": float(sum(one.fills for one in read.values())),
        "painted areas lost": float(sum(one.lost for one in read.values())),
        "most specks in a picture": float(max(one.specks for one in read.values())),
    }
    lines = [_line(name, one) for name, one in found.items()]
    seconds = time.perf_counter() - started
    return {"values": values, "notes": [*lines, f"{len(found)} pictures in {seconds:.0f} s."]}


def _measured(name: str, paper: str, folder: Path, *, keep: bool) -> Found | None:
    drawing, seed = example(name), list(EXAMPLES).index(name)
    photograph = PAPERS[paper](drawing, seed)
    path = folder / f"{name}-{re.sub('[^a-z]+', '-', paper.lower())}.{photograph.kind}"
    photograph.save(path)
    try:
        traced = trace_picture(path)
    except BadInput:
        return None
    if keep:
        from PIL import Image

        picture = render_frames(traced, background=(1.0, 1.0, 1.0))[0]
        Image.fromarray(picture[..., :3].copy()).save(path.with_suffix(".traced.png"))
    return compared(traced, photograph)


def compared(traced: Drawing, photograph: Photograph) -> Found:
    """Return how a traced drawing compares with what is in a picture."""
    true = [photograph.seen(line) for line in lines_of(photograph.drawing)]
    ours = lines_of(traced)
    drawn = np.concatenate(true)
    distance, _ = cKDTree(np.concatenate(ours)).query(drawn)
    to_drawn = cKDTree(drawn)
    specks = sum(float(np.median(to_drawn.query(line)[0])) > FAR for line in ours)
    fills, lost = _fills(traced, photograph)
    return Found(
        float(np.minimum(distance, LOST).mean()),
        float((distance > LOST).mean()),
        fills,
        lost,
        specks,
        len(ours),
    )


def lines_of(drawing: Drawing) -> list[Floats]:
    """Return points [n, 2] about STEP apart along every stroke, closed ones all around."""
    points = numpy_of(drawing.positions).astype(np.float64)[None]
    width, height = (round(side) for side in drawing.canvas)
    lines = []
    for stroke in drawn_strokes(drawing, points, 1.0, (width, height)):
        line = stroke.points[0].double().numpy()
        if stroke.cyclic:
            line = np.concatenate([line, line[:1]])
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        at = np.arange(0.0, way[-1] + STEP, STEP)
        lines.append(np.stack([np.interp(at, way, line[:, axis]) for axis in (0, 1)], 1))
    return lines


def _fills(traced: Drawing, photograph: Photograph) -> tuple[int, int]:
    """Return the number of painted areas, and of those that weren't found."""
    size = (photograph.pixels.shape[1], photograph.pixels.shape[0])
    seen = render_frames(_paint_alone(traced), size=size)[0].astype(np.float64) / 255.0
    count = lost = 0
    for mask, color in photograph.painted():
        count += 1
        near = np.abs(seen[..., :3] - color).max(axis=2) <= NEAR_COLOUR
        found = (near & (seen[..., 3] > 0.5) & mask).sum()
        lost += bool(found < SHARE * mask.sum())
    return count, lost


def _paint_alone(drawing: Drawing) -> Drawing:
    """Return a drawing without its lines."""
    from dataclasses import replace

    from engine.runtime.arrays import array_of

    colors = numpy_of(drawing.colors).copy()
    colors[:, 3] = 0.0
    return replace(drawing, colors=array_of(colors))


def _line(name: str, found: Found | None) -> str:
    if found is None:
        return f"{name}: refused"
    return (
        f"{name}: error {found.error:.2f}, missed {found.missed:.1%}, fills lost "
        f"{found.lost} of {found.fills}, specks {found.specks}, strokes {found.strokes}"
    )
