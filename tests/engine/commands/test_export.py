# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results in the formats of other programs."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.animation import Animation
from addon.contract.arrays import Array
from addon.contract.drawing import Drawing
from addon.contract.drawn_frames import DrawnFrames
from addon.contract.export_formats import FORMATS, NAMES, format_of
from addon.contract.job import JobFolder
from addon.contract.request import Request
from engine.commands.cli import main
from engine.runtime.arrays import array_of

FRAMES = 8
REQUEST = Request(prompt="the box jumps", frames=FRAMES)


def drawing(extra: float = 0.0) -> Drawing:
    points = [[60, 60], [100, 60 - extra], [100, 90], [60, 90]]
    return Drawing.build(
        np.array(points, np.float32), [0, 4], canvas=(160, 100), cyclic=np.array([1], np.uint8)
    )


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A job in which a box leaps over the upper edge of its canvas."""
    job = JobFolder.create(tmp_path / "job", REQUEST, drawing())
    offsets = np.zeros((FRAMES, 4, 2), np.float32)
    offsets[..., 1] = -90 * np.sin(np.pi * np.arange(FRAMES) / (FRAMES - 0.7))[:, None]
    still = np.tile(np.eye(2, 3, dtype=np.float32), (FRAMES, 1, 1, 1))
    Animation(
        array_of(offsets),
        array_of(still),
        array_of(np.zeros((1, 2), np.float32)),
        array_of(np.zeros((0, 6), np.float32)),
        Array.of([0] * 6, "I32", (6,)),
    ).write(job.animation_path)
    job.write_done({})
    return job.path


def exported(job: Path, target: Path, *words: str) -> int:
    return main(["export", str(job), "--out", str(target), "--size", "64", *words])


@pytest.mark.parametrize("name", ["a.gif", "b.webp", "c.png", "d.apng"])
def test_a_result_is_exported_as_a_moving_picture(done: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "new folder" / name
    assert exported(done, target) == 0
    with Image.open(target) as picture:
        assert getattr(picture, "n_frames", 1) == FRAMES
        assert max(picture.size) == 64
        pixels = np.asarray(picture.convert("RGBA"))
        assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 5  # there is something on it
        assert pixels[0, 0, 3] == (255 if name == "a.gif" else 0)
    assert [path.name for path in target.parent.iterdir()] == [name]


def test_a_result_is_exported_as_strokes(done: Path, tmp_path: Path) -> None:
    assert exported(done, tmp_path / "c.svg") == 0
    assert "<animate" in (tmp_path / "c.svg").read_text()
    assert exported(done, tmp_path / "c.json") == 0
    assert json.loads((tmp_path / "c.json").read_text())["op"] == FRAMES


def test_framing_grows_keeps_or_crops(done: Path, tmp_path: Path) -> None:
    sides = {}
    for framing in ("keep", "grow", "crop"):
        target = tmp_path / f"{framing}.json"
        assert exported(done, target, "--framing", framing) == 0
        file = json.loads(target.read_text())
        sides[framing] = (file["w"], file["h"])
    assert sides["keep"] == (160, 100)
    assert sides["grow"][0] == 160 and sides["grow"][1] > 128
    assert sides["crop"][0] < 60


def test_numbered_pictures_for_a_level(done: Path, tmp_path: Path) -> None:
    target = tmp_path / "box"
    assert exported(done, target, "--format", "frames", "--padding", "3", "--fps", "12") == 0
    names = sorted(path.name for path in target.iterdir())
    assert names == ["box.001.png", "box.002.png", "box.003.png", "box.004.png"]


def test_a_sheet_comes_with_its_json(done: Path, tmp_path: Path) -> None:
    assert exported(done, tmp_path / "box.sheet.png") == 0
    said = json.loads((tmp_path / "box.sheet.json").read_text())
    assert len(said["frames"]) == FRAMES
    assert (tmp_path / said["meta"]["image"]).is_file()


def test_a_ground_makes_pictures_opaque(done: Path, tmp_path: Path) -> None:
    assert exported(done, tmp_path / "a.png", "--ground", "#102030") == 0
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.convert("RGBA").getpixel((0, 0)) == (16, 32, 48, 255)
    assert exported(done, tmp_path / "a.gif", "--ground", "transparent") == 0
    with Image.open(tmp_path / "a.gif") as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert exported(done, tmp_path / "b.png", "--ground", "beige") == 5


def test_what_a_host_shows_is_exported_in_place_of_the_result(done: Path, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    shown.mkdir()
    drawing().write(shown / "a.safetensors")
    drawing(extra=30).write(shown / "b.safetensors")
    DrawnFrames(("a.safetensors", "b.safetensors", "b.safetensors"), (12, 1)).write(shown)
    assert exported(done, tmp_path / "c.json", "--drawings", str(shown)) == 0
    file = json.loads((tmp_path / "c.json").read_text())
    assert (file["fr"], file["op"], file["w"], file["h"]) == (12, 3, 160, 100)
    assert exported(done, tmp_path / "c.png", "--drawings", str(shown)) == 0
    with Image.open(tmp_path / "c.png") as picture:
        assert getattr(picture, "n_frames", 1) == 2  # the held drawing is shown longer


def test_pictures_of_a_host_are_exported_as_they_are(done: Path, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    shown.mkdir()
    for name, color in (("1.png", (200, 10, 20, 255)), ("2.png", (0, 0, 0, 0))):
        Image.new("RGBA", (30, 20), color).save(shown / name)
    DrawnFrames(("1.png", "2.png", "2.png"), (12, 1)).write(shown)
    target = tmp_path / "box"
    assert exported(done, target, "--format", "frames", "--drawings", str(shown)) == 0
    with Image.open(target / "box.0001.png") as first, Image.open(target / "box.0003.png") as last:
        assert (first.size, first.getpixel((5, 5))) == ((30, 20), (200, 10, 20, 255))
        assert last.getpixel((5, 5)) == (0, 0, 0, 0)
    assert exported(done, tmp_path / "a.svg", "--drawings", str(shown)) == 5  # has no strokes
    Image.new("RGBA", (31, 20)).save(shown / "2.png")
    assert exported(done, tmp_path / "a.gif", "--drawings", str(shown)) != 0


def test_frames_of_the_raster_path_are_exported_as_they_are(tmp_path: Path) -> None:
    picture = tmp_path / "in.png"
    Image.new("RGBA", (20, 10), (0, 0, 0, 255)).save(picture)
    request = replace(REQUEST, path="raster", frames=2)
    job = JobFolder.create(tmp_path / "job", request, picture)
    job.frames_path.mkdir()
    for number, grey in ((1, 0), (2, 200)):
        Image.new("RGBA", (20, 10), (grey, 0, 0, 255)).save(job.frames_path / f"{number:04d}.png")
    job.write_done({})
    assert main(["export", str(job.path), "--out", str(tmp_path / "x.webp")]) == 0
    with Image.open(tmp_path / "x.webp") as found:
        found.seek(1)
        assert np.asarray(found.convert("RGBA"))[0, 0].tolist() == [200, 0, 0, 255]
    assert main(["export", str(job.path), "--out", str(tmp_path / "x.svg")]) == 5
    assert main(["export", str(job.path), "--out", str(tmp_path / "x.json")]) == 5


def test_what_can_not_be_exported_is_said(
    done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(sys.modules, "av", None)
    assert exported(done, tmp_path / "a.mp4") == 5
    assert exported(done, tmp_path / "a.bmp") == 5
    (done / "done.json").unlink()
    assert exported(done, tmp_path / "a.gif") == 5
    assert [path.name for path in tmp_path.iterdir()] == ["job"]


def test_every_format_is_found_by_its_ending() -> None:
    for one in FORMATS:
        if not one.is_folder:
            assert format_of(Path(f"fish.1{one.suffix}")) is one
    assert len(set(NAMES)) == len(FORMATS)
