# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a raster job as a host finds them; PNG files without a picture library."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.client.jobs.pictures import PictureSequence
from addon.client.jobs.raster_request import as_raster, continues, continuing, kind_of, place_text
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput, FormatError
from addon.contract.job import JobFolder
from addon.contract.png import png_size, write_png
from addon.contract.request import Request

ASKED = Request("it swims", frames=3, hold=1)
SIZE = (7, 5)


def a_drawing() -> Drawing:
    return Drawing.build([[1.0, 1.0], [5.0, 3.0]], [0, 2], canvas=SIZE)


def job(folder: Path, request: Request, frames: int, strokes: tuple[int, ...] = ()) -> Path:
    found = JobFolder.create(folder, request, a_drawing())
    for part in ("frames", "strokes"):
        (folder / part).mkdir()
    for number in range(1, frames + 1):
        write_png(folder / "frames" / f"{number:04d}.png", SIZE, bytes([number] * 4 * 35))
    for number in strokes:
        a_drawing().write(folder / "strokes" / f"{number:04d}.safetensors")
    found.write_done({})
    return folder


def test_a_png_is_what_a_picture_library_reads(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (31, 17, 4), np.uint8)
    write_png(tmp_path / "a.png", (17, 31), pixels.tobytes())
    with Image.open(tmp_path / "a.png") as image:
        assert image.mode == "RGBA" and (np.asarray(image) == pixels).all()
    assert png_size(tmp_path / "a.png") == (17, 31)


def test_what_is_no_png_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "JPEG")
    for name, data in (("jpeg.png", out.getvalue()), ("short.png", b"\x89PNG"), ("none.png", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FormatError, match="no PNG"):
            png_size(tmp_path / name)
    for size, data in (((0, 4), b""), ((2, 2), b"1234"), ((70_000, 1), bytes(280_000))):
        with pytest.raises(BadInput):
            write_png(tmp_path / "out.png", size, data)
    assert not (tmp_path / "out.png").exists()


def test_a_finished_job_gives_its_pictures_in_order(tmp_path: Path) -> None:
    folder = job(tmp_path / "a", as_raster(ASKED, "strokes", {"fidelity": 0.25}), 3, (1, 3))
    (folder / "frames" / "0000.png").write_bytes(b"before the first")
    found = PictureSequence.of_job(folder)
    assert [path.name for path in found.paths] == ["0001.png", "0002.png", "0003.png"]
    assert found.size == SIZE and found.frame_count == 3 and found.is_in_order
    assert [number for number, _ in found.strokes] == [1, 3]
    request = JobFolder(folder).read_request()
    assert request.settings == {"fidelity": 0.25, "trace": True} and kind_of(request) == "strokes"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    folder = job(tmp_path / "a", as_raster(ASKED, "plane", {}), 3)
    (folder / "frames" / "0002.png").unlink()
    with pytest.raises(FormatError, match="Picture 2 of 3"):
        PictureSequence.of_job(folder)
    write_png(folder / "frames" / "0002.png", (2, 2), bytes(16))
    with pytest.raises(FormatError, match="another size"):
        PictureSequence.of_job(folder)
    for path in (folder / "frames").iterdir():
        path.unlink()
    with pytest.raises(FormatError, match="gone"):
        PictureSequence.of_job(folder)
    (folder / "done.json").unlink()
    with pytest.raises(BadInput, match="no result yet"):
        PictureSequence.of_job(folder)


def test_a_job_that_goes_on_is_put_after_the_first(tmp_path: Path) -> None:
    first = as_raster(ASKED, "strip", {}, "somewhere")
    job(tmp_path / "a", first, 3, (1, 3))
    asked = Request("it dives", frames=4, hold=2, loop=True)
    second = continuing(asked, first, "a", place_text(first))
    assert not second.loop and kind_of(second) == "strip" and continues(second) == "a"
    assert place_text(second) == "somewhere" and second.path == "raster"
    folder = job(tmp_path / "b", second, 4, (1, 3))
    found = PictureSequence.of_job(folder)
    names = [(path.parent.parent.name, path.stem) for path in found.paths]
    first_frames = [("a", "0001"), ("a", "0002"), ("a", "0003")]
    assert names == [*first_frames, ("b", "0003"), ("b", "0004")]  # on twos: 1 and 2 were the last
    assert [(number, path.parent.parent.name) for number, path in found.strokes] == [
        (1, "a"),
        (3, "a"),
        (4, "b"),
    ]
    assert not found.is_in_order


def test_a_chain_has_an_end(tmp_path: Path) -> None:
    first = as_raster(ASKED, "plane", {})
    folder = job(tmp_path / "a", continuing(ASKED, first, "a", "x"), 3)  # goes on from itself
    with pytest.raises(FormatError, match="too many"):
        PictureSequence.of_job(folder)
    outside = job(tmp_path / "b", continuing(ASKED, first, "../b", "x"), 3)
    with pytest.raises(BadInput):
        PictureSequence.of_job(outside)


def test_a_picture_comes_back_as_pictures_by_the_vector_path_too() -> None:
    asked = as_raster(ASKED, "plane", {}, "somewhere")
    moved = asked.patched({"path": "vector"})
    assert moved.path == "vector" and moved.settings["pictures"] is True
    assert kind_of(moved) == "plane" and place_text(moved) == "somewhere"
    drawn = as_raster(ASKED, "plane", {}).patched({"path": "vector"})
    assert kind_of(drawn) == "vector" and "pictures" not in drawn.settings
