# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains the colour network: `python -m engine train colour`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from engine.colour.network.generator import VERSIONS, GeneratorConfig
from engine.colour.network.weights_file import FILE_NAME, save_generator
from engine.training.colour.batches import BatchMaker
from engine.training.colour.icons import SETS, SIDE, fetch_sets, in_order
from engine.training.colour.pairs import prepared_pairs
from engine.training.colour.run import EVALUATION_STEPS, colour_loop
from engine.training.options import loop_settings, print_line

ART = "art"
STEPS = 20000  # of a run, where nothing is said


def main(arguments: Sequence[str]) -> int:
    """Fetch and draw icons, train, and write the weights; the same command resumes a run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train colour", description="Train the network that proposes colours."
    )
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="icons, checkpoint and weights")
    add("--art", type=Path, metavar="DIR", help="icon sets; fetched by npm where it lacks them")
    add("--minutes", type=float, default=0.0, metavar="M", help="length of the run by the clock")
    add("--steps", type=int, default=0, help=f"length of the run ({STEPS} without --minutes)")
    add("--side", type=int, default=SIDE, metavar="PX", help="of the pictures (128)")
    add("--version", choices=VERSIONS, default="final")
    names = [one.name for one in SETS]
    add("--sets", nargs="+", choices=names, default=names, metavar="NAME", help="icon sets to use")
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    art = options.art or options.out / ART
    sets = in_order(options.sets)
    fetch_sets(art, sets)
    learned, held_back = prepared_pairs(art, options.out, sets, options.side).split()
    print_line(f"{len(learned)} icons to learn from, {len(held_back)} held back")
    config = GeneratorConfig(options.version, options.side)
    loop = colour_loop(
        options.out,
        config,
        BatchMaker(learned),
        BatchMaker(held_back),
        loop_settings(options, STEPS, EVALUATION_STEPS),
    )
    loop.run(print_line)
    save_generator(options.out / FILE_NAME, config, loop.task.averaged.values)
    print_line("done")
    return 0
