# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `poses` command: a drawing through a cycle, its projection, a cycle of one's own pictures."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.files import write_bytes_atomic

if TYPE_CHECKING:
    from addon.contract.strict_json import JSON
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command with its three parts."""
    command = commands.add_parser("poses", help="draw a drawing anew through a known cycle")
    parts = command.add_subparsers(dest="part", required=True)
    animate = parts.add_parser("animate", help="write the frames of a job folder")
    _add_common(animate)
    add = animate.add_argument
    add("--cycle", default="flight", help="flight, gallop, walk, a cycle's file, or a folder")
    add("--frames", type=int, default=24)
    add("--fps", type=int, default=24)
    add("--hold", type=int, default=1, choices=(1, 2, 3))
    add("--loop", action="store_true")
    add("--period", type=float, metavar="N", help="frames of one turn of the cycle")
    add("--trace", action="store_true", help="also write every frame as strokes")
    add("--force", action="store_true", help="replace another job in the folder")
    animate.set_defaults(command=run_animate)
    project = parts.add_parser("project", help="show a drawing beside what the model makes of it")
    _add_common(project)
    project.set_defaults(command=run_project)
    own = parts.add_parser("cycle", help="save a folder's pictures as a cycle")
    own.add_argument("folder", type=Path, metavar="DIR")
    own.add_argument("--name", default="")
    own.add_argument("--subject", default="", help="what is drawn: bird")
    own.add_argument("--out", type=Path, required=True, metavar="FILE")
    own.set_defaults(command=run_cycle)


def _add_common(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING")
    add("--steps", type=int, metavar="N", help="of projection; published are 1000")
    add("--model", type=Path, metavar="FILE", help="another pose model than the shipped one")
    add("--out", type=Path, required=True, metavar="DIR")


def run_animate(options: argparse.Namespace) -> int:
    """Draw the frames and print where they are. Raises BadInput."""
    from addon.contract.request import Request
    from engine.commands.redraw import animate_picture
    from engine.poses.cycles import shipped_cycles
    from engine.poses.pipeline import CYCLE, MODEL, PERIOD, PROJECTION_STEPS

    settings: dict[str, JSON] = {CYCLE: options.cycle}
    if options.cycle not in shipped_cycles() and Path(options.cycle).exists():
        settings[CYCLE] = str(Path(options.cycle).resolve())
    if options.model is not None:
        settings[MODEL] = str(options.model.resolve())
    if options.steps is not None:
        settings[PROJECTION_STEPS] = options.steps
    if options.period is not None:
        settings[PERIOD] = options.period
    if options.trace:
        settings["trace"] = True
    request = Request(
        options.drawing.stem.replace("_", " "), path="raster", frames=options.frames,
        fps=(options.fps, 1), hold=options.hold, loop=options.loop, settings=settings,
    )  # fmt: skip
    report = animate_picture(options.drawing, request, options.out, force=options.force)
    print(f"{report['frames']} frames, distance {report['pose_distance']}: {options.out}")
    return 0


def run_project(options: argparse.Namespace) -> int:
    """Write projection.png and projection.json, and print the distance. Raises BadInput."""
    import numpy as np
    from PIL import Image

    from engine.poses.projection import STEPS, project
    from engine.poses.weights import read_model
    from engine.raster.picture.sketch_image import read_sketch

    model = read_model(options.model)
    steps = STEPS if options.steps is None else options.steps
    found = project(read_sketch(options.drawing), model, steps)
    options.out.mkdir(parents=True, exist_ok=True)
    both = 1 - np.concatenate([np.asarray(found.shown), np.asarray(found.drawn)], axis=1)
    image = Image.fromarray((255 * both).round().astype(np.uint8))
    size = (4 * image.width, 4 * image.height)
    image.resize(size, Image.Resampling.BICUBIC).save(options.out / "projection.png")
    facts = {
        "distance": round(found.distance, 4),
        "farthest": model.farthest,
        "mirrored": found.mirrored,
        "window": [round(value, 2) for value in found.window.box()],
        "steps": steps,
    }
    text = json.dumps(facts, indent=1) + "\n"
    write_bytes_atomic(options.out / "projection.json", text.encode())
    print(f"distance {found.distance:.3f}, up to {model.farthest:.2f} is drawn: {options.out}")
    return 0


def run_cycle(options: argparse.Namespace) -> int:
    """Save a cycle and print its file. Raises BadInput."""
    from engine.poses.cycles import cycle_of_pictures

    cycle = cycle_of_pictures(options.folder, options.name, options.subject)
    cycle.write(options.out)
    print(f"{len(cycle.ink)} pictures: {options.out}")
    return 0
