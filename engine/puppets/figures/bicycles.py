# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two wheels in a frame, without a rider: bicycles, scooters, mopeds, motorbikes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import Figure, Floats, curve, ellipse, smooth_closed, unit
from engine.puppets.figures.lines import (
    WHOLE,
    bar,
    blunt,
    line,
    pick,
    rings,
    shifted,
    spokes,
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


@dataclass(frozen=True)
class _Style:
    """How a bicycle is drawn.

    Attributes:
        single: whether tubes are single lines.
        half: half the width of a tube.
        merges: whether tubes flow into one another.
    """

    single: bool
    half: float
    merges: bool


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
    style = _Style(rng.random() < 0.6, float(rng.uniform(0.014, 0.032)), merges)
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
        _wheel(figure, name, hub, radius, look, fat)
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


def _wheel(figure: Figure, name: str, hub: Floats, r: float, look: int, fat: float) -> None:
    """Add a wheel; `look` is alike for both."""
    rng = figure.rng
    rings(figure, name, hub, [r], depth=1.0, weight=1.2)
    if look in (1, 2) or fat > 1:
        rings(
            figure,
            name,
            hub,
            [r * (1 - float(rng.uniform(0.08, 0.2)) * fat)],
            depth=1.0,
            weight=0.9,
        )
    if look in (2, 3) or rng.random() < 0.3:
        rings(figure, name, hub, [r * float(rng.uniform(0.06, 0.16))], depth=1.0, weight=0.7)
    if look in (3, 4):
        count, turn = int(rng.choice([4, 6, 8])), float(rng.uniform(0, 6.3))
        spokes(figure, name, hub, (0.0, r), count, turn, depth=1.0, weight=0.6)


def _tubes(figure: Figure, style: _Style, lines: list[list[Floats]]) -> None:
    """Add the frame's tubes; those that come later lie in front."""
    first = 2.0 if style.merges else 1.2
    for n, ends in enumerate(lines):
        bar(
            figure,
            "frame",
            np.stack(ends),
            style.half,
            single=style.single,
            depth=first + 0.005 * n,
            merges=style.merges,
            weight=1.1,
        )


def _diamond(
    figure: Figure, kind: str, style: _Style, back: Floats, front: Floats, r: float
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
    _tubes(figure, style, tubes)
    _saddle(figure, seat)
    grip = _handlebar(figure, kind, stem, style)
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


def draw_crank(
    figure: Figure, crank: Floats, r: float, single: bool, chain_to: Floats | None
) -> None:
    """Add the chain wheel, the cranks and the pedals at a random turn."""
    rng = figure.rng
    long = r * float(rng.uniform(0.38, 0.6))
    turn = float(rng.uniform(0, 2 * np.pi))
    figure.place("crank", crank)
    ring = r * float(rng.uniform(0.15, 0.32))
    drawn = pick(rng, ("full", "ring", "arms"), (0.65, 0.15, 0.2))
    if drawn != "arms":
        rings(figure, "crank", crank, [ring], depth=2.8, weight=1.2)
    for name, way, depth in (("pedal_near", 1.0, 3.3), ("pedal_far", -1.0, 1.1)):
        end = figure.place(name, crank + way * long * unit(turn))
        if drawn == "ring" and rng.random() < 0.7:
            continue
        half = r * 0.05
        bar(
            figure,
            "crank",
            [tuple(crank), tuple(end)],
            half,
            single=single or way < 0,
            depth=depth,
            merges=False,
        )
        pedal = r * float(rng.uniform(0.12, 0.22))
        flat = [(end[0] - pedal, end[1]), (end[0] + pedal, end[1])]
        bar(
            figure,
            "crank",
            flat,
            0.25 * pedal,
            single=rng.random() < 0.6,
            depth=depth,
            merges=False,
        )
    if chain_to is not None and drawn != "arms" and rng.random() < 0.35:
        for way in (-1.0, 1.0):
            a, b = shifted(crank, 0.0, way * ring), shifted(chain_to, 0.0, way * 0.3 * ring)
            line(figure, "frame", np.stack([a, b]), depth=1.4, weight=0.5)


def _saddle(figure: Figure, seat: Floats) -> None:
    """Add a saddle; its joint is where one sits."""
    rng = figure.rng
    long, high = float(rng.uniform(0.1, 0.17)), float(rng.uniform(0.03, 0.07))
    place = figure.place("saddle", shifted(seat, 0.0, -high))
    style = pick(rng, ("line", "wedge", "oval"))
    if style == "line":
        line(
            figure,
            "frame",
            [(seat[0] - long, place[1]), (seat[0] + long, place[1])],
            depth=2.1,
            weight=1.1,
        )
        line(figure, "frame", np.stack([seat, place]), depth=2.1)
    elif style == "wedge":
        raw = [
            (-long, -high),
            (-0.3 * long, -0.9 * high),
            (1.1 * long, -0.7 * high),
            (0.2 * long, 0.0),
            (-0.9 * long, 0.2 * high),
        ]
        figure.add(
            "frame", seat + smooth_closed(raw, 30, int(rng.integers(0, 3))), WHOLE, depth=2.1
        )
    else:
        figure.add(
            "frame", ellipse(shifted(seat, 0, -0.5 * high), long, 0.5 * high), WHOLE, depth=2.1
        )


def _handlebar(figure: Figure, kind: str, stem: Floats, style: _Style) -> Floats:
    """Add a handlebar that begins at the stem's top; return the grip, which is the joint bar."""
    rng = figure.rng
    if kind == "road":
        raw = [(0.0, 0.0), (0.12, -0.01), (0.17, 0.06), (0.13, 0.14), (0.03, 0.14)]
        points, grip = stem + curve(*raw, samples=18), shifted(stem, 0.14, 0.02)
    elif rng.random() < 0.5:  # swept back
        back, rise = float(rng.uniform(0.06, 0.2)), float(rng.uniform(0.0, 0.12))
        raw = [
            (0.0, 0.0),
            (0.06, -rise - 0.02),
            (0.02 - 0.4 * back, -rise - 0.02),
            (-back, -rise + 0.02),
        ]
        points, grip = stem + curve(*raw, samples=16, smooth=2), shifted(stem, -back, -rise + 0.02)
    else:
        x, y = float(rng.uniform(-0.14, 0.12)), float(rng.uniform(-0.1, 0.0))
        points, grip = np.stack([stem, shifted(stem, x, y)]), shifted(stem, x, y)
    bar(
        figure,
        "frame",
        points,
        style.half,
        single=style.single,
        depth=2.3,
        merges=style.merges,
        weight=1.1,
    )
    figure.place("bar", grip)
    if rng.random() < 0.25:
        knob = ellipse(grip, 0.03, 0.02, samples=14)
        figure.add("frame", knob, WHOLE, depth=3.6, merges=False, weight=0.6)
    return grip


def _scooter(figure: Figure, style: _Style, back: Floats, front: Floats, r: float) -> Floats:
    """Add the deck and the steering column of a kick scooter."""
    rng = figure.rng
    deck = back[1] - float(rng.uniform(0.0, 0.5)) * r
    top = shifted(front, -float(rng.uniform(0.1, 0.25)), -float(rng.uniform(0.6, 0.95)))
    knee = shifted(front, -0.2, deck - front[1])
    stem = front + 0.35 * (top - front)
    _tubes(figure, style, [[back, shifted(back, 0.1, deck - back[1]), knee, stem], [front, top]])
    return _handlebar(figure, "scooter", top, style)


def _penny(figure: Figure, style: _Style, back: Floats, front: Floats) -> Floats:
    """Add the frame of a penny-farthing."""
    rng = figure.rng
    r = 0.5
    top = shifted(front, -0.08, -r - float(rng.uniform(0.1, 0.2)))
    sag = shifted(front, -0.75 * r - 0.1, -0.35 * r)
    _tubes(figure, style, [[back, sag, shifted(top, -0.12, 0.04), top], [front, top]])
    _saddle(figure, shifted(top, -0.17, 0.03))
    draw_crank(figure, front, 0.33, style.single, None)
    return _handlebar(figure, "bmx", shifted(top, 0.04, -0.04), style)


def _motorbike(
    figure: Figure, kind: str, style: _Style, back: Floats, front: Floats, r: float
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
    _tubes(figure, style, [[front, top], [back, np.array([0.36, low - 0.02])]])
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
    return _handlebar(figure, "motor", top, style)
