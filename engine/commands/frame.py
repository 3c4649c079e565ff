# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `frame` command: a drawing as the first (and last) picture for an image-to-video model."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands

FIRST, LAST, PROMPT = "first.png", "last.png", "prompt.txt"


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser(
        "frame", help="a drawing as the picture that a video model begins with"
    )
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING", help="SVG, drawing.safetensors, PNG, JPEG, WebP")
    add("--last", type=Path, metavar="DRAWING", help="another pose, with which the clip ends")
    add("--size", default="wan", metavar="NAME|WxH", help="wan, ltx, cogvideox, square, 832x480")
    add("--prompt", default="", help="what happens: 'the fish swims away'")
    add("--out", type=Path, required=True, metavar="DIR", help="a folder for the pictures")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the pictures and the sentence, and say where they are. Raises BadInput."""
    from engine.geometry.load import load_drawing
    from engine.render.model_frame import model_frame, size_named

    drawing = load_drawing(options.drawing)
    size = size_named(options.size).turned_for(drawing)
    pictures = {FIRST: model_frame(drawing, size)}
    if options.last is not None:
        pictures[LAST] = model_frame(load_drawing(options.last), size)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        picture.save(options.out / name, "PNG")
    write_bytes_atomic(options.out / PROMPT, (options.prompt.strip() + "\n").encode())
    print(f"{size.width} x {size.height}: {options.out}")
    return 0
