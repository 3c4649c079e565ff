# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings that a redrawn animation passes through, beside the one that it begins with.

They lie in the job's folder as pictures of the whole canvas, or as strokes on it, one for each of
some frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from addon.contract.errors import BadInput
from addon.contract.files import read_bytes
from addon.contract.given_pictures import (
    KEPT_SETTING,
    KEPT_STEMS,
    KEPT_SUFFIXES,
    MOST_BYTES,
    digest_of,
)
from addon.contract.strict_json import JSON

if TYPE_CHECKING:
    from engine.raster.picture.sketch_image import PictureSketch

_AGAIN = "Animate the drawing again."


def kept_sketches(
    folder: Path, settings: Mapping[str, JSON], sketch: PictureSketch, *, hold: int, pictures: int
) -> dict[int, PictureSketch]:
    """Return the drawings of a job's kept frames, by number of the picture, 1..pictures - 1.

    Args:
        folder: of the job.
        settings: of its request.
        sketch: the drawing, whose square of the canvas they are shown in.
        hold: frames that each picture is held.
        pictures: how many pictures there are.

    Raises BadInput for a picture that is missing, another one, of another size or without lines.
    """
    from engine.raster.picture.sketch_image import read_sketch  # a start doesn't need it

    value = settings.get(KEPT_SETTING)
    if value is None:
        return {}
    if not isinstance(value, list) or len(value) > len(KEPT_STEMS):
        raise BadInput("The kept frames can't be read.", hint=_AGAIN)
    found = {}
    for stem, entry in zip(KEPT_STEMS, value, strict=False):
        frame, digest = entry if isinstance(entry, list) and len(entry) == 2 else (None, None)
        if not isinstance(frame, int) or not 0 < frame // hold < pictures:
            raise BadInput(
                "Frame {frame} can't be kept: only frames {first} to {last} can.",
                frame=frame,
                first=hold,
                last=pictures * hold - 1,
                hint="The frames before are the drawing itself.",
            )
        path = _file(folder, stem)
        if path is None or digest_of(read_bytes(path, max_bytes=MOST_BYTES)) != digest:
            raise BadInput(
                "The picture of kept frame {frame} is missing.", frame=frame, hint=_AGAIN
            )
        kept = read_sketch(path)
        if kept.size != sketch.size:
            raise BadInput(
                "The picture of kept frame {frame} has {found} pixels, the drawing {wanted}.",
                frame=frame,
                found="{} x {}".format(*kept.size),
                wanted="{} x {}".format(*sketch.size),
                hint="Kept frames are pictures of the whole canvas.",
            )
        found[frame // hold] = replace(kept, window=sketch.window)
    return found


def _file(folder: Path, stem: str) -> Path | None:
    """Return the file of a kept drawing; None where there is none."""
    files = (folder / (stem + suffix) for suffix in KEPT_SUFFIXES)
    return next((path for path in files if path.is_file()), None)
