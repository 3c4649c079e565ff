# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects in their colors in the viewport, while their list is open.

Colored lines lie over the strokes of the active drawing; in Edit Mode those over selected strokes
have a white core. They are built when the drawing changes, not at every redraw. A render doesn't
show them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import bpy
import gpu
import numpy as np
from gpu_extras.batch import batch_for_shader
from mathutils import Matrix
from numpy.typing import NDArray

from ..capture.capture import layer_matrix
from ..capture.selection import selected_strokes
from ..grease_pencil import attributes, versions
from ..grease_pencil.stroke_layout import handle_positions, layout
from ..host_state import scene_of
from ..objects import object_list, stroke_objects
from ..objects.lines import curved, segments, straight
from ..objects.stroke_objects import NOBODY, Numbers
from ..settings import settings_of
from ..write.write_back import original_of, shown_of
from .drawing_watch import watching
from .panel_parts import SidebarPanel

if TYPE_CHECKING:
    from bpy.types import Context, GreasePencilDrawing
    from gpu.types import GPUBatch

    from ..host_types import GreasePencilObject

log = logging.getLogger(__package__)
WIDTH, ACTIVE_WIDTH, CORE_WIDTH = 3.0, 5.0, 1.5  # pixels, times the scale of the interface
CORE = (1.0, 1.0, 1.0, 1.0)  # of selected strokes
OPACITY, LOCKED_OPACITY = 0.9, 0.4
MOST_POINTS = 300_000  # a larger drawing is shown without colors
MOST_FRAMES = 100  # whose lines are cached, for playback

_open: dict[int, bool] = {}  # pointer of a 3D view -> whether the list was open when last drawn
_batches: dict[tuple[Any, ...], list[LayerLines]] = {}  # data, keys and mode -> what is drawn
_handle: list[Any] = []  # of the draw handler, while there is one


@dataclass(frozen=True)
class LayerLines:
    """The lines over one layer's strokes.

    Attributes:
        batches: the number of each object with strokes here, and its lines.
        selected: the lines of selected strokes, or None.
    """

    layer: str
    batches: tuple[tuple[int, GPUBatch], ...]
    selected: GPUBatch | None


def list_is_open(context: Context, is_open: bool) -> None:
    """Note whether the list is open in a sidebar: False when its header is drawn, then True.

    A closed list has a header, but its body isn't drawn.
    """
    area = context.area
    assert area is not None
    view = area.as_pointer()
    before = _open.get(view)
    _open[view] = is_open
    if is_open and not before:
        for region in area.regions:
            if region.type == "WINDOW":
                region.tag_redraw()


def draw() -> None:
    """Draw into the 3D view that is being drawn; after an error, never again."""
    try:
        _draw(bpy.context)
    except Exception:
        log.exception("The objects' colors can't be drawn")
        unregister()


def _draw(context: Context) -> None:
    source = original_of(context.object)
    if not _is_list_visible(context) or not versions.is_grease_pencil(source):
        return
    item = shown_of(source)
    if not versions.is_grease_pencil(item) or not item.visible_get():
        return
    entries = {entry.number: entry for entry in object_list.entries(source.data)}
    chosen = object_list.active(source.data)
    if not entries:
        return
    preferences: Any = context.preferences
    scale = preferences.system.ui_scale
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE")
    state, stack = cast(Any, gpu.state), cast(Any, gpu.matrix)  # the stubs have no return types
    shader.uniform_float("viewportSize", state.viewport_get()[2:])
    for lines in _lines(item, scene_of(context).frame_current, item.mode == "EDIT"):
        layer = item.data.layers[lines.layer]
        with stack.push_pop():
            stack.multiply_matrix(Matrix(layer_matrix(item, layer).tolist()))
            for number, batch in lines.batches:
                entry = entries.get(number)
                if entry is None:
                    continue
                is_chosen = chosen is not None and chosen.number == number
                opacity = LOCKED_OPACITY if entry.locked else OPACITY
                shader.uniform_float("color", (*entry.color, opacity))
                shader.uniform_float("lineWidth", (ACTIVE_WIDTH if is_chosen else WIDTH) * scale)
                batch.draw(shader)
            if lines.selected is not None:
                shader.uniform_float("color", CORE)
                shader.uniform_float("lineWidth", CORE_WIDTH * scale)
                lines.selected.draw(shader)
    gpu.state.blend_set("NONE")


def _is_list_visible(context: Context) -> bool:
    """Return whether the sidebar of this view shows the list, and the view shows overlays."""
    space: Any = context.space_data
    area: Any = context.area
    if not settings_of(scene_of(context)).show_objects or not space.overlay.show_overlays:
        return False
    if not space.show_region_ui or not _open.get(area.as_pointer(), False):
        return False
    sidebar = next((r for r in area.regions if r.type == "UI"), None)
    return sidebar is not None and sidebar.active_panel_category == SidebarPanel.bl_category


def _lines(item: GreasePencilObject, frame: int, editing: bool) -> Sequence[LayerLines]:
    """Return the lines over the drawings shown at a frame, from the cache where they are in it."""
    shown = list(stroke_objects.shown(item.data, frame))
    held = tuple((layer.name, key.frame_number) for layer, key in shown)
    name = (item.data.session_uid, held, editing)
    if name not in _batches:
        if len(_batches) >= MOST_FRAMES:
            _batches.clear()
        _batches[name] = [_build_lines(layer.name, key.drawing, editing) for layer, key in shown]
    return _batches[name]


def _build_lines(name: str, drawing: GreasePencilDrawing, editing: bool) -> LayerLines:
    numbers, _ = stroke_objects.read(drawing)
    ends, strokes = object_segments(drawing, numbers)
    owners = numbers[strokes]
    batches = tuple(
        (number, _batch(ends[owners == number])) for number in np.unique(owners).tolist()
    )
    selected = selected_strokes(drawing)[strokes] if editing else np.zeros(len(strokes), np.bool_)
    return LayerLines(name, batches, _batch(ends[selected]) if selected.any() else None)


def _batch(ends: NDArray[np.float32]) -> GPUBatch:
    """Make the lines between pairs of points [k, 2, 3]."""
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    points: Any = ends.reshape(-1, 3)
    return batch_for_shader(shader, "LINES", {"pos": points})


def object_segments(
    drawing: GreasePencilDrawing, numbers: Numbers
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return the ends [k, 2, 3], in the layer's space, and the stroke [k] of all line segments.

    `numbers` [strokes]: the object of each stroke. Strokes in no object have no segments, nor has a
    drawing that is too large.
    """
    count = len(drawing.strokes)
    offsets = attributes.stroke_offsets(drawing)
    if not numbers.any() or offsets[-1] > MOST_POINTS:
        return np.zeros((0, 2, 3), np.float32), np.zeros(0, np.int64)
    types = attributes.curve_types(drawing, count)
    cyclic = attributes.read_or(drawing, "cyclic", False, count).astype(np.bool_)
    points = attributes.read(drawing, "position")
    assert points is not None
    if (types == attributes.POLY).all():
        lines = straight(offsets, cyclic, points)
    else:
        rows = layout(offsets, types, cyclic, np.ones(count, np.bool_))
        handles = [attributes.read(drawing, name) for name in ("handle_left", "handle_right")]
        lines = curved(rows, handle_positions(rows, points, types, *handles))
    ends, strokes = segments(*lines)
    owned = numbers[strokes] != NOBODY
    return ends[owned], strokes[owned]


HANDLERS = watching(_batches.clear)


def register() -> None:
    for handlers, handler in HANDLERS:
        handlers.append(handler)
    if not bpy.app.background:
        added = bpy.types.SpaceView3D.draw_handler_add(draw, (), "WINDOW", "POST_VIEW")
        _handle.append(added)


def unregister() -> None:
    for handlers, handler in HANDLERS:
        if handler in handlers:
            handlers.remove(handler)
    while _handle:
        bpy.types.SpaceView3D.draw_handler_remove(_handle.pop(), "WINDOW")
    _batches.clear()
    _open.clear()
