# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants: flowers, tulips, sunflowers, pots, tufts of grass, cactuses, seedlings."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.blooms import HEADS, flower_head
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import (
    bone_line,
    box,
    line,
    pick,
    shifted,
    varied,
)
from engine.puppets.figures.sprouts import add_sprout

KINDS = (
    "flower",
    "flower",
    "flower",
    "tulip",
    "sunflower",
    "potted",
    "grass",
    "sprig",
    "cactus",
    "seedling",
    "seedling",
    "sprout",
    "daisy",
)
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
    elif kind == "sprig":
        _flower(figure, "", long=0.9 * varied(rng), leaf_at=(0.12, 0.3))
    elif kind == "seedling":
        _flower(figure, "", long=0.5 * varied(rng), places=(0.7, 0.86, 1.0), leaf_at=(0.88, 1.0))
        if rng.random() < 0.35:
            _pot(figure, float(rng.uniform(0.12, 0.25)))
    elif kind == "sprout":
        add_sprout(figure)
    elif kind == "daisy":
        _flower(figure, "few", long=float(rng.uniform(0.4, 0.9)), big=float(rng.uniform(1.3, 2.4)))
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
    big: float = 1.0,
) -> None:
    """Add a stem with its joints at `places` along it, leaves and a head `big` times as large."""
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
    leaves = int(rng.choice([0, 1, 2, 2, 3, 4] if head else [4, 6, 8, 10]))
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
        size = size * big
        turn = float(angles[-1]) + float(rng.normal(0, 0.15))
        flower_head(figure, head, stem[3], turn, size)


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
        top = figure.place("stem2", shifted(stem[3], 0.0, -0.8 * wide))
        flower_head(figure, pick(rng, ("petals", "cup", "bell")), top, UP, r)
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
