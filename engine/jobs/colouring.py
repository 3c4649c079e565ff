# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task "colour": flat fills under the lines of a drawing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from addon.contract.colouring import (
    COLOUR_FILE,
    COLOUR_PICTURE,
    COLOURS_FILE,
    SHADING,
    hints_in,
)
from addon.contract.errors import BadInput
from addon.contract.files import write_bytes_atomic
from engine.jobs.job_run import JobRun, TaskResult

if TYPE_CHECKING:
    from engine.colour.colouring import Colouring


def colour_drawing(run: JobRun) -> TaskResult:
    """Colour a job's drawing and write its fills. Raises BadInput, FormatError."""
    from engine.colour.colouring import coloured, fills_of
    from engine.colour.hints import read_dabs
    from engine.colour.regions.inked import SIDE
    from engine.geometry.load import read_drawing, reading_warnings
    from engine.render.clip import picture_size

    request = run.request
    run.progress.step("colouring", 0, 1)
    drawing = read_drawing(run.folder.drawing_path)
    for text in reading_warnings(drawing):
        run.progress.warn(text)
    path = hints_in(run.folder.path)
    dabs = read_dabs(path, picture_size(drawing.canvas, SIDE)) if path is not None else ()
    colouring = coloured(drawing, request.prompt, dabs)
    if not colouring.colors:
        raise BadInput(
            "There is no area to colour.",
            hint="Close the lines around what should have a colour.",
        )
    shading = request.settings.get(SHADING) is True
    fills = fills_of(colouring, drawing, shading=shading).drawing
    fills.write(run.folder.file(COLOUR_FILE))
    if request.settings.get("pictures") is True:  # a host of pictures, like Krita
        from engine.render.drawn_result import png_bytes
        from engine.render.frames import render_frames

        picture = png_bytes(render_frames(fills)[0])
        write_bytes_atomic(run.folder.file(COLOUR_PICTURE), picture)
    text = json.dumps(areas_of(colouring), indent=1) + "\n"
    write_bytes_atomic(run.folder.file(COLOURS_FILE), text.encode())
    run.progress.step("colouring", 1, 1)
    return TaskResult({**run.report(), "result": COLOUR_FILE, "areas": len(colouring.colors)})


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
