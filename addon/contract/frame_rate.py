# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frame rates are rational, so that 23.976 stays 24000/1001."""

from __future__ import annotations

from .errors import BadInput, FormatError

SLOWEST, FASTEST = 1, 240
LARGEST_DENOMINATOR = 10**6


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
