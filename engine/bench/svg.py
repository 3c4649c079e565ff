# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG files that have reference pictures beside them: what we read against what others draw.

A suite is a folder in which `name.png` shows what `name.svg` should look like, as resvg's tests are
(https://github.com/linebender/resvg, crates/resvg/tests/tests). Each file is read, drawn by our own
renderer in the size of its picture, and compared.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.bench.measure import Numbers

AGREES, SAID, SILENT, CRASHED = "agree", "said", "silent", "crashed"
#: A file's outcomes: it looks alike; it differs and a warning or a refusal says so; it differs
#: without a word; an error that isn't ours.
OUTCOMES = (AGREES, SAID, SILENT, CRASHED)
COLOUR_TOLERANCE = 0.1  # of a premultiplied channel, 0..1
WRONG_SHARE = 0.01  # of the pixels with ink in either picture, which may differ
FEWEST_WRONG = 4  # pixels which may always differ

Pixels = NDArray[np.float64]


def bench_svg(suite: Path, folders: Sequence[str] = ()) -> Numbers:
    """Compare the files of a suite, or of some of its folders; return counts by folder.

    folders: relative to the suite; none means all. Raises BadInput where there are no files.
    """
    roots = [suite / folder for folder in folders] or [suite]
    files = sorted(f for root in roots for f in root.rglob("*.svg") if picture_of(f).is_file())
    if not files:
        raise BadInput(
            "There are no SVG files with pictures beside them in {folder}.",
            folder=suite,
            hint="Choose the folder of resvg's tests that holds structure, shapes and painting.",
        )
    started = time.perf_counter()
    outcomes = {file.relative_to(suite).as_posix(): outcome_of(file) for file in files}
    seconds = time.perf_counter() - started
    counts: dict[str, Counter[str]] = {}
    for name, outcome in outcomes.items():
        counts.setdefault(str(Path(name).parent.as_posix()), Counter())[outcome] += 1
    total = Counter(outcomes.values())
    return {
        "values": {f"all, {outcome}": float(total[outcome]) for outcome in OUTCOMES},
        "folders": {folder: {o: count[o] for o in OUTCOMES} for folder, count in counts.items()},
        "files": outcomes,
        "notes": [
            *(_line(folder, count) for folder, count in counts.items()),
            f"{len(files)} files in {seconds:.0f} s.",
        ],
    }


def picture_of(file: Path) -> Path:
    """Return where the reference picture of a file lies."""
    return file.with_suffix(".png")


def outcome_of(file: Path) -> str:
    """Return how our reading of a file compares with its picture."""
    from engine.geometry.svg import read_svg
    from engine.render.frames import render_frames

    with Image.open(picture_of(file)) as picture:
        wanted = _premultiplied(np.asarray(picture.convert("RGBA")))
    size = (wanted.shape[1], wanted.shape[0])
    try:
        drawing = read_svg(file)
        ours = _premultiplied(render_frames(drawing, size=size)[0])
    except BadInput:
        return SAID if wanted.any() else AGREES
    except Exception:  # the outcome to be found
        return CRASHED
    if alike(ours, wanted):
        return AGREES
    return SAID if drawing.host.get("warnings") else SILENT


def alike(ours: Pixels, wanted: Pixels) -> bool:
    """Whether two pictures [h, w, 4], premultiplied, show the same ink within a pixel."""
    inked = (ours[..., 3] > 0) | (wanted[..., 3] > 0)
    return wrong_pixels(ours, wanted) <= max(FEWEST_WRONG, int(WRONG_SHARE * inked.sum()))


def wrong_pixels(ours: Pixels, wanted: Pixels) -> int:
    """Return how many pixels have a colour that the other picture has nowhere beside them."""
    low, high = _around(wanted)
    astray = (ours < low - COLOUR_TOLERANCE) | (ours > high + COLOUR_TOLERANCE)
    low, high = _around(ours)
    missing = (wanted < low - COLOUR_TOLERANCE) | (wanted > high + COLOUR_TOLERANCE)
    return int((astray | missing).any(axis=2).sum())


def _around(picture: Pixels) -> tuple[Pixels, Pixels]:
    """Return the least and the greatest value within a pixel of each pixel, by channel."""
    padded = np.pad(picture, ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = picture.shape[:2]
    shifted = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return np.minimum.reduce(shifted), np.maximum.reduce(shifted)


def _premultiplied(picture: NDArray[np.uint8]) -> Pixels:
    values = picture.astype(np.float64) / 255.0
    values[..., :3] *= values[..., 3:]
    return values


def _line(folder: str, count: Counter[str]) -> str:
    parts = ", ".join(f"{outcome} {count[outcome]}" for outcome in OUTCOMES if count[outcome])
    return f"{folder}: {parts}"
