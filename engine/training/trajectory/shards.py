# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Clips on disk: shards of a fixed size, written by worker processes while training reads them.

A shard is a safetensors file with points [T, 2], strokes [T], objects [T], trajectories [16, T, 2]
in half precision, clip_offsets [C + 1] and loops [C]; captions, families and motions are JSON in
the metadata. Shard i holds the CLIPS_PER_SHARD clips from i * CLIPS_PER_SHARD on of one seed, so
that any number of workers can extend a folder or make it again.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file

CLIPS_PER_SHARD = 500
PUPPETS = "engine.puppets:generate"


class ClipLike(Protocol):
    """A generated clip; see `engine.puppets.PuppetClip`."""

    @property
    def points(self) -> NDArray[np.float32]: ...
    @property
    def strokes(self) -> NDArray[Any]: ...
    @property
    def objects(self) -> NDArray[Any]: ...
    @property
    def captions(self) -> tuple[str, ...]: ...
    @property
    def trajectories(self) -> NDArray[np.float32]: ...
    @property
    def loop(self) -> bool: ...
    @property
    def family(self) -> str: ...
    @property
    def motion(self) -> str: ...


@dataclass(frozen=True)
class ClipShard:
    """The clips of one file, concatenated along their points."""

    points: NDArray[np.float32]
    strokes: NDArray[np.int16]
    objects: NDArray[np.int16]
    trajectories: NDArray[np.float16]
    clip_offsets: NDArray[np.int32]
    loops: NDArray[np.uint8]
    captions: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]
    motions: tuple[str, ...]

    @classmethod
    def of(cls, clips: Sequence[ClipLike]) -> ClipShard:
        """Concatenate clips."""
        sizes = [len(clip.points) for clip in clips]
        return cls(
            points=np.concatenate([clip.points for clip in clips]).astype(np.float32),
            strokes=np.concatenate([clip.strokes for clip in clips]).astype(np.int16),
            objects=np.concatenate([clip.objects for clip in clips]).astype(np.int16),
            trajectories=np.concatenate([c.trajectories for c in clips], axis=1).astype(np.float16),
            clip_offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
            loops=np.array([clip.loop for clip in clips], np.uint8),
            captions=tuple(tuple(clip.captions) for clip in clips),
            families=tuple(clip.family for clip in clips),
            motions=tuple(clip.motion for clip in clips),
        )

    def write(self, path: Path) -> None:
        """Write the file under a temporary name, then rename it."""
        arrays = {
            name: np.ascontiguousarray(getattr(self, name))
            for name in ("points", "strokes", "objects", "trajectories", "clip_offsets", "loops")
        }
        words = {
            "captions": json.dumps(self.captions),
            "families": json.dumps(self.families),
            "motions": json.dumps(self.motions),
        }
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        save_file(arrays, temporary, words)
        temporary.replace(path)

    @classmethod
    def read(cls, path: Path) -> ClipShard:
        """Read a file that `write` wrote."""
        with safe_open(path, "np") as file:
            words = {key: json.loads(value) for key, value in file.metadata().items()}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        return cls(
            **arrays,
            captions=tuple(tuple(row) for row in words["captions"]),
            families=tuple(words["families"]),
            motions=tuple(words["motions"]),
        )

    @staticmethod
    def labels(path: Path) -> list[tuple[str, str, str]]:
        """Read (caption, motion, family) of the clips with one object, without the arrays."""
        with safe_open(path, "np") as file:
            words = {key: json.loads(value) for key, value in file.metadata().items()}
        rows = zip(words["captions"], words["motions"], words["families"], strict=True)
        return [
            (captions[0], motion, family) for captions, motion, family in rows if len(captions) == 1
        ]


def shard_path(folder: Path, seed: int, index: int) -> Path:
    """Return the path of shard `index` of a seed."""
    return folder / f"clips-{seed}-{index:05d}.safetensors"


def make_shard(folder: Path, seed: int, index: int, source: str = PUPPETS) -> None:
    """Generate one shard unless it exists; source: the generator as "module:function"."""
    path = shard_path(folder, seed, index)
    if path.exists():
        return
    module, _, name = source.partition(":")
    generate = getattr(importlib.import_module(module), name)
    first = index * CLIPS_PER_SHARD
    ClipShard.of([generate(seed, first + i) for i in range(CLIPS_PER_SHARD)]).write(path)


class ShardWorkers:
    """Processes that fill a folder with shards 0 to count - 1, in order, while training runs."""

    def __init__(self, folder: Path, seed: int, count: int, workers: int, source: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        context = multiprocessing.get_context("spawn")
        self.processes = [
            context.Process(
                target=_work,
                args=(folder, seed, range(number, count, workers), source),
                daemon=True,
            )
            for number in range(workers)
        ]
        for process in self.processes:
            process.start()

    def check(self) -> None:
        """Raise RuntimeError when a worker has failed."""
        for process in self.processes:
            if process.exitcode not in (None, 0):
                raise RuntimeError(f"generating clips failed (exit code {process.exitcode})")

    def stop(self) -> None:
        """End the workers."""
        for process in self.processes:
            process.terminate()
            process.join()


def _work(folder: Path, seed: int, indices: range, source: str) -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    parent = os.getppid()
    for index in indices:
        if os.getppid() != parent:
            return  # the command was killed
        make_shard(folder, seed, index, source)
