# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Training the motion classifier: `python -m engine train classifier --to DIR`.

Its puppets are not the prior's: other seeds, one object at a time, every family as often as every
other, drawn by hands (`_hand`) whose lengths, gaps and wobble lie outside of the prior's four
kinds. What they share is the generator's idea of each motion.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.language.verbs import same_verb
from engine.metrics.motion_classifier import FILE
from engine.priors.trajectory.motion_reader import FRAMES, MotionClassifier, write_reader
from engine.puppets import FAMILIES, Clip, generate
from engine.puppets.actor import act
from engine.puppets.clip import assemble
from engine.puppets.drawing_styles import Style

SEED = 918_273_645
TEST_SEED = SEED - 1
POINTS = 96  # of a clip
DRAWN = 32  # of these in a batch, others each time
TEST_CLIPS = 1000
LEAST = 12  # clips of a motion, below which it is no class


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add = parser.add_argument
    add("--to", type=Path, default=FILE.parent, metavar="DIR", help="where the weights go")
    add("--clips", type=int, default=14_000)
    add("--steps", type=int, default=2_000)
    add("--batch", type=int, default=96)
    add("--seed", type=int, default=0)
    add("--keep", type=Path, metavar="FILE.npz", help="clips: read them, or write them, here")


@dataclass(frozen=True, eq=False)
class Clips:
    """points [N,POINTS,2] and trajectories [N,16,POINTS,2] in working units (points repeat
    where a clip has fewer), and the motion of each clip."""

    points: NDArray[np.float32]
    trajectories: NDArray[np.float16]
    motions: list[str]


def classifier_clip(seed: int, index: int) -> Clip:
    """Return puppet `index` of the set `seed`: one actor, in a hand the prior has not seen."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, index]))
    loop = bool(rng.random() < 0.5)
    name = list(FAMILIES)[index % len(FAMILIES)]
    still = bool(rng.random() < 0.03)
    actor = act(rng, FAMILIES[name], loop=loop, still=still, style=_hand(rng))
    return assemble([actor], actor.strokes.tokens, loop)


def _hand(rng: np.random.Generator) -> Style:
    """A hand unlike the prior's: wider gaps and wobble, and strokes longer or many more."""
    bold = bool(rng.random() < 0.5)
    return Style(
        reach=float(rng.uniform(0.95, 1.3) if bold else rng.uniform(0.1, 0.14)),
        turning=float(rng.uniform(4.6, 5.4) if bold else rng.uniform(1.5, 1.9)),
        merge=float(rng.uniform(0.92, 1.0) if bold else rng.uniform(0.0, 0.1)),
        multi=float(rng.uniform(0.4, 0.9)),
        gap=float(rng.choice([-1.0, 1.0]) * rng.uniform(0.1, 0.14)),
        wobble=float(rng.uniform(0.02, 0.028)),
        again=float(rng.uniform(0.7, 0.9)),
        detail=float(rng.uniform(0.0, 0.7)),
        limit=int(rng.choice([10, 20, 28, 40])),
    )


def make_clips(count: int, clip_of: Callable[[int], Clip], say: Callable[[str], None]) -> Clips:
    """Return `count` clips as arrays."""
    points = np.empty((count, POINTS, 2), np.float32)
    trajectories = np.empty((count, FRAMES, POINTS, 2), np.float16)
    motions = []
    for index in range(count):
        clip = clip_of(index)
        own = np.flatnonzero(clip.objects == 0)
        rng = np.random.default_rng(index)
        short = len(own) < POINTS
        chosen = np.sort(rng.choice(own, POINTS, replace=short))
        points[index] = clip.points[chosen]
        trajectories[index] = clip.trajectories[:, chosen]
        motions.append(clip.motion)
        if index % 2000 == 1999:
            say(f"{index + 1} clips")
    return Clips(points, trajectories, motions)


def _augmented(
    points: Tensor, trajectories: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """A part of the points, a little noise, a turn, another amplitude and size."""
    count, every = points.shape[0], points.shape[1]
    order = torch.rand(count, every, generator=generator).argsort(dim=1)[:, :DRAWN]
    rows = torch.arange(count)[:, None]
    points, trajectories = points[rows, order], trajectories[rows, :, order].transpose(1, 2)
    angle = 0.15 * torch.randn(count, generator=generator)
    turn = torch.stack([angle.cos(), -angle.sin(), angle.sin(), angle.cos()], 1).view(-1, 2, 2)
    louder = torch.exp(0.25 * torch.randn(count, 1, 1, 1, generator=generator))
    noise = 0.6 * torch.rand(count, 1, 1, 1, generator=generator)
    shaken = noise * torch.randn(trajectories.shape, generator=generator)
    shaken = shaken - shaken[:, :1]
    stretch = 1 + 0.12 * torch.randn(count, 1, 2, generator=generator)
    points = torch.einsum("nij,nhj->nhi", turn, points * stretch)
    trajectories = torch.einsum("nij,nthj->nthi", turn, trajectories * stretch[:, None])
    return points, trajectories * louder + shaken


def train(clips: Clips, classes: tuple[str, ...], args: argparse.Namespace) -> MotionClassifier:
    """Return a classifier trained by cross-entropy; rare motions count more."""
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)
    label = {motion: number for number, motion in enumerate(classes)}
    kept = [i for i, motion in enumerate(clips.motions) if motion in label]
    targets = torch.tensor([label[clips.motions[i]] for i in kept])
    points = torch.from_numpy(clips.points[kept])
    trajectories = torch.from_numpy(clips.trajectories[kept])
    share = torch.bincount(targets, minlength=len(classes)).float() / len(targets)
    weight = (share.mean() / share).sqrt()
    model = MotionClassifier(len(classes))
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.03)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=args.steps)
    started, running = time.monotonic(), 0.0
    for step in range(args.steps):
        batch = torch.randint(len(targets), (args.batch,), generator=generator)
        inputs = _augmented(points[batch], trajectories[batch].float(), generator)
        loss = torch.nn.functional.nll_loss(model(*inputs), targets[batch], weight)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        running += 0.02 * (float(loss.detach()) - running) if step else float(loss.detach())
        if step % 250 == 249:
            print(
                f"step {step + 1} loss {running:.3f} {time.monotonic() - started:.0f} s", flush=True
            )
    return model.eval()


def accuracy(model: MotionClassifier, classes: tuple[str, ...], clips: Clips) -> dict[str, float]:
    """Return the shares of clips whose motion, and whose verb, is named rightly."""
    with torch.inference_mode():
        found = model(
            torch.from_numpy(clips.points), torch.from_numpy(clips.trajectories).float()
        ).argmax(dim=1)
    right = [
        (classes[n] == m, classes[n] in same_verb(m))
        for n, m in zip(found.tolist(), clips.motions, strict=True)
    ]
    motion, verb = np.mean(right, axis=0)
    return {"motion": round(float(motion), 3), "verb": round(float(verb), 3)}


def run(args: argparse.Namespace) -> int:
    """Trains, measures and writes; returns the exit code."""
    torch.set_num_threads(1)

    def say(text: str) -> None:
        print(text, flush=True)

    clips = _clips(args, say)
    counts = Counter(clips.motions)
    classes = tuple(sorted(motion for motion, count in counts.items() if count >= LEAST))
    say(f"{len(clips.motions)} clips, {len(classes)} motions")
    model = train(clips, classes, args)
    own = make_clips(TEST_CLIPS, lambda i: classifier_clip(TEST_SEED, i), say)
    other = make_clips(TEST_CLIPS, lambda i: generate(TEST_SEED, i), say)
    scores = {"own hands": accuracy(model, classes, own)}
    scores["the prior's hands"] = accuracy(model, classes, other)
    info = {"clips": str(len(clips.motions)), "steps": str(args.steps), "accuracy": str(scores)}
    path = args.to / FILE.name
    write_reader(path, model, classes, info)
    say(f"{path}: {path.stat().st_size / 1e6:.2f} MB, accuracy {scores}")
    return 0


def _clips(args: argparse.Namespace, say: Callable[[str], None]) -> Clips:
    if args.keep is not None and args.keep.is_file():
        kept = np.load(args.keep)
        return Clips(kept["points"], kept["trajectories"], [str(m) for m in kept["motions"]])
    clips = make_clips(args.clips, lambda i: classifier_clip(SEED + args.seed, i), say)
    if args.keep is not None:
        np.savez(args.keep, **vars(clips))
    return clips


def main(arguments: list[str] | None = None) -> int:
    """`python -m engine train classifier`."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train classifier", description="Train the motion classifier."
    )
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
