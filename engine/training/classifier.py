# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The training of the motion classifier: `python -m engine train classifier --to DIR`.

The metrics use the classifier to judge what the trajectory prior makes. Its puppets are therefore
not the prior's: other seeds, one object at a time, every family as often as every other, drawn in
styles (`_unseen_style`) whose lengths, gaps and wobble lie outside of the prior's. What both share
is the generator's idea of each motion.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.language.verbs import same_verb
from engine.metrics.motion_classifier import FILE
from engine.priors.trajectory.motion_reader import FRAMES, MotionClassifier, write_reader
from engine.puppets import FAMILIES, PuppetClip, generate
from engine.puppets.actor import act
from engine.puppets.clip import assemble
from engine.puppets.drawing_styles import DrawingStyle
from engine.training.loop import (
    LoopSettings,
    Report,
    TrainingLoop,
    TrainingStep,
    TrainingTask,
    Values,
)
from engine.training.options import add_session_minutes, print_line

SEED = 918_273_645
TEST_SEED = SEED - 1
POINTS = 96  # of a clip
DRAWN = 32  # points of a clip that a batch sees, others each time
TEST_CLIPS = 1000
LEAST = 12  # a motion with fewer clips is no class
_RATE = 2e-3
_LOG_STEPS = 250
_OUT = Path("out/train/classifier")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add = parser.add_argument
    add("--to", type=Path, default=FILE.parent, metavar="DIR", help="where the weights go")
    add("--out", type=Path, default=_OUT, help="folder of the run: checkpoint, curve")
    add("--clips", type=int, default=14_000)
    add("--steps", type=int, default=2_000)
    add("--batch", type=int, default=96)
    add("--seed", type=int, default=0)
    add("--keep", type=Path, metavar="FILE.npz", help="clips: read them, or write them, here")
    add_session_minutes(parser)


@dataclass(frozen=True, eq=False)
class Clips:
    """Labelled motions, in working units; points repeat where a clip has fewer than POINTS.

    Attributes:
        points: float32 [N, POINTS, 2].
        trajectories: displacements, float16 [N, 16, POINTS, 2].
        motions: N names.
    """

    points: NDArray[np.float32]
    trajectories: NDArray[np.float16]
    motions: list[str]


def classifier_clip(seed: int, index: int) -> PuppetClip:
    """Return puppet `index` of the set `seed`: one actor, in a style the prior has not seen."""
    rng = np.random.default_rng(np.random.SeedSequence([seed, index]))
    loop = bool(rng.random() < 0.5)
    name = list(FAMILIES)[index % len(FAMILIES)]
    still = bool(rng.random() < 0.03)
    actor = act(rng, FAMILIES[name], loop=loop, still=still, style=_unseen_style(rng))
    return assemble([actor], actor.strokes.tokens, loop)


def _unseen_style(rng: np.random.Generator) -> DrawingStyle:
    """Choose a style unlike the prior's: wider gaps and wobble, strokes longer or many more."""
    bold = bool(rng.random() < 0.5)
    return DrawingStyle(
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


def make_clips(count: int, clip_of: Callable[[int], PuppetClip], report: Report) -> Clips:
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
            report(f"{index + 1} clips")
    return Clips(points, trajectories, motions)


def _augmented(
    points: Tensor, trajectories: Tensor, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Take some points of clips; add noise, rotation, another amplitude and another size.

    points [B, N, 2], trajectories [B, T, N, 2] -> [B, DRAWN, 2], [B, DRAWN, T, 2].
    """
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


class ClassifierRun(TrainingTask):
    """A classifier in training by cross entropy, in which rare motions count more."""

    def __init__(self, clips: Clips, classes: tuple[str, ...], args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.generator = torch.Generator().manual_seed(args.seed)
        label = {motion: number for number, motion in enumerate(classes)}
        usable = [i for i, motion in enumerate(clips.motions) if motion in label]
        self.targets = torch.tensor([label[clips.motions[i]] for i in usable])
        self.points = torch.from_numpy(clips.points[usable])
        self.trajectories = torch.from_numpy(clips.trajectories[usable])
        share = torch.bincount(self.targets, minlength=len(classes)).float() / len(self.targets)
        self.weight = (share.mean() / share).sqrt()
        self.batch = args.batch
        self.model = MotionClassifier(len(classes))
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=_RATE, weight_decay=0.03)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimiser, _RATE, total_steps=args.steps
        )
        self.smoothed_loss = 0.0

    def train_step(self, step: TrainingStep) -> Values:
        """Take one step; the schedule is torch's, because it moves AdamW's momentum too."""
        chosen = torch.randint(len(self.targets), (self.batch,), generator=self.generator)
        inputs = _augmented(self.points[chosen], self.trajectories[chosen].float(), self.generator)
        loss = torch.nn.functional.nll_loss(self.model(*inputs), self.targets[chosen], self.weight)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        self.schedule.step()
        now, older = float(loss.detach()), self.smoothed_loss
        self.smoothed_loss = older + 0.02 * (now - older) if step.number else now
        return {"loss": self.smoothed_loss}

    def state(self) -> dict[str, Any]:
        """Return weights, optimiser, schedule, random numbers and smoothed loss."""
        return {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "generator": self.generator.get_state(),
            "smoothed_loss": self.smoothed_loss,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Take over what `state` returned."""
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        self.generator.set_state(state["generator"])
        self.smoothed_loss = float(state["smoothed_loss"])


def classifier_loop(
    clips: Clips, classes: tuple[str, ...], args: argparse.Namespace
) -> TrainingLoop[ClassifierRun]:
    """Begin a run in `args.out`, or resume the one that is there.

    Raises BadInput when that one has other clips, steps, batches or another seed.
    """
    identity = {name: getattr(args, name) for name in ("clips", "steps", "batch", "seed")}
    return TrainingLoop(
        ClassifierRun(clips, classes, args),
        args.out,
        LoopSettings(
            args.steps, seed=args.seed, session_minutes=args.minutes, log_steps=_LOG_STEPS
        ),
        identity=identity,
    )


def accuracy(model: MotionClassifier, classes: tuple[str, ...], clips: Clips) -> dict[str, float]:
    """Return the shares of clips whose motion, and whose verb, is named rightly."""
    with torch.inference_mode():
        named = model(
            torch.from_numpy(clips.points), torch.from_numpy(clips.trajectories).float()
        ).argmax(dim=1)
    right = [
        (classes[n] == m, classes[n] in same_verb(m))
        for n, m in zip(named.tolist(), clips.motions, strict=True)
    ]
    motion, verb = np.mean(right, axis=0)
    return {"motion": round(float(motion), 3), "verb": round(float(verb), 3)}


def run(args: argparse.Namespace) -> int:
    """Train, measure and write the classifier; return the exit code."""
    torch.set_num_threads(1)
    clips = _clips(args, print_line)
    counts = Counter(clips.motions)
    classes = tuple(sorted(motion for motion, count in counts.items() if count >= LEAST))
    print_line(f"{len(clips.motions)} clips, {len(classes)} motions")
    loop = classifier_loop(clips, classes, args)
    if not loop.run(print_line):
        print_line("the time is up; the same command goes on from here")
        return 0
    model = loop.task.model.eval()
    own = make_clips(TEST_CLIPS, lambda i: classifier_clip(TEST_SEED, i), print_line)
    other = make_clips(TEST_CLIPS, lambda i: generate(TEST_SEED, i), print_line)
    scores = {"own hands": accuracy(model, classes, own)}
    scores["the prior's hands"] = accuracy(model, classes, other)
    info = {"clips": str(len(clips.motions)), "steps": str(args.steps), "accuracy": str(scores)}
    path = args.to / FILE.name
    write_reader(path, model, classes, info)
    print_line(f"{path}: {path.stat().st_size / 1e6:.2f} MB, accuracy {scores}")
    return 0


def _clips(args: argparse.Namespace, report: Report) -> Clips:
    if args.keep is not None and args.keep.is_file():
        saved = np.load(args.keep)
        return Clips(saved["points"], saved["trajectories"], [str(m) for m in saved["motions"]])
    clips = make_clips(args.clips, lambda i: classifier_clip(SEED + args.seed, i), report)
    if args.keep is not None:
        np.savez(args.keep, **vars(clips))
    return clips


def main(arguments: list[str] | None = None) -> int:
    """Read the options and run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train classifier", description="Train the motion classifier."
    )
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
