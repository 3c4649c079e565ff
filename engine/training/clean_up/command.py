# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains what Clean Up knows of rough lines: `python -m engine train clean`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from engine.clean.denoising.denoiser import FILE, write_denoiser
from engine.training.clean_up.run import EVALUATION_STEPS, denoiser_loop
from engine.training.options import loop_settings, print_line

STEPS = 8500  # of a run, where nothing is said


def main(arguments: Sequence[str]) -> int:
    """Train and write the weights; the same command resumes a run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train clean", description="Train what Clean Up knows of rough lines."
    )
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="checkpoints and the curve")
    add("--to", type=Path, default=FILE, metavar="FILE", help="default: the shipped weights")
    add("--minutes", type=float, default=0.0, metavar="M", help="length of the run by the clock")
    add("--steps", type=int, default=0, help=f"length of the run ({STEPS} without --minutes)")
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    loop = denoiser_loop(options.out, loop_settings(options, STEPS, EVALUATION_STEPS))
    loop.run(print_line)
    write_denoiser(loop.task.averaged_network(), options.to)
    print_line("done")
    return 0
