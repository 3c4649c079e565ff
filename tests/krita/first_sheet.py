# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of what became of first drawings: a row each, what was drawn and some frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

SHOWN = 8  # pictures in a row: the drawing, then frames from the first to the last
WIDTH = 228  # pixels of a picture


def on_white(path: Path) -> Image.Image:
    """Return a picture on white paper."""
    picture = Image.open(path).convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")


def frames_of(folder: Path) -> list[Path]:
    """Return the frames of a drawing in order."""
    return sorted(folder.glob("[0-9]*.png"))


def ink_of(path: Path) -> NDArray[np.float64]:
    """Return how dark the places are [h, w], 0 to 1, each a square of 8 pixels."""
    return 1 - np.asarray(on_white(path).convert("L").reduce(8), float) / 255


def write_sheet(folders: list[Path], target: Path) -> None:
    """Write the sheet."""
    rows = [_row(folder) for folder in folders]
    whole = Image.new("RGB", (rows[0].width, sum(row.height for row in rows)), "white")
    top = 0
    for row in rows:
        whole.paste(row, (0, top))
        top += row.height
    whole.save(target)


def _row(folder: Path) -> Image.Image:
    frames = frames_of(folder)
    chosen = [frames[round(k * (len(frames) - 1) / (SHOWN - 2))] for k in range(SHOWN - 1)]
    pictures = [on_white(path) for path in (folder / "drawn.png", *chosen)]
    height = round(WIDTH * pictures[0].height / pictures[0].width)
    row = Image.new("RGB", (WIDTH * SHOWN, height), "white")
    for place, picture in enumerate(pictures):
        row.paste(picture.resize((WIDTH, height), Image.Resampling.LANCZOS), (WIDTH * place, 0))
    pen = ImageDraw.Draw(row)
    pen.text((4, 2), folder.name.replace("_", " "), fill="red")
    pen.line((0, 0, row.width, 0), fill="grey")
    pen.line((WIDTH, 0, WIDTH, height), fill="blue")
    return row
