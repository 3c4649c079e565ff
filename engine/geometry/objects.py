# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects of a drawing: who moves together, by stroke index, from a labels file or to one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from addon.contract.drawing import BACKGROUND, Drawing
from addon.contract.errors import BadInput
from engine.runtime.arrays import array_of, numpy_of

_SHAPE = 'It should look like {"objects": {"fish": [0, 1, 2], "boat": [3, 4]}}.'

# "auto": what the file says; "none": one object; a mapping: stroke indices by name.
ObjectChoice = Literal["auto", "none"] | Mapping[str, Sequence[int]]


def read_objects(path: str | Path) -> dict[str, list[int]]:
    """Read `{"objects": {name: [stroke indices]}}`; other keys, such as a caption, are ignored.

    Raises BadInput.
    """
    name = Path(path).name
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(
            "The objects file {file} can't be opened: {why}.",
            file=name,
            why=error.strerror,
            hint="Check the file's name and place.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("The objects file {file} isn't JSON.", file=name, hint=_SHAPE) from error
    objects = found.get("objects") if isinstance(found, dict) else None
    if not isinstance(objects, dict) or not objects:
        raise BadInput("The objects file {file} names no objects.", file=name, hint=_SHAPE)
    for object_name, strokes in objects.items():
        if not isinstance(strokes, list) or not all(type(index) is int for index in strokes):
            raise BadInput(
                "The object “{name}” in {file} isn't a list of stroke numbers.",
                name=object_name,
                file=name,
                hint=_SHAPE,
            )
    return {str(object_name): list(strokes) for object_name, strokes in objects.items()}


def assign_objects(drawing: Drawing, mapping: Mapping[str, Sequence[int]]) -> Drawing:
    """Return the drawing with objects by stroke index; strokes in none become background.

    Raises BadInput for an index outside of the drawing and for a stroke in two objects.
    """
    objects = np.full(drawing.stroke_count, BACKGROUND, dtype=np.int32)
    names = list(mapping)
    if not names:
        raise BadInput("No objects are named.", hint=_SHAPE)
    for number, name in enumerate(names):
        for index in mapping[name]:
            if not 0 <= index < drawing.stroke_count:
                raise BadInput(
                    "The object “{name}” names stroke {stroke}, but the drawing has {count} "
                    "strokes.",
                    name=name,
                    stroke=index,
                    count=drawing.stroke_count,
                    hint="Strokes are counted from 0, in the order in which they are drawn.",
                )
            if objects[index] not in (BACKGROUND, number):
                raise BadInput(
                    "Stroke {stroke} is in “{other}” and in “{name}”.",
                    stroke=index,
                    other=names[objects[index]],
                    name=name,
                    hint="Every stroke belongs to one object.",
                )
            objects[index] = number
    return replace(drawing, objects=array_of(objects), object_names=tuple(names))


def single_object(drawing: Drawing) -> Drawing:
    """Return the drawing with all of its strokes in one object, "drawing"."""
    objects = np.zeros(drawing.stroke_count, dtype=np.int32)
    return replace(drawing, objects=array_of(objects), object_names=("drawing",))


def objects_to_json(drawing: Drawing) -> dict[str, object]:
    """Return `{"objects": {name: [stroke indices]}}`, which `read_objects` reads back."""
    objects = numpy_of(drawing.objects)
    return {
        "objects": {
            name: [int(index) for index in np.flatnonzero(objects == number)]
            for number, name in enumerate(drawing.object_names)
        }
    }
