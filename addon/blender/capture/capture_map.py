# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map from a captured drawing back to Blender: which layer and stroke each part came from.

Its text travels with the drawing (`Drawing.host`), so that the result of a job that was found after
a restart can still be written. Nothing here needs Blender.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import FormatError
from ..grease_pencil.stroke_layout import StrokeLayout
from .plane import Plane

KEY = "blender"  # of Drawing.host


@dataclass(frozen=True)
class CapturedLayer:
    """One layer's part of the drawing: its points follow those of the layer before it.

    Attributes:
        key: the frame of the key whose drawing was captured.
        to_world: [4, 4], from the positions that Blender stores to the world.
        first_point: the index of the layer's first point in the drawing.
        first_stroke: the index of the layer's first stroke in the drawing.
    """

    name: str
    key: int
    to_world: NDArray[np.float64]
    first_point: int
    first_stroke: int
    layout: StrokeLayout

    @property
    def stroke_count(self) -> int:
        return len(self.layout.offsets) - 1


@dataclass(frozen=True)
class CaptureMap:
    """Where a drawing came from. Objects and layers are found again by their names.

    Attributes:
        frame: the scene's frame at the capture, which is frame 0 of the animation.
        object_matrix: [4, 4], the object's world matrix at the capture.
        positions: [P, 3], every point of the drawing in the world.
        polylines: whether curves were captured as lines through many points.
    """

    object_name: str
    scene_name: str
    frame: int
    object_matrix: NDArray[np.float64]
    plane: Plane
    layers: tuple[CapturedLayer, ...]
    positions: NDArray[np.float64]
    polylines: bool = False

    def to_text(self) -> str:
        """Return as JSON what can't be read from the captured object a second time."""
        return json.dumps(
            {
                "object": self.object_name,
                "scene": self.scene_name,
                "frame": self.frame,
                "matrix": self.object_matrix.tolist(),
                "plane": self.plane.to_json(),
                "polylines": self.polylines,
                "layers": [
                    {
                        "name": layer.name,
                        "key": layer.key,
                        "to_world": layer.to_world.tolist(),
                        "strokes": _ranges(np.flatnonzero(layer.layout.strokes >= 0)),
                    }
                    for layer in self.layers
                ],
            }
        )


@dataclass(frozen=True)
class Origin:
    """The text of a capture map, read back.

    Attributes:
        frame: the scene's frame at the capture.
        object_matrix: [4, 4], the object's world matrix at the capture.
        layers: name, frame of the key, matrix [4, 4] to the world, captured strokes of each layer.
        polylines: whether curves were captured as lines.
    """

    object_name: str
    scene_name: str
    frame: int
    object_matrix: NDArray[np.float64]
    plane: Plane
    layers: tuple[tuple[str, int, NDArray[np.float64], NDArray[np.int64]], ...]
    polylines: bool = False

    @classmethod
    def of_host(cls, host: Mapping[str, str]) -> Origin:
        """Read the origin of a drawing from its `host`.

        Raises FormatError for a drawing that wasn't captured in Blender.
        """
        try:
            values: Any = json.loads(host[KEY])
            return cls(
                object_name=str(values["object"]),
                scene_name=str(values["scene"]),
                frame=int(values["frame"]),
                object_matrix=np.asarray(values["matrix"], float).reshape(4, 4),
                plane=Plane.from_json(values["plane"]),
                layers=tuple(
                    (
                        str(layer["name"]),
                        int(layer["key"]),
                        np.asarray(layer["to_world"], float).reshape(4, 4),
                        _members(layer["strokes"]),
                    )
                    for layer in values["layers"]
                ),
                polylines=bool(values.get("polylines", False)),
            )
        except (KeyError, TypeError, ValueError):
            raise FormatError("This drawing doesn't come from Blender.") from None


def _ranges(members: NDArray[np.int64]) -> list[list[int]]:
    """Turn sorted numbers into pairs [first, end)."""
    if not len(members):
        return []
    breaks = np.flatnonzero(np.diff(members) != 1)
    firsts = members[np.concatenate([[0], breaks + 1])]
    ends = members[np.concatenate([breaks, [len(members) - 1]])] + 1
    pairs: list[list[int]] = np.stack([firsts, ends], axis=1).tolist()
    return pairs


def _members(ranges: list[list[int]]) -> NDArray[np.int64]:
    spans = [np.arange(first, end) for first, end in ranges]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)
