# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of a suite as a table in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from engine.metrics.geometry import Measures
from engine.metrics.motion_classifier import Verdict
from engine.metrics.suite import SuiteResult

_COLUMNS = (
    ("amount", "motion %"), ("articulation", "artic. %"), ("gaps", "joint gaps %"),
    ("worst_gap", "worst gap %"), ("stretch", "stretch %"), ("jitter", "jitter %"),
    ("identity", "identity"), ("off_length", "off length %"), ("parted", "parted %"),
)  # fmt: skip
_LIMITS = (
    ("bone_length", "length of bones as drawn changes by <= 2 %", 2.0),
    ("rigid", "rigid pieces lose their shape by <= 0.5 % of the drawing", 0.5),
    ("slide", "standing feet slide by <= 1 % of the drawing", 1.0),
    ("pedals", "pedalling legs turn by >= 350 degrees", 350.0),
    ("rolling", "wheels turn as far as they roll, to 5 %", 5.0),
)  # fmt: skip
_SEAM = (
    0.1  # per cent of the drawing: a loop whose first frame is as near to where it should be closes
)
_DIGITS = {"jitter": 3, "identity": 3}


def table(results: Sequence[SuiteResult]) -> str:
    """Return a table with a row for each result, and the means of each quality."""
    head = ["drawing", "quality", "verb asked", "verb seen", "recognised"]
    head += [title for _, title in _COLUMNS] + ["s"]
    rows = [head, ["---"] * len(head)]
    rows += [_row(result) for result in results]
    for quality in dict.fromkeys(result.quality for result in results):
        rows.append(_mean([r for r in results if r.quality == quality], quality))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines, "", _legend(), "", *_bodies(results)]) + "\n"


def _bodies(results: Sequence[SuiteResult]) -> list[str]:
    """Return how many results keep each limit of `engine.metrics.bodies`, as lines of a table."""
    lines = ["| bodies with bones | within | of | median | worst |", "|---|---|---|---|---|"]
    loops = [(r.measures.seam, r.task.name) for r in results if r.measures is not None]
    closing = [(value, name) for value, name in loops if not np.isnan(value)]
    if closing:
        held = sum(value <= _SEAM for value, _ in closing)
        value, drawing = max(closing)
        middle = float(np.median([value for value, _ in closing]))
        title = f"loops close to {_SEAM:g} % of the drawing"
        lines.append(
            f"| {title} | {held} | {len(closing)} | {middle:.2f} | {value:.2f}, {drawing} |"
        )
    for name, title, limit in _LIMITS:
        found = [(getattr(r.bodies, name), r.task.name) for r in results if r.bodies is not None]
        known = [(value, drawing) for value, drawing in found if not np.isnan(value)]
        if not known:
            continue
        most = name == "pedals"
        kept = sum(value >= limit if most else value <= limit for value, _ in known)
        value, drawing = (min if most else max)(known)
        middle = float(np.median([value for value, _ in known]))
        lines.append(f"| {title} | {kept} | {len(known)} | {middle:.2f} | {value:.2f}, {drawing} |")
    return lines if len(lines) > 2 else []


def _row(result: SuiteResult) -> list[str]:
    if result.measures is None:
        blank = [""] * (len(_COLUMNS) + 2)
        return [result.task.name, result.quality, f"failed: {result.error}", *blank, ""]
    verdicts = list(result.verdicts.values())
    measures = [_number(result.measures, name) for name, _ in _COLUMNS]
    seen = ", ".join(f"{v.named[0][0]} {v.named[0][1]:.2f}" for v in verdicts)
    return [
        result.task.name,
        result.quality,
        ", ".join(v.expected or "?" for v in verdicts),
        seen,
        ", ".join(_recognised(v) for v in verdicts),
        *measures,
        f"{result.seconds:.1f}",
    ]


def _recognised(verdict: Verdict) -> str:
    if verdict.recognised is None:
        return "-"
    return f"{'yes' if verdict.recognised else 'no'} {verdict.probability:.2f}"


def _number(measures: Measures, name: str) -> str:
    value = float(getattr(measures, name))
    return "" if np.isnan(value) else f"{value:.{_DIGITS.get(name, 2)}f}"


def _mean(results: Sequence[SuiteResult], quality: str) -> list[str]:
    good = [r.measures for r in results if r.measures is not None]
    asked = [v for r in results for v in r.verdicts.values() if v.recognised is not None]
    yes = sum(bool(v.recognised) for v in asked)
    sure = float(np.mean([v.probability for v in asked])) if asked else 0.0
    row = [f"**mean of {len(good)}**", quality, "", "", f"{yes}/{len(asked)}, p {sure:.2f}"]
    if not good:
        return row + [""] * (len(_COLUMNS) + 1)
    means = {f.name: float(np.mean([getattr(m, f.name) for m in good])) for f in fields(Measures)}
    row += [_number(Measures(**means), name) for name, _ in _COLUMNS]
    return [*row, f"{np.mean([r.seconds for r in results]):.1f}"]


def _legend() -> str:
    return (
        "Lengths are per cent of the drawing's long side; stretch is per cent of a chord's length. "
        "motion: RMS way from rest; artic.: what an affine map of each object does not explain; "
        "joint gaps: growth of gaps between touching strokes, mean and the worst 5 % of joints; "
        "jitter: motion too fast to be seen as such; identity: likeness of frames and drawing, "
        "global motion taken out; off length: pieces of line, 4 % of the drawing long, that leave "
        "0.8 to 1.25 of their length in any frame though no action stretches them; parted: "
        "touching strokes whose gap grows by more than 0.5 %. The verb is named by a classifier "
        "that sees trajectories only."
    )
