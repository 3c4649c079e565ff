# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains RigNet: `python -m engine train rig --out DIR`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from engine.rig.classes import RigNetConfig
from engine.rig.weights_file import FILE_NAME, save_rig_net
from engine.training.options import add_session_minutes, print_line
from engine.training.rig.run import loop_settings, rig_loop
from engine.training.rig.shards import FigureFolder, Shard, write_shard

HELD_BACK = "held_back.npz"
HELD_BACK_SEED = 1 << 20  # far from the seeds that people choose


def main(arguments: Sequence[str]) -> int:
    """Draw figures, train, and write the weights; the same command resumes a run."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train rig", description="Train the network that finds bones."
    )
    add = parser.add_argument
    add("--out", type=Path, required=True, metavar="DIR", help="figures, checkpoint and weights")
    add("--steps", type=int, default=20000, help="length of the run")
    add("--shards", type=int, default=16, metavar="N", help="files of figures")
    add("--figures", type=int, default=2500, metavar="N", help="in each file")
    add("--held-back", type=int, default=600, metavar="N", help="figures to measure on")
    add("--seed", type=int, default=0)
    add_session_minutes(parser)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    shards = FigureFolder(options.out, options.seed, options.shards, options.figures)
    held_back = options.out / HELD_BACK
    if not held_back.is_file():
        write_shard(held_back, HELD_BACK_SEED, 0, options.held_back)
    kept = Shard.read(held_back)
    settings = loop_settings(options.steps, options.minutes, options.seed)
    config = RigNetConfig()
    loop = rig_loop(options.out, config, shards, [kept[n] for n in range(len(kept))], settings)
    finished = loop.run(print_line)
    weights = {name: value.numpy() for name, value in loop.task.averaged.values.items()}
    save_rig_net(options.out / FILE_NAME, config, weights)
    print_line("done" if finished else "the time is up; the same command goes on from here")
    return 0
