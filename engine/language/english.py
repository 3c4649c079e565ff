# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""English sentences as tokens: what is a noun here, and what a verb."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from engine.language.english_reading import WordsAhead
from engine.language.english_words import (
    ARTICLES,
    OWNERS,
    PRONOUNS,
    TIMES,
    Lexicon,
    further_verbs,
    guessed_base,
    number_of,
    split_words,
)
from engine.language.inflection import form_of, noun_base, verb_bases
from engine.language.manner_words import ADJECTIVES, DEGREES, PLAIN, degree, part_of
from engine.language.noun_phrase import read_noun_phrase
from engine.language.nouns import is_noun
from engine.language.phrases import BEFORE_NOUNS, LENGTHS, SIDES, Token
from engine.language.sending import GIVEN, GIVING_OFF
from engine.language.verb_words import INTENT, LEAVING, VERBS, WITH_PARTICLE
from engine.language.word_lists import word_set

_AUXILIARIES = word_set("do does did have has had")
_ONTO = word_set("on in over onto into")
_STEPS = word_set(
    """
    step steps lap laps circle circles turn turns round rounds jumps hops bounce bounces leap leaps
    bound bounds stride strides stroke strokes
    """
)
_TURNS = word_set("turn turns rotation rotations revolution revolutions swing swings beat beats")
_SECONDS = word_set("second seconds sec secs")
_FOLD = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_GOING_ALONG = LEAVING | word_set(
    """
    jump bounce leap scurry shuffle glide stroll scamper zoom drift float slide whizz whoosh soar
    bump rumble jolt rattle chug lumber putter trundle wobble hobble
    """
)
_BARE_PLACES = word_set("work school bed")


def english_tokens(text: str, names: Collection[str], verbs: Collection[str] = ()) -> list[Token]:
    """Return the tokens of an English text.

    names: of the objects in the drawing. verbs: known besides those of the tables.
    """
    own = {word for name in names for word in re.findall(r"[a-z]+", name.lower())}
    lexicon = Lexicon(frozenset(own), further_verbs(frozenset(verbs)))
    plurals = {f"{word}s" for word in own if word not in VERBS}
    lexicon = replace(lexicon, own=lexicon.own | plurals)
    return _Tagger(split_words(text), lexicon).tokens()


class _Tagger(WordsAhead):
    """Reads words from left to right; `at` is the next one."""

    def tokens(self) -> list[Token]:
        while self.at < len(self.low):
            before = self.at
            self._next()
            self.at = max(self.at, before + 1)
        return self.out

    def _next(self) -> None:
        word = self._word()
        if word == "'s" and self._owns():
            self._noun_phrase(1, owned=True)
        elif not word[0].isalnum():
            if word in ".!?…。;:":
                self._put(Token("link", "", "stop"))
            else:
                self._put(Token("comma" if word in ",，、" else "skip", ""))
        elif word == "one" and self._phrase_at(0, least=2):  # "one by one"
            self._phrase()
        elif not (self._number() or self._special() or self._phrase()):
            self._plain(word)

    def _owns(self) -> bool:
        """Tell whether "'s" is no "is": a noun follows, and then a verb: "the dog's tail wags"."""
        word = self._word(1)
        named = self.lexicon.noun(word) or bool(part_of(word))
        known = bool(self.out) and self.out[-1].kind == "noun"
        return known and named and form_of(word) not in ("ing", "ed") and self._verb_later(1)

    # -- numbers ---------------------------------------------------------------------------------

    def _number(self) -> bool:
        """Read a number with what it counts: "three times", "half its length", "3 seconds"."""
        size = 1
        value = number_of(self._word())
        if (
            value is None
            and self._word() in ("a", "an", "for", "about", "by")
            and number_of(self._word(1))
        ):
            value, size = number_of(self._word(1)), 2
        if value is None:
            return any(
                read()
                for read in (
                    self._times_its_length,
                    self._one_second,
                    self._one_step,
                    self._one_length,
                )
            )
        if number_of(self._word(size)) in (0.5, 0.25, 1 / 3) and value >= 1:
            value, size = value * (number_of(self._word(size)) or 1.0), size + 1
        if value < 1 and self._word(size) == "a" and self._word(size + 1) in _SECONDS:
            size += 1  # "half a second"
        if self._word(size) == "%":
            value, size = value / 100, size + 1
        manner = PLAIN
        if self._word(size) in ("more", "full", "whole", "small", "big", "little", "of"):
            manner = ADJECTIVES.get(self._word(size), PLAIN)
            size += 1
        unit = self._word(size)
        if unit in TIMES:
            self._put_times(value, size + 1 + (self._word(size + 1) == "more"))
            return True
        if unit in _SECONDS:
            self._put(Token("seconds", "", number=value), size + 1)
            return True
        said = any(token.kind == "verb" for token in self.out)
        every = self._every(size + 1) if unit in _TURNS and said else (0.0, 0)
        if every[1]:  # "one full turn every three seconds"
            self._put(Token("rate", "", number=value / every[0]), size + 1 + every[1])
            return True
        if unit in _STEPS and value >= 1 and self._verb_before():
            count = Token("count", "", noun_base(unit), manner=manner, number=value)
            self._put(count, size + 1)
            return True
        stepping = any(token.kind == "verb" and token.word == "step" for token in self.out[-2:])
        if stepping and value >= 1 and size == 1 and not self._starts_noun(1):
            self._put(Token("count", "", "step", number=value))  # "steps down two"
            return True
        ahead = size
        while self._word(ahead) in ARTICLES | OWNERS | {"of", "body", "own", "full", "whole"}:
            ahead += 1
        if self._word(ahead) in LENGTHS and (value < 1 or self._verb_before()):
            length = LENGTHS[self._word(ahead)]
            self._put(Token("amount", "", length, number=value), ahead + 1)
            return True
        if size == 1 and self._word() in ("half", "quarter", "third"):
            return False
        phrase = self._phrase_at(size, least=2)
        if phrase is not None and phrase[1].kind == "verb":  # "ten push-ups"
            self._put(Token("count", "", number=value), size)
            return True
        self._noun_phrase(size)
        return True

    def _every(self, ahead: int) -> tuple[float, int]:
        """Read "every three seconds"; return how many seconds and how many words, 0 if no."""
        if self._word(ahead) not in ("a", "per", "each", "every"):
            return 0.0, 0
        if self._word(ahead + 1) in _SECONDS:
            return 1.0, 2
        value = number_of(self._word(ahead + 1))
        return (value, 3) if value and self._word(ahead + 2) in _SECONDS else (0.0, 0)

    def _put_times(self, value: float, size: int) -> None:
        """Put what comes before "times": of its own length, each second, or in all."""
        own = self._own_length(size)
        if own and self._verb_before():
            unit = LENGTHS[self._word(own - 1)]
            self._put(Token("amount", "", unit, number=value), own)
            return
        if self._word(size) in ("a", "per", "each", "every") and self._word(size + 1) in (
            "second", "minute"
        ):  # fmt: skip
            per = 60.0 if self._word(size + 1) == "minute" else 1.0
            self._put(Token("rate", "", number=value / per), size + 2)
        else:
            self._put(Token("count", "", number=value), size)

    def _own_length(self, ahead: int) -> int:
        """Return where "its own length" ends, 0 where something else stands there."""
        if self._word(ahead) not in OWNERS:
            return 0
        ahead += 1
        while self._word(ahead) in ("full", "whole", "own", "body"):
            ahead += 1
        return ahead + 1 if self._word(ahead) in LENGTHS else 0

    def _times_its_length(self) -> bool:
        """Read "twice its length"."""
        own = self._own_length(1) if self._word() in _FOLD else 0
        if not own or not self._verb_before():
            return False
        unit = LENGTHS[self._word(own - 1)]
        self._put(Token("amount", "", unit, number=_FOLD[self._word()]), own)
        return True

    def _one_step(self) -> bool:
        """Read "a step", and after a noun, too, "a full circle"."""
        whole = int(self._word(1) in ("full", "whole", "complete"))
        if self._word() != "a" or self._word(1 + whole) not in _STEPS:
            return False
        said = any(token.kind == "verb" for token in self.out)
        if not (self._verb_before() or (whole and said)):
            return False
        self._put(Token("count", "", noun_base(self._word(1 + whole)), number=1.0), 2 + whole)
        return True

    def _one_second(self) -> bool:
        """Read "for a second"."""
        if self._word() != "for" or self._word(1) not in ("a", "another"):
            return False
        if self._word(2) not in _SECONDS:
            return False
        self._put(Token("seconds", "", number=1.0), 3)
        return True

    def _one_length(self) -> bool:
        """Read "a length" and "its whole length"."""
        if self._word() not in {"a"} | OWNERS or not self._verb_before():
            return False
        ahead = 1
        while self._word(ahead) in ("full", "whole", "own", "body"):
            ahead += 1
        if self._word(ahead) not in LENGTHS:
            return False
        self._put(Token("amount", "", LENGTHS[self._word(ahead)], number=1.0), ahead + 1)
        return True

    # -- words with two readings -----------------------------------------------------------------

    def _special(self) -> bool:
        word, following = self._word(), self._word(1)
        if word == "to" and self.lexicon.verb(following) and not self._phrase_at(0, least=2):
            bare = following in _BARE_PLACES or following in SIDES
            self._put(Token("prep" if bare else "to", "", "to"))
            return True
        if word in ("in", "within") and number_of(following) and self._word(2) in _SECONDS:
            self._put(Token("skip", ""))
            return True
        if word == "once" and not self._clause_follows(1) and not self._phrase_at(0, least=2):
            self._put(Token("count", "", number=1.0))
            return True
        if (
            word == "after"
            and self.has_verb
            and self._starts_noun(1)
            and not self._clause_follows(1)
        ):
            self._put(Token("prep", "", "towards"))
            return True
        if word == "as" and not self._phrase_at(0, least=2) and self._clause_follows(1):
            self._put(Token("link", "", "while"))
            return True
        if word == "as" and not self._phrase_at(0, least=2):
            self._put(Token("skip", ""))
            return True
        own = word == "out" and following in OWNERS  # "sticks out its tongue"
        if (
            word in BEFORE_NOUNS
            and self._starts_noun(1)
            and not (own or self._phrase_at(0, least=2))
        ):
            self._put(Token("prep", "", BEFORE_NOUNS[word]))
            return True
        goes = bool(self.out) and self.out[-1].word in _GOING_ALONG
        if word in ("along", "by", "past", "across") and goes and not self._starts_noun(1):
            self._put(Token("way", "", "forward"))  # "hops along", "drives by"
            return True
        if word in _AUXILIARIES and (following in ("not", "been") or self._aux_verb(1)):
            self._put(Token("skip", ""))
            return True
        if word in DEGREES and self._manner_at(1) is not None:
            manner = self._manner_at(1) or PLAIN
            self._put(Token("how", "", manner=degree(manner, DEGREES[word])), 2)
            return True
        if word in ("like",) and self.out and self.out[-1].kind == "skip":
            self._put(Token("skip", ""))  # "would like to"
            return True
        return False

    def _phrase(self) -> bool:
        found = self._phrase_at(0)
        sided = found is not None and found[1].word in ("left", "right") and found[0] > 1
        if found is not None and sided and self.lexicon.named(self._word(found[0])):
            found = self._phrase_at(0, most=1)
        if found is not None and self._aslant(found[0]):
            found = self._phrase_at(0, most=1)
        if found is None:
            return False
        length, token = found
        word = self._word()
        if length == 1 and token.kind == "way" and self._before_noun(token.word):
            return False
        if token.word == "apart" and self._word(length) in _SECONDS | _STEPS:
            return False  # "in two seconds"
        if word in ("all", "both") and length == 1:
            return False
        self._put(token, length)
        return True

    # -- nouns and verbs -------------------------------------------------------------------------

    def _plain(self, word: str) -> None:
        if word in ARTICLES:
            if word in ("all", "both") and not self._starts_noun(1):
                self._put(Token("pronoun", "", "they"))
            else:
                self._noun_phrase(1)
            return
        if word in OWNERS and (
            word != "her"
            or self._starts_noun(1)
            or part_of(self._word(1))
            or self._word(1) in ("left", "right")
            or is_noun(self._word(1))
        ):
            self._noun_phrase(1, owned=True)
            return
        if word in PRONOUNS or word == "her":
            self._put(Token("pronoun", "", PRONOUNS.get(word, "it")))
            return
        verb = self.lexicon.verb(word)
        if verb and form_of(word) == "ing" and not self.out and self._word(1) in self.lexicon.own:
            self._noun_phrase(0)  # "dancing person"
            return
        if word in INTENT and not verb and word not in ADJECTIVES:
            self._put(Token("unknown", ""))
            return
        if (
            word in ADJECTIVES
            and not (verb and form_of(word) == "ing")
            and (verb, self._word(1)) not in WITH_PARTICLE
        ):
            if self._noun_ahead() or (self._after_on() and is_noun(self._word(1))):
                self._noun_phrase(0)
            else:
                self._put(Token("how", "", manner=ADJECTIVES[word]))
            return
        if verb and not self._is_noun_here(word):
            self._put(Token("verb", "", verb, form_of(word)))
        elif verb or word in self.lexicon.own or is_noun(word) or part_of(word):
            if not verb and not self.has_verb and self._unknown_verb(word):
                self._put(Token("verb", "", next(iter(verb_bases(word))), form_of(word)))
            else:
                self._noun_phrase(0)
        elif self._unknown_verb(word):
            self._put(Token("verb", "", guessed_base(word), form_of(word)))
        elif not self.has_noun and not self.has_verb and not word.endswith("ly"):
            self._noun_phrase(0)
        else:
            self._put(Token("unknown", ""))

    def _after_on(self) -> bool:
        """Tell whether "on", "in" or "over" stands before the next word: "on big waves"."""
        return bool(self.out) and self.out[-1].text.lower() in _ONTO

    def _is_noun_here(self, word: str) -> bool:
        """Tell whether a word that can be a verb is a noun where it stands."""
        previous = self.out[-1] if self.out else None
        if previous is not None and previous.kind == "to":
            return False
        noun = word in self.lexicon.own or is_noun(word)
        if previous is not None and previous.kind == "prep" and noun and form_of(word) != "ing":
            return True
        if previous is not None and previous.kind == "way" and noun and form_of(word) == "s":
            return previous.text.lower() in _ONTO  # "on waves"
        after_verb = previous.word if previous is not None and previous.kind == "verb" else ""
        if after_verb in GIVING_OFF and noun_base(word) in GIVEN:
            return True  # "blow kisses"
        if noun and previous is not None and self._compounds(previous, form_of(word)):
            return True
        if not noun or form_of(word) in ("ing", "ed"):
            return False
        if not self.has_noun and not self.has_verb:
            said = any(token.kind == "verb" for token in self.out)
            return word in self.lexicon.own or (not said and self._verb_later())
        if self.has_verb and previous is not None and previous.kind == "verb":
            return previous.word not in ("go", "come", "help", "be", "let", "make")
        return False

    def _compounds(self, previous: Token, form: str) -> bool:
        """Tell whether a verb's word makes one noun with the part before it: "leg strides"."""
        bare = previous.kind == "noun" and previous.text.lower() == noun_base(previous.text.lower())
        verbs = [token.word for token in self.out if token.kind == "verb"]
        told = bool(verbs) and verbs[-1] not in ("make", "let", "help", "have", "see", "watch")
        plain = form == "" or (form == "s" and self.has_verb)
        return told and bare and bool(part_of(previous.word)) and not previous.owned and plain

    def _noun_phrase(self, skip: int, owned: bool = False) -> None:
        found = read_noun_phrase(self.low, self.at, self.lexicon, skip=skip, owned=owned)
        if found.act:
            self.out.append(Token("skip", found.act, found.act, "attribute"))
        self._put(found.token, found.end - self.at)
