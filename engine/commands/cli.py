# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: `python -m engine COMMAND`.

Exit codes: 0 done, 1 a defect of ours, 2 usage, 3 cancelled, 4 can be tried again (out of
memory, stopped with a checkpoint, busy), 5 bad input. Progress goes to standard error, results
to standard output. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput, SketchMotionError
from addon.contract.files import write_bytes_atomic
from engine import __version__
from engine.commands.export import add_arguments as add_export_arguments
from engine.commands.metrics import add_arguments as add_metrics_arguments
from engine.commands.metrics import run as run_metrics
from engine.commands.redraw import add_arguments as add_raster_arguments
from engine.commands.redraw import settings_of
from engine.commands.trace import add_arguments as add_trace_arguments
from engine.commands.trace import run as run_trace

if TYPE_CHECKING:
    from addon.contract.request import Request

USAGE = 2
#: What can be trained: module and function.
TRAINERS = {
    "trajectory": ("engine.training.trajectory.command", "main"),
    "classifier": ("engine.training.classifier", "main"),
    "grouping": ("engine.training.grouping.command", "main"),
    "words": ("engine.training.words", "main"),
    "video": ("engine.training.video.command", "main"),
    "lora": ("engine.training.lora.command", "main"),
    "random-model": ("engine.training.video.command", "random_model"),
}


class UsageError(Exception):
    """The command line asks for something that doesn't exist."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        return code
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 4
    except Exception as error:
        from engine.runtime.failure import as_failure

        failure = as_failure(error)
        tell_failure(failure)
        return failure.exit_code


def tell_failure(failure: SketchMotionError) -> None:
    """Message, hint and way out, for a person at a terminal; as JSON for a program that asks so."""
    if os.environ.get("SKETCH_MOTION_ERRORS") == "json":
        print(json.dumps(failure.to_json()), file=sys.stderr)
        return
    print(f"error: {failure.message}", file=sys.stderr)
    if failure.hint:
        print(f"hint: {failure.hint}", file=sys.stderr)
    if failure.action is not None:
        print(
            f"way out: {failure.action.label} {json.dumps(failure.action.patch)}", file=sys.stderr
        )


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m engine",
        description="Animates a drawing from a sentence.",
        epilog="Exit codes: 0 done, 1 a defect of ours, 2 usage, 3 cancelled, "
        "4 can be tried again, 5 bad input.",
    )
    top.add_argument("--version", action="version", version=f"Sketch Motion engine {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_animate(commands.add_parser("animate", help="animate a drawing file into a folder"))

    run = commands.add_parser("run", help="run a job folder, or go on with it")
    run.add_argument("job", type=Path, metavar="JOB_DIR")
    run.set_defaults(command=run_command)

    serve = commands.add_parser("serve", help="serve an add-on over standard input and output")
    serve.set_defaults(command=serve_command)

    _add_objects(commands.add_parser("objects", help="write the objects of a drawing as JSON"))

    cost = commands.add_parser("estimate", help="what a job will take: seconds, memory")
    _add_wishes(cost, "a drawing as for animate, or a job folder")
    cost.set_defaults(command=estimate_command)

    trace = commands.add_parser("trace", help="turn a picture of a drawing into an SVG of strokes")
    add_trace_arguments(trace)
    trace.set_defaults(command=run_trace)

    export = commands.add_parser("export", help="write a job's result as GIF, WebP or SVG")
    add_export_arguments(export)

    presets = commands.add_parser("presets", help="check a preset file")
    check = presets.add_subparsers(required=True, metavar="check").add_parser("check")
    check.add_argument("preset", type=Path, metavar="FILE")
    check.set_defaults(command=presets_check_command)

    models = commands.add_parser("models", help="list the models that are here")
    listing = models.add_subparsers(required=True, metavar="list").add_parser("list")
    listing.set_defaults(command=models_list_command)

    _add_bench(commands.add_parser("bench", help="measure this machine"))

    metrics = commands.add_parser("metrics", help="animate and measure a folder of drawings")
    add_metrics_arguments(metrics)
    metrics.set_defaults(command=run_metrics)

    # The trainer has its own options, and they need torch: they are read when it is asked for.
    train = commands.add_parser("train", help="train a model that ships with the program")
    train.add_argument("what", choices=tuple(TRAINERS))
    train.add_argument("options", nargs=argparse.REMAINDER, help="--help lists them")
    train.set_defaults(command=train_command)
    return top


def _add_animate(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    _add_wishes(command, "SVG, drawing.safetensors, PNG, JPEG, WebP")
    add("--out", type=Path, required=True, metavar="DIR", help="a new folder for the result")
    add("--objects", default="auto", metavar="auto|none|FILE.json")
    add("--force", action="store_true", help="replace another job in the folder")
    command.set_defaults(command=animate_command)


def _add_wishes(command: argparse.ArgumentParser, drawing: str) -> None:
    """What makes a request: the options that `request_of` reads."""
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING", help=drawing)
    add("--prompt", help="what happens: 'the fish swims away'")
    add("--path", choices=("vector", "raster"))
    add("--quality", choices=("draft", "standard", "full"))
    add("--frames", type=int, metavar="N")
    add("--fps", metavar="N", help="24, or 24000/1001")
    add("--hold", type=int, choices=(1, 2, 3), help="on ones, twos or threes")
    add("--loop", action="store_true", default=None)
    add("--strength", type=float, metavar="X", help="0 is no motion, 1 is normal")
    add("--seed", type=int, metavar="N")
    add("--model", metavar="NAME_OR_DIR")
    add("--preset", type=Path, metavar="FILE", help="settings; options given here win")
    add_raster_arguments(command)


def _add_objects(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("drawing", type=Path, metavar="DRAWING")
    add("--out", type=Path, required=True, metavar="FILE.json")
    add("--prompt", default="", help="what it names and counts is a hint")
    add("--count", type=int, metavar="N", help="how many objects there are")
    add("--anew", action="store_true", help="also where the file names objects")
    command.set_defaults(command=objects_command)


def _add_bench(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("what", choices=("vector", "rasterizer", "raster"))
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
    add("--out", type=Path, metavar="FILE.json")
    command.set_defaults(command=bench_command)


# --- commands ---


def animate_command(options: argparse.Namespace) -> int:
    from engine.commands.animate import animate_drawing
    from engine.commands.redraw import animate_picture
    from engine.commands.terminal import ProgressLines, summary
    from engine.geometry.load import load_drawing
    from engine.geometry.objects import read_objects
    from engine.jobs.run import obey_signals
    from engine.runtime.control import Control

    request = request_of(options)
    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    try:
        if request.path == "raster":
            report = animate_picture(
                options.drawing, request, options.out, force=options.force, control=control,
                listener=lines,
            )  # fmt: skip
        else:
            choice = options.objects
            named = choice if choice in ("auto", "none") else read_objects(choice)
            drawing = load_drawing(options.drawing, objects=named)
            report = animate_drawing(
                drawing, request, options.out, force=options.force, control=control, listener=lines
            )
    finally:
        lines.end()
    print(summary(options.out, report))
    return 0


def request_of(options: argparse.Namespace) -> Request:
    """The request of an `animate` command: defaults, then the preset, then the options.

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
        settings = {**request.settings, **settings_of(options)}
        return replace(request, **given, settings=settings)
    except BadInput as error:
        raise UsageError(f"{error.message} {error.hint}".strip()) from error


def fps_of(text: str) -> tuple[int, int]:
    """Frames a second as a ratio: "24", "23.976", "24000/1001". Raises UsageError."""
    from fractions import Fraction

    try:
        ratio = Fraction(text)
    except (ValueError, ZeroDivisionError):
        ratio = Fraction(0)
    if ratio <= 0:
        raise UsageError(f'--fps "{text}" is not a rate: write 24 or 24000/1001.')
    television = Fraction(round(ratio) * 1000, 1001)  # 23.976, 29.97 and 59.94 mean these
    if "." in text and abs(ratio - television) < Fraction(1, 200):
        ratio = television
    return ratio.numerator, ratio.denominator


def run_command(options: argparse.Namespace) -> int:
    from engine.commands.terminal import ProgressLines
    from engine.jobs.run import obey_signals, run_job
    from engine.runtime.control import Control

    control = Control()
    obey_signals(control)
    lines = ProgressLines()
    try:
        run_job(options.job, control=control, listener=lines)
    finally:
        lines.end()
    print(f"done: {options.job}")
    return 0


def serve_command(options: argparse.Namespace) -> int:
    from engine.service.server import serve

    serve(Path.cwd())


def objects_command(options: argparse.Namespace) -> int:
    from engine.geometry.grouping import find_objects
    from engine.geometry.load import load_drawing
    from engine.geometry.objects import objects_to_json

    if options.count is not None and options.count < 1:
        raise UsageError("--count must be 1 or more.")
    drawing = load_drawing(options.drawing, objects="auto")
    asked = options.anew or options.count is not None
    if asked or drawing.object_count < 2:
        found = find_objects(drawing, prompt=options.prompt, count=options.count)
        drawing = found.applied(drawing)
    text = json.dumps(objects_to_json(drawing), indent=1, ensure_ascii=False) + "\n"
    write_bytes_atomic(options.out, text.encode())
    print(f"{drawing.object_count} objects in {options.out}: {', '.join(drawing.object_names)}")
    return 0


def estimate_command(options: argparse.Namespace) -> int:
    from engine.commands.estimate import run

    return run(options, request_of)


def presets_check_command(options: argparse.Namespace) -> int:
    from addon.contract.preset import Preset
    from addon.contract.request import Request

    preset = Preset.read(options.preset)
    _, notes = preset.applied(Request(prompt=""))
    for note in notes:
        print(f"note: {note}")
    print(f'"{preset.name}" is a good preset.')
    return 0


def models_list_command(options: argparse.Namespace) -> int:
    from engine.models.shipped import shipped_models

    for model in shipped_models():
        print(f"{model.name:<16} {model.bytes / 1e6:8.1f} MB  {model.folder}")
    return 0


def train_command(options: argparse.Namespace) -> int:
    module, name = TRAINERS[options.what]
    trainer = getattr(importlib.import_module(module), name)
    return int(trainer(options.options))


def bench_command(options: argparse.Namespace) -> int:
    from engine.bench import bench, table, write

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
    else:
        result = bench(options.what, options.repeats)
    if options.out is not None:
        write(result, options.out)
    print(table(result))
    return 0
