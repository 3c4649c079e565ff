# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a drawing from any file format that is supported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from addon.contract.drawing import WARNINGS, Drawing
from addon.contract.errors import BadInput
from addon.contract.messages import Message
from engine.geometry.objects import ObjectChoice, assign_objects, single_object

SVG_SUFFIXES = (".svg", ".svgz")
VECTOR_SUFFIXES = (*SVG_SUFFIXES, ".safetensors")
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
OTHER_PICTURES = (".gif", ".bmp", ".tif", ".tiff", ".psd", ".kra", ".pdf")


def load_drawing(path: str | Path, *, objects: ObjectChoice = "auto") -> Drawing:
    """Read an SVG or .safetensors drawing, or trace a picture, by the file's suffix.

    objects: "auto" takes what the file says, "none" makes one object, a mapping gives stroke
    indices by name. Raises BadInput.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if not path.is_file():
        raise BadInput(
            "There is no drawing {file} here.",
            file=path.name,
            hint="Check the file's name and place.",
        )
    if suffix in SVG_SUFFIXES:
        # Imported here: jobs from a host don't need it.
        from engine.geometry.svg import read_svg

        return read_svg(path, objects=objects)
    if suffix == ".safetensors":
        drawing = Drawing.read(path)
        if objects == "none":
            return single_object(drawing)
        return assign_objects(drawing, objects) if isinstance(objects, Mapping) else drawing
    if suffix in PICTURE_SUFFIXES:
        from engine.geometry.tracing import trace_picture

        traced = trace_picture(path)
        return assign_objects(traced, objects) if isinstance(objects, Mapping) else traced
    if suffix in OTHER_PICTURES:
        raise BadInput(
            "{file} is a picture of a kind that can't be traced.",
            file=path.name,
            hint=Message(
                "Save it as {names} or, better, the drawing as SVG.",
                names=", ".join(PICTURE_SUFFIXES),
            ),
        )
    raise BadInput(
        "{file} is not a drawing this program can read.",
        file=path.name,
        hint=Message("Use one of {names}.", names=", ".join(VECTOR_SUFFIXES + PICTURE_SUFFIXES)),
    )


def read_drawing(path: Path) -> Drawing:
    """Read the drawing of a job folder, in any of the formats that a job may hold.

    Raises BadInput.
    """
    if path.suffix == ".safetensors":
        return Drawing.read(path)
    return load_drawing(path)


def reading_warnings(drawing: Drawing) -> list[str]:
    """Return what reading the file of a drawing has left out, a sentence each."""
    return [text for text in drawing.host.get(WARNINGS, "").split("\n") if text]
