# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The words training has seen, and what they mean to it: a motion, a subject, or neither."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.language.clauses import clauses_of, is_faint, is_generic, way_named
from engine.language.synonyms import synonyms_of
from engine.language.text import stem, stems_of, words_of
from engine.language.understood import Understood
from engine.language.word_vectors import shipped

_LEAST_COUNT = 3
_LEAST_STRENGTH = 0.03
_SURE_SUBJECT = 0.5
"""A word is a name of its family when this share of its captions is about that family."""
_NOUN_MARGIN = 0.3
"""... and, to be a name and no verb, when its captions agree that much less about the motion."""
_LEAST_OWN = 0.05
_LATER = 0.7
"""A verb counts for this much of the one before it: the first one is the sentence's."""
_HELPERS = frozenset(("not", "put", "lik", "us", "keep", "tak", "ice", "mouth"))
"""Stems that captions have beside a motion's verb and that a dictionary has as verbs."""
_PERSON = "person"
_PEOPLE = frozenset(
    stem(word)
    for word in ("person", "people", "man", "woman", "boy", "girl", "child", "kid", "guy", "lady")
)
EVERYBODY = ""
"""The key of motions that all families do."""


@dataclass(frozen=True)
class Word:
    """A known stem: the motion or the subject it names ("" if neither) and how surely, 0..1.

    own: what it means to the families that do something else by that word.
    """

    motion: str = ""
    subject: str = ""
    strength: float = 0.0
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Vocabulary:
    """Known stems; of each family its motions and the commonest one. An empty one knows and
    translates nothing."""

    words: Mapping[str, Word] = field(default_factory=dict)
    motions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def translate(self, text: str) -> str:
        """The text with each unknown word replaced by a known synonym, where there is one."""
        return " ".join(self._known_form(word) for word in words_of(text))

    def understood(self, text: str) -> Understood:
        """The motion of the main clause's verb and who does it, synonyms included.

        A later clause ("..., its tail beating") is asked when the ones before name no motion. What
        only moves does the way it goes, else what its kind does most: a fish swims.
        """
        pieces = [stems_of(self.translate(clause)) for clause in clauses_of(text)]
        every = [word for piece in pieces for word in piece]
        unknown = tuple(
            dict.fromkeys(w for w in words_of(text) if stem(self._known_form(w)) not in self.words)
        )
        way = way_named(words_of(text)) if self.words else ""
        for piece in pieces:
            subject = self._subject(piece) or self._subject(every)
            motion = self._motion(piece, subject)
            if not motion and any(is_generic(known) for known in piece):
                motion = way or self.common.get(subject, "")
            if motion:
                return Understood(True, motion, subject, unknown, self._usual(motion, subject))
        return Understood(bool(way), way, self._subject(every), unknown)

    def to_json(self) -> str:
        """Compact JSON."""
        words = {
            k: [w.motion, w.subject, round(w.strength, 3), *([dict(w.own)] if w.own else [])]
            for k, w in self.words.items()
        }
        motions = {family: sorted(names) for family, names in self.motions.items()}
        rows = {"words": words, "motions": motions, "common": dict(self.common)}
        return json.dumps(rows, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Reads what `to_json` wrote."""
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
        """The known verb or name of nearest meaning to an unknown stem; "" if none is near."""
        meant = {k: word for k, word in self.words.items() if not (is_faint(k) or is_generic(k))}
        verbs = [k for k, word in meant.items() if word.motion and k not in _HELPERS]
        names = [k for k, word in meant.items() if word.subject]
        found = [shipped().nearest(own, verbs, "verb"), shipped().nearest(own, names, "noun")]
        near = [pair for pair in found if pair is not None]
        return max(near, key=lambda pair: pair[1])[0] if near else ""

    def _subject(self, stems: list[str]) -> str:
        """The family that the first name among the stems belongs to.

        People are a family of their own only when nothing else is named: "a man on a bicycle".
        """
        known = [s for s in stems if s in self.words and not is_faint(s)]
        found = (self.words[s].subject for s in known if s not in _PEOPLE)
        people = _PERSON if _PERSON in self.motions and _PEOPLE.intersection(known) else ""
        return next((subject for subject in found if subject), people)

    def _motion(self, stems: list[str], subject: str) -> str:
        """The motion that the verbs of a clause name most, the first one before the others."""
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
        """Whether a family was seen doing a motion; true where one of them isn't known."""
        own = self.motions.get(subject)
        return not subject or own is None or motion in own | self.motions.get(EVERYBODY, own)


def learn_vocabulary(rows: Iterable[tuple[str, str, str]]) -> Vocabulary:
    """The vocabulary of (caption, motion, family) rows.

    A stem names the motion m when p(m | stem) p(stem | m) is large, and larger than the same for
    families; "gallop" belongs to one motion, "horse" to one family and to many motions. What the
    captions of one family mean by a stem is kept where it differs: wine that sways, sloshes.
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
        for word in set(_said_of_it(caption)):
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


def _said_of_it(caption: str) -> list[str]:
    """The stems of a caption's main clause, and of the second one where the first is a word."""
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
    """The motion that a word names best in the captions of each family, where there is one."""
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
    """What each family was seen doing most."""
    best: dict[str, str] = {}
    for (family, motion), count in sorted(acted.items()):
        if count > acted[family, best.get(family, "")]:
            best[family] = motion
    return best


def _motions_by_family(
    acted: Counter[tuple[str, str]], families: Counter[str]
) -> dict[str, frozenset[str]]:
    """What each family was seen doing; under EVERYBODY, what at least half of them were."""
    done = {f: frozenset(m for (g, m) in acted if g == f) for f in families}
    spread = Counter(motion for names in done.values() for motion in names)
    half = max(2, len(families) // 2)
    return done | {EVERYBODY: frozenset(m for m, count in spread.items() if count >= half)}
