# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones, joints and how sure they are, drawn over the drawing; a joint can be grabbed.

Everything is drawn in pixels of the view, so that it has one size at every zoom. A render doesn't
show it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import blf
import bpy
import gpu
import numpy as np
from bpy.app.handlers import persistent
from bpy_extras.view3d_utils import location_3d_to_region_2d
from gpu_extras.batch import batch_for_shader
from numpy.typing import NDArray

from .. import host_state
from ..grease_pencil import versions
from ..host_state import scene_of
from ..jobs.bones import ShownRig, bones
from ..jobs.live_motion import live_view
from ..settings import settings_of
from ..wording import joint_name
from ..write.write_back import original_of, shown_of
from .bone_drag import Drag

if TYPE_CHECKING:
    from bpy.types import Context, Depsgraph, Event, Scene

    from ..host_types import OperatorReturn

log = logging.getLogger(__package__)
RADIUS, REACH = 6.0, 12.0  # pixels times the scale of the interface: of a joint, of the mouse
CORNERS = 20  # of a joint's circle
BONE_WIDTH = 0.09  # of a bone's length, at most WIDEST pixels
WIDEST = 9.0
TEXT_SIZE = 12.0
Color = tuple[float, float, float, float]
#: A joint that is sure, a likely one, a guess: told apart by brightness too.
COLORS: tuple[Color, ...] = ((0.2, 0.75, 0.4, 1.0), (1.0, 0.75, 0.1, 1.0), (0.95, 0.25, 0.2, 1.0))
BONE: Color = (0.35, 0.6, 0.95, 0.35)
BONE_EDGE: Color = (0.1, 0.2, 0.4, 0.9)
RIM: Color = (0.05, 0.05, 0.05, 1.0)
BY_HAND: Color = (1.0, 1.0, 1.0, 1.0)

Points = NDArray[np.float64]

_handle: list[Any] = []  # of the draw handler, while there is one
_hovered = [-1]  # the joint under the mouse
_drag: list[Drag] = []  # of the joint that follows the mouse


def joints_in_view(context: Context) -> tuple[ShownRig, Points] | None:
    """Return the bones to show in a 3D view, and the joints [J, 2] in its pixels; None for none.

    A joint behind the eye is NaN.
    """
    space: Any = context.space_data
    if not settings_of(scene_of(context)).show_bones or not space.overlay.show_overlays:
        return None
    source = original_of(context.object)
    shown = bones.rig_of(source)
    if shown is None or not versions.is_grease_pencil(source):
        return None
    seen = shown_of(source)
    if seen is not source or not source.visible_get():
        return None
    world = _moving(shown)
    if world is None:
        matrix = np.array(source.matrix_world, np.float64)
        world = shown.places @ matrix[:3, :3].T + matrix[:3, 3]
    view: Any = context
    pixels = np.full((len(world), 2), np.nan)
    for index, place in enumerate(world):
        found = location_3d_to_region_2d(view.region, view.region_data, place.tolist())
        if found is not None:
            pixels[index] = found
    return shown, pixels


def _moving(shown: ShownRig) -> Points | None:
    """Return the joints [J, 3] in the world in a motion that is shown; None where none is."""
    playing = live_view.playing
    if playing is None or playing.uid != shown.uid or _drag:
        return None
    return playing.joints(shown.found.rig.joint_names, live_view.drawn_frame)


def joint_at(context: Context, mouse: tuple[float, float]) -> int:
    """Return the joint under the mouse, in pixels of the view; -1 for none."""
    found = joints_in_view(context)
    if found is None or not len(found[1]):
        return -1
    away = np.linalg.norm(found[1] - np.asarray(mouse, np.float64), axis=1)
    away[np.isnan(away)] = np.inf
    nearest = int(away.argmin())
    return nearest if away[nearest] <= REACH * _scale(context) else -1


def draw() -> None:
    """Draw into the 3D view that is being drawn; after an error, never again."""
    try:
        _draw(bpy.context)
    except Exception:
        log.exception("The bones can't be drawn")
        unregister()


def _draw(context: Context) -> None:
    found = joints_in_view(context)
    if found is None:
        return
    shown, pixels = found
    gpu.state.blend_set("ALPHA")
    scale = _scale(context)
    for joint, parent in shown.found.bones():
        if not np.isnan(pixels[[joint, parent]]).any():
            _draw_bone(pixels[parent], pixels[joint], scale)
    for found_joint in shown.found.joints():
        centre = pixels[found_joint.index]
        if np.isnan(centre).any():
            continue
        radius = RADIUS * scale * (1.4 if found_joint.index == _hovered[0] else 1.0)
        _draw_circle(centre, radius + 1.5 * scale, RIM)
        _draw_circle(centre, radius, COLORS[found_joint.doubt])
        if found_joint.confidence >= 1.0:
            _draw_circle(centre, 0.45 * radius, BY_HAND)
        if found_joint.index == _hovered[0]:
            _draw_name(joint_name(found_joint.name), centre + 1.6 * radius, scale)
    gpu.state.blend_set("NONE")


def _draw_bone(start: Points, end: Points, scale: float) -> None:
    """Draw a bone as a kite, wide at the joint that it turns about."""
    along = end - start
    length = float(np.linalg.norm(along))
    if length < 1.0:
        return
    side = np.array([-along[1], along[0]]) / length
    half = min(BONE_WIDTH * length, WIDEST * scale) * side
    shoulder = start + 0.15 * along
    kite = np.stack([start, shoulder + half, end, shoulder - half])
    _fill(kite, BONE)
    shader = gpu.shader.from_builtin("POLYLINE_UNIFORM_COLOR")
    state: Any = gpu.state
    shader.uniform_float("viewportSize", state.viewport_get()[2:])
    shader.uniform_float("lineWidth", 1.5 * scale)
    shader.uniform_float("color", BONE_EDGE)
    outline = [(float(x), float(y), 0.0) for x, y in kite[[0, 1, 2, 3, 0]]]
    batch_for_shader(shader, "LINE_STRIP", {"pos": outline}).draw(shader)


def _draw_circle(centre: Points, radius: float, color: Color) -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, CORNERS, endpoint=False)
    _fill(centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1), color)


def _fill(corners: Points, color: Color) -> None:
    """Fill a convex shape with corners [n, 2]."""
    shader = gpu.shader.from_builtin("UNIFORM_COLOR")
    places = [(float(x), float(y), 0.0) for x, y in corners]
    triangles = [(0, k, k + 1) for k in range(1, len(places) - 1)]
    batch = batch_for_shader(shader, "TRIS", {"pos": places}, indices=triangles)
    shader.uniform_float("color", color)
    batch.draw(shader)


def _draw_name(name: str, at: Points, scale: float) -> None:
    blf.size(0, TEXT_SIZE * scale)
    wide, high = blf.dimensions(0, name)
    x, y = float(at[0]), float(at[1])
    box = np.array([[x - 4, y - 4], [x + wide + 4, y - 4], [x + wide + 4, y + high + 4],
                    [x - 4, y + high + 4]])  # fmt: skip
    _fill(box, (0.05, 0.05, 0.05, 0.75))
    blf.position(0, x, y, 0)
    blf.color(0, 1.0, 1.0, 1.0, 1.0)
    blf.draw(0, name)


def _scale(context: Context) -> float:
    preferences: Any = context.preferences
    return float(preferences.system.ui_scale or 1.0)


class SKETCH_MOTION_GT_joints(bpy.types.Gizmo):
    """The joints, as far as the mouse is concerned: `draw` draws them."""

    bl_idname = "SKETCH_MOTION_GT_joints"

    def draw(self, context: Context) -> None:
        """Draw nothing: the overlay shows the joints."""

    def test_select(self, context: Context, location: Any) -> int:
        """Return 0 where a joint is under the mouse, else -1."""
        if _drag:
            return 0
        joint = joint_at(context, (location[0], location[1]))
        if joint != _hovered[0]:
            _hovered[0] = joint
            area: Any = context.area
            area.tag_redraw()
        return 0 if joint >= 0 else -1

    def invoke(self, context: Context, event: Event) -> OperatorReturn:
        """Begin to drag the joint under the mouse."""
        source = original_of(context.object)
        shown = bones.rig_of(source)
        if shown is None or _hovered[0] < 0 or not versions.is_grease_pencil(source):
            return {"FINISHED"}
        live_view.stop()  # a joint that moves can't be placed
        _drag[:] = [Drag(shown, _hovered[0], source)]
        return {"RUNNING_MODAL"}

    def modal(self, context: Context, event: Event, tweak: Any) -> OperatorReturn:
        """Let the joint follow the mouse."""
        if event.type == "MOUSEMOVE":
            _drag[0].follow(context, event)
        return {"RUNNING_MODAL"}

    def exit(self, context: Context, cancel: bool | None) -> None:
        """Put the joint down in one undo step, or back where it was."""
        drag = _drag.pop()
        if cancel or not drag.has_moved:
            drag.cancel()
            return
        operators: Any = bpy.ops
        place = drag.place.tolist()
        operators.sketch_motion.move_joint("EXEC_DEFAULT", True, joint=drag.joint, place=place)


class SKETCH_MOTION_GGT_joints(bpy.types.GizmoGroup):
    bl_idname = "SKETCH_MOTION_GGT_joints"
    bl_label = "Joints"
    bl_space_type = "VIEW_3D"
    bl_region_type = "WINDOW"
    bl_options = {"PERSISTENT", "SHOW_MODAL_ALL"}  # noqa: RUF012

    @classmethod
    def poll(cls, context: Context) -> bool:
        return settings_of(scene_of(context)).show_bones and bones.shown is not None

    def setup(self, context: Context) -> None:
        self.gizmos.new(SKETCH_MOTION_GT_joints.bl_idname)


@persistent  # type: ignore[untyped-decorator]
def on_change(scene: Scene, graph: Depsgraph) -> None:
    """Have the bones found again when a drawing was changed."""
    kind = versions.grease_pencil_type()
    if any(isinstance(each.id, kind) and each.is_updated_geometry for each in graph.updates):
        bones.touch()


@persistent  # type: ignore[untyped-decorator]
def on_undo(*_: object) -> None:
    """Have the bones found again after an undo: it may have been of a correction."""
    bones.touch(now=True)


@persistent  # type: ignore[untyped-decorator]
def on_load(*_: object) -> None:
    """Forget the bones when another file was opened."""
    bones.forget()


HANDLERS = (
    (bpy.app.handlers.depsgraph_update_post, on_change),
    (bpy.app.handlers.undo_post, on_undo),
    (bpy.app.handlers.redo_post, on_undo),
    (bpy.app.handlers.load_post, on_load),
)
CLASSES = (SKETCH_MOTION_GT_joints, SKETCH_MOTION_GGT_joints)


def register() -> None:
    for handlers, handler in HANDLERS:
        handlers.append(handler)
    host_state.motion_observers.append(bones.touch)  # another noun may mean another body
    if not bpy.app.background:
        added = bpy.types.SpaceView3D.draw_handler_add(draw, (), "WINDOW", "POST_PIXEL")
        _handle.append(added)


def unregister() -> None:
    for handlers, handler in HANDLERS:
        if handler in handlers:
            handlers.remove(handler)
    if bones.touch in host_state.motion_observers:
        host_state.motion_observers.remove(bones.touch)
    while _handle:
        bpy.types.SpaceView3D.draw_handler_remove(_handle.pop(), "WINDOW")
    bones.forget()
    _hovered[0] = -1
