# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains a motion adapter: `python -m engine train motion-adapter`.

The same command given again resumes the run. `python -m engine models join` makes a model for
Redraw of the adapter and its model of pictures.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from addon.contract.errors import BadInput
from engine.priors.video.folder import licence_of_folder
from engine.priors.video.pipelines.animate_diff import adapter_in, base_parts
from engine.training.lora.clips import TrainingClips, job_folders
from engine.training.motion.adapter_run import ADAPTER, AdapterTraining, adapter_loop
from engine.training.motion.films import Films, films_in
from engine.training.options import add_device, add_session_minutes, chosen_device, print_line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Raises BadInput for options out of range, and for a model or films that can't be read.
    """
    parser = argparse.ArgumentParser(
        prog="python -m engine train motion-adapter",
        description="Trains motion modules for a model of pictures (AnimateDiff).",
    )
    add = parser.add_argument
    add("--base", type=Path, required=True, help="a folder of Stable Diffusion 1.5")
    add("--out", type=Path, required=True, help="folder of the run and of the adapter")
    add("--start", type=Path, metavar="DIR", help="an adapter to go on from")
    add_films(parser)
    add("--steps", type=int, default=10000)
    add("--rate", type=float, default=1e-4)
    add("--batch", type=int, default=4)
    add("--seed", type=int, default=0)
    add_session_minutes(parser)
    add_device(parser)
    options = parser.parse_args(arguments)
    films = films_of(options)
    parts = base_parts(options.base)
    licence = licence_of_folder(options.base, options.base.name)
    print(f"{options.base.name}: {licence}")
    settings = AdapterTraining(
        options.out, options.steps, options.rate, options.batch, options.seed
    )
    start = adapter_in(options.start) if options.start is not None else None
    loop = adapter_loop(
        settings, parts, films, chosen_device(options.device), base=options.base.name,
        start=start, session_minutes=options.minutes,
    )  # fmt: skip
    loop.run(print_line)
    size = loop.task.export(loop.step, options.base.name, licence)
    print(f"{options.out / ADAPTER}: {size / 1e6:.1f} MB after {loop.step} steps")
    return 0


def add_films(parser: argparse.ArgumentParser, *, frames: int = 16, size: int = 256) -> None:
    """Add the options that say what is learnt from: --films, --clips, --puppets and their form."""
    add = parser.add_argument
    add("--films", type=Path, nargs="+", default=[], metavar="PATH",
        help="movies, GIFs, folders of pictures; NAME.txt beside one is its caption")  # fmt: skip
    add("--clips", type=Path, nargs="+", default=[], metavar="DIR",
        help="finished vector jobs, or folders of them")  # fmt: skip
    add("--puppets", type=int, nargs="?", const=-1, default=0, metavar="N",
        help="puppets too: N different ones, or endlessly many")  # fmt: skip
    add("--frames", type=int, default=frames, help="of a clip")
    add("--size", type=int, default=size, help="pixels of a side")
    add("--stride", type=int, default=4, help="frames of a film to the clip's next")


def films_of(options: argparse.Namespace) -> Films:
    """Return the clips that the options of `add_films` name. Raises BadInput."""
    for name in ("steps", "batch", "frames", "size", "stride"):
        if getattr(options, name) < 1:
            raise BadInput("--{name} must be at least 1.", name=name)
    jobs = job_folders(options.clips)
    drawn = None
    if jobs or options.puppets:
        drawn = TrainingClips(jobs, options.puppets, options.frames, options.size, options.seed)
    return Films(
        films_in(options.films), drawn, options.frames, options.size, options.stride, options.seed
    )
