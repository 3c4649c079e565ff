# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Batches of clips of similar size.

Batch `step` is a pure function of (seed, step), so that a resumed run sees the same batches. Each
pool of POOL batches draws its clips from the first shards, the more the later the pool, and waits
for those that are still being made. Most batches take only some strokes, or some points, of large
clips: that is cheaper, and it teaches the model that a motion doesn't depend on how densely a
drawing is sampled.
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
from engine.training.trajectory.shards import CLIPS_PER_SHARD, ClipShard, shard_path

POOL = 24
"""Batches whose clips are drawn together and sorted by size."""
THINNED_POINTS = 80
THINNED_SHARE = 0.65
"""Points that a thinned batch takes of a clip at most, and the share of thinned batches."""
STILL = 0.1
"""Added to every amplitude (working units), so that objects at rest can be normalised."""


@dataclass(frozen=True)
class ClipTensors:
    """The clips of a shard, concatenated: T points.

    Attributes:
        coefficients: [T, 2, K], trajectories in the temporal basis, not whitened.
        offsets: first point of each clip, and T.
        captions: of each clip the ids of its objects' captions.
    """

    points: NDArray[np.float32]
    strokes: NDArray[np.int16]
    objects: NDArray[np.int16]
    coefficients: NDArray[np.float16]
    offsets: NDArray[np.int64]
    loops: NDArray[np.uint8]
    captions: list[tuple[int, ...]]


@dataclass(frozen=True)
class TrajectoryBatch:
    """B clips of at most N points, padded.

    Attributes:
        points: float [B, N, 2], (x, y), working units.
        strokes: long [B, N], -1 for padding.
        slots: long [B, N], the object of each point.
        movable: bool [B, N], whether the point belongs to an object.
        valid: bool [B, N], false for padding.
        coefficients: float [B, N, 2 K], trajectories in the temporal basis, not whitened.
        words: long [B, S, W], word ids of the caption of each object.
        grams: long [B, S, W, G], ids of the words' 4-grams.
        loop: long [B], 1 for a clip whose motion loops, else 0.
    """

    points: Tensor
    strokes: Tensor
    slots: Tensor
    movable: Tensor
    valid: Tensor
    coefficients: Tensor
    words: Tensor
    grams: Tensor
    loop: Tensor

    def to(self, device: torch.device) -> TrajectoryBatch:
        """Return the batch on another device."""
        return TrajectoryBatch(
            **{k: getattr(self, k).to(device) for k in self.__dataclass_fields__}
        )


class ClipStore:
    """All clips that were read so far, by global index, and their encoded captions."""

    def __init__(self, folder: Path, seed: int, max_points: int) -> None:
        self.folder, self.seed, self.max_points = folder, seed, max_points
        self.shards: list[ClipTensors] = []
        self.sizes: list[NDArray[np.int64]] = []
        self.caption_ids: dict[str, int] = {}
        self.words: list[NDArray[np.int64]] = []
        self.grams: list[NDArray[np.int64]] = []
        self.basis: TemporalBasis | None = None

    def wait_for(self, index: int, check: Callable[[], None]) -> ClipShard:
        """Return shard `index` as soon as it is on the disk; call `check` while waiting."""
        path = shard_path(self.folder, self.seed, index)
        while not path.exists():
            check()
            time.sleep(0.2)
        return ClipShard.read(path)

    def extend_to(self, count: int, check: Callable[[], None]) -> None:
        """Read shards until there are at least `count`."""
        while len(self.shards) < count:
            self._add(self.wait_for(len(self.shards), check))

    def _add(self, shard: ClipShard) -> None:
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

    def batch(
        self, clips: NDArray[np.int64], limit: int, rng: np.random.Generator
    ) -> TrajectoryBatch:
        """Return a batch of the clips of these global indices, at most `limit` points of each."""
        members = [(self.shards[i // CLIPS_PER_SHARD], int(i % CLIPS_PER_SHARD)) for i in clips]
        chosen = [_choose(s.strokes, s.offsets[c : c + 2], limit, rng) for s, c in members]
        longest = max(len(span) for span in chosen)
        size, channels = len(members), 2 * members[0][0].coefficients.shape[2]
        points = np.full((size, longest, 2), 128.0, np.float32)
        strokes = np.full((size, longest), -1, np.int64)
        slots = np.zeros((size, longest), np.int64)
        movable = np.zeros((size, longest), bool)
        valid = np.zeros((size, longest), bool)
        coefficients = np.zeros((size, longest, channels), np.float32)
        rows: list[tuple[int, ...]] = []
        for row, (shard, clip) in enumerate(members):
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
        loop = np.array([shard.loops[clip] for shard, clip in members], np.int64)
        arrays = (points, strokes, slots, movable, valid, coefficients, words, grams, loop)
        return TrajectoryBatch(*(torch.from_numpy(a) for a in arrays))


class BatchOrder:
    """The order of clips in a run.

    shard_count: shards that there will be. first, growth: shards that the first pool of batches
    draws from, and how many more every later pool does.
    """

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
        """Return how many shards a pool of batches may draw from."""
        return int(min(self.shard_count, self.first + self.growth * pool))

    def at(self, step: int, check: Callable[[], None]) -> TrajectoryBatch:
        """Return batch `step`; wait for shards that are still being made."""
        pool, index = divmod(step, POOL)
        if pool != self._pool:
            self.store.extend_to(self.shards_for(pool), check)
            self._batches = self._draw(pool)
            self._pool = pool
        rng = np.random.default_rng([self.seed, pool, index])
        thinned = rng.random() < THINNED_SHARE
        limit = min(self.store.max_points, THINNED_POINTS if thinned else self.store.max_points)
        return self.store.batch(self._batches[index], limit, rng)

    def _draw(self, pool: int) -> list[NDArray[np.int64]]:
        rng = np.random.default_rng([self.seed, pool])
        sizes = np.concatenate(self.store.sizes[: self.shards_for(pool)])
        usable = np.flatnonzero(sizes > 0)
        count = POOL * self.batch_size
        chosen = rng.choice(usable, count, replace=len(usable) < count)
        chosen = chosen[np.argsort(sizes[chosen] + rng.random(count) * 0.5, kind="stable")]
        batches = list(chosen.reshape(POOL, self.batch_size))
        return [batches[i] for i in rng.permutation(POOL)]


def _choose(
    strokes: NDArray[np.int16],
    span: NDArray[np.int64],
    limit: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose at most `limit` points of a clip, from random strokes or anywhere; return indices."""
    every = np.arange(int(span[0]), int(span[1]))
    if len(every) <= limit:
        return every
    if rng.random() < 0.5:
        return np.sort(rng.choice(every, limit, replace=False))
    priority = rng.random(int(strokes[every].max()) + 1)[strokes[every]]
    return np.sort(every[np.argsort(priority, kind="stable")[:limit]])


def normalised_paths(shard: ClipShard, limit: int = 60_000) -> Tensor:
    """Return up to about `limit` scalar paths [M, 16] of a shard, to fit the temporal basis.

    The paths of each object are divided by their RMS.
    """
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
