# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "colour": flat fills under the lines of a drawing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from addon.contract import tensorfile
from addon.contract.animation import Animation
from addon.contract.bodies_apart import drawing_with_bodies
from addon.contract.colouring import (
    COLOUR_FILE,
    COLOUR_PICTURE,
    COLOURS_FILE,
    FOLLOW_FILE,
    FOLLOWED,
    MISSED_HINTS,
    SHADING,
    SHARES,
    hints_in,
    take_of,
)
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from addon.contract.job import JobFolder
from engine.jobs.job_run import JobRun, TaskResult
from engine.raster.frame_files import emptied_frames
from engine.runtime.arrays import array_of

if TYPE_CHECKING:
    from engine.colour.colouring import Colouring, Fills

NOTHING = "There is no area to colour."
CLOSE_LINES = "Close the lines around what should have a colour."


def colour_drawing(run: JobRun) -> TaskResult:
    """Colour a job's drawing and write its fills; of a take, its frames, too.

    Raises BadInput, FormatError.
    """
    from engine.colour.colouring import coloured, fills_of
    from engine.colour.hints import read_dabs
    from engine.colour.regions.inked import SIDE
    from engine.geometry.load import read_drawing, reading_warnings
    from engine.render.clip import picture_size

    request = run.request
    run.progress.step("colouring", 0, 1)
    take = _take_of(run)
    if take is not None and not take.animation_path.is_file():
        return _colour_pictures(run, take)
    of = run.folder if take is None else take
    drawing = drawing_with_bodies(of, read_drawing(of.drawing_path))
    for text in reading_warnings(drawing):
        run.progress.warn(text)
    path = hints_in(run.folder.path)
    dabs = read_dabs(path, picture_size(drawing.canvas, SIDE)) if path is not None else ()
    colouring = coloured(drawing, request.prompt, dabs)
    if not colouring.colors:
        raise BadInput(NOTHING, hint=CLOSE_LINES)
    fills = fills_of(colouring, drawing, shading=request.settings.get(SHADING) is True)
    _write_fills(run, fills)
    text = json.dumps(areas_of(colouring), indent=1) + "\n"
    write_bytes_atomic(run.folder.file(COLOURS_FILE), text.encode())
    if take is not None:
        _write_frames(run, fills, drawing, take)
    run.progress.step("colouring", 1, 1)
    return _result(run, len(colouring.colors), colouring.missed)


def _result(run: JobRun, areas: int, missed: int) -> TaskResult:
    return TaskResult({**run.report(), "result": COLOUR_FILE, "areas": areas, MISSED_HINTS: missed})


def _take_of(run: JobRun) -> JobFolder | None:
    """Return the job beside this one whose frames are coloured. Raises BadInput."""
    name = take_of(run.request.settings)
    if not name:
        return None
    folder = JobFolder(run.folder.path.parent / name)
    if not folder.request_path.is_file():
        raise BadInput("The folder of this take is gone.", hint="Animate the drawing again.")
    return folder


def _write_fills(run: JobRun, fills: Fills) -> None:
    fills.drawing.write(run.folder.file(COLOUR_FILE))
    outlines = fills.outlines
    followed = {
        FOLLOWED: array_of(outlines.indices.astype(np.int32)),
        SHARES: array_of(outlines.weights.astype(np.float32)),
    }
    tensorfile.write(run.folder.file(FOLLOW_FILE), followed, {})
    if run.request.settings.get("pictures") is True:  # a host of pictures, like Krita
        from engine.render.drawn_result import png_bytes
        from engine.render.frames import render_frames

        picture = png_bytes(render_frames(fills.drawing)[0])
        write_bytes_atomic(run.folder.file(COLOUR_PICTURE), picture)


def _write_frames(run: JobRun, fills: Fills, drawing: Drawing, take: JobFolder) -> None:
    """Write the fills of every frame of a take of strokes, as pictures."""
    from engine.colour.takes import fills_of_frames

    animation = Animation.read(take.animation_path)
    pictures = fills_of_frames(fills, drawing, animation)
    _write_pictures(run, pictures, animation.frame_count)


def _colour_pictures(run: JobRun, take: JobFolder) -> TaskResult:
    """Colour a take that is pictures."""
    from engine.colour.hints import read_dabs
    from engine.colour.takes import PictureTake
    from engine.geometry.load import read_drawing

    paths = sorted(take.frames_path.glob("[0-9]*.png"))
    if not paths:
        raise BadInput("The frames of this take are gone.", hint="Animate the drawing again.")
    hints = hints_in(run.folder.path)
    found = PictureTake(
        paths,
        run.request.prompt,
        lambda size: read_dabs(hints, size) if hints is not None else (),
        lambda frame, count: run.progress.step("colouring", frame, 2 * count),
    )
    if not found.colors:
        raise BadInput(NOTHING, hint=CLOSE_LINES)
    _write_pictures(run, found.frames(), len(paths))
    canvas = read_drawing(run.folder.drawing_path).canvas
    Drawing.build([], [0], canvas=canvas).write(run.folder.file(COLOUR_FILE))  # no strokes here
    return _result(run, len(found.colors), found.missed)


def _write_pictures(run: JobRun, pictures: Iterable[NDArray[np.uint8]], count: int) -> None:
    from engine.render.drawn_result import png_bytes

    paths = emptied_frames(run.folder, count)
    for frame, (path, picture) in enumerate(zip(paths, pictures, strict=True)):
        run.progress.step("colouring", count + frame, 2 * count)
        write_bytes_atomic(path, png_bytes(picture))


def areas_of(colouring: Colouring) -> dict[str, object]:
    """Return the areas of a colouring for a JSON file, the largest first."""
    return {
        "areas": [
            {
                "area": number,
                "role": colouring.roles[number],
                "color": [round(part, 4) for part in color],
                "hinted": number in colouring.hinted,
            }
            for number, color in colouring.colors.items()
        ]
    }
