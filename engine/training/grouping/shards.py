# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measured scenes on disk: shards that worker processes write and that later runs use again."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.geometry.grouping.nearness import nearness
from engine.geometry.grouping.pairs import pair_features, stroke_table
from engine.geometry.grouping.samples import sample_strokes
from engine.geometry.grouping.tokens import stroke_tokens
from engine.training.grouping.scenes import LabelledScene, Stock, compose

SCENES_PER_SHARD = 250
FEWEST, MOST = 6, 150  # strokes of a scene
_PARTS = ("tokens", "pairs", "labels", "strokes")


@dataclass(frozen=True, eq=False)
class Measured:
    """A scene of S strokes as the network sees it.

    Attributes:
        tokens: float16 [S, T], the features of each stroke.
        pairs: float16 [K, P], the features of each pair, in the order of numpy's triu_indices.
        labels: int64 [S], the object of each stroke.
    """

    tokens: NDArray[np.float16]
    pairs: NDArray[np.float16]
    labels: NDArray[np.int64]


def measured(scene: LabelledScene) -> Measured:
    """Compute the features of a scene."""
    samples = sample_strokes(scene.drawing)
    table = stroke_table(samples, nearness(samples))
    first, second = np.triu_indices(len(scene.labels), 1)
    pairs = pair_features(table, first, second)
    return Measured(stroke_tokens(table).astype(np.float16), pairs.astype(np.float16), scene.labels)


def composed(seed: int, shard: int, count: int, stock: Stock, most: int = MOST) -> list[Measured]:
    """Compose `count` scenes of at most `most` strokes; they depend on seed and shard alone."""
    rng = np.random.default_rng([seed, shard])
    scenes: list[Measured] = []
    while len(scenes) < count:
        scene = compose(rng, stock)
        if FEWEST <= len(scene.labels) <= most:
            scenes.append(measured(scene))
    return scenes


def composed_shards(
    folder: Path,
    seed: int,
    scenes: int,
    stock: Callable[[], Stock],
    report: Callable[[str], None],
    most: int = MOST,
) -> list[Measured]:
    """Return the scenes of a folder; shards that are missing are made first, on all cores."""
    folder.mkdir(parents=True, exist_ok=True)
    count = -(-scenes // SCENES_PER_SHARD)
    missing = [k for k in range(count) if not _shard(folder, k).is_dir()]
    if missing:
        report(f"{len(missing) * SCENES_PER_SHARD} scenes are composed")
        made_of = stock()
        jobs = [(folder, seed, shard, made_of, most) for shard in missing]
        with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
            for done, _ in enumerate(pool.imap_unordered(_write_composed, jobs), start=1):
                report(f"  {done} of {len(missing)} shards")
    return [scene for k in range(count) for scene in read_shard(_shard(folder, k))][:scenes]


def write_shard(folder: Path, scenes: Sequence[Measured]) -> None:
    """Write scenes end to end, one file for each array, in a folder that is renamed when done."""
    strokes = np.array([len(scene.labels) for scene in scenes], dtype=np.int64)
    partial = folder.with_suffix(f".{os.getpid()}.part")
    partial.mkdir()
    try:
        for name in ("tokens", "pairs", "labels"):
            np.save(partial / f"{name}.npy", np.concatenate([getattr(one, name) for one in scenes]))
        np.save(partial / "strokes.npy", strokes)
        partial.replace(folder)
    except OSError:
        if not folder.is_dir():  # a worker of a killed run may have written the same shard
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def read_shard(folder: Path) -> list[Measured]:
    """Return the scenes of a shard, mapped from disk because all may not fit into memory."""
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _PARTS}
    strokes = arrays["strokes"]
    ends, pair_ends = np.cumsum(strokes)[:-1], np.cumsum(strokes * (strokes - 1) // 2)[:-1]
    parts = zip(
        np.split(arrays["tokens"], ends),
        np.split(arrays["pairs"], pair_ends),
        np.split(np.asarray(arrays["labels"]).copy(), ends),
        strict=True,
    )
    return [Measured(*part) for part in parts]


def _shard(folder: Path, number: int) -> Path:
    return folder / f"{number:05d}"


def _write_composed(job: tuple[Path, int, int, Stock, int]) -> None:
    folder, seed, shard, stock, most = job
    write_shard(_shard(folder, shard), composed(seed, shard, SCENES_PER_SHARD, stock, most))
