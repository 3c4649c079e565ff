# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills as layers under the lines: of a drawing, or of a take, where they move with its lines.

Each layer with lines gets a layer of fills right below it, which follows what the lines follow. It
has a key wherever the lines have one, and the same bones carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..capture.capture_map import CaptureMap
from ..grease_pencil import attributes
from ..grease_pencil.layer_split import duplicates, short_name
from . import fill_strokes, skin
from .active_object import ActiveObject
from .fill_strokes import FillRings
from .followed_lines import LineLayer, line_layers
from .rig_result import NUMBER, weights_of

if TYPE_CHECKING:
    from bpy.types import GreasePencil, Object

    from ..host_types import GreasePencilObject

SUFFIX = " Colour"
SAME = 1e-6  # of the drawing: fills that moved less than this are drawn once

Points = NDArray[np.float64]


@dataclass(frozen=True)
class _Bones:
    """The bones of a take: of each armature its number, and the weights of captured points."""

    number: int
    weights: dict[str, Points]


def colour_layer_names(data: GreasePencil) -> set[str]:
    """Return the names of the layers of fills."""
    return {layer.name for layer in data.layers if _is_fills(layer.name, data)}


def _is_fills(name: str, data: GreasePencil) -> bool:
    return name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in data.layers


def write_colours(
    rings: FillRings,
    captured: CaptureMap,
    target: GreasePencilObject,
    controls: Sequence[Object] = (),
    *,
    is_take: bool,
) -> int:
    """Write fills under the lines of a drawing, or of a take of it; return how many rings it has.

    captured: the drawing. target: the drawing itself or the take's object. controls: of the take.
    """
    lines = line_layers(captured, target, is_take=is_take)
    empties: Sequence[Any] = controls
    bones = [
        _Bones(int(item[NUMBER]), weights_of(item, len(captured.positions)))
        for item in empties
        if NUMBER in item
    ]
    slots = fill_strokes.material_slots(target.data, rings)
    written = 0
    with ActiveObject(target):
        active = target.data.layers.active
        for one, chosen in zip(lines, _shared_out(rings, lines), strict=True):
            layer = _fill_layer(target.data, one)
            if len(chosen):
                _write_layer(
                    rings.of(chosen), one, layer or _new_layer(one), captured, target, bones, slots
                )
                written += len(chosen)
        target.data.layers.active = active
    target.data.update_tag()
    return written


def _fill_layer(data: Any, lines: LineLayer) -> Any:
    """Return the layer of fills under a layer, without those that are made anew; None for none."""
    layer = data.layers.get(short_name(lines.layer.name) + SUFFIX)
    if layer is None:
        return None
    for number in [frame.frame_number for frame in layer.frames]:
        if lines.is_take or number == lines.part.key:
            layer.frames.remove(number)
    return layer


def _new_layer(lines: LineLayer) -> Any:
    """Make the layer right under a layer with lines, which follows the same."""
    layer: Any = duplicates(lines.layer, 1)[0]
    layer.name = short_name(lines.layer.name) + SUFFIX
    layer.id_data.layers.move(layer, "DOWN")
    for number in [frame.frame_number for frame in layer.frames]:
        layer.frames.remove(number)
    return layer


def _shared_out(rings: FillRings, lines: Sequence[LineLayer]) -> list[NDArray[np.int64]]:
    """Return the rings that each layer gets: of the area whose outline follows its lines most."""
    votes = np.zeros((len(lines), int(rings.paths.max(initial=0)) + 1))
    path_of_point = np.repeat(rings.paths, np.diff(rings.offsets))
    for row, one in enumerate(lines):
        own = (rings.shares * one.is_here[rings.followed]).sum(axis=1)
        votes[row] = np.bincount(path_of_point, own, votes.shape[1])
    owner = votes.argmax(axis=0) if len(lines) else np.zeros(votes.shape[1], np.int64)
    return [
        np.flatnonzero((owner[rings.paths] == row) & (votes[row][rings.paths] > 0))
        for row in range(len(lines))
    ]


def _write_layer(
    rings: FillRings,
    lines: LineLayer,
    layer: Any,
    captured: CaptureMap,
    target: GreasePencilObject,
    bones: Sequence[_Bones],
    slots: NDArray[np.int64],
) -> None:
    """Write the rings that follow one layer's lines into a layer of fills."""
    followed, shares = _within(rings, lines)
    rest = lines.to_local(captured.plane.to_world(rings.positions))
    carried = _carried(bones, followed, shares)
    written: list[tuple[int, Points]] = []
    for at, kind, places in lines.key_places():
        if places is None:
            held = layer.get_frame_at(at)
            if held is None or held.frame_number != at:
                layer.frames.new(at)
            continue
        moved = rest + (shares[..., None] * (places - lines.rest)[followed]).sum(axis=1)
        same = next((n for n, known in written if _are_alike(known, moved)), None)
        if same is not None:
            layer.frames.copy(same, at, instance_drawing=True).keyframe_type = kind
            continue
        made = layer.frames.new(at)
        made.keyframe_type = kind
        fill_strokes.write(made.drawing, rings, moved, slots)
        _write_weights(made.drawing, target, rings, carried)
        written.append((at, moved))


def _are_alike(one: Points, other: Points) -> bool:
    return bool(np.abs(one - other).max(initial=0.0) <= SAME * max(1e-9, np.ptp(one)))


def _within(rings: FillRings, lines: LineLayer) -> tuple[NDArray[np.int64], Points]:
    """Return what points follow [n, K], and its shares, of one layer's points alone.

    A point that follows none of them takes over those of the nearest one that does, on its ring.
    """
    followed, shares = rings.followed.copy(), rings.shares * lines.is_here[rings.followed]
    total = shares.sum(axis=1)
    lost = np.flatnonzero(total <= 1e-6)
    known = np.flatnonzero(total > 1e-6)
    if len(lost) and len(known):
        distance = np.linalg.norm(
            rings.positions[lost][:, None] - rings.positions[known][None], axis=2
        )
        nearest = known[distance.argmin(axis=1)]
        followed[lost], shares[lost] = followed[nearest], shares[nearest]
        total = shares.sum(axis=1)
    followed = np.where(shares > 0, followed, lines.any_row)
    return followed, shares / np.maximum(total, 1e-9)[:, None]


def _carried(
    bones: Sequence[_Bones], followed: NDArray[np.int64], shares: Points
) -> list[tuple[int, dict[str, Points]]]:
    """Return, for each armature, the weight [n] of each point in each of its bones."""
    found = []
    for one in bones:
        weights = {
            name: (shares * values[followed]).sum(axis=1) for name, values in one.weights.items()
        }
        found.append((one.number, {name: w for name, w in weights.items() if w.any()}))
    return found


def _write_weights(
    drawing: Any,
    target: GreasePencilObject,
    rings: FillRings,
    carried: Sequence[tuple[int, dict[str, Points]]],
) -> None:
    """Let each ring be carried by the armature that has most of it."""
    owners = np.full(len(rings.paths), -1)
    counts = np.diff(rings.offsets)
    ring = np.repeat(np.arange(len(counts)), counts)
    totals = [
        np.bincount(ring, sum(weights.values(), np.zeros(len(ring))), len(counts))
        for _, weights in carried
    ]
    if not totals:
        return
    most = np.array(totals).argmax(axis=0)
    for place, (number, weights) in enumerate(carried):
        own = (most == place) & (totals[place] > 0)
        owners[own] = number
        points = np.flatnonzero(own[ring])
        skin.assign_members(target, drawing, number, points)
        for name, values in weights.items():
            chosen = points[values[points] > 0]
            skin.assign(target.vertex_groups, drawing, name, chosen, values[chosen])
    attributes.write(drawing, skin.STROKES, "INT", "CURVE", owners + 1)
