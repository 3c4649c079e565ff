# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese and Chinese sentences as English tokens in English order, by the longest known words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from engine.language.phrases import Token
from engine.language.tongues import Tongue, fold

_LONGEST = 10
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_STOPS = ".!?…。!?;;::"
_COMMAS = ",,、،"
# What may follow the stem of a Japanese verb: how it goes on, then whether it ends the sentence.
_ENDING = re.compile(
    r"(?P<kana>[ぁ-ん]{0,2}?)"
    r"(?P<form>続けながら|つづけ|続け|始め|はじめ|ながら|なが|てから|でから|ていま|でいま|ている|でいる|ておら"
    r"|ません|ない|ました|まして|ます|まで|たら|だら|まえに|って|んで|いて|いで|して|て|で"
    r"|った|んだ|いた|いだ|した|た|だ|する|[うくぐすつぬぶむる]|[りしきぎいみちびにけげせれえ])"
    r"(?P<rest>(?:る|ます|ました|て|いる|います|いた|いました|く|きます|いく|いきます|くる|きました|"
    r"しまう|しまった|しまいます|す|した)?)"
)


@dataclass(frozen=True)
class _Piece:
    """A token; `particle`: what its Japanese particle says of the noun before it."""

    token: Token
    particle: str = ""


def spaceless_tokens(text: str, table: Tongue, names: Collection[str]) -> list[Token]:
    """Return the tokens of a Japanese or Chinese text; names: of the drawing's objects."""
    pieces = list(_Reader(text, table, names).pieces())
    tokens: list[Token] = []
    clause: list[_Piece] = []
    for piece in [*pieces, _Piece(Token("link", "", "stop"))]:
        if piece.token.kind in ("link", "and", "comma"):
            tokens += _in_english_order(clause, after=table.code == "ja")
            tokens.append(piece.token)
            clause = []
        else:
            clause.append(piece)
    return _hoisted(tokens[:-1]) if table.code == "ja" else tokens[:-1]


def _hoisted(tokens: list[Token]) -> list[Token]:
    """Put words like "while" and "before", which close a Japanese clause, in front of it."""
    out: list[Token] = []
    start = 0  # of the clause that is being read
    for number, token in enumerate(tokens):
        closing = token.kind == "link" and token.word in ("while", "before", "after", "until")
        if closing and any(other.kind == "verb" for other in out[start:]):
            out.insert(start, token)
            start = len(out) + 1
            if number + 1 < len(tokens) and tokens[number + 1].kind != "comma":
                out.append(Token("comma", ""))
                start = len(out)
            continue
        out.append(token)
        if token.kind in ("link", "and", "comma"):
            start = len(out)
    return out


class _Reader:
    def __init__(self, text: str, table: Tongue, names: Collection[str]) -> None:
        self.text = fold(text)
        self.table = table
        self.names = {fold(name): name for name in names if name}
        self.at = 0
        self.words = {first: found for first, found in table.phrases.items()}

    def pieces(self) -> Iterator[_Piece]:
        unknown = ""
        while self.at < len(self.text):
            found = self._piece()
            if found is None:
                letter = self.text[self.at]
                self.at += 1
                if letter.isalnum():
                    unknown += letter
                    continue
                found = [_Piece(Token("skip", ""))]
            if unknown:
                yield _Piece(Token("unknown", unknown))
                unknown = ""
            yield from found
        if unknown:
            yield _Piece(Token("unknown", unknown))

    def _piece(self) -> list[_Piece] | None:
        letter = self.text[self.at]
        if letter in _STOPS or letter in _COMMAS or letter.isspace():
            self.at += 1
            if letter.isspace():
                return [_Piece(Token("skip", ""))]
            stop = letter in _STOPS
            return [_Piece(Token("link", "", "stop") if stop else Token("comma", ""))]
        best, size = self._longest()
        verb = self._verb() if self.table.code == "ja" else None
        if verb is not None and verb[0] >= size:
            self.at += verb[1]
            return verb[2]
        if not size:
            return None
        text = self.text[self.at : self.at + size]
        self.at += size
        if best is None:
            return [_Piece(Token("noun", text, self.names[text].lower()))]
        particle = best.word if best.kind == "skip" and best.form == "particle" else ""
        return [_Piece(replace(best, text=text), particle)]

    def _longest(self) -> tuple[Token | None, int]:
        """Return the longest known word here and its length; no token for an object's name."""
        for size in range(min(_LONGEST, len(self.text) - self.at), 0, -1):
            word = self.text[self.at : self.at + size]
            if word in self.names:
                return None, size
            for words, token in self.table.phrases.get(word, ()):
                if len(words) == 1:
                    return token, size
        return None, 0

    def _verb(self) -> tuple[int, int, list[_Piece]] | None:
        """Return (length of the stem, length of all, pieces) of a Japanese verb here, or None."""
        stems = self.table.stems.get("verb", {})
        for size in range(min(_LONGEST, len(self.text) - self.at), 0, -1):
            stem = self.text[self.at : self.at + size]
            if stem not in stems:
                continue
            match = _ENDING.match(self.text, self.at + size)
            if match is None:
                continue
            whole = match.end() - self.at
            text = self.text[self.at : self.at + whole]
            pieces = [_Piece(Token("verb", text, stems[stem], "s"))]
            form = match["form"]
            if "なが" in form:
                pieces.append(_Piece(Token("link", "", "while")))
            elif "続け" in form or "つづけ" in form:
                pieces.append(_Piece(Token("count", "")))
            elif form in ("ない", "ません"):
                pieces.insert(0, _Piece(Token("not", "")))
            elif form == "まで":
                pieces.append(_Piece(Token("link", "", "until")))
            elif form in ("たら", "だら"):
                pieces.append(_Piece(Token("link", "", "after")))
            if (
                form
                in (
                    "て",
                    "で",
                    "って",
                    "んで",
                    "いて",
                    "いで",
                    "して",
                    "てから",
                    "でから",
                    "まして",
                )
                and not match["rest"]
            ):
                pieces.append(_Piece(Token("and", "")))
            return size, whole, pieces
        return None


def _in_english_order(clause: list[_Piece], *, after: bool) -> Iterator[Token]:
    """Yield the tokens of a clause: subject, verb, the rest.

    after: whether particles follow their nouns, as in Japanese; else they come before, as
    prepositions do.
    """
    if not after:
        yield from _prepositions(clause)
        return
    subjects: list[Token] = []
    verbs: list[Token] = []
    rest: list[Token] = []
    for number, piece in enumerate(clause):
        token = piece.token
        following = clause[number + 1].particle if number + 1 < len(clause) else ""
        if token.kind == "verb":
            verbs.append(token)
        elif piece.particle:
            continue
        elif token.kind in ("noun", "pronoun"):
            if following in ("to", "from"):
                rest += [Token("prep", "", following), token]
            elif following == "object":
                rest.append(token)
            elif following == "of":
                continue
            elif following == "at":
                rest += [Token("prep", "", "with"), token]
            else:
                if len(subjects) and following == "and":
                    subjects.append(token)
                subjects.append(token)
        elif token.kind == "way" and following == "from":
            rest += [Token("prep", "", "from"), token]
        else:
            rest.append(token)
    nots = [token for token in rest if token.kind == "not"]
    yield from (*subjects, *nots, *verbs[:1])
    yield from (token for token in rest if token.kind != "not")
    for token in verbs[1:]:
        yield replace(token, form="")


def _prepositions(clause: list[_Piece]) -> Iterator[Token]:
    for number, piece in enumerate(clause):
        token = piece.token
        if piece.particle in ("to", "from", "with"):
            following = clause[number + 1].token.kind if number + 1 < len(clause) else ""
            if following in ("noun", "pronoun", "way"):
                yield replace(token, kind="prep", word=piece.particle, form="")
            elif following == "unknown":
                yield Token("skip", token.text)
            continue
        if piece.particle:
            continue
        yield token
