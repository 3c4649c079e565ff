# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese and Chinese sentences as English tokens in English order, by the longest known words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from engine.language.phrases import SIDES, Token, number_in
from engine.language.spaceless_order import (
    SaidPiece,
    hoisted,
    in_english_order,
    in_plural,
    led,
    sided,
)
from engine.language.tongues import Tongue, fold
from engine.language.verb_words import LEAVING
from engine.language.word_lists import word_set

_LONGEST = 10
_NUMBER = re.compile(r"(\d+(?:\.\d+)?|[一二三四五六七八九十两兩半])[个個]?")
_DIGITS = {digit: float(value) for value, digit in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2.0, "兩": 2.0, "半": 0.5,
}  # fmt: skip
_TWICE = re.compile(r"([\u4e00-\u9fff])[了一]\1")  # a verb said twice: "wags its tail a little"
_ABOUT = re.compile(r"([\u4e00-\u9fff])来\1去")  # "flies here and there"
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
_WALKED = "走"
_COMING = ("来", "去", "來", "过来", "过去", "過來")


def spaceless_tokens(text: str, table: Tongue, names: Collection[str]) -> list[Token]:
    """Return the tokens of a Japanese or Chinese text; names: of the drawing's objects."""
    pieces = sided(led(list(_Reader(text, table, names).pieces())), table)
    tokens: list[Token] = []
    clause: list[SaidPiece] = []
    for piece in [*pieces, SaidPiece(Token("link", "", "stop"))]:
        if piece.token.kind in ("link", "and", "comma"):
            tokens += in_english_order(clause, after=table.code == "ja")
            tokens.append(piece.token)
            clause = []
        else:
            clause.append(piece)
    tokens = [in_plural(token, first=not number) for number, token in enumerate(tokens)]
    return hoisted(tokens[:-1], table.words.get("closing"))


class _Reader:
    def __init__(self, text: str, table: Tongue, names: Collection[str]) -> None:
        self.text = fold(text)
        if table.code == "zh":
            self.text = _ABOUT.sub(r"\1四处", _TWICE.sub(r"\1", self.text))
        self.table = table
        self.number = 0.0  # before its noun
        self.names = {fold(name): name for name in names if name}
        self.at = 0
        self.said = False  # whether the clause has its verb

    def pieces(self) -> Iterator[SaidPiece]:
        unknown, last = "", ""
        while self.at < len(self.text):
            found = self._piece()
            if found is None:
                letter = self.text[self.at]
                self.at += 1
                if letter.isalnum():
                    unknown += letter
                    continue
                found = [SaidPiece(Token("skip", ""))]
            if unknown:
                yield SaidPiece(Token("unknown", unknown))
                unknown = ""
            text = found[0].token.text
            if self.said and (text in _COMING or (text == _WALKED and last != "verb")):
                found = [SaidPiece(Token("skip", text))]  # "stands up come", "to the right walks"
            last = found[-1].token.kind
            for piece in found:
                kind = piece.token.kind
                self.said = kind == "verb" or (self.said and kind not in ("link", "and", "comma"))
            yield from found
        if unknown:
            yield SaidPiece(Token("unknown", unknown))

    def _piece(self) -> list[SaidPiece] | None:
        letter = self.text[self.at]
        if letter in _STOPS or letter in _COMMAS or letter.isspace():
            self.at += 1
            if letter.isspace():
                return [SaidPiece(Token("skip", ""))]
            stop = letter in _STOPS
            return [SaidPiece(Token("link", "", "stop") if stop else Token("comma", ""))]
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
            return [SaidPiece(Token("noun", text, self.names[text].lower(), number=number))]
        particle = best.word if best.kind == "skip" and best.form == "particle" else ""
        best = replace(best, number=number) if noun else best
        return [SaidPiece(replace(best, text=text), particle)]

    def _number(self) -> SaidPiece | None:
        """Read a number with what it counts: times, seconds, lengths, or the next noun's things."""
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            return None
        steps = next((w for w in self.table.words.get("steps", ()) if self._follows(match, w)), "")
        if steps:
            text = self.text[self.at : match.end() + len(steps)]
            self.at += len(text)
            return SaidPiece(Token("count", text, number=_DIGITS.get(match[1]) or float(match[1])))
        value = _DIGITS.get(match[1]) or number_in(match[1]) or 0.0
        for kind in ("times", "seconds", "lengths", "counter"):
            for word in sorted(self.table.words.get(kind, ()), key=len, reverse=True):
                if not self.text.startswith(word, match.end()):
                    continue
                text = self.text[self.at : match.end() + len(word)]
                self.at += len(text)
                if kind == "times":
                    return SaidPiece(Token("count", text, number=value))
                if kind == "seconds":
                    return SaidPiece(Token("seconds", text, number=value))
                if kind == "lengths":
                    return SaidPiece(Token("amount", text, "lengths", number=value))
                self.number = value
                return SaidPiece(Token("skip", text))
        if match[0] != match[1]:  # "three" with the word that counts anything
            self.at = match.end()
            self.number = value
            return SaidPiece(Token("skip", match[0]))
        return None

    def _follows(self, match: re.Match[str], word: str) -> bool:
        return self.text.startswith(word, match.end())

    def _edge(self) -> SaidPiece | None:
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
        return SaidPiece(best)

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

    def _verb(self) -> tuple[int, int, list[SaidPiece]] | None:
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
            pieces = [SaidPiece(Token("verb", text, stems[stem], "s"))]
            form, rest = match["form"] or "", match["rest"] or ""
            if second:
                pieces.append(SaidPiece(Token("way", "", _SECOND_VERB[second["way"]]), "second"))
            pieces += _said_by(form)
            if rest.startswith(("いき", "いく", "いっ")) and stems[stem] in LEAVING | _LEADING:
                pieces.append(SaidPiece(Token("way", "", "away"), "going"))
            if form in ("ない", "ません", "ませんでした"):
                pieces.insert(0, SaidPiece(Token("not", "")))
            if form.endswith(("てから", "でから")):
                pieces.append(SaidPiece(Token("link", "", "then")))
            elif (rest or form).endswith(_JOINING):
                pieces.append(SaidPiece(Token("and", "")))
            return size, whole, pieces
        return None


def _said_by(form: str) -> list[SaidPiece]:
    """Return what the ending of a Japanese verb says besides: "while", "until", "goes on"."""
    links = {"ながら": "while", "まで": "until", "たら": "after", "だら": "after"}
    if form in links:
        return [SaidPiece(Token("link", "", links[form]))]
    return [SaidPiece(Token("count", ""))] if form in ("続け", "つづけ") else []
