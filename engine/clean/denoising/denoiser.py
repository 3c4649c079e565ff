# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line denoiser that ships with the program, and its use on the strokes of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from engine.clean.denoising.neighbourhoods import SPACING, neighbourhoods
from engine.clean.denoising.network import LineDenoiser, Surroundings
from engine.clean.lines import SampledLine, evenly
from engine.geometry.bezier import Floats

FILE = Path(__file__).parents[2] / "models" / "clean_up" / "clean_up.safetensors"
DOUBT = 0.7  # working units; a stroke that is doubted that much counts half


@cache
def shipped_denoiser() -> LineDenoiser | None:
    """Return the network that ships with the program; None where its weights can't be read."""
    try:
        return read_denoiser(FILE)
    except (OSError, SafetensorError, RuntimeError):
        return None


def read_denoiser(file: Path) -> LineDenoiser:
    """Read a network. Raises OSError, SafetensorError, or RuntimeError for one of another form."""
    network = LineDenoiser()
    network.load_state_dict({name: value.float() for name, value in load_file(file).items()})
    return network.eval().requires_grad_(False)


def write_denoiser(network: LineDenoiser, file: Path) -> None:
    """Write a network in half precision, so that `read_denoiser` can read it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.half().contiguous() for name, value in network.state_dict().items()}
    save_file(tensors, file, {"format": "sketch-motion-clean-up", "version": "1"})


def denoised(
    lines: Sequence[SampledLine], network: LineDenoiser, amount: float = 1.0
) -> list[SampledLine]:
    """Return whole strokes moved onto the lines they stand for, by a share `amount` of the way.

    Their spread becomes how far they were moved. The surer the network is, the more they count.
    """
    seen = [evenly(line.points, SPACING) for line in lines]
    cuts = np.cumsum([len(own) for own in seen])[:-1]
    with torch.inference_mode():
        opinion = network(Surroundings.of(neighbourhoods(seen)))[-1]
    said = torch.column_stack([opinion.points, opinion.doubt]).double().numpy()
    return [
        _moved(line, own, row, amount)
        for line, own, row in zip(lines, seen, np.split(said, cuts), strict=True)
    ]


def _moved(line: SampledLine, seen: Floats, said: Floats, amount: float) -> SampledLine:
    """Return a line moved as its samples [n, 2] that were seen, by a share `amount` of the way.

    said: [n, 3], where these belong, and the network's doubt.
    """
    values = np.column_stack([said[:, :2] - seen, said[:, 2]])
    way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line.points, axis=0).T))])
    at = np.linspace(0.0, way[-1], len(seen))
    spread = np.stack([np.interp(way, at, column) for column in values.T], 1)
    move = amount * spread[:, :2]
    sure = line.weights / (1.0 + (spread[:, 2] / DOUBT) ** 4)
    return replace(line, points=line.points + move, spread=np.hypot(*move.T), sure=sure)
