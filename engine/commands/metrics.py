# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `metrics` command: measures motions, groupings or frames.

It animates and measures a folder of drawings with captions (--suite), compares the objects that are
found with labelled ones (--objects), or bones (--rigs), or measures frames that exist already
(--frames).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.animation import Animation
from addon.contract.drawing import Drawing
from addon.contract.files import write_bytes_atomic
from addon.contract.request import Request
from engine.commands.usage import UsageError

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    command = commands.add_parser("metrics", help="animate and measure a folder of drawings")
    command.set_defaults(command=run)
    add = command.add_argument
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--suite", type=Path, metavar="DIR", help="drawings and captions.json")
    what.add_argument("--objects", type=Path, metavar="DIR", help="drawings with labelled strokes")
    what.add_argument("--rigs", type=Path, metavar="DIR", help="labels of joints and parts")
    what.add_argument("--frames", type=Path, nargs="+", metavar="DIR",
                      help="measure frames there are: jobs, or folders of pictures")  # fmt: skip
    add("--out", type=Path, metavar="DIR", help="default: ./metrics_NAME")
    add("--drawings", action="append", default=[], metavar="SET=DIR",
        help="with --rigs: where the drawings of a set lie")  # fmt: skip
    add("--quality", default="draft", help="draft, standard or full, or several: draft,standard")
    add("--only", default="", metavar="NAMES", help="fish,flag_1; with --objects: last 15")
    add("--seed", type=int, default=0)
    add("--loop", action="store_true", help="with --suite: motions that begin anew at their end")
    add("--prompt", default="", help="with --frames: the sentence (default: the job's own)")
    add("--real", type=Path, metavar="DIR",
        help="with --frames: also their Frechet distance to the pictures of a folder")  # fmt: skip
    add("--clip", default="openai/clip-vit-base-patch32", metavar="MODEL", help="for S2V")
    add("--xclip", default="microsoft/xclip-base-patch32", metavar="MODEL", help="for T2V")


def run(options: argparse.Namespace) -> int:
    """Write measures.json, table.md and contact sheets; print the table. Raises BadInput."""
    if options.frames is not None:
        from engine.commands.metrics_frames import run_on_frames

        return run_on_frames(options)
    if options.objects is not None:
        from engine.metrics.grouping_report import report

        out = options.out or Path(f"metrics_{options.objects.resolve().name}")
        print(report(options.objects, out, only=options.only))
        return 0
    if options.rigs is not None:
        return _run_rigs(options)
    return _run_suite(options)


def _run_rigs(options: argparse.Namespace) -> int:
    """Print how well bones are found in labelled drawings. Raises UsageError, BadInput."""
    from engine.metrics.rig_report import rig_results, rig_table

    folders = {}
    for item in options.drawings:
        name, _, folder = item.partition("=")
        if not folder:
            raise UsageError("--drawings needs a set and its folder: SET=DIR.")
        folders[name] = Path(folder)
    print(rig_table(rig_results(options.rigs, folders)))
    return 0


def _run_suite(options: argparse.Namespace) -> int:
    """Animate and measure the drawings of a folder; return 5 when none of them succeeded."""
    from engine.metrics.motion_classifier import FILE, read_judge
    from engine.metrics.suite import SuiteResult, read_suite, run_suite
    from engine.metrics.table import table
    from engine.render.export import write_contact_sheet
    from engine.runtime.progress import Progress
    from engine.vector.pipeline import animate

    def animated(drawing: Drawing, request: Request) -> Animation:
        return animate(drawing, request, Progress.silent())

    only = set(filter(None, options.only.split(",")))
    tasks = [task for task in read_suite(options.suite) if not only or task.name in only]
    qualities = tuple(options.quality.split(","))
    out = options.out or Path(f"metrics_{options.suite.resolve().name}")
    out.mkdir(parents=True, exist_ok=True)
    judge = read_judge() if FILE.is_file() else None
    results: list[SuiteResult] = []
    for result in run_suite(tasks, qualities, animated, judge, options.seed, loop=options.loop):
        results.append(result)
        state = result.error or "done"
        print(f"{result.task.name} {result.quality}: {state}", file=sys.stderr, flush=True)
    text = json.dumps([result.to_json() for result in results], indent=1) + "\n"
    write_bytes_atomic(out / "measures.json", text.encode())
    write_bytes_atomic(out / "table.md", table(results).encode())
    for quality in qualities:
        shown = [r for r in results if r.quality == quality and r.frames is not None]
        rows = [r.frames for r in shown if r.frames is not None]
        if rows:
            labels = [f"{r.task.name}: {r.task.caption}" for r in shown]
            write_contact_sheet(rows, out / f"sheet_{quality}.png", labels=labels)
            write_contact_sheet(rows, out / f"sheet_{quality}_unnamed.png")
    print(table(results))
    return 0 if any(result.measures for result in results) else 5
