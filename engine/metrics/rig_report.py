# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well bones are found in labelled drawings, as they are and after a few corrections.

The simulated artist sees the label and corrects the body plan, else drags one of the joints that
lie farthest away, or selects the lines that ought to be of one part and gives them to it, as the
panels let one do: what helps most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from addon.contract.errors import BadInput
from addon.contract.rig_hints import Spans
from engine.geometry.load import load_drawing
from engine.metrics.rig_labels import (
    DrawnPoints,
    RigLabel,
    RigScore,
    drawn_points,
    read_label,
    score,
)
from engine.rig.find import FoundRig, find_rig
from engine.rig.hints import NO_HINTS, RigHints
from engine.rig.nouns import plans_of
from engine.rig.skeletons import PLANS

CORRECTIONS = 3
TRIED = 2  # joints, and as many parts, that are tried for each correction
FAR = 0.05  # long sides: a joint farther from its label is worth a correction
SHORTEST = 0.02  # long sides: a piece of line on a wrong part that is seen


@dataclass(frozen=True)
class LabelledResult:
    """What was found in one labelled drawing.

    Attributes:
        name: of the label.
        found: the body plan that was found, "" for none.
        score: as it was found; None where nothing was.
        corrected: after CORRECTIONS corrections.
    """

    name: str
    found: str
    score: RigScore | None
    corrected: RigScore | None


def rig_results(labels: Path, folders: Mapping[str, Path]) -> list[LabelledResult]:
    """Find bones in all drawings that a folder of labels names.

    folders: where the drawings of each set lie; sets without a folder are left out. Raises
    BadInput where a drawing isn't there, FormatError for a bad label.
    """
    results = []
    for path in sorted(labels.glob("*.json")):
        label = read_label(path)
        group, file = label.drawing.split("/", 1)
        if group not in folders:
            continue
        source = folders[group] / file
        if not source.is_file():
            raise BadInput("There is no drawing {file} here.", file=label.drawing)
        points = drawn_points(load_drawing(source))
        results.append(_result(path.stem, label, points))
    return results


def _result(name: str, label: RigLabel, points: DrawnPoints) -> LabelledResult:
    hints = NO_HINTS
    found = _find(label, points, hints)
    first = _score(label, points, found)
    last, rig = first, found
    for _ in range(CORRECTIONS):
        tried = []
        for changed in _corrections(label, points, rig, hints):
            again = _find(label, points, changed)
            tried.append((changed, again, _score(label, points, again)))
        if not tried:
            break
        hints, rig, last = max(tried, key=lambda one: _of(one[2], "pck") + _of(one[2], "parts"))
    return LabelledResult(name, found.bones.plan if found else "", first, last)


def _find(label: RigLabel, points: DrawnPoints, hints: RigHints) -> FoundRig | None:
    return find_rig(points.points, points.strokes, plans_of(label.caption), hints=hints)


def _score(label: RigLabel, points: DrawnPoints, found: FoundRig | None) -> RigScore | None:
    if found is None:
        return None
    return score(label, points.points, points.strokes, points.shares, found.bones)


def _corrections(
    label: RigLabel, points: DrawnPoints, found: FoundRig | None, hints: RigHints
) -> list[RigHints]:
    """Return the hints with one more in each: the plan, else the worst joints, the worst strokes.

    Nothing is returned where nothing is left to correct.
    """
    if found is None or found.bones.plan not in (label.plan, *label.accept_plans):
        return [replace(hints, plan=label.plan)]
    bones = found.bones
    size = max(float(np.ptp(points.points, axis=0).max()), 1e-9)
    away = {
        name: float(np.linalg.norm(bones.joints[bones.names.index(name)] - place)) / size
        for name, place in label.joints.items()
        if name in bones.names and name not in hints.joints
    }
    far = sorted((name for name in away if away[name] > FAR), key=lambda name: -away[name])
    moved = [
        replace(hints, joints={**hints.joints, name: label.joints[name]}) for name in far[:TRIED]
    ]
    wrong = _wrong_pieces(label, points, found, hints)
    longest = sorted(wrong, key=lambda part: -wrong[part][0])
    named = [replace(hints, pieces=_with_pieces(hints, wrong[part][1])) for part in longest[:TRIED]]
    return moved + named


def _wrong_pieces(
    label: RigLabel, points: DrawnPoints, found: FoundRig, hints: RigHints
) -> dict[str, tuple[float, dict[int, Spans]]]:
    """Return the length of line that is of a part and on another, and its pieces, by the part.

    What is shorter than SHORTEST isn't seen.
    """
    names = [part.name for part in PLANS[found.bones.plan].parts]
    size = max(float(np.ptp(points.points, axis=0).max()), 1e-9)
    lengths: defaultdict[str, float] = defaultdict(float)
    pieces: defaultdict[str, dict[int, Spans]] = defaultdict(dict)
    for stroke, spans in label.parts.items():
        own = np.flatnonzero(points.strokes == stroke)
        line, shares = points.points[own], points.shares[own]
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum()) / size
        parts = np.array([names[p] if p >= 0 else "" for p in found.bones.parts[own]])
        for span in spans:
            inside = (shares >= span.start) & (shares <= span.end)
            wrong = float(np.mean(parts[inside] != span.part)) if inside.any() else 0.0
            if wrong * (span.end - span.start) * length > SHORTEST:
                lengths[span.part] += wrong * (span.end - span.start) * length
                pieces[span.part][stroke] = (*pieces[span.part].get(stroke, ()), span)
    return {part: (lengths[part], pieces[part]) for part in lengths}


def _with_pieces(hints: RigHints, given: dict[int, Spans]) -> dict[int, Spans]:
    """Return the pieces of hints with further ones, in the order of the lines."""
    pieces = dict(hints.pieces)
    for stroke, spans in given.items():
        pieces[stroke] = tuple(sorted({*pieces.get(stroke, ()), *spans}))
    return pieces


def rig_table(results: Sequence[LabelledResult]) -> str:
    """Return the results as a table, with counts and means below."""
    lines = [f"{'drawing':<28}{'plan found':<16}{'facing':<8}{'PCK':>6}{'parts':>7}   corrected"]
    for one in results:
        facing = {True: "right", False: "wrong", None: "-"}[
            one.score.facing_right if one.score else None
        ]
        lines.append(
            f"{one.name:<28}{one.found or 'none':<16}{facing:<8}"
            f"{_of(one.score, 'pck'):6.2f}{_of(one.score, 'parts'):7.2f}"
            f"{_of(one.corrected, 'pck'):8.2f}{_of(one.corrected, 'parts'):6.2f}"
        )
    count = max(len(results), 1)
    scores = [one.score for one in results]
    plans = sum(s is not None and s.plan_right for s in scores)
    facing_wrong = sum(s is not None and s.facing_right is False for s in scores)
    lines.append(f"plan right {plans} of {len(results)}, facing wrong {facing_wrong}")
    for title, column in (("found", scores), ("corrected", [one.corrected for one in results])):
        means = (
            sum(_of(s, name) for s in column) / count
            for name in ("pck", "parts", "merged_pck", "merged_parts")
        )
        pck, parts, merged_pck, merged_parts = means
        lines.append(
            f"{title}: PCK@0.1 {pck:.3f}, parts {parts:.3f}; "
            f"pairs exchanged where better: {merged_pck:.3f}, {merged_parts:.3f}"
        )
    return "\n".join(lines)


def _of(result: RigScore | None, name: str) -> float:
    value = 0.0 if result is None else float(getattr(result, name))
    return 0.0 if np.isnan(value) else value
