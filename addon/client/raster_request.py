# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request of the raster path, and what a host notes in it: as what the result comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, cast, get_args

from ..contract.request import Request
from ..contract.strict_json import JSON

Kind = Literal["vector", "plane", "strip", "strokes"]
KINDS: tuple[str, ...] = get_args(Kind)
NOTED = "host"  # the key of a request where a host keeps what it needs; the engine passes it over
RESULT, PLACE = "result", "place"


def as_raster(
    request: Request, kind: Kind, settings: Mapping[str, JSON], place: str = ""
) -> Request:
    """The request for pictures that come back as `kind`. `place`: where its picture lies, as text.

    Objects are left out: the raster path draws the picture as a whole. The result of a picture
    comes back as pictures on the vector path too, which an error may offer instead.
    """
    noted: dict[str, JSON] = {RESULT: kind}
    if place:
        noted[PLACE] = place
        settings = {**settings, "pictures": True}
    return replace(
        request,
        path="raster",
        objects=(),
        settings={**request.settings, **settings, "trace": kind == "strokes"},
        extra={**request.extra, NOTED: noted},
    )


def kind_of(request: Request) -> Kind:
    """What a job's result is in the host.

    A job on a picture stays what it was where an error's action changed its path to the vector one.
    """
    if request.path == "vector" and not place_text(request):
        return "vector"
    kind = _noted(request).get(RESULT)
    return cast(Kind, kind) if kind in ("plane", "strip", "strokes") else "plane"


def place_text(request: Request) -> str:
    """Where the job's picture lies; "" where its drawing knows that itself."""
    place = _noted(request).get(PLACE)
    return place if isinstance(place, str) else ""


def _noted(request: Request) -> Mapping[str, JSON]:
    noted = request.extra.get(NOTED)
    return noted if isinstance(noted, dict) else {}
