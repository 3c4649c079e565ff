# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pairs of lines and colours in memory, and in a file, so that icons are drawn once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.language.noun_vectors import noun_vector
from engine.training.arrays_file import write_arrays
from engine.training.colour.icons import KINDS, IconPictures, held_back, read_icons
from engine.training.options import print_line

_EVERY = 100  # icons, after which it is said how many there are


@dataclass(frozen=True, eq=False)
class ColourPairs:
    """Icons as pictures.

    Attributes:
        names: of the icons; sources: of their sets.
        colors: uint8 [N, s, s, 4], on white, and where anything is.
        bits: uint8 [N, KINDS, 2 s * 2 s / 8], packed pictures of lines.
    """

    names: tuple[str, ...]
    sources: tuple[str, ...]
    colors: NDArray[np.uint8]
    bits: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def side(self) -> int:
        """Pixels of the pictures in colour."""
        return int(self.colors.shape[1])

    @classmethod
    def of(cls, icons: Sequence[IconPictures]) -> ColourPairs:
        """Return the pairs that some icons are."""
        return cls(
            tuple(icon.name for icon in icons),
            tuple(icon.source for icon in icons),
            np.stack([icon.color for icon in icons]),
            np.stack([np.packbits(icon.lines.reshape(KINDS, -1), 1) for icon in icons]),
        )

    @classmethod
    def joined(cls, parts: Sequence[ColourPairs]) -> ColourPairs:
        """Return the pairs of several sets as one."""
        return cls(
            tuple(name for part in parts for name in part.names),
            tuple(source for part in parts for source in part.sources),
            np.concatenate([part.colors for part in parts]),
            np.concatenate([part.bits for part in parts]),
        )

    def ink(self, icon: int, kind: int) -> NDArray[np.bool_]:
        """Return one picture of lines [2 s, 2 s]."""
        bits = np.unpackbits(self.bits[icon, kind]).astype(bool)
        return bits.reshape(2 * self.side, 2 * self.side)

    def part(self, chosen: NDArray[np.int64]) -> ColourPairs:
        """Return some of the icons."""
        return ColourPairs(
            tuple(self.names[k] for k in chosen.tolist()),
            tuple(self.sources[k] for k in chosen.tolist()),
            self.colors[chosen],
            self.bits[chosen],
        )

    def split(self) -> tuple[ColourPairs, ColourPairs]:
        """Return the icons to learn from and those held back, by concept."""
        kept = np.array([held_back(name) for name in self.names], bool)
        return self.part(np.flatnonzero(~kept)), self.part(np.flatnonzero(kept))

    def nouns(self) -> NDArray[np.float32]:
        """Return the word vectors [N, 96] of what the icons show."""
        return np.stack([noun_vector(name.replace("-", " ")) for name in self.names])

    def write(self, path: Path) -> None:
        """Write the file, as a whole."""
        told = {"names": np.array(self.names), "sources": np.array(self.sources)}
        write_arrays(path, {**told, "colors": self.colors, "bits": self.bits})

    @classmethod
    def read(cls, path: Path) -> ColourPairs:
        """Read what `write` wrote."""
        with np.load(path) as file:
            names, sources = file["names"].tolist(), file["sources"].tolist()
            return cls(tuple(names), tuple(sources), file["colors"], file["bits"])


def prepared_pairs(art: Path, folder: Path, sets: Sequence[str], side: int) -> ColourPairs:
    """Return the pairs of some icon sets; each is drawn from `art` the first time, into `folder`.

    Raises BadInput for a set that is not in `art`.
    """
    found = []
    folder.mkdir(parents=True, exist_ok=True)
    for name in sets:
        path = folder / f"pairs_{name}_{side}.npz"
        if not path.is_file():
            ColourPairs.of(list(_drawn(art, name, side))).write(path)
        found.append(ColourPairs.read(path))
    return ColourPairs.joined(found)


def _drawn(art: Path, name: str, side: int) -> Iterator[IconPictures]:
    for count, icon in enumerate(read_icons(art, name, side), 1):
        if count % _EVERY == 0:
            print_line(f"{count} icons of {name} are drawn")
        yield icon
