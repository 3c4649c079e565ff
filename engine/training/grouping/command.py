# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains the grouping networks: `python -m engine train grouping`.

It needs icon sets and labelled drawings, and writes the weights that ship with the program.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from engine.geometry.grouping.affinity import FILE, AffinityModel, write_affinity
from engine.metrics.grouping import Labelled, read_labelled
from engine.training.grouping.open_art import Lines, read_things, unit
from engine.training.grouping.run import Phase, grouping_loop, new_network, variants
from engine.training.grouping.scenes import Stock, layout_of, puppet_lines
from engine.training.grouping.shards import Measured, composed_shards
from engine.training.options import add_session_minutes

Scenes = list[Measured]

RATE, OWN_RATE = 1.5e-3, 1e-3
BIAS = 0.5  # chosen on drawings that are not in the training data
PUPPETS = 150
VARIANTS = 10  # of each labelled drawing
OWN_SHARE = 0.5  # share of things in the second phase's scenes that come from labelled drawings
SWAPS = 0.67  # share of these scenes that are a labelled drawing with some objects replaced
OWN_MOST = 220  # strokes of such a scene at most
FEWEST = 3  # strokes of an object that may replace others


def main(arguments: Sequence[str]) -> int:
    """Train and write the weights; the same command resumes a run.

    Raises BadInput when icon sets or drawings are missing.
    """
    parser = argparse.ArgumentParser(
        prog="python -m engine train grouping", description="Train what Find objects knows."
    )
    add = parser.add_argument
    add("--art", type=Path, required=True, metavar="DIR", help="unpacked Iconify sets")
    add("--drawings", type=Path, required=True, metavar="DIR", help="NAME.svg with NAME.json")
    add("--out", type=Path, required=True, metavar="DIR", help="scenes and checkpoints")
    add("--to", type=Path, default=FILE, metavar="FILE", help="default: the shipped weights")
    add("--networks", type=int, default=2)
    add("--scenes", type=int, default=23000, help="of the first phase; the second has a fifth")
    add("--steps", type=int, default=13000, help="of the first phase; the second has a fourth")
    add("--seed", type=int, default=0)
    add_session_minutes(parser)
    options = parser.parse_args(arguments)
    first, own, drawn = _scenes(options)
    mixture = ((first, 0.4), (own, 0.4), (drawn, 0.2))
    phases = (
        Phase("general", ((first, 1.0),), options.steps, RATE),
        Phase("drawings", mixture, max(1, options.steps // 4), OWN_RATE),
    )
    started = time.monotonic()
    networks = []
    for seed in range(options.seed, options.seed + options.networks):
        network = new_network(first, seed)
        for phase in phases:
            spent = (time.monotonic() - started) / 60
            minutes = max(options.minutes - spent, 1e-9) if options.minutes else 0.0
            folder = options.out / f"{phase.name}_{seed}"
            loop = grouping_loop(folder, network, phase, seed, minutes)
            _report(f"{phase.name} phase of network {seed}")
            if not loop.run(_report):
                _report("the time is up; the same command goes on from here")
                return 0
        networks.append(network)
    write_affinity(AffinityModel(tuple(networks), BIAS), options.to)
    return 0


def _scenes(options: argparse.Namespace) -> tuple[Scenes, Scenes, Scenes]:
    """Return composed scenes, scenes with objects of labelled drawings, and these drawings."""
    drawings = read_labelled(options.drawings)
    seed, scenes = options.seed, options.scenes

    def stock(known: Sequence[Labelled]) -> Stock:
        layouts = [layout_of(item.drawing, item.truth) for item in known]
        drawn = [unit(o) for layout in layouts for o in layout if len(o) >= FEWEST]
        puppets = [puppet_lines(seed, index) for index in range(PUPPETS)]
        puppets = [lines for lines in puppets if len(lines) > 2]
        return Stock(_art(options.art), puppets, drawn, OWN_SHARE, layouts if drawn else (), SWAPS)

    return (
        composed_shards(options.out / "general", seed, scenes, lambda: stock(()), _report),
        composed_shards(
            options.out / "own", seed + 1, scenes // 5, lambda: stock(drawings), _report, OWN_MOST
        ),
        variants(np.random.default_rng(seed), drawings, VARIANTS),
    )


@cache
def _art(folder: Path) -> list[Lines]:
    _report("icon sets are read")
    return [thing.lines for thing in read_things(folder)]


def _report(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
