# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `trace` command: a picture of a drawing becomes an SVG of its strokes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser(
        "trace", help="turn a picture of a drawing into an SVG of strokes"
    )
    command.add_argument("picture", type=Path, metavar="PICTURE", help="PNG, JPEG or WebP")
    command.add_argument("--out", type=Path, required=True, metavar="FILE.svg")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Trace, write, and print how many strokes there are. Raises BadInput."""
    import numpy as np

    from engine.geometry.tracing import trace_picture
    from engine.geometry.tracing.svg_file import svg_text
    from engine.runtime.arrays import numpy_of

    drawing = trace_picture(options.picture)
    write_bytes_atomic(options.out, svg_text(drawing).encode())
    areas = int(np.unique(numpy_of(drawing.paths)[numpy_of(drawing.fills)[:, 3] > 0]).size)
    solid = f", {areas} of them solid areas" if areas else ""
    width = float(np.median(numpy_of(drawing.widths)))
    print(f"{drawing.stroke_count} strokes{solid}, usual width {width:.1f} px: {options.out}")
    return 0
