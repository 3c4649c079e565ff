# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `presets check` command: whether a preset file can be used."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the command and its options."""
    presets = commands.add_parser("presets", help="check a preset file")
    check = presets.add_subparsers(required=True, metavar="check").add_parser("check")
    check.add_argument("preset", type=Path, metavar="FILE")
    check.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Read the preset and print what is odd about it. Raises BadInput, FormatError."""
    from addon.contract.preset import Preset
    from addon.contract.request import Request

    preset = Preset.read(options.preset)
    _, notes = preset.applied(Request(prompt=""))
    for note in notes:
        print(f"note: {note}")
    print(f'"{preset.name}" is a good preset.')
    return 0
