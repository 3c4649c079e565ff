# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Any picture of a drawing, and any drawing of strokes, becomes the same value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.raster.picture.sketch_image import MODEL_PEN, Window, read_sketch

INK = (40, 60, 160)


def _picture(
    mode: str = "RGBA", size: tuple[int, int] = (300, 200), pen: int = 4, paper: int = 255
) -> Image.Image:
    """A ring and a line right of the middle, on clear ground (RGBA) or on paper."""
    ground = (255, 255, 255, 0) if mode == "RGBA" else (paper, paper, paper, 255)
    image = Image.new("RGBA", (4 * size[0], 4 * size[1]), ground)
    draw = ImageDraw.Draw(image)
    box = [4 * v for v in (150, 60, 250, 160)]
    draw.ellipse(box, outline=(*INK, 255), width=4 * pen)
    draw.line([4 * v for v in (170, 110, 230, 110)], fill=(*INK, 255), width=4 * pen)
    small = image.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA")
    return small if mode == "RGBA" else small.convert(mode)


@pytest.mark.parametrize("kind", ["clear", "paper", "jpeg", "palette", "grey"])
def test_every_kind_of_picture_is_the_same_drawing(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "drawing.png"
    if kind == "jpeg":
        _picture("RGB").save(path, "JPEG", quality=95)
    elif kind == "palette":
        _picture("RGB").quantize(32).save(path)
    else:
        _picture({"clear": "RGBA", "paper": "RGB", "grey": "L"}[kind]).save(path)
    sketch = read_sketch(path)
    assert sketch.size == (300, 200)
    assert sketch.pen == pytest.approx(4, abs=0.8)
    if kind != "grey":
        assert np.allclose(np.array(sketch.color) * 255, INK, atol=14)
    assert sketch.window.side == pytest.approx(101 / 0.7, rel=0.03)
    rgba = sketch.rgba()
    assert rgba.shape == (200, 300, 4)
    if kind == "clear":
        assert np.array_equal(rgba, np.asarray(_picture()))
    wanted = np.asarray(_picture())[..., 3]
    assert abs(rgba[..., 3].astype(int) - wanted).mean() < 3
    assert rgba[:40, :, 3].max() == 0
    laid = rgba[..., 3:] / 255 * rgba[..., :3] + (255 - rgba[..., 3:])
    flat = np.asarray(Image.open(path).convert("RGB") if kind != "clear" else _picture("RGB"))
    assert abs(laid - flat).mean() < 2.5


def test_an_uneven_paper_is_no_ink(tmp_path: Path) -> None:
    values = np.asarray(_picture("RGB"), np.float64)
    shade = np.linspace(0.8, 1.0, 300)[None, :, None]
    Image.fromarray((values * shade).astype(np.uint8)).save(tmp_path / "photo.png")
    rgba = read_sketch(tmp_path / "photo.png").rgba()
    assert rgba[:40, :, 3].max() == 0
    assert rgba[:, :130, 3].max() == 0
    assert rgba[..., 3].max() > 220


def test_the_model_sees_the_drawing_in_the_middle(tmp_path: Path) -> None:
    _picture().save(tmp_path / "drawing.png")
    sketch = read_sketch(tmp_path / "drawing.png", room=0.5)
    seen = sketch.model_ink(64)
    assert seen.shape == (64, 64)
    rows, columns = np.flatnonzero((seen > 0.3).any(1)), np.flatnonzero((seen > 0.3).any(0))
    assert rows[[0, -1]].tolist() == pytest.approx([16, 47], abs=1)
    assert columns[[0, -1]].tolist() == pytest.approx([16, 47], abs=1)
    whole = read_sketch(tmp_path / "drawing.png", whole=True)
    assert whole.window == Window(0.0, -50.0, 300.0)
    assert whole.model_ink(300)[50:250].sum() == pytest.approx(whole.ink.sum(), rel=0.01)


def test_thin_lines_are_shown_wide_enough_to_the_model(tmp_path: Path) -> None:
    _picture(pen=1).save(tmp_path / "thin.png")
    sketch = read_sketch(tmp_path / "thin.png", whole=True)
    seen = sketch.model_ink(128)
    assert sketch.drawn_pen(128) == MODEL_PEN
    amount = float(sketch.ink.sum()) * (128 / 300) ** 2
    widened = MODEL_PEN / (sketch.pen * 128 / 300)
    assert float(seen.sum()) == pytest.approx(amount * widened, rel=0.35)
    assert float(seen.max()) > 0.9


def test_a_huge_picture_keeps_its_size_and_its_pixels(tmp_path: Path) -> None:
    small = _picture("L")
    large = small.resize((3000, 2000), Image.Resampling.BICUBIC)
    large.save(tmp_path / "large.png")
    sketch = read_sketch(tmp_path / "large.png")
    assert sketch.size == (3000, 2000)
    assert sketch.reduction == 2
    assert sketch.pen == pytest.approx(40, rel=0.2)
    assert sketch.rgba().shape == (2000, 3000, 4)
    assert sketch.window.side == pytest.approx(1010 / 0.7, rel=0.03)


def test_strokes_are_drawn_in_their_canvas(tmp_path: Path) -> None:
    points = np.array([[20, 30], [60, 90]], np.float32)
    drawing = Drawing.build(points, [0, 2], canvas=(120.0, 100.0), widths=[6.0, 6.0],
                            colors=[[1.0, 0.0, 0.0, 1.0]])  # fmt: skip
    drawing.write(tmp_path / "drawing.safetensors")
    sketch = read_sketch(tmp_path / "drawing.safetensors")
    assert sketch.size == (120, 100)
    assert sketch.color == (1.0, 0.0, 0.0)
    assert sketch.pen == pytest.approx(6, abs=1)
    assert sketch.rgba()[60, 40].tolist() == [255, 0, 0, 255]
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="50"><path d="M10 10 L60 40" '
    (tmp_path / "drawing.svg").write_text(
        svg + 'stroke="black" stroke-width="5" fill="none"/></svg>'
    )
    assert read_sketch(tmp_path / "drawing.svg").size == (80, 50)


@pytest.mark.parametrize("what", ["text", "cut", "empty", "none"])
def test_what_is_no_drawing_is_said(tmp_path: Path, what: str) -> None:
    path = tmp_path / "drawing.png"
    if what == "text":
        path.write_text("no picture")
    elif what == "cut":
        _picture().save(path)
        path.write_bytes(path.read_bytes()[:600])
    elif what == "empty":
        Image.new("RGB", (64, 64), "white").save(path)
    else:
        path = tmp_path / "drawing.safetensors"
        Drawing.build(np.zeros((0, 2), np.float32), [0], canvas=(64.0, 64.0)).write(path)
    with pytest.raises(BadInput) as raised:
        read_sketch(path)
    assert raised.value.hint
