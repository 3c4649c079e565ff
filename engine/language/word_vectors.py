# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The known word that is nearest in meaning to an unknown one: small vectors of verbs and nouns.

The table is distilled from a sentence encoder (see `engine/training/words.py` and the model card).
A word that is not in it either (a name, a typing error) stays unknown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

Kind = Literal["verb", "noun"]

FORMAT = "sketch-motion-word-vectors"
DEFAULT_PATH = Path(__file__).parents[1] / "models" / "words" / "words.safetensors"
LEAST: Mapping[Kind, float] = {"verb": 0.56, "noun": 0.6}
"""The cosine from which a word may stand for another (measured: see the model card)."""


@dataclass(frozen=True)
class WordVectors:
    """A table of word vectors, compared by their cosines.

    Attributes:
        index: (kind, stem) -> row.
        vectors: int8 [S, D].
        info: how the table was made.
    """

    index: Mapping[tuple[Kind, str], int]
    vectors: NDArray[np.int8]
    info: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, stems: Sequence[tuple[Kind, str]], vectors: NDArray[np.float32], **info: str
    ) -> WordVectors:
        """Make a table of unit vectors [S, D]; each is scaled to the whole range of a byte."""
        largest = np.maximum(np.abs(vectors).max(-1, keepdims=True), 1e-12)
        return cls(
            {word: k for k, word in enumerate(stems)},
            np.round(vectors / largest * 127).astype(np.int8),
            info,
        )

    def nearest(
        self, word: str, among: Collection[str], kind: Kind, least: float | None = None
    ) -> tuple[str, float] | None:
        """Return the stem of `among` nearest to the stem `word`, with their cosine.

        None when the cosine is below `least`, or when the table lacks the word.
        """
        row = self.index.get((kind, word))
        known = [other for other in among if (kind, other) in self.index and other != word]
        if row is None or not known:
            return None
        own = self.vectors[row].astype(np.float32)
        others = self.vectors[[self.index[kind, other] for other in known]].astype(np.float32)
        lengths = np.linalg.norm(others, axis=1) * np.linalg.norm(own)
        cosines = others @ own / np.maximum(lengths, 1e-12)
        best = int(np.argmax(cosines))
        if cosines[best] < (LEAST[kind] if least is None else least):
            return None
        return known[best], float(cosines[best])

    def write(self, path: Path) -> None:
        """Write the file under a temporary name, then rename it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".tmp")
        stems = sorted(self.index, key=lambda entry: self.index[entry])
        metadata = {
            "format": FORMAT,
            "stems": " ".join(f"{kind}:{word}" for kind, word in stems),
            "info": json.dumps(dict(self.info)),
        }
        save_file({"vectors": self.vectors}, temporary, metadata)
        temporary.replace(path)

    @classmethod
    def read(cls, path: Path) -> WordVectors:
        """Read what `write` wrote. Raises ValueError for any other file."""
        try:
            with safe_open(path, "np") as file:
                metadata = file.metadata() or {}
                vectors = file.get_tensor("vectors")
        except SafetensorError as error:
            raise ValueError(f"{path.name} is damaged: {error}") from error
        stems = [entry.partition(":") for entry in metadata.get("stems", "").split()]
        if metadata.get("format") != FORMAT or len(stems) != len(vectors):
            raise ValueError(f"{path.name} is not a table of word vectors")
        index: dict[tuple[Kind, str], int] = {
            ("verb" if kind == "verb" else "noun", word): k
            for k, (kind, _, word) in enumerate(stems)
        }
        return cls(index, vectors, json.loads(metadata.get("info", "{}")))


@cache
def shipped() -> WordVectors:
    """Return the table that ships with the program; it is read once."""
    return WordVectors.read(DEFAULT_PATH)
