# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the keys of a take are now, compared with where they were written.

An artist moves and stretches keys in the Dope Sheet and in the Timeline. So the frames of all keys
are noted when a take is written; the difference between then and now tells where its motion is.
Each layer and each F-curve is followed on its own.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...client.jobs.timing import KeyMove, ScenePlace
from ..grease_pencil import attributes, versions
from .empties import part_of
from .scene_takes import FRAMES, START, SceneTake

if TYPE_CHECKING:
    from bpy.types import FCurve, GreasePencilLayer, Object

KEYS = "sketch_motion_take_keys"  # on a result, of its layers; on a control, of its F-curves
OWNERS = "sketch_motion_take_owners"  # on a result, as JSON: see `owners`
DRAWN = "sketch_motion_take_drawn"  # on a result: its `_fingerprint`, or EDITED
EDITED = "edited"
Curve = tuple[str, str]  # the name of a control, and the path and index of one of its F-curves


@dataclass(frozen=True)
class Followed:
    """The keys of a layer or an F-curve as they are now.

    Attributes:
        place: where they say that the motion is.
        hold: scene frames for which a drawing stays, for each frame that it was written to stay.
    """

    place: ScenePlace
    hold: float = 1.0


@dataclass(frozen=True)
class TakePlaces:
    """Where the motion of a take is on the timeline.

    Attributes:
        whole: where most of its keys say that it is.
        layers: by the name of the layer; only those with generated drawings.
        curves: of the controls.
    """

    whole: ScenePlace
    layers: dict[str, Followed] = field(default_factory=dict)
    curves: dict[Curve, Followed] = field(default_factory=dict)

    def of_layer(self, layer: GreasePencilLayer) -> Followed:
        """Return where the motion of a layer is."""
        return self.layers.get(layer.name, Followed(self.whole))

    def of_curve(self, control: Object, curve: FCurve) -> Followed:
        """Return where the motion of an F-curve is."""
        return self.curves.get((control.name, _name(curve)), Followed(self.whole))


def places(take: SceneTake) -> TakePlaces:
    """Return where the keys of a take are now."""
    written, loop = _written_place(take), _is_loop(take)
    if not versions.is_grease_pencil(take.object):
        return TakePlaces(written)
    layers: dict[str, Followed] = {}
    curves: dict[Curve, Followed] = {}
    for control in take.controls:
        notes = _notes(control)
        for curve in _curves(control):
            now, name = _frames_of_curve(curve), _name(curve)
            note = notes.get(name) or _note_without(now, written, loop)
            curves[control.name, name] = _followed(note, now, loop)
    notes = _notes(take.object)
    usual = _most([*curves.values()], written)
    for layer in take.object.data.layers:
        now = drawn_frames(layer)
        if now and layer.name in notes:
            layers[layer.name] = _followed(notes[layer.name], now, loop)
        elif now:
            layers[layer.name] = usual
    return TakePlaces(_most([*layers.values(), *curves.values()], written).place, layers, curves)


def note(take: SceneTake, found: TakePlaces | None = None, *, edited: bool = False) -> None:
    """Note where the keys of a take are and what it looks like, after they were written.

    found: where the motion is; None where it is as the take's properties say. edited: whether the
    artist has changed the take before.
    """
    if not versions.is_grease_pencil(take.object):
        return
    found = found or TakePlaces(_written_place(take))
    take.object[START], take.object[FRAMES] = found.whole.start, found.whole.frames
    notes = {
        layer.name: _Note(found.of_layer(layer).place, drawn_frames(layer))
        for layer in take.object.data.layers
    }
    take.object[KEYS] = _rows(notes)
    take.object[OWNERS] = json.dumps(owners(take))
    take.object[DRAWN] = EDITED if edited else _fingerprint(take)
    for control in take.controls:
        control[KEYS] = _rows(
            {
                _name(curve): _Note(found.of_curve(control, curve).place, _frames_of_curve(curve))
                for curve in _curves(control)
            }
        )


def owners(take: SceneTake) -> dict[str, str]:
    """Return the object of the drawing that each layer of a take belongs to, by the layer's name.

    It was noted, so it is also known where an artist has deleted the control.
    """
    try:
        noted = {str(name): str(part) for name, part in json.loads(take.object[OWNERS]).items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        noted = {}
    controls = {control.name for control in take.controls}
    for layer in take.object.data.layers:
        if layer.parent is not None and layer.parent.name in controls:
            noted[layer.name] = part_of(layer.parent)
    return noted


def without_control(take: SceneTake) -> list[str]:
    """Return the objects of a take whose control was deleted, but whose drawings still change."""
    carried = {part_of(control) for control in take.controls}
    layers = take.object.data.layers if versions.is_grease_pencil(take.object) else ()
    noted = owners(take) if layers else {}
    left = {noted[layer.name] for layer in layers if layer.name in noted and drawn_frames(layer)}
    return sorted(left - carried)


def is_edited(take: SceneTake) -> bool:
    """Return whether the artist has changed drawings or keys of a take since it was written."""
    written = take.object.get(DRAWN)
    if written is None or not versions.is_grease_pencil(take.object):
        return False  # of a version that didn't note it
    return bool(written == EDITED or written != _fingerprint(take))


def _fingerprint(take: SceneTake) -> str:
    """Return a number, as text, that changes with any point of a drawing and any key.

    It doesn't depend on names, nor on the order of layers.
    """
    total = 0
    for layer in take.object.data.layers:
        found = 0
        for frame in layer.frames:
            points = attributes.read(frame.drawing, "position") if frame.drawing else None
            found = zlib.crc32(f"{frame.frame_number}".encode(), found)
            found = zlib.crc32(points.tobytes() if points is not None else b"", found)
        total += found
    for control in take.controls:
        for curve in _curves(control):
            total += zlib.crc32(_coordinates(curve).tobytes())
    return str(total)


def drawn_frames(layer: GreasePencilLayer) -> list[float]:
    """Return the frames of the generated drawings of a layer."""
    return [
        float(frame.frame_number) for frame in layer.frames if frame.keyframe_type == "GENERATED"
    ]


@dataclass(frozen=True)
class _Note:
    """Where a motion was when its keys were written, and the frames of its keys then."""

    place: ScenePlace
    keys: Sequence[float]


def _rows(notes: dict[str, _Note]) -> str:
    rows = {
        name: [each.place.start, each.place.frames, *each.keys]
        for name, each in notes.items()
        if each.keys
    }
    return json.dumps(rows)


def _notes(item: Object) -> dict[str, _Note]:
    """Read what was noted on an object; nothing where it can't be read."""
    try:
        rows = json.loads(item.get(KEYS, "{}"))
        return {
            str(name): _Note(ScenePlace(int(row[0]), int(row[1])), [float(key) for key in row[2:]])
            for name, row in rows.items()
        }
    except (ValueError, TypeError, IndexError, AttributeError):
        return {}


def _note_without(now: Sequence[float], written: ScenePlace, loop: bool) -> _Note:
    """Return the note of a curve that has none: its keys span the motion, as they are written."""
    last = written.start + written.frames - (0 if loop else 1)
    if len(now) < 2 or (now[0] >= written.start - 1 and now[-1] <= last):
        return _Note(written, now)
    return _Note(written, (float(written.start), float(last)))


def _followed(note: _Note, now: Sequence[float], loop: bool) -> Followed:
    move = KeyMove.of(note.keys, now)
    return Followed(move.moved(note.place, loop=loop), move.scale)


def _most(found: Sequence[Followed], written: ScenePlace) -> Followed:
    """Return what most of them say; `written` where there are none."""
    if not found:
        return Followed(written)
    (place, _), *_ = Counter(each.place for each in found).most_common(1)
    return next(each for each in found if each.place == place)


def _written_place(take: SceneTake) -> ScenePlace:
    request = take.request
    frames = int(take.object.get(FRAMES, request.frames if request is not None else 1))
    return ScenePlace(take.start, max(1, frames))


def _is_loop(take: SceneTake) -> bool:
    return take.request is not None and take.request.loop


def _curves(control: Object) -> list[FCurve]:
    bag = versions.own_curves(control)
    return list(bag.fcurves) if bag is not None else []


def _name(curve: FCurve) -> str:
    return f"{curve.data_path} {curve.array_index}"


def _frames_of_curve(curve: FCurve) -> list[float]:
    return [round(frame, 3) for frame in _coordinates(curve)[::2].tolist()]


def _coordinates(curve: FCurve) -> NDArray[np.float32]:
    """Return frame and value of each key, float32 [2 n]."""
    points: Any = curve.keyframe_points
    values = np.zeros(2 * len(points), np.float32)
    points.foreach_get("co", values)
    return values
