# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `train` command: hands its options to the trainer of a model."""

from __future__ import annotations

import argparse
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands

#: What can be trained: module and function.
TRAINERS = {
    "trajectory": ("engine.training.trajectory.command", "main"),
    "colour": ("engine.training.colour.command", "main"),
    "sketches": ("engine.training.projection.command", "main"),
    "nouns": ("engine.training.nouns.command", "main"),
    "clean": ("engine.training.clean_up.command", "main"),
    "classifier": ("engine.training.classifier", "main"),
    "grouping": ("engine.training.grouping.command", "main"),
    "rig": ("engine.training.rig.command", "main"),
    "words": ("engine.training.words", "main"),
    "video": ("engine.training.video.command", "main"),
    "lora": ("engine.training.lora.command", "main"),
    "motion-adapter": ("engine.training.motion.adapter_command", "main"),
    "motion-mask": ("engine.training.motion.mask_command", "main"),
    "poses": ("engine.training.poses.command", "main"),
    "random-model": ("engine.training.video.command", "random_model"),
}


def add_command(commands: Subcommands) -> None:
    """Add the command. A trainer's own options need torch, so they are read when it is called."""
    command = commands.add_parser("train", help="train a model that ships with the program")
    command.add_argument("what", choices=tuple(TRAINERS))
    command.add_argument("options", nargs=argparse.REMAINDER, help="--help lists them")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Run the trainer and return its exit code."""
    module, name = TRAINERS[options.what]
    trainer = getattr(importlib.import_module(module), name)
    return int(trainer(options.options))
