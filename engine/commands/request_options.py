# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that make a request, shared by `animate` and `estimate`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput
from engine.commands import redraw
from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from addon.contract.request import Request


def add_arguments(command: argparse.ArgumentParser, drawing_help: str) -> None:
    """Add the drawing and the options that `request_of` reads."""
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING", help=drawing_help)
    add("--prompt", help="what happens: 'the fish swims away'")
    add("--path", choices=("vector", "raster", "warp"))
    add("--warp", dest="path", action="store_const", const="warp", help="move the paint itself")
    add("--quality", choices=("draft", "standard", "full"))
    add("--frames", type=int, metavar="N")
    add("--fps", metavar="N", help="24, or 24000/1001")
    add("--hold", type=int, choices=(1, 2, 3), help="on ones, twos or threes")
    add("--loop", action="store_true", default=None)
    add("--strength", type=float, metavar="X", help="0 is no motion, 1 is normal")
    add("--seed", type=int, metavar="N")
    add("--model", metavar="NAME_OR_DIR")
    add("--preset", type=Path, metavar="FILE", help="settings; options given here win")
    redraw.add_arguments(command)


def request_of(options: argparse.Namespace) -> Request:
    """Build the request: defaults, then the preset, then the options.

    Raises UsageError for an option out of its range, BadInput for a bad preset file.
    """
    from addon.contract.preset import Preset
    from addon.contract.request import Request

    names = ("prompt", "path", "quality", "frames", "hold", "loop", "strength", "seed", "model")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.fps is not None:
        given["fps"] = fps_of(options.fps)
    preset = Preset.read(options.preset) if options.preset is not None else None
    try:
        request = Request(prompt=given.get("prompt", ""))
        if preset is not None:
            request, notes = preset.applied(request)
            for note in notes:
                print(f"preset: {note}", file=sys.stderr)
        settings = {**request.settings, **redraw.settings_of(options)}
        return replace(request, **given, settings=settings)
    except BadInput as error:
        raise UsageError(f"{error.message} {error.hint}".strip()) from error


def fps_of(text: str) -> tuple[int, int]:
    """Read frames a second as a ratio: "24", "23.976", "24000/1001". Raises UsageError."""
    from fractions import Fraction

    from addon.contract.frame_rate import FASTEST, SLOWEST, rate_in

    ratio = rate_in(text)
    if ratio is None:
        raise UsageError(
            f'--fps "{text[:40]}" is not a rate from {SLOWEST} to {FASTEST}: '
            "write 24 or 24000/1001."
        )
    television = Fraction(round(ratio) * 1000, 1001)  # 23.976, 29.97 and 59.94 mean these
    if "." in text and abs(ratio - television) < Fraction(1, 200):
        ratio = television
    return ratio.numerator, ratio.denominator
