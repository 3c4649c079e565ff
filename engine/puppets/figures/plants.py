# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants: flowers, tulips, sunflowers, pots, tufts of grass, cactuses, seedlings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import (
    bone_line,
    box,
    line,
    pick,
    scalloped,
    shifted,
    star,
    varied,
)

KINDS = (
    "flower",
    "flower",
    "flower",
    "tulip",
    "sunflower",
    "potted",
    "grass",
    "cactus",
    "seedling",
)
HEADS = ("petals", "petals", "scallop", "bell", "bud", "rose", "puff", "cup", "star")
UP = -np.pi / 2


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a plant; `kind`: one of KINDS."""
    rng = figure.rng
    if kind == "grass":
        _grass(figure, float(rng.uniform(0.05, 0.35)))
    elif kind == "cactus":
        _cactus(figure)
        if rng.random() < 0.5:
            _pot(figure, float(rng.uniform(0.16, 0.3)))
    elif kind == "seedling":
        _flower(figure, "", long=0.5 * varied(rng), places=(0.7, 0.86, 1.0), leaf_at=(0.88, 1.0))
        if rng.random() < 0.35:
            _pot(figure, float(rng.uniform(0.12, 0.25)))
    elif kind == "potted":
        if rng.random() < 0.3:
            _grass(figure, 0.12)
        else:
            head = pick(rng, (*HEADS, ""))
            _flower(figure, head, long=0.6 * varied(rng))
        _pot(figure, float(rng.uniform(0.14, 0.3)))
    else:
        head = {"tulip": "tulip", "sunflower": "sunflower"}.get(kind, pick(rng, HEADS))
        _flower(figure, head, long=varied(rng))
    if kind not in ("potted", "cactus") and rng.random() < 0.2:
        _ground(figure)


def _flower(
    figure: Figure,
    head: str,
    *,
    long: float,
    places: tuple[float, float, float] = (1 / 3, 2 / 3, 1.0),
    leaf_at: tuple[float, float] = (0.1, 0.6),
) -> None:
    """Add a stem with its joints at `places` along it, leaves and a head."""
    rng = figure.rng
    lean, bend = float(rng.normal(0, 0.12)), float(rng.normal(0, 0.12))
    if rng.random() < 0.12:  # hanging its head
        bend = float(rng.choice([-1, 1]) * rng.uniform(0.4, 0.8))
    steps = np.diff([0.0, *places])
    middle = 0.5 * (np.concatenate([[0.0], places[:-1]]) + np.asarray(places))
    angles = UP + lean + 2 * bend * middle
    points = [figure.place("base", np.zeros(2))]
    for n, (step, angle) in enumerate(zip(steps, angles, strict=True)):
        points.append(figure.place(f"stem{n}", points[-1] + long * step * unit(angle)))
    stem = np.stack(points)
    single = rng.random() < 0.45
    half = 0.5 * long * float(rng.uniform(0.012, 0.04))
    if single:
        bone_line(figure, "stem", stem, 3, depth=2.0, weight=1.2)
    else:
        figure.tube("stem", stem, [half * 1.2, half], ends=(0.0, 0.3), depth=2.0)
    leaves = int(rng.choice([0, 1, 2, 2, 3, 4]))
    if leaf_at[0] > 0.6:
        leaves = 2
    size = long * float(rng.uniform(0.16, 0.42)) * (1.3 if leaf_at[0] > 0.6 else 1.0)
    style = pick(rng, ("blade", "drop", "line", "loop"), (0.35, 0.35, 0.12, 0.18))
    first = float(rng.choice([-1, 1]))
    spot = sorted(float(rng.uniform(*leaf_at)) for _ in range(2))
    if rng.random() < 0.5 or leaf_at[0] > 0.6:
        spot = [spot[0], spot[0]]
    for n in range(leaves):
        at = spot[n] if n < 2 else float(rng.uniform(max(spot) + 0.12, 0.9))
        way = first if n % 2 == 0 else -first
        root = np.array([np.interp(at, (0, *places), stem[:, c]) for c in (0, 1)])
        side = "left" if way < 0 else "right"
        _leaf(figure, f"leaf_{side}" if n < 2 else "stem", root, at, way, size, style)
    if head:
        size = long * float(rng.uniform(0.13, 0.36)) * (1.2 if head == "sunflower" else 1.0)
        turn = float(angles[-1]) + float(rng.normal(0, 0.15))
        _head(figure, head, stem[3], turn, size)


def _leaf(
    figure: Figure, name: str, root: Floats, at: float, way: float, size: float, style: str
) -> None:
    """Add a leaf to the left (`way` -1) or the right; as part of the stem it moves as one."""
    rng = figure.rng
    rise = float(rng.uniform(-0.15, 1.2))
    curl = float(rng.normal(0.3, 0.4))
    size *= varied(rng, 0.15)
    steps = [rise + curl, rise, rise - curl]
    joints = [root]
    for angle in steps:
        joints.append(joints[-1] + size / 3 * np.array([way * np.cos(angle), -np.sin(angle)]))
    spine = np.stack(joints)
    own = name != "stem"
    if own:
        figure.place(f"{name}0", root)
        figure.place(f"{name}1", spine[-1])
    depth = float(rng.choice([1.6, 2.4]))
    if style == "line":
        line(figure, name, rounded(spine, 14, 2), (0.0, 1.0) if own else at, depth=depth)
        return
    wide = size * float(rng.uniform(0.1, 0.24))
    shape = {
        "blade": [0.35, 0.9, 1.0, 0.6, 0.05],
        "drop": [0.1, 0.7, 1.1, 1.1, 0.7, 0.05],
        "loop": [0.1, 1.0, 1.3, 1.3, 1.0, 0.3],
    }[style]
    flesh = figure.tube(
        name,
        spine,
        wide * np.asarray(shape),
        ends=(0.3, 1.0),
        depth=depth,
        merges=rng.random() < 0.6,
    )
    if not own:
        flesh.along = np.full(len(flesh.points), at)
    if rng.random() < 0.3:
        rib = rounded(spine, 14, 2)[: int(rng.integers(9, 15))]
        line(figure, name, rib, (0.0, 1.0) if own else at, depth=depth + 0.1, weight=0.5)


@dataclass(frozen=True)
class _Bloom:
    """A flower's head in its own frame: x runs from the end of the stem outwards, up to `long`."""

    figure: Figure
    put: LocalFrame
    long: float

    def add(self, points: Floats, **kind: float | bool) -> None:
        """Add a shape of the head."""
        along = np.clip(points[:, 0] / self.long, 0, 1)
        self.figure.add("bloom", self.put(points), along, **kind)

    def line(self, points: Floats, **kind: float | bool) -> None:
        """Add an open line upon the head."""
        self.add(points, detail=True, closed=False, depth=5.0, **kind)


def _head(figure: Figure, style: str, root: Floats, angle: float, size: float) -> None:
    """Add a flower's head of radius about `size` that begins where the stem ends."""
    rng = figure.rng
    r, depth = size, float(rng.choice([2.3, 2.6], p=[0.75, 0.25]))
    side = style in ("tulip", "cup", "bell", "bud")
    flat = float(rng.uniform(0.55, 1.0)) if not side and rng.random() < 0.3 else 1.0  # aslant
    long = r * float(rng.uniform(1.5, 2.6)) if side else 2 * r * flat
    bloom = _Bloom(figure, LocalFrame(root, angle), long)
    figure.place("bloom", bloom.put([(long, 0.0)])[0])
    centre = np.array([r * flat, 0.0])
    if side:
        _cup(bloom, style, r, depth)
    elif style == "rose":
        bloom.add(scalloped(centre, r, r, 5, 0.15, 0.3, False), depth=depth)
        t = np.linspace(0, 2 * np.pi * float(rng.uniform(1.2, 2.6)), 40)
        spiral = centre + (t / t[-1] * 0.75 * r)[:, None] * np.stack([np.cos(t), np.sin(t)], 1)
        bloom.line(spiral)
    elif style == "puff":
        if rng.random() < 0.5:
            bloom.add(ellipse(centre, r, r), depth=depth)
        rays = int(rng.integers(7, 13))
        for k in range(rays):
            way = unit(0.4 + 2 * np.pi * k / rays)
            ends = np.stack([centre + 0.15 * r * way, centre + 0.9 * r * way])
            bloom.line(ends)
    else:
        _petals(bloom, style, r, flat, depth)


def _petals(bloom: _Bloom, style: str, r: float, flat: float, depth: float) -> None:
    """Add a head seen from the front: petals about a disc."""
    rng, add = bloom.figure.rng, bloom.add
    count = int(rng.integers(4, 9)) if style != "sunflower" else int(rng.integers(9, 15))
    disc = r * float(rng.uniform(0.2, 0.5)) * (1.2 if style == "sunflower" else 1.0)
    turn = float(rng.uniform(0, 6.3))
    centre = np.array([r * flat, 0.0])
    press = np.array([flat, 1.0])
    if count > 9 or (style in ("scallop", "sunflower") and rng.random() < 0.65):
        pointed = style == "sunflower"
        outline = scalloped(np.zeros(2), r, r, count, float(rng.uniform(0.2, 0.5)), turn, pointed)
        add(centre + outline * press, depth=depth, merges=False)
    elif style == "star":
        add(centre + star(np.zeros(2), r, 0.5 * r, count, turn) * press, depth=depth, merges=False)
    else:
        wide = min(r * np.pi / count * float(rng.uniform(0.6, 1.05)), 0.6 * r)
        pointed = rng.random() < 0.3
        for k in range(count):
            if pointed:
                raw = [(0.0, 0.0), (0.5, -0.9), (1.0, 0.0), (0.5, 0.9)]
                petal = smooth_closed([(x * r, y * wide) for x, y in raw], 24, 2)
            else:
                reach = 0.5 * (r - 0.3 * disc)
                petal = ellipse(np.array([0.3 * disc + reach, 0.0]), reach, wide, samples=20)
            place = LocalFrame(np.zeros(2), turn + 2 * np.pi * k / count)(petal)
            add(centre + place * press, depth=depth + 0.01 * k, merges=rng.random() < 0.5)
    add(centre + ellipse(np.zeros(2), disc, disc) * press, depth=4.2, merges=False)
    if style == "sunflower" and rng.random() < 0.5:
        for shift in (-0.4, 0.0, 0.4):
            for way in (1.0, -1.0):
                ends = np.array([(shift - 0.5, -0.5 * way), (shift + 0.5, 0.5 * way)]) * 0.7 * disc
                bloom.line(centre + ends * press, weight=0.5)
    elif rng.random() < 0.2:  # a face
        for y in (-0.35, 0.35):
            dot = np.array([0.2, y]) * disc
            eye = ellipse(dot, 0.08 * disc, 0.08 * disc, samples=10)
            add(centre + eye, detail=True, depth=5.0)
        smile = np.array([(-0.3, -0.4), (-0.5, 0.0), (-0.3, 0.4)]) * disc
        bloom.line(centre + rounded(smile, 8, 1))


def _cup(bloom: _Bloom, style: str, r: float, depth: float) -> None:
    """Add a head seen from the side, its opening away from the stem."""
    rng, add, long = bloom.figure.rng, bloom.add, bloom.long
    w = r * float(rng.uniform(0.6, 0.95))
    if style == "bud":
        raw = [(0.0, 0.0), (0.35, -w), (0.7, -0.7 * w), (1.0, 0.0), (0.7, 0.7 * w), (0.35, w)]
        add(smooth_closed([(x * long, y) for x, y in raw], 36, 2), depth=depth)
        bloom.line(np.array([(0.95 * long, 0.0), (0.3 * long, -0.3 * w)]), weight=0.6)
        return
    flare = {"tulip": 1.0, "cup": 1.15, "bell": 1.5}[style] * float(rng.uniform(0.9, 1.15))
    peaks = int(rng.integers(2, 4)) if style == "tulip" else int(rng.integers(1, 5))
    dip = float(rng.uniform(0.6, 0.85))
    rim = []
    for k in range(2 * peaks + 1):
        y = -flare * w + 2 * flare * w * k / (2 * peaks)
        rim.append((long if k % 2 == 0 else dip * long, y))
    side = [(0.0, 0.0), (0.12 * long, -0.75 * w), (0.45 * long, -w)]
    raw = [*side, *rim, *[(x, -y) for x, y in side[:0:-1]]]
    add(smooth_closed(raw, 60, int(rng.integers(0, 3))), depth=depth)
    if style == "tulip" and rng.random() < 0.6:
        petal = [(0.05, 0.0), (0.5, -0.6), (0.95, 0.0), (0.5, 0.6)]
        shape = smooth_closed([(x * long, y * w) for x, y in petal], 30, 2)
        add(shape, depth=4.2, merges=False, weight=0.7)
    elif rng.random() < 0.5:
        for y in (-0.35, 0.35):
            ends = np.array([(0.2 * long, 0.5 * y * w), (dip * 0.9 * long, y * w)])
            bloom.line(ends, weight=0.6)


def _grass(figure: Figure, wide: float) -> None:
    """Add a tuft of blades: the left, the middle and the right ones."""
    rng = figure.rng
    count = int(rng.choice([3, 3, 5, 5, 7, 9]))
    spread = float(rng.uniform(0.3, 1.0))
    single = rng.random() < 0.4
    half = float(rng.uniform(0.02, 0.07))
    chosen = {count // 2: "stem"}
    third = max(1, count // 3)
    for n in range(count):
        u = 2 * n / (count - 1) - 1
        name = "leaf_left" if n < third else "leaf_right" if n >= count - third else "stem"
        long = (1.0 - 0.35 * abs(u)) * varied(rng, 0.15)
        lean = u * spread + float(rng.normal(0, 0.08))
        curl = 0.5 * u * float(rng.uniform(0, 1.2))
        angles = [UP + lean - 0.3 * curl, UP + lean + 0.5 * curl, UP + lean + 1.3 * curl]
        joints = [np.array([u * wide, 0.0])]
        for angle in angles:
            joints.append(joints[-1] + long / 3 * unit(angle))
        spine = np.stack(joints)
        if n == count // 2:
            for joint, point in zip(("base", "stem0", "stem1", "stem2"), spine, strict=True):
                figure.place(joint, point)
        elif name not in chosen.values() and abs(n - (count - 1) / 2) >= third:
            chosen[n] = name
            figure.place(f"{name}0", spine[0])
            figure.place(f"{name}1", spine[-1])
        if single:
            bone_line(figure, name, spine, 2, depth=2.0, weight=1.1)
        else:
            figure.tube(
                name,
                spine,
                half * np.array([1.0, 1.0, 0.7, 0.05]),
                ends=(0.0, 0.5),
                depth=2.0 + 0.05 * n,
                merges=rng.random() < 0.7,
            )


def _cactus(figure: Figure) -> None:
    """Add a cactus with up to two arms, or a round one, and perhaps a flower on top."""
    rng = figure.rng
    round_ = rng.random() < 0.2
    wide = float(rng.uniform(0.2, 0.33)) if round_ else float(rng.uniform(0.07, 0.14))
    long = 0.55 if round_ else 0.9 * varied(rng)
    stem = np.stack([np.array([0.0, -long * k / 3]) for k in range(4)])
    for joint, point in zip(("base", "stem0", "stem1", "stem2"), stem, strict=True):
        figure.place(joint, point)
    shape = [0.75, 1.0, 1.0, 0.8] if round_ else [1.0, 1.0, 1.0, 0.95]
    figure.tube("stem", stem, wide * np.asarray(shape), ends=(0.1, 0.9), depth=2.0)
    for side, way in (("left", -1.0), ("right", 1.0)):
        if round_ or rng.random() < 0.15:
            continue
        at, out = -long * float(rng.uniform(0.25, 0.6)), wide + float(rng.uniform(0.08, 0.2))
        up = float(rng.uniform(0.12, 0.35))
        raw = [(0.5 * wide, at), (out, at), (out, at - 0.5 * up), (out, at - up)]
        joints = np.array([(way * x, y) for x, y in raw])
        figure.place(f"leaf_{side}0", np.array([way * wide, at]))
        figure.place(f"leaf_{side}1", joints[-1])
        thin = wide * float(rng.uniform(0.5, 0.8))
        figure.tube(
            f"leaf_{side}",
            joints,
            [thin, thin],
            smooth=2,
            ends=(0.2, 1.0),
            depth=2.2,
            merges=rng.random() < 0.9,
        )
    if rng.random() < 0.35:
        r = wide * float(rng.uniform(0.4, 0.8))
        _head(
            figure, pick(rng, ("petals", "cup", "bell")), shifted(stem[3], 0.0, -0.8 * wide), UP, r
        )
        figure.place("stem2", shifted(stem[3], 0.0, -0.8 * wide))
    for x in rng.uniform(-0.6, 0.6, int(rng.integers(0, 4))) * wide:  # ribs
        ends = np.array([(x, -0.08 * long), (x, -0.92 * long)])
        line(figure, "stem", ends, (0.08, 0.92), depth=2.5, weight=0.5)
    for _ in range(int(rng.choice([0, 0, 6, 12]))):  # spines
        x, y = float(rng.uniform(-0.7, 0.7)) * wide, -long * float(rng.uniform(0.1, 0.95))
        ends = np.array([(x, y), (x + 0.02, y - 0.03)])
        line(figure, "stem", ends, -y / long, depth=2.5, weight=0.4)


def _pot(figure: Figure, half: float) -> None:
    """Add a pot or a vase below the base."""
    rng = figure.rng
    low, high = half * float(rng.uniform(0.55, 1.0)), half * float(rng.uniform(0.9, 2.0))
    style = pick(rng, ("plain", "rim", "vase", "box"), (0.35, 0.35, 0.15, 0.15))
    sink = float(rng.uniform(0.0, 0.05))
    if style == "vase":
        neck = half * 0.5
        raw = [(-neck, 0), (neck, 0), (half, 0.55 * high), (low, high), (-low, high)]
        raw.append((-half, 0.55 * high))
    else:
        bottom = half if style == "box" else low
        raw = [(-half, 0), (half, 0), (bottom, high), (-bottom, high)]
    points = [(float(x), float(y) - sink) for x, y in raw]
    smooth = int(rng.integers(1, 4)) if style == "vase" else int(rng.integers(0, 2))
    shape = smooth_closed(points, 60, smooth) if smooth else np.asarray(points)
    figure.add("other", shape, 0.5, depth=3.5, merges=False, weight=1.2)
    if style == "rim":
        rim = box((-1.12 * half, -sink), (1.12 * half, 0.3 * high - sink))
        figure.add("other", rim, 0.5, depth=3.8, merges=False)
    if rng.random() < 0.25:
        y = float(rng.uniform(0.4, 0.7)) * high
        stripe = np.array([(-0.75 * low, y), (0.75 * low, y)])
        line(figure, "other", stripe, depth=5.0, weight=0.5)


def _ground(figure: Figure) -> None:
    """Add a line of ground or a heap of earth at the base."""
    rng = figure.rng
    wide = float(rng.uniform(0.1, 0.4))
    base = figure.at("base")
    lift = float(rng.choice([0.0, rng.uniform(0.2, 0.5)])) * wide
    raw = np.array([(-wide, lift), (-0.4 * wide, 0.0), (0.4 * wide, 0.0), (wide, lift)])
    line(figure, "other", base + rounded(raw, 12, 2), depth=3.0, weight=0.6)
    if lift > 0 and rng.random() < 0.3:
        line(figure, "other", base + raw[[0, 3]], depth=3.0, weight=0.6)
