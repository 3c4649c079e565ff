# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things that people hold, stand on, sit on or wear, and the ground: no part of the body."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    curve,
    deg,
    ellipse,
    smooth_closed,
    unit,
)

FRONT, BEHIND = 4.5, 0.1


def _closed(figure: Figure, points: Floats, depth: float = FRONT) -> None:
    figure.add("other", points, 0.5, depth=depth, merges=False)


def _open(figure: Figure, points: Floats, depth: float = FRONT) -> None:
    figure.mark("other", points, 0.5, closed=False, depth=depth, weight=0.9)


def _bar(figure: Figure, a: Floats, b: Floats, half: float, depth: float = FRONT) -> None:
    """Add a rod from a to b: one line, or a narrow tube."""
    if figure.rng.random() < 0.5:
        _open(figure, np.linspace(a, b, 10), depth)
    else:
        figure.tube(
            "other", np.stack([a, b]), [half, half], ends=(0.5, 0.5), depth=depth, merges=False
        )


def _box(middle: Floats, w: float, h: float, angle: float, smooth: int = 0) -> Floats:
    corners = LocalFrame(middle, angle)([(-w, -h), (w, -h), (w, h), (-w, h)])
    return smooth_closed([(float(x), float(y)) for x, y in corners], 28, smooth)


def _hand(figure: Figure) -> tuple[Floats, float]:
    """Return the place of a hand [2] and the angle of its forearm."""
    side = str(figure.rng.choice(["left", "right"]))
    elbow, wrist, hand = (figure.at(f"arm_{side}{n}") for n in (1, 2, 3))
    return 0.5 * (wrist + hand), float(np.arctan2(*(wrist - elbow)[::-1]))


def _ball(figure: Figure) -> None:
    hand, angle = _hand(figure)
    r = float(figure.rng.uniform(0.03, 0.12))
    _closed(figure, ellipse(hand + float(figure.rng.uniform(0.3, 1.0)) * r * unit(angle), r, r))


def _stick(figure: Figure) -> None:
    hand, _ = _hand(figure)
    rng = figure.rng
    a, long = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0.2, 0.8))
    back, half = float(rng.uniform(0.0, 0.5)), float(rng.uniform(0.006, 0.02))
    _bar(figure, hand - unit(a) * long * back, hand + unit(a) * long, half)
    if rng.random() < 0.3:  # a flag, a broom, a spear's head
        tip = LocalFrame(hand + unit(a) * long, a)
        w = float(rng.uniform(0.02, 0.08))
        _closed(figure, smooth_closed(_pairs(tip([(0, -w), (2.5 * w, 0), (0, w)])), 18, 0))


def _pairs(points: Floats) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points]


def _bag(figure: Figure) -> None:
    hand, _ = _hand(figure)
    rng = figure.rng
    w, h, gap = (float(rng.uniform(*x)) for x in ((0.05, 0.12), (0.05, 0.12), (0.02, 0.07)))
    middle = hand + np.array([0.0, h + gap])
    _closed(figure, _box(middle, w, h, 0.0, int(rng.integers(0, 3))))
    top = middle - np.array([0.0, h])
    strap = curve((-0.6 * w, 0.0), (0.0, -2 * gap), (0.6 * w, 0.0), samples=9)
    _open(figure, top + strap)


def _racket(figure: Figure) -> None:
    hand, angle = _hand(figure)
    rng = figure.rng
    put = LocalFrame(hand, angle + deg(float(rng.normal(0, 35))))
    grip, rx, ry = (float(rng.uniform(*x)) for x in ((0.06, 0.16), (0.07, 0.13), (0.05, 0.1)))
    ends = put([(-0.03, 0.0), (grip, 0.0)])
    _bar(figure, ends[0], ends[1], 0.012)
    _closed(figure, put(ellipse(np.array([grip + rx, 0.0]), rx, ry)))
    for k in (-0.4, 0.0, 0.4) if rng.random() < 0.4 else ():
        w = np.sqrt(1 - k * k)
        _open(
            figure,
            put(np.linspace([grip + rx * (1 + k), -w * ry], [grip + rx * (1 + k), w * ry], 5)),
        )
        _open(
            figure,
            put(np.linspace([grip + rx * (1 - w), k * ry], [grip + rx * (1 + w), k * ry], 5)),
        )


def _umbrella(figure: Figure) -> None:
    hand, _ = _hand(figure)
    rng = figure.rng
    tilt = float(rng.normal(0, 0.25))
    put = LocalFrame(hand, tilt)
    long, wide = float(rng.uniform(0.3, 0.55)), float(rng.uniform(0.2, 0.4))
    high = wide * float(rng.uniform(0.4, 0.8))
    ends = put([(0.0, 0.05), (0.0, -long - high)])
    _bar(figure, ends[0], ends[1], 0.008)
    x = np.linspace(-1, 1, 16)
    dome = np.stack([wide * x, -long - high * np.sqrt(1 - x**2)], 1)
    waves = int(rng.integers(3, 6))
    low = np.stack(
        [wide * x[::-1], -long - 0.12 * high * np.abs(np.sin(waves * np.pi * (x + 1) / 2))], 1
    )
    _closed(figure, put(np.concatenate([dome, low[1:-1]])))


def _guitar(figure: Figure) -> None:
    rng = figure.rng
    waist = 0.5 * (figure.at("pelvis") + figure.at("waist"))
    left, right = figure.at("arm_left3"), figure.at("arm_right3")
    far = left if np.linalg.norm(left - waist) > np.linalg.norm(right - waist) else right
    angle = float(np.arctan2(*(far - waist)[::-1])) + float(rng.normal(0, 0.15))
    put, r = LocalFrame(waist, angle), float(rng.uniform(0.07, 0.11))
    t = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    wide = r * (1.0 + 0.25 * np.cos(2 * t)) * np.where(np.cos(t) > 0, 0.85, 1.05)
    body = np.stack([1.4 * r * np.cos(t), wide * np.sin(t)], 1)
    _closed(figure, put(body))
    ends = put([(1.2 * r, 0.0), (1.2 * r + float(rng.uniform(0.2, 0.4)), 0.0)])
    figure.tube("other", ends, [0.014, 0.012], ends=(0.3, 0.3), depth=4.4, merges=False)
    if rng.random() < 0.6:
        figure.mark("other", put(ellipse(np.zeros(2), 0.3 * r, 0.3 * r)), 0.5, depth=5.0)


def _balloon(figure: Figure) -> None:
    hand, _ = _hand(figure)
    rng = figure.rng
    top = hand + np.array([float(rng.normal(0, 0.08)), -float(rng.uniform(0.25, 0.6))])
    bow = 0.5 * (hand + top) + np.array([float(rng.normal(0, 0.04)), 0.0])
    _open(figure, curve(*_pairs(np.stack([hand, bow, top])), samples=12))
    r = float(rng.uniform(0.08, 0.15))
    _closed(figure, ellipse(top - np.array([0.0, 1.15 * r]), r, 1.15 * r))


def _crate(figure: Figure) -> None:
    """Add something large between both hands: a box, a book, a steering wheel."""
    rng = figure.rng
    middle = 0.5 * (figure.at("arm_left3") + figure.at("arm_right3"))
    w = float(
        np.clip(0.5 * np.ptp([figure.at("arm_left3")[0], figure.at("arm_right3")[0]]), 0.06, 0.2)
    )
    head = 0.5 * (figure.at("head") + figure.at("top"))
    if np.linalg.norm(middle - head) < w + 0.1:
        return  # it would hide the face
    if rng.random() < 0.3:
        _closed(figure, ellipse(middle, w, w))
    else:
        _closed(
            figure, _box(middle, w, w * float(rng.uniform(0.5, 1.1)), float(rng.normal(0, 0.1)))
        )


def _backpack(figure: Figure) -> None:
    """Add a pack behind the back, or a cape's place from the front."""
    rng = figure.rng
    waist, neck = figure.at("waist"), figure.at("neck")
    spine = float(np.arctan2(*(neck - waist)[::-1]))
    w, h = float(rng.uniform(0.06, 0.12)), 0.5 * float(np.linalg.norm(neck - waist))
    middle = 0.5 * (waist + neck) - unit(spine + np.pi / 2) * float(rng.uniform(0.5, 1.2)) * w
    _closed(figure, _box(middle, w, 1.2 * h, spine + np.pi / 2, 3), BEHIND)


def _feet(figure: Figure) -> tuple[Floats, Floats]:
    """Return the toes [2], the one further left first."""
    feet = [figure.at("leg_left3"), figure.at("leg_right3")]
    first, second = sorted(feet, key=lambda f: float(f[0]))
    return first, second


def _board(figure: Figure) -> None:
    """Add a surfboard, a snowboard or a skateboard under both feet."""
    rng = figure.rng
    first, second = _feet(figure)
    across = second - first
    angle = float(np.clip(np.arctan2(across[1], max(across[0], 1e-6)), -0.5, 0.5))
    half = 0.5 * float(np.linalg.norm(across)) + float(rng.uniform(0.08, 0.3))
    thick = float(rng.uniform(0.012, 0.05))
    middle = 0.5 * (first + second) + thick * unit(angle + np.pi / 2)
    put = LocalFrame(middle, angle)
    x = np.linspace(-half, half, 14)
    rise = float(rng.uniform(0.0, 0.08)) * (x / half) ** 4
    depth = float(rng.choice([0.05, 4.5], p=[0.7, 0.3]))
    if rng.random() < 0.4:
        _closed(figure, put(ellipse(np.zeros(2), half, thick)), depth)
    else:
        figure.tube(
            "other",
            put(np.stack([x, -rise], 1)),
            [0.4 * thick, thick, 0.4 * thick],
            depth=depth,
            merges=False,
        )
    if rng.random() < 0.35:  # wheels
        for place in (-0.6 * half, 0.6 * half):
            r = float(rng.uniform(0.02, 0.04))
            _closed(figure, put(ellipse(np.array([place, thick + r]), r, r, samples=16)), depth)


def _skis(figure: Figure) -> None:
    rng = figure.rng
    slope, long = float(rng.normal(0.1, 0.2)), float(rng.uniform(0.2, 0.4))
    for foot in _feet(figure):
        put = LocalFrame(foot + np.array([0.0, 0.015]), slope)
        ski = np.array([[-0.8 * long, 0.0], [0.0, 0.0], [0.85 * long, 0.0], [long, -0.05]])
        if rng.random() < 0.5:
            _open(figure, put(curve(*_pairs(ski), samples=14, smooth=1)), 1.0)
        else:
            figure.tube("other", put(ski), [0.01, 0.012, 0.008], smooth=1, depth=1.0, merges=False)
    for side in ("left", "right") if rng.random() < 0.7 else ():
        hand = figure.at(f"arm_{side}3")
        tip = hand + float(rng.uniform(0.25, 0.5)) * unit(deg(float(rng.uniform(60, 140))))
        _bar(figure, hand, tip, 0.006)


PROPS: dict[str, Callable[[Figure], None]] = {
    "ball": _ball,
    "stick": _stick,
    "bag": _bag,
    "racket": _racket,
    "umbrella": _umbrella,
    "guitar": _guitar,
    "balloon": _balloon,
    "crate": _crate,
    "backpack": _backpack,
    "board": _board,
    "skis": _skis,
}


def add_prop(figure: Figure, name: str = "") -> None:
    """Give a person a thing of a name in `PROPS`, any for ""."""
    PROPS[name or str(figure.rng.choice(list(PROPS)))](figure)


def add_chair(figure: Figure, side: bool) -> None:
    """Put a chair or a stool under a person who sits; `side`: seen from the side, facing right."""
    rng = figure.rng
    pelvis, neck = figure.at("pelvis"), figure.at("neck")
    ground = max(figure.at("leg_left3")[1], figure.at("leg_right3")[1])
    seat = pelvis[1] + float(rng.uniform(0.04, 0.08))
    ground = max(float(ground), float(seat) + 0.12)
    half = float(rng.uniform(0.1, 0.18))
    left, right = float(pelvis[0]) - half, float(pelvis[0]) + half
    thick = float(rng.uniform(0.008, 0.02))
    depth = float(rng.choice([BEHIND, 2.4]))

    def bar(a: tuple[float, float], b: tuple[float, float]) -> None:
        _bar(figure, np.array(a), np.array(b), thick, depth)

    bar((left, seat), (right, seat))
    splay = float(rng.uniform(0.0, 0.05))
    if rng.random() < 0.2:  # a box or a stump
        middle = np.array([0.5 * (left + right), 0.5 * (seat + ground)])
        _closed(figure, _box(middle, half, 0.5 * (ground - seat), 0.0), depth)
    else:
        bar((left + 0.02, seat), (left - splay, ground))
        bar((right - 0.02, seat), (right + splay, ground))
    if rng.random() < 0.7:  # the back
        high = float(pelvis[1] + float(rng.uniform(0.5, 1.1)) * (neck[1] - pelvis[1]))
        if side:
            bar((left, seat), (left - float(rng.uniform(0.0, 0.06)), high))
        else:
            middle = np.array([0.5 * (left + right), 0.5 * (high + seat)])
            _closed(figure, _box(middle, 1.1 * half, 0.5 * (seat - high), 0.0, 2), BEHIND)


def add_ground(figure: Figure) -> None:
    """Draw the ground below the figure: a line, a shadow, blades of grass."""
    rng = figure.rng
    points = np.concatenate([shape.points for shape in figure.shapes])
    low, high = points.min(axis=0), points.max(axis=0)
    half = 0.5 * float(high[0] - low[0]) * float(rng.uniform(0.7, 1.4))
    middle = 0.5 * float(low[0] + high[0])
    y = float(high[1]) + float(rng.uniform(-0.02, 0.02))
    style = rng.random()
    if style < 0.5:
        x = np.linspace(middle - half, middle + half, 24)
        wave = float(rng.uniform(0.0, 0.02)) * np.sin(x * float(rng.uniform(2, 9)))
        _open(figure, np.stack([x, y + wave], 1), BEHIND)
    elif style < 0.75:
        _closed(figure, ellipse(np.array([middle, y]), half, 0.04), -1.0)
    else:
        for x0 in rng.uniform(middle - half, middle + half, int(rng.integers(3, 8))):
            for bend in (-0.02, 0.015):
                blade = np.array([[x0, y], [x0 + bend, y - float(rng.uniform(0.02, 0.06))]])
                _open(figure, np.linspace(blade[0], blade[1], 4), BEHIND)
