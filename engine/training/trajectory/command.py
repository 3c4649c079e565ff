# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command that trains the trajectory prior: `python -m engine train trajectory --minutes 120`.

Batch, noise and noise levels of a step depend on the seed and the step alone. With `--steps` a
resumed run ends with the weights of an undisturbed one; with `--minutes` it doesn't, because the
learning rate falls by the clock.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from engine.priors.trajectory.denoiser import ModelConfig
from engine.priors.trajectory.weights import FILE_NAME, parameter_count
from engine.training.options import add_device, chosen_device, print_line
from engine.training.trajectory.run import TrajectoryTraining, export_run, trajectory_loop
from engine.training.trajectory.shards import CLIPS_PER_SHARD, PUPPETS, ShardWorkers, shard_path

VALIDATION_SEED = 1_000_003


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add = parser.add_argument
    add(
        "--out",
        type=Path,
        default=Path("out/train/trajectory"),
        help="folder of the run: checkpoint, curve, weights",
    )
    add("--minutes", type=float, default=0.0, help="stop, annealed, after this long")
    add("--steps", type=int, default=0, help="stop, annealed, after this many steps")
    add("--seed", type=int, default=0)
    add("--threads", type=int, default=0, help="CPU threads (0: as torch decides)")
    add("--data", type=Path, help="folder of generated clips (default: OUT/clips)")
    add("--clips", type=int, default=40_000, help="how many clips to generate")
    add("--workers", type=int, default=1, help="processes that generate clips (0: others do)")
    add("--warm-clips", type=int, default=2_000, help="clips that the first batches draw from")
    add("--only-data", action="store_true", help="generate the clips and stop")
    add("--batch", type=int, default=48)
    add("--max-points", type=int, default=160, help="larger clips are thinned to this")
    add("--width", type=int, default=192)
    add("--layers", type=int, default=6)
    add("--heads", type=int, default=6)
    add("--coefficients", type=int, default=10)
    add("--muon-lr", type=float, default=0.012)
    add("--adam-lr", type=float, default=1e-3)
    add("--anneal-from", type=float, default=0.5, help="share of the run at full learning rate")
    add_device(parser)
    add("--source", default=PUPPETS, help=argparse.SUPPRESS)
    add("--export", type=Path, metavar="RUN", help="write the weights of a run and stop")
    add("--to", type=Path, metavar="DIR", help="where --export writes (default: the run)")


def run(args: argparse.Namespace) -> int:
    """Train, or export; return the exit code."""
    if args.export is not None:
        return _export(args.export, args.to or args.export)
    if args.minutes <= 0 and args.steps <= 0 and not args.only_data:
        print("training needs one of --minutes and --steps", file=sys.stderr)
        return 2
    if args.threads > 0:
        torch.set_num_threads(args.threads)
    data = args.data or args.out / "clips"
    shards = max(1, -(-args.clips // CLIPS_PER_SHARD))
    workers = _start_workers(data, args, shards)
    try:
        if args.only_data:
            for process in [p for group in workers for p in group.processes]:
                process.join()
            return 0
        return _train(args, data, shards, workers)
    finally:
        for group in workers:
            group.stop()


def _train(args: argparse.Namespace, data: Path, shards: int, workers: list[ShardWorkers]) -> int:
    def check() -> None:
        for group in workers:
            group.check()

    settings = TrajectoryTraining(
        out=args.out,
        data=data,
        seed=args.seed,
        validation_seed=args.seed + VALIDATION_SEED,
        minutes=args.minutes,
        steps=args.steps,
        batch=args.batch,
        shards=shards,
        warm_shards=max(1, args.warm_clips // CLIPS_PER_SHARD),
        max_points=args.max_points,
        muon_lr=args.muon_lr,
        adam_lr=args.adam_lr,
        anneal_from=args.anneal_from,
        model=ModelConfig(
            width=args.width,
            layers=args.layers,
            heads=args.heads,
            coefficients=args.coefficients,
        ),
    )
    device = chosen_device(args.device)
    loop = trajectory_loop(settings, device, check)
    print_line(f"{parameter_count(loop.task.model) / 1e6:.2f} M parameters on {device}")
    loop.run(print_line)
    return _export(args.out, args.out)


def _start_workers(data: Path, args: argparse.Namespace, shards: int) -> list[ShardWorkers]:
    groups = []
    for seed, count in ((args.seed + VALIDATION_SEED, 1), (args.seed, shards)):
        if not all(shard_path(data, seed, i).exists() for i in range(count)):
            number = min(count, args.workers)
            groups.append(ShardWorkers(data, seed, count, number, args.source))
    return groups


def _export(folder: Path, to: Path) -> int:
    path = to / FILE_NAME
    info = export_run(folder, path)
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB after {info['steps']} steps")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options and run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train trajectory", description="Train the trajectory prior."
    )
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
