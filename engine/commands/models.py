# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `models list` command: the models that come with the program."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command; it has no options."""
    models = commands.add_parser("models", help="list the models that are here")
    listing = models.add_subparsers(required=True, metavar="list").add_parser("list")
    listing.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print name, size and folder of every model."""
    from engine.models.shipped import shipped_models

    for model in shipped_models():
        print(f"{model.name:<16} {model.bytes / 1e6:8.1f} MB  {model.folder}")
    return 0
