# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that a clause says about an action: to what, which way, how far, how often, how."""

from __future__ import annotations

from addon.contract.beats import SentenceBeat
from engine.language.carrying import PULLING
from engine.language.clause import Clause
from engine.language.english_words import RESULTS
from engine.language.leading import UPRIGHT, leads, leads_nowhere
from engine.language.manner_words import Manner, part_of
from engine.language.nouns import LINES, ROADS, matching
from engine.language.places import measured
from engine.language.subjects import Subjects
from engine.language.verb_words import LEAVING, WITH_PART

_WITH_ANOTHER = ("shake_hands", "hug", "kiss", "embrace", "cuddle")  # two people do these
_CLIMBING = ("climb", "take_off")  # up, but not out of the picture
_ALONG_ROADS = LEAVING | PULLING | {"push"}
_MEANT = ("it", "they")


def described(
    clause: Clause,
    who: str,
    action: str,
    manner: Manner,
    way: str,
    named: Subjects,
    *,
    meant: str = "",
) -> SentenceBeat:
    """Return the beat, without its time, of somebody who does what a clause says.

    way: the direction that the verb itself leads in, or "". named: what the drawing has. meant:
    what "it" or "them" stands for.
    """
    things = _things(clause, who, named)
    direction, edge = leads(clause, action, way, bool(things))
    if direction in UPRIGHT and ROADS.intersection(things) and clause.verb in _ALONG_ROADS:
        direction = "forward"  # "down the road"
    target = clause.target or next(iter(things), "")
    if direction == "through" and target in LINES:
        clause.slope = clause.slope or next((w for w in clause.ways if w in UPRIGHT), "")
        direction, target = "forward", ""  # "along the cable"
    target = _target(clause, who, action, target, named, meant)
    distance, unit, edge, origin = measured(clause, direction, edge)
    climbs = action in _CLIMBING or clause.verb in _CLIMBING
    by_itself = climbs and direction == way == "up" and clause.direction in ("", "away")
    if by_itself and not distance and not target:
        distance, unit = 1.0, "room"
    slope = clause.slope if direction in ("left", "right", "forward", "", *UPRIGHT) else ""
    if slope and direction in ("", *UPRIGHT):
        slope, direction = direction or slope, "forward"
    drawn = bool(matching(target, named.names)) if target else False
    if leads_nowhere(clause, action, direction, drawn=drawn):
        direction = edge = origin = slope = unit = ""
        distance = 0.0
    if direction == "towards" and not target:
        direction = "forward"
    parts = [t for t in clause.objects if part_of(t.word) and who not in named.match(t.word)]
    return SentenceBeat(
        who=who,
        action=action,
        words=" ".join(clause.words),
        mood=manner.mood,
        amplitude=round(manner.amplitude, 3),
        speed=round(manner.speed, 3),
        direction=direction,
        edge=edge,
        origin=origin,
        slope=slope,
        target=next(iter(matching(target, named.names)), target) if target else "",
        part=" ".join(word for t in parts[:1] for word in (t.form, t.word) if word),
        distance=round(distance, 3),
        unit=unit if distance else "",
        count=clause.count,
        per_second=clause.per_second,
        keeps_on=clause.keeps_on,
        not_understood=tuple(clause.unknown),
    )


def _things(clause: Clause, who: str, named: Subjects) -> list[str]:
    """Return the nouns that a clause is about besides parts of who acts."""
    nouns = [t.word for t in clause.objects if t.kind == "noun" and not part_of(t.word)]
    return [
        word
        for word in nouns
        if who not in named.match(word)
        and (clause.verb, word) not in WITH_PART
        and word not in RESULTS
    ]


def _target(clause: Clause, who: str, action: str, target: str, named: Subjects, meant: str) -> str:
    """Return what an action is done to or leads to, with what pronouns stand for."""
    pronouns = [t.word for t in clause.objects if t.kind == "pronoun"]
    if target in _MEANT or (not target and any(word in _MEANT for word in pronouns)):
        return meant
    if action in _WITH_ANOTHER and not target:
        others = [name for name in named.names if name != who]
        return others[0] if len(others) == 1 else meant
    return target
