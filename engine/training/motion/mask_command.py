# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains masks and strengths: `python -m engine train motion-mask`.

The base is a text-to-video model in the layout of text-to-video-ms-1.7b. The same command given
again resumes the run. Redraw takes the folder OUT/model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.training.motion.adapter_command import add_films, films_of
from engine.training.motion.mask_run import MODEL, MaskTraining, mask_loop
from engine.training.options import add_device, add_session_minutes, chosen_device, print_line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Raises BadInput for options out of range, and for a model or films that can't be read.
    """
    parser = argparse.ArgumentParser(
        prog="python -m engine train motion-mask",
        description="Trains a video model to move things in a mask only, by a strength.",
    )
    add = parser.add_argument
    add("--model", required=True, help="the base: a name or a folder")
    add("--out", type=Path, required=True, help="folder of the run and of the model")
    add_films(parser, size=512)
    add("--steps", type=int, default=5000)
    add("--rate", type=float, default=5e-6)
    add("--batch", type=int, default=8)
    add("--seed", type=int, default=0)
    add_session_minutes(parser)
    add_device(parser)
    options = parser.parse_args(arguments)
    films = films_of(options)
    folder = find_model(options.model)
    print(f"{folder.name}: {folder.licence}. What is trained from it comes under its licence.")
    device = chosen_device(options.device)
    kind = torch.bfloat16 if device.type == "cuda" else torch.float32
    base = DiffusersVideo.load(folder, device=str(device), dtype=kind, recompute=False)
    settings = MaskTraining(options.out, options.steps, options.rate, options.batch, options.seed)
    loop = mask_loop(settings, base, folder, films, options.minutes)
    loop.run(print_line)
    size = loop.task.export(loop.step)
    print(f"{options.out / MODEL}: {size / 1e6:.1f} MB after {loop.step} steps")
    return 0
