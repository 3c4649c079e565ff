# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who rides or pulls something sets it going: what that is to do, which sentences leave unsaid."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from addon.contract.beats import SentenceBeat
from engine.language.abilities import Abilities
from engine.language.clause import Clause
from engine.language.inflection import noun_base
from engine.language.word_lists import word_set

RIDING = word_set("ride drive sail row paddle surf ski skate pedal steer pilot cycle bike")
PULLING = word_set("pull drag tow haul tug lead guide")
_LEADING = word_set("lead guide walk pull drag tug")
_ANIMALS = ("walk", "crawl", "swim")
_FAST = ("gallop", "run", "trot")
_THINGS = ("drive", "pedal", "roll", "sail", "fly", "go", "move")
#: Verbs by which somebody on a board or on skates only moves along.
_CARRIED = word_set("roll glide coast cruise slide go move come pass speed zoom zip race travel")
_RIDES = word_set(
    """
    board skateboard longboard snowboard surfboard scooter skate rollerskate rollerblade ski sled
    sledge sleigh toboggan
    """
)
_RIDERS = word_set("skater skateboarder snowboarder surfer skier rollerblader sledder")
_BRISK = 1.15  # a pace from which an animal runs


def carried_on(clause: Clause, able: Abilities, names: Collection[str]) -> Clause:
    """Return a clause in which somebody rides who rolls or glides on something: "on his board".

    What is ridden is drawn with who rides it: an object of its own is `ridden`.
    """
    if clause.verb not in _CARRIED or "ride" not in able.own or clause.negated:
        return clause
    words = [noun_base(word) for text in clause.words for word in text.lower().split()]
    ridden_on = {word for at, word in enumerate(words) if "on" in words[max(0, at - 3) : at]}
    mounts = (_RIDES & ridden_on) - set(names)
    rider = any(noun_base(token.word) in _RIDERS for token in clause.subjects)
    if not mounts and not (rider and clause.verb in ("roll", "glide", "coast", "cruise")):
        return clause
    return replace(clause, verb="ride", target="", objects=[])


def ridden(
    verb: str, beat: SentenceBeat, names: Collection[str], can: Callable[[str], Abilities]
) -> SentenceBeat | None:
    """Return what an object does that somebody rides or leads, None where nobody does.

    names: of the drawing's objects; can: returns what an object can do.
    """
    target = beat.target
    if target not in names or target == beat.who:
        return None
    able, own = can(target).names, can(target).own
    led = verb in _LEADING and "walk" in own and beat.unit != "target"
    if verb not in RIDING and not led:
        return None
    wanted: tuple[str, ...] = (*_FAST, *_ANIMALS) if beat.speed > _BRISK else (*_ANIMALS, *_FAST)
    wanted = wanted if set(wanted) & set(own) and "drive" not in own else _THINGS
    action = next((name for name in (*wanted, *_THINGS) if name in able), "")
    if not action:
        return None
    way = beat.direction if beat.direction != "towards" else ""
    return replace(
        beat, who=target, action=action, target="", part="", direction=way or "forward", read_for=""
    )


def walking(verb: str, beat: SentenceBeat, able: Collection[str]) -> SentenceBeat:
    """Return the beat of who pulls something along: walking, unless it stays on the spot.

    able: what the puller can do.
    """
    if verb not in PULLING or not beat.target or "walk" not in able:
        return beat
    return replace(beat, action="walk", direction=beat.direction or "forward", read_for="")
