# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a picture lies in the scene: a parallelogram in space. Nothing here needs Blender.

A captured drawing has such a place by the plane it was captured in; an image empty or an image
plane by itself. Results are put exactly there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import FormatError
from .capture_map import Origin

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class PicturePlace:
    """The top left corner, and what one pixel to the right and one down are, all [3] in the world.

    `object_name` is what shows the picture, "" for one that lies nowhere yet; results are called by
    `label`. `size`: pixels of the whole canvas. `frame`: the scene's frame at which the picture was
    taken, the first of the result. `object_matrix` [4, 4]: where the object was then; results move
    along with it.
    """

    label: str
    object_name: str
    scene_name: str
    frame: int
    object_matrix: Vector
    corner: Vector
    across: Vector
    down: Vector
    size: tuple[float, float]

    @classmethod
    def of_origin(cls, origin: Origin) -> PicturePlace:
        """The place of a captured drawing: its canvas in its plane."""
        plane = origin.plane
        across, down = plane.displacement(np.eye(2))
        return cls(
            origin.object_name,
            origin.object_name,
            origin.scene_name,
            origin.frame,
            origin.object_matrix,
            plane.to_world(np.zeros((1, 2)))[0],
            across,
            down,
            plane.canvas,
        )

    @property
    def unit(self) -> float:
        """The size of a pixel in the world (the mean of its two sides)."""
        return float(np.sqrt(np.linalg.norm(self.across) * np.linalg.norm(self.down)))

    @property
    def normal(self) -> Vector:
        """Toward whoever sees the picture the right way round; not of unit length 1 if skewed."""
        normal = np.cross(self.down, self.across)
        length = np.linalg.norm(normal)
        return normal / length if length > 0 else np.array([0.0, -1.0, 0.0])

    def to_world(self, pixels: Vector) -> Vector:
        """Canvas pixels [n, 2] (y down) as points [n, 3]."""
        return self.corner + pixels @ np.stack([self.across, self.down])

    def corners(self) -> Vector:
        """Bottom left, bottom right, top right, top left: [4, 3]."""
        width, height = self.size
        return self.to_world(np.array([[0, height], [width, height], [width, 0], [0, 0]], float))

    def frame_matrix(self) -> Vector:
        """A rigid matrix [4, 4] to the world: from the middle X to the right, Z to the eye."""
        right = self.across / max(float(np.linalg.norm(self.across)), 1e-30)
        normal = self.normal
        up = np.cross(normal, right)
        matrix = np.eye(4)
        matrix[:3, :3] = np.stack([right, up, normal], axis=1)
        matrix[:3, 3] = self.corners().mean(axis=0)
        return matrix

    def later(self, frame: int) -> PicturePlace:
        """The same place for a result that begins at another frame."""
        return replace(self, frame=frame)

    def to_text(self) -> str:
        return json.dumps(
            {
                "label": self.label,
                "object": self.object_name,
                "scene": self.scene_name,
                "frame": self.frame,
                "matrix": self.object_matrix.tolist(),
                "corner": self.corner.tolist(),
                "across": self.across.tolist(),
                "down": self.down.tolist(),
                "size": list(self.size),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> PicturePlace:
        """Raises FormatError."""
        try:
            found: Any = json.loads(text)
            return cls(
                str(found["label"]),
                str(found["object"]),
                str(found["scene"]),
                int(found["frame"]),
                np.asarray(found["matrix"], float).reshape(4, 4),
                np.asarray(found["corner"], float).reshape(3),
                np.asarray(found["across"], float).reshape(3),
                np.asarray(found["down"], float).reshape(3),
                (float(found["size"][0]), float(found["size"][1])),
            )
        except (KeyError, TypeError, ValueError, IndexError):
            raise FormatError("Nobody noted where this picture belongs.") from None
