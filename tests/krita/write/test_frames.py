# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames on their way to Krita's timeline: which files, where, and none that would crash it."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from addon.contract.errors import FormatError
from addon.contract.png import write_png
from addon.krita.write.frame_files import check_png, checked_frames
from addon.krita.write.frame_plan import clip_range, layer_name, plan_frames

SIZE = (5, 3)


def frames(folder: Path, count: int) -> Path:
    (folder / "frames").mkdir()
    for number in range(1, count + 1):
        pixels = bytes([number, 0, 0, 255] * SIZE[0] * SIZE[1])
        write_png(folder / "frames" / f"{number:04d}.png", SIZE, pixels)
    return folder


def test_whole_frames_come_in_order(tmp_path: Path) -> None:
    found = checked_frames(frames(tmp_path, 11), SIZE)
    assert [path.name for path in found] == [f"{k:04d}.png" for k in range(1, 12)]


def test_no_frames_is_an_error_and_not_an_empty_list(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        checked_frames(tmp_path, SIZE)
    (tmp_path / "frames").mkdir()
    with pytest.raises(FormatError):
        checked_frames(tmp_path, SIZE)


def test_a_missing_frame_is_told(tmp_path: Path) -> None:
    frames(tmp_path, 4)
    (tmp_path / "frames/0003.png").unlink()
    with pytest.raises(FormatError, match="missing"):
        checked_frames(tmp_path, SIZE)


def test_a_frame_of_another_size_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="5 x 3"):
        checked_frames(frames(tmp_path, 2), (5, 4))


@pytest.mark.parametrize("cut", [0, 7, 30, 60, -13, -1])
def test_every_damage_is_found(tmp_path: Path, cut: int) -> None:
    frames(tmp_path, 1)
    data = (tmp_path / "frames/0001.png").read_bytes()
    check_png(data, SIZE, "0001.png")
    with pytest.raises(FormatError):
        check_png(data[:cut], SIZE, "0001.png")
    turned = bytearray(data)
    turned[cut] ^= 0x55
    with pytest.raises(FormatError):
        check_png(bytes(turned), SIZE, "0001.png")


def test_too_few_rows_are_found_although_all_sums_are_right(tmp_path: Path) -> None:
    write_png(tmp_path / "a.png", SIZE, bytes(4 * SIZE[0] * SIZE[1]))
    data = (tmp_path / "a.png").read_bytes()
    place = data.index(b"IDAT")
    length = int.from_bytes(data[place - 4 : place], "big")
    rows = zlib.decompress(data[place + 4 : place + 4 + length])
    body = b"IDAT" + zlib.compress(rows[:-1])
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    with pytest.raises(FormatError, match="not whole"):
        check_png(data[: place - 4] + chunk + data[place + 8 + length :], SIZE, "a.png")


def test_on_twos_every_second_file_is_imported_two_frames_apart() -> None:
    files = [Path(f"{k:04d}.png") for k in range(1, 8)]
    plan = plan_frames(files, start=10, hold=2)
    assert [path.name for path in plan.files] == ["0001.png", "0003.png", "0005.png", "0007.png"]
    assert (plan.first, plan.step, plan.last) == (10, 2, 16)
    times = [plan.first + k * plan.step for k in range(len(plan.files))]
    assert times[-1] <= plan.last < times[-1] + plan.step


def test_the_clip_becomes_the_animation_or_only_grows() -> None:
    plan = plan_frames([Path("a.png")] * 24, start=12, hold=1)
    assert clip_range((0, 100), plan, alone=True) == (0, 35)
    assert clip_range((0, 100), plan, alone=False) == (0, 100)
    assert clip_range((20, 30), plan, alone=False) == (12, 35)


def test_layers_are_named_after_the_prompt() -> None:
    assert layer_name("  the fish\n swims ", []) == "the fish swims"
    assert layer_name("the fish swims", ["the fish swims", "the fish swims 2"]).endswith(" 3")
    assert layer_name("", []) == "Sketch Motion"
    long = layer_name("very " * 50, [])
    assert len(long) <= 60 and long.endswith("…")
