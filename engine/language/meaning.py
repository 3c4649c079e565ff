# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which action of a body a clause means, and what strokes can't do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from engine.language.abilities import Abilities
from engine.language.clause import Clause, with_particle
from engine.language.manner_words import ADJECTIVES, PLAIN, Manner, part_of
from engine.language.nouns import NOUNS
from engine.language.text import stem
from engine.language.verb_words import (
    LEAVING,
    MANNER_OF,
    NAMES,
    REFUSED,
    SENDING,
    SOUNDING,
    STAND_INS,
    SYNONYMS,
    VERBS,
    WAY_OF,
    WITH_PART,
    WITH_PARTICLE,
)
from engine.language.word_lists import word_set
from engine.language.word_vectors import shipped

#: Verbs that only say that something moves; what a body does then is no guess worth a note.
GENERIC = word_set(
    """
    go move come enter leave travel return arrive depart exit approach follow be stop proceed
    advance head reach do act pass cross shift retreat withdraw perform start
    """
)
_COLOURS = word_set(
    """
    red green blue yellow orange purple pink black white brown grey gray golden silver pale
    rainbow colour color colours colors
    """
)
_TURNING_INTO = word_set("gets get got getting becomes become becoming turns")
_BECOMING = word_set("turn go become change get grow paint colour color")
#: What can do these comes towards us as it goes to a side: it is seen from there.
_BY_LIMBS = word_set("walk swim crawl")
_TWO_WAYS = {"up_and_down": ("bob", "bounce", "float"), "back_and_forth": ("sway", "swing", "rock"),
             "around": ("circle", "spin", "turn")}  # fmt: skip
_JOLTING = word_set("bump rumble jolt rattle chug lumber")
_GLIDING = word_set("float drift glide slide swoop zoom rush charge hover soar")
_SWERVING = ("swerve", "weave", "veer")
_TIPPING = ("tip", "tilt")
_ALOFT = word_set("fly float drift glide soar swim sail")
#: What a body does that gets into a mood, the best first.
_FEELINGS = {
    "happy": ("smile", "cheer", "rejoice"), "sad": ("frown", "cry"), "angry": ("frown", "rage"),
    "scared": ("tremble", "surprise"), "tired": ("yawn", "droop"),
}  # fmt: skip
#: Verbs with meanings of other kinds, that nothing is compared with.
_VAGUE = word_set(
    """
    contract perform act draw cast fire type code show be do have make take get set see hear go come
    keep hold catch hit meet find serve charge commute train box book let want wish hope plan
    intend prepare start begin continue finish end try help manage tend seem happen give send head
    pass weave turn explain discuss announce play work labour labor toil cut
    cook read write study travel
    """
)
_SETTING = word_set("sun moon")
#: What is no more when it pops.
_BURST = word_set("balloon bubble tire tyre blister pimple firework bubblegum")
#: What beats when it pounds.
_BEATING = word_set("heart chest pulse head temple brain speaker stereo boombox")
_MOVING = word_set("go move come be travel dance drift shift pump")
_POUNDING = word_set("pound hammer thump throb race")
#: What something is after it was done: "creaks open", "pops open".
_ENDS_UP = {"open": "open", "shut": "close", "close": "close"}
_STIRRING = word_set("spoon fork whisk stick straw chopstick ladle spatula mixer paddle teaspoon")
#: What only things do, which are light all over.
_FLARING = frozenset(("twinkle", *SYNONYMS["twinkle"]))
_LIGHTS = word_set("candle flame fire light lamp torch bulb campfire bonfire lantern match")
#: What any part of a body can do, as opposed to what is done with just one.
_OF_ANY_PART = ("lift", "lower", "curl", "stretch", "wobble", "twitch")
_DIALS = word_set(
    """
    dial knob key arrow needle pointer valve screw bolt nut gear cog wheel disc disk record globe
    ball fan propeller windmill turbine compass crank clock tap faucet pinwheel planet earth coin
    """
)
_ENTERED = word_set("room house building")
_LEAST_SUFFIX = 4


@dataclass(frozen=True)
class Meaning:
    """What a clause asks a body to do.

    Attributes:
        action: a verb of the library.
        read_for: the verb as written, where the action only stands in for it.
        manner: what the verb itself says of the manner.
        way: the direction that the verb itself leads in, or "".
    """

    action: str
    read_for: str = ""
    manner: Manner = PLAIN
    way: str = ""


_LIT = frozenset(("glow", "light_up"))  # things pulse instead, and that is said


def refusal_of(clause: Clause, able: Abilities, who: str = "") -> str:
    """Return the kind of refusal for a clause, "" for what a drawing can do.

    What the library has an action of its own for can be done; where it has one only under another
    name, that action is a makeshift, and the artist is told. who: does it.
    """
    verb = clause.verb
    phrase = with_particle(clause)
    nouns = {noun.word for noun in clause.objects} | {clause.target}
    named = {word for token in clause.subjects for word in token.text.lower().split()}
    if verb in SOUNDING and any(token.word in _ENDS_UP for token in clause.objects):
        return ""  # "bursts open"
    if verb in _BECOMING and (clause.said_words - named) & _COLOURS:
        return "colour"
    if clause.becomes:
        return ""
    if verb in ("change", "turn", "become") and (phrase in REFUSED or verb != "turn"):
        return "change"
    if verb == "grow" and any(
        not part_of(noun) or not clause.objects[0].owned
        for noun in nouns
        if noun and clause.objects
    ):
        return "growth"
    said = bool(nouns & _BURST) or _is_of_some(clause, _BURST) or who in _BURST
    if verb == "pop" and not said:
        return ""  # "pops up", "the cork pops out", "the popcorn pops"
    for name in (phrase or verb,):
        if name in REFUSED and (able.names.get(name) != name or name in _LIT - able.own):
            if name in ("tear", "rip", "crack", "fade", "flower") and clause.form == "ed":
                continue
            return REFUSED[name]
    if verb == "burn" and "down" in clause.ways:
        return "shape"
    if verb in ("go", "come") and clause.direction == "out" and _goes_dark(clause, who):
        return "appear"
    if "apart" in clause.ways and verb in ("fall", "break", "come", "tear", "blow", "fly"):
        return "pieces"
    return ""


def _goes_dark(clause: Clause, who: str) -> bool:
    """Tell whether "goes out" is said of a light: it doesn't leave the picture."""
    light = who in _LIGHTS or (bool(clause.subjects) and _is_of(clause, _LIGHTS))
    return light and not clause.target


def meaning_of(clause: Clause, able: Abilities) -> Meaning | None:
    """Return the action that a clause means, None where no known one is near."""
    verb = clause.verb
    if verb in _FLARING and "eat" in able.own and "twinkle" not in able.own:
        return None  # a light in somebody's eyes isn't drawn
    if clause.negated:
        return Meaning(next((a for a in ("still", "stand", "idle") if a in able), "still"))
    for action, noted in _candidates(clause, able):
        if action in able:
            return _meaning(clause, action, verb, noted)
    if verb not in VERBS and verb not in able:
        near = _nearest(verb, frozenset(able.names) - VERBS)
        if near:
            other = Clause(verb=near, said=clause.said)
            for action, _ in _candidates(other, able):
                if action in able:
                    return _meaning(clause, action, near, True)
    return None


def _meaning(clause: Clause, action: str, verb: str, noted: bool) -> Meaning:
    manner = MANNER_OF.get(verb, PLAIN) if action != verb else PLAIN
    manner = Manner(*manner)
    way = WAY_OF.get(with_particle(clause), "") or WAY_OF.get(verb, "")
    if verb == "leave" and any(noun.word in _ENTERED for noun in clause.objects):
        way = "out"
    said = clause.said.lower() if noted and verb not in GENERIC else ""
    if said and action not in (verb, *NAMES.get(verb, ())):
        said = " ".join([said, *(noun.text for noun in clause.objects if part_of(noun.word))])
    return Meaning(action, said, manner, way)


def _candidates(clause: Clause, able: Abilities) -> Iterator[tuple[str, bool]]:
    """Yield actions that a clause may mean, the best first, and whether each only stands in."""
    for name in _of_own_parts(clause):  # "lowers its neck"
        if name in able.own and able.names[name] in _OF_ANY_PART:
            yield name, False
    for name in _with_parts(clause):  # "crosses its arms"
        yield name, False
    for name in _with_parts(clause) if able.own else ():
        yield from ((other, True) for other in STAND_INS.get(name, ()))
    yield from _in_other_words(clause, able)
    yield from _by_way(clause, able)
    yield from _by_word(clause, able)


_NEARER = ("closer", "nearer")


def _in_other_words(clause: Clause, able: Abilities) -> Iterator[tuple[str, bool]]:
    """Yield what a clause means that doesn't say it: "drives towards us", "turns angry", "sets"."""
    verb = clause.verb
    nearer = any(token.word in _NEARER for token in clause.objects)
    if nearer and verb in ("come", "move", "get", "drive"):
        yield "come_closer", False
    if (
        "viewer" in clause.ways
        and verb in LEAVING | GENERIC | _GLIDING
        and not able.own & _BY_LIMBS
    ):
        yield "come_closer", False  # what comes towards us gets larger
    if clause.becomes:
        yield clause.becomes, False
    others = [noun for noun in clause.objects if noun not in clause.subjects]
    if clause.said.lower() in _TURNING_INTO and not (others or clause.ways or clause.target):
        yield from ((name, False) for name in _FEELINGS.get(_felt(clause), ()))
    ends_up = next((_ENDS_UP[t.word] for t in others if t.word in _ENDS_UP), "")
    if ends_up and verb in SOUNDING:
        yield ends_up, False  # "creaks open"
    if verb in _POUNDING and not others and _is_of_some(clause, _BEATING):
        yield "beat", False
    if clause.said.lower().startswith("twist") and verb == "twist" and not (others or able.own):
        yield ("turn_to_and_fro" if "back_and_forth" in clause.ways else "turn"), False
    if verb in ("peek", "peep", "peer") and clause.subjects and _is_of(clause, _SETTING):
        yield "rise", False
    if (verb, "over" in clause.ways) == ("fall", True) and not able.own:
        yield "topple", False
    if verb == "pop":
        yield from (("jump", False), ("bounce", False))
    if verb == "set" and not (others or clause.ways) and _is_of(clause, _SETTING):
        yield "sink", False
    if verb == "turn" and any(token.word in _DIALS for token in clause.subjects):
        yield "turn", False  # a dial turns to the left as a wheel does


def _by_way(clause: Clause, able: Abilities) -> Iterator[tuple[str, bool]]:
    """Yield what a verb means that says little by itself, by the way that it goes with."""
    verb = clause.verb
    if verb in GENERIC and verb not in able.own and verb not in ("be", "stop", "turn"):
        for way in clause.ways:
            if WITH_PARTICLE.get((verb, way), "") in able:
                yield WITH_PARTICLE[verb, way], False
        yield from ((name, False) for name in STAND_INS["go"] if name in able.own)
    if verb in _JOLTING and clause.direction in ("through", "forward", "left", "right", "back"):
        yield "drive", False  # "bumps along the road"
    if verb == "shake" and "up_and_down" in clause.ways and not clause.objects:
        if not able.own:
            yield "shake_up_and_down", False
        yield from ((name, False) for name in _TWO_WAYS["up_and_down"])
    if verb in _MOVING:
        for way, actions in _TWO_WAYS.items():
            if way in clause.ways and (verb != "dance"):
                yield from ((name, False) for name in actions)
    if verb in _SWERVING and "back_and_forth" in clause.ways:
        yield from (("zigzag", False), ("sway", False))
    if verb in _TIPPING and {"up_and_down", "back_and_forth"} & set(clause.ways):
        yield "rock", False  # a seesaw
    if "around" in clause.ways and verb in _ALOFT and able.names.get("circle") == "circle":
        yield "circle", False  # "flies in a circle"
    if (
        verb in ("go", "move", "be")
        and len(clause.ways) == 1
        and clause.direction in ("up", "down")
    ):
        yield clause.direction, False
    if verb == "be":
        for name in ("still", "idle") if "still" in clause.ways else ("idle", "still"):
            yield name, False


def _by_word(clause: Clause, able: Abilities) -> Iterator[tuple[str, bool]]:
    """Yield the actions of a verb, with its particle and its objects, then what is near to it."""
    verb = clause.verb
    made = [name for name in (with_particle(clause),) if name]
    for name in made:
        yield name, False
        for other in NAMES.get(name, ()):
            yield other, False
    stirs = bool(clause.subjects) and _is_of(clause, _STIRRING)
    if verb == "twirl" and stirs and any(not part_of(noun.word) for noun in clause.objects):
        yield "stir", False  # "the fork twirls the spaghetti"
    if verb in SENDING and verb not in able.own:
        yield from ((name, True) for name in ("throw", "look_up", "nod") if name in able.own)
    for way in clause.ways:
        yield f"{verb}_{way}", False
    for noun in clause.objects:
        part = part_of(noun.word)
        if part:
            yield f"{verb}_{part}", False
            yield f"{verb}_{part}s", False
        elif noun.kind == "noun":
            yield f"{verb}_{noun.word}", False
            yield f"{verb}_{noun.word}s", False
    for name in made:
        for other in STAND_INS.get(name, ()):
            yield other, True
    yield verb, False
    names = NAMES.get(verb, ())
    for name in names:
        yield name, False
    for name in (verb, *names):
        for other in STAND_INS.get(name, ()):
            yield other, True
    for name in names:
        for further in NAMES.get(name, ()):
            yield further, True
    for name in (verb, *names):
        for other in STAND_INS.get(name, ()):
            for further in (*NAMES.get(other, ()), *STAND_INS.get(other, ())):
                yield further, True


def _felt(clause: Clause) -> str:
    """Return the mood that a verb is followed by: "turns angry", but not "turns angrily"."""
    at = clause.words.index(clause.said) + 1 if clause.said in clause.words else 0
    for text in clause.words[at:]:
        word = text.lower().split()[-1]
        if word in ADJECTIVES or not word.endswith("ly"):
            return ADJECTIVES.get(word, PLAIN).mood
    return ""


def _is_of(clause: Clause, nouns: frozenset[str]) -> bool:
    """Tell whether all nouns that are subjects of a clause are among some; also where none is."""
    return all(token.word in nouns for token in clause.subjects if token.kind == "noun")


def _is_of_some(clause: Clause, nouns: frozenset[str]) -> bool:
    """Tell whether one of the subjects of a clause is among some nouns."""
    return any(token.word in nouns for token in clause.subjects if token.kind == "noun")


def _of_own_parts(clause: Clause) -> Iterator[str]:
    """Yield the names of what is done with a part of the body: of several, then of one."""
    for noun in clause.objects:
        part = part_of(noun.word) or noun.word
        if noun.kind in ("noun", "part") and part:
            if not noun.text.lower().endswith(part):
                yield f"{clause.verb}_{part}s"
            yield f"{clause.verb}_{part}"


def _with_parts(clause: Clause) -> Iterator[str]:
    for noun in clause.objects:
        part = part_of(noun.word)
        named = part if part else noun.word
        if (clause.verb, named) in WITH_PART:
            action = WITH_PART[clause.verb, named]
            if not noun.text.lower().endswith(named):  # "raises her arms"
                yield f"{action}s"
            yield action


@cache
def _stems() -> dict[str, str]:
    return {stem(verb): verb for verb in sorted(VERBS - REFUSED.keys() - _VAGUE - GENERIC)}


@lru_cache(maxsize=256)
def _nearest(verb: str, more: frozenset[str]) -> str:
    """Return the known verb nearest to an unknown one in meaning, or that it ends with, or "".

    more: verbs known besides those of the tables.
    """
    by_stem = _stems() | {stem(name): name for name in sorted(more) if "_" not in name}
    near = shipped().nearest(stem(verb), by_stem, "verb")
    if near is not None:
        return by_stem[near[0]]
    endings = [
        name
        for name in by_stem.values()
        if verb.endswith(name) and len(name) >= _LEAST_SUFFIX and verb[: -len(name)] in NOUNS
    ]  # "moonwalk"
    return max(endings, key=len, default="")
