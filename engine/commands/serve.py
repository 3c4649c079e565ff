# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `serve` command: the engine as the child process of a host."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command; it has no options."""
    command = commands.add_parser("serve", help="serve an add-on over standard input and output")
    command.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Serve the jobs below the current folder until the input ends; never returns."""
    from engine.service.server import serve

    serve(Path.cwd())
