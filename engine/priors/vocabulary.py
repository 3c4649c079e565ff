# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words training has seen, and what they mean to it: a motion, a subject, or neither."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.priors.base import Understood
from engine.priors.synonyms import synonyms_of
from engine.priors.text import stem, stems_of, words_of

_LEAST_COUNT = 3
_LEAST_STRENGTH = 0.03


@dataclass(frozen=True)
class Word:
    """A known stem: the motion or the subject it names ("" if neither) and how surely, 0..1."""

    motion: str = ""
    subject: str = ""
    strength: float = 0.0


@dataclass(frozen=True)
class Vocabulary:
    """Known stems. An empty vocabulary knows nothing and translates nothing."""

    words: Mapping[str, Word] = field(default_factory=dict)

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def translate(self, text: str) -> str:
        """The text with each unknown word replaced by a known synonym, where there is one."""
        return " ".join(self._known_form(word) for word in words_of(text))

    def understood(self, text: str) -> Understood:
        """The motion and the subject that the words of a text name most, synonyms included."""
        motions: defaultdict[str, float] = defaultdict(float)
        subjects: defaultdict[str, float] = defaultdict(float)
        for known in dict.fromkeys(stems_of(self.translate(text))):
            word = self.words.get(known, Word())
            if word.motion:
                motions[word.motion] += word.strength
            if word.subject:
                subjects[word.subject] += word.strength
        unknown = tuple(
            dict.fromkeys(w for w in words_of(text) if stem(self._known_form(w)) not in self.words)
        )
        motion = max(motions, key=lambda label: motions[label], default="")
        subject = max(subjects, key=lambda label: subjects[label], default="")
        return Understood(bool(motion), motion, subject, unknown)

    def to_json(self) -> str:
        """Compact JSON."""
        rows = {k: [w.motion, w.subject, round(w.strength, 3)] for k, w in self.words.items()}
        return json.dumps(rows, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Reads what `to_json` wrote."""
        rows = json.loads(text)
        return cls({k: Word(str(m), str(s), float(v)) for k, (m, s, v) in rows.items()})

    def _known_form(self, word: str) -> str:
        if not self.words or stem(word) in self.words:
            return word
        return next((other for other in synonyms_of(stem(word)) if other in self.words), word)


def learn_vocabulary(rows: Iterable[tuple[str, str, str]]) -> Vocabulary:
    """The vocabulary of (caption, motion, family) rows.

    A stem names the motion m when p(m | stem) p(stem | m) is large, and larger than the same for
    families; "gallop" belongs to one motion, "horse" to one family and to many motions.
    """
    seen: Counter[str] = Counter()
    motions: Counter[str] = Counter()
    families: Counter[str] = Counter()
    with_motion: Counter[tuple[str, str]] = Counter()
    with_family: Counter[tuple[str, str]] = Counter()
    for caption, motion, family in rows:
        motions[motion] += 1
        families[family] += 1
        for word in set(stems_of(caption)):
            seen[word] += 1
            with_motion[word, motion] += 1
            with_family[word, family] += 1
    best_motion = _best(with_motion, seen, motions)
    best_family = _best(with_family, seen, families)
    words: dict[str, Word] = {}
    for word, count in seen.items():
        if count < _LEAST_COUNT:
            continue
        motion, moves = best_motion[word]
        family, names = best_family[word]
        strength = max(moves, names)
        if strength < _LEAST_STRENGTH:
            words[word] = Word()
        elif moves > names:
            words[word] = Word(motion=motion, strength=strength)
        else:
            words[word] = Word(subject=family, strength=strength)
    return Vocabulary(words)


def _best(
    joint: Counter[tuple[str, str]], seen: Counter[str], labels: Counter[str]
) -> dict[str, tuple[str, float]]:
    best: dict[str, tuple[str, float]] = {}
    for (word, label), count in joint.items():
        strength = count / seen[word] * count / labels[label]
        if strength > best.get(word, ("", -1.0))[1]:
            best[word] = (label, strength)
    return best
