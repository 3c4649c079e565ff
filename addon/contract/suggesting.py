# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the task "suggest" is asked, and the files it leaves in a job folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from .errors import BadInput
from .settings_reader import checked_number
from .strict_json import JSON

Form = Literal["strokes", "reference"]
"""The drawing's own strokes, moved; or the lines of a known drawing to draw after."""

SUGGESTION_FILE = "suggestion.safetensors"  # what is suggested, as a drawing
SUGGESTION_PICTURE = "suggestion.png"  # the same as a picture of the canvas's size, RGBA
DEGREE = "suggest_degree"  # how far it goes from the drawing's own form
FORM = "suggest_form"
RANGE = (0.0, 1.0)
USUAL = 0.5


def degree_of(settings: Mapping[str, JSON]) -> float:
    """Return the degree in a request's settings. Raises BadInput."""
    return checked_number(settings.get(DEGREE, USUAL), "degree", *RANGE)


def form_of(settings: Mapping[str, JSON]) -> Form:
    """Return the form in a request's settings. Raises BadInput."""
    asked = settings.get(FORM, "reference")
    for form in get_args(Form):
        if asked == form:
            return form  # type: ignore[no-any-return]
    raise BadInput("A suggestion is either strokes or a reference.")
