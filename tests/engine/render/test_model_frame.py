# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture for a video model holds the whole drawing, large enough to be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.commands.cli import main
from engine.render.model_frame import SIZES, model_frame, size_named


def square(width: float, height: float, pen: float) -> Drawing:
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height], [0, 0]], np.float32)
    return Drawing.build(
        corners + 5000.0,
        np.array([0, 5], np.int32),
        canvas=(8000, 8000),
        widths=np.full(5, pen, np.float32),
    )


def ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    dark = Image.fromarray((255 - np.asarray(picture.convert("L"))).astype(np.uint8))
    box = dark.point(lambda value: 255 * (value > 60)).getbbox()
    assert box is not None
    return box


def test_the_drawing_lies_in_the_middle_with_room_around_it() -> None:
    left, top, right, bottom = ink_box(model_frame(square(400, 100, 0.1), SIZES["wan"]))
    assert left + right == pytest.approx(832, abs=2) and top + bottom == pytest.approx(480, abs=2)
    assert right - left == pytest.approx(0.62 * 832, abs=6)


def test_lines_are_thick_enough_to_be_seen() -> None:
    picture = np.asarray(model_frame(square(400, 100, 0.001), SIZES["square"]).convert("L"))
    assert float((255 - picture[256].astype(float)).sum()) / 255 == pytest.approx(6.0, abs=0.5)


def test_a_high_drawing_gets_a_high_picture(tmp_path: Path) -> None:
    assert size_named("wan").turned_for(square(10, 90, 1)).height == 832
    assert size_named("640x384").width == 640
    for wrong in ("huge", "8x8", "99999x10", "axb"):
        with pytest.raises(BadInput, match="no size"):
            size_named(wrong)
    square(10, 90, 1).write(tmp_path / "pose.safetensors")
    out, pose = tmp_path / "out", str(tmp_path / "pose.safetensors")
    assert main(["frame", pose, "--last", pose, "--prompt", "it waves", "--out", str(out)]) == 0
    assert Image.open(out / "first.png").size == Image.open(out / "last.png").size == (480, 832)
    assert (out / "prompt.txt").read_text() == "it waves\n"
