# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects in their colors in the viewport, while their list is open.

Lines over the strokes of the active drawing; in Edit Mode selected strokes have a white core. They
are built when the drawing changes, not when it is looked at; a render has none of them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import gpu
import numpy as np
from bpy.app.handlers import persistent
from gpu_extras.batch import batch_for_shader
from mathutils import Matrix

from ..capture.capture import layer_matrix, selected_strokes
from ..grease_pencil import attributes, versions
from ..grease_pencil.stroke_layout import handle_positions, layout
from ..objects import object_list, stroke_objects
from ..objects.lines import curved, segments, straight
from ..objects.stroke_objects import NOBODY, Numbers
from ..settings import settings_of
from ..write.write_back import original_of, shown_of
from .panel_parts import SidebarPanel

if TYPE_CHECKING:
    from bpy.types import Context, Depsgraph, GreasePencilDrawing, Object, Scene

log = logging.getLogger(__package__)
WIDTH, ACTIVE_WIDTH, CORE_WIDTH = 3.0, 5.0, 1.5  # pixels, times the scale of the interface
CORE = (1.0, 1.0, 1.0, 1.0)  # of selected strokes
OPACITY, LOCKED_OPACITY = 0.9, 0.4
MOST_POINTS = 300_000  # a larger drawing is shown without colors
MOST_FRAMES = 100  # whose lines are kept, for playback

_open: dict[int, bool] = {}  # 3D view -> whether the list was drawn with its sidebar
_batches: dict[tuple[Any, ...], list[LayerLines]] = {}  # what is drawn, of the last frames
_handle: list[Any] = []


@dataclass(frozen=True)
class LayerLines:
    """One layer's strokes: a batch of lines for each object that has some here."""

    layer: str
    batches: tuple[tuple[int, Any], ...]  # number of the object, batch
    selected: Any  # a batch, or None


def list_is_open(context: Context, is_open: bool) -> None:
    """Told whenever a sidebar draws the head (False) and then the body (True) of the list."""
    view = context.area.as_pointer()
    before = _open.get(view)
    _open[view] = is_open
    if is_open and not before:
        for region in context.area.regions:
            if region.type == "WINDOW":
                region.tag_redraw()


def draw() -> None:
    """Draws into the 3D view that is being drawn. A defect must not spoil the view."""
    try:
        _draw(bpy.context)
    except Exception:
        log.exception("The objects' colors can't be drawn")
        unregister()


def _draw(context: Context) -> None:
    source = original_of(context.object)
    if not _is_wanted(context) or not versions.is_grease_pencil(source):
        return
    item = shown_of(source)
    if item is None or not item.visible_get():
        return
    colors = {entry.number: entry for entry in object_list.entries(source.data)}
    chosen = object_list.active(source.data)
    if not colors:
        return
    scale = context.preferences.system.ui_scale
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    gpu.state.blend_set("ALPHA")
    gpu.state.depth_test_set("NONE")
    shader.uniform_float("viewportSize", gpu.state.viewport_get()[2:])
    for lines in _lines(item, context.scene.frame_current, item.mode == "EDIT"):
        layer = item.data.layers[lines.layer]
        with gpu.matrix.push_pop():
            gpu.matrix.multiply_matrix(Matrix(layer_matrix(item, layer).tolist()))
            for number, batch in lines.batches:
                entry = colors.get(number)
                if entry is None:
                    continue
                strong = chosen is not None and chosen.number == number
                opacity = LOCKED_OPACITY if entry.locked else OPACITY
                shader.uniform_float("color", (*entry.color, opacity))
                shader.uniform_float("lineWidth", (ACTIVE_WIDTH if strong else WIDTH) * scale)
                batch.draw(shader)
            if lines.selected is not None:
                shader.uniform_float("color", CORE)
                shader.uniform_float("lineWidth", CORE_WIDTH * scale)
                lines.selected.draw(shader)
    gpu.state.blend_set("NONE")


def _is_wanted(context: Context) -> bool:
    """Whether the list is on the sidebar of this view, and the view shows overlays at all."""
    space = context.space_data
    if not settings_of(context.scene).show_objects or not space.overlay.show_overlays:
        return False
    if not space.show_region_ui or not _open.get(context.area.as_pointer(), False):
        return False
    sidebar = next((r for r in context.area.regions if r.type == "UI"), None)
    return sidebar is not None and sidebar.active_panel_category == SidebarPanel.bl_category


def _lines(item: Object, frame: int, editing: bool) -> Sequence[LayerLines]:
    """The batches of the drawings shown at a frame, built when they weren't seen before."""
    shown = list(stroke_objects.shown(item.data, frame))
    held = tuple((layer.name, key.frame_number) for layer, key in shown)
    name = (item.data.session_uid, held, editing)
    if name not in _batches:
        if len(_batches) >= MOST_FRAMES:
            _batches.clear()
        _batches[name] = [_built(layer.name, key.drawing, editing) for layer, key in shown]
    return _batches[name]


def _built(name: str, drawing: GreasePencilDrawing, editing: bool) -> LayerLines:
    numbers, _ = stroke_objects.read(drawing)
    ends, strokes = object_segments(drawing, numbers)
    owners = numbers[strokes]
    made = tuple((number, _batch(ends[owners == number])) for number in np.unique(owners).tolist())
    picked = selected_strokes(drawing)[strokes] if editing else np.zeros(len(strokes), np.bool_)
    return LayerLines(name, made, _batch(ends[picked]) if picked.any() else None)


def _batch(ends: Any) -> Any:
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    return batch_for_shader(shader, "LINES", {"pos": ends.reshape(-1, 3)})


def object_segments(drawing: GreasePencilDrawing, numbers: Numbers) -> tuple[Any, Any]:
    """The ends [k, 2, 3], in the layer's space, and the stroke [k] of all segments to be drawn.

    Strokes whose number is 0 have none, nor has a drawing that is too large.
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


@persistent  # type: ignore[untyped-decorator]
def on_change(scene: Scene, graph: Depsgraph) -> None:
    """A drawing was changed: lines are built anew when they are next drawn."""
    kind = versions.grease_pencil_type()
    if any(isinstance(each.id, kind) and each.is_updated_geometry for each in graph.updates):
        _batches.clear()


@persistent  # type: ignore[untyped-decorator]
def forget(*_: object) -> None:
    """An undo or another file: nothing that is known still holds."""
    _batches.clear()


HANDLERS = (
    (bpy.app.handlers.depsgraph_update_post, on_change),
    (bpy.app.handlers.undo_post, forget),
    (bpy.app.handlers.redo_post, forget),
    (bpy.app.handlers.load_post, forget),
)


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
