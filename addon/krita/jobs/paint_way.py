# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How paint moves: its own pixels are warped, or it is traced and its strokes move."""

from __future__ import annotations

from dataclasses import replace

from ...client.jobs.paint_look import WAYS, WHY, Look, Way, path_of
from ...contract.request import Request
from ..capture.capture import Captured
from ..capture.empty import look_of
from . import settings

HOLES = ("fill", "leave")


def way() -> Way:
    """Return the way that the artist wants."""
    stored = settings.option("paint")
    return next((known for known in WAYS if known == stored), "auto")


def choose_way(value: Way) -> None:
    """Keep the way that the artist wants."""
    settings.choose_option("paint", value)


def holes() -> str:
    """Return what becomes of holes behind parts that move: "fill" or "leave"."""
    stored = settings.option("holes")
    return stored if stored in HOLES else HOLES[0]


def choose_holes(value: str) -> None:
    """Keep what becomes of holes."""
    settings.choose_option("holes", value)


def as_paint(request: Request, captured: Captured) -> Request:
    """Return the request for what was captured: a painted layer is warped where that is wanted.

    Strokes, and what a video model draws anew, go as they are asked for.
    """
    if request.path == "raster" or captured.picture is None:
        return request
    if path_of(way(), look_of(captured.picture).look) != "warp":
        return request
    return replace(request, path="warp", settings={**request.settings, "holes": holes()})


def sentence(look: Look) -> str:
    """Return which way a layer with this look will go, and why."""
    wanted = way()
    if wanted == "auto" or look in ("empty", "paper"):
        return WHY[look]
    if wanted == "warp":
        return "As chosen, its own pixels move."
    return "As chosen, it is traced, and its strokes move."
