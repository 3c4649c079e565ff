# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CIELAB (D65), in which distances are about those that are seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

TO_XYZ = np.array(
    [
        [0.4123907993, 0.3575843394, 0.1804807884],
        [0.2126390059, 0.7151686788, 0.0721923154],
        [0.0193308187, 0.1191947798, 0.9505321522],
    ]
)
WHITE = TO_XYZ.sum(1)
_KNEE = (6.0 / 29.0) ** 3


def lab_of(srgb: ArrayLike) -> Floats:
    """Return L, a, b of sRGB colours [..., 3], 0..1."""
    color = np.asarray(srgb, np.float64)
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    ratio = linear @ TO_XYZ.T / WHITE
    bent = np.where(ratio > _KNEE, np.cbrt(ratio), ratio * (29.0 / 6.0) ** 2 / 3.0 + 4.0 / 29.0)
    x, y, z = np.moveaxis(bent, -1, 0)
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], -1)


def srgb_of(lab: ArrayLike) -> Floats:
    """Return sRGB colours, 0..1, of L, a, b [..., 3]; what no screen shows is clipped."""
    light, a, b = np.moveaxis(np.asarray(lab, np.float64), -1, 0)
    y = (light + 16.0) / 116.0
    bent = np.stack([y + a / 500.0, y, y - b / 200.0], -1)
    ratio = np.where(bent > 6.0 / 29.0, bent**3, 3.0 * (6.0 / 29.0) ** 2 * (bent - 4.0 / 29.0))
    linear = np.clip((ratio * WHITE) @ np.linalg.inv(TO_XYZ).T, 0.0, 1.0)
    curved = 1.055 * linear ** (1.0 / 2.4) - 0.055
    return np.asarray(np.where(linear <= 0.0031308, 12.92 * linear, curved))
