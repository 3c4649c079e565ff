# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ground that drawings without one are shown on: white, unless the ink couldn't be seen on it.

What has to be seen is the edge of the ink, where it meets the ground: a white face in a black
outline is seen well on white. Contrast is that of WCAG 2.2 (relative luminance).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from addon.contract.errors import BadInput

Frames = NDArray[np.uint8]
Ground = tuple[int, int, int]

WHITE: Ground = (255, 255, 255)
DARK: Ground = (38, 38, 42)
GREY: Ground = (118, 118, 118)  # white and black ink are seen on it equally well
GROUNDS = (WHITE, DARK, GREY)  # the first that will do is taken
AUTO, TRANSPARENT, OPAQUE = "auto", "transparent", "white"

LEAST_CONTRAST = 1.5  # of an edge that is still seen
LOST = 0.08  # share of the edge that may not be seen
GAIN = 0.15  # share of the edge that another ground must show, and white doesn't
_INK, _CLEAR = 96, 24  # alphas
_REACH = 2  # pixels from the ground within which ink is its edge
_LOOKED_AT = 12  # frames


def ground_of(frames: Frames) -> Ground:
    """Return the ground on which the ink of frames uint8 [F, h, w, 4] is seen best.

    White, unless another ground shows clearly more of the edge: ink of all colours is seen about as
    well on any ground. Where no ground shows enough, the one that shows most is taken.
    """
    colors = _edge_colors(frames)
    if not len(colors):
        return WHITE
    lost = [float((_contrast(colors, ground) < LEAST_CONTRAST).mean()) for ground in GROUNDS]
    if lost[0] < min(lost) + GAIN:
        return WHITE
    good = [ground for ground, share in zip(GROUNDS, lost, strict=True) if share <= LOST]
    return good[0] if good else GROUNDS[int(np.argmin(lost))]


def ground_named(name: str, frames: Frames) -> Ground | None:
    """Return the ground for a name: "auto", "white", "transparent" (None) or "#rrggbb".

    Raises BadInput.
    """
    if name == AUTO:
        return ground_of(frames)
    if name == TRANSPARENT:
        return None
    if name == OPAQUE:
        return WHITE
    try:
        if len(name) != 7 or name[0] != "#":
            raise ValueError
        red, green, blue = bytes.fromhex(name[1:])
    except ValueError:
        raise BadInput(
            "{name} is no ground.",
            name=name,
            hint="Use auto, white, transparent or a colour such as #ffcc00.",
        ) from None
    return red, green, blue


def on_ground(frames: Frames, ground: Ground = WHITE) -> Frames:
    """Return frames uint8 [..., 4], straight RGBA, laid on a ground: uint8 [..., 3]."""
    paper = np.empty((*frames.shape[:-1], 3), np.uint8)
    paper[:] = ground
    inked = np.flatnonzero(frames[..., 3])
    ink = frames.reshape(-1, 4)[inked].astype(np.uint16)
    alpha = ink[:, 3:]
    mixed = (ink[:, :3] * alpha + np.array(ground, np.uint16) * (255 - alpha) + 127) // 255
    paper.reshape(-1, 3)[inked] = mixed.astype(np.uint8)
    return paper


def grounded(frames: Frames, name: str) -> Frames:
    """Return frames uint8 [F, h, w, 4] on the ground of a name, opaque unless it is "transparent".

    Raises BadInput.
    """
    ground = ground_named(name, frames)
    if ground is None:
        return frames
    alpha = np.full((*frames.shape[:-1], 1), 255, np.uint8)
    return np.concatenate([on_ground(frames, ground), alpha], -1)


def _edge_colors(frames: Frames) -> Frames:
    """Return the colours, uint8 [N, 3], of ink that lies beside the ground."""
    step = max(1, len(frames) // _LOOKED_AT)
    alpha = frames[::step, ..., 3]
    clear = alpha < _CLEAR
    near = np.zeros_like(clear)
    for axis in (1, 2):
        for shift in range(1, _REACH + 1):
            ahead = [slice(None)] * 3
            behind = [slice(None)] * 3
            ahead[axis], behind[axis] = slice(shift, None), slice(None, -shift)
            near[tuple(behind)] |= clear[tuple(ahead)]
            near[tuple(ahead)] |= clear[tuple(behind)]
    return frames[::step][near & (alpha >= _INK)][:, :3]


def _contrast(colors: Frames, ground: Ground) -> NDArray[np.float64]:
    """Return the contrast ratio, 1 to 21, of colours uint8 [N, 3] against a ground."""
    ours, theirs = _luminance(colors), float(_luminance(np.array([ground], np.uint8))[0])
    return (np.maximum(ours, theirs) + 0.05) / (np.minimum(ours, theirs) + 0.05)


def _luminance(colors: Frames) -> NDArray[np.float64]:
    straight = np.arange(256) / 255
    linear = np.where(straight <= 0.04045, straight / 12.92, ((straight + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear[colors] @ np.array([0.2126, 0.7152, 0.0722]))
