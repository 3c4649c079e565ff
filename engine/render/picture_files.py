# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes frames for other programs: APNG, and a sprite sheet with its JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from addon.contract.errors import BadInput
from engine.render.export import Frames, Rate, checked_rate, delays_of, rate_of

LARGEST_SHEET = 8192  # pixels of a side: the largest texture that every device takes
_GAP = 2  # pixels between the cells of a sheet, so that neighbours don't bleed into them


def write_apng(frames: Frames, path: str | Path, fps: Rate) -> None:
    """Write frames uint8 [F, h, w, 4], straight RGBA, as an endless APNG.

    Raises BadInput for frames or a rate that cannot be written.
    """
    checked_rate(frames, fps)
    shown, delays = delays_of(len(frames), fps, 1000, 1)
    pictures = [Image.fromarray(frames[i]) for i in shown]
    pictures[0].save(
        path,
        format="PNG",
        save_all=True,
        append_images=pictures[1:],
        duration=delays,
        loop=0,
        disposal=0,
        blend=0,
        compress_level=6,
    )


def write_sprite_sheet(frames: Frames, path: Path, fps: Rate, *, name: str, loop: bool) -> Path:
    """Write frames as one picture, and beside it a JSON that says where each one is.

    The JSON is what TexturePacker and Aseprite write as an array, which game engines read. A
    drawing that is held is in the picture once. Return the path of the JSON. Raises BadInput for a
    sheet that is too large.
    """
    checked_rate(frames, fps)
    places, numbers = _distinct(frames)
    height, width = frames.shape[1:3]
    columns, rows = _grid(len(places), width, height)
    size = columns * (width + _GAP) - _GAP, rows * (height + _GAP) - _GAP
    sheet = np.zeros((size[1], size[0], 4), np.uint8)
    corners = []
    for number, frame in enumerate(places):
        left, top = (number % columns) * (width + _GAP), (number // columns) * (height + _GAP)
        sheet[top : top + height, left : left + width] = frames[frame]
        corners.append((left, top))
    Image.fromarray(sheet).save(path, compress_level=6)
    _, delays = delays_of(len(frames), fps, 1000, 0)
    cells = [
        _cell(f"{name} {number}", corners[place], (width, height), delay)
        for number, (place, delay) in enumerate(zip(numbers, delays, strict=True))
    ]
    tag = {"name": name, "from": 0, "to": len(frames) - 1, "direction": "forward"}
    meta = {
        "app": "Sketch Motion",
        "version": "1.0",
        "image": path.name,
        "format": "RGBA8888",
        "size": {"w": size[0], "h": size[1]},
        "scale": "1",
        "frameRate": float(rate_of(fps)),
        "loop": loop,
        "frameTags": [tag],
    }
    target = path.with_suffix(".json")
    text = json.dumps({"frames": cells, "meta": meta}, ensure_ascii=False, indent=1)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")
    return target


def _cell(
    name: str, corner: tuple[int, int], size: tuple[int, int], delay: int
) -> dict[str, object]:
    width, height = size
    return {
        "filename": name,
        "frame": {"x": corner[0], "y": corner[1], "w": width, "h": height},
        "rotated": False,
        "trimmed": False,
        "spriteSourceSize": {"x": 0, "y": 0, "w": width, "h": height},
        "sourceSize": {"w": width, "h": height},
        "duration": delay,
    }


def _distinct(frames: Frames) -> tuple[list[int], list[int]]:
    """Return the frames that differ from all before, and for each frame which of these it is."""
    known: dict[bytes, int] = {}
    places: list[int] = []
    numbers: list[int] = []
    for number, frame in enumerate(_bytes_of(frames)):
        if frame not in known:
            known[frame] = len(places)
            places.append(number)
        numbers.append(known[frame])
    return places, numbers


def _bytes_of(frames: NDArray[np.uint8]) -> Iterator[bytes]:
    for frame in frames:
        yield hashlib.sha256(frame.tobytes()).digest()


def _grid(count: int, width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows of the most square sheet. Raises BadInput."""
    best = min(
        range(1, count + 1),
        key=lambda columns: max(columns * (width + _GAP), -(-count // columns) * (height + _GAP)),
    )
    rows = -(-count // best)
    if max(best * (width + _GAP), rows * (height + _GAP)) - _GAP > LARGEST_SHEET:
        raise BadInput(
            "A sheet of {count} pictures of {width} x {height} is larger than {most} pixels.",
            count=count,
            width=width,
            height=height,
            most=LARGEST_SHEET,
            hint="Choose a smaller size.",
        )
    return best, rows
