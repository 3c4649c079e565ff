# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Butterflies and moths: spread out from above, turned a little, or from the side, wings folded."""

from __future__ import annotations

import numpy as np

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
from engine.puppets.figures.limbs import (
    along_line,
    between,
    dots,
    draw_face,
    draw_limb,
    place_chain,
    turn_figure,
)

#: Outlines of wings, their root at 0, 0, the tip near 1, 0; the fore edge has negative y.
_FORE = {
    "round": [
        (0, -0.06), (0.4, -0.42), (0.85, -0.42), (1.05, 0), (0.75, 0.4), (0.3, 0.3), (0, 0.06),
    ],
    "pointed": [(0, -0.05), (0.5, -0.25), (1.05, -0.2), (1.0, 0.2), (0.72, 0.5), (0.2, 0.3)],
    "drop": [
        (0, -0.03), (0.5, -0.25), (0.85, -0.32), (1.05, 0), (0.85, 0.32), (0.5, 0.25), (0, 0.03),
    ],
    "scalloped": [
        (0, -0.05), (0.5, -0.3), (1.0, -0.35), (1.05, -0.1), (0.92, 0.0), (0.97, 0.2), (0.8, 0.28),
        (0.8, 0.48), (0.4, 0.4), (0, 0.1),
    ],
}  # fmt: skip
_HIND = {
    "round": [(0, -0.1), (0.4, -0.5), (0.85, -0.4), (1.05, 0), (0.8, 0.4), (0.35, 0.35), (0, 0.1)],
    "drop": [
        (0, -0.03), (0.5, -0.28), (0.85, -0.32), (1.02, 0), (0.85, 0.32), (0.5, 0.28), (0, 0.03),
    ],
    "tailed": [
        (0, -0.1), (0.4, -0.5), (0.75, -0.4), (0.85, -0.1), (1.2, 0.0), (1.22, 0.1), (0.85, 0.15),
        (0.55, 0.4), (0.1, 0.25),
    ],
    "scalloped": [
        (0, -0.1), (0.4, -0.5), (0.72, -0.5), (0.78, -0.3), (0.95, -0.25), (0.95, 0.0), (1.05, 0.1),
        (0.85, 0.25), (0.75, 0.42), (0.3, 0.35), (0, 0.1),
    ],
}  # fmt: skip
_PATTERNS = ("none", "veins", "spots", "inner", "edge", "cells")
KINDS = ("butterfly", "butterfly", "moth", "simple", "folded", "folded", "aslant", "aslant")


def build(figure: Figure, kind: str) -> None:
    """Fill the figure; `kind`: one of KINDS: "folded" is seen from the side, others from above."""
    rng = figure.rng
    look = _Look(figure, kind)
    if kind == "folded":
        _body(figure, kind, folded=True)
        _folded_wings(figure, look)
        turn_figure(figure, deg(float(rng.normal(-25, 22))))
        return
    _body(figure, kind, folded=False)
    turn = between(rng, 0.4, 1.0) if rng.random() < 0.4 else 1.0
    widths = (turn, between(rng, 0.75, 1.0)) if rng.random() < 0.5 else (turn, turn)
    if rng.random() < 0.5:
        widths = widths[::-1]
    if kind == "aslant":  # one side is turned away from the viewer, or lifted
        widths = (between(rng, 0.25, 0.7), between(rng, 0.8, 1.0))
    for side, way, wide in (("left", -1.0, widths[0]), ("right", 1.0, widths[1])):
        look.pair(side, way, wide)
    if kind == "aslant":
        _slant(figure, float(rng.normal(0, 0.35)), between(rng, 0.7, 1.0))
        turn_figure(figure, deg(between(rng, -80, 80)))
        return
    lean = float(rng.normal(0, 14)) if rng.random() < 0.8 else between(rng, -75, 75)
    turn_figure(figure, deg(lean))


def _slant(figure: Figure, shear: float, press: float) -> None:
    """Push what is above the body sideways and press the figure together: seen from aslant."""
    matrix = np.array([[1.0, 0.0], [shear, press]])
    figure.joints = figure.joints @ matrix
    for shape in figure.shapes:
        shape.points = shape.points @ matrix


class _Look:
    """One butterfly's wings: the same shapes and the same pattern on both sides."""

    def __init__(self, figure: Figure, kind: str) -> None:
        rng = figure.rng
        self.figure = figure
        fore = str(rng.choice(["round", "pointed", "pointed", "drop", "scalloped"]))
        hind = str(rng.choice(["round", "round", "drop", "tailed", "scalloped"]))
        if kind == "simple":
            fore = hind = str(rng.choice(["round", "drop"]))
        smooth = int(rng.integers(1, 5))
        self.fore = smooth_closed(_FORE[fore], 48, smooth)
        self.hind = smooth_closed(_HIND[hind], 48, smooth)
        if rng.random() < 0.15:  # straight edges
            self.fore, self.hind = (
                smooth_closed(_FORE[fore], 48, 0),
                smooth_closed(_HIND[hind], 48, 0),
            )
        self.size = between(rng, 0.65, 1.05)
        self.shrink = between(rng, 0.55, 0.95)
        self.broad = between(rng, 0.75, 1.3), between(rng, 0.7, 1.2)
        self.angles = between(rng, 28, 62), between(rng, 105, 142)
        if kind == "moth":
            self.angles = between(rng, 65, 120), between(rng, 130, 160)
            self.broad = self.broad[0] * 0.8, self.broad[1]
        self.one_pair = kind == "simple" and rng.random() < 0.3
        if self.one_pair:
            self.angles = between(rng, 60, 95), 0.0
            self.broad = self.broad[0] * 1.4, 0.0
        self.over = rng.random() < 0.6  # the fore wing lies upon the hind wing
        self.merges = rng.random() < 0.45
        self.patterns = {str(p) for p in rng.choice(_PATTERNS, int(rng.choice([1, 1, 2, 3])))}
        self.seed = int(rng.integers(1 << 30))

    def pair(self, side: str, way: float, wide: float, behind: float = 0.0) -> None:
        """Draw fore and hind wing of a side, seen `wide` times their breadth."""
        rng = np.random.default_rng(self.seed)
        for name, shape, angle, size, broad, low in (
            ("wing", self.fore, self.angles[0], self.size, self.broad[0], 0.06),
            ("hindwing", self.hind, self.angles[1], self.size * self.shrink, self.broad[1], -0.06),
        ):
            if name == "hindwing" and self.one_pair:
                continue
            root = np.array([0.02 * way, -low])
            local = shape * size * np.array([1.0, broad])
            points = LocalFrame(np.zeros(2), deg(angle - 90))(local)
            tip = LocalFrame(np.zeros(2), deg(angle - 90))(np.array([[1.0 * size, 0.0]]))[0]
            stretch = np.array([way * wide, 1.0])
            depth = (2.6 if (name == "wing") == self.over else 2.3) - behind
            self.draw(f"{name}_{side}", root, points * stretch, tip * stretch, depth, rng)

    def draw(
        self, name: str, root: Floats, points: Floats, tip: Floats, depth: float,
        rng: np.random.Generator,
    ) -> None:  # fmt: skip
        """Draw a wing, its points and tip relative to the root, and its pattern."""
        figure = self.figure
        place_chain(figure, name, [root, root + tip])
        along = along_line(points, np.zeros(2), tip)
        figure.add(name, root + points, along, depth=depth, merges=self.merges and depth > 1.4)
        mark = depth + 0.1
        centre = points.mean(axis=0)
        if "inner" in self.patterns:
            small = centre + (points - centre) * float(rng.uniform(0.4, 0.75))
            figure.mark(name, root + small, along, depth=mark, weight=0.6)
        if "veins" in self.patterns:
            for number in rng.integers(8, 40, int(rng.integers(2, 5))):
                line = np.stack([0.08 * tip, points[number] * float(rng.uniform(0.75, 1.0))])
                s = np.linspace(0.08, float(along[number]), 2)
                figure.mark(name, root + line, s, closed=False, depth=mark, weight=0.6)
        if "spots" in self.patterns:
            for _ in range(int(rng.integers(1, 4))):
                spot = centre + float(rng.uniform(-0.25, 0.25)) * tip
                r = float(rng.uniform(0.1, 0.28)) * float(
                    np.linalg.norm(points - centre, axis=1).min()
                )
                at = float(along_line(spot[None], np.zeros(2), tip)[0])
                shape = root + ellipse(spot, r, r, samples=14)
                figure.mark(name, shape, at, depth=mark, weight=0.6)
        if "cells" in self.patterns:  # drops between the root and the rim
            for number in range(10, 44, int(rng.integers(7, 12))):
                end = 0.15 * centre + 0.8 * points[number]
                fat = 0.13 * float(np.linalg.norm(end))
                out = np.array([-end[1], end[0]]) / max(float(np.linalg.norm(end)), 1e-9) * fat
                cell = np.stack([0.3 * end, 0.75 * end + out, end, 0.75 * end - out])
                shape = root + smooth_closed([(float(a), float(b)) for a, b in cell], 24, 2)
                figure.mark(name, shape, 0.7 * float(along[number]), depth=mark, weight=0.6)
        if "edge" in self.patterns:
            for number in range(12, 38, 6):
                spot = centre + 0.78 * (points[number] - centre)
                dots(figure, name, (root + spot)[None], 0.03, float(along[number]), mark, 0.5)


def _body(figure: Figure, kind: str, folded: bool) -> None:
    """Draw the body, its head up, or to the right where the wings are folded."""
    rng = figure.rng
    up = unit(0.0) if folded else unit(deg(-90))
    long, wide = between(rng, 0.25, 0.5), between(rng, 0.03, 0.09) * (1.5 if kind == "moth" else 1)
    thorax = figure.place("thorax", np.zeros(2))
    sag = np.array([0.0, between(rng, 0.0, 0.15)]) if folded else np.zeros(2)
    head = figure.place("head", between(rng, 0.13, 0.2) * up + (0.3 * sag if folded else 0))
    tail = figure.place("abdomen", -long * up + sag)
    chain = np.stack([head, thorax, tail])
    style = str(rng.choice(["tube", "ellipses", "line"], p=[0.5, 0.38, 0.12]))
    depth = 3.5 if not folded else 3.4
    r = wide * between(rng, 0.9, 1.7)
    ball = style == "ellipses" or (style == "tube" and rng.random() < 0.5)
    if style == "line":
        draw_limb(figure, "body", chain, 0.0, depth=depth)
        r = 0.04
    elif style == "tube":
        shape = np.array([0.6, 1.0, 1.0, 0.8, between(rng, 0.2, 0.7)]) * wide
        figure.tube("body", chain, shape, depth=depth, merges=False)
    else:
        for middle, half, fat, s in (
            (0.02 * up, 0.12, 1.1, 0.45),
            (0.5 * (tail - 0.08 * up), 0.5 * long, 0.9, 0.75),
        ):
            angle = float(np.arctan2(*(thorax - tail)[::-1]))
            oval = ellipse(middle, max(half, wide), fat * wide, angle)
            along = 0.5 + 0.5 * along_line(oval, thorax, tail) if s > 0.5 else s
            figure.add("body", oval, along, depth=depth, merges=False)
    top = head + 0.5 * r * up
    if ball:
        figure.add("body", ellipse(top, r, r, samples=20), 0.0, depth=3.7, merges=False)
        if r > 0.07 and rng.random() < 0.6:
            draw_face(
                figure, "body", LocalFrame(top, 0.0), r, 0.0, eyes=2 - folded, front=not folded
            )
    if style != "line" and rng.random() < 0.3:
        for s in np.linspace(0.25, 0.8, int(rng.integers(2, 5))):
            place, side = thorax + (tail - thorax) * s, np.array([-up[1], up[0]]) * 0.8 * wide
            figure.mark(
                "body", np.linspace(place - side, place + side, 5), 0.5 + 0.5 * s,
                closed=False, depth=4.2, weight=0.5,
            )  # fmt: skip
    _feelers(figure, kind, top, r if ball else 0.5 * wide, up)


def _feelers(figure: Figure, kind: str, top: Floats, r: float, up: Floats) -> None:
    rng = figure.rng
    if rng.random() < 0.06:
        return
    long, spread = between(rng, 0.15, 0.45), between(rng, 10, 45)
    curl, end = between(rng, -15, 75), str(rng.choice(["none", "dot", "curl"]))
    base = float(np.rad2deg(np.arctan2(up[1], up[0])))
    knob = between(rng, 0.012, 0.035)
    for side, way in (("left", -1.0), ("right", 1.0)):
        angle = base + way * spread
        steps = [angle, angle + way * 0.5 * curl, angle + way * curl]
        line = [top + 0.7 * r * unit(deg(base + way * 35))]
        for a in steps:
            line.append(line[-1] + long / 3 * unit(deg(a)))
        joints = np.stack(line)
        tip = joints[-1]
        if end == "curl":
            t = np.linspace(0, 1.6 * np.pi, 9)
            ring = 0.12 * long * (1 - 0.1 * t)[:, None] * np.stack([np.cos(t), np.sin(t)], 1)
            turn = LocalFrame(np.zeros(2), deg(steps[-1]) - way * np.pi / 2)
            curve = turn((ring - ring[0]) * np.array([1.0, way]))
            joints = np.concatenate([rounded(joints, 12, 2), tip + curve[1:]])
        place_chain(figure, f"feeler_{side}", [joints[0], tip])
        s = along_line(joints, joints[0], tip)
        if end == "curl":
            s[12:] = 1.0
            figure.mark(f"feeler_{side}", joints, s, closed=False, depth=4.0, weight=0.95)
        else:
            fat = 0.025 if kind == "moth" and rng.random() < 0.6 else 0.0
            draw_limb(figure, f"feeler_{side}", joints, fat, depth=4.0, smooth=3, taper=0.8)
        if end == "dot":
            dots(figure, f"feeler_{side}", tip[None], knob, 1.0, 4.0, 0.8)


def _folded_wings(figure: Figure, look: _Look) -> None:
    """Draw wings above the back: one pair, or the far one behind it, opened by some degrees."""
    rng = figure.rng
    fore = between(rng, -115, -60)
    first, second = fore, fore - between(rng, 45, 85)
    for side, behind in (("left", 0.0), ("right", between(rng, 12, 55))):
        if behind and rng.random() < 0.4:
            return
        pattern = np.random.default_rng(look.seed)
        narrow = 1.0 if not behind else between(rng, 0.6, 1.0)
        top = 2.6 if look.over else 2.3
        for name, shape, angle, size, broad, depth in (
            ("wing", look.fore, first + behind, look.size, look.broad[0], top),
            ("hindwing", look.hind, second + behind, look.size * look.shrink, look.broad[1], 2.45),
        ):  # fmt: skip
            if name == "hindwing" and (look.one_pair or (behind and rng.random() < 0.4)):
                continue
            local = shape * size * np.array([1.0, -broad * narrow])  # the fore edge is in front
            if name == "wing":
                local = -shape * size * np.array([-1.0, -broad * narrow])
            put = LocalFrame(np.zeros(2), deg(angle))
            root = np.array([0.03 if name == "wing" else -0.05, -0.03])
            tip = put([(size, 0.0)])[0]
            look.draw(
                f"{name}_{side}", root, put(local), tip, depth - (2.0 if behind else 0.0), pattern
            )
