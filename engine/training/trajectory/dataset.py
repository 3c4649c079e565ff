# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Batches of clips of similar size, drawn the same way whatever was interrupted.

Batch `step` is a pure function of (seed, step): a pool of steps draws its clips from the shards
that its number entitles it to, waiting for them if they are still being made. Most batches see
only some strokes, or some points, of their larger clips: that is cheaper, and it teaches the
model that a motion doesn't depend on how densely a drawing is sampled.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.language import text as text_features
from engine.priors.trajectory.temporal import TemporalBasis
from engine.training.trajectory.shards import CLIPS_PER_SHARD, Shard, shard_path

POOL = 24
"""Batches that are drawn together and sorted by size."""
THINNED_POINTS = 80
THINNED_SHARE = 0.65
"""Points that a thinned batch keeps of a clip at most, and the share of thinned batches."""
STILL = 0.1
"""Added to every amplitude (working units), so that what stays still stays defined."""


@dataclass(frozen=True)
class ClipTensors:
    """Clips with their trajectories as raw coefficients [T, 2, K], concatenated."""

    points: NDArray[np.float32]
    strokes: NDArray[np.int16]
    objects: NDArray[np.int16]
    coefficients: NDArray[np.float16]
    offsets: NDArray[np.int64]
    loops: NDArray[np.uint8]
    captions: list[tuple[int, ...]]


@dataclass(frozen=True)
class Batch:
    """B padded clips: points [B, N, 2], strokes and slots long [B, N], movable and valid bool
    [B, N], coefficients float [B, N, 2 K] (not whitened), words [B, S, W], grams [B, S, W, G],
    loop long [B] 0/1."""

    points: Tensor
    strokes: Tensor
    slots: Tensor
    movable: Tensor
    valid: Tensor
    coefficients: Tensor
    words: Tensor
    grams: Tensor
    loop: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on another device."""
        return Batch(**{k: getattr(self, k).to(device) for k in self.__dataclass_fields__})


class ClipStore:
    """All clips read so far, by global index, and their captions as ids."""

    def __init__(self, folder: Path, seed: int, max_points: int) -> None:
        self.folder, self.seed, self.max_points = folder, seed, max_points
        self.shards: list[ClipTensors] = []
        self.sizes: list[NDArray[np.int64]] = []
        self.caption_ids: dict[str, int] = {}
        self.words: list[NDArray[np.int64]] = []
        self.grams: list[NDArray[np.int64]] = []
        self.basis: TemporalBasis | None = None

    def wait_for(self, index: int, check: Callable[[], None]) -> Shard:
        """Shard `index`, as soon as it is on the disk."""
        path = shard_path(self.folder, self.seed, index)
        while not path.exists():
            check()
            time.sleep(0.2)
        return Shard.read(path)

    def extend_to(self, count: int, check: Callable[[], None]) -> None:
        """Holds at least `count` shards afterwards."""
        while len(self.shards) < count:
            self._add(self.wait_for(len(self.shards), check))

    def _add(self, shard: Shard) -> None:
        if self.basis is None:
            raise ValueError("the basis must be set first")
        trajectories = torch.from_numpy(shard.trajectories.astype(np.float32))
        raw = torch.einsum("kf,fhd->hdk", self.basis.rows, trajectories)
        offsets = shard.clip_offsets.astype(np.int64)
        self.shards.append(
            ClipTensors(
                points=shard.points,
                strokes=shard.strokes,
                objects=shard.objects,
                coefficients=raw.numpy().astype(np.float16),
                offsets=offsets,
                loops=shard.loops,
                captions=[tuple(self._caption(c) for c in row) for row in shard.captions],
            )
        )
        self.sizes.append(np.diff(offsets))

    def _caption(self, text: str) -> int:
        known = self.caption_ids.get(text)
        if known is None:
            known = self.caption_ids[text] = len(self.words)
            words, grams = text_features.encode(text)
            self.words.append(words.astype(np.int16))
            self.grams.append(grams.astype(np.int16))
        return known

    def batch(self, clips: NDArray[np.int64], limit: int, rng: np.random.Generator) -> Batch:
        """The clips of these global indices, at most `limit` points of each, padded alike."""
        places = [(self.shards[i // CLIPS_PER_SHARD], int(i % CLIPS_PER_SHARD)) for i in clips]
        chosen = [_choose(s.strokes, s.offsets[c : c + 2], limit, rng) for s, c in places]
        longest = max(len(span) for span in chosen)
        size, channels = len(places), 2 * places[0][0].coefficients.shape[2]
        points = np.full((size, longest, 2), 128.0, np.float32)
        strokes = np.full((size, longest), -1, np.int64)
        slots = np.zeros((size, longest), np.int64)
        movable = np.zeros((size, longest), bool)
        valid = np.zeros((size, longest), bool)
        coefficients = np.zeros((size, longest, channels), np.float32)
        rows: list[tuple[int, ...]] = []
        for row, (shard, clip) in enumerate(places):
            span = chosen[row]
            count = len(span)
            own, captions = shard.objects[span].astype(np.int64), shard.captions[clip]
            points[row, :count] = shard.points[span]
            strokes[row, :count] = shard.strokes[span]
            slots[row, :count] = np.where(own < 0, len(captions), own)
            movable[row, :count] = own >= 0
            valid[row, :count] = True
            coefficients[row, :count] = shard.coefficients[span].reshape(count, channels)
            rows.append(captions)
        slot_count = int(slots.max()) + 1
        words = np.zeros((size, slot_count, text_features.MAX_WORDS), np.int64)
        grams = np.zeros((*words.shape, text_features.MAX_GRAMS), np.int64)
        for row, captions in enumerate(rows):
            for slot, caption in enumerate(captions[:slot_count]):
                words[row, slot], grams[row, slot] = self.words[caption], self.grams[caption]
        loop = np.array([shard.loops[clip] for shard, clip in places], np.int64)
        arrays = (points, strokes, slots, movable, valid, coefficients, words, grams, loop)
        return Batch(*(torch.from_numpy(a) for a in arrays))


class BatchOrder:
    """Which clips make batch `step`."""

    def __init__(
        self,
        store: ClipStore,
        seed: int,
        batch_size: int,
        shard_count: int,
        first: int,
        growth: float,
    ) -> None:
        self.store, self.seed, self.batch_size = store, seed, batch_size
        self.shard_count, self.first, self.growth = shard_count, first, growth
        self._pool = -1
        self._batches: list[NDArray[np.int64]] = []

    def shards_for(self, pool: int) -> int:
        """How many shards a pool of batches may draw from."""
        return int(min(self.shard_count, self.first + self.growth * pool))

    def at(self, step: int, check: Callable[[], None]) -> Batch:
        """Batch `step`; waits for shards that are still being made."""
        pool, place = divmod(step, POOL)
        if pool != self._pool:
            self.store.extend_to(self.shards_for(pool), check)
            self._batches = self._draw(pool)
            self._pool = pool
        rng = np.random.default_rng([self.seed, pool, place])
        thinned = rng.random() < THINNED_SHARE
        limit = min(self.store.max_points, THINNED_POINTS if thinned else self.store.max_points)
        return self.store.batch(self._batches[place], limit, rng)

    def _draw(self, pool: int) -> list[NDArray[np.int64]]:
        rng = np.random.default_rng([self.seed, pool])
        sizes = np.concatenate(self.store.sizes[: self.shards_for(pool)])
        usable = np.flatnonzero(sizes > 0)
        wanted = POOL * self.batch_size
        chosen = rng.choice(usable, wanted, replace=len(usable) < wanted)
        chosen = chosen[np.argsort(sizes[chosen] + rng.random(wanted) * 0.5, kind="stable")]
        batches = list(chosen.reshape(POOL, self.batch_size))
        return [batches[i] for i in rng.permutation(POOL)]


def _choose(
    strokes: NDArray[np.int16],
    span: NDArray[np.int64],
    limit: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Indices of at most `limit` points of a clip: whole strokes, or points anywhere."""
    every = np.arange(int(span[0]), int(span[1]))
    if len(every) <= limit:
        return every
    if rng.random() < 0.5:
        return np.sort(rng.choice(every, limit, replace=False))
    priority = rng.random(int(strokes[every].max()) + 1)[strokes[every]]
    return np.sort(every[np.argsort(priority, kind="stable")[:limit]])


def normalised_paths(shard: Shard, limit: int = 60_000) -> Tensor:
    """Scalar paths [M, 16] of a shard, each object's divided by its RMS, for the basis."""
    rows = []
    for clip in range(len(shard.loops)):
        span = slice(int(shard.clip_offsets[clip]), int(shard.clip_offsets[clip + 1]))
        own = shard.objects[span]
        paths = torch.from_numpy(shard.trajectories[:, span].astype(np.float32))
        for index in range(int(own.max()) + 1):
            part = paths[:, torch.from_numpy(own == index)]
            rms = float(part.square().mean().sqrt()) if part.numel() else 0.0
            if rms > 1.0:
                rows.append((part / rms).permute(1, 2, 0).reshape(-1, 16))
    every = torch.cat(rows)
    return every[:: max(1, len(every) // limit)]
