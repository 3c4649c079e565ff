# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two wheels in a frame, without a rider: bicycles, scooters, mopeds, motorbikes."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.bicycle_parts import (
    BicycleStyle,
    draw_crank,
    draw_handlebar,
    draw_saddle,
    draw_tubes,
    draw_wheel,
)
from engine.puppets.figures.flesh import Figure, Floats, ellipse
from engine.puppets.figures.lines import (
    WHOLE,
    bar,
    blunt,
    line,
    rings,
    shifted,
    varied,
)

KINDS = (
    "diamond",
    "diamond",
    "diamond",
    "road",
    "step",
    "child",
    "bmx",
    "scooter",
    "moped",
    "motorbike",
    "penny",
)
#: kinds that are ridden sitting
RIDDEN = (
    "diamond",
    "diamond",
    "diamond",
    "road",
    "step",
    "child",
    "bmx",
    "moped",
    "motorbike",
    "penny",
)
_MOTORS = ("moped", "motorbike")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a bicycle or its like; `kind`: one of KINDS."""
    rng = figure.rng
    squash = 1.0 if rng.random() < 0.85 else float(rng.uniform(0.3, 0.9))
    draw_bicycle(figure, kind, merges=rng.random() < 0.5)
    foreshorten(figure, squash, float(rng.normal(0, 0.12)) if squash < 1 else 0.0)
    if squash == 1.0 and rng.random() < 0.12:
        low = max(s.points[:, 1].max() for s in figure.shapes)
        line(figure, "other", [(-0.5, low), (1.5, low)], depth=1.0, weight=0.6)


def foreshorten(figure: Figure, squash: float, rise: float) -> None:
    """See all that has been drawn aslant: narrower, its front lower by `rise`."""
    turn = np.array([[squash, 0.0], [rise, 1.0]]).T
    for shape in figure.shapes:
        shape.points = shape.points @ turn
    figure.joints = figure.joints @ turn


def draw_bicycle(figure: Figure, kind: str, *, merges: bool) -> None:
    """Place the bicycle's joints and draw it; the back hub is at 0, the front hub about 1."""
    rng = figure.rng
    style = BicycleStyle(rng.random() < 0.6, float(rng.uniform(0.014, 0.032)), merges)
    r = (
        0.33
        * varied(rng, 0.1)
        * {"child": 1.0, "scooter": 0.42, "moped": 0.75, "bmx": 0.95}.get(kind, 1.0)
    )
    sizes = [r, r]
    if kind == "penny":
        sizes = [0.17 * varied(rng), 0.52 * varied(rng)]
    low = max(sizes)
    back = figure.place("wheel_back", np.array([0.0, low - sizes[0]]))
    front = figure.place("wheel_front", np.array([1.0, low - sizes[1]]))
    look = int(rng.integers(0, 5))
    fat = 1.3 if kind in _MOTORS else 1.0
    for name, hub, radius in (("wheel_back", back, sizes[0]), ("wheel_front", front, sizes[1])):
        draw_wheel(figure, name, hub, radius, look, fat)
    if kind == "scooter":
        bar_end = _scooter(figure, style, back, front, r)
    elif kind in _MOTORS:
        bar_end = _motorbike(figure, kind, style, back, front, r)
    elif kind == "penny":
        bar_end = _penny(figure, style, back, front)
    else:
        bar_end = _diamond(figure, kind, style, back, front, r)
    figure.place("frame", np.array([0.5, 0.5 * (0.5 * (back[1] + front[1]) + bar_end[1])]))
    if rng.random() < 0.15:  # a basket or a lamp before the bar
        w, h = float(rng.uniform(0.06, 0.13)), float(rng.uniform(0.06, 0.13))
        raw = [(0.0, 0.0), (2 * w, 0.0), (1.7 * w, 2 * h), (0.3 * w, 2 * h)]
        points = shifted(bar_end, 0.03, 0.05) + np.asarray(raw)
        figure.add("frame", points, WHOLE, depth=3.6, merges=False, weight=0.7)


def _diamond(
    figure: Figure, kind: str, style: BicycleStyle, back: Floats, front: Floats, r: float
) -> Floats:
    """Add a bicycle's frame, saddle, bar and crank; return the bar's grip."""
    rng = figure.rng
    low = kind in ("child", "bmx")
    crank = np.array([float(rng.uniform(0.38, 0.5)), back[1] + float(rng.uniform(-0.04, 0.1))])
    seat_high = float(rng.uniform(0.4, 0.5) if low else rng.uniform(0.5, 0.72))
    seat = np.array([crank[0] - float(rng.uniform(0.08, 0.22)), back[1] - seat_high])
    rake = float(rng.uniform(0.1, 0.2))
    head_high = float(rng.uniform(0.45, 0.55)) + (0.05 if low else 0.0)
    head = shifted(front, -rake, -head_high)
    neck = head + 0.3 * (front - head)
    cluster = seat + float(rng.uniform(0.1, 0.35)) * (crank - seat)  # where the top tube begins
    if kind == "step":
        cluster = seat + float(rng.uniform(0.45, 0.7)) * (crank - seat)
    tubes = [
        [back, crank],
        [crank, seat],
        [neck if rng.random() < 0.6 else head, crank],
        [cluster, head],
    ]
    if rng.random() < 0.85:
        tubes.append([back, cluster])
    stem = shifted(head, -0.03, -float(rng.uniform(0.05, 0.25)))
    tubes.append([front, neck, stem])
    if kind == "step" and rng.random() < 0.4:  # a swan's neck instead of two straight tubes
        sag = shifted(0.5 * (crank + head), -0.05, 0.1)
        tubes[2] = [crank, sag, head]
    draw_tubes(figure, style, tubes)
    draw_saddle(figure, seat)
    grip = draw_handlebar(figure, kind, stem, style)
    draw_crank(figure, crank, r, style.single, chain_to=back)
    if rng.random() < 0.12:  # mudguards
        for hub in (back, front):
            t = np.linspace(np.pi * 1.05, np.pi * 1.75, 14)
            arc = hub + 1.1 * r * np.stack([np.cos(t), np.sin(t)], 1)
            line(figure, "frame", arc, depth=1.5, weight=0.7)
    if rng.random() < 0.12:  # a rack
        rack = [shifted(back, -0.15, -1.15 * r), shifted(seat, 0.02, 0.2), back]
        line(figure, "frame", np.stack(rack), depth=1.5, weight=0.7)
    return grip


def _scooter(figure: Figure, style: BicycleStyle, back: Floats, front: Floats, r: float) -> Floats:
    """Add the deck and the steering column of a kick scooter."""
    rng = figure.rng
    deck = back[1] - float(rng.uniform(0.0, 0.5)) * r
    top = shifted(front, -float(rng.uniform(0.1, 0.25)), -float(rng.uniform(0.6, 0.95)))
    knee = shifted(front, -0.2, deck - front[1])
    stem = front + 0.35 * (top - front)
    draw_tubes(
        figure, style, [[back, shifted(back, 0.1, deck - back[1]), knee, stem], [front, top]]
    )
    return draw_handlebar(figure, "scooter", top, style)


def _penny(figure: Figure, style: BicycleStyle, back: Floats, front: Floats) -> Floats:
    """Add the frame of a penny-farthing."""
    rng = figure.rng
    r = 0.5
    top = shifted(front, -0.08, -r - float(rng.uniform(0.1, 0.2)))
    sag = shifted(front, -0.75 * r - 0.1, -0.35 * r)
    draw_tubes(figure, style, [[back, sag, shifted(top, -0.12, 0.04), top], [front, top]])
    draw_saddle(figure, shifted(top, -0.17, 0.03))
    draw_crank(figure, front, 0.33, style.single, None)
    return draw_handlebar(figure, "bmx", shifted(top, 0.04, -0.04), style)


def _motorbike(
    figure: Figure, kind: str, style: BicycleStyle, back: Floats, front: Floats, r: float
) -> Floats:
    """Add the body of a motorbike or a moped: tank, seat, engine, fork, exhaust, lamp."""
    rng = figure.rng
    low = back[1]
    seat_y = low - float(rng.uniform(0.38, 0.5))
    figure.place("saddle", np.array([0.28, seat_y - 0.03]))
    smooth = int(rng.integers(1, 4))
    if kind == "moped":
        raw = [
            (-0.12, low),
            (-0.1, low - 0.3),
            (0.05, seat_y),
            (0.45, seat_y),
            (0.48, low - 0.02),
            (0.7, low - 0.02),
            (0.82, low - 0.62),
            (0.9, low - 0.62),
            (0.86, low - 0.1),
            (0.72, low + 0.1),
            (0.3, low + 0.1),
        ]
    else:
        raw = [
            (-0.05, seat_y - 0.06),
            (0.2, seat_y),
            (0.42, seat_y),
            (0.55, seat_y - 0.13),
            (0.78, seat_y - 0.1),
            (0.8, seat_y + 0.06),
            (0.62, low + 0.02),
            (0.35, low + 0.04),
            (0.22, seat_y + 0.14),
        ]
    figure.add("frame", blunt(raw, smooth), WHOLE, depth=2.2, merges=rng.random() < 0.8)
    top = shifted(front, -float(rng.uniform(0.16, 0.26)), -float(rng.uniform(0.62, 0.78)))
    draw_tubes(figure, style, [[front, top], [back, np.array([0.36, low - 0.02])]])
    if rng.random() < 0.7:
        bench = [
            (0.02, seat_y - 0.02),
            (0.46, seat_y - 0.02),
            (0.42, seat_y + 0.06),
            (0.08, seat_y + 0.05),
        ]
        figure.add("frame", blunt(bench, 1), WHOLE, depth=2.9, merges=False)
    if kind == "motorbike" and rng.random() < 0.7:
        rings(
            figure,
            "frame",
            np.array([0.48, low - 0.08]),
            [0.1, 0.05][: int(rng.integers(1, 3))],
            depth=3.0,
        )
    if rng.random() < 0.6:
        pipe = [(0.5, low + 0.1), (0.2, low + 0.12), (-0.15, low + 0.02)]
        bar(
            figure,
            "frame",
            pipe,
            0.03,
            single=rng.random() < 0.3,
            depth=3.1,
            merges=False,
            weight=0.8,
        )
    if rng.random() < 0.6:
        lamp = ellipse(shifted(top, 0.07, 0.1), 0.05, 0.06)
        figure.add("frame", lamp, WHOLE, depth=3.2, merges=False, weight=0.8)
    if rng.random() < 0.6:  # mudguards
        for hub, start in ((back, 1.05), (front, 1.25)):
            t = np.linspace(np.pi * start, np.pi * (start + 0.55), 14)
            line(
                figure,
                "frame",
                hub + 1.15 * r * np.stack([np.cos(t), np.sin(t)], 1),
                depth=1.5,
                weight=0.8,
            )
    return draw_handlebar(figure, "motor", top, style)
