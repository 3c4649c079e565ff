# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training a sketch LoRA: `python -m engine train lora --model DIR --puppets --out DIR`.

Any text-to-video model in the layout of text-to-video-ms-1.7b can be the base. The run goes on
where it stopped when the same command is given again. The raster path takes the folder as --lora.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from addon.contract.errors import BadInput
from engine.priors.video.folder import find_model
from engine.priors.video.model import DiffusersVideo
from engine.training.lora.clips import Films, job_folders
from engine.training.lora.run import LAYERS, LoraPlan, LoraRun


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m engine train lora`. Raises BadInput."""
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
    add("--rate", type=float, default=1e-4)
    add("--batch", type=int, default=1)
    add("--frames", type=int, default=10, help="of a film")
    add("--size", type=int, default=0, help="pixels of a side (0: the model's own)")
    add("--layers", choices=LAYERS, default="all")
    add("--seed", type=int, default=0)
    add("--minutes", type=float, default=0.0, help="stop with a checkpoint after this long")
    add("--device", default="auto", help="auto, cpu or cuda")
    options = parser.parse_args(arguments)
    for name in ("steps", "rank", "batch", "frames"):
        if getattr(options, name) < 1:
            raise BadInput("--{name} must be at least 1.", name=name)
    jobs = job_folders(options.clips)
    folder = find_model(options.model)
    print(f"{folder.name}: {folder.licence}. A LoRA made for it comes under its licence.")
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    kind = torch.bfloat16 if device == "cuda" else torch.float32
    model = DiffusersVideo.load(folder, device=device, dtype=kind, recompute=False)
    size = options.size or model.size
    films = Films(jobs, options.puppets, options.frames, size, options.seed)
    plan = LoraPlan(
        options.out, options.steps, options.rank, options.rate, options.batch, options.seed,
        options.layers,
    )  # fmt: skip
    run = LoraRun(plan, model, folder, films)
    run.train(lambda line: print(line, flush=True), options.minutes * 60)
    written = run.export()
    print(f"{options.out}: a LoRA of {written / 1e6:.1f} MB after {run.step} steps")
    return 0
