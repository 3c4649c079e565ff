# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick figure in lines with its bones; long side about 1, y down."""

from __future__ import annotations

import numpy as np

from engine.rig.skeletons import PLANS

PERSON = PLANS["person"]
JOINTS: dict[str, tuple[float, float]] = {
    "pelvis": (0, 0), "waist": (0, -0.15), "neck": (0, -0.32), "head": (0, -0.34), "top": (0, -0.5),
    "leg_left0": (0, 0), "leg_left1": (-0.05, 0.18), "leg_left2": (-0.1, 0.36),
    "leg_left3": (-0.14, 0.37), "leg_right0": (0, 0), "leg_right1": (0.05, 0.18),
    "leg_right2": (0.1, 0.36), "leg_right3": (0.14, 0.37), "arm_left0": (0, -0.28),
    "arm_left1": (-0.08, -0.18), "arm_left2": (-0.12, -0.06), "arm_left3": (-0.13, -0.04),
    "arm_right0": (0, -0.28), "arm_right1": (0.08, -0.18), "arm_right2": (0.18, -0.24),
    "arm_right3": (0.2, -0.25),
}  # fmt: skip
TRUNK_LINE = ((0, -0.34), (0, 0))
LEFT_ARM = ((0, -0.28), (-0.08, -0.18), (-0.13, -0.04))
RIGHT_ARM = ((0, -0.28), (0.08, -0.18), (0.2, -0.25))
LEFT_LEG = ((0, 0), (-0.05, 0.18), (-0.1, 0.36), (-0.14, 0.37))
RIGHT_LEG = ((0, 0), (0.05, 0.18), (0.1, 0.36), (0.14, 0.37))


def joints_of(**changed: tuple[float, float]) -> np.ndarray:
    """Return the joints [J, 2], some of them elsewhere."""
    places = JOINTS | changed
    return np.array([places[joint.name] for joint in PERSON.joints], dtype=np.float64)


def line(*corners: tuple[float, float], points: int = 20) -> np.ndarray:
    """Return points along a line through corners."""
    at = np.linspace(0.0, len(corners) - 1.0, points)
    places = np.array(corners, dtype=np.float64)
    return np.stack([np.interp(at, np.arange(len(corners)), places[:, k]) for k in (0, 1)], axis=1)


def ring(x: float, y: float, radius: float) -> np.ndarray:
    """Return points around a circle."""
    angle = np.linspace(0.0, 2 * np.pi, 30)
    return np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)


def drawn(*lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the points [P, 2] of lines and their strokes [P]."""
    return np.concatenate(lines), np.repeat(np.arange(len(lines)), [len(one) for one in lines])
