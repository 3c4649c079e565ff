# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences of languages with spaces, other than English, as English tokens in English order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from engine.language.foreign_order import Tagged, in_english_order
from engine.language.manner_words import part_of
from engine.language.phrases import SEVERAL, Token, number_in
from engine.language.tongues import Tongue, fold, manner_named
from engine.language.verb_words import WAY_OF

_PIECE = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+|[,;:.!?…¿¡]|%", re.UNICODE)
_SHORT = 3  # letters of nouns that rather end a word by chance: "oma", "ohr"
_BREAKS = ("link", "and", "comma")
_SUBORDINATE = ("while", "after", "before", "until")


def foreign_tokens(text: str, table: Tongue, names: Collection[str]) -> list[Token]:
    """Return the tokens of a text in the language of a table; names: of the drawing's objects."""
    tagged = list(_Tagger(text, table, names).tagged())
    tokens: list[Token] = []
    segment: list[Tagged] = []
    inverted = False
    for number, item in enumerate([*tagged, Tagged(Token("link", "", "stop"))]):
        if item.token.word == "then" and _goes_on(segment, tagged[number + 1 :]):
            tokens.append(item.token)  # "springt dann weg"
        elif item.token.kind in _BREAKS:
            tokens += in_english_order(segment, table, inverted=inverted)
            tokens.append(item.token)
            said = any(other.token.kind == "verb" for other in segment)
            opened = said and inverted_after(tokens)
            inverted = opened or (item.token.kind == "link" and item.token.word != "stop")
            segment = []
        else:
            segment.append(item)
    return tokens[:-1]


def _goes_on(segment: list[Tagged], rest: list[Tagged]) -> bool:
    """Tell whether a clause goes on after a "then" in its midst: no other verb follows."""
    kinds = [item.token.kind for item in rest]
    end = next((number for number, kind in enumerate(kinds) if kind in _BREAKS), len(kinds))
    last = segment[-1].token.kind if segment else ""
    return last in ("verb", "pronoun") and end > 0 and "verb" not in kinds[:end]


def inverted_after(tokens: list[Token]) -> bool:
    """Tell whether the clause so far opened the sentence with a word like "while"."""
    first = next((token for token in tokens if token.text or token.kind == "link"), None)
    return first is not None and first.kind == "link" and first.word in _SUBORDINATE


def matched(text: str, table: Tongue) -> int:
    """Return how many letters of a text are words of a language."""
    tagged = _Tagger(text, table, ()).tagged()
    known = (item.token.text for item in tagged if not _is_guess(item, table))
    return sum(map(str.isalpha, "".join(known)))


def _is_guess(item: Tagged, table: Tongue) -> bool:
    """Tell whether a word isn't in a table; after an article it is read as a noun all the same."""
    if item.token.kind != "noun" or item.token.word != item.low:
        return item.token.kind == "unknown"
    return item.low not in table.phrases and table.stem_of("noun", item.low) is None


class _Tagger:
    def __init__(self, text: str, table: Tongue, names: Collection[str]) -> None:
        self.words = _PIECE.findall(text.replace("'", " ").replace("’", " "))
        self.low = [fold(word) for word in self.words]
        self.table = table
        self.own = {fold(word): word for name in names for word in re.findall(r"[^\W\d_]+", name)}
        self.at = 0
        self.blocked = False  # the next noun is no subject
        self.owned = False
        self.side = ""
        self.last: Tagged | None = None  # the edge or part of a body just read
        self.said = False  # whether the clause has its verb
        self.verb = ""  # the last one
        self.before: list[str] = []  # articles and the like, until their noun
        self.number = 0.0  # before its noun

    def _before_noun(self) -> None:
        self.before.append(self.words[self.at])
        self.at += 1

    def tagged(self) -> Iterator[Tagged]:
        while self.at < len(self.low):
            for item in self._next():
                kind = item.token.kind
                self.said = kind == "verb" or (self.said and kind not in _BREAKS)
                self.verb = item.token.word if kind == "verb" else self.verb
                yield item

    def _take(self, token: Token, words: int = 1, **more: object) -> Tagged:
        text = " ".join(self.words[self.at : self.at + words])
        low = " ".join(self.low[self.at : self.at + words])
        self.at += words
        return Tagged(replace(token, text=text), low, **more)  # type: ignore[arg-type]

    def _is(self, kind: str, ahead: int = 0) -> bool:
        index = self.at + ahead
        return index < len(self.low) and self.low[index] in self.table.words.get(kind, ())

    def _next(self) -> Iterator[Tagged]:
        low = self.low[self.at]
        if not low[0].isalnum():
            kind = "comma" if low == "," else "skip" if low in "¿¡%" else "link"
            token = Token("link", "", "stop") if kind == "link" else Token(kind, "")  # type: ignore[arg-type]
            self.at += 1
            yield Tagged(token)
            return
        yield from self._number() or self._plain(low)

    def _number(self) -> list[Tagged]:
        low = self.low[self.at]
        value = self.table.numbers.get(low, number_in(low))
        if value is None:
            return []
        ahead = 1
        if self._is("times", ahead):
            return [self._take(Token("count", "", number=value), 2)]
        if self._is("seconds", ahead):
            return [self._take(Token("seconds", "", number=value), 2)]
        for kind, verb in (("steps", "walk"), ("turns", "spin")):
            if self._is(kind, ahead):
                acting = [] if self.said else [Tagged(Token("verb", "", verb, "s"), verb, verb)]
                return [*acting, self._take(Token("count", "", number=value), ahead + 1)]
        while self._is("owner", ahead) or self._is("article", ahead) or self._is("of", ahead):
            ahead += 1
        index = self.at + ahead
        unit = self.table.named.get(("length", self.low[index])) if index < len(self.low) else None
        if unit:
            return [self._take(Token("amount", "", unit, number=value), ahead + 1)]
        self._before_noun()
        self.number = value
        return [Tagged(Token("skip", ""))]

    def _plain(self, low: str) -> Iterator[Tagged]:
        if low in self.own and low not in self.table.phrases:
            yield self._noun(self.own[low].lower())
            return
        if self._is("degree"):
            self.at += 1
            return
        if self.last is not None and ("side", low) in self.table.named:
            noun = self.last.token
            text = f"{noun.text} {self.words[self.at]}"
            self.last.token = replace(noun, form=self.table.named["side", low], text=text)
            self.last = None  # "el borde derecho"
            self.at += 1
            return
        self.last = None
        phrase = self._phrase()
        if phrase is not None:
            yield phrase
        elif self._is("article"):
            self._before_noun()
        elif self._is("other_article"):
            self.blocked = True
            self._before_noun()
        elif self._is("owner"):
            self.owned = True
            self._before_noun()
        elif ("side", low) in self.table.named:
            self.side = self.table.named["side", low]
            self._before_noun()
        elif self._is("edge") or self._is("centre"):
            yield self._noun("edge" if self._is("edge") else "middle")
        elif ("length", low) in self.table.named:
            unit = self.table.named["length", low]
            if unit == "canvas":
                yield self._noun("screen")
            else:
                yield self._take(Token("amount", "", unit))
        elif self.table.stem_of("adjective", low) and not self._is_capital_noun(low):
            self._before_noun()
        else:
            articles = self.table.words.get("article", frozenset())
            led = self.at > 0 and self.low[self.at - 1] in articles
            found = self._open_word(low)
            yield found
            if found.token.kind == "verb" and led:
                self.before = []
                yield Tagged(Token("pronoun", "", "it"), subject=False)  # "la muerde"

    def _is_capital_noun(self, low: str) -> bool:
        """Tell whether a German word is a noun by its capital letter: "der Junge", "der junge"."""
        capital = "prefix" in self.table.words and self.words[self.at][0].isupper()
        return capital and self.table.stem_of("noun", low) is not None

    def _phrase(self) -> Tagged | None:
        for words, token in self.table.phrases.get(self.low[self.at], ()):
            if tuple(self.low[self.at : self.at + len(words)]) != words:
                continue
            if len(words) == 1 and self.low[self.at] in self.own and token.kind != "verb":
                continue
            if token.kind == "noun":
                if len(words) == 1 and self._verb_wanted():
                    return None
                return self._noun(token.word, len(words))
            if token.kind == "verb" and len(words) == 1 and self._named():
                continue
            if token.kind == "verb":
                return self._take(token, len(words), stem=words[0])
            if len(words) == 1 and self._is("gerund"):
                token = self._gerund(token)
            if token.kind == "prep":
                self.blocked = True
            elif token.kind in _BREAKS:
                self.blocked = self.owned = False
                self.before = []
            return self._take(token, len(words))
        return None

    def _named(self) -> bool:
        """Tell whether a word after an article is a noun: "la boîte", though "boite" is a verb."""
        before = self.low[self.at - 1] if self.at else ""
        articles = self.table.words.get("article", frozenset())
        return before in articles and self.table.stem_of("noun", self.low[self.at]) is not None

    def _gerund(self, token: Token) -> Token:
        """Return the token of a French "en": "while" before a gerund, else a preposition.

        After a verb that says only which way, the gerund is how: "il revient en sautant".
        """
        following = self.low[self.at + 1] if self.at + 1 < len(self.low) else ""
        found = self.table.stem_of("verb", following)
        if found is None or found[1] not in self.table.endings.get("ing", ()):
            return Token("prep", "", "into")
        return Token("skip", "") if self.verb in WAY_OF else token

    def _verb_wanted(self) -> bool:
        """Tell whether a noun that can be a verb is one: no article, the clause has no verb yet."""
        before = self.low[self.at - 1] if self.at else ""
        articles = ("article", "other_article", "owner")
        if self.said or any(before in self.table.words.get(kind, ()) for kind in articles):
            return False
        return self.table.stem_of("verb", self.low[self.at]) is not None

    def _noun(self, english: str, words: int = 1) -> Tagged:
        token = Token("noun", "", english, self.side, owned=self.owned)
        low = self.low[self.at + words - 1]
        found = self._take(token, words, subject=not self.blocked)
        whole = " ".join([*self.before, found.token.text])
        number = self.number or (SEVERAL if self._several(low, part_of(english)) else 0.0)
        found = replace(found, token=replace(found.token, text=whole, number=number))
        self.blocked, self.owned, self.side, self.before, self.number = False, False, "", [], 0.0
        self.last = found if english == "edge" or part_of(english) else None
        return found

    def _several(self, low: str, part: str) -> bool:
        """Tell whether a noun is in the plural, by the words before it and by its ending.

        part: of a body, which it names, "" for none.
        """
        said = {fold(word) for word in self.before}
        if said & self.table.words.get("plural", frozenset()):
            return True
        kinds = ("plural_with_ending", "plural_of_parts")[: 1 + bool(part)]
        if not any(said & self.table.words.get(kind, frozenset()) for kind in kinds):
            return False
        starts = range(len(low) - 2 if "prefix" in self.table.words else 1)
        tails = (self.table.stem_of("noun", low[start:]) for start in starts)
        found = next((tail for tail in tails if tail is not None), None)
        return low in self.table.words.get("plural_noun", ()) or (
            found is not None and found[1] in self.table.endings.get("plural", ())
        )

    def _open_word(self, low: str) -> Tagged:
        """Read a verb, noun or adverb; a noun is likelier after an article."""
        table = self.table
        before = self.low[self.at - 1] if self.at else ""
        articles = ("article", "other_article", "owner")
        after_article = any(before in table.words.get(kind, ()) for kind in articles) or bool(
            self.side
        )
        named = after_article or self.blocked or (self.at > 0 and self._is_capital_noun(low))
        kinds = ("noun", "how", "verb") if named else ("verb", "noun", "how")
        best: tuple[int, str, tuple[str, str, str]] | None = None
        for rank, kind in enumerate(kinds):
            found = self._verb(low) if kind == "verb" else table.stem_of(kind, low)
            if found is not None and (best is None or (not named and len(found[0]) > best[0])):
                best = (len(found[0]) - rank if rank else len(found[0]) + 1, kind, found)
                if named:
                    break
        if best is None:
            if after_article:
                return self._noun(self._compound(low) or low)
            compound = self._compound(low)
            return self._noun(compound) if compound else self._take(Token("unknown", ""))
        _, kind, (stem, ending, english) = best
        if kind == "verb" and self.said and ending in table.endings.get("participle", ()):
            return self._take(Token("skip", ""))  # "se balancea colgado"
        if kind == "noun":
            return self._noun(english)
        if kind == "how":
            return self._take(Token("how", "", manner=manner_named(english)))
        form = "ing" if ending in table.endings.get("ing", ()) and ending else ""
        last = "infinitive" if ending in table.endings.get("infinitive", ()) and ending else form
        return self._take(Token("verb", "", english, form or "s"), stem=stem, ending=last)

    def _compound(self, low: str) -> str:
        """Return the noun that a compound word ends with, in languages that write them as one."""
        if "prefix" not in self.table.words:
            return ""
        for start in range(2, len(low) - 2):
            found = self.table.stem_of("noun", low[start:])
            if found is not None and (len(found[0]) > _SHORT or found[0][0] not in "aeiou"):
                return found[2]
        return ""

    def _verb(self, low: str) -> tuple[str, str, str] | None:
        found = self.table.stem_of("verb", low)
        if found is not None:
            return found
        for prefix in self.table.words.get("prefix", ()):
            if low.startswith(prefix) and len(low) > len(prefix) + 3:
                found = self.table.stem_of("verb", low[len(prefix) :])
                if found is not None:
                    return found
        return self._separable(low)

    def _separable(self, low: str) -> tuple[str, str, str] | None:
        """Read a verb with its separable prefix in front: "hereinlaufen", "aufzustehen"."""
        if "prefix" not in self.table.words:
            return None
        for size in range(min(len(low) - 3, 8), 1, -1):
            rest = low[size:].removeprefix("zu") if len(low) - size > 5 else low[size:]
            rest = rest.removeprefix("ge") if rest.startswith("ge") and len(rest) > 5 else rest
            if low[:size] not in self.table.phrases:
                continue
            found = self.table.stem_of("verb", rest)
            if found is not None:
                joined = self.table.joined.get((found[0], low[:size]))
                return low[:size] + "|" + found[0], found[1], joined or found[2]
        return None
