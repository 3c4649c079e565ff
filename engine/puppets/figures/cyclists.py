# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Riders on bicycles: adults, children, stick figures; from the side and aslant."""

from __future__ import annotations

import numpy as np

from engine.puppets.figures.bicycles import RIDDEN, draw_bicycle, foreshorten
from engine.puppets.figures.flesh import (
    Figure,
    Floats,
    LocalFrame,
    deg,
    ellipse,
    rounded,
    smooth_closed,
    unit,
)
from engine.puppets.figures.lines import bone_line, line, pick, shifted, varied

KINDS = ("adult", "adult", "child", "stick", "stick")


def reach(root: Floats, target: Floats, upper: float, lower: float, way: float) -> Floats:
    """Return the middle joint [2] of a limb of two bones between two places.

    way: 1 bends it clockwise of the straight line on the screen, -1 the other way. A target out of
    reach is met by a straight limb that is longer, in the same proportion.
    """
    straight = target - root
    gap = max(float(np.linalg.norm(straight)), 1e-6)
    if gap >= upper + lower:
        return np.asarray(root + straight * upper / (upper + lower))
    cosine = (upper**2 + gap**2 - lower**2) / (2 * upper * gap)
    turn = way * float(np.arccos(np.clip(cosine, -1, 1)))
    return np.asarray(root + upper * unit(float(np.arctan2(straight[1], straight[0])) + turn))


def build(figure: Figure, kind: str) -> None:
    """Fill the figure with a rider; `kind`: one of KINDS."""
    rng = figure.rng
    bicycle = (
        pick(rng, RIDDEN) if kind != "child" else pick(rng, ("child", "bmx", "diamond", "step"))
    )
    draw_bicycle(figure, bicycle, merges=rng.random() < 0.2)
    squash = 1.0
    if rng.random() < 0.3:
        squash = float(rng.uniform(0.45, 0.85))
        foreshorten(figure, squash, float(rng.normal(0.05, 0.15)))
    stick = kind == "stick"
    size = 0.8 if kind == "child" else 1.0
    size *= varied(rng, 0.08)
    racing = (bicycle == "road" and rng.random() < 0.8) or rng.random() < 0.2
    up = deg(float(rng.uniform(22, 55) if racing else rng.uniform(50, 92)))
    pelvis = figure.place(
        "pelvis",
        shifted(figure.at("saddle"), float(rng.normal(0, 0.02)), -float(rng.uniform(0.02, 0.09))),
    )
    if rng.random() < 0.12:  # standing on the pedals
        pelvis = figure.place(
            "pelvis", shifted(pelvis, 0.1 * squash, -float(rng.uniform(0.1, 0.2)))
        )
    torso = 0.62 * size
    lean = np.array([squash * np.cos(up), -np.sin(up)])
    lean /= float(np.linalg.norm(lean))
    bend = deg(float(rng.normal(8, 8)))
    spine = float(np.arctan2(lean[1], lean[0]))
    waist = figure.place("waist", pelvis + 0.42 * torso * unit(spine - bend))
    neck = figure.place("neck", waist + 0.58 * torso * unit(spine + bend))
    thick = 0.075 * size * varied(rng, 0.3) * (1 + 0.3 * (1 - squash))
    apart = 0.0 if squash == 1.0 else 0.16 * (1 - squash)  # how far right and left are apart
    _trunk(figure, np.stack([pelvis, waist, neck]), thick, stick)
    _legs(figure, pelvis, size, thick, stick, apart)
    _arms(figure, neck, spine, size, thick, stick, apart)
    head = 0.28 * varied(rng, 0.12) * (1.25 if kind == "child" else 1.0)
    if stick:
        head *= float(rng.uniform(0.8, 1.3))
    _head(figure, neck, head, spine, stick)
    if not stick and rng.random() < 0.35:
        _in_one_outline(figure)
    if rng.random() < 0.12:
        _load(figure, waist, neck, thick)


def _in_one_outline(figure: Figure) -> None:
    """Let trunk, head and the near limbs run into one another, as in a sketch of one stroke."""
    near = {figure.part(name) for name in ("trunk", "head", "arm_near", "leg_near")}
    for shape in figure.shapes:
        if shape.part in near and shape.closed and not shape.detail:
            shape.merges, shape.depth = True, 3.2 if shape.depth < 3.9 else 4.0


def _trunk(figure: Figure, joints: Floats, thick: float, stick: bool) -> None:
    rng = figure.rng
    if stick:
        bone_line(figure, "trunk", joints, 2, depth=2.5, weight=1.2)
        return
    stout = float(rng.uniform(0.9, 1.6))
    shape = thick * stout * np.array([1.3, 1.15, 1.25, 0.8])
    figure.tube("trunk", joints, shape, smooth=3, ends=(0.5, 0.3), depth=2.6)
    if rng.random() < 0.3:  # the hem of a shirt
        pelvis, waist = joints[0], joints[1]
        a = pelvis + 0.2 * (waist - pelvis)
        across = np.array([-(waist - pelvis)[1], (waist - pelvis)[0]])
        across *= 1.2 * thick * stout / max(float(np.linalg.norm(across)), 1e-6)
        line(figure, "trunk", np.stack([a - across, a + across]), 0.1, depth=3.2, weight=0.6)


def _legs(
    figure: Figure, pelvis: Floats, size: float, thick: float, stick: bool, apart: float
) -> None:
    """Add two legs whose feet stand on the pedals, or on rests where there are none."""
    rng = figure.rng
    pedals = {side: figure.at(f"pedal_{side}") for side in ("near", "far")}
    if not np.isfinite(pedals["near"]).all():  # a motorbike has no pedals
        mid = 0.5 * (figure.at("wheel_back") + figure.at("wheel_front"))
        pedals = {side: shifted(mid, float(rng.normal(0, 0.03)), 0.05) for side in pedals}
    foot = 0.17 * size * varied(rng)
    tilt = {side: deg(float(rng.normal(10, 14))) for side in pedals}
    ankles = {
        side: pedals[side] - 0.62 * foot * unit(tilt[side]) - np.array([0.0, 0.05])
        for side in pedals
    }
    lowest = max(float(np.linalg.norm(a - pelvis)) for a in ankles.values())
    middle = 0.5 * (pedals["near"] + pedals["far"])
    crank = float(np.linalg.norm(pedals["near"] - middle))
    full = float(np.linalg.norm(middle - pelvis)) + crank  # the leg at the lowest pedal
    long = max(lowest, 0.93 * full) * float(rng.uniform(1.0, 1.12))
    share = float(rng.uniform(0.48, 0.54))
    shoe = rng.random() < 0.8
    trousers = float(rng.uniform(0.9, 1.4))
    for side, depth, shift in (("near", 3.0, apart), ("far", 0.5, -apart)):
        hip = shifted(pelvis, shift, 0.0)
        ankle = ankles[side]
        knee = reach(hip, ankle, share * long, (1 - share) * long, -1.0)
        toe = ankle + foot * unit(tilt[side]) + np.array([0.0, 0.05])
        joints = np.stack([hip, knee, ankle, toe])
        name = f"leg_{side}"
        for n, point in enumerate(joints):
            figure.place(f"{name}{n}", point)
        if side == "far" and rng.random() < 0.06:
            figure.joints[[figure.skeleton.index[f"{name}{n}"] for n in range(4)]] = np.nan
            continue
        if stick:
            bone_line(figure, name, joints, int(rng.integers(0, 3)), depth=depth, weight=1.15)
            continue
        figure.tube(
            name,
            joints,
            thick * trousers * np.array([1.15, 1.05, 0.85, 0.7, 0.55, 0.5, 0.4]),
            smooth=2,
            ends=(0.6, float(rng.uniform(0.6, 1.2))),
            depth=depth,
            merges=rng.random() < 0.8,
            weight=1.1 if side == "near" else 0.95,
        )
        if shoe and rng.random() < 0.8:  # where the trousers or the sock end
            across = np.array([0.7 * thick, 0.15 * thick])
            up = ankle + 0.12 * (knee - ankle)
            line(
                figure,
                name,
                np.stack([up - across, up + across]),
                0.62,
                depth=depth + 0.1,
                weight=0.5,
            )


def _arms(
    figure: Figure, neck: Floats, spine: float, size: float, thick: float, stick: bool, apart: float
) -> None:
    """Add arms whose hands hold the bar; rarely one waves."""
    rng = figure.rng
    grip = figure.at("bar")
    slim = float(rng.uniform(0.55, 0.85))
    root = neck - 0.1 * size * unit(spine)
    gap = float(np.linalg.norm(grip - root))
    long = gap * float(rng.uniform(1.02, 1.2))
    for side, depth, shift in (("near", 3.5, apart), ("far", 0.4, -apart)):
        shoulder = shifted(root, shift, 0.0)
        hand = shifted(
            grip, 0.7 * shift + (0.0 if side == "near" else 0.03), float(rng.normal(0, 0.01))
        )
        way = 1.0
        if side == "near" and rng.random() < 0.05:  # a wave
            hand = shoulder + 0.8 * long * unit(deg(float(rng.uniform(-110, -20))))
            way = -1.0
        elbow = reach(shoulder, hand, 0.5 * long, 0.5 * long, way)
        joints = np.stack([shoulder, elbow, hand])
        name = f"arm_{side}"
        if side == "far" and rng.random() < 0.25:
            continue
        for n, point in enumerate(joints):
            figure.place(f"{name}{n}", point)
        if stick:
            bone_line(figure, name, joints, int(rng.integers(0, 3)), depth=depth, weight=1.1)
            continue
        widths = thick * slim * np.array([1.0, 0.9, 0.75, 0.65, float(rng.uniform(0.6, 1.0))])
        figure.tube(
            name,
            joints,
            widths,
            smooth=2,
            ends=(0.8, 0.9),
            depth=depth,
            merges=rng.random() < 0.7,
            weight=1.05 if side == "near" else 0.9,
        )


def _head(figure: Figure, neck: Floats, head: float, spine: float, stick: bool) -> None:
    """Add a head that looks ahead, with a helmet, a cap, hair or nothing."""
    rng = figure.rng
    tilt = -np.pi / 2 + 0.35 * (spine + np.pi / 2) + float(rng.normal(0, 0.1))
    up, ry = unit(tilt), 0.5 * head
    r = ry * float(rng.uniform(0.8, 1.0))
    gap = float(rng.uniform(0.0, 0.4)) * ry
    figure.place("head", neck + 0.5 * gap * up)
    centre = neck + (gap + ry) * up
    figure.place("top", centre + ry * up)
    put = LocalFrame(centre, tilt + np.pi / 2)  # x ahead, y down
    if not stick and gap > 0.1 * ry:
        w = 0.38 * r
        figure.tube(
            "head", np.stack([neck - 0.2 * ry * up, centre]), [w, w], depth=3.9
        ).along *= 0.5
    figure.add(
        "head",
        put(ellipse(np.zeros(2), r, ry)),
        0.5,
        depth=4.0,
        merges=not stick and rng.random() < 0.3,
    )
    wears = pick(rng, ("none", "helmet", "cap", "hair", "tail"), (0.3, 0.35, 0.1, 0.15, 0.1))
    if wears == "helmet":
        t = np.linspace(np.pi, 2 * np.pi, 20)
        s = float(rng.uniform(1.05, 1.25))
        dome = np.stack([s * r * np.cos(t), -0.25 * ry + s * 0.85 * ry * np.sin(t)], 1)
        if rng.random() < 0.5:
            dome = np.concatenate([[(-1.5 * r, -0.1 * ry)], dome])
        figure.add("head", put(dome), 0.85, depth=4.4, merges=False)
        figure.place("top", put([(0.0, -(0.25 + 0.85 * s) * ry)])[0])
        for x in (-0.4, 0.1, 0.5)[: int(rng.integers(0, 4))]:
            slot = put([(x * r, -0.4 * ry), ((x - 0.15) * r, -0.9 * ry)])
            line(figure, "head", slot, 0.85, depth=5.0, weight=0.5)
        if rng.random() < 0.5:
            strap = put([(-0.3 * r, -0.25 * ry), (0.0, 0.5 * ry), (0.35 * r, 0.9 * ry)])
            line(figure, "head", strap, (0.65, 0.1), depth=5.0, weight=0.5)
    elif wears == "cap":
        raw = [
            (-1.0, -0.3),
            (-0.8, -0.9),
            (0.0, -1.15),
            (0.8, -0.8),
            (1.0, -0.4),
            (1.7, -0.25),
            (1.6, -0.15),
        ]
        cap = smooth_closed([(x * r, y * ry) for x, y in raw], 36, 1)
        figure.add("head", put(cap), 0.8, depth=4.4, merges=False)
    elif wears in ("hair", "tail"):
        fringe = np.array([(0.7, -0.75), (0.2, -0.35), (-0.4, -0.1), (-0.7, 0.6)]) * (r, ry)
        line(figure, "head", put(rounded(fringe, 14, 2)), (0.85, 0.3), depth=5.0, weight=0.7)
        if wears == "tail":
            raw = [(-0.7, -0.5), (-1.4, -0.5), (-2.1, 0.2), (-1.8, 0.4), (-1.2, 0.0), (-0.8, 0.0)]
            tail = smooth_closed([(x * r, y * ry) for x, y in raw], 30, 2)
            figure.add("head", put(tail), 0.5, depth=3.8, merges=False)
    if rng.random() < 0.5:
        e = 0.09 * r
        eye = ellipse(np.array([0.5 * r, -0.1 * ry]), e, e, samples=10)
        figure.mark("head", put(eye), 0.5, depth=5.0, weight=0.7)
        if rng.random() < 0.5:
            smile = np.array([(0.35 * r, 0.4 * ry), (0.6 * r, 0.5 * ry), (0.8 * r, 0.38 * ry)])
            line(figure, "head", put(smile), 0.3, depth=5.0, weight=0.6)
    if rng.random() < 0.2:
        nose = np.array([(0.93 * r, -0.15 * ry), (1.2 * r, 0.15 * ry), (0.93 * r, 0.2 * ry)])
        line(figure, "head", put(nose), 0.45, depth=5.0, weight=0.6)


def _load(figure: Figure, waist: Floats, neck: Floats, thick: float) -> None:
    """Add a bag on the back."""
    rng = figure.rng
    way = neck - waist
    put = LocalFrame(waist, float(np.arctan2(way[1], way[0])))
    long, deep = float(np.linalg.norm(way)), thick * float(rng.uniform(1.5, 3.0))
    raw = [
        (0.0, -0.8 * thick),
        (0.05, -deep - thick),
        (0.9 * long, -deep - thick),
        (long, -0.8 * thick),
    ]
    bag = smooth_closed(raw, 30, 2)
    figure.add("other", put(bag), 0.5, depth=2.4, merges=False)
