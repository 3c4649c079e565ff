# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of word vectors: file, nearest word, and what the shipped one has learnt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.language.text import stem
from engine.language.vocabulary import learn_vocabulary
from engine.language.word_vectors import Kind, WordVectors, shipped
from engine.training.words import (
    Sense,
    SentenceEncoder,
    phrases_of,
    rare_verbs,
    read_senses,
    stem_vectors,
    strongest,
)

DATA = """\
  1 A licence is not a word.
00000012 38 v 02 trot 0 jog 3 001 @ 00000099 v 0000 01 + 02 00 | run at a moderate speed; "a"
00000034 30 v 01 trot 1 000 01 + 02 00 | make trot; something
"""
INDEX = """\
  1 A licence is not a word.
jog v 1 1 @ 1 0 00000012
trot v 2 2 @ + 2 2 00000034 00000012
"""


def table() -> WordVectors:
    stems: list[tuple[Kind, str]] = [("verb", "a"), ("verb", "b"), ("verb", "c"), ("noun", "b")]
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [1, 0]], np.float32)
    return WordVectors.of(stems, vectors)


def test_nearest_is_by_cosine_among_words_of_a_kind() -> None:
    found = table().nearest("a", ["b", "c"], "verb")
    assert found is not None and found[0] == "b" and found[1] == pytest.approx(0.8, abs=0.01)
    assert table().nearest("a", ["c"], "verb") is None
    assert table().nearest("nowhere", ["b"], "verb") is None
    assert table().nearest("a", ["nowhere", "a"], "verb") is None
    assert table().nearest("a", ["b"], "noun") is None


def test_a_table_survives_its_file(tmp_path: Path) -> None:
    table().write(tmp_path / "words.safetensors")
    read = WordVectors.read(tmp_path / "words.safetensors")
    assert read.index == table().index
    np.testing.assert_array_equal(read.vectors, table().vectors)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.safetensors"
    path.write_bytes(b"no table")
    with pytest.raises(ValueError, match="damaged"):
        WordVectors.read(path)


def test_the_strongest_directions_keep_the_cosines() -> None:
    generator = np.random.default_rng(0)
    vectors = (generator.normal(size=(50, 2)) @ generator.normal(size=(2, 9))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = strongest(vectors, 2)
    assert kept.shape == (50, 2)
    np.testing.assert_allclose(kept @ kept.T, vectors @ vectors.T, atol=1e-4)


def test_senses_are_read_from_wordnets_files(tmp_path: Path) -> None:
    (tmp_path / "data.verb").write_text(DATA, encoding="utf-8")
    (tmp_path / "index.verb").write_text(INDEX, encoding="utf-8")
    senses = read_senses(tmp_path, "verb")
    assert senses["jog"] == [Sense(38, "run at a moderate speed")]
    assert [sense.field for sense in senses["trot"]] == [30, 38]


def test_a_verb_that_is_mostly_a_noun_is_left_out(tmp_path: Path) -> None:
    lines = ("floor%1:06:00:: 1 40", "floor%2:35:00:: 1 2", "trot%2:38:00:: 1 3")
    (tmp_path / "cntlist.rev").write_text("\n".join(lines), encoding="utf-8")
    assert rare_verbs(tmp_path) == {"floor"}


def test_meanings_that_can_be_drawn_come_first() -> None:
    senses = {
        "bank": [Sense(14, "a firm"), Sense(17, "sloping land"), Sense(21, "a sum")],
        "idea": [Sense(9, "a thought")],
        "gnu": [Sense(5, "an antelope")],
    }
    found = phrases_of(senses, "noun", {"bank", "idea"})
    assert found == {("noun", "bank"): ["a bank: sloping land", "a bank: a firm"]}


def test_a_stem_is_the_mean_of_its_phrases() -> None:
    phrases: dict[tuple[Kind, str], list[str]] = {("verb", "a"): ["x", "yyy"], ("noun", "b"): ["z"]}

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[len(text), 1.0] for text in texts], np.float32)

    vectors = stem_vectors(phrases, encode)
    np.testing.assert_allclose(vectors[0], np.array([2, 1]) / 5**0.5, rtol=1e-5)
    np.testing.assert_allclose(vectors[1], np.array([1, 1]) / 2**0.5, rtol=1e-5)


def test_a_sentence_encoder_is_read_from_a_folder(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    (tmp_path / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "it", "a"]))
    config = transformers.BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    transformers.BertModel(config).save_pretrained(tmp_path)
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    vectors = SentenceEncoder(str(tmp_path))(["it", "a it a", "it"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-6)  # padding changes nothing
    assert np.abs(vectors[0] - vectors[1]).max() > 1e-3  # and the order is the texts' own


@pytest.mark.parametrize(
    ("kind", "word", "known", "meant"),
    [
        ("verb", "saunters", ("stroll", "fly", "spin", "jump"), "stroll"),
        ("verb", "shudders", ("walk", "shiver", "swim"), "shiver"),
        ("verb", "hobbles", ("waddle", "nibble", "swim"), "waddle"),
        ("noun", "tabby", ("cat", "horse", "boat"), "cat"),
        ("noun", "mackerel", ("trout", "eagle", "tree"), "trout"),
        ("noun", "sedan", ("flower", "car", "fish"), "car"),
    ],
)
def test_the_shipped_table_knows_words_of_no_list_of_ours(
    kind: Kind, word: str, known: tuple[str, ...], meant: str
) -> None:
    found = shipped().nearest(stem(word), [stem(other) for other in known], kind, least=0.4)
    assert found is not None and found[0] == stem(meant)


def test_a_prompt_in_other_words_is_understood_and_nonsense_is_not() -> None:
    rows = [
        (f"the {name} {verb}", motion, "quadruped")
        for name in ("dog", "cat", "horse")
        for verb, motion in (("strolls", "walk"), ("shivers", "shake"), ("rests", "still"))
    ]
    rows += [(f"the {name} rests", "still", name) for name in ("ball", "boat")]
    vocabulary = learn_vocabulary(rows * 3)
    assert vocabulary.understood("the tabby saunters").motion == "walk"
    assert vocabulary.translate("the tabby saunters") == "cat stroll"
    assert vocabulary.understood("the poodle shudders").motion == "shake"
    for prompt in ("the dog philosophizes", "the dog votes", "the cat recites poems"):
        assert not vocabulary.understood(prompt).known
