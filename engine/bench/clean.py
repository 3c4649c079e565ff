# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean-up: puppets drawn clean and drawn roughly, and how near the rough one comes when cleaned.

Distances are shares of the drawing's long side, in percent. A part of the rough drawing's distance
is no overdraw and can't be cleaned away: strokes of one cubic cut corners that the true lines have.
It is told apart, as the distance of the same strokes from a hand that doesn't wobble. A hand that
ends its strokes at true corners cuts none: the same puppets are drawn so, too, and measured.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.ndimage import maximum_filter1d
from scipy.spatial import cKDTree

from addon.contract.drawing import CUBIC, Drawing
from engine.bench.measure import Numbers, seconds_of
from engine.bench.pictures import lines_of
from engine.clean import clean_drawing
from engine.clean.lines import evenly
from engine.geometry.bezier import CONTROL_FROM_THIRDS, Floats
from engine.puppets import FAMILIES
from engine.puppets.body import GuideCurve
from engine.puppets.drawing_styles import (
    DrawingStyle,
    PuppetStrokes,
    draw,
    joined_guides,
    pick_style,
)
from engine.puppets.guides import guides_at_rest

SIDE, EDGE = 512.0, 56.0  # of the canvas, pixels
WIDTH = 3.0
PLENTY = 100_000  # strokes and tokens: nothing is left out
OFTEN = 1.5  # extra strokes for each line from which a style overdraws
AGAIN = (5.0, 10.0)  # extra strokes for each line of a drawing gone over thoroughly
LOST = 0.03  # of the long side; a true line farther from all that is drawn is lost
FINE = 2.0  # pixels between the points of a guide curve whose corners are looked for
ARM = 4  # of these points on either side over which a corner is judged
CORNER = np.deg2rad(50.0)
CLEAN = DrawingStyle(1.0, 9.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, PLENTY)  # curves that touch are one


@dataclass(frozen=True)
class RoughPair:
    """A drawing as it should be, and drawn roughly, and how a steady hand had drawn that."""

    name: str
    truth: Drawing
    rough: Drawing
    steady: Drawing


def bench_clean(drawings: int = 40, strength: float = 0.5, folder: Path | None = None) -> Numbers:
    """Clean roughened puppets; return how much nearer to the truth they are."""
    rows, seconds = [], []
    for index in range(drawings):
        pair = rough_pair(index)
        found: list[Drawing] = []
        seconds.append(seconds_of(partial(_clean_into, found, pair.rough, strength)))
        rows.append(_compared(pair, found[0]))
        if folder is not None:
            _keep(folder, pair, found[0])
    table = np.array([list(row.values()) for row in rows])
    values = dict(zip(rows[0], table.mean(0).tolist(), strict=True))
    fall = 1.0 - values["distance clean, %"] / values["distance rough, %"]
    cornered = [_cornered(index, strength) for index in range(drawings)]
    rough, clean = np.array(cornered).mean(0).tolist()
    counts = table[:, list(rows[0]).index("strokes clean / true")]
    return {
        "values": {
            "drawings": float(drawings),
            **values,
            "distance falls by, %": 100.0 * fall,
            "drawings within 1.3 of the true count, %": 100.0
            * float(((counts <= 1.3) & (counts >= 1 / 1.3)).mean()),
            "strokes end at corners: distance rough, %": rough,
            "strokes end at corners: distance clean, %": clean,
            "strokes end at corners: distance falls by, %": 100.0 * (1.0 - clean / rough),
            "seconds each": float(np.median(seconds)),
        },
        "notes": [
            f"{index:3d}: rough {row['distance rough, %']:.2f} clean {row['distance clean, %']:.2f}"
            f" lost {row['true lines lost, %']:.1f} count {row['strokes clean / true']:.2f}"
            for index, row in enumerate(rows)
        ],
    }


def rough_pair(index: int, *, thoroughly: bool = True, at_corners: bool = False) -> RoughPair:
    """Return drawing number `index` of an endless set.

    thoroughly: every line is gone over again as often as AGAIN says, not as often as the style has
    it. at_corners: no stroke goes on over a true corner.
    """
    rng = np.random.default_rng([21, index])
    family = FAMILIES[list(FAMILIES)[index % len(FAMILIES)]]
    guides = guides_at_rest(family, rng)
    style = next(s for s in iter(lambda: pick_style(rng), None) if s.again >= OFTEN)
    again = float(rng.uniform(*AGAIN)) if thoroughly else style.again
    style = replace(style, again=again, limit=PLENTY, tokens=PLENTY)
    guides = _on_canvas(guides)
    drawn = guides
    if at_corners:
        drawn = [part for guide in guides for part in _cut(guide)]
        style = replace(style, merge=0.0)
    strokes = draw(drawn, style, rng)
    assert strokes.steady is not None
    rough, steady = (_as_drawing(strokes, tokens) for tokens in (strokes.tokens, strokes.steady))
    true = joined_guides(guides, SIDE - 2.0 * EDGE, CLEAN, rng)
    return RoughPair(family.name, _as_polylines(true), rough, steady)


def _on_canvas(guides: list[GuideCurve]) -> list[GuideCurve]:
    points = np.concatenate([guide.path[0] for guide in guides])
    low, high = points.min(0), points.max(0)
    scale = (SIDE - 2.0 * EDGE) / float((high - low).max())
    middle = (low + high) / 2.0
    return [replace(g, path=(g.path - middle) * scale + SIDE / 2.0) for g in guides]


def _cut(guide: GuideCurve) -> list[GuideCurve]:
    """Return the stretches of a guide curve between its corners."""
    path = evenly(guide.path[0], FINE)
    before, after = (np.roll(path, shift, 0) for shift in (ARM, -ARM))
    into, out = path - before, after - path
    turn = np.abs(np.arctan2(into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0], (into * out).sum(1)))
    sharp = (turn > CORNER) & (turn == maximum_filter1d(turn, 2 * ARM + 1, mode="wrap"))
    corners = np.flatnonzero(sharp)
    if not guide.closed:
        corners = corners[(corners >= ARM) & (corners < len(path) - ARM)]
    if not len(corners):
        return [replace(guide, path=path[None])]
    if guide.closed:
        path = np.concatenate([path[corners[0] : -1], path[: corners[0] + 1]])
        corners = corners - corners[0]
    cuts = sorted({0, *corners.tolist(), len(path) - 1})
    return [
        replace(guide, path=path[None, first : last + 1], closed=False)
        for first, last in pairwise(cuts)
        if last - first > 1
    ]


def _cornered(index: int, strength: float) -> tuple[float, float]:
    """Return the distances, rough and clean, of a puppet whose strokes end at its corners."""
    pair = rough_pair(index, at_corners=True)
    row = _compared(pair, clean_drawing(pair.rough, strength).drawing)
    return row["distance rough, %"], row["distance clean, %"]


def _as_polylines(guides: list[GuideCurve]) -> Drawing:
    paths = [guide.path[0] for guide in guides]
    return Drawing.build(
        np.concatenate(paths).astype(np.float32),
        np.cumsum([0, *map(len, paths)]).astype(np.int32),
        canvas=(SIDE, SIDE),
        widths=np.full(sum(map(len, paths)), WIDTH, np.float32),
        cyclic=np.array([guide.closed for guide in guides], np.uint8),
    )


def _as_drawing(strokes: PuppetStrokes, tokens: Floats) -> Drawing:
    """Return strokes as cubics; their tokens [T, H, 2] lie on them, at thirds."""
    points = tokens[0]
    counts = np.bincount(strokes.strokes)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    control = points.copy()
    for start, count in zip(offsets[:-1].tolist(), counts.tolist(), strict=True):
        for first in range(0, count - count % 3, 3):
            four = start + (first + np.arange(4)) % count
            control[four[1:3]] = CONTROL_FROM_THIRDS @ points[four]
    return Drawing.build(
        control.astype(np.float32),
        offsets.astype(np.int32),
        canvas=(SIDE, SIDE),
        widths=np.full(len(control), WIDTH, np.float32),
        curve_types=np.full(len(counts), CUBIC, np.uint8),
        cyclic=(counts % 3 == 0).astype(np.uint8),
    )


def _clean_into(found: list[Drawing], rough: Drawing, strength: float) -> None:
    found.append(clean_drawing(rough, strength).drawing)


def _compared(pair: RoughPair, cleaned: Drawing) -> dict[str, float]:
    share = 100.0 / (SIDE - 2.0 * EDGE)
    truth = np.concatenate(lines_of(pair.truth))
    rough, steady, clean = (np.concatenate(lines_of(d)) for d in (pair.rough, pair.steady, cleaned))
    tree = cKDTree(truth)
    back = cKDTree(clean).query(truth)[0] * share
    return {
        "distance rough, %": float(tree.query(rough)[0].mean()) * share,
        "distance steady, %": float(tree.query(steady)[0].mean()) * share,
        "distance clean, %": float(tree.query(clean)[0].mean()) * share,
        "truth to clean, %": float(back.mean()),
        "true lines lost, %": 100.0 * float((back > 100.0 * LOST).mean()),
        "strokes rough / true": pair.rough.stroke_count / pair.truth.stroke_count,
        "strokes clean / true": cleaned.stroke_count / pair.truth.stroke_count,
    }


def _keep(folder: Path, pair: RoughPair, cleaned: Drawing) -> None:
    """Write the truth, the rough drawing and the clean one side by side."""
    from PIL import Image

    from engine.render.frames import render_frames

    folder.mkdir(parents=True, exist_ok=True)
    pictures = [
        render_frames(drawing, background=(1.0, 1.0, 1.0))[0]
        for drawing in (pair.truth, pair.rough, cleaned)
    ]
    row = np.concatenate(pictures, axis=1)[..., :3].copy()
    number = len(list(folder.glob("*.png")))
    Image.fromarray(row).save(folder / f"{number:02d}-{pair.name}.png")
