# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The place of a picture in the scene: a parallelogram in space. Nothing here needs Blender.

An image empty or an image plane is such a place. That of a captured drawing is its canvas in the
plane it was captured in. Results are put exactly there.
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
    """Where a picture lies, and when it was captured.

    Attributes:
        label: what results are named after.
        object_name: the object that shows the picture; "" where it isn't in the scene yet.
        frame: the scene's frame at the capture, which is the first frame of the result.
        object_matrix: [4, 4], where the object was at the capture; results move along with it.
        corner: [3], the top left corner in the world.
        across: [3], one pixel to the right, in the world.
        down: [3], one pixel down, in the world.
        size: width and height of the whole canvas in pixels.
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
        """Return the place of a captured drawing: its canvas in its plane."""
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
        """The unit normal [3], toward whoever sees the picture the right way round."""
        normal = np.cross(self.down, self.across)
        length = np.linalg.norm(normal)
        return normal / length if length > 0 else np.array([0.0, -1.0, 0.0])

    def to_world(self, pixels: Vector) -> Vector:
        """Turn canvas pixels [n, 2] (x, y down) into points of the world [n, 3]."""
        return self.corner + pixels @ np.stack([self.across, self.down])

    def corners(self) -> Vector:
        """Return the corners [4, 3]: bottom left, bottom right, top right, top left."""
        width, height = self.size
        return self.to_world(np.array([[0, height], [width, height], [width, 0], [0, 0]], float))

    def frame_matrix(self) -> Vector:
        """Return a rigid matrix [4, 4] to the world: in the middle, X right, Z toward the eye."""
        right = self.across / max(float(np.linalg.norm(self.across)), 1e-30)
        normal = self.normal
        up = np.cross(normal, right)
        matrix = np.eye(4)
        matrix[:3, :3] = np.stack([right, up, normal], axis=1)
        matrix[:3, 3] = self.corners().mean(axis=0)
        return matrix

    def later(self, frame: int) -> PicturePlace:
        """Return the same place for a result that begins at another frame."""
        return replace(self, frame=frame)

    def to_text(self) -> str:
        """Return the place as JSON."""
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
        """Read the place from its JSON. Raises FormatError when it isn't one."""
        try:
            values: Any = json.loads(text)
            return cls(
                str(values["label"]),
                str(values["object"]),
                str(values["scene"]),
                int(values["frame"]),
                np.asarray(values["matrix"], float).reshape(4, 4),
                np.asarray(values["corner"], float).reshape(3),
                np.asarray(values["across"], float).reshape(3),
                np.asarray(values["down"], float).reshape(3),
                (float(values["size"][0]), float(values["size"][1])),
            )
        except (KeyError, TypeError, ValueError, IndexError):
            raise FormatError("Nobody noted where this picture belongs.") from None
