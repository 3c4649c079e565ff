# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the order in which clauses are written to the one in which they happen."""

from __future__ import annotations

from dataclasses import replace

from engine.language.clause import Clause
from engine.language.manner_words import PLAIN, part_of

_RAISING = ("raise", "lift")
_LOOKING = ("look", "seem", "feel", "appear", "get", "become", "be")


def with_moods(clauses: list[Clause]) -> list[Clause]:
    """Return clauses without those that only say how somebody is; the next one takes that on."""
    out: list[Clause] = []
    mood: Clause | None = None
    for number, clause in enumerate(clauses):
        bare = clause.manner != PLAIN and not clause.objects and not clause.ways
        bare = bare and not clause.becomes
        if clause.verb in _LOOKING and bare and not clause.target:
            clause.verb = "be"
        hastens = bare and clause.manner.speed != 1.0 and not clause.manner.mood
        if clause.verb == "be" and hastens and out and not clause.subjects and out[-1].verb:
            before = out[-1]  # "runs, gets faster and faster, then stops"
            clause.verb, clause.said, clause.form = before.verb, before.said, before.form
            clause.objects = list(before.objects)
            out.append(clause)
            continue
        following = clauses[number + 1] if number + 1 < len(clauses) else None
        if clause.verb == "be" and bare and following and not following.subjects:
            mood = clause
            continue
        if not clause.verb and clause.subjects and clause.manner.mood:
            clause.verb, clause.said = "be", clause.manner.mood
        if mood is not None:
            clause.manner = mood.manner.joined(clause.manner)
            clause.subjects, clause.link = mood.subjects, mood.link
            clause.words, clause.opened = mood.words + clause.words, mood.opened
            mood = None
        out.append(clause)
    return out


def lead_to(clause: Clause, until: Clause) -> None:
    """Put what an "until" clause says about the way's end into the clause before."""
    clause.words += until.words
    if until.objects:
        noun = until.objects[-1]
        if noun.form and noun.word in ("edge", "border", "side", "end", "corner"):
            clause.direction = {"top": "up", "bottom": "down"}.get(noun.form, noun.form)
            clause.edge, clause.distance, clause.unit = noun.form, 1.0, "edge"
        elif noun.word in ("edge", "border", "end"):
            clause.distance, clause.unit = 1.0, "edge"
        else:
            clause.target, clause.direction = noun.word, "towards"
            clause.distance, clause.unit = 1.0, "target"
    elif until.target:
        clause.target, clause.direction = until.target, "towards"
        clause.distance, clause.unit = 1.0, "target"


def in_order(said: list[tuple[Clause, list[str]]]) -> list[tuple[Clause, list[str]]]:
    """Return clauses in the order in which they happen, their links told anew."""
    out: list[tuple[Clause, list[str]]] = []
    waiting: tuple[Clause, list[str]] | None = None  # "Before it jumps, ..."
    opened = ""
    waited = False  # whether what comes before it has been read
    for clause, subjects in said:
        if clause.opened and clause.link in ("before", "until"):
            waiting = (replace(clause, link="then"), subjects)
            continue
        if clause.link == "after" and not clause.opened and out:
            before, whom = out.pop()
            out.append((replace(clause, link=before.link), subjects))
            out.append((replace(before, link="then"), whom))
            continue
        link = clause.link
        if opened:
            link, opened = opened, ""
        if clause.opened:
            opened = "while" if clause.link == "while" else "then" if clause.link == "after" else ""
            link = "then" if out else ""
        elif not out and clause.form == "ing" and not clause.subjects:
            opened = "while"  # "wagging its tail, the dog runs"
        if waiting is not None and waited and link not in ("and", "comma"):
            out.append(waiting)
            waiting = None
        out.append((replace(clause, link=link), subjects))
        waited = waiting is not None
    if waiting is not None:
        out.append(waiting)
    for number, (clause, _) in enumerate(out):
        raised = [_parts(before) for before, _ in out[:number] if before.verb in _RAISING]
        if clause.verb == "lower" and any(_parts(clause) & parts for parts in raised):
            clause.verb = "still"  # what was raised has come down with its own beat
    return out


def _parts(clause: Clause) -> set[str]:
    return {part_of(token.word) for token in clause.objects} - {"", "head"}
