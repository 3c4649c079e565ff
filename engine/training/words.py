# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Word vectors from a sentence encoder that reads a dictionary: `python -m engine train words`.

A sentence encoder understands "to saunter: walk leisurely and with no apparent aim" even where it
hardly knows the word, but it weighs 90 MB and needs transformers. So the definitions of WordNet
3.0 are encoded once. The result is one static vector for each verb and each noun, reduced to the
strongest directions and stored as bytes: at run time a word is a row of a table. Sources: static
vectors from an encoder, Model2Vec (Tulkens and van Dongen 2024); from definitions, Bosc and Vincent
2018.

This is no training in steps, so it doesn't use the training loop.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.language.text import stem
from engine.language.word_vectors import DEFAULT_PATH, Kind, WordVectors

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

_WORD = re.compile(r"[a-z]{2,14}")
_BATCH = 64
_RARE = 3
_SENSES = 2
_LATE = 2.5
"""By how many ranks a sense of another field is moved back."""
#: WordNet's lexicographer files whose senses are preferred: motion; animals, things, people and the
#: like. A word is used when it has a sense in one of the files in `_DRAWN`: verbs also of the body,
#: of eating, of contact and of the weather, but not of thought, speech or law.
_FIELDS: dict[Kind, frozenset[int]] = {
    "verb": frozenset({38}),
    "noun": frozenset({5, 6, 17, 18, 19, 20}),
}
_DRAWN: dict[Kind, frozenset[int]] = {
    "verb": frozenset({29, 34, 35, 38, 43}),
    "noun": _FIELDS["noun"],
}
_PHRASES: dict[Kind, str] = {"verb": "to {}: {}", "noun": "a {}: {}"}


@dataclass(frozen=True)
class Sense:
    """One meaning of a word: its lexicographer file and its definition, without examples."""

    field: int
    definition: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m engine train words", description=__doc__)
    add = parser.add_argument
    add("--encoder", required=True, help="folder (or name) of a BERT-like sentence encoder")
    add("--wordnet", type=Path, required=True, help="WordNet's folder with data.* and index.*")
    add("--common", type=Path, help="a list of common words: nouns outside of it are left out")
    add("--to", type=Path, default=DEFAULT_PATH)
    add("--size", type=int, default=96, help="numbers a word")
    add("--device", default="cpu")
    options = parser.parse_args(arguments)
    common = set(options.common.read_text("utf-8").split()) if options.common else None
    phrases: dict[tuple[Kind, str], list[str]] = {}
    rare = rare_verbs(options.wordnet)
    verbs = read_senses(options.wordnet, "verb")
    phrases |= phrases_of({k: v for k, v in verbs.items() if k not in rare}, "verb")
    phrases |= phrases_of(read_senses(options.wordnet, "noun"), "noun", common)
    print(f"{len(phrases)} stems, {sum(map(len, phrases.values()))} definitions", flush=True)
    vectors = stem_vectors(phrases, SentenceEncoder(options.encoder, options.device))
    made = WordVectors.of(list(phrases), strongest(vectors, options.size), source="WordNet 3.0")
    made.write(options.to)
    print(f"{options.to}: {options.to.stat().st_size / 1e6:.1f} MB")
    return 0


def read_senses(folder: Path, kind: Kind) -> dict[str, list[Sense]]:
    """Read the senses of each word, most frequent first, from WordNet's files (see wndb(5))."""
    senses: dict[str, Sense] = {}
    for line in (folder / f"data.{kind}").read_text("utf-8", errors="replace").splitlines():
        if not line.startswith(" "):
            head, _, gloss = line.partition("|")
            offset, field = head.split()[:2]
            senses[offset] = Sense(int(field), gloss.split(";")[0].strip())
    by_word: dict[str, list[Sense]] = {}
    for line in (folder / f"index.{kind}").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            word, _, count, *rest = line.split()
            by_word[word] = [senses[offset] for offset in rest[-int(count) :]]
    return by_word


def rare_verbs(folder: Path) -> set[str]:
    """Return words that are nouns far more often than verbs ("floor"); see cntlist(5)."""
    counts: dict[str, Counter[str]] = {"1": Counter(), "2": Counter()}
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, _, count = line.split()
        word, _, rest = key.partition("%")
        if rest[0] in counts:
            counts[rest[0]][word] += int(count)
    return {word for word, nouns in counts["1"].items() if nouns > _RARE * (1 + counts["2"][word])}


def phrases_of(
    senses: dict[str, list[Sense]], kind: Kind, common: Collection[str] | None = None
) -> dict[tuple[Kind, str], list[str]]:
    """Return up to two definitions of each (kind, stem) as phrases, drawable senses first.

    Words without a sense that a drawing can show are left out, and so are nouns that aren't in
    `common`.
    """
    phrases: dict[tuple[Kind, str], list[str]] = {}
    for word, own in senses.items():
        drawn = [sense.field in _FIELDS[kind] for sense in own]
        if not _WORD.fullmatch(word) or (kind, stem(word)) in phrases:
            continue
        if not any(sense.field in _DRAWN[kind] for sense in own):
            continue
        if kind == "noun" and common is not None and word not in common:
            continue
        order = sorted(range(len(own)), key=lambda k: k + (0 if drawn[k] else _LATE))
        texts = [_PHRASES[kind].format(word, own[k].definition) for k in order[:_SENSES]]
        phrases[kind, stem(word)] = texts
    return phrases


class SentenceEncoder:
    """Maps T texts to unit vectors [T, D]: the mean of the last hidden states (Sentence-BERT)."""

    def __init__(self, folder: str, device: str = "cpu") -> None:
        from transformers import AutoModel, AutoTokenizer

        self.device = device
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder).eval().to(device)

    @torch.no_grad()
    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        by_length = sorted(range(len(texts)), key=lambda k: len(texts[k]))
        rows = [
            self._batch([texts[k] for k in by_length[begin : begin + _BATCH]])
            for begin in range(0, len(texts), _BATCH)
        ]
        return np.concatenate(rows)[np.argsort(by_length)]

    def _batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        tokens = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=64, return_tensors="pt"
        ).to(self.device)
        hidden = self.model(**tokens).last_hidden_state
        mask = tokens["attention_mask"][:, :, None]
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return np.asarray(torch.nn.functional.normalize(mean, dim=-1).cpu(), np.float32)


def stem_vectors(phrases: dict[tuple[Kind, str], list[str]], encode: Encode) -> NDArray[np.float32]:
    """Return unit vectors [S, D]: for each stem the mean over its phrases."""
    vectors = encode([text for group in phrases.values() for text in group])
    ends = np.cumsum([len(group) for group in phrases.values()])
    return _unit(np.stack([part.mean(0) for part in np.split(vectors, ends[:-1])]))


def strongest(vectors: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Reduce vectors [S, D] to the directions of largest second moment; return units [S, size]."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return _unit(vectors @ directions[:, ::-1][:, :size])


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), np.float32)
