# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese and Chinese sentences as English tokens in English order, by the longest known words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.language.manner_words import part_of
from engine.language.part_words import singular
from engine.language.phrases import SEVERAL, SIDES, Token, number_in
from engine.language.tongues import Tongue, fold
from engine.language.verb_words import LEAVING
from engine.language.word_lists import word_set

_LONGEST = 10
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|[一二三四五六七八九十两兩半])[个個]?")
_DIGITS = {digit: float(value) for value, digit in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2.0, "兩": 2.0, "半": 0.5,
}  # fmt: skip
_TWICE = re.compile(r"([\u4e00-\u9fff])[了一]\1")  # a verb said twice: "wags its tail a little"
_STOPS = ".!?…。!?;;::"
_COMMAS = ",,、،"
# What may follow the stem of a Japanese verb: how it goes on, then whether it ends the sentence.
_ENDING = re.compile(
    r"[ぁ-ん]{0,2}?(?P<form>続け|つづけ|始め|はじめ|ながら|てから|でから|ませんでした|ません|ない|ました"
    r"|まして|ます|まで|たら|だら|って|んで|いて|いで|して|て|で|[っい]?たり|[んい]?だり|した?り|った|んだ|いた|いだ|した|する)"
    r"(?P<rest>きてから|きます|きました|きた|きて|くる|いきます|いきました|いった|いって|いく|います"
    r"|いました|いる|いた|る|ます|ました|て|しまいます|しまった|しまう|た)?"
    r"|(?P<plain>[ぁ-ん]?[うくぐすつぬぶむる]|[りしきぎいみちびにけげせれえた])"
)
#: What a second verb, joined to the stem of a first one, says of the way: "fly off".
_SECOND_VERB = {
    "去": "away", "出": "out", "込": "in", "入": "in", "上が": "up", "上": "up", "降り": "down",
    "下り": "down", "回": "around",
}  # fmt: skip
_SECOND = re.compile(rf"[りびきぎみいちしんっ]?[でて]?(?P<way>{'|'.join(_SECOND_VERB)})")
_JOINING = ("て", "で")
_LEADING = word_set("jump hop leap float drift flee")
_AFTER_JOINING = {"return": "back", "go": "forward"}  # "swims and returns" is "swims back"
_WALKED = "走"
#: What there are several of where no number is said, and where they are somebody's.
_MANY = word_set("raindrop snowflake bubble petal")
_PAIRED = word_set("wing ear claw wheel arm leg whisker antenna fin shoulder")
_COMING = ("来", "去", "來", "过来", "过去", "過來")
_PLACES = {"down": "under", "up": "on"}


@dataclass(frozen=True)
class _Piece:
    """A token; `particle`: what its Japanese particle says of the noun before it."""

    token: Token
    particle: str = ""


_OBJECT = _Piece(Token("skip", ""), "object")


def spaceless_tokens(text: str, table: Tongue, names: Collection[str]) -> list[Token]:
    """Return the tokens of a Japanese or Chinese text; names: of the drawing's objects."""
    pieces = _sided(_led(list(_Reader(text, table, names).pieces())), table)
    tokens: list[Token] = []
    clause: list[_Piece] = []
    for piece in [*pieces, _Piece(Token("link", "", "stop"))]:
        if piece.token.kind in ("link", "and", "comma"):
            tokens += _in_english_order(clause, after=table.code == "ja")
            tokens.append(piece.token)
            clause = []
        else:
            clause.append(piece)
    tokens = [_in_plural(token) for token in tokens]
    return _hoisted(tokens[:-1], table.words.get("closing"))


def _in_plural(token: Token) -> Token:
    """Return a noun in the plural where there is usually more than one."""
    pair = token.owned and token.word in _PAIRED and not token.form
    several = token.kind == "noun" and not token.number and (pair or token.word in _MANY)
    return replace(token, number=SEVERAL) if several else token


def _led(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return pieces in which a second verb, joined to the first, only says which way it leads."""
    out: list[_Piece] = []
    for piece in pieces:
        token = piece.token
        joined = len(out) > 1 and out[-1].token.kind == "and" and out[-2].token.kind == "verb"
        if joined and token.kind == "verb" and token.word in _AFTER_JOINING:
            out[-1] = _Piece(Token("way", "", _AFTER_JOINING[token.word]))
        else:
            out.append(piece)
    return out


def _sided(pieces: Sequence[_Piece], table: Tongue) -> list[_Piece]:
    """Return pieces in which "left" before a part of a body is the part's: "waves the left hand".

    A verb may have the part in it.
    """
    out: list[_Piece] = []
    side = ""
    for number, piece in enumerate(pieces):
        token = piece.token
        if side and piece.particle == "of":
            continue
        if side:
            part = token if token.kind == "noun" else _part_in(token, table)
            if part is not None and part_of(part.word):
                named = replace(part, form=side, owned=True)
                kept = [] if token.kind == "noun" else [_OBJECT, piece]
                out[-1:] = [replace(piece, token=named), *kept]
                side = ""
                continue
        out.append(piece)
        before = pieces[number - 1].token.kind if number else ""
        sided = token.kind == "way" and token.word in ("left", "right") and before != "prep"
        side = token.word if sided and len(token.text) == 1 else ""
    return out


def _part_in(verb: Token, table: Tongue) -> Token | None:
    """Return the part of a body that a verb's word begins with."""
    found = table.phrases.get(verb.text[:1], ()) if verb.kind == "verb" else ()
    return next((t for words, t in found if len(words) == 1 and t.kind == "noun"), None)


def _hoisted(tokens: list[Token], closers: Collection[str] | None) -> list[Token]:
    """Put words like "while" and "before", which close a clause, in front of it.

    closers: the words that do so; None where all of them do.
    """
    out: list[Token] = []
    start = 0  # of the clause that is being read
    for number, token in enumerate(tokens):
        closing = token.kind == "link" and (
            token.word in ("while", "before", "after", "until")
            if closers is None
            else token.text in closers
        )
        if closing and any(other.kind == "verb" for other in out[start:]):
            out.insert(start, replace(token, word="after") if token.word == "then" else token)
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
        if table.code == "zh":
            self.text = _TWICE.sub(r"\1", self.text)
        self.table = table
        self.number = 0.0  # before its noun
        self.names = {fold(name): name for name in names if name}
        self.at = 0
        self.said = False  # whether the clause has its verb

    def pieces(self) -> Iterator[_Piece]:
        unknown, last = "", ""
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
            text = found[0].token.text
            if self.said and (text in _COMING or (text == _WALKED and last != "verb")):
                found = [_Piece(Token("skip", text))]  # "stands up come", "to the right walks"
            last = found[-1].token.kind
            for piece in found:
                kind = piece.token.kind
                self.said = kind == "verb" or (self.said and kind not in ("link", "and", "comma"))
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
        edge = self._edge() or self._number()
        if edge is not None:
            return [edge]
        best, size = self._longest()
        verb = self._verb() if self.table.code == "ja" else None
        if verb is not None and verb[0] >= size:
            self.at += verb[1]
            return verb[2]
        if not size:
            return None
        text = self.text[self.at : self.at + size]
        self.at += size
        noun = best is None or best.kind == "noun"
        number, self.number = (self.number, 0.0) if noun else (0.0, self.number)
        if best is None:
            return [_Piece(Token("noun", text, self.names[text].lower(), number=number))]
        particle = best.word if best.kind == "skip" and best.form == "particle" else ""
        best = replace(best, number=number) if noun else best
        return [_Piece(replace(best, text=text), particle)]

    def _number(self) -> _Piece | None:
        """Read a number with what it counts: times, seconds, lengths, or the next noun's things."""
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            return None
        steps = next((w for w in self.table.words.get("steps", ()) if self._follows(match, w)), "")
        if steps:
            text = self.text[self.at : match.end() + len(steps)]
            self.at += len(text)
            return _Piece(Token("count", text, number=_DIGITS.get(match[1]) or float(match[1])))
        value = _DIGITS.get(match[1]) or number_in(match[1]) or 0.0
        for kind in ("times", "seconds", "lengths", "counter"):
            for word in sorted(self.table.words.get(kind, ()), key=len, reverse=True):
                if not self.text.startswith(word, match.end()):
                    continue
                text = self.text[self.at : match.end() + len(word)]
                self.at += len(text)
                if kind == "times":
                    return _Piece(Token("count", text, number=value))
                if kind == "seconds":
                    return _Piece(Token("seconds", text, number=value))
                if kind == "lengths":
                    return _Piece(Token("amount", text, "lengths", number=value))
                self.number = value
                return _Piece(Token("skip", text))
        if match[0] != match[1]:  # "three" with the word that counts anything
            self.at = match.end()
            self.number = value
            return _Piece(Token("skip", match[0]))
        return None

    def _follows(self, match: re.Match[str], word: str) -> bool:
        return self.text.startswith(word, match.end())

    def _edge(self) -> _Piece | None:
        """Read an end of the picture: "the right edge", "the middle"."""
        table, text, at = self.table, self.text, self.at
        sides = [("", 0)] + [
            (SIDES[token.word], size)
            for size in (1, 2, 3)
            for words, token in table.phrases.get(text[at : at + size], ())
            if token.kind == "way" and token.word in SIDES and len(words) == 1
        ]
        best: Token | None = None
        most = 0
        for side, start in sides:
            start += start > 0 and text[at + start : at + start + 1] in ("の", "的")
            for kind in ("edge", "centre"):
                for word in table.words.get(kind, ()):
                    size = start + len(word)
                    known = text[at : at + size] in table.phrases  # a word for "right"
                    if size > most and not known and text.startswith(word, at + start):
                        noun = "edge" if kind == "edge" else "middle"
                        best, most = Token("noun", text[at : at + size], noun, side), size
        if best is None or most < self._longest()[1]:
            return None
        self.at += most
        return _Piece(best)

    def _longest(self) -> tuple[Token | None, int]:
        """Return the longest known word here and its length; no token for an object's name.

        In Chinese a verb's first letter may be doubled: "nods a little".
        """
        best, size = self._longest_at(self.at)
        doubled = self.table.code == "zh" and self.text[self.at] == self.text[self.at + 1 :][:1]
        if doubled:
            further, length = self._longest_at(self.at + 1)
            if further is not None and further.kind == "verb" and length + 1 > size:
                return further, length + 1
        return best, size

    def _longest_at(self, at: int) -> tuple[Token | None, int]:
        """Return the longest known word at a place and its length."""
        for size in range(min(_LONGEST, len(self.text) - at), 0, -1):
            word = self.text[at : at + size]
            if word in self.names:
                return None, size
            found = [t for words, t in self.table.phrases.get(word, ()) if len(words) == 1]
            if found:
                verbs = [token for token in found if token.kind == "verb"]
                others = [token for token in found if token.kind != "verb"]
                return (verbs + others if not self.said else others + verbs)[0], size
        return None, 0

    def _verb(self) -> tuple[int, int, list[_Piece]] | None:
        """Return (length of the stem, length of all, pieces) of a Japanese verb here, or None."""
        stems = self.table.stems.get("verb", {})
        for size in range(min(_LONGEST, len(self.text) - self.at), 0, -1):
            stem = self.text[self.at : self.at + size]
            if stem not in stems:
                continue
            second = _SECOND.match(self.text, self.at + size)
            match = _ENDING.match(self.text, second.end() if second else self.at + size)
            if match is None:
                continue
            whole = match.end() - self.at
            text = self.text[self.at : self.at + whole]
            pieces = [_Piece(Token("verb", text, stems[stem], "s"))]
            form, rest = match["form"] or "", match["rest"] or ""
            if second:
                pieces.append(_Piece(Token("way", "", _SECOND_VERB[second["way"]])))
            pieces += _said_by(form)
            if rest.startswith(("いき", "いく", "いっ")) and stems[stem] in LEAVING | _LEADING:
                pieces.append(_Piece(Token("way", "", "away"), "going"))
            if form in ("ない", "ません", "ませんでした"):
                pieces.insert(0, _Piece(Token("not", "")))
            if (rest or form).endswith(_JOINING) or form.endswith("てから"):
                pieces.append(_Piece(Token("and", "")))
            return size, whole, pieces
        return None


def _said_by(form: str) -> list[_Piece]:
    """Return what the ending of a Japanese verb says besides: "while", "until", "goes on"."""
    links = {"ながら": "while", "まで": "until", "たら": "after", "だら": "after"}
    if form in links:
        return [_Piece(Token("link", "", links[form]))]
    return [_Piece(Token("count", ""))] if form in ("続け", "つづけ") else []


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
    placed: Token | None = None  # "under" of what has been read
    for number, piece in enumerate(clause):
        token = piece.token
        following = clause[number + 1].particle if number + 1 < len(clause) else ""
        owned = clause[number + 2].token if number + 2 < len(clause) else token
        part = owned if owned.kind == "noun" and is_owned(owned.word) else None
        if number > 1 and clause[number - 1].particle == "of" and is_owned(token.word):
            token = replace(token, owned=clause[number - 2].token.kind == "noun")
        if piece.particle == "going":
            others = (other.token.kind for other in clause if other is not piece)
            if "way" not in others and "prep" not in others and not _leads(clause):
                rest.append(token)  # "flies away"
        elif token.kind == "verb":
            verbs.append(token)
        elif piece.particle:
            continue
        elif token.kind in ("noun", "pronoun"):
            if following in ("to", "from"):
                rest += [Token("prep", "", following), token]
            elif following == "object":
                rest.append(token)
            elif number + 1 < len(clause) and _is_around(clause[number + 1].token):
                rest += [Token("prep", "", "around"), token]
                placed = clause[number + 1].token
            elif following == "of" and owned.word in _PLACES and owned.kind == "way":
                rest += [Token("prep", "", _PLACES[owned.word]), token]  # "under the tree"
                placed = owned
            elif following == "of":
                if part is not None:  # "the dog's tail"
                    subjects.append(token)
                continue
            elif following == "at":
                rest += [Token("prep", "", "with"), token]
            else:
                if len(subjects) and following == "and":
                    subjects.append(token)
                subjects.append(token)
        elif token is placed:
            continue
        elif token.kind == "way" and following == "from":
            rest += [Token("prep", "", "from"), token]
        else:
            rest.append(token)
    nots = [token for token in rest if token.kind == "not"]
    yield from (*subjects, *nots, *verbs[:1])
    yield from (token for token in rest if token.kind != "not")
    for token in verbs[1:]:
        yield replace(token, form="")


def _is_around(token: Token) -> bool:
    return token.word == "around" and token.text.startswith("の")


def _leads(clause: Sequence[_Piece]) -> bool:
    return any(piece.particle in ("to", "from") for piece in clause)


def is_owned(noun: str) -> bool:
    """Tell whether a noun is a part of a body or of a thing."""
    return bool(part_of(noun)) or bool(singular(noun))


def _prepositions(clause: list[_Piece]) -> Iterator[Token]:
    """Yield the tokens of a Chinese clause; what stands before its verb comes after it."""
    first = next((k for k, piece in enumerate(clause) if piece.token.kind == "verb"), len(clause))
    subjects: list[Token] = []
    others: list[Token] = []
    prep = False
    for number, piece in enumerate(clause):
        token = piece.token
        if piece.particle in ("to", "from", "with", "around"):
            following = clause[number + 1].token.kind if number + 1 < len(clause) else ""
            prep = following in ("noun", "pronoun", "way")
            if prep:
                others.append(replace(token, kind="prep", word=piece.particle, form=""))
            continue
        if piece.particle or number == first:
            prep = prep and not piece.particle
            continue
        before = clause[number - 1].token if number else token
        placed = before.kind == "noun" and len(others) > 1 and others[-2].kind == "prep"
        if token.kind == "way" and placed and others[-1] is before:
            continue  # "on the tree": the word for "on" follows
        if token.kind == "noun" and is_owned(token.word):
            owners = [p for p in clause[max(number - 2, 0) : number] if p.particle != "of"]
            token = replace(token, owned=bool(owners) and owners[-1].token.kind == "noun")
        subject = token.kind in ("noun", "pronoun", "not") and not prep and number < first
        (subjects if subject else others).append(token)
        prep = False
    yield from subjects
    if first < len(clause):
        yield clause[first].token
    yield from others
