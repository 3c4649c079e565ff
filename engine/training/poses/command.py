# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The training of the pose networks: `python -m engine train poses --minutes M`.

It goes on from where it stopped. At the end, and whenever a session's minutes are up, the averaged
networks are written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.messages import Message
from engine.metrics.features import feature_network
from engine.poses.generator import settings_for
from engine.poses.weights import FARTHEST, FILE, PoseModel, read_model, write_model
from engine.training.loop import CURVE, LoopSettings, TrainingLoop, Values
from engine.training.options import add_session_minutes, print_line
from engine.training.poses.baseline import NOISE, BaselineRun
from engine.training.poses.cycles import write_cycles
from engine.training.poses.examination import Examination
from engine.training.poses.measures import Examiner, logged, picture_sheet, random_pictures
from engine.training.poses.pictures import FormPictures, folder_pictures, puppet_pictures
from engine.training.poses.run import PUBLISHED, PoseRecipe, PoseRun
from engine.training.poses.subjects import SUBJECTS

SEED = 1  #: of the forms that are learned from; HELD_OUT: of those that never are
HELD_OUT = 2
MEASURES = "measures.json"
_OUT = Path("out/train/poses")
_LOG_STEPS = 20
_SHEET = 40  # pictures of a sheet
BASELINE_WIDTH = 12  #: channels of the baseline's widest pictures
_IDENTITY = ("subject", "resolution", "forms", "seed", "published", "baseline")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add = parser.add_argument
    add("--to", type=Path, default=FILE, metavar="FILE", help="where the weights go")
    add("--out", type=Path, default=_OUT, help="folder of the run: checkpoint, curve, pictures")
    add("--subject", help=f"{', '.join(SUBJECTS)}; with --pictures what they show, or DIR's name")
    add("--pictures", type=Path, metavar="DIR", help="learn from these instead of puppets")
    add("--smallest", type=int, default=64, help="px; smaller pictures of DIR are left out")
    add("--resolution", type=int, default=64, choices=(32, 64, 128, 256))
    add("--forms", type=int, default=1500, help="puppets to learn from, ten pictures each")
    add("--steps", type=int, default=20_000)
    add("--seed", type=int, default=0)
    add("--published", action="store_true", help="adversarial losses alone, as published")
    add("--baseline", action="store_true", help="train DCGAN on the same pictures instead")
    add("--evaluation-steps", type=int, default=500, help="steps between kept weights and sheets")
    add("--evaluation-pictures", type=int, default=1000, help="for Frechet distances; 0: none")
    add("--measure", action="store_true", help="train nothing; measure what is in --out and --to")
    add("--write-cycles", action="store_true", help="write the puppets' cycles that ship")
    add("--unseen", type=int, default=100, help="forms to measure with, at least 2")
    add("--farthest", type=float, default=FARTHEST, help="from its projection a drawing is drawn")
    add("--checked", action="store_true", help="the card calls the weights experimental no more")
    add_session_minutes(parser)


def run(args: argparse.Namespace) -> int:
    """Train, measure and write the networks; return the exit code. Raises BadInput."""
    pictures: Path | None = args.pictures
    args.subject = args.subject or (pictures.resolve().name if pictures else "bird")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    try:
        return _run(args)
    finally:
        torch.set_flush_denormal(False)
        torch.set_num_threads(threads)


def _run(args: argparse.Namespace) -> int:
    if args.write_cycles:
        print_line("\n".join(str(path) for path in write_cycles()))
        return 0
    data = training_pictures(args)
    print_line(f"{len(data)} forms, {data.ink.shape[1]} pictures each")
    if args.measure:
        return measure(args, data)
    examiner = None
    if args.evaluation_steps and args.evaluation_pictures:
        network = feature_network(args.resolution)
        examiner = Examiner.of(network, data, args.evaluation_pictures)
    if args.baseline:
        return _train_baseline(args, data, examiner)
    recipe = PUBLISHED if args.published else PoseRecipe()
    settings = settings_for(args.resolution)
    task = PoseRun(data, settings, recipe, args.seed, lambda run: _kept(run, args, examiner))
    finished = _trained(args, task)
    write_model(args.to, pose_model(task, args))
    print_line(f"{args.to}: {args.to.stat().st_size / 1e6:.2f} MB")
    if not finished:
        print_line("the time is up; the same command goes on from here")
    return 0


def measure(args: argparse.Namespace, data: FormPictures) -> int:
    """Write what the networks can do as measures.json; return the exit code."""
    unseen = _puppets(args, HELD_OUT, max(2, args.unseen))
    examination = Examination(data, unseen, args.out)
    examiner = None
    if args.evaluation_pictures:
        network = feature_network(args.resolution)
        examiner = Examiner.of(network, data, args.evaluation_pictures)
    model = read_model(args.to)
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "projections": lambda: examination.projections(model, examiner),
        "wings": lambda: examination.wings(model, print_line),
        "strangers": lambda: examination.strangers(model),
    }
    if examiner is not None:
        parts["FID by step"] = lambda: examination.curve(examiner, print_line)
    found: dict[str, Any] = {}
    for name, part in parts.items():
        found[name] = part()
        print_line(f"{name}: {json.dumps(found[name])}")
        write_bytes_atomic(args.out / MEASURES, (json.dumps(found, indent=1) + "\n").encode())
    return 0


def training_pictures(args: argparse.Namespace) -> FormPictures:
    """Return the pictures to learn from. Raises BadInput where there are none."""
    if args.pictures is not None:
        return folder_pictures(args.pictures, args.resolution, args.smallest)
    return _puppets(args, SEED, args.forms)


def _puppets(args: argparse.Namespace, seed: int, count: int) -> FormPictures:
    subject: str = args.subject
    if subject not in SUBJECTS:
        raise BadInput(
            "There are no puppets of {subject}.",
            subject=subject,
            hint=Message("Choose one of {subjects}.", subjects=", ".join(SUBJECTS)),
        )
    folder = args.out / "forms"
    return puppet_pictures(folder, subject, args.resolution, seed, count, print_line)


def pose_model(task: PoseRun, args: argparse.Namespace) -> PoseModel:
    """Return the averaged networks of a run with what is known of their training."""
    generator, encoder = task.averaged()
    facts = {
        "steps": str(task.steps),
        "forms": str(len(task.data)),
        "seed": str(args.seed),
        "farthest": str(args.farthest),
        "experimental": "false" if args.checked else "true",
    }
    return PoseModel(generator, encoder, args.subject, facts)


def _kept(task: PoseRun, args: argparse.Namespace, examiner: Examiner | None) -> Values:
    """Keep the averaged networks and a sheet of what they draw; measure them."""
    model = pose_model(task, args)
    write_model(args.out / f"step_{task.steps:06d}.safetensors", model)

    def draw(z: Tensor) -> Tensor:
        drawn: Tensor = model.generator(z, noise="constant")
        return drawn

    length = model.settings.z
    sheet = random_pictures(draw, length, _SHEET)
    picture_sheet(sheet, args.out / f"step_{task.steps:06d}.png")
    return logged(examiner.distance(draw, length)) if examiner else {}


def _train_baseline(args: argparse.Namespace, data: FormPictures, examiner: Examiner | None) -> int:
    if args.resolution > 128:
        raise BadInput("The baseline draws up to 128 pixels.")
    recipe = PoseRecipe()

    def examine(run: BaselineRun) -> Values:
        picture_sheet(random_pictures(run.generator, NOISE, _SHEET), args.out / "baseline.png")
        return logged(examiner.distance(run.generator, NOISE)) if examiner else {}

    batch = recipe.batch + recipe.random
    _trained(args, BaselineRun(data, BASELINE_WIDTH, batch, args.seed, examine))
    return 0


def _trained(args: argparse.Namespace, task: PoseRun | BaselineRun) -> bool:
    """Run the loop; the distance before the first step is logged, too."""
    loop = TrainingLoop(
        task,
        args.out,
        LoopSettings(
            args.steps,
            seed=args.seed,
            session_minutes=args.minutes,
            log_steps=_LOG_STEPS,
            evaluation_steps=args.evaluation_steps,
        ),
        identity={name: getattr(args, name) for name in _IDENTITY},
    )
    if args.evaluation_steps and loop.step == 0:
        values = {name: round(float(value), 5) for name, value in task.evaluate().items()}
        entry = {"step": 0, "seconds": 0.0, **values}
        with (args.out / CURVE).open("a") as curve:
            curve.write(json.dumps(entry) + "\n")
        print_line(str(entry))
    return loop.run(print_line)


def main(arguments: list[str] | None = None) -> int:
    """Read the options and run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m engine train poses", description="Train the pose networks."
    )
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
