# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An actor: one object of a clip, a puppet that moves, drawn in a style, with its caption."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.puppets.body import GuideCurve, PuppetBuilder
from engine.puppets.drawing_styles import DrawingStyle, PuppetStrokes, draw, pick_style
from engine.puppets.family import Family, Move
from engine.puppets.language import GENERIC, adverb, article, pick, sentence
from engine.puppets.motions import LOOPING, NAMES, VERBS, WEIGHTS, whole
from engine.puppets.timing import FRAMES, Floats, make_beat

WHOLE_SHARE = 0.2
AMPLITUDE = {-1: 0.62, 0: 1.0, 1: 1.4}
PLURALS = {"fish": "fish", "man": "men", "woman": "women", "child": "children", "person": "people",
           "goldfish": "goldfish", "deer": "deer", "wolf": "wolves", "mouse": "mice",
           "sheep": "sheep"}  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """One object of a clip.

    Attributes:
        strokes: in units of the object's own long side.
    """

    strokes: PuppetStrokes
    caption: str
    family: str
    motion: str


def _plural(noun: str) -> str:
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _bounds(guides: list[GuideCurve]) -> tuple[Floats, Floats]:
    points = np.concatenate([g.path[0] for g in guides])
    return points.min(axis=0), points.max(axis=0)


def _turned(guides: list[GuideCurve], angle: float, mirror: bool) -> list[GuideCurve]:
    c, s = np.cos(angle), np.sin(angle)
    m = np.array([[c, s], [-s, c]])
    flip = np.diag([-1.0 if mirror else 1.0, 1.0])
    return [GuideCurve(g.path @ flip @ m, g.closed, g.weight, g.rigid, g.loose) for g in guides]


def _headed(
    rng: np.random.Generator, facing: float, angle: float, side: bool
) -> tuple[str, Floats]:
    """Choose words for moving the way the puppet faces; return them with the direction [2]."""
    heading = np.array([facing * np.cos(angle), facing * np.sin(angle)])
    words = ["forward", "ahead", "along", "onward", "across the page"]
    if side:
        words += ["to the right" if facing > 0 else "to the left"] * 8
        words += ["towards the right" if facing > 0 else "towards the left"]
    return pick(rng, words), heading


def act(
    rng: np.random.Generator,
    family: Family,
    *,
    loop: bool,
    still: bool = False,
    style: DrawingStyle | None = None,
    kind: str | None = None,
    motion: Move | None = None,
    whole_name: str | None = None,
) -> Actor:
    """Make one object: a puppet of a family, its motion, its strokes and its caption.

    What isn't given is chosen by chance.

    loop: the motion ends where it began. still: nothing moves, and the caption says so.
    whole_name: a motion of the whole object, one of `engine.puppets.motions.VERBS`.
    """
    kind = kind or pick(rng, tuple(family.kinds))
    own = tuple(m for m in family.motions_of(kind) if not (loop and m.one_way))
    if motion is None:
        weights = np.array([m.weight for m in own])
        motion = own[int(rng.choice(len(own), p=weights / weights.sum()))]
        whole_share = 0.0 if kind in family.steady else WHOLE_SHARE
        if whole_name is None and not still and (motion.name == "be" or rng.random() < whole_share):
            names = [n for n in (LOOPING if loop else NAMES) if n != "still"]
            w = np.array([WEIGHTS.get(n, 1.0) for n in names])
            whole_name = str(rng.choice(names, p=w / w.sum()))
    if still:
        whole_name = "still"  # for the caption; nothing moves
    level = int(rng.choice([-1, 0, 1], p=[0.2, 0.58, 0.22]))
    cycles = int(
        rng.choice(
            [1, 2, 3], p={-1: [0.85, 0.15, 0.0], 0: [0.6, 0.32, 0.08], 1: [0.3, 0.45, 0.25]}[level]
        )
    )
    amp = AMPLITUDE[level] * float(rng.uniform(0.9, 1.15))
    frozen = whole_name is not None and (whole_name == "still" or rng.random() < 0.6)
    beat = make_beat(rng, loop=loop, amp=amp, cycles=cycles, from_start=motion.once, still=frozen)
    puppet = PuppetBuilder(rng)
    family.build(puppet, beat, kind, motion.name)
    if still:
        puppet.guides = [
            replace(g, path=np.repeat(g.path[:1], FRAMES, axis=0)) for g in puppet.guides
        ]
    facing = -1.0 if family.mirror and rng.random() < 0.5 else 1.0
    angle = 0.0
    if rng.random() < 0.6:
        angle = float(np.deg2rad(np.clip(rng.normal(0, 0.5), -1, 1) * family.tilt))
    guides = _turned(puppet.guides, angle, facing < 0)
    low, high = _bounds(guides)
    size = float((high - low).max())
    guides = [
        GuideCurve((g.path - low) / size, g.closed, g.weight, g.rigid, g.loose) for g in guides
    ]
    low, high = _bounds(guides)
    plural = rng.random() < 0.05
    noun = pick(rng, family.kinds[kind])
    manner, where = adverb(rng, level), ""
    name = motion.name
    verbs: tuple[str, ...] = motion.verbs
    tails = motion.tails if rng.random() < 0.35 else ()
    if whole_name is not None:
        move = whole(rng, whole_name, loop=loop, amp=amp, cycles=cycles)
        guides = [
            GuideCurve(move.apply(g.path, low, high), g.closed, g.weight, g.rigid, g.loose)
            for g in guides
        ]
        verbs, tails, name = VERBS[whole_name], (), whole_name
        manner = "" if whole_name == "still" else manner
    elif not loop and rng.random() < 1.6 * motion.travel:
        where, heading = _headed(rng, facing, angle, abs(angle) < 0.6)
        far = float(rng.uniform(0.2, 0.55)) * min(amp, 1.3)
        shift = heading * far * beat.t[:, None]
        guides = [
            GuideCurve(g.path + shift[:, None], g.closed, g.weight, g.rigid, g.loose)
            for g in guides
        ]
    if where:  # don't name the direction twice
        verbs = tuple(v for v in verbs if " " not in v) or verbs
    subject = article(rng, noun)
    if rng.random() < 0.08:
        subject = pick(rng, GENERIC)
    hand = style or pick_style(rng)
    if plural:
        hand = replace(hand, limit=max(1, hand.limit // 2), tokens=hand.tokens // 2)
    strokes = draw(guides, hand, rng)
    if plural:
        strokes = _twice(strokes, rng)
        subject = f"{rng.choice(['two', 'the two', 'a pair of'])} {_plural(noun)}"
    caption = sentence(
        rng,
        subject,
        pick(rng, verbs),
        plural=plural,
        manner=manner,
        where=where,
        still=whole_name == "still",
        tail=pick(rng, tails) if tails else "",
    )
    return Actor(strokes, caption, family.name, name)


def _twice(strokes: PuppetStrokes, rng: np.random.Generator) -> PuppetStrokes:
    """Add a second copy beside the first; both count as one object."""
    scale = float(rng.uniform(0.6, 1.1))
    step = np.array(
        [float(rng.uniform(0.6, 1.0)) * float(rng.choice([-1, 1])), float(rng.uniform(-0.3, 0.3))]
    )
    tokens = np.concatenate([strokes.tokens, strokes.tokens * scale + step], axis=1)
    labels = np.concatenate([strokes.strokes, strokes.strokes + strokes.strokes.max() + 1])
    return PuppetStrokes(tokens, labels)
