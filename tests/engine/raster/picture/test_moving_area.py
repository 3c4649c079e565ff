# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outside of the painted area a frame is the drawing, to the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.errors import BadInput
from addon.contract.given_pictures import AREA_FILE, AREA_SETTING, digest_of
from engine.raster.picture.moving_area import MovingArea, moving_area


def _noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (40, 60, 4), dtype=np.uint8)


def _area(folder: Path, drawing: np.ndarray) -> MovingArea | None:
    digest = digest_of((folder / AREA_FILE).read_bytes())
    return moving_area(folder, {AREA_SETTING: digest}, drawing)


def test_a_frame_is_the_drawing_outside_and_itself_inside(tmp_path: Path) -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[10:30, 20:50] = 255
    Image.fromarray(mask).save(tmp_path / AREA_FILE)
    drawing, frame = _noise(1), _noise(2)
    area = _area(tmp_path, drawing)
    assert area is not None
    kept = area.kept(frame)
    assert np.array_equal(kept[mask == 0], drawing[mask == 0])
    assert np.array_equal(kept[mask == 255], frame[mask == 255])


def test_a_soft_edge_mixes_by_what_is_seen(tmp_path: Path) -> None:
    Image.new("L", (6, 4), 128).save(tmp_path / AREA_FILE)  # another size, half everywhere
    clear = np.zeros((40, 60, 4), np.uint8)
    red = np.zeros((40, 60, 4), np.uint8)
    red[...] = (255, 0, 0, 255)
    area = _area(tmp_path, clear)
    assert area is not None
    kept = area.kept(red)
    assert np.array_equal(kept[..., :3], red[..., :3])  # a clear pixel has no colour to mix in
    assert (kept[..., 3] == 128).all()


def test_what_is_not_painted_stays(tmp_path: Path) -> None:
    painted = np.zeros((40, 60, 4), np.uint8)  # a layer with light paint on nothing
    painted[:20] = 255
    Image.fromarray(painted).save(tmp_path / AREA_FILE)
    area = _area(tmp_path, _noise(1))
    assert area is not None
    assert np.array_equal(area.kept(_noise(2))[:20], _noise(2)[:20])
    assert np.array_equal(area.kept(_noise(2))[20:], _noise(1)[20:])


def test_a_file_counts_only_where_the_request_names_it(tmp_path: Path) -> None:
    Image.new("L", (6, 4)).save(tmp_path / AREA_FILE)
    assert moving_area(tmp_path, {}, _noise(1)) is None


def test_another_picture_or_none_is_refused(tmp_path: Path) -> None:
    asked = {AREA_SETTING: digest_of(b"what was asked for")}
    with pytest.raises(BadInput, match="missing") as found:
        moving_area(tmp_path, asked, _noise(1))
    assert found.value.hint == "Animate the drawing again."
    Image.new("L", (6, 4)).save(tmp_path / AREA_FILE)
    with pytest.raises(BadInput, match="another one"):
        moving_area(tmp_path, asked, _noise(1))
