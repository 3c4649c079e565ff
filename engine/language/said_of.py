# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of other languages that mean different things in English, by what they are said of.

A car "walks" in Portuguese, a door "starts up" in Chinese, and who "stands up a trunk" in Spanish
raises it: the tables know one English word for each word, the clause tells the better one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.language.manner_words import part_of
from engine.language.nouns import THINGS
from engine.language.part_words import singular
from engine.language.phrases import Token
from engine.language.word_lists import word_set

_VEHICLES = word_set(
    "car bus truck van taxi tractor ambulance firetruck train locomotive wagon motorcycle jeep tram"
)
_SHIPS = word_set("boat ship sailboat raft submarine canoe")
_RIDERS = word_set("cyclist rider biker")
_SKIERS = word_set("skier")
_SHUT = word_set(
    "door gate window book box chest drawer curtain umbrella flower eye mouth lid envelope suitcase"
)
_RINGING = word_set("bell phone alarm clock watch")
_GREENERY = word_set("tree palm pine flower grass branch leaf plant bush reed tulip rose sunflower")
_SHEETS = word_set("flag banner pennant curtain scarf cape ribbon cloth veil sail towel")
_UP_AND_DOWN = ("swing", "sway", "wobble")  # "swings up and down" is "bobs"
_DRAWN_OUT = word_set("drawer tray tongue paper receipt card")
_COCKS = word_set("rooster")
_SUN = word_set("sun moon")
_SNAKES = word_set("snake worm caterpillar eel")
_CLIMBED = word_set("ladder stair tree mountain hill rope wall palm pole")
_LIFTED = word_set("lid cover curtain hatch bridge barrier gate")
_CLAWED = word_set("crab lobster shrimp")

#: English verb -> what it means said of these subjects.
_BY_SUBJECT = {
    **dict.fromkeys(("walk", "run"), ((_VEHICLES, "drive"),)),
    **dict.fromkeys(("go", "roll"), ((_VEHICLES, "drive"), (_RIDERS, "ride"))),
    **dict.fromkeys(("crawl", "slide"), ((_SNAKES, "slither"),)),
    **dict.fromkeys(("flutter", "flap"), ((_SHEETS, "billow"),)),
    **dict.fromkeys(("leave", "stand_up"), ((_SUN | _LIFTED, "rise"),)),
    "cry": ((_RINGING, "ring"), (_COCKS, "crow")),
    "sing": ((_COCKS, "crow"),),
    "swing": ((_GREENERY, "sway"),),
    "flow": ((_SHIPS, "sink"),),
    "stagger": ((THINGS, "wobble"),),
    "drive": ((_RIDERS, "ride"), (_SKIERS, "ski"), (_SHIPS, "sail"), (_SHUT, "open")),
}
#: (English verb, part) -> what it means about that part.
_ABOUT_ONE = {
    ("hit", "tail"): "flap", ("hit", "wing"): "flap", ("beat", "tail"): "flap",
    ("beat", "foot"): "stomp", ("hit", "foot"): "stomp", ("move", "tail"): "wag",
    ("pinch", "claw"): "snap", ("move", "claw"): "snap", ("shake", "claw"): "snap",
    ("sway", "head"): "shake", ("swing", "head"): "shake",
}  # fmt: skip
#: English verb -> what it means about a part of the body.
_ABOUT_PART = {
    "stand_up": "raise", "rise": "raise", "descend": "lower", "crouch": "lower",
    "wobble": "wiggle", "stir": "move", "lean": "tilt",
}  # fmt: skip
#: (noun, what else the clause names) -> the better noun.
_NOUNS = {
    ("nose", frozenset({"elephant"})): "trunk",
    ("candle", _SHIPS): "sail",
    ("propeller", frozenset({"helicopter"})): "rotor",
    ("scissors", _CLAWED): "claw",
    ("pincer", _CLAWED): "claw",
}


def as_said(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a sentence, in English order, with the words that their clauses ask."""
    out: list[Token] = []
    clause: list[Token] = []
    for token in (*tokens, Token("link", "", "stop")):
        if token.kind in ("link", "and", "comma"):
            out += [*_meant(clause), token]
            clause = []
        else:
            clause.append(token)
    return out[:-1]


def _meant(clause: Sequence[Token]) -> list[Token]:
    named = {token.word for token in clause if token.kind == "noun"}
    out: list[Token] = []
    verb = -1  # place of the last verb
    subjects: set[str] = set()
    for token in clause:
        if token.kind == "noun":
            better = (_NOUNS[key] for key in _NOUNS if token.word == key[0] and named & key[1])
            token = replace(token, word=next(better, token.word))
            said = out[verb].word if verb >= 0 else ""
            about = _ABOUT_ONE.get((said, token.word)) or _ABOUT_PART.get(said)
            if said == "rise" and token.word in _CLIMBED:
                out[verb] = replace(out[verb], word="climb")
            if about and part_of(token.word):
                out[verb] = replace(out[verb], word=about)
            placed = bool(out) and out[-1].kind == "prep"
            if said == "stand_up" and not (part_of(token.word) or placed):
                out[verb] = replace(out[verb], word="lift")  # "levanta la caja"
            if verb < 0:
                subjects.add(token.word)
        elif token.word == "up_and_down" and verb >= 0 and out[verb].word in _UP_AND_DOWN:
            out[verb] = replace(out[verb], word="bob")
        elif token.kind == "verb":
            verb = len(out)
            parts = (_ABOUT_ONE.get((token.word, noun), "") for noun in subjects)
            own = next((said for said in parts if said), "")  # "its wings hit"
            part = next((other for other in reversed(out) if other.kind == "noun"), None)
            if token.word == "stand_up" and part is not None and part.owned and singular(part.word):
                own = "rise"  # "le couvercle de la boîte se lève"
            token = replace(token, word=own or _of_subject(token.word, subjects))
            if token.word == "leave" and subjects & _DRAWN_OUT:
                out.append(replace(token, word="slide"))
                token = Token("way", "", "out")
        out.append(token)
    return out


def _of_subject(verb: str, subjects: set[str]) -> str:
    return next((said for nouns, said in _BY_SUBJECT.get(verb, ()) if nouns & subjects), verb)
