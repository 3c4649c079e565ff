# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The things a prompt names, how many of each, and which group is which where that can be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "both": 2, "couple": 2, "pair": 2,
}  # fmt: skip
_DETERMINERS = frozenset(
    {*_NUMBERS, "the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our",
     "each", "every", "some"}
)  # fmt: skip
_STOPS = frozenset(
    """is are was were be has have had and or but while as with without of in on at to into onto
    from by for over under above below through across around along near behind beside between
    against up down off out away then which who that there it they he she stay stays stand stands
    do does not very gently slowly quickly happily playfully just
    fly flies run runs walk walks swim swims jump jumps sit sits lie lies play plays eat eats drink
    drinks kick kicks throw throws catch catches ride rides drive drives pull pulls push pushes
    hold holds lift lifts fall falls rise rises spin spins turn turns move moves go goes come comes
    wave waves swing swings dance dances sway sways bounce bounces roll rolls sail sails chase
    chases follow follows look looks watch watches shake shakes shine shines blow blows burn burns
    grow grows bloom blooms drop drops float floats hover hovers land lands take takes leave
    leaves cross crosses climb climbs slide slides hit hits shoot shoots fire fires pour pours
    rappel rappels race races gallop gallops trot trots hop hops crawl crawls""".split()  # noqa: SIM905
)
#: About how large things are drawn beside each other; what isn't here isn't judged.
_SIZES = {
    1: "ball bird butterfly bee glass cup bottle shell bullet apple flower fish leaf cherry egg",
    2: "cat rabbit duck chicken hen hat bag box book lamp meal food dish bowl rope stick kite bar",
    3: "dog goose eagle seal penguin monkey child boy girl kid chair fox sheep goat drone hurdle",
    4: "man woman person people rider player climber boxer dancer drummer guitarist table sofa",
    5: "horse cow bike bicycle motorcycle dolphin shark bear lion tiger deer snowman",
    6: "car tree elephant whale boat helicopter tank jet plane tractor goal swing",
    7: "bus truck crane excavator train house rocket locomotive carriage bridge",
    8: "ship castle tower aircraft carrier stage road river street sea ocean track tracks",
    9: "mountain mountains hill cliff cliffs forest sky ground",
}
_SIZE = {word: size for size, words in _SIZES.items() for word in words.split()}
CLEAR = 2  # steps of size between two things that tell them apart


@dataclass(frozen=True)
class Thing:
    """A noun of the prompt, singular, and how many of it there are said to be."""

    name: str
    count: int = 1


def things_in(prompt: str) -> tuple[Thing, ...]:
    """The things a prompt names, each once, in its order.

    A rule of thumb, not a grammar: the words after an article or a number, up to the first that
    can't be part of a name; the last of them is the noun.
    """
    words = re.findall(r"[a-z']+|[.,;!?]", prompt.lower().replace("\u2019", "'"))
    found: dict[str, Thing] = {}
    place = 0
    while place < len(words):
        if words[place] not in _DETERMINERS:
            place += 1
            continue
        number = _NUMBERS.get(words[place], 1)
        start = place + 1
        while start < len(words) and words[start] in _DETERMINERS | {"of"}:
            number = max(number, _NUMBERS.get(words[start], 1))
            start += 1
        place = _end_of_name(words, start, number > 1)
        name = singular(words[place - 1]) if place > start else ""
        if name and len(name) > 2 and not name.endswith("'s"):
            known = found.get(name, Thing(name, 0))
            again = known.count > 0 and number == 1 and words[start - 1] != "another"
            found[name] = Thing(name, known.count if again else known.count + number)
    return tuple(found.values())


def drawn_in(prompt: str) -> tuple[Thing, ...]:
    """The things of a prompt that are known to be things one draws (not "the distance")."""
    return tuple(thing for thing in things_in(prompt) if thing.name in _SIZE)


def names_for(prompt: str, sizes: list[float]) -> list[str]:
    """A name for each group, whose sizes are given; "object 1" and so on where it can't be told.

    Told are: one group, groups that are all the same thing, and things of clearly different size.
    """
    plain = [f"object {k + 1}" for k in range(len(sizes))]
    things = drawn_in(prompt) or things_in(prompt)
    if not things or not sizes:
        return plain
    if len(sizes) == 1:
        return [things[0].name]
    wanted = [thing.name for thing in things for _ in range(thing.count)]
    if len(wanted) != len(sizes):
        return plain
    if len(things) > 1:
        known = sorted(_SIZE.get(thing.name, 0) for thing in things)
        if known[0] == 0 or not all(b - a >= CLEAR for a, b in pairwise(known)):
            return plain
        wanted.sort(key=lambda name: _SIZE[name])
    order = sorted(range(len(sizes)), key=lambda k: sizes[k])
    named = dict(zip(order, wanted, strict=True))
    return unique([named[k] for k in range(len(sizes))])


def unique(names: list[str]) -> list[str]:
    """The same names, those that come again numbered: cat, cat 2."""
    used: set[str] = set()
    out = []
    for name in names:
        number, told = 1, name
        while told in used:
            number += 1
            told = f"{name} {number}"
        used.add(told)
        out.append(told)
    return out


def singular(word: str) -> str:
    """The word without its plural ending; "people" is person."""
    odd = {"people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse"}
    if word in odd:
        return odd[word]
    for ending, stem in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + stem
    return word


def _end_of_name(words: list[str], start: int, plural: bool) -> int:
    """Where the name that begins at `start` ends: before a verb, a preposition or a comma."""
    place = start
    while place < len(words):
        word = words[place]
        later = place > start
        if word in _STOPS | _DETERMINERS or not word[0].isalpha():
            break
        if later and word.endswith(("ing", "ed", "ly")):
            break
        if later and word.endswith("s") and not word.endswith("ss") and not plural:
            break  # "the dog races": a verb
        place += 1
    return place
