# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours of CSS Color 4 in the spaces other than sRGB, and mixing in any of them.

The matrices are those of CSS Color 4, section 10 ("Sample code for color conversions"); Oklab is
Björn Ottosson's (2020).
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from engine.geometry.bezier import Floats

Triple: TypeAlias = "tuple[float, float, float]"

_FROM_XYZ = np.array(
    [
        [3.2409699419045226, -1.537383177570094, -0.4986107602930034],
        [-0.9692436362808796, 1.8759675015077202, 0.04155505740717559],
        [0.05563007969699366, -0.20397695888897652, 1.0569715142428786],
    ]
)
_TO_XYZ = np.linalg.inv(_FROM_XYZ)
_D50_TO_D65 = np.array(
    [
        [0.9554734527042182, -0.023098536874261423, 0.0632593086610217],
        [-0.028369706963208136, 1.0099954580058226, 0.021041398966943008],
        [0.012314001688319899, -0.020507696433477912, 1.3303659366080753],
    ]
)
_P3_TO_XYZ = np.array(
    [
        [0.4865709486482162, 0.26566769316909306, 0.1982172852343625],
        [0.2289745640697488, 0.6917385218365064, 0.079286914093745],
        [0.0, 0.04511338185890264, 1.043944368900976],
    ]
)
_REC2020_TO_XYZ = np.array(
    [
        [0.6369580483012914, 0.14461690358620832, 0.1688809751641721],
        [0.2627002120112671, 0.6779980715188708, 0.05930171646986196],
        [0.0, 0.028072693049087428, 1.060985057710791],
    ]
)
_A98_TO_XYZ = np.array(
    [
        [0.5766690429101305, 0.1855582379065463, 0.1882286462349947],
        [0.29734497525053605, 0.6273635662554661, 0.0752914584939978],
        [0.02703136138641234, 0.07068885253582723, 0.9913375368376388],
    ]
)
_PROPHOTO_TO_XYZ50 = np.array(
    [
        [0.7977666449006423, 0.13518129740053308, 0.0313477341283922],
        [0.2880748288194013, 0.711835234241873, 0.00008993693872564],
        [0.0, 0.0, 0.8251046025104602],
    ]
)
_OKLAB_TO_LMS = np.array(
    [
        [1.0, 0.3963377773761749, 0.2158037573099136],
        [1.0, -0.1055613458156586, -0.0638541728258133],
        [1.0, -0.0894841775298119, -1.2914855480194092],
    ]
)
_LMS_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)
_WHITE_D50 = np.array([0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585])


def _linear(values: Floats) -> Floats:
    size = np.abs(values)
    curved = np.where(size <= 0.04045, size / 12.92, ((size + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.sign(values) * curved)


def _encoded(values: Floats) -> Floats:
    size = np.abs(values)
    curved = np.where(size > 0.0031308, 1.055 * size ** (1 / 2.4) - 0.055, 12.92 * size)
    return np.asarray(np.sign(values) * curved)


def _from_xyz(xyz: Floats) -> Floats:
    return _encoded(_FROM_XYZ @ xyz)


def _from_lab(lab: Floats) -> Floats:
    lightness, a, b = lab.tolist()
    y = (lightness + 16) / 116
    corners = np.array([y + a / 500, y, y - b / 200])
    ratio = np.where(corners**3 > 216 / 24389, corners**3, (116 * corners - 16) * 27 / 24389)
    ratio[1] = y**3 if lightness > 8 else lightness * 27 / 24389
    return _from_xyz(_D50_TO_D65 @ (ratio * _WHITE_D50))


def _from_oklab(lab: Floats) -> Floats:
    return _encoded(_LMS_TO_LINEAR @ (_OKLAB_TO_LMS @ lab) ** 3)


def to_oklab(rgb: Floats) -> Floats:
    """Return Oklab of sRGB in 0..1."""
    lms = np.linalg.solve(_LMS_TO_LINEAR, _linear(rgb))
    return np.asarray(np.linalg.solve(_OKLAB_TO_LMS, np.cbrt(lms)))


def _from_rec2020(values: Floats) -> Floats:
    size = np.abs(values)
    linear = np.where(
        size < 0.08124285829863151,
        size / 4.5,
        ((size + 0.09929682680944) / 1.09929682680944) ** (1 / 0.45),
    )
    return _from_xyz(_REC2020_TO_XYZ @ (np.sign(values) * linear))


def _from_prophoto(values: Floats) -> Floats:
    size = np.abs(values)
    linear = np.where(size <= 16 / 512, size / 16, size**1.8) * np.sign(values)
    return _from_xyz(_D50_TO_D65 @ (_PROPHOTO_TO_XYZ50 @ linear))


def _from_a98(values: Floats) -> Floats:
    return _from_xyz(_A98_TO_XYZ @ (np.sign(values) * np.abs(values) ** (563 / 256)))


def polar(values: Floats) -> Floats:
    """Return (lightness, a, b) of (lightness, chroma, hue in degrees)."""
    lightness, chroma, hue = values.tolist()
    turn = math.radians(hue)
    return np.array([lightness, chroma * math.cos(turn), chroma * math.sin(turn)])


def _from_hsl(values: Floats) -> Floats:
    hue, saturation, lightness = values.tolist()
    return np.array(colorsys.hls_to_rgb(hue / 360.0 % 1.0, lightness, saturation))


def _from_hwb(values: Floats) -> Floats:
    hue, white, black = values.tolist()
    if white + black >= 1.0:
        return np.full(3, white / (white + black))
    pure = np.array(colorsys.hls_to_rgb(hue / 360.0 % 1.0, 0.5, 1.0))
    return np.asarray(pure * (1.0 - white - black) + white)


#: Space -> from its three numbers (sizes as in CSS, percentages as 0..1, hue in degrees) to sRGB.
TO_SRGB: Mapping[str, Callable[[Floats], Floats]] = {
    "srgb": lambda values: values,
    "srgb-linear": _encoded,
    "display-p3": lambda values: _from_xyz(_P3_TO_XYZ @ _linear(values)),
    "a98-rgb": _from_a98,
    "prophoto-rgb": _from_prophoto,
    "rec2020": _from_rec2020,
    "xyz": _from_xyz,
    "xyz-d65": _from_xyz,
    "xyz-d50": lambda values: _from_xyz(_D50_TO_D65 @ values),
    "lab": _from_lab,
    "oklab": _from_oklab,
    "lch": lambda values: _from_lab(polar(values)),
    "oklch": lambda values: _from_oklab(polar(values)),
    "hsl": _from_hsl,
    "hwb": _from_hwb,
}


def srgb(space: str, values: Triple) -> Triple:
    """Return a colour of a space of `TO_SRGB` as sRGB, cut to 0..1."""
    red, green, blue = np.clip(TO_SRGB[space](np.array(values)), 0.0, 1.0).tolist()
    return red, green, blue


def mixed(space: str, first: Triple, second: Triple, share: float) -> Triple:
    """Return sRGB colours mixed in a space; share: of the second, 0..1.

    Spaces other than "srgb", "srgb-linear" and "oklab" are mixed in Oklab.
    """
    a, b = np.array(first), np.array(second)
    if space == "srgb":
        return srgb("srgb", tuple((a + (b - a) * share).tolist()))
    if space == "srgb-linear":
        a, b = _linear(a), _linear(b)
        return srgb(space, tuple((a + (b - a) * share).tolist()))
    a, b = to_oklab(a), to_oklab(b)
    return srgb("oklab", tuple((a + (b - a) * share).tolist()))
