# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains what tells things in a scene apart: `python -m engine train nouns`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from engine.clean.projection.bank import WHOLE
from engine.language.noun_vectors import noun_vector
from engine.rig.drawn_nouns import FILE_NAME, save_nouns
from engine.training.colour.icons import SETS, in_order
from engine.training.nouns.run import EVALUATION_STEPS, NamedSketches, noun_loop, nouns_of
from engine.training.options import loop_settings, print_line
from engine.training.projection.command import sketches

STEPS = 4000  # of a run, where nothing is said
MEASURED_ON = "streamline-emojis"  # a style that nothing is learned from
FIGURES = 3000


def main(arguments: Sequence[str]) -> int:
    """Draw sketches, train and write weights; the same command resumes a run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train nouns", description="Train what tells things in scenes apart."
    )
    add = parser.add_argument
    names = [one.name for one in SETS if one.name != MEASURED_ON]
    add("--out", type=Path, required=True, metavar="DIR", help="sketches, checkpoint, weights")
    add("--art", type=Path, metavar="DIR", help="icon sets; fetched by npm where it lacks them")
    add("--sets", nargs="+", choices=names, default=names, metavar="NAME", help="icon sets to use")
    add("--figures", type=int, default=FIGURES, metavar="N", help="drawn by the program")
    add("--held-back", type=int, default=60, metavar="N", help="figures to measure on")
    add("--minutes", type=float, default=0.0, metavar="M", help="length of the run by the clock")
    add("--steps", type=int, default=0, help=f"length of the run ({STEPS} without --minutes)")
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    options.art = options.art or options.out / "art"
    learned = sketches(options)[0][WHOLE]
    nouns = nouns_of(learned)
    measured = argparse.Namespace(**vars(options))
    measured.sets, measured.figures = [MEASURED_ON], options.held_back
    measured.out = options.out / "measured"
    loop = noun_loop(
        options.out,
        nouns,
        NamedSketches.of(learned, nouns),
        NamedSketches.of(sketches(measured)[0][WHOLE], nouns),
        loop_settings(options, STEPS, EVALUATION_STEPS),
        {"figures": options.figures, "sets": " ".join(in_order(options.sets))},
    )
    loop.run(print_line)
    vectors = np.stack([noun_vector(noun) for noun in nouns])
    save_nouns(options.out / FILE_NAME, nouns, loop.task.averaged_network().weights(vectors))
    print_line("done")
    return 0
