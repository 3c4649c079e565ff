# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image plane: the pictures of a result exactly over the drawing, as an image sequence.

The material only emits the pictures' own colours and is clear where they are: no light changes
them, and the plane throws no light and no shadow. So it looks as the drawing does, under any view
transform.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
import numpy as np
from mathutils import Matrix

from ..capture.picture_files import KeptPictures
from ..capture.picture_place import PicturePlace
from ..grease_pencil import versions
from ..grease_pencil.layer_split import short_name

if TYPE_CHECKING:
    from bpy.types import ImageUser, Object

CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))  # UV, as PicturePlace.corners


def new_plane(kept: KeptPictures, place: PicturePlace, source: Object) -> Any:
    """The plane, not yet in a collection; it is moved as `source` is (None: it stays)."""
    name = short_name(place.label, "picture")
    inverse = np.linalg.inv(place.frame_matrix())
    corners = place.corners() @ inverse[:3, :3].T + inverse[:3, 3]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners.tolist(), [], [(0, 1, 2, 3)])
    layer = mesh.uv_layers.new(name="UVMap")
    layer.data.foreach_set("uv", np.array(CORNERS, np.float32).ravel())
    mesh.materials.append(new_material(name, kept, place.frame))
    plane = bpy.data.objects.new(name, mesh)
    put(plane, place, source)
    plane.visible_shadow = plane.visible_diffuse = False
    return plane


def put(item: Object, place: PicturePlace, source: Object) -> None:
    """Puts a new object at the place, moved as `source` is: by its parent, or by the source itself.

    A source that stands still leaves no tie, so that the result stands beside it in the Outliner.
    """
    item.matrix_basis = Matrix(place.frame_matrix().tolist())
    if source is None:
        return
    since = Matrix(np.linalg.inv(place.object_matrix).tolist())
    if _moves_itself(source):
        item.parent = source
        item.matrix_parent_inverse = since
    elif source.parent is not None:
        item.parent = source.parent
        item.matrix_parent_inverse = source.matrix_parent_inverse @ source.matrix_basis @ since
    else:  # not its world matrix: Blender doesn't keep that up to date for what is hidden
        item.matrix_basis = source.matrix_basis @ since @ item.matrix_basis


def _moves_itself(source: Object) -> bool:
    """Whether more than an ordinary parent and its own location, rotation and scale place it."""
    animation = source.animation_data
    keyed = animation is not None and bool(
        animation.action or animation.drivers or animation.nla_tracks
    )
    by_bone = source.parent is not None and source.parent_type != "OBJECT"
    shifted = any(source.delta_location) or any(source.delta_rotation_euler)
    shifted = shifted or tuple(source.delta_scale) != (1, 1, 1)
    return keyed or by_bone or shifted or len(source.constraints) > 0


def new_material(name: str, kept: KeptPictures, start: int) -> Any:
    """Emission of the picture's colour, clear by its alpha."""
    material = bpy.data.materials.new(name)
    tree = versions.node_tree(material)
    tree.nodes.clear()
    node = {
        kind: tree.nodes.new(kind)
        for kind in (
            "ShaderNodeTexImage",
            "ShaderNodeEmission",
            "ShaderNodeBsdfTransparent",
            "ShaderNodeMixShader",
            "ShaderNodeOutputMaterial",
        )
    }
    picture, emission, clear, mix, output = node.values()
    for item, (x, y) in zip(
        node.values(), ((-520, 120), (-180, 40), (-180, 160), (40, 120), (240, 120)), strict=True
    ):
        item.location = (x, y)
    picture.image = new_image(name, kept)
    picture.extension = "CLIP"  # nothing of the other edge bleeds in
    play(picture.image_user, kept, start)
    factor = picture.outputs["Alpha"]
    if kept.sequence.loop:
        factor = _gate(tree, factor, start)
    link = tree.links.new
    link(picture.outputs["Color"], emission.inputs["Color"])
    link(factor, mix.inputs[0])
    link(clear.outputs[0], mix.inputs[1])
    link(emission.outputs[0], mix.inputs[2])
    link(mix.outputs[0], output.inputs["Surface"])
    tree.nodes.active = picture  # the one that Solid views with textures show
    material.surface_render_method = "BLENDED"
    material.specular_intensity, material.roughness = 0.0, 1.0  # no gloss in Solid views
    return material


def new_image(name: str, kept: KeptPictures) -> Any:
    """The image sequence. Raises RuntimeError where Blender can't read the first picture."""
    image = bpy.data.images.load(kept.first)
    image.name = name
    image.source = "SEQUENCE"
    image.alpha_mode = "STRAIGHT"
    image.colorspace_settings.name = "sRGB"
    return image


def play(user: ImageUser | None, kept: KeptPictures, start: int) -> None:
    """The first picture at `start`; nothing before; at the end the last one stays, or all again."""
    user.frame_start = start
    user.frame_duration = kept.sequence.frame_count
    user.frame_offset = 0
    user.use_auto_refresh = True
    user.use_cyclic = kept.sequence.loop


def _gate(tree: Any, alpha: Any, start: int) -> Any:
    """Hides a cyclic sequence before it begins, by two keys: Blender would repeat it backwards."""
    gate = tree.nodes.new("ShaderNodeMath")
    gate.operation, gate.label, gate.location = "MULTIPLY", "Begins", (-180, 330)
    gate.inputs[1].default_value = 1.0
    tree.links.new(alpha, gate.inputs[0])
    bag = versions.channelbag(tree, f"{tree.id_data.name} action")
    curve = bag.fcurves.new(f'nodes["{gate.name}"].inputs[1].default_value')
    curve.keyframe_points.add(2)
    curve.keyframe_points.foreach_set("co", [start - 1, 0.0, start, 1.0])
    curve.keyframe_points.foreach_set("interpolation", [versions.CONSTANT] * 2)
    curve.update()
    return gate.outputs[0]


def show_textures_in_solid_views() -> None:
    """In Solid views a plane would be a grey card: those that show material colours show textures.

    What has no texture looks as before.
    """
    for window in bpy.context.window_manager.windows:
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                shading = area.spaces.active.shading
                if shading.type == "SOLID" and shading.color_type == "MATERIAL":
                    shading.color_type = "TEXTURE"
