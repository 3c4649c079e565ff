# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that the commands of several trainings share."""

from __future__ import annotations

import argparse

import torch

from engine.training.loop import LoopSettings

LOG_STEPS = 50  # steps between lines in the log


def add_session_minutes(parser: argparse.ArgumentParser) -> None:
    """Add --minutes, the time budget of one session."""
    parser.add_argument(
        "--minutes", type=float, default=0.0, help="stop with a checkpoint after this long"
    )


def loop_settings(options: argparse.Namespace, steps: int, evaluation_steps: int) -> LoopSettings:
    """Return the settings of a run that --minutes or --steps ends, with --seed.

    steps: length of the run where neither of them is given.
    """
    return LoopSettings(
        steps=options.steps or (0 if options.minutes else steps),
        minutes=options.minutes,
        seed=options.seed,
        log_steps=LOG_STEPS,
        evaluation_steps=evaluation_steps,
    )


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add --device."""
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def chosen_device(name: str) -> torch.device:
    """Return the device of that name; "auto" is the GPU where there is one."""
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def print_line(text: str) -> None:
    """Print a line of progress at once."""
    print(text, flush=True)
