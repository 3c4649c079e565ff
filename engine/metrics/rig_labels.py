# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well bones that were found in a drawing agree with a label: joints and parts set by hand.

Two like limbs can't be told apart by their look, so everything is measured twice: strictly, and
merged, where the two limbs of a pair may have each other's names.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract import strict_json
from addon.contract.drawing import CUBIC, Drawing
from addon.contract.errors import FormatError
from addon.contract.rig_hints import Spans, spans_from_json
from engine.geometry.bezier import bernstein
from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS, Skeleton
from engine.runtime.arrays import numpy_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Lengths = dict[tuple[str, str], float]

NEAR_ENOUGH = 0.1  # of the drawing's long side: a joint as near as this counts as found
FACINGS = ("left", "right", "front")
PER_CUBIC = 16  # points that stand for one cubic


@dataclass(frozen=True)
class RigLabel:
    """What somebody saw in a drawing.

    Attributes:
        drawing: the set and the file, like "first/fish.svg".
        caption: a sentence that asks for a motion.
        plan: name of the body plan.
        accept_plans: names of plans that are right as well.
        facing: "left", "right" or "front".
        joints: places (x, y) by the plan's joint names, in the drawing's units; only joints that
            can be seen or judged well.
        parts: the spans of each stroke by its number; what isn't there, can't be judged.
    """

    drawing: str
    caption: str
    plan: str
    accept_plans: tuple[str, ...]
    facing: str
    joints: dict[str, tuple[float, float]]
    parts: dict[int, Spans]


@dataclass(frozen=True)
class DrawnPoints:
    """Points along the strokes of a drawing.

    Attributes:
        points: float64 [P, 2], in the drawing's units.
        strokes: int64 [P], the stroke of each point.
        shares: float64 [P], how far along its stroke's drawn length each point lies, 0..1.
    """

    points: Floats
    strokes: Ints
    shares: Floats


@dataclass(frozen=True)
class RigScore:
    """How well bones agree with a label; shares are 0..1, NaN where the label says nothing.

    Attributes:
        plan_right: whether the body plan is the label's, or one that is accepted for it.
        facing_right: None where the drawing or the plan is seen from the front.
        pck: share of the labelled joints that were found within NEAR_ENOUGH (PCK@0.1).
        parts: share of the labelled drawn length that has the right part.
        joint_error: mean distance of the labelled joints, divided by the drawing's long side.
        merged_pck, merged_parts, merged_joint_error: the same, with the two limbs of a pair
            exchanged as a whole where that agrees better.
    """

    plan_right: bool
    facing_right: bool | None
    pck: float
    parts: float
    joint_error: float
    merged_pck: float
    merged_parts: float
    merged_joint_error: float


def read_label(path: Path) -> RigLabel:
    """Read a label; raise FormatError for a wrong file or for names that the plan doesn't have."""
    what = path.name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError("{file} can't be opened: {why}.", file=what, why=error.strerror) from None
    fields = strict_json.Fields(strict_json.parse(data, what), what)
    drawing, caption = fields.text("drawing"), fields.text("caption")
    plan = _plan(fields.text("plan"), what)
    accept = tuple(_plan(name, what).name for name in fields.items("accept_plans"))
    facing = fields.text("facing")
    if facing not in (FACINGS if plan.facing else ("front",)):
        raise FormatError(
            "{file}: a {plan} can't face {facing}.", file=what, plan=plan.name, facing=facing
        )
    joints = {
        _known(name, plan.index, plan, what): strict_json.pair(place, f"{name} in {what}")
        for name, place in fields.mapping("joints").items()
    }
    parts = {
        _stroke(number, what): _spans(value, plan, what)
        for number, value in fields.mapping("parts").items()
    }
    for key in fields.rest():
        raise FormatError("{file} has a key {key} that is not known.", file=what, key=key)
    return RigLabel(drawing, caption, plan.name, accept, facing, joints, parts)


def _plan(name: object, what: str) -> Skeleton:
    if not isinstance(name, str) or name not in PLANS:
        raise FormatError("{file}: there is no body plan {plan}.", file=what, plan=name)
    return PLANS[name]


def _known(name: str, names: dict[str, int], plan: Skeleton, what: str) -> str:
    if name not in names:
        raise FormatError("{file}: a {plan} has no {name}.", file=what, plan=plan.name, name=name)
    return name


def _stroke(number: str, what: str) -> int:
    if not (number.isascii() and number.isdigit()) or str(int(number)) != number:
        raise FormatError("{file}: {number} is not a stroke's number.", file=what, number=number)
    return int(number)


def _spans(value: strict_json.JSON, plan: Skeleton, what: str) -> Spans:
    """Return the spans of one stroke, which is given as the name of a part or as a list."""
    spans = spans_from_json([[0, 1, value]] if isinstance(value, str) else value, what)
    for span in spans:
        if span.part:
            _known(span.part, plan.part_index, plan, what)
    return spans


def drawn_points(drawing: Drawing) -> DrawnPoints:
    """Return points along the strokes of a drawing, as dense as its shape needs."""
    offsets = numpy_of(drawing.stroke_offsets)
    positions = numpy_of(drawing.positions).astype(np.float64)
    points, strokes, shares = [], [], []
    for number in range(drawing.stroke_count):
        line = positions[offsets[number] : offsets[number + 1]]
        if drawing.cyclic.data[number] and len(line) > 1:
            line = np.concatenate([line, line[:1]])
        if drawing.curve_types.data[number] == CUBIC and len(line) > 1:
            line = _along_cubics(line)
        arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        points.append(line)
        strokes.append(np.full(len(line), number, np.int64))
        shares.append(arc / arc[-1] if arc[-1] > 0 else np.linspace(0.0, 1.0, len(line)))
    return DrawnPoints(np.concatenate(points), np.concatenate(strokes), np.concatenate(shares))


def _along_cubics(control: Floats) -> Floats:
    """Return points along cubics with control points [3k + 1, 2]."""
    starts = np.arange(0, len(control) - 1, 3)
    curves = control[starts[:, None] + np.arange(4)]
    inner = np.einsum("ti,kid->ktd", bernstein(np.arange(PER_CUBIC) / PER_CUBIC), curves)
    return np.concatenate([inner.reshape(-1, 2), control[-1:]])


def score(label: RigLabel, points: Floats, strokes: Ints, shares: Floats, bones: Bones) -> RigScore:
    """Compare bones that were found in a drawing with its label.

    points, strokes, shares: the points that the bones carry, as in `DrawnPoints`. With another plan
    than the label's, joints and parts score 0; with an accepted one, only names that both plans
    have are compared. Raises FormatError where the label names a stroke that isn't there.
    """
    found = PLANS.get(bones.plan)
    facing = _facing_right(label, found, bones)
    names = [part.name for part in found.parts] if found else []
    lengths = _lengths(
        label, points, strokes, shares, [names[p] if p >= 0 else "" for p in bones.parts]
    )
    if found is None or bones.plan not in (label.plan, *label.accept_plans):
        return RigScore(False, facing, 0.0, 0.0, math.nan, 0.0, 0.0, math.nan)
    size = max(float(np.ptp(points, axis=0).max()), 1e-9)
    places = dict(zip(bones.names, bones.joints / size, strict=True))
    truth = {name: np.array(at) / size for name, at in label.joints.items() if name in places}
    lengths = {k: v for k, v in lengths.items() if k[0] in ("", *names)}
    strict = _agreement(truth, places, lengths, {})
    merged = _agreement(truth, places, lengths, _better_names(label, truth, places, lengths))
    return RigScore(True, facing, *strict, *merged)


def _facing_right(label: RigLabel, found: Skeleton | None, bones: Bones) -> bool | None:
    if label.facing == "front" or found is None or found.facing is None:
        return None
    back, front = (bones.joints[bones.names.index(name), 0] for name in found.facing)
    return bool((label.facing == "left") == (front < back))


def _lengths(
    label: RigLabel, points: Floats, strokes: Ints, shares: Floats, found: list[str]
) -> Lengths:
    """Return the drawn length for each labelled part and found part.

    A point stands for its stroke up to half-way to its neighbours.
    """
    names = np.array(found, dtype=object)
    lengths: defaultdict[tuple[str, str], float] = defaultdict(float)
    for stroke, spans in label.parts.items():
        own = np.flatnonzero(strokes == stroke)
        if not len(own):
            raise FormatError(
                "{drawing} has no stroke {stroke}.", drawing=label.drawing, stroke=stroke
            )
        own = own[np.argsort(shares[own], kind="stable")]
        along = shares[own]
        drawn = float(np.linalg.norm(np.diff(points[own], axis=0), axis=1).sum())
        length = drawn / max(float(along[-1] - along[0]), 1e-9)
        borders = np.concatenate([[0.0], 0.5 * (along[1:] + along[:-1]), [1.0]])
        for start, end, part in spans:
            inside = np.minimum(borders[1:], end) - np.maximum(borders[:-1], start)
            for name, share in zip(names[own], np.maximum(inside, 0.0), strict=True):
                lengths[part, name] += length * float(share)
    return lengths


def _agreement(
    truth: dict[str, Floats],
    places: dict[str, Floats],
    lengths: Lengths,
    renamed: dict[str, str],
) -> tuple[float, float, float]:
    """Return PCK, the share of right parts and the mean error of the joints.

    renamed: the found joint or part that stands for a labelled one, where the names differ.
    """
    away = [float(np.linalg.norm(places[renamed.get(n, n)] - at)) for n, at in truth.items()]
    pck = float(np.mean([d <= NEAR_ENOUGH for d in away])) if away else math.nan
    error = float(np.mean(away)) if away else math.nan
    right = sum(v for (part, name), v in lengths.items() if renamed.get(part, part) == name)
    total = sum(lengths.values())
    return pck, right / total if total > 0 else math.nan, error


def _better_names(
    label: RigLabel,
    truth: dict[str, Floats],
    places: dict[str, Floats],
    lengths: Lengths,
) -> dict[str, str]:
    """Return the names of the pairs that agree better when their limbs are exchanged as a whole."""
    renamed: dict[str, str] = {}
    for pair in PLANS[label.plan].twins:
        swap: dict[str, str] = {}
        for one, other in (pair, pair[::-1]):
            swap |= {one.name: other.name, **dict(zip(one.joints, other.joints, strict=True))}
        own = {name: at for name, at in truth.items() if name in swap}
        if any(swap[name] not in places for name in own):
            continue
        drawn = {k: v for k, v in lengths.items() if k[0] in swap}
        as_is, swapped = (_agreement(own, places, drawn, names) for names in ({}, swap))
        if _total(swapped) > _total(as_is):
            renamed |= swap
    return renamed


def _total(agreement: tuple[float, float, float]) -> float:
    """One number to compare agreements by: right joints and parts first, then the joints' error."""
    pck, parts, error = np.nan_to_num(agreement)
    return float(pck + parts - 0.1 * error)
