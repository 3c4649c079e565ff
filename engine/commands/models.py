# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The `models` commands: the models that come with the program, and parts joined to one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.commands.usage import Subcommands


def add_command(commands: Subcommands) -> None:
    """Add the commands."""
    models = commands.add_parser("models", help="list the models that are here")
    ways = models.add_subparsers(required=True, metavar="list|join")
    ways.add_parser("list").set_defaults(command=run)
    joining = ways.add_parser("join", help="make one folder of AnimateDiff's parts")
    add = joining.add_argument
    add("--base", type=Path, required=True, help="a folder of Stable Diffusion 1.5")
    add("--motion-adapter", type=Path, required=True, metavar="DIR")
    add("--sparse-control", type=Path, metavar="DIR", help="SparseCtrl, for scribbles or pictures")
    add("--lora", type=Path, metavar="PATH", help="merged into the denoiser")
    add("--lora-weight", type=float, default=1.0, metavar="X")
    add("--out", type=Path, required=True, metavar="DIR")
    joining.set_defaults(command=join)


def run(options: argparse.Namespace) -> int:
    """Print name, size and folder of every model."""
    from engine.models.shipped import shipped_models

    for model in shipped_models():
        print(f"{model.name:<16} {model.bytes / 1e6:8.1f} MB  {model.folder}")
    return 0


def join(options: argparse.Namespace) -> int:
    """Write one folder that Redraw takes. Raises BadInput for parts that don't fit together."""
    from engine.priors.video.pipelines.animate_diff import join_parts

    folder = join_parts(
        options.base, options.motion_adapter, options.out, control=options.sparse_control,
        lora=options.lora, lora_weight=options.lora_weight,
    )  # fmt: skip
    print(f"{folder}: choose it as the model of Redraw")
    return 0
