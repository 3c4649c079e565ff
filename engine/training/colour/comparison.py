# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colour network's versions side by side, and the shipped one against the rules.

Three versions of the seed's generator and pix2pix's learn from the same pictures for as many steps;
their losses by epoch and what they make of concepts that were held back are compared. Each run has
a folder with its checkpoint and curve, and goes on from there.

The shipped network's colours of areas are measured by how far they are from the true ones; so are
the rules', and one mean colour for everything, which a network has to beat before it says anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from addon.contract.errors import BadInput
from engine.colour.colouring import colors_of
from engine.colour.lab import lab_of, srgb_of
from engine.colour.network.generator import VERSIONS, ColourGenerator, GeneratorConfig, Version
from engine.colour.network.proposals import network_colors
from engine.colour.network.weights_file import DEFAULT_PATH, load_generator
from engine.colour.palettes import Rgb
from engine.colour.proposing import roles_of
from engine.colour.regions.trapped_ball import Regions, find_regions
from engine.metrics.picture_likeness import RandomFeatureDistance, psnr, ssim
from engine.training.colour.batches import BatchMaker
from engine.training.colour.pairs import ColourPairs
from engine.training.colour.pix2pix import Pix2PixGenerator
from engine.training.colour.run import BATCH, ColourRun, held_then_falling
from engine.training.loop import CURVE, LoopSettings, TrainingLoop
from engine.training.options import print_line

STEPS = 1485  # of each network, five times each icon
RUNS = "compared"  # folder of the networks' runs
SAID = 100  # steps between lines of progress
PIX2PIX_RATE = 2e-4
EVALUATED = 64
LINE, GAP = 2.0, 2.5  # pixels, in pictures of lines
LEAST = 12.0  # pixels of the smallest area that counts
HINTED = 3  # areas with hints

Network = Version | Literal["pix2pix"]
NETWORKS: tuple[Network, ...] = (*VERSIONS, "pix2pix")

#: Colours of areas, from ink, areas, prompt and hints.
Colourist = Callable[[NDArray[np.bool_], Regions, str, dict[int, Rgb]], dict[int, Rgb]]


def compare_networks(
    folder: Path | None, steps: int = STEPS, weights: Path = DEFAULT_PATH
) -> dict[str, Any]:
    """Train each network for a few steps on the pairs in `folder`, and measure them.

    weights: of the network that is measured against the rules, if it is there. Raises BadInput.
    """
    files = sorted(folder.glob("pairs_*_64.npz")) if folder is not None else []
    if folder is None or not files:
        raise BadInput(
            "There are no pairs of 64 pixels to measure on.",
            hint="--keep names the folder of: train colour --side 64",
        )
    learned, held_back = ColourPairs.joined([ColourPairs.read(path) for path in files]).split()
    values: dict[str, float] = {}
    if steps:
        pictures, others = BatchMaker(learned), BatchMaker(held_back)
        for network_name in NETWORKS:
            run = trained(network_name, pictures, others, steps, folder / RUNS / network_name)
            for key, value in run.items():
                values[f"{network_name}: {key}"] = value
    mean = mean_color(learned)
    colourists: dict[str, Colourist] = {
        "rules": by_rules,
        "one colour": lambda ink, regions, prompt, hints: dict.fromkeys(regions.numbers, mean),
    }
    if weights.is_file():
        network = load_generator(weights)
        colourists["network"] = lambda *asked: {
            **by_rules(*asked),
            **network_colors(network, *asked),
        }
    for name, colourist in colourists.items():
        for hints in (0, HINTED):
            far, areas = distances(held_back, colourist, hints)
            values[f"{name}, {hints} hints: Lab distance"] = far
            values[f"{name}, {hints} hints: areas"] = float(areas)
    return {"values": values}


def trained(
    name: Network, pictures: BatchMaker, others: BatchMaker, steps: int, folder: Path, seed: int = 0
) -> dict[str, float]:
    """Train one network, and return its losses by epoch and its pictures' likeness.

    folder: of its run; a run that is there goes on. Raises BadInput for another one's, Stopped.
    """
    torch.manual_seed(seed)
    if name == "pix2pix":
        task = ColourRun(Pix2PixGenerator(pictures.side), pictures, others, rate=PIX2PIX_RATE)
    else:
        task = ColourRun(ColourGenerator(GeneratorConfig(name, pictures.side)), pictures, others)
    settings = LoopSettings(steps, seed=seed, log_steps=1)
    identity = {"network": name, "side": pictures.side, "seed": seed, "icons": len(pictures.pairs)}
    loop = TrainingLoop(task, folder, settings, held_then_falling, identity)
    loop.run(lambda line: print_line(f"{name}, {line}") if loop.step % SAID == 0 else None)
    return {
        "parameters, M": sum(p.numel() for p in task.generator.parameters()) / 1e6,
        **losses_by_epoch(folder, -(-len(pictures.pairs) // BATCH)),
        **likeness(task.averaged_generator(), others),
    }


def losses_by_epoch(folder: Path, steps: int) -> dict[str, float]:
    """Return the mean losses of a run for every so many steps, as many as show each icon once."""
    lines = (folder / CURVE).read_text(encoding="utf-8").splitlines()
    rows = {row["step"] - 1: row for row in map(json.loads, lines)}  # a later one counts
    values = {}
    for epoch in range(1 + max(rows) // steps):
        chosen = [rows[step] for step in sorted(rows) if step // steps == epoch]
        for loss in ("generator", "discriminator"):
            mean = float(np.mean([row[loss] for row in chosen]))
            values[f"epoch {epoch + 1}, {loss} loss"] = mean
    return values


def likeness(network: nn.Module, others: BatchMaker) -> dict[str, float]:
    """Return how alike made and true pictures are, on white, without and with hints."""
    count = min(EVALUATED, len(others.pairs))
    chosen = np.linspace(0, len(others.pairs) - 1, count).astype(np.int64)
    distance = RandomFeatureDistance()
    values = {}
    for told, rng in (("no hints", None), ("hints", np.random.default_rng(3))):
        batch = others.still(chosen, 0, rng)
        with torch.inference_mode():
            made = _shown(network(batch.lines, batch.hints, batch.nouns))
        truth = _shown(batch.colors)
        values[f"{told}, PSNR"] = psnr(made, truth)
        values[f"{told}, SSIM"] = ssim(made, truth)
        values[f"{told}, random-feature LPIPS"] = distance(made, truth)
    return values


def _shown(colors: Tensor) -> Tensor:
    return (0.5 + 0.5 * colors).clamp(0.0, 1.0).clone()


def by_rules(
    ink: NDArray[np.bool_], regions: Regions, prompt: str, hints: dict[int, Rgb]
) -> dict[int, Rgb]:
    """Return the colours that the rules give to areas."""
    return colors_of(roles_of(regions), prompt, hints)


def mean_color(pairs: ColourPairs) -> Rgb:
    """Return the mean colour, in Lab, of all that is painted in some icons."""
    painted = pairs.colors[:, ::4, ::4]
    inside = painted[..., :3][painted[..., 3] > 128] / 255.0
    red, green, blue = srgb_of(lab_of(inside).mean(axis=0)).tolist()
    return red, green, blue


def distances(pairs: ColourPairs, colourist: Colourist, hints: int) -> tuple[float, int]:
    """Return the mean Lab distance of areas' colours from the true ones, and how many areas.

    hints: so many areas of each icon, by chance, are told; they don't count.
    """
    far: list[float] = []
    for icon, name in enumerate(pairs.names):
        ink = pairs.ink(icon, 0)
        regions, truth = true_colors(pairs, icon)
        rng = np.random.default_rng([11, icon])
        told = rng.permutation(sorted(truth))[:hints].tolist()
        given = {number: truth[number] for number in told}
        found = colourist(ink, regions, name.replace("-", " "), given)
        rest = [number for number in truth if number not in given]
        if rest:
            apart = lab_of([found[n] for n in rest]) - lab_of([truth[n] for n in rest])
            far += np.linalg.norm(apart, axis=1).tolist()
    return float(np.mean(far)), len(far)


def true_colors(pairs: ColourPairs, icon: int) -> tuple[Regions, dict[int, Rgb]]:
    """Return an icon's areas, and the median colour of each that is large enough and painted."""
    regions = find_regions(pairs.ink(icon, 0), LINE, GAP)
    color = pairs.colors[icon].repeat(2, 0).repeat(2, 1)
    truth: dict[int, Rgb] = {}
    for number in regions.numbers:
        inside = regions.labels == number
        pixels = color[inside]
        if len(pixels) >= 4 * LEAST and np.median(pixels[:, 3]) > 128:
            red, green, blue = (np.median(pixels[:, :3], axis=0) / 255.0).tolist()
            truth[number] = (red, green, blue)
    return regions, truth
