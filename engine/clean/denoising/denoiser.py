# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line denoiser that ships with the program, and its use on the strokes of a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from engine.clean.denoising.neighbourhoods import SPACING, neighbourhoods
from engine.clean.denoising.network import LineDenoiser, Surroundings
from engine.clean.lines import evenly
from engine.geometry.bezier import Floats

FILE = Path(__file__).parents[2] / "models" / "clean_up" / "clean_up.safetensors"


@dataclass(frozen=True, eq=False)
class DenoisedStrokes:
    """Strokes moved onto the lines they stand for.

    Attributes:
        points: [n, 2] each.
        doubts: [n] each, how far off they still are, about, working units.
        corners: [n] each, how probable a corner of the line is there.
    """

    points: tuple[Floats, ...]
    doubts: tuple[Floats, ...]
    corners: tuple[Floats, ...]


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


def denoised(strokes: Sequence[Floats], network: LineDenoiser) -> DenoisedStrokes:
    """Return strokes [n, 2] moved onto the lines they stand for; all their samples are kept."""
    seen = [evenly(stroke, SPACING) for stroke in strokes]
    with torch.inference_mode():
        opinion = network(Surroundings.of(neighbourhoods(seen)))[-1]
    cuts = np.cumsum([len(stroke) for stroke in seen])[:-1]
    found = (opinion.points, opinion.doubt, torch.sigmoid(opinion.corner))
    points, doubts, corners = (np.split(x.double().numpy(), cuts) for x in found)
    rows = [np.column_stack(row) for row in zip(points, doubts, corners, strict=True)]
    spread = []
    for stroke, own, row in zip(strokes, seen, rows, strict=True):
        values = np.column_stack([row[:, :2] - own, row[:, 2:]])
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
        at = np.linspace(0.0, way[-1], len(own))
        spread.append(np.stack([np.interp(way, at, column) for column in values.T], 1))
    return DenoisedStrokes(
        tuple(stroke + row[:, :2] for stroke, row in zip(strokes, spread, strict=True)),
        tuple(row[:, 2] for row in spread),
        tuple(row[:, 3] for row in spread),
    )
