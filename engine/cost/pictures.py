# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What drawing and writing the pictures of a result costs, beside the job itself.

Fitted to measured results of 10 to 10 000 strokes and of 6400 fills, on one core of a server of 2.8
GHz.
"""

from __future__ import annotations

from addon.contract.drawing import Drawing
from addon.contract.request import Request
from engine.runtime.arrays import numpy_of

KIND = "pictures"  # of the files that `animate` writes
SIDE = 512  # of those files
START = 0.3  # seconds
PIXEL = 6e-8  # seconds of a pixel of a frame: drawing it, PNG, GIF
STROKE = 4e-4  # seconds of a stroke
FILL = 5e-4  # seconds of a filled path
POINT = 1.7e-6  # seconds of a point and frame: drawing it, SVG
SEEN = "pictures"  # the setting by which a host asks for pictures of its own


def wants_pictures(request: Request) -> bool:
    """Return whether a job draws pictures itself, for a host whose timeline holds pictures."""
    return request.settings.get(SEEN) is True


def seconds_of(drawing: Drawing, request: Request, *, own_size: bool = False) -> float:
    """Estimate the seconds for all pictures on the reference machine.

    own_size: they are as large as the drawing's canvas, and not SIDE.
    """
    width, height = drawing.canvas
    scale = 1.0 if own_size else SIDE / max(width, height)
    drawn = -(-request.frames // request.hold)
    pixels = width * height * scale * scale
    filled = int((numpy_of(drawing.fills)[:, 3] > 0).sum()) if drawing.stroke_count else 0
    return (
        START
        + PIXEL * pixels * request.frames
        + STROKE * drawing.stroke_count
        + FILL * filled
        + POINT * drawing.point_count * drawn
    )
