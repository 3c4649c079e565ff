# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings that a redrawn animation passes through at chosen frames."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.given_pictures import AREA_SETTING, KEPT_SETTING, kept_setting
from addon.contract.request import Request
from engine.commands.cli import main
from engine.commands.redraw import animate_picture
from engine.raster.diffusion.chaining import join_clips
from engine.raster.image_to_video import takes
from engine.raster.image_to_video.conditions import condition_arguments, ink_of_frames
from engine.raster.picture.kept_frames import kept_sketches
from engine.raster.picture.sketch_image import read_sketch

Tiny = Callable[[str], Path]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The drawing in another place."""
    image = Image.new("RGBA", (96, 64), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([40, 20, 72, 52], outline=(0, 0, 0, 255), width=3)
    image.save(tmp_path / "other.png")
    return tmp_path / "other.png"


def _animate(picture: Path, model: Path, out: Path, *more: str) -> int:
    preset = picture.with_name("small.json")
    preset.write_text(json.dumps({
        "format": "sketch-motion-preset", "version": 1, "name": "small", "author": "a",
        "license": "CC0-1.0", "description": "", "path": "raster",
        "settings": {"size": 32, "steps": 2, "clean": False},
    }))  # fmt: skip
    return main([
        "animate", str(picture), "--path", "raster", "--prompt", "it rolls", "--model", str(model),
        "--frames", "6", "--preset", str(preset), "--out", str(out), *more,
    ])  # fmt: skip


@pytest.mark.parametrize("name", ["sparse-scribble", "vace", "ltx"])
def test_a_kept_frame_is_given_to_the_model_and_is_in_the_result(
    tiny: Tiny, picture: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:  # fmt: skip
    given: list[dict[int, Any]] = []
    arguments = condition_arguments

    def spied(pipeline: str, kept: Any, frames: int, size: Any) -> Any:
        given.append(dict(kept))
        return arguments(pipeline, kept, frames, size)

    monkeypatch.setattr(takes, "condition_arguments", spied)
    code = _animate(picture, tiny(name), tmp_path / "job", "--keep", "4", str(other))
    assert code == 0
    assert sorted(given[0]) == [0, 4]
    assert np.asarray(given[0][4]).tobytes() != np.asarray(given[0][0]).tobytes()
    frames = [np.asarray(Image.open(tmp_path / "job" / "frames" / f"000{n}.png")) for n in (1, 5)]
    assert np.array_equal(frames[0], np.asarray(Image.open(picture)))
    wanted = np.asarray(Image.open(other))[..., 3] > 128
    there = frames[1][..., 3] > 128
    assert (wanted & there).sum() > 0.5 * wanted.sum()


@pytest.mark.parametrize("name", ["wan-i2v", "flf2v"])
def test_the_last_picture_is_the_end_of_what_the_model_draws(
    tiny: Tiny, picture: Path, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:  # fmt: skip
    """The model draws at least 17 frames; the take has 6."""
    given: list[dict[str, Any]] = []
    arguments, drawn = condition_arguments, ink_of_frames

    def spied(*named: Any) -> Any:
        given.append(arguments(*named))
        return given[-1]

    def numbered(frames: Any, side: int) -> Any:
        ink = drawn(frames, side)
        ink[:] = np.linspace(0, 1, len(ink), dtype=np.float32)[:, None, None]
        return ink

    parts: list[Any] = []

    def joined(inks: Any, *named: Any) -> Any:
        parts.extend(inks)
        return join_clips(inks, *named)

    monkeypatch.setattr(takes, "condition_arguments", spied)
    monkeypatch.setattr(takes, "ink_of_frames", numbered)
    monkeypatch.setattr(takes, "join_clips", joined)
    assert _animate(picture, tiny(name), tmp_path / "job", "--keep", "5", str(other)) == 0
    assert "last_image" in given[0]
    shown = parts[0][:, 0, 0]  # as shares of what was drawn
    np.testing.assert_allclose(shown, np.linspace(0, 1, 6), atol=0.04)


def test_a_model_that_needs_the_last_picture_says_so(
    tiny: Tiny, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _animate(picture, tiny("flf2v"), tmp_path / "job") == BadInput.exit_code
    assert "it needs the last one too" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["wan-i2v-clip", "ltx-first"])
def test_a_model_of_the_first_picture_alone_says_that_it_leaves_out_the_last(
    tiny: Tiny, picture: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:  # fmt: skip
    assert _animate(picture, tiny(name), tmp_path / "job", "--keep", "5", str(other)) == 0
    assert "they are left out" in capsys.readouterr().err


def test_strokes_on_the_canvas_can_be_kept(tmp_path: Path) -> None:
    line = np.array([[10, 10], [60, 40]], np.float32)
    first, later = (
        Drawing.build(line + shift, np.array([0, 2], np.int32), canvas=(96, 64))
        for shift in (np.float32(0), np.float32(12))
    )
    first.write(tmp_path / "drawing.safetensors")
    file = tmp_path / "kept_1.safetensors"
    later.write(file)
    sketch = read_sketch(tmp_path / "drawing.safetensors")
    settings = {KEPT_SETTING: kept_setting([(4, file.read_bytes())])}
    found = kept_sketches(tmp_path, settings, sketch, hold=2, pictures=3)
    assert list(found) == [2]
    assert found[2].window == sketch.window and found[2].size == sketch.size
    assert not np.array_equal(found[2].rgba(), sketch.rgba())


def test_a_model_of_first_frames_says_that_it_leaves_them_out(
    tiny: Tiny, picture: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _animate(picture, tiny("wan"), tmp_path / "job", "--keep", "4", str(other)) == 0
    assert "they are left out" in capsys.readouterr().err


def test_kept_frames_that_cant_be_are_refused_in_words(
    tiny: Tiny, picture: Path, other: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, path, said in (
        ("9", other, "only frames 1 to 5"),
        ("x", other, "no number of a frame"),
        ("4", tmp_path / "none.png", "There is no picture"),
    ):
        code = _animate(picture, tiny("vace"), tmp_path / number, "--keep", number, str(path))
        assert code == BadInput.exit_code
        assert said in capsys.readouterr().err
    Image.open(other).resize((48, 32)).save(tmp_path / "small.png")
    assert _animate(
        picture, tiny("vace"), tmp_path / "s", "--keep", "4", str(tmp_path / "small.png")
    )
    assert "48 x 32" in capsys.readouterr().err


def test_only_the_command_names_its_options(picture: Path, tmp_path: Path) -> None:
    sketch = read_sketch(picture)
    for kept in (kept_setting([(4, b"another")]), "no list"):
        with pytest.raises(BadInput) as found:
            kept_sketches(tmp_path, {KEPT_SETTING: kept}, sketch, hold=1, pictures=6)
        assert found.value.hint == "Animate the drawing again."
    kept = kept_setting([(4, b"another")])
    for key, value, option in ((KEPT_SETTING, kept, "--keep"), (AREA_SETTING, "0", "--moves-here")):
        request = Request(prompt="it rolls", path="raster", settings={key: value})
        with pytest.raises(BadInput) as found:
            animate_picture(picture, request, tmp_path / "job")
        assert option in found.value.hint
