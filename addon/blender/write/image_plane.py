# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image plane: the pictures of a result exactly over the drawing, as an image sequence.

The material emits the pictures' own colours and is transparent where they are. No light changes
them, and the plane casts neither light nor shadow, so it looks as the drawing does.
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
from ..host_state import view_areas
from .removal import note_made

if TYPE_CHECKING:
    from bpy.types import Image, ImageUser, Material, NodeSocket, NodeTree, Object

CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))  # UV, as PicturePlace.corners


def new_plane(kept: KeptPictures, place: PicturePlace, source: Object | None) -> Object:
    """Make the plane, not yet in a collection. It moves as `source` does, where there is one."""
    name = short_name(place.label, "picture")
    inverse = np.linalg.inv(place.frame_matrix())
    corners = place.corners() @ inverse[:3, :3].T + inverse[:3, 3]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(corners.tolist(), [], [(0, 1, 2, 3)])
    uv: Any = mesh.uv_layers.new(name="UVMap").data
    uv.foreach_set("uv", np.array(CORNERS, np.float32).ravel())
    mesh.materials.append(new_material(name, kept, place.frame))
    plane = bpy.data.objects.new(name, mesh)
    put(plane, place, source)
    plane.visible_shadow = plane.visible_diffuse = False
    return plane


def put(item: Object, place: PicturePlace, source: Object | None) -> None:
    """Put a new object at the place, so that it moves as `source` does.

    It becomes a child of the source, or of the source's parent where the source itself doesn't
    move. With neither it gets no parent, and is listed beside the source in the Outliner.
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
    else:  # not by its world matrix, which Blender doesn't keep up to date for hidden objects
        item.matrix_basis = source.matrix_basis @ since @ item.matrix_basis


def _moves_itself(source: Object) -> bool:
    """Return whether more places it than a parent and constant location, rotation and scale."""
    animation = source.animation_data
    keyed = animation is not None and bool(
        animation.action or animation.drivers or animation.nla_tracks
    )
    by_bone = source.parent is not None and source.parent_type != "OBJECT"
    shifted = any(source.delta_location[:]) or any(source.delta_rotation_euler[:])
    shifted = shifted or tuple(source.delta_scale[:]) != (1, 1, 1)
    return keyed or by_bone or shifted or len(source.constraints) > 0


def new_material(name: str, kept: KeptPictures, start: int) -> Material:
    """Make a material that emits the colours of the pictures and is transparent by their alpha."""
    material = bpy.data.materials.new(name)
    tree = versions.node_tree(material)
    tree.nodes.clear()
    node: dict[str, Any] = {
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
    picture.extension = "CLIP"  # or the opposite edge would bleed in
    play(picture.image_user, kept, start)
    factor: NodeSocket = picture.outputs["Alpha"]
    if kept.sequence.loop:
        factor = _gate(tree, factor, start)
    link = tree.links.new
    link(picture.outputs["Color"], emission.inputs["Color"])
    link(factor, mix.inputs[0])
    link(clear.outputs[0], mix.inputs[1])
    link(emission.outputs[0], mix.inputs[2])
    link(mix.outputs[0], output.inputs["Surface"])
    tree.nodes.active = picture  # Solid views that show textures show that of the active node
    material.surface_render_method = "BLENDED"
    material.specular_intensity, material.roughness = 0.0, 1.0  # no gloss in Solid views
    note_made(material)
    return material


def new_image(name: str, kept: KeptPictures) -> Image:
    """Load the image sequence. Raises RuntimeError when Blender can't read the first picture."""
    image = bpy.data.images.load(kept.first)
    image.name = name
    image.source = "SEQUENCE"
    image.alpha_mode = "STRAIGHT"
    color_space: Any = image.colorspace_settings
    color_space.name = "sRGB"
    note_made(image)
    return image


def play(user: ImageUser, kept: KeptPictures, start: int) -> None:
    """Show the first picture at the scene's frame `start`, and loop or hold the last one."""
    user.frame_start = start
    user.frame_duration = kept.sequence.frame_count
    user.frame_offset = 0
    user.use_auto_refresh = True
    user.use_cyclic = kept.sequence.loop


def _gate(tree: NodeTree, alpha: NodeSocket, start: int) -> NodeSocket:
    """Return the alpha, keyed to 0 before the start, where Blender repeats a sequence too."""
    gate: Any = tree.nodes.new("ShaderNodeMath")
    gate.operation, gate.label, gate.location = "MULTIPLY", "Begins", (-180, 330)
    gate.inputs[1].default_value = 1.0
    tree.links.new(alpha, gate.inputs[0])
    owner: Any = tree.id_data
    bag = versions.channelbag(tree, f"{owner.name} action")
    curve = bag.fcurves.new(f'nodes["{gate.name}"].inputs[1].default_value')
    curve.keyframe_points.add(2)
    curve.keyframe_points.foreach_set("co", [start - 1, 0.0, start, 1.0])
    curve.keyframe_points.foreach_set("interpolation", [versions.CONSTANT] * 2)
    curve.update()
    gated: NodeSocket = gate.outputs[0]
    return gated


def show_textures_in_solid_views() -> None:
    """Let Solid views that show the colours of materials show textures.

    Otherwise they would show the plane as a grey card. What has no texture looks as before.
    """
    for area in view_areas():
        space: Any = area.spaces.active
        if space.shading.type == "SOLID" and space.shading.color_type == "MATERIAL":
            space.shading.color_type = "TEXTURE"
