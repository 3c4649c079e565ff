# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the things in a scene a sentence speaks of: "the cat walks" beside a house and a tree.

Every thing, and neighbours together, are shown to a network that knows what nouns look like
(`engine.rig.drawn_nouns`), the likeliest ones to the rig network, which knows bodies. What no noun
names is scenery, which stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from engine.geometry.grouping.apart import StrokeGaps
from engine.geometry.grouping.grouping import Grouping
from engine.geometry.grouping.named import NamedObject, unique
from engine.geometry.grouping.samples import StrokeSamples
from engine.language.part_nouns import UNNAMED
from engine.rig.answers import plan_odds
from engine.rig.drawn_nouns import Floats, nouns_seen
from engine.rig.find import FEWEST_POINTS, default_net
from engine.rig.hints import Box
from engine.rig.nouns import plans_of
from engine.rig.scene_things import Bools, extent, ground_lines, may_be_things, scene_things
from engine.rig.skeletons import PLANS
from engine.rig.tokens import spread

LEAST, LEAST_BODY = -7.0, -9.0  # log odds of a noun, and of one with bones, in what it names
CLEARER = 2.0  # by how much more it is seen there than in the whole scene, logarithm
FAR_CLEARER = 5.0  # so much more than in the whole, and in any other thing, is enough alone
TRIED = 8  # likeliest things for each noun
ALIKE = 1.0  # logarithm: a thing that shows a noun as clearly as this may be meant as well
NO_BODY = float(np.log(1e-3))  # what the rig network says at least
LOOKED_AT = 4  # things that are shown to the rig network for each noun
SCENERY = 0.3  # of the actors' length of line: the rest has as much at least
AS_LARGE = 0.45  # of the actor's diagonal: the largest thing of the rest is as large at least
CLOSED = 0.15  # of a line's length, that its ends are apart where it goes around something
LINES = 2  # of the rest: so many open lines are but a shadow
MOST_NOUNS = 3


@dataclass(frozen=True)
class _Seen:
    """What may be things, and how clearly each shows each noun.

    Attributes:
        things: strokes [S] of each of B.
        odds: [B, N], logarithms.
        whole: [N], the same for all of the scene but its ground.
    """

    things: list[Bools]
    odds: Floats
    whole: Floats


def told_in_scene(gaps: StrokeGaps, named: Sequence[NamedObject]) -> Grouping | None:
    """Return the things that a sentence names, and the scenery, as objects.

    None where nothing else is drawn, and where it isn't clear which thing is which.
    """
    nouns = [one.name for one in named]
    if not 0 < len(nouns) <= MOST_NOUNS or any(one.several or one.count > 1 for one in named):
        return None
    samples, ground = gaps.samples, ground_lines(gaps.samples)
    things = scene_things(gaps, ground)
    if len(things) < max(2, len(nouns)):
        return None
    seen = _seen(gaps, things, nouns)
    chosen = None if seen is None else _chosen(seen, nouns)
    if seen is None or chosen is None:
        return None
    actors = [(seen.things[thing], noun) for thing, noun in zip(chosen, nouns, strict=True)]
    actors.sort(key=lambda actor: float(samples.low[actor[0], 0].min()))
    labels = np.zeros(samples.stroke_count, np.int64)
    for number, (mine, _) in enumerate(actors, 1):
        labels[mine] = number
    names = [noun for _, noun in actors]  # from the left
    rest = (labels == 0) & ~ground
    if rest.any() or len(nouns) == 1:
        others = [each for each in things if not (each & ~rest).any()]
        if not _is_scenery(samples, [mine for mine, _ in actors], others):
            return None  # the drawing is one, or crumbs of the actors are left
    if (labels > 0).all():
        return Grouping(labels - 1, tuple(unique(names)))
    return Grouping(labels, tuple(unique([UNNAMED, *names])), scenery=True)


def _seen(gaps: StrokeGaps, things: list[Bools], nouns: Sequence[str]) -> _Seen | None:
    """Show what may be things to both networks; None where a noun isn't known."""
    may_be, samples = may_be_things(gaps, things), gaps.samples
    odds = nouns_seen([_lines(samples, each) for each in may_be], nouns)
    if odds is None:
        return None
    bodies: dict[int, Floats] = {}
    for noun, name in enumerate(nouns):
        if not (plans := _plans(name)):
            continue
        likeliest = np.argsort(-odds[:-1, noun], kind="stable")[:LOOKED_AT].tolist()
        added = np.full(len(may_be), NO_BODY)
        for thing in (*likeliest, len(may_be) - 1):
            if thing not in bodies:
                bodies[thing] = _bodies(samples, may_be[thing])
            added[thing] = np.log(bodies[thing][plans].sum() + np.exp(NO_BODY))
        odds[:, noun] += added
    return _Seen(may_be[:-1], odds[:-1], odds[-1])


def _plans(noun: str) -> list[int]:
    """Return the numbers of the body plans of a noun, seen whole; none for things without bones."""
    return [list(PLANS).index(plan) for plan in plans_of(f"the {noun} moves") if plan != "face"]


def _bodies(samples: StrokeSamples, mine: Bools) -> Floats:
    """Return how likely some strokes [S] have each body plan, by the rig network."""
    points = samples.points[mine[samples.stroke]].astype(np.float64)
    if len(points) < FEWEST_POINTS:
        return np.zeros(len(PLANS))
    _, strokes = np.unique(samples.stroke[mine[samples.stroke]], return_inverse=True)
    tokens = spread(Box.of(points).inside(points), strokes.astype(np.int64))
    return plan_odds(default_net(), tokens.points, tokens.strokes)


def _lines(samples: StrokeSamples, mine: Bools) -> list[Floats]:
    return [
        samples.points[samples.offsets[n] : samples.offsets[n + 1]].astype(np.float64)
        for n in np.flatnonzero(mine)
    ]


def _chosen(seen: _Seen, nouns: Sequence[str]) -> tuple[int, ...] | None:
    """Return which thing shows each noun most clearly; None where one isn't clear enough."""
    best, chosen, columns = -np.inf, None, range(len(nouns))
    likeliest = [np.argsort(-seen.odds[:, n], kind="stable")[:TRIED].tolist() for n in columns]
    for numbers in product(*likeliest):
        odds = float(seen.odds[list(numbers), columns].sum())
        if odds > best and np.sum([seen.things[n] for n in numbers], axis=0).max() <= 1:
            best, chosen = odds, numbers
    if chosen is None:
        return None
    odds_of = seen.odds[list(chosen), columns]
    least = np.array([LEAST_BODY if _plans(noun) else LEAST for noun in nouns])
    taken = np.any([seen.things[n] for n in chosen], axis=0)
    others = [n for n, each in enumerate(seen.things) if not (each & taken).any()]
    ahead = (odds_of - seen.odds[others].max(axis=0, initial=-np.inf)).min()
    clearer = float((odds_of - seen.whole).mean())
    known = bool((odds_of >= least).all()) and ahead >= ALIKE and clearer >= CLEARER
    return chosen if known or (others and min(ahead, clearer) >= FAR_CLEARER) else None


def _is_scenery(samples: StrokeSamples, actors: Sequence[Bools], others: Sequence[Bools]) -> bool:
    """Tell whether other things [S] are something else, not just an actor's shadow, or its rays."""
    largest = max(extent(samples, each) for each in actors)
    if max((extent(samples, each) for each in others), default=0.0) < AS_LARGE * largest:
        return False
    length, rest = samples.length, np.any(others, axis=0)
    if length[rest].sum() < SCENERY * np.mean([length[each].sum() for each in actors]):
        return False
    first, last = samples.points[samples.offsets[:-1]], samples.points[samples.offsets[1:] - 1]
    around = np.hypot(*(last - first).T) < CLOSED * length
    return bool(around[rest].any() or rest.sum() > LINES)
