# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Common sense about parts: where a lid lies, what a tassel looks like, how a drawer moves.

All of it stands in `tables/en_parts.txt`; whoever knows a further part adds it there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from engine.language.inflection import noun_base
from engine.language.word_lists import read_lines, word_set

PLACES = word_set(
    """
    any top bottom side end centre inside edge above beside across standing raised around dial over
    """
)
FORMS = word_set("any round oval long flat tall box triangle drop heart star arch loop wavy line")
HANGS = word_set(
    """
    lid leaf flap hinge hand axle hub hangs stands soft slides presses stuck loose halves any liquid
    """
)
LIQUID = "liquid"  # how a liquid hangs in what it is in

_SWUNG = word_set(
    """
    swing sway dangle wave wag swish shake wobble flop waggle rock bob bang brandish stream trail
    undulate nod tilt lean
    """
)
_TWITCHED = word_set(
    "wiggle twitch flick jiggle quiver tremble wriggle jerk vibrate rattle shiver twirl flicker"
)
_FLAPPED = word_set("flap flutter beat ripple")
_RAISED = word_set("raise lift rise perk prick flip pop")
_LOWERED = word_set("lower droop sink descend")
_OPENED = word_set("open unlock unfold uncover unclasp")
_SHUT = word_set("close shut slam fold lock snap clap chomp bite snip cut clip munch click")
_TURNED = word_set("turn spin rotate whirl revolve roll twist twirl wind swivel whirr go move tick")
_DRAWN = word_set(
    "slide come pop stick emerge shoot push pull open eject print extend poke go move lift rise"
)
_PRESSED = word_set("press go move push sink click tap depress play pump lower")

_ABOUT = (
    ("part_swings", _SWUNG), ("part_twitches", _TWITCHED), ("part_flaps", _FLAPPED),
    ("part_rises", _RAISED), ("part_sinks", _LOWERED),
)  # fmt: skip
_HINGED = (("part_opens", _OPENED), ("part_snaps", _SHUT), *_ABOUT)
#: How a part hangs -> its actions, with the verbs for each; the first that fits is taken.
_ACTS = {
    "lid": (
        ("lid_lift", _OPENED | _RAISED | word_set("come fly")),
        ("lid_shut", _SHUT | word_set("fall drop lower")),
        *_ABOUT[:3],
    ),
    "leaf": (
        ("door_open", _OPENED | word_set("swing")), ("door_shut", _SHUT), *_ABOUT[1:3],
    ),
    "flap": (
        ("fold_open", _OPENED | _LOWERED), ("fold_shut", _SHUT), *_ABOUT,
    ),
    "hinge": (*_HINGED, ("part_swings", _TURNED), ("part_sinks", word_set("drop fall"))),
    "hand": (("axle_turns", _TURNED), ("part_twitches", _TWITCHED), ("part_swings", _SWUNG)),
    "axle": (
        ("axle_turns", _TURNED), ("part_twitches", _TWITCHED), ("part_swings", _SWUNG),
    ),
    "hub": (
        ("axle_turns", _TURNED), ("part_twitches", _TWITCHED), ("part_swings", _SWUNG),
    ),
    "hangs": (
        ("part_swings", _SWUNG | word_set("turn move twist")), *_ABOUT[1:3],
        ("let_down", word_set("lower descend")),
    ),
    "stands": _HINGED,
    "soft": (*_ABOUT[:3], ("part_swings", _TURNED | word_set("blow unfurl fly")), *_ABOUT[3:]),
    "slides": (("slide_out", _DRAWN), ("part_twitches", _TWITCHED | word_set("rattle shake"))),
    "presses": (("press_down", _PRESSED), ("part_twitches", _TWITCHED)),
    "stuck": (*_ABOUT, ("part_swings", word_set("turn"))),
    "loose": (),
    "any": (
        *_ABOUT,
        ("part_opens", _OPENED | word_set("fold")),
        ("part_snaps", _SHUT),
        ("slide_out", word_set("slide come stick emerge push pull eject extend poke")),
        ("press_down", word_set("press push click tap depress")),
        ("spin", _TURNED),
    ),
    "liquid": (
        ("liquid_sloshes", word_set("slosh swirl sway swing shake splash rock tilt stir swash")),
        ("liquid_bubbles", word_set("bubble boil simmer fizz foam froth seethe effervesce brew")),
        ("liquid_ripples", word_set(
            "ripple wave tremble quiver shimmer wobble jiggle vibrate flow undulate move shiver"
        )),
        ("liquid_rises", word_set("rise fill raise grow climb increase")),
        ("liquid_sinks", word_set("fall sink drop lower drain empty descend shrink decrease")),
    ),
    "halves": (
        ("halves_snip", word_set("snip cut clip chop snap chatter gnash chomp move")),
        ("halves_open", _OPENED | word_set("spread part")),
        ("halves_shut", _SHUT | word_set("pinch clamp squeeze")),
    ),
}  # fmt: skip
#: Verbs of these actions that lead a loose thing away where a sentence says which way.
ROOTED = frozenset(_ACTS) - {"loose"}


@dataclass(frozen=True)
class PartWord:
    """What is known of the parts of one name.

    Attributes:
        wholes: nouns of what it is a part of; none: of anything. spared: of all but these.
        places, forms: where it may lie and what it may look like, see the table.
        least, most: of its long side, of the drawing's.
        many: "1", "2", "n" or "all".
        hangs: one of `HANGS`. alone: whether it is often all that is drawn.
    """

    noun: str
    wholes: frozenset[str]
    spared: frozenset[str]
    places: frozenset[str]
    forms: frozenset[str]
    least: float
    most: float
    many: str
    hangs: str
    alone: bool

    def is_of(self, whole: str) -> bool:
        """Tell whether a part of something called so is meant."""
        if not whole:
            return not self.wholes
        return whole not in self.spared and (not self.wholes or whole in self.wholes)


@cache
def part_words() -> dict[str, tuple[PartWord, ...]]:
    """Return the rows of the table by noun; those of some wholes stand before the others."""
    table: dict[str, list[PartWord]] = {}
    for line in read_lines("en_parts.txt"):
        for word in _row(line):
            table.setdefault(word.noun, []).append(word)
    return {noun: tuple(sorted(own, key=lambda w: not w.wholes)) for noun, own in table.items()}


def _row(line: str) -> list[PartWord]:
    """Return the words of one line of the table. Raises ValueError where it isn't well formed."""
    head, where, form, size, many, hangs = (field.strip() for field in line.split("|"))
    nouns, _, of = head.partition("@")
    spares = of.split()[:1] == ["-"]
    wholes = frozenset(of.split()) - {"-"}
    places, forms = frozenset(where.split()), frozenset(form.split())
    least, _, most = size.partition("-")
    known = {each for place in places for each in place.split("+")}
    if known - PLACES or forms - FORMS or hangs not in HANGS or many not in ("1", "2", "n", "all"):
        raise ValueError(f"en_parts.txt: {line}")
    return [
        PartWord(
            noun.removesuffix("*"),
            frozenset() if spares else wholes,
            wholes if spares else frozenset(),
            places,
            forms,
            float(least),
            float(most),
            many,
            hangs,
            noun.endswith("*"),
        )
        for noun in nouns.split()
    ]


@cache
def part_word(noun: str, whole: str = "") -> PartWord | None:
    """Return what is known of a part, by its noun in the singular, of a whole; None for others.

    Where nothing is said of the whole, what is true of any whole is taken, else of the first.
    """
    rows = part_words().get(noun, ())
    found = next((row for row in rows if row.is_of(whole)), None)
    return found if found is not None or whole else next(iter(rows), None)


def part_rows(noun: str, whole: str = "") -> tuple[PartWord, ...]:
    """Return what is known of a part of a whole; of any whole, where nothing is said of that."""
    if not whole:
        return part_words().get(noun, ())
    found = part_word(noun, whole)
    return () if found is None else (found,)


#: What an object is called, after its own noun, of whose parts the table knows nothing.
UNKNOWN = "part"
_LIES = {"in": frozenset({"inside"}), "on": frozenset({"any", "top", "inside"})}


def unknown_part(lies: str) -> tuple[PartWord, ...]:
    """Return what can be said of a part of which nothing is known but how it lies: "in", "on"."""
    known = part_rows(UNKNOWN)
    return tuple(replace(row, places=_LIES.get(lies, row.places)) for row in known)


def singular(noun: str) -> str:
    """Return the noun under which the table knows a noun, "" where it doesn't."""
    base = noun_base(noun)
    return next((each for each in (base, noun) if each in part_words()), "")


def act_by_hanging(hangs: str, verb: str) -> str:
    """Return the action by which a part that hangs so does what a verb says, "" for none."""
    return next((act for act, verbs in _ACTS.get(hangs, ()) if verb in verbs), "")


@cache
def _unsaid() -> dict[tuple[str, str], str]:
    found = {}
    for line in read_lines("en_part_acts.txt"):
        wholes, _, acts = line.partition(":")
        verbs, _, part = acts.partition(">")
        for whole in wholes.split():
            found.update({(whole, verb): part.strip() for verb in verbs.split()})
    return found


def part_acting(wholes: Collection[str], verb: str) -> str:
    """Return the part by which one of some wholes does what a verb says, "" for none."""
    return next((_unsaid()[whole, verb] for whole in wholes if (whole, verb) in _unsaid()), "")
