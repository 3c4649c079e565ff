# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the bones of a drawing: the network answers for several views, as for the mirror image.

One answer is chosen, and those that agree with it are averaged with it: a mean with the others
would draw every joint into the middle. How far the answers differ says how sure they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.rig.answers import (
    FURTHER_VIEWS,
    RigAnswer,
    apart,
    ask,
    better,
    likeliest_plan,
    merged,
    plan_odds,
)
from engine.rig.attached import attached_parts, with_loose_pieces
from engine.rig.body_axis import on_body_axis
from engine.rig.bones import Bones
from engine.rig.drawn_ends import on_drawn_ends
from engine.rig.following import following
from engine.rig.held_by_both import held_by_both
from engine.rig.hints import NO_HINTS, UNSAID, Box, KnownParts, RigHints, shares_along
from engine.rig.limb_ends import lines_about_limbs
from engine.rig.mixed_features import with_mixed_features
from engine.rig.network import RigNet
from engine.rig.one_limb import drawn_once, named_once, seen_as_two
from engine.rig.skeletons import PLANS, Skeleton
from engine.rig.smoothing import odds_of_points, smoothed_along
from engine.rig.solid import members, parts_together, wheels_said
from engine.rig.stick_limbs import stick_limbs
from engine.rig.tips import tips_from_open_air, tips_on_lines
from engine.rig.tokens import Sampled, spread
from engine.rig.turned import UNSURE, turned_round
from engine.rig.twins import coinciding_twins
from engine.rig.two_wheels import riders_plans
from engine.rig.untangled import far_off, kept_near, untangled, without_flanks, without_strays
from engine.rig.weights import carrier_weights
from engine.rig.weights_file import load_rig_net
from engine.rig.wheels import on_circles, ovals_kept, towards_its_front, with_named_wheels

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SURE = 0.12  # disagreement of joints, in long sides, up to which a rig is used
AGREE = 0.015  # disagreement up to which further views aren't asked about
FAR_OFF = 10.0  # nats a long side that a point loses for a part whose bones are far off
#: nats: there is less in drawings that is no part of a body than in the figures; heads wear things
SELDOM = 1.0
LIKELY = 0.6  # probability of the body plan below which an unnamed one isn't used
UNLIKELY = 0.03  # probability, of all plans of a noun, below which a likely head is a head alone
#: probability, of all plans of a noun, below which the network hasn't understood the drawing: the
#: usual plan of the noun is the best guess then
STRANGE = 0.1
HEAD = "face"  # the body plan of a head alone
STEMMED = ("plant", "tree")
NO_STEM = 0.002  # probability of a plant below which a drawing has no stem that could bend
NAMED = 4  # so many plans, at most, are what a noun may mean; more are a guess
#: constant, and factors of the logarithms of two distances, of the log odds that a joint is wrong;
#: fitted to 240 drawn figures that the network hasn't seen
DOUBT = (7.16, 1.64, 1.51)
#: probability of the plans of a noun, and mean confidence of the joints of this name, below both of
#: which a body's limbs are none: wings in a bird's bust, legs in a neck
DOUBTFUL = {
    "flying_bird": (0.06, 0.72, ""),
    "four_legged": (0.15, 0.62, "hind"),
    "insect": (0.15, 0.6, ""),
}
FEWEST_POINTS = 8


@dataclass(frozen=True)
class FoundRig:
    """The bones that were found in a drawing, and how sure the network is of them.

    The network answers for several views: turned, mirrored.

    Attributes:
        bones: the skeleton; its joints are in the unit of the points that were given.
        disagreement: mean distance of the joints between the best of the usual answers and the
            one that differs most from it but one, or between the best of all answers and most of
            them where that is less; divided by the long side of the drawing's bounding box.
        plan_probability: the network's probability, 0..1, of the body plan (like "four_legged")
            that the bones follow: among the plans that came into question, or among all plans where
            the caller named a single one.
        hinted: whether an artist has said something about the bones.
        likely: the network's probability, 0..1, of all plans that came into question, among all
            that there are.
    """

    bones: Bones
    disagreement: float
    plan_probability: float
    hinted: bool = False
    likely: float = 1.0

    @property
    def sure(self) -> bool:
        """Whether the drawing may be moved by these bones: the answers agree, or an artist did."""
        return self.hinted or (self.disagreement <= SURE and not self._doubtful)

    @property
    def _doubtful(self) -> bool:
        """Whether its views agree, but on limbs of a body that the network doesn't see here."""
        likely, found, name = DOUBTFUL.get(self.bones.plan, (0.0, 0.0, ""))
        limbs = [joint.startswith(name) for joint in self.bones.names]
        return self.likely < likely and float(self.bones.confidence[limbs].mean()) < found


@lru_cache(maxsize=1)
def default_net() -> RigNet:
    """Return the network that ships with the engine."""
    return load_rig_net()


def find_rig(
    points: Floats,
    strokes: Ints,
    plans: Sequence[str],
    *,
    net: RigNet | None = None,
    hints: RigHints = NO_HINTS,
    targets: tuple[Floats, Ints] | None = None,
) -> FoundRig | None:
    """Return the bones of one body, None where no plan of `plans` is likely or points are few.

    A bird's head alone is no bird.

    Args:
        points: [P, 2] on the drawn lines, in any unit.
        strokes: [P], the stroke of each point; the points of a stroke follow one another.
        plans: names of the body plans that come into question; up to NAMED of them are taken as
            what the drawing surely is one of.
        net: None = the network that ships with the engine.
        hints: what is known; bones found with hints are always sure.
        targets: points [Q, 2] and strokes [Q] that the bones shall carry (like the control points
            of curves); None = the points themselves.
    """
    plans = (hints.plan,) if hints.plan else tuple(plans)
    if len(points) < FEWEST_POINTS or not plans:
        return None
    net = net or default_net()
    plans = riders_plans(plans, points, strokes)
    box = Box.of(points)
    names, own = np.unique(strokes, return_inverse=True)
    sampled = spread(box.inside(points), own.astype(np.int64))
    odds = plan_odds(net, sampled.points, sampled.strokes)
    chosen_plan = _chosen_plan(odds, plans, hints)
    if chosen_plan is None:
        return None
    plan, probability, likely = chosen_plan
    shares = np.interp(sampled.source, np.arange(len(points)), shares_along(points, own))
    known = KnownParts.of(plan, hints, box, names[sampled.strokes], shares)
    heard = _heard(net, plan, sampled, known, hinted=bool(hints))
    answer, disagreement = heard.answer, heard.disagreement
    joints = following(plan, answer.joints, known.joints)
    target, target_strokes = targets if targets is not None else (points, strokes)
    to_own = np.searchsorted(names, target_strokes)
    boxed = box.inside(target)
    given = hints.parts_of(plan.part_index, target_strokes, shares_along(boxed, to_own))
    odds = _with_bones(plan, joints, sampled.points, answer.odds)
    parts, place = _to_points(boxed, to_own, sampled.points, sampled.strokes, odds, answer.along)
    lines, said = (box.inside(points), own.astype(np.int64)), parts
    before = joints
    joints, parts = on_circles(plan, joints, parts, to_own, lines)
    open_joints = (joints == before).all(axis=1)  # circles leave no doubt where a wheel turns
    if not open_joints.all():
        disagreement = _disagreement(heard.usual, known, open_joints)
    if not known.held:
        joints, (parts, said) = towards_its_front(plan, joints, (parts, said), lines)
    joints = drawn_once(plan, joints, boxed, to_own, parts, known.held)
    parts = _twins_as_one(plan, joints, parts, known)
    parts = _as_lines_run(plan, joints, boxed, to_own, parts, known)
    said, parts = ovals_kept(plan, joints, boxed, to_own, (said, parts))
    if not hints:
        joints, parts, place = stick_limbs(plan, joints, boxed, to_own, (parts, place))
    parts = with_mixed_features(plan, boxed, to_own, parts)
    parts = parts_together(target_strokes, parts, hints.together)
    joints, parts = wheels_said(plan, joints, boxed, target_strokes, parts, hints.wheels)
    parts = np.where(given == UNSAID, parts, given)
    joints = _on_what_is_drawn(plan, joints, boxed, to_own, parts)
    joints = following(plan, joints, known.joints)
    confidence = heard.confidence.copy()
    confidence[list(known.joints)] = 1.0
    solid = members(target_strokes, (*hints.rigid, *hints.wheels))
    carriers, weights = carrier_weights(plan, joints, boxed, to_own, parts, place, solid)
    if not hints:
        held = held_by_both(plan, joints, boxed, to_own, (carriers, weights, parts))
        carriers, weights, parts = held
    named = with_named_wheels(plan, said, parts)
    bones = _bones(plan, box.outside(joints), confidence, (carriers, weights, named))
    return FoundRig(bones, disagreement, probability, bool(hints), likely)


def _bones(
    plan: Skeleton, joints: Floats, confidence: Floats, carried: tuple[Ints, Floats, Ints]
) -> Bones:
    """Return the bones of a plan; carried: carriers, weights and parts of the points."""
    names = tuple(joint.name for joint in plan.joints)
    return Bones(plan.name, names, np.array(plan.parents, np.int64), joints, confidence, *carried)


def _on_what_is_drawn(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints
) -> Floats:
    """Return joints [J, 2] at the places that the lines [N, 2] of parts [N] leave no doubt of."""
    joints = tips_on_lines(plan, joints, points, parts)
    joints = on_body_axis(plan, joints, points, strokes, parts)
    joints = on_drawn_ends(plan, joints, points, strokes, parts)
    return tips_from_open_air(plan, joints, points, parts)


@dataclass(frozen=True)
class _Heard:
    """What the network says of one body.

    Attributes:
        answer: the mean of the answers that agree with the best one.
        usual: the answers for the usual views.
        disagreement: as of FoundRig.
        confidence: [J], how likely each joint is found; of a body whose places were guessed from
            its outline, as before: the guess makes no joint surer.
    """

    answer: RigAnswer
    usual: list[RigAnswer]
    disagreement: float
    confidence: Floats


def _heard(
    net: RigNet, plan: Skeleton, sampled: Sampled, known: KnownParts, *, hinted: bool
) -> _Heard:
    """Ask the network, turn round a body that faces the wrong way, and merge the answers."""
    usual, further = _asked(net, plan, sampled, known, always=hinted)
    first = usual
    if not hinted and (turned := turned_round(net, plan, sampled, known, usual + further)):
        usual, further = turned, []
    answers, disagreement = usual + further, _disagreement(usual, known)
    if further:
        disagreement = min(disagreement, _usual_distance(answers, known))
    chosen = better(answers, known)
    answer = merged([other for other in answers if apart(chosen, other) <= SURE])
    confidence = _confidence(first if plan.name in UNSURE else usual)
    return _Heard(answer, usual, disagreement, confidence)


def _asked(
    net: RigNet, plan: Skeleton, sampled: Sampled, known: KnownParts, *, always: bool
) -> tuple[list[RigAnswer], list[RigAnswer]]:
    """Return the answers for the usual views, and for further ones where those differ.

    always: further views are asked about in any case.
    """
    usual = ask(net, plan, sampled.points, sampled.strokes, known)
    if not always and _disagreement(usual, known) <= AGREE:
        return usual, []
    return usual, ask(net, plan, sampled.points, sampled.strokes, known, FURTHER_VIEWS)


def _twins_as_one(plan: Skeleton, joints: Floats, parts: Ints, known: KnownParts) -> Ints:
    """Return parts [P] in which limbs whose joints coincide are the first of the two."""
    out = parts.copy()
    for pair in coinciding_twins(plan, joints):
        if not seen_as_two(pair, known.held):
            out[out == plan.part_index[pair[1]]] = plan.part_index[pair[0]]
    return out


def _with_bones(plan: Skeleton, joints: Floats, tokens: Floats, odds: Floats) -> Floats:
    """Return odds [N, parts + 1] of tokens [N, 2] beside the bones; joints [J, 2]: long side 1."""
    odds = odds - FAR_OFF * far_off(plan, joints, tokens)
    if plan.name != HEAD:
        odds[:, -1] -= SELDOM
    return odds


def _as_lines_run(
    plan: Skeleton, joints: Floats, points: Floats, strokes: Ints, parts: Ints, known: KnownParts
) -> Ints:
    """Return parts [P] as the lines themselves tell: what they run along, touch and lie near.

    joints [J, 2], points [P, 2]: long side 1; strokes [P].
    """
    parts = untangled(plan, joints, points, strokes, parts)
    attached = attached_parts(plan, points, strokes, parts)
    parts = kept_near(plan, joints, points, strokes, parts, attached)
    parts = with_loose_pieces(plan, points, strokes, parts)
    parts = without_strays(plan, joints, points, strokes, parts)
    parts = without_flanks(plan, joints, points, strokes, parts)
    parts = named_once(plan, joints, points, strokes, parts, known.held)
    return lines_about_limbs(plan, joints, points, strokes, parts)


def _chosen_plan(
    odds: Floats, plans: Sequence[str], hints: RigHints
) -> tuple[Skeleton, float, float] | None:
    """Return the plan of `plans` that a drawing has and its probability; None where none is likely.

    Last, the probability of all of `plans` among all plans.

    odds: of all plans, in their order.
    """
    name, probability, in_all = likeliest_plan(odds, plans)
    if 1 < len(plans) <= NAMED and in_all < STRANGE:
        name = plans[0]
    if len(plans) > NAMED and probability < LIKELY:
        return None
    if not hints and in_all < NO_STEM and plans[0] in STEMMED:
        return None  # a bloom alone
    if not hints and in_all < UNLIKELY and odds[list(PLANS).index(HEAD)] > LIKELY:
        return None
    return PLANS[name], probability, in_all


def _disagreement(
    answers: Sequence[RigAnswer], known: KnownParts, which: NDArray[np.bool_] | None = None
) -> float:
    """Return how far the best of the usual answers lies from the others; one may be odd.

    which: bool [J], the joints that count; None for all.
    """
    chosen = better(answers, known)
    rows = slice(None) if which is None else which
    away = [np.linalg.norm(a.joints[rows] - chosen.joints[rows], axis=1).mean() for a in answers]
    return float(sorted(away)[-2])


def _usual_distance(answers: Sequence[RigAnswer], known: KnownParts) -> float:
    """Return how far the best answer lies from the nearest ones, more than half of them."""
    chosen = better(answers, known)
    return sorted(apart(chosen, other) for other in answers)[len(answers) // 2]


def _confidence(answers: Sequence[RigAnswer]) -> Floats:
    """Return how likely each joint is found to within 0.1 long sides [J].

    It is a logistic function of how far the answers differ and of how far the votes lie apart.
    """
    joints = np.stack([answer.joints for answer in answers])
    differ = np.sqrt(((joints - joints.mean(axis=0)) ** 2).sum(axis=2).mean(axis=0))
    votes = np.mean([answer.spread for answer in answers], axis=0)
    constant, by_views, by_votes = DOUBT
    doubt = constant + by_views * np.log(differ + 0.003) + by_votes * np.log(votes + 0.01)
    return np.asarray(1.0 / (1.0 + np.exp(doubt)))


def _to_points(
    points: Floats, strokes: Ints, tokens: Floats, token_strokes: Ints, odds: Floats, along: Floats
) -> tuple[Ints, Floats]:
    """Return the part [P] of each point, and the point's place [P] along that part, 0..1.

    Part -1 is no part of the body. The N tokens are what the network has judged: odds
    [N, parts + 1], along [N]. A place is the mean over the nearest tokens.
    """
    mixed, weight, index = odds_of_points(points, strokes, tokens, token_strokes, odds)
    parts = smoothed_along(points, strokes, mixed)
    same = weight * (odds.argmax(axis=1)[index] == parts[:, None]) + 1e-12 * weight
    place = (same * along[index]).sum(axis=1) / np.maximum(same.sum(axis=1), 1e-15)
    return np.where(parts == odds.shape[1] - 1, -1, parts).astype(np.int64), place
