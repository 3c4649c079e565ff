# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A training clip: a line drawing, its trajectories, a caption for each object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.puppets.actor import Actor, act
from engine.puppets.drawing_styles import MAX_STROKES, MAX_TOKENS, pick_style
from engine.puppets.families import FAMILIES
from engine.puppets.timing import Floats

CENTRE = 128.0
LONG_SIDE = 154.0


@dataclass(frozen=True)
class PuppetClip:
    """A drawing of H tokens (points on its curves) and their motion, in the working space.

    The working space is a square of 256 units, y down.

    Attributes:
        points: float32 [H, 2], (x, y) at rest; 3k + 1 tokens for a stroke of k cubics, 3k if it is
            closed.
        strokes: int64 [H], the stroke of each token.
        objects: int64 [H], the object of each token.
        captions: one for each object.
        trajectories: float32 [16, H, 2], displacements from rest, zero in frame 0.
        loop: frame 16 would be frame 0.
        family: of the first object.
        motion: of the first object.
    """

    points: NDArray[np.float32]
    strokes: NDArray[np.int64]
    objects: NDArray[np.int64]
    captions: tuple[str, ...]
    trajectories: NDArray[np.float32]
    loop: bool
    family: str
    motion: str


# Lagrange weights of a cubic through its points at t = 0, 1/3, 2/3, 1, evaluated at t = k/6
_T = np.linspace(0.0, 1.0, 7)
_NODES = np.array([0.0, 1 / 3, 2 / 3, 1.0])
THROUGH: Floats = np.stack(
    [np.prod([(_T - m) / (n - m) for m in _NODES if m != n], axis=0) for n in _NODES], axis=1
)


def curve_points(points: Floats, strokes: NDArray[np.int64]) -> Floats:
    """Return points [N,2] on the cubics through tokens [H,2]; strokes [H] numbers the strokes."""
    quads = []
    edges = np.flatnonzero(np.diff(strokes)) + 1
    for stroke in np.split(np.arange(len(points)), edges):
        if len(stroke) % 3 == 0:
            stroke = np.append(stroke, stroke[0])
        starts = np.arange(0, len(stroke) - 1, 3)
        quads.append(stroke[starts[:, None] + np.arange(4)])
    index = np.concatenate(quads)
    return np.asarray(np.einsum("tk,qkc->qtc", THROUGH, points[index]).reshape(-1, 2))


def _cast(rng: np.random.Generator, families: Sequence[str], loop: bool) -> list[Actor]:
    weights = np.array([FAMILIES[f].weight for f in families])
    weights = weights / weights.sum()
    count = 1 if rng.random() < 0.7 else int(rng.choice([2, 3], p=[0.7, 0.3]))
    actors = []
    for _ in range(count):
        family = FAMILIES[families[int(rng.choice(len(families), p=weights))]]
        style = pick_style(rng, MAX_STROKES // count)
        style = replace(style, tokens=MAX_TOKENS // count)
        still = bool(rng.random() < (0.05 if count == 1 else 0.22))
        actors.append(act(rng, family, loop=loop, still=still, style=style))
    return actors


def _stage(rng: np.random.Generator, actors: list[Actor]) -> Floats:
    """Arrange the actors side by side or above one another, slightly overlapping: [T,H,2]."""
    sets = []
    edge = 0.0
    upright = rng.random() < 0.25
    for actor in actors:
        tokens = actor.strokes.tokens * float(np.exp(rng.uniform(-0.7, 0.2)))
        low, high = tokens[0].min(axis=0), tokens[0].max(axis=0)
        shift = -low
        axis = 1 if upright else 0
        shift[axis] += edge
        shift[1 - axis] += float(rng.uniform(-0.3, 0.3)) - 0.5 * (high - low)[1 - axis]
        edge += float((high - low)[axis]) + float(rng.uniform(-0.12, 0.25))
        sets.append(tokens + shift)
    return np.concatenate(sets, axis=1)


def assemble(actors: list[Actor], tokens: Floats, loop: bool) -> PuppetClip:
    """Make a clip of actors: scale tokens [T,H,2] to the working space, subtract frame 0."""
    strokes, objects, base = [], [], 0
    for i, actor in enumerate(actors):
        strokes.append(actor.strokes.strokes + base)
        base = int(strokes[-1].max()) + 1
        objects.append(np.full(len(strokes[-1]), i, dtype=np.int64))
    labels = np.concatenate(strokes)
    outline = curve_points(tokens[0], labels)
    low, high = outline.min(axis=0), outline.max(axis=0)
    scale = LONG_SIDE / float((high - low).max())
    placed = (tokens - 0.5 * (low + high)) * scale + CENTRE
    return PuppetClip(
        points=placed[0].astype(np.float32),
        strokes=labels.astype(np.int64),
        objects=np.concatenate(objects),
        captions=tuple(a.caption for a in actors),
        trajectories=(placed - placed[:1]).astype(np.float32),
        loop=loop,
        family=actors[0].family,
        motion=actors[0].motion,
    )


def generate(seed: int, index: int, families: Sequence[str] | None = None) -> PuppetClip:
    """Return clip `index` of the endless set `seed`; the same arguments give the same clip.

    families: names of families to choose from (default: all). Raises KeyError for an unknown one.
    """
    rng = np.random.default_rng(np.random.SeedSequence([seed, index]))
    names = tuple(families) if families else tuple(FAMILIES)
    for name in names:
        if name not in FAMILIES:
            raise KeyError(f"no family of puppets is called {name!r}")
    loop = bool(rng.random() < 0.5)
    actors = _cast(rng, names, loop)
    tokens = actors[0].strokes.tokens if len(actors) == 1 else _stage(rng, actors)
    return assemble(actors, tokens, loop)
