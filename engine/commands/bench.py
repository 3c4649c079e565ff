# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `bench` command: measures this machine."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands

WHAT = (
    "vector", "rig", "rasterizer", "raster", "svg", "pictures", "follow", "clean", "colour",
    "colour-networks", "suggest", "farm", "start",
)  # fmt: skip


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("bench", help="measure this machine")
    add = command.add_argument
    add("what", choices=WHAT)
    add("--repeats", type=int, default=3)
    add(
        "--model",
        metavar="NAME_OR_DIR",
        help="vector: Live-Sketch's loop against ours with this text-to-video model; raster: "
        "FlipSketch's",
    )
    add("--drawing", type=Path, metavar="SVG", help="rasterizer: 16 cubics of it")
    add("--frames", type=int, metavar="N", help="with --model: frames")
    add("--align", action="store_true", help="raster: with alignment")
    add("--size", type=int, default=0, metavar="PX", help="raster: side of a frame")
    add(
        "--suite",
        type=Path,
        metavar="DIR",
        help="svg: a folder of SVG files with PNG pictures beside them, such as resvg's tests",
    )
    add("--folders", nargs="*", default=(), metavar="NAME", help="svg: only these in the suite")
    add(
        "--keep",
        type=Path,
        metavar="DIR",
        help="pictures, clean, suggest: a folder for them and what comes of them; follow: a file "
        "of what is done, with which a stopped run goes on; colour-networks: the folder of pairs",
    )
    add("--steps", type=int, default=1485, metavar="N", help="colour-networks: of each network")
    add("--out", type=Path, metavar="FILE.json")
    add("--clips", type=int, default=60, metavar="N", help="follow: how many clips")
    add("--sizes", nargs="+", type=int, default=(10, 100, 1000), help="farm: drafts in a batch")
    add("--nodes", type=int, default=3, help="farm: of the cluster")
    add("--kill", action="store_true", help="farm: kill a node in the last batch")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Measure, print a table, and write the numbers with --out. Raises UsageError, BadInput."""
    from engine.bench import bench, described, table, write

    if options.what == "vector" and options.model:
        frames = options.frames or 24
        result = bench("video", options.repeats, model=options.model, frames=frames)
    elif options.what == "raster":
        if not options.model:
            raise UsageError("bench raster needs --model; `train random-model` makes one.")
        result = bench(
            "raster", options.repeats, model=options.model, frames=options.frames or 10,
            size=options.size, align=options.align,
        )  # fmt: skip
    elif options.what == "rasterizer":
        result = bench("rasterizer", options.repeats, drawing=options.drawing)
    elif options.what == "follow":
        result = bench("follow", 1, clips=options.clips, keep=options.keep)
    elif options.what == "farm":
        result = bench("farm", 1, sizes=options.sizes, nodes=options.nodes, kill=options.kill)
    elif options.what == "clean":
        result = bench("clean", 1, folder=options.keep)
    elif options.what == "colour":
        result = bench("colour", 1)
    elif options.what == "colour-networks":
        from engine.training.colour.comparison import compare_networks

        compared = compare_networks(options.keep, options.steps)
        result = described("colour-networks", 1, compared)
    elif options.what == "suggest":
        result = bench("suggest", 1, folder=options.keep)
    elif options.what == "svg":
        if options.suite is None:
            raise UsageError("bench svg needs --suite, a folder of SVG files and their pictures.")
        result = bench("svg", 1, suite=options.suite, folders=options.folders)
    elif options.what == "pictures":
        result = bench("pictures", 1, folder=options.keep)
    else:
        result = bench(options.what, options.repeats)
    if options.out is not None:
        write(result, options.out)
    print(table(result))
    return 0
