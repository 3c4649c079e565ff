# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains a sketch LoRA: `python -m engine train lora --model DIR --out DIR`.

Any text-to-video model in the layout of text-to-video-ms-1.7b can be the base. The same command
given again resumes the run. The raster path takes the folder as --lora.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from addon.contract.errors import BadInput
from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.training.lora.clips import TrainingClips, job_folders
from engine.training.lora.run import LAYERS, LoraTraining, as_flip_sketch, lora_loop
from engine.training.options import add_device, add_session_minutes, chosen_device, print_line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Raises BadInput for options out of range, and for a model or clips that can't be read.
    """
    parser = argparse.ArgumentParser(
        prog="python -m engine train lora", description="Trains a LoRA for line drawings."
    )
    add = parser.add_argument
    add("--model", required=True, help="the base: a name or a folder")
    add("--out", type=Path, required=True, help="folder of the run and of the LoRA")
    add("--clips", type=Path, nargs="+", default=[], metavar="DIR",
        help="finished vector jobs, or folders of them")  # fmt: skip
    add("--puppets", type=int, nargs="?", const=-1, default=0, metavar="N",
        help="puppets too: N different ones, or endlessly many")  # fmt: skip
    add("--steps", type=int, default=2500)
    add("--rank", type=int, default=4)
    add("--rate", type=float)
    add("--faithful", action="store_true",
        help="rate, dropout and start of the framework that FlipSketch used")  # fmt: skip
    add("--batch", type=int, default=1)
    add("--frames", type=int, default=10, help="of a film")
    add("--size", type=int, default=0, help="pixels of a side (0: the model's own)")
    add("--layers", choices=LAYERS, default="all")
    add("--seed", type=int, default=0)
    add_session_minutes(parser)
    add_device(parser)
    options = parser.parse_args(arguments)
    for name in ("steps", "rank", "batch", "frames"):
        if getattr(options, name) < 1:
            raise BadInput("--{name} must be at least 1.", name=name)
    jobs = job_folders(options.clips)
    folder = find_model(options.model)
    print(f"{folder.name}: {folder.licence}. A LoRA made for it comes under its licence.")
    device = chosen_device(options.device)
    kind = torch.bfloat16 if device.type == "cuda" else torch.float32
    model = DiffusersVideo.load(folder, device=str(device), dtype=kind, recompute=False)
    size = options.size or model.size
    clips = TrainingClips(jobs, options.puppets, options.frames, size, options.seed)
    settings = LoraTraining(
        options.out, options.steps, options.rank, batch=options.batch, seed=options.seed,
        layers=options.layers,
    )  # fmt: skip
    if options.faithful:
        settings = as_flip_sketch(settings)
    if options.rate is not None:
        settings = replace(settings, rate=options.rate)
    loop = lora_loop(settings, model, folder, clips, options.minutes)
    loop.run(print_line)
    size_bytes = loop.task.export(loop.step)
    print(f"{options.out}: a LoRA of {size_bytes / 1e6:.1f} MB after {loop.step} steps")
    return 0
