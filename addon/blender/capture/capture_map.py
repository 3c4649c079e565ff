# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way back: which stroke of which layer every part of a captured drawing came from.

It travels with the drawing (`Drawing.host`), so that a job found after a restart can still be
written. Nothing here needs Blender.
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
    """One layer's part of the drawing: its points follow those of the layer before it."""

    name: str
    key: int  # the frame of the key whose drawing was captured
    to_world: NDArray[np.float64]  # [4, 4] from the stored positions to the world
    first_point: int  # of the drawing
    first_stroke: int
    layout: StrokeLayout

    @property
    def stroke_count(self) -> int:
        return len(self.layout.offsets) - 1


@dataclass(frozen=True)
class CaptureMap:
    """Where a drawing came from. Objects and layers are found again by their names."""

    object_name: str
    scene_name: str
    frame: int  # the scene's frame at the capture: frame 0 of the animation
    object_matrix: NDArray[np.float64]  # [4, 4], the object's world matrix then
    plane: Plane
    layers: tuple[CapturedLayer, ...]
    positions: NDArray[np.float64]  # [P, 3], every point of the drawing in the world

    def to_text(self) -> str:
        """What can't be read again from the captured object itself, as JSON."""
        return json.dumps(
            {
                "object": self.object_name,
                "scene": self.scene_name,
                "frame": self.frame,
                "matrix": self.object_matrix.tolist(),
                "plane": self.plane.to_json(),
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
    """A map's own text, read back: names, matrices and the captured strokes of each layer."""

    object_name: str
    scene_name: str
    frame: int
    object_matrix: NDArray[np.float64]
    plane: Plane
    layers: tuple[tuple[str, int, NDArray[np.float64], NDArray[np.int64]], ...]

    @classmethod
    def of_host(cls, host: Mapping[str, str]) -> Origin:
        """The origin of a drawing captured in Blender. Raises FormatError for any other."""
        try:
            found: Any = json.loads(host[KEY])
            return cls(
                object_name=str(found["object"]),
                scene_name=str(found["scene"]),
                frame=int(found["frame"]),
                object_matrix=np.asarray(found["matrix"], float).reshape(4, 4),
                plane=Plane.from_json(found["plane"]),
                layers=tuple(
                    (
                        str(layer["name"]),
                        int(layer["key"]),
                        np.asarray(layer["to_world"], float).reshape(4, 4),
                        _members(layer["strokes"]),
                    )
                    for layer in found["layers"]
                ),
            )
        except (KeyError, TypeError, ValueError):
            raise FormatError("This drawing doesn't come from Blender.") from None


def _ranges(members: NDArray[np.int64]) -> list[list[int]]:
    """Sorted numbers as [first, end) pairs."""
    if not len(members):
        return []
    breaks = np.flatnonzero(np.diff(members) != 1)
    firsts = members[np.concatenate([[0], breaks + 1])]
    ends = members[np.concatenate([breaks, [len(members) - 1]])] + 1
    return np.stack([firsts, ends], axis=1).tolist()


def _members(ranges: list[list[int]]) -> NDArray[np.int64]:
    spans = [np.arange(first, end) for first, end in ranges]
    return np.concatenate(spans) if spans else np.zeros(0, np.int64)
