# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words that training has seen, and what each of them names: a motion, a subject or nothing."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.language.clauses import clauses_of, direction_named, is_faint, is_generic
from engine.language.synonyms import synonyms_of
from engine.language.text import stem, stems_of, words_of
from engine.language.understood import Understood
from engine.language.word_vectors import shipped

_LEAST_COUNT = 3
_LEAST_STRENGTH = 0.03
_SURE_SUBJECT = 0.5
"""A word names a family when this share of the captions with the word is about that family ..."""
_NOUN_MARGIN = 0.3
"""... and when that share exceeds the share with the word's likeliest motion by this much."""
_LEAST_OWN = 0.05
_LATER = 0.7
"""Weight of each verb relative to the verb before: the first verb is the main verb."""
_HELPERS = frozenset(("not", "put", "lik", "us", "keep", "tak", "ice", "mouth"))
"""Stems that stand beside verbs in captions and that a dictionary lists as verbs themselves."""
_PERSON = "person"
_PEOPLE = frozenset(
    stem(word)
    for word in ("person", "people", "man", "woman", "boy", "girl", "child", "kid", "guy", "lady")
)
EVERYBODY = ""
"""The key of the motions that at least half of the families do."""


@dataclass(frozen=True)
class Word:
    """What a stem in the training captions means: it names a motion, a family, or neither.

    A stem is a word without its English inflection. A family is a kind of creature or thing.

    Attributes:
        motion: name of the motion that the stem names, or "".
        subject: name of the family that the stem names, or "".
        strength: how surely the stem names that motion or family, 0 to 1; see `learn_vocabulary`.
        own: family -> motion, for the families in whose captions the stem names another motion
            than `motion`.
    """

    motion: str = ""
    subject: str = ""
    strength: float = 0.0
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """The stems that training has seen. An empty vocabulary knows and translates nothing.

    Attributes:
        words: stem -> what the stem means.
        motions: family -> its motions in training; EVERYBODY -> motions of at least half of the
            families.
        common: family -> its commonest motion.
    """

    words: Mapping[str, Word] = field(default_factory=dict)
    motions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def translate(self, text: str) -> str:
        """Replace each unknown word of a text by a known synonym, where there is one."""
        return " ".join(self._known_form(word) for word in words_of(text))

    def understood(self, text: str) -> Understood:
        """Find which motion the main clause of a text names, and which family does the motion.

        Unknown words count as their synonyms. A later clause ("..., its tail beating") counts when
        the clauses before it name no motion. When something only "moves" or "goes", its motion is
        the direction that the text names, else the commonest motion of its family: a fish swims.
        """
        pieces = [stems_of(self.translate(clause)) for clause in clauses_of(text)]
        every = [word for piece in pieces for word in piece]
        unknown = tuple(
            dict.fromkeys(w for w in words_of(text) if stem(self._known_form(w)) not in self.words)
        )
        direction = direction_named(words_of(text)) if self.words else ""
        for piece in pieces:
            subject = self._subject(piece) or self._subject(every)
            motion = self._motion(piece, subject)
            if not motion and any(is_generic(known) for known in piece):
                motion = direction or self.common.get(subject, "")
            if motion:
                return Understood(True, motion, subject, unknown, self._usual(motion, subject))
        return Understood(bool(direction), direction, self._subject(every), unknown)

    def to_json(self) -> str:
        """Return the vocabulary as compact JSON."""
        words = {
            k: [w.motion, w.subject, round(w.strength, 3), *([dict(w.own)] if w.own else [])]
            for k, w in self.words.items()
        }
        motions = {family: sorted(names) for family, names in self.motions.items()}
        rows = {"words": words, "motions": motions, "common": dict(self.common)}
        return json.dumps(rows, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Read what `to_json` returned."""
        rows = json.loads(text)
        return cls(
            {
                k: Word(str(row[0]), str(row[1]), float(row[2]), row[3] if len(row) > 3 else {})
                for k, row in rows.get("words", {}).items()
            },
            {family: frozenset(names) for family, names in rows.get("motions", {}).items()},
            rows.get("common", {}),
        )

    def _known_form(self, word: str) -> str:
        own = stem(word)
        if not self.words or own in self.words:
            return word
        synonym = next((other for other in synonyms_of(own) if other in self.words), "")
        return synonym or self._nearest(own) or word

    def _nearest(self, own: str) -> str:
        """Return the known verb or name nearest in meaning to an unknown stem, or ""."""
        telling = {k: word for k, word in self.words.items() if not (is_faint(k) or is_generic(k))}
        verbs = [k for k, word in telling.items() if word.motion and k not in _HELPERS]
        names = [k for k, word in telling.items() if word.subject]
        nearest = [shipped().nearest(own, verbs, "verb"), shipped().nearest(own, names, "noun")]
        near = [pair for pair in nearest if pair is not None]
        return max(near, key=lambda pair: pair[1])[0] if near else ""

    def _subject(self, stems: list[str]) -> str:
        """Return the family that the first name among the stems belongs to, or "".

        The family of people is the answer only when no other family is named: "a man on a bicycle".
        """
        known = [s for s in stems if s in self.words and not is_faint(s)]
        subjects = (self.words[s].subject for s in known if s not in _PEOPLE)
        people = _PERSON if _PERSON in self.motions and _PEOPLE.intersection(known) else ""
        return next((subject for subject in subjects if subject), people)

    def _motion(self, stems: list[str], subject: str) -> str:
        """Return the motion that the verbs of a clause name most surely, or "".

        stems: of the clause; earlier verbs weigh more. subject: the family that moves, or "".
        """
        scores: defaultdict[str, float] = defaultdict(float)
        weight = 1.0
        for known in dict.fromkeys(stems):
            word = self.words.get(known)
            if (
                word is None
                or is_faint(known)
                or is_generic(known)
                or not (word.motion or subject in word.own)
            ):
                continue
            motion = word.own.get(subject, word.motion)
            scores[motion] += weight * max(word.strength, _LEAST_STRENGTH)
            weight *= _LATER
        usual = {m: score for m, score in scores.items() if self._usual(m, subject)}
        best = usual or scores  # a person waves a hand; hands that tick are a clock's
        return max(best, key=lambda motion: best[motion], default="")

    def _usual(self, motion: str, subject: str) -> bool:
        """Tell whether training has seen a family in a motion; true for an unknown family."""
        own = self.motions.get(subject)
        return not subject or own is None or motion in own | self.motions.get(EVERYBODY, own)


def learn_vocabulary(rows: Iterable[tuple[str, str, str]]) -> Vocabulary:
    """Learn the vocabulary from (caption, motion, family) rows.

    A stem names the motion m when p(m | stem) p(stem | m) is large, and larger than the same
    product for any family: "gallop" belongs to one motion, "horse" to one family and to many
    motions. Where a stem names another motion in the captions of one family, this is recorded:
    wine that sways, sloshes.
    """
    seen: Counter[str] = Counter()
    motions: Counter[str] = Counter()
    families: Counter[str] = Counter()
    with_motion: Counter[tuple[str, str]] = Counter()
    with_family: Counter[tuple[str, str]] = Counter()
    acted: Counter[tuple[str, str]] = Counter()
    within: Counter[tuple[str, str, str]] = Counter()
    known: Counter[str] = Counter()
    for caption, motion, family in rows:
        motions[motion] += 1
        families[family] += 1
        acted[family, motion] += 1
        known.update(set(stems_of(caption)))
        for word in set(_main_stems(caption)):
            seen[word] += 1
            with_motion[word, motion] += 1
            with_family[word, family] += 1
            within[family, word, motion] += 1
    best_motion = _best(with_motion, seen, motions)
    best_family = _best(with_family, seen, families)
    own = _own_meanings(within, with_family, acted)
    words: dict[str, Word] = {}
    for word in (w for w, count in known.items() if count >= _LEAST_COUNT):
        count = seen[word]
        if count < _LEAST_COUNT:
            words[word] = Word()
            continue
        motion, moves = best_motion[word]
        _, names = best_family[word]
        strength = max(moves, names)
        different = {f: m for f, m in own.get(word, {}).items() if m != motion}
        likeliest = max(families, key=lambda name: with_family[word, name])
        about = with_family[word, likeliest] / count
        noun = about >= max(_SURE_SUBJECT, with_motion[word, motion] / count + _NOUN_MARGIN)
        if moves > names and moves >= _LEAST_STRENGTH and not noun:
            words[word] = Word(motion, "", moves, different)
        elif names >= _LEAST_STRENGTH or noun:
            words[word] = Word("", likeliest, strength)
        else:
            words[word] = Word()
    return Vocabulary(words, _motions_by_family(acted, families), _commonest(acted))


def _main_stems(caption: str) -> list[str]:
    """Return the stems of a caption's first clause that has more than one word."""
    pieces = [stems_of(piece) for piece in clauses_of(caption)]
    return next((piece for piece in pieces if len(piece) > 1), stems_of(caption))


def _best(
    joint: Counter[tuple[str, str]], seen: Counter[str], labels: Counter[str]
) -> dict[str, tuple[str, float]]:
    best: dict[str, tuple[str, float]] = {}
    for (word, label), count in joint.items():
        strength = count / seen[word] * count / labels[label]
        if strength > best.get(word, ("", -1.0))[1]:
            best[word] = (label, strength)
    return best


def _own_meanings(
    within: Counter[tuple[str, str, str]],
    with_family: Counter[tuple[str, str]],
    acted: Counter[tuple[str, str]],
) -> dict[str, dict[str, str]]:
    """Return stem -> family -> the motion that the stem names best in the family's captions."""
    best: dict[tuple[str, str], tuple[float, str]] = {}
    for (family, word, motion), count in within.items():
        share = count / with_family[word, family]
        if share * count / acted[family, motion] >= _LEAST_OWN:
            best[word, family] = max(best.get((word, family), (0.0, "")), (share, motion))
    own: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (word, family), (_, motion) in sorted(best.items()):
        if motion and with_family[word, family] >= _LEAST_COUNT:
            own[word][family] = motion
    return own


def _commonest(acted: Counter[tuple[str, str]]) -> dict[str, str]:
    """Return the commonest motion of each family."""
    best: dict[str, str] = {}
    for (family, motion), count in sorted(acted.items()):
        if count > acted[family, best.get(family, "")]:
            best[family] = motion
    return best


def _motions_by_family(
    acted: Counter[tuple[str, str]], families: Counter[str]
) -> dict[str, frozenset[str]]:
    """Return family -> its motions, and EVERYBODY -> the motions of at least half the families."""
    done = {f: frozenset(m for (g, m) in acted if g == f) for f in families}
    spread = Counter(motion for names in done.values() for motion in names)
    half = max(2, len(families) // 2)
    return done | {EVERYBODY: frozenset(m for m, count in spread.items() if count >= half)}
