# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `objects` command: the objects of a drawing as a JSON file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic
from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("objects", help="write the objects of a drawing as JSON")
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING")
    add("--out", type=Path, required=True, metavar="FILE.json")
    add("--prompt", default="", help="what it names and counts is a hint")
    add("--count", type=int, metavar="N", help="how many objects there are")
    add("--anew", action="store_true", help="also where the file names objects")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Find the objects, unless the file names some, and write them. Raises UsageError, BadInput."""
    from engine.commands.terminal import warn_of_reading
    from engine.geometry.grouping.find import find_objects
    from engine.geometry.load import load_drawing
    from engine.geometry.objects import objects_to_json

    if options.count is not None and options.count < 1:
        raise UsageError("--count must be 1 or more.")
    drawing = load_drawing(options.drawing, objects="auto")
    warn_of_reading(drawing)
    if options.anew or options.count is not None or drawing.object_count < 2:
        grouping = find_objects(drawing, prompt=options.prompt, count=options.count)
        drawing = grouping.applied(drawing)
    text = json.dumps(objects_to_json(drawing), indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(options.out, text.encode())
    print(f"{drawing.object_count} objects in {options.out}: {', '.join(drawing.object_names)}")
    return 0
