# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frame rates are rational, so that 23.976 stays 24000/1001."""

from __future__ import annotations

import re
from fractions import Fraction

from .errors import BadInput, FormatError

SLOWEST, FASTEST = 1, 240
LARGEST_DENOMINATOR = 10**6
_WRITTEN = re.compile(r"[0-9]{1,9}(\.[0-9]{0,9}|/0*[1-9][0-9]{0,8})?")


def rate_in(text: str) -> Fraction | None:
    """Return frames a second as people write them: "24", "23.976", "24000/1001".

    None where that is no rate between 1 and 240.
    """
    if not _WRITTEN.fullmatch(text.strip()):
        return None
    rate = Fraction(text).limit_denominator(LARGEST_DENOMINATOR)
    return rate if SLOWEST <= rate <= FASTEST else None


def checked_fps(value: object) -> tuple[int, int]:
    """Return (numerator, denominator) of frames per second, of a pair or a whole number.

    Raises FormatError for another kind of value and BadInput for a rate outside 1 to 240.
    """
    pair = (value, 1) if type(value) is int else value
    if isinstance(pair, (list, tuple)) and len(pair) == 2:
        numerator, denominator = pair
        if type(numerator) is int and type(denominator) is int:
            if (
                0 < denominator <= LARGEST_DENOMINATOR
                and SLOWEST * denominator <= numerator <= FASTEST * denominator
            ):
                return numerator, denominator
            raise BadInput(
                "fps must be between {slowest} and {fastest}.", slowest=SLOWEST, fastest=FASTEST
            )
    raise FormatError("fps must be two whole numbers, like [24, 1] or [24000, 1001].")
