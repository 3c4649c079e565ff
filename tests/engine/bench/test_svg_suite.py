# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison of SVG files with reference pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.errors import BadInput
from engine.bench.svg import bench_svg, outcome_of, wrong_pixels

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{}</svg>'
SQUARE = '<rect x="10" y="10" width="20" height="20" fill="red"/>'


def pair(folder: Path, name: str, body: str, left: int = 10) -> Path:
    """Write a file with `body`, and a picture of a red square whose left edge is at `left`."""
    picture = np.zeros((40, 40, 4), np.uint8)
    picture[10:30, left : left + 20] = (255, 0, 0, 255)
    Image.fromarray(picture).save(folder / f"{name}.png")
    file = folder / f"{name}.svg"
    file.write_text(SVG.format(body), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("body", "left", "expected"),
    [
        (SQUARE, 10, "agree"),
        (SQUARE, 11, "agree"),
        (SQUARE, 14, "silent"),
        (SQUARE + "<image/>", 14, "said"),
        ("", 10, "said"),
    ],
)
def test_an_outcome(tmp_path: Path, body: str, left: int, expected: str) -> None:
    assert outcome_of(pair(tmp_path, "a", body, left)) == expected


def test_counts_are_by_folder(tmp_path: Path) -> None:
    for name in ("shapes", "paint"):
        (tmp_path / name).mkdir()
    pair(tmp_path / "shapes", "a", SQUARE)
    pair(tmp_path / "paint", "b", SQUARE, 15)
    (tmp_path / "paint" / "without_picture.svg").write_text("")
    numbers = bench_svg(tmp_path)
    assert numbers["files"] == {"paint/b.svg": "silent", "shapes/a.svg": "agree"}
    assert numbers["folders"]["shapes"]["agree"] == 1 and numbers["values"]["all, silent"] == 1
    assert list(bench_svg(tmp_path, ["shapes"])["files"]) == ["shapes/a.svg"]


def test_a_suite_without_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        bench_svg(tmp_path)


def test_wrong_pixels_count_both_ways() -> None:
    nothing, dot = np.zeros((9, 9, 4)), np.zeros((9, 9, 4))
    dot[3:6, 3:6] = 1.0
    assert wrong_pixels(nothing, dot) == wrong_pixels(dot, nothing) == 9
