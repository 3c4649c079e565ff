# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""NounNet: how likely a few lines show what a noun names, among several things in a drawing.

A small convolutional network maps the field of the lines (`engine.geometry.line_fields`) into the
space of word vectors, where nouns lie; it learns in torch (`engine/training/nouns`) and answers in
numpy, like the rig network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from addon.contract.errors import FormatError
from engine.geometry.line_fields import SIDE, FieldFrame, field_of_lines
from engine.language.noun_vectors import LENGTH, noun_vector

Floats32 = NDArray[np.float32]
Floats = NDArray[np.float64]

FILE_NAME = "nouns.safetensors"
DEFAULT_PATH = Path(__file__).resolve().parents[1] / "models" / "nouns" / FILE_NAME
KERNEL, STRIDE, PAD = 4, 2, 1  # of every convolution
SAME = 0.999  # cosine of the vectors of one noun, in half precision
VERSION = "1"


class NounNet:
    """The network, ready to answer.

    Attributes:
        nouns: that it learned, K.
        vectors: [K, LENGTH], theirs.
    """

    def __init__(self, nouns: Sequence[str], weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Take weights: kernel.N, bias.N of convolutions, flat, flat_bias, scale, vectors."""
        self.nouns = tuple(nouns)
        self._weights = {name: np.asarray(value, np.float32) for name, value in weights.items()}
        self._depth = sum(name.startswith("kernel.") for name in weights)
        self.vectors = self._weights["vectors"]
        if self.vectors.shape != (len(self.nouns), LENGTH):
            raise ValueError("vectors and nouns don't fit")

    def seen(self, fields: Floats32) -> Floats32:
        """Return where fields [B, SIDE, SIDE] lie among the word vectors: unit [B, LENGTH]."""
        layer = np.asarray(fields, np.float32)[:, None]
        for depth in range(self._depth):
            kernel, bias = self._weights[f"kernel.{depth}"], self._weights[f"bias.{depth}"]
            padded = np.pad(layer, ((0, 0), (0, 0), (PAD, PAD), (PAD, PAD)))
            windows = sliding_window_view(padded, (KERNEL, KERNEL), (2, 3))[
                :, :, ::STRIDE, ::STRIDE
            ]
            summed = np.tensordot(windows, kernel, ((1, 4, 5), (1, 2, 3))) + bias
            layer = np.maximum(summed, 0.0).transpose(0, 3, 1, 2)
        flat = layer.reshape(len(layer), -1) @ self._weights["flat"].T + self._weights["flat_bias"]
        return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6))

    def log_odds(self, fields: Floats32, vectors: Floats32) -> Floats:
        """Return the logarithm [B, N] of how likely fields show nouns of word vectors [N, LENGTH].

        The probability is among all that the network learned, and the noun itself.
        """
        scale = self._weights["scale"].item()
        seen = self.seen(fields)
        learned = (scale * seen @ self.vectors.T).astype(np.float64)
        asked = (scale * seen @ vectors.T).astype(np.float64)
        highest = np.maximum(learned.max(axis=1), asked.max(axis=1, initial=-np.inf))[:, None]
        total = np.exp(learned - highest).sum(axis=1, keepdims=True)
        new = (vectors @ self.vectors.T).max(axis=1, initial=0.0) < SAME
        return np.asarray(asked - highest - np.log(total + new * np.exp(asked - highest)))


def nouns_seen(things: Sequence[Sequence[Floats]], nouns: Sequence[str]) -> Floats | None:
    """Return the logarithm [B, N] of how likely each of B things shows each of N nouns.

    things: the lines [n, 2] of each. None where there are no weights, or a noun isn't known.
    """
    net = default_nouns()
    vectors = np.stack([noun_vector(noun) for noun in nouns])
    if net is None or not vectors.any(axis=1).all():
        return None
    return net.log_odds(np.stack([_field(lines) for lines in things]), vectors)


def _field(lines: Sequence[Floats]) -> Floats32:
    frame = FieldFrame.around(np.concatenate(lines))
    return field_of_lines([frame.inside(line) for line in lines])


def save_nouns(
    path: Path, nouns: Sequence[str], weights: Mapping[str, NDArray[np.floating]]
) -> None:
    """Write weights in half precision, with the nouns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    halves = {name: np.ascontiguousarray(value, np.float16) for name, value in weights.items()}
    save_file(halves, path, {"nouns": json.dumps(list(nouns)), "version": VERSION})


def load_nouns(path: Path = DEFAULT_PATH) -> NounNet:
    """Read weights. Raises FormatError where they are missing or damaged."""
    if not path.is_file():
        raise FormatError(
            "This engine comes without the weights that tell things in a drawing apart.",
            hint="Train them: python -m engine train nouns",
        )
    try:
        with safe_open(path, framework="numpy") as file:
            header = file.metadata() or {}
            weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        net = NounNet(json.loads(header["nouns"]), weights)
        net.log_odds(np.zeros((1, SIDE, SIDE), np.float32), net.vectors[:1])
    except (OSError, SafetensorError, LookupError, TypeError, ValueError) as error:
        raise FormatError(
            "The weights that tell things in a drawing apart are damaged.",
            hint="Install the engine again.",
        ) from error
    return net


@cache
def default_nouns() -> NounNet | None:
    """Return the network that ships with the program; None where its weights are missing."""
    return load_nouns() if DEFAULT_PATH.is_file() else None
