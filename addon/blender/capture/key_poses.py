# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawn poses of a Grease Pencil object: its key drawings, captured together as one drawing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...contract.between import KeyPoses
from ...contract.drawing import Drawing
from ...contract.errors import BadInput, FormatError
from ..grease_pencil.polylines import can_be_lines
from ..objects import stroke_objects
from ..objects.fill_layers import other_layers
from .capture import PlaneChoice, capture, capture_on
from .capture_map import KEY

if TYPE_CHECKING:
    from bpy.types import GreasePencilLayer, RegionView3D, Scene

    from ..host_types import GreasePencilObject

POSES = "poses"  # in the `host` of the drawing: frames and layers, as JSON
COLUMNS = ("positions", "widths", "opacities", "times")  # of points
STROKE_COLUMNS = ("curve_types", "colors", "fills", "cyclic")


@dataclass(frozen=True)
class PoseOrigin:
    """Where the poses are in Blender.

    Attributes:
        name: of what is drawn: it says what kind of body it is, where the sentence doesn't.
        frames: of the scene, of each pose.
        layers: the layers that change from pose to pose, from the bottom up.
    """

    name: str
    frames: tuple[int, ...]
    layers: tuple[str, ...]

    @property
    def asked(self) -> KeyPoses:
        """The same for the engine; the poses are called by their numbers."""
        first = self.frames[0]
        names = tuple(f"{self.name} {number + 1}" for number in range(len(self.frames)))
        return KeyPoses(names, tuple(frame - first for frame in self.frames))

    def to_text(self) -> str:
        """Return it as JSON."""
        return json.dumps({"name": self.name, "frames": self.frames, "layers": self.layers})

    @classmethod
    def of_host(cls, host: Mapping[str, str]) -> PoseOrigin:
        """Read the origin of a drawing from its `host`. Raises FormatError."""
        try:
            value = json.loads(host[POSES])
            return cls(
                str(value["name"]),
                tuple(int(frame) for frame in value["frames"]),
                tuple(str(name) for name in value["layers"]),
            )
        except (KeyError, TypeError, ValueError):
            raise FormatError("This drawing doesn't come from Blender.") from None


def pose_origin(source: GreasePencilObject, frame: int) -> PoseOrigin | None:
    """Return the poses that are drawn from a frame on; None where there are fewer than two.

    The first is the one that is seen in that frame. Generated drawings are no poses, and layers
    that are hidden, locked or have one drawing alone take no part, nor do hints, fills and a path.
    """
    others = other_layers(source)
    layers: list[GreasePencilLayer] = []
    frames: set[int] = set()
    for layer in source.data.layers:
        if layer.name in others or stroke_objects.is_locked(layer):
            continue
        if not stroke_objects.is_visible(layer):
            continue
        held: Any = layer.get_frame_at(frame)
        keys = [key.frame_number for key in layer.frames if is_drawn(key)]
        start = held.frame_number if held is not None else frame
        keys = [key for key in keys if key >= start]
        if len(keys) > 1:
            layers.append(layer)
            frames.update(keys)
    if not layers:
        return None
    names = tuple(layer.name for layer in layers)
    return PoseOrigin(source.name, tuple(sorted(frames)), names)


def capture_poses(
    source: GreasePencilObject,
    scene: Scene,
    origin: PoseOrigin,
    *,
    plane: PlaneChoice,
    view: RegionView3D | None,
) -> Drawing:
    """Return all poses as one drawing, each as an object of its own.

    Curves become lines. Raises BadInput where they can't, or nothing is drawn.
    """
    first = capture(source, scene, plane=plane, view=view, frame=origin.frames[0])
    as_lines = can_be_lines(source)
    seen = [
        capture_on(source, scene, first.map.plane, frame, polylines=as_lines)
        for frame in origin.frames
    ]
    parts = [_on_layers(drawing, origin.layers) for drawing in seen]
    lengths = [np.diff(np.asarray(part["stroke_offsets"])) for part in parts]
    if any(not len(own) for own in lengths):
        raise BadInput(
            "One of the key drawings is empty.", hint="Draw the pose, or delete its key."
        )
    if any(np.asarray(part["curve_types"]).any() for part in parts):
        raise BadInput(
            "Curves can't be moved from one drawing to the next.", hint="Convert them to strokes."
        )
    joined: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts]) for name in (*COLUMNS, *STROKE_COLUMNS)
    }
    return Drawing.build(
        stroke_offsets=np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int32),
        canvas=first.map.plane.canvas,
        objects=np.repeat(np.arange(len(parts)), [len(own) for own in lengths]).astype(np.int32),
        object_names=origin.asked.objects,
        host={"host": "blender", KEY: first.map.to_text(), POSES: origin.to_text()},
        **joined,
    )


def is_drawn(key: Any) -> bool:
    """Return whether a key holds a drawing of the artist's own."""
    is_own = key.keyframe_type != "GENERATED"
    return bool(is_own and key.drawing is not None and len(key.drawing.strokes))


def _on_layers(drawing: Drawing, names: Sequence[str]) -> dict[str, Any]:
    """Return the columns of those strokes of a drawing that are on some layers."""
    chosen = [number for number, name in enumerate(drawing.layer_names) if name in names]
    strokes = np.flatnonzero(np.isin(np.asarray(drawing.layers.data), chosen))
    ends = np.asarray(drawing.stroke_offsets.data)
    spans = [np.arange(ends[stroke], ends[stroke + 1]) for stroke in strokes]
    points = np.concatenate(spans) if spans else np.zeros(0, np.int64)
    columns: dict[str, Any] = {
        "stroke_offsets": np.concatenate([[0], np.cumsum([len(span) for span in spans])])
    }
    for name in (*COLUMNS, *STROKE_COLUMNS):
        array = getattr(drawing, name)
        rows = np.asarray(array.data).reshape(array.shape)
        columns[name] = rows[points if name in COLUMNS else strokes]
    return columns
