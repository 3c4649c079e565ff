# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `rig` command: the bones of a drawing as a JSON file, and a picture of them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("rig", help="find the bones of a drawing")
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING")
    add("--out", type=Path, required=True, metavar="FILE.json")
    add("--prompt", default="", help="what is drawn: 'the fish swims'")
    add("--hints", type=Path, metavar="FILE.json", help="joints placed by hand, strokes of parts")
    add("--picture", type=Path, metavar="FILE.png", help="the drawing with its bones")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Find the bones and write them. Raises BadInput, FormatError."""
    import numpy as np

    from addon.contract.rig_hints import read_hints
    from engine.commands.terminal import warn_of_reading
    from engine.geometry.load import load_drawing
    from engine.rig.drawing_rig import hints_by_number, rig_drawing
    from engine.rig.readable import rig_to_json
    from engine.vector.scene.captions import object_captions
    from engine.vector.scene.scene import check_drawing

    drawing = load_drawing(options.drawing, objects="auto")
    warn_of_reading(drawing)
    check_drawing(drawing, np.zeros(drawing.stroke_count, np.bool_))
    prompt = options.prompt or options.drawing.stem.replace("_", " ").replace("-", " ")
    captions = object_captions(prompt, drawing.object_names, ("",) * drawing.object_count)
    hints = read_hints(options.hints) if options.hints is not None else {}
    rig = rig_drawing(drawing, captions, hints=hints_by_number(hints, drawing.object_names))
    text = json.dumps(rig_to_json(rig, drawing.object_names), indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(options.out, text.encode())
    if options.picture is not None:
        from engine.render.rig_picture import rig_picture

        rig_picture(drawing, rig.to_contract()).save(options.picture, "PNG")
    for name, own in zip(drawing.object_names, rig.objects, strict=True):
        if own is None:
            print(f"{name}: no bones")
        else:
            joints = len(own.bones.names)
            print(f"{name}: {own.bones.plan or own.kind}, {joints} joints")
    return 0
