# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that trains the starter video model: `python -m engine train video --out DIR`.

The recipe is complete, and tested by overfitting a few clips. A useful model takes some ten
thousand steps of batch 64 (0.6 million clips or more) on a GPU, weeks on a CPU; no weights of such
a run ship yet.

`python -m engine train random-model --out DIR` writes text-to-video-ms-1.7b's own architecture
with random weights, to measure memory and time without the published ones.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import torch

from engine.training.options import add_device, add_session_minutes, chosen_device, print_line
from engine.training.video.architecture import (
    MS_1_7B,
    STARTER,
    TINY,
    Architecture,
    write_random_model,
)
from engine.training.video.clips import clip_source
from engine.training.video.run import VideoTraining, video_loop

ARCHITECTURES = {"starter": STARTER, "tiny": TINY, "ms-1.7b": MS_1_7B}
_CAPTIONS_READ = 2000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train video", description="Trains the starter video model."
    )
    add = parser.add_argument
    add("--out", type=Path, required=True, help="folder of the run: checkpoint, curve, model/")
    add("--encoder-steps", type=int, default=4000)
    add("--steps", type=int, default=40_000, help="of the denoiser")
    add_session_minutes(parser)
    add("--batch", type=int, default=64)
    add("--seed", type=int, default=0)
    add("--workers", type=int, default=8, help="processes that make clips")
    add_device(parser)
    add("--distinct", type=int, default=0, help="so many clips only, to see it overfit")
    options = parser.parse_args(arguments)
    with clip_source(options.workers) as clips:
        numbers = list(range(_CAPTIONS_READ))
        captions = [text for clip in clips(options.seed + 1, numbers) for text in clip.captions]
        settings = VideoTraining(
            options.out, options.encoder_steps, options.steps, options.seed, options.batch,
            distinct=options.distinct, merges=learn_merges(captions, STARTER),
        )  # fmt: skip
        loop = video_loop(settings, clips, chosen_device(options.device), options.minutes)
        loop.run(print_line)
    size = loop.task.export(options.out / "model", loop.step)
    print(f"{options.out / 'model'}: {size / 1e6:.1f} MB after {loop.step} steps")
    return 0


def random_model(arguments: Sequence[str] | None = None) -> int:
    """Run the command that writes random weights."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train random-model",
        description="Writes a model folder with random weights.",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--architecture", choices=sorted(ARCHITECTURES), default="ms-1.7b")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", action="store_true", help="half precision on the disk")
    options = parser.parse_args(arguments)
    kind = torch.float16 if options.half else torch.float32
    write_random_model(
        options.out, ARCHITECTURES[options.architecture], seed=options.seed, dtype=kind
    )
    size = sum(file.stat().st_size for file in options.out.rglob("*.safetensors"))
    print(f"{options.out}: {size / 1e9:.2f} GB of random weights")
    return 0


def learn_merges(captions: Sequence[str], architecture: Architecture) -> tuple[str, ...]:
    """Return byte pairs to merge, most frequent first (Sennrich et al. 2016).

    They are as many as the vocabulary has room for. The last letter of a word ends in "</w>".
    """
    size = int(architecture.text["vocab_size"]) - 514
    counts = Counter(word for text in captions for word in re.findall(r"[a-z]+", text.lower()))
    words = {(*word[:-1], word[-1] + "</w>"): count for word, count in counts.items()}
    merges: list[str] = []
    while len(merges) < size:
        pairs: Counter[tuple[str, str]] = Counter()
        for tokens, count in words.items():
            for pair in pairwise(tokens):
                pairs[pair] += count
        if not pairs:
            break
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(" ".join(best))
        words = {_merged(tokens, best): count for tokens, count in words.items()}
    return tuple(merges)


def _merged(tokens: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged: list[str] = []
    for token in tokens:
        if merged and (merged[-1], token) == pair:
            merged[-1] += token
        else:
            merged.append(token)
    return tuple(merged)
