# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that a prompt names, how many of each, and which group is which where that is clear."""

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
    """is are was were be has have had will would can could shall should may might must
    and or but while as with without of in on at to into onto
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
#: Nouns whose plural is the same.
_SAME_PLURAL = frozenset(["fish", "sheep", "deer", "moose", "salmon", "trout", "shrimp", "squid"])
#: Nouns by the size in which they are usually drawn beside each other.
_SIZES = {
    1: "ball bird butterfly bee glass cup bottle shell bullet apple flower fish leaf cherry egg",
    2: "cat rabbit duck chicken hen hat bag box book lamp meal food dish bowl rope stick kite bar "
    "satellite",
    3: "dog goose eagle seal penguin monkey child boy girl kid chair fox sheep goat drone hurdle",
    4: "man woman person people rider player climber boxer dancer drummer guitarist table sofa",
    5: "horse cow bike bicycle motorcycle dolphin shark bear lion tiger deer snowman",
    6: "car tree elephant whale boat helicopter tank jet plane tractor goal swing cannon",
    7: "bus truck crane excavator train house rocket locomotive carriage bridge",
    8: "ship castle tower aircraft carrier stage road river street sea ocean track tracks",
    9: "mountain mountains hill cliff cliffs forest sky ground earth planet",
}
_SIZE = {word: size for size, words in _SIZES.items() for word in words.split()}
CLEAR = 2  # steps of size by which two nouns can be told apart


@dataclass(frozen=True)
class NamedObject:
    """A noun of the prompt, singular, and how many of it the prompt speaks of.

    several: the noun is a plural without a number; the count is the least there can be.
    """

    name: str
    count: int = 1
    several: bool = False


def named_objects(prompt: str) -> tuple[NamedObject, ...]:
    """Return the objects that a prompt names, each once, in its order.

    A rule of thumb, not a grammar: a name is made of the words after an article or a number, up to
    the first that can't be part of a name; the last of them is the noun.
    """
    words = re.findall(r"[a-z']+|[.,;!?]", prompt.lower().replace("\u2019", "'"))
    found: dict[str, NamedObject] = {}
    position = 0
    while position < len(words):
        if words[position] not in _DETERMINERS:
            position += 1
            continue
        number = _NUMBERS.get(words[position], 1)
        start = position + 1
        while start < len(words) and words[start] in _DETERMINERS | {"of"}:
            number = max(number, _NUMBERS.get(words[start], 1))
            start += 1
        position = _end_of_name(words, start, number > 1)
        name = singular(words[position - 1]) if position > start else ""
        if name and len(name) > 2 and not name.endswith("'s"):
            several = number == 1 and _is_plural(words, position)
            known = found.get(name, NamedObject(name, 0))
            again = known.count > 0 and number == 1 and words[start - 1] != "another"
            count = known.count if again else known.count + (2 if several else number)
            found[name] = NamedObject(name, count, several or known.several)
    return tuple(found.values())


def _is_plural(words: list[str], position: int) -> bool:
    """Whether the noun before `position` is a plural; "the fish swim" shows it by the verb."""
    noun = words[position - 1]
    if noun in _SAME_PLURAL:
        verb = words[position] if position < len(words) else ""
        return verb in ("are", "were") or (f"{verb}s" in _STOPS and verb in _STOPS)
    return singular(noun) != noun


def drawable_objects(prompt: str) -> tuple[NamedObject, ...]:
    """Return the named objects that are known to be drawable (unlike "the distance")."""
    return tuple(named for named in named_objects(prompt) if named.name in _SIZE)


def names_for(prompt: str, sizes: list[float]) -> list[str]:
    """Return a name for each group, given the groups' sizes; "object 1" and so on in doubt.

    The prompt gives the names of a single group, of groups that are all the same noun, and of
    nouns whose usual sizes differ clearly.
    """
    plain = [f"object {k + 1}" for k in range(len(sizes))]
    objects = drawable_objects(prompt) or named_objects(prompt)
    if not objects or not sizes:
        return plain
    if len(sizes) == 1:
        return [objects[0].name]
    if len(objects) == 1 and objects[0].several:
        return unique([objects[0].name] * len(sizes))
    names = [named.name for named in objects for _ in range(named.count)]
    if len(names) != len(sizes):
        return plain
    if len(objects) > 1:
        known = sorted(_SIZE.get(named.name, 0) for named in objects)
        if known[0] == 0 or not all(b - a >= CLEAR for a, b in pairwise(known)):
            return plain
        names.sort(key=lambda name: _SIZE[name])
    order = sorted(range(len(sizes)), key=lambda k: sizes[k])
    name_of = dict(zip(order, names, strict=True))
    return unique([name_of[k] for k in range(len(sizes))])


def usual_size(noun: str) -> int:
    """Return how large a thing is usually drawn beside others, 1 to 9; 0 where it isn't known."""
    return _SIZE.get(noun, 0)


def unique(names: list[str]) -> list[str]:
    """Return the names, repeated ones numbered: cat, cat 2."""
    used: set[str] = set()
    out = []
    for name in names:
        number, numbered = 1, name
        while numbered in used:
            number += 1
            numbered = f"{name} {number}"
        used.add(numbered)
        out.append(numbered)
    return out


def singular(word: str) -> str:
    """Return a noun in the singular: "people" gives "person"."""
    odd = {"people": "person", "children": "child", "men": "man", "women": "woman", "mice": "mouse"}
    if word in odd:
        return odd[word]
    for ending, stem in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: -len(ending)] + stem
    return word


def _end_of_name(words: list[str], start: int, plural: bool) -> int:
    """Return where the name that begins at `start` ends: before a verb, preposition or comma."""
    position = start
    while position < len(words):
        word = words[position]
        later = position > start
        if word in _STOPS | _DETERMINERS or not word[0].isalpha():
            break
        if later and word.endswith(("ing", "ed", "ly")):
            break
        if later and word.endswith("s") and not word.endswith("ss") and not plural:
            break  # "the dog races": a verb
        position += 1
    return position
