# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills as layers under the lines: of a drawing, or of a take, where they move with its lines.

Each layer with lines gets a layer of fills right below it, which follows what the lines follow. It
has a key wherever the lines have one, and the same bones carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from mathutils.kdtree import KDTree
from numpy.typing import NDArray

from ..capture.capture_map import CaptureMap
from ..grease_pencil import attributes
from ..grease_pencil.layer_split import duplicates, extend_curves, with_suffix
from ..objects.fill_layers import is_fill_layer
from . import fill_strokes, skin
from .active_object import ActiveObject
from .clean_layers import rough_of
from .fill_strokes import FillRings
from .followed_lines import LineLayer, line_layers
from .rig_result import NUMBER, weights_of

if TYPE_CHECKING:
    from bpy.types import Object

    from ..host_types import GreasePencilObject

SUFFIX = " Colour"
SAME = 1e-6  # of the drawing: fills that moved less than this are drawn once

Points = NDArray[np.float64]


@dataclass(frozen=True)
class _Bones:
    """The bones of a take: of each armature its number, and the weights of captured points."""

    number: int
    weights: dict[str, Points]


def write_colours(
    rings: FillRings,
    captured: CaptureMap,
    target: GreasePencilObject,
    controls: Sequence[Object] = (),
    *,
    is_take: bool,
) -> None:
    """Write fills under the lines of a drawing, or of a take of it.

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
    with ActiveObject(target):
        active = target.data.layers.active.name if target.data.layers.active else ""
        before = _fill_layers(target.data, lines)
        for one, chosen in zip(lines, _shared_out(rings, lines), strict=True):
            layer = before.get(one.layer.name)
            if layer is not None:
                _clear(layer, one)
            if len(chosen):
                _write_layer(
                    rings.of(chosen), one, layer or _new_layer(one), captured, target, bones, slots
                )
            elif layer is not None and not is_fill_layer(layer):  # nothing is left in it
                target.data.layers.remove(layer)
            elif layer is not None and layer.get_frame_at(one.part.key) is not None:
                layer.frames.new(one.part.key)  # or earlier fills would be seen on
        if active in target.data.layers:
            target.data.layers.active = target.data.layers[active]
    target.data.update_tag()


def _fill_layers(data: Any, lines: Sequence[LineLayer]) -> dict[str, Any]:
    """Return the layers of fills that there are, by the names of the layers that they belong to.

    That is the layer right below, or else one that still has the name it was given; of clean lines
    also that of the rough ones, which were coloured before.
    """
    order = list(data.layers)
    fills = {layer.name: layer for layer in order if is_fill_layer(layer)}
    below: dict[str, str] = {over.name: under.name for under, over in pairwise(order)}
    names = [one.layer.name for one in lines]
    rough = {one.layer.name: rough_of(data, one.layer).name for one in lines}
    found: dict[str, Any] = {}
    for of in ({name: name for name in names}, rough):
        for wanted in (below, {name: with_suffix(name, SUFFIX) for name in of.values()}):
            for name in names:
                under = wanted.get(of[name], "")
                if name not in found and under in fills:
                    found[name] = fills.pop(under)
    return found


def _clear(layer: Any, lines: LineLayer) -> None:
    """Remove the fills that are made anew."""
    for number in [frame.frame_number for frame in layer.frames]:
        if lines.is_take or number == lines.part.key:
            layer.frames.remove(number)


def _new_layer(lines: LineLayer) -> Any:
    """Make the layer right under a layer with lines, which follows the same, without its tint."""
    layer: Any = duplicates(lines.layer, 1)[0]
    layer.name = with_suffix(lines.layer.name, SUFFIX)  # Blender adds a number if it is taken
    layer.tint_factor = 0.0
    extend_curves(layer.id_data, {lines.layer.name: [layer]})
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

    A point that follows none of them takes over those of the nearest one that does: on its own
    ring, or else of its area.
    """
    followed, shares = rings.followed.copy(), rings.shares * lines.is_here[rings.followed]
    total = shares.sum(axis=1)
    counts = np.diff(rings.offsets)
    for groups in (np.arange(len(counts)), rings.paths):
        is_known, group = total > 1e-6, np.repeat(groups, counts)
        for one in np.unique(group[~is_known]).tolist():
            lost = np.flatnonzero((group == one) & ~is_known)
            known = np.flatnonzero((group == one) & is_known)
            if len(known):
                nearest = _nearest(rings.positions, lost, known)
                followed[lost], shares[lost] = followed[nearest], shares[nearest]
        total = shares.sum(axis=1)
    followed = np.where(shares > 0, followed, lines.any_row)
    return followed, shares / np.maximum(total, 1e-9)[:, None]


def _nearest(
    places: Points, lost: NDArray[np.int64], known: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return, for each of some points [n], the nearest one of others."""
    tree = KDTree(len(known))
    for number in known.tolist():
        tree.insert((*places[number], 0.0), number)
    tree.balance()
    return np.array([tree.find((*places[number], 0.0))[1] for number in lost], np.int64)


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
