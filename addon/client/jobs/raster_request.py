# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request of the raster path, and what a host notes in it about the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast, get_args

from ...contract.request import Request
from ...contract.strict_json import JSON

Kind = Literal["vector", "plane", "strip", "strokes"]
KINDS: tuple[str, ...] = get_args(Kind)
NOTED = "host"  # the key of a request where a host keeps what it needs; the engine ignores it
RESULT, PLACE, CONTINUES = "result", "place", "continues"


def as_raster(
    request: Request, kind: Kind, settings: Mapping[str, JSON], place: str = ""
) -> Request:
    """Return the request for pictures, redrawn or warped, that come back as `kind`.

    place: where the picture lies in the scene, as text; "" for a drawing, which knows that itself.
    Objects are left out: the raster path draws the picture as a whole. Should an error offer the
    vector path instead, the result of a picture comes back as pictures too.
    """
    noted: dict[str, JSON] = {RESULT: kind}
    if place:
        noted[PLACE] = place
        settings = {**settings, "pictures": True}
    return replace(
        request,
        path="warp" if request.path == "warp" else "raster",
        objects=(),
        settings={
            **request.settings,
            **settings,
            "trace": kind == "strokes" and request.path != "warp",
        },
        extra={**request.extra, NOTED: noted},
    )


def continuing(request: Request, earlier: Request, job: str, place: str) -> Request:
    """Return a request whose result is put after that of `job`, as one longer animation.

    request: what the panel asks for now; earlier: the request of `job`. The new job starts from
    the last picture of `job`. Its result comes back as the earlier one did, in the same place, and
    is no loop, since it doesn't end where it began.
    """
    whole = as_raster(replace(request, loop=False), _pictures_as(earlier), {}, place)
    noted = {**_noted(whole), CONTINUES: job}
    return replace(whole, extra={**whole.extra, NOTED: noted})


def continues(request: Request) -> str:
    """Return the job that this one continues; "" for none."""
    job = _noted(request).get(CONTINUES)
    return job if isinstance(job, str) else ""


def _pictures_as(request: Request) -> Kind:
    kind = kind_of(request)
    return "plane" if kind == "vector" else kind


def kind_of(request: Request) -> Kind:
    """Return as what a job's result comes back.

    A job on a picture keeps its kind when an error's action has changed its path to the vector one.
    """
    if request.path == "vector" and not place_text(request):
        return "vector"
    kind = _noted(request).get(RESULT)
    return cast(Kind, kind) if kind in ("plane", "strip", "strokes") else "plane"


def place_text(request: Request) -> str:
    """Return where the job's picture lies; "" for a drawing, which knows that itself."""
    place = _noted(request).get(PLACE)
    return place if isinstance(place, str) else ""


def _noted(request: Request) -> Mapping[str, JSON]:
    noted = request.extra.get(NOTED)
    return noted if isinstance(noted, dict) else {}
