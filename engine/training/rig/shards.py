# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labelled drawings on disk, made once and read many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from engine.puppets.figures import LabelledDrawing, labelled_drawing
from engine.rig.classes import MOST_JOINTS
from engine.rig.skeletons import PLANS
from engine.training.options import print_line


def write_shard(path: Path, seed: int, first: int, count: int) -> None:
    """Make drawings first .. first + count - 1 of a seed and write them to a file."""
    drawings = [labelled_drawing(seed, first + n) for n in range(count)]
    names = list(PLANS)
    joints = np.full((count, MOST_JOINTS, 2), np.nan, np.float32)
    for row, drawing in zip(joints, drawings, strict=True):
        row[: len(drawing.joints)] = drawing.joints
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        plans=np.array([names.index(d.plan) for d in drawings], np.int16),
        offsets=np.cumsum([0, *(len(d.points) for d in drawings)]),
        points=np.concatenate([d.points for d in drawings]).astype(np.float32),
        strokes=np.concatenate([d.strokes for d in drawings]).astype(np.int16),
        parts=np.concatenate([d.parts for d in drawings]).astype(np.int8),
        along=np.concatenate([d.along for d in drawings]).astype(np.float16),
        joints=joints,
    )
    part.replace(path)


@dataclass(frozen=True)
class Shard:
    """Drawings of a file, in memory."""

    arrays: dict[str, NDArray[np.generic]]

    @classmethod
    def read(cls, path: Path) -> Shard:
        """Read a shard."""
        with np.load(path) as file:
            return cls({name: file[name] for name in file.files})

    def __len__(self) -> int:
        return len(self.arrays["plans"])

    def __getitem__(self, number: int) -> LabelledDrawing:
        a = self.arrays
        name = list(PLANS)[int(a["plans"][number])]
        span = slice(int(a["offsets"][number]), int(a["offsets"][number + 1]))
        return LabelledDrawing(
            name,
            a["points"][span].astype(np.float64),
            a["strokes"][span].astype(np.int64),
            a["parts"][span].astype(np.int64),
            a["along"][span].astype(np.float64),
            a["joints"][number][: len(PLANS[name].joints)].astype(np.float64),
        )


class FigureFolder(Sequence[Shard]):
    """The shards of a run, in a folder; one that isn't there is drawn when it is asked for."""

    def __init__(self, folder: Path, seed: int, shards: int, figures: int) -> None:
        self.folder, self.seed, self.shards, self.figures = folder, seed, shards, figures
        self._read: dict[int, Shard] = {}

    def __len__(self) -> int:
        return self.shards

    @overload
    def __getitem__(self, number: int) -> Shard: ...

    @overload
    def __getitem__(self, number: slice) -> list[Shard]: ...

    def __getitem__(self, number: int | slice) -> Shard | list[Shard]:
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(self.shards))]
        if not 0 <= number < self.shards:
            raise IndexError(number)
        if number not in self._read:
            path = self.folder / f"figures_{number:03d}.npz"
            if not path.is_file():
                print_line(f"drawing figures: file {number + 1} of {self.shards}")
                write_shard(path, self.seed, number * self.figures, self.figures)
            self._read[number] = Shard.read(path)
        return self._read[number]
