# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of `metrics --objects DIR`: how well objects are found in labelled drawings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from addon.contract.drawing import Drawing
from addon.contract.files import write_bytes_atomic
from engine.geometry.grouping.find import find_objects
from engine.geometry.grouping.samples import sample_strokes
from engine.metrics.grouping import GroupingResult, Ints, Labelled, corrected, read_labelled

SIDE = 320  # pixels of a picture
COLORS = (
    (225, 45, 75), (50, 110, 235), (20, 150, 70), (240, 130, 40), (140, 50, 180), (0, 165, 175),
    (150, 110, 40), (235, 90, 190), (90, 90, 90), (110, 180, 20),
)  # fmt: skip
WORST = 5  # drawings that are shown


def report(folder: Path, out: Path, *, only: str = "") -> str:
    """Measure the drawings of a folder, write objects.json, objects.md and worst.png to `out`.

    only: "first N", "last N" or "" for all, in the order of names. Returns the table. Raises
    BadInput where there are no labelled drawings.
    """
    items = chosen(read_labelled(folder), only)
    careful = [corrected(item, find) for item in items]
    careless = [corrected(item, find, share=0.5) for item in items]
    out.mkdir(parents=True, exist_ok=True)
    rows = [
        {"name": f.item.name, "scores": list(f.scores), "half selected": list(c.scores)}
        for f, c in zip(careful, careless, strict=True)
    ]
    write_bytes_atomic(out / "objects.json", (json.dumps(rows, indent=1) + "\n").encode())
    text = table(careful, careless)
    write_bytes_atomic(out / "objects.md", text.encode())
    worst = sorted(careful, key=lambda f: f.scores[0])[:WORST]
    sheet(worst).save(out / "worst.png")
    return text


def find(drawing: Drawing, given: dict[int, int]) -> Ints:
    """Return the group of each stroke, int64 [S], as the engine's task finds it without hints."""
    return find_objects(drawing, fixed=given).labels


def chosen(items: Sequence[Labelled], only: str) -> list[Labelled]:
    """Return the first or last few of the drawings: "first 15", "last 15"."""
    which, _, number = only.partition(" ")
    count = int(number) if number.isdigit() else len(items)
    return list(items[-count:] if which == "last" else items[:count])


def table(careful: Sequence[GroupingResult], careless: Sequence[GroupingResult]) -> str:
    """Return a table in Markdown: a row for each drawing, and the mean.

    careful, careless: of users who select all wrong strokes of an object, or half of them.
    """
    lines = [
        "| drawing | strokes | objects | found | adjusted Rand index | after 3 corrections "
        "| after 3, half selected |",
        "|---|---|---|---|---|---|---|",
    ]
    for f, c in zip(careful, careless, strict=True):
        count, groups = len(np.unique(f.item.truth)), len(np.unique(f.labels))
        lines.append(
            f"| {f.item.name} | {len(f.labels)} | {count} | {groups} | {f.scores[0]:.2f} "
            f"| {f.scores[-1]:.2f} | {c.scores[-1]:.2f} |"
        )
    means = [np.mean([f.scores[k] for f in group]) for group, k in
             ((careful, 0), (careful, -1), (careless, -1))]  # fmt: skip
    good = sum(f.scores[-1] >= 0.95 for f in careful)
    lines.append("| mean | | | | " + " | ".join(f"{m:.3f}" for m in means) + " |")
    return "\n".join(lines) + f"\n\n{good} of {len(careful)} reach 0.95 within 3 corrections.\n"


def sheet(results: Sequence[GroupingResult]) -> Image.Image:
    """Return a picture of drawings side by side: above as grouped, below with the true objects."""
    image = Image.new("RGB", (SIDE * len(results), 2 * SIDE + 24), "white")
    pen = ImageDraw.Draw(image)
    for column, item in enumerate(results):
        for row, labels in enumerate((item.labels, item.item.truth)):
            picture = _picture(item.item.drawing, labels)
            image.paste(picture, (column * SIDE, 24 + row * SIDE))
        pen.text((column * SIDE + 6, 6), f"{item.item.name}: {item.scores[0]:.2f}", fill="black")
    return image


def _picture(drawing: Drawing, labels: NDArray[np.int64]) -> Image.Image:
    samples = sample_strokes(drawing)
    large = Image.new("RGB", (2 * SIDE, 2 * SIDE), "white")
    pen = ImageDraw.Draw(large)
    lines = np.split(samples.points * (2 * SIDE / 256.0), samples.offsets[1:-1])
    for line, label in zip(lines, labels, strict=True):
        color = COLORS[int(label) % len(COLORS)]
        pen.line([(float(x), float(y)) for x, y in line], fill=color, width=4)
    return large.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
