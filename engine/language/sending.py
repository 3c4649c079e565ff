# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is thrown or kicked flies: a beat of its own, which the sentence leaves unsaid."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from addon.contract.beats import SentenceBeat
from engine.language.abilities import Abilities
from engine.language.clause import Clause
from engine.language.english_words import ARTICLES, OWNERS
from engine.language.inflection import noun_base, verb_bases
from engine.language.nouns import ROADS, SCENES
from engine.language.verb_words import RECEIVING, SENDING
from engine.language.word_lists import word_set

#: Who does these to what is `GIVEN` lets it come off: a whale spouts water, a face blows kisses.
GIVING_OFF = word_set(
    "shoot fire spit spray squirt spout emit lay shed spew breathe blow puff exhale"
)
GIVEN = word_set("water fire flame smoke steam bubble kiss heart spark drop foam spray ring note")
#: What is drawn where a sentence gives off something else: a kiss is blown as a heart.
DRAWN_AS = {"kiss": "heart"}
#: What drifts away from who gives it off, if nothing else is said.
LIGHT = word_set("kiss heart bubble note ring spark")
#: What these do over or down to another thing lets it topple.
FELLING = word_set("knock push kick tip blow bowl hit")
_OVER_OR_DOWN = ("over", "down")
_ROUND = word_set(
    """
    ball football basketball baseball soccerball snowball wheel tyre tire hoop marble boulder barrel
    """
)
FELLED = ("topple", "tip_over", "fall_down", "fall")
FLIGHT = 0.7  # seconds that what is thrown flies
AWAY = 0.4  # of the canvas: how far it flies to nobody

Match = Callable[[str], tuple[str, ...]]
#: A clause and the nouns that are its subjects.
Said = tuple[Clause, list[str]]


def thing_sent(clause: Clause, who: str, about: str, match: Match) -> str:
    """Return the object that somebody throws or kicks, "" for none.

    about: what "it" stands for; match: returns the objects that a noun means.
    """
    if clause.verb not in SENDING or clause.negated:
        return ""
    words = [token.word for token in clause.objects if token.kind == "noun"]
    if not words and any(token.kind == "pronoun" for token in clause.objects):
        words = [about] if about else []
    elif not words and clause.direction != "towards":
        words = [clause.target] if clause.target else []
    return next((name for word in words for name in match(word) if name != who), "")


def thing_felled(clause: Clause, who: str, match: Match) -> str:
    """Return the object that somebody knocks over, "" for none; what is around stays."""
    noun = "" if clause.negated else _felled(clause)
    if not noun or noun in SCENES | ROADS:
        return ""
    return next((name for name in match(noun) if name != who), "")


def _felled(clause: Clause) -> str:
    """Return the noun that a clause says to be knocked over, "" for none.

    Of "knocks over the cup" and "knocks the cup over" it is the object, but in "kicks the ball over
    the fence" a noun follows another one, and "over" says where to.
    """
    nouns = [token for token in clause.objects if token.kind == "noun"]
    texts = [token.text for token in nouns]
    verb = clause.words.index(clause.said) if clause.said in clause.words else len(clause.words)
    said = clause.words[verb + 1 :]
    if clause.verb == "topple":
        return nouns[0].word if texts and said[:1] == texts[:1] else ""
    at = next((n for n, word in enumerate(said) if word.lower() in _OVER_OR_DOWN), None)
    if clause.verb not in FELLING or at is None:
        return ""
    before = [token.word for token in nouns if token.text in said[:at]]
    following = said[at + 1] if at + 1 < len(said) else ""
    words = following.lower().split() or [""]
    if before:  # a noun after the particle is a place: "over the edge"
        named = following in texts or noun_base(words[-1]) == (clause.target or None)
        return "" if named or words[0] in ARTICLES | OWNERS | {"to"} else before[0]
    after = next((token.word for token in nouns if token.text == following), "")
    return after or (clause.target if noun_base(words[-1]) == clause.target else "")


def coming_up(who: str, able: Abilities) -> str:
    """Return how who knocks something over gets to it: balls and cars roll, who has legs walks."""
    lives = "eat" in able.own
    if "roll" in able.own and not lives:
        wanted: tuple[str, ...] = ("roll",)
    elif able.own:
        wanted = ("walk",) if lives and "walk" in able.own else ()
    else:
        wanted = ("roll",) if _ROUND & set(who.lower().split()) else ("slide",)
    return next((verb for verb in (*wanted, "go") if verb in able.names), "")


def is_given(words: Sequence[str], at: int) -> bool:
    """Tell whether a word of an English sentence is what somebody gives off: "spouts the water"."""
    before = [word.lower() for word in words[max(0, at - 2) : at]]
    if before and before[-1] in ("the", "a", "some", "its", "his", "her"):
        before = before[:-1]
    return bool(before) and any(base in GIVING_OFF for base in verb_bases(before[-1]))


def thing_given(clause: Clause, who: str, match: Match) -> str:
    """Return the object that somebody gives off, like a whale its water, "" for none."""
    if clause.verb not in GIVING_OFF or clause.negated:
        return ""
    words = [token.word for token in clause.objects if token.kind == "noun"]
    given = [word for word in words if word in GIVEN]
    given += [DRAWN_AS[word] for word in given if word in DRAWN_AS]
    return next((name for word in given for name in match(word) if name != who), "")


def flight_of(
    clause: Clause,
    beat: SentenceBeat,
    thing: str,
    following: Said | None,
    match: Match,
    can: Callable[[str], Collection[str]],
) -> SentenceBeat | None:
    """Return the beat of what is thrown or kicked; None where the next clause tells it.

    It goes to whom the sentence names, to who catches it next, or away. can: returns what an object
    can do.
    """
    to = clause.target if clause.direction == "towards" else ""
    to = next((name for name in match(to) if name not in (thing, beat.who)), "") if to else ""
    if following is not None:
        after, subjects = following
        names = [name for noun in subjects for name in match(noun)]
        if thing in names:
            return None
        if not to and after.verb in RECEIVING:
            to = next((name for name in names if name != beat.who), "")
    action = next((verb for verb in ("fly", "roll", "go", "move") if verb in can(thing)), "")
    if not action:
        return None
    if to:
        return SentenceBeat(
            who=thing, action=action, words=beat.words, direction="towards", target=to,
            distance=1.0, unit="target",
        )  # fmt: skip
    up = "air" in clause.said_words  # "tosses her cap in the air"
    way = clause.direction if clause.direction in ("left", "right", "up") else "away"
    way = "up" if up and way == "away" else way
    return SentenceBeat(
        who=thing, action=action, words=beat.words, direction=way, distance=AWAY, unit="canvas",
        target=beat.who if way == "away" else "",
    )  # fmt: skip


def receives(clause: Clause, beat: SentenceBeat, before: SentenceBeat | None) -> bool:
    """Tell whether a beat ends the flight before it: "the dog catches it"."""
    flies = before is not None and before.target == beat.who and before.who == beat.target
    return flies and clause.verb in RECEIVING
