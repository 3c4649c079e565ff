# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the demo's two Grease Pencil objects, a fish and a flag, as an artist would.

Strokes have pressure (thin ends, a heavier belly), a little wobble, colour fills on a layer of
their own below the ink, and the times at which a hand would have drawn them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import bpy
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Colour = tuple[float, float, float, float]

INK: Colour = (0.06, 0.07, 0.10, 1.0)
SPEED = 1.2
"""Metres a second at which the hand moves: it gives the strokes their times."""


@dataclass(frozen=True)
class Stroke:
    """One stroke in the drawing's plane: points [N,2] in metres, the largest radius in metres."""

    points: Points
    radius: float = 0.012
    material: str = "Ink"
    cyclic: bool = False


def curve(
    function: Callable[[Points], tuple[Points, Points]], start: float, end: float, count: int = 40
) -> Points:
    """Return points [count, 2] of a parametric curve."""
    x, y = function(np.linspace(start, end, count))
    return np.stack([x, y], axis=1)


def through(*points: tuple[float, float], count: int = 36) -> Points:
    """Return a smooth Catmull-Rom line [count, 2] through a few points, as a pen would go."""
    knots = np.array([points[0], *points, points[-1]], np.float64)
    spans = len(points) - 1
    at = np.linspace(0, spans, count)
    span = np.minimum(at.astype(int), spans - 1)
    t = (at - span)[:, None]
    a, b, c, d = (knots[span + k] for k in range(4))
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def fish_strokes() -> dict[str, list[Stroke]]:
    """Return the layers of the fish, bottom first; it looks to the left and is about 2 m long."""
    back = through((-1.0, 0.0), (-0.72, 0.27), (-0.25, 0.42), (0.25, 0.30), (0.66, 0.08))
    belly = through((-1.0, 0.0), (-0.75, -0.22), (-0.25, -0.36), (0.25, -0.25), (0.66, -0.06))
    tail = through(
        (0.66, 0.08), (0.90, 0.30), (1.10, 0.42), (1.02, 0.18), (0.97, 0.0),
        (1.03, -0.18), (1.10, -0.38), (0.90, -0.26), (0.66, -0.06),
    )  # fmt: skip
    fin = through((-0.22, 0.42), (-0.05, 0.66), (0.20, 0.66), (0.28, 0.29))
    low_fin = through((-0.20, -0.35), (-0.10, -0.56), (0.10, -0.52), (0.12, -0.30))
    side_fin = through((-0.28, -0.02), (-0.08, -0.16), (0.06, -0.24), (-0.02, -0.06), (-0.26, 0.04))
    gill = through((-0.52, 0.22), (-0.43, 0.02), (-0.52, -0.18))
    mouth = through((-0.99, -0.02), (-0.92, -0.06), (-0.86, -0.05), count=14)
    eye = curve(lambda t: (-0.74 + 0.05 * np.cos(t), 0.09 + 0.05 * np.sin(t)), 0, 2 * np.pi, 24)
    pupil = curve(lambda t: (-0.75 + 0.015 * np.cos(t), 0.09 + 0.015 * np.sin(t)), 0, 6, 10)
    rays = [
        through((0.72, s * 0.03), (0.88, s * 0.13), (1.00, s * 0.26), count=16)
        for s in (1, 0.2, -1)
    ]
    scales = [
        through((x, y + 0.06), (x + 0.05, y), (x, y - 0.06), count=12)
        for x, y in ((-0.2, 0.15), (0.02, 0.12), (0.22, 0.08), (-0.1, 0.26), (0.14, 0.2))
    ]
    body = np.concatenate([back, tail[1:], belly[::-1][1:]])
    ink = [Stroke(line) for line in (back, belly, tail, fin, low_fin)]
    ink += [Stroke(line, 0.009) for line in (side_fin, gill, mouth)]
    ink += [Stroke(eye, 0.008, cyclic=True), Stroke(pupil, 0.014)]
    ink += [Stroke(line, 0.006) for line in (*rays, *scales)]
    colour = [
        Stroke(body, 0.0, "Orange", cyclic=True),
        Stroke(np.concatenate([fin, back[20:10:-1]]), 0.0, "Amber", cyclic=True),
        Stroke(low_fin, 0.0, "Amber", cyclic=True),
    ]
    return {"Colour": colour, "Lines": ink}


def flag_strokes() -> dict[str, list[Stroke]]:
    """Return the layers of the flag, bottom first: a cloth of 1.4 m x 0.9 m on a still pole."""
    top = through((0.0, 0.9), (0.35, 0.96), (0.75, 0.86), (1.1, 0.9), (1.42, 0.98))
    low = through((0.0, 0.0), (0.35, 0.05), (0.75, -0.06), (1.1, 0.0), (1.42, 0.06))
    end = through((1.42, 0.98), (1.38, 0.6), (1.46, 0.3), (1.42, 0.06))
    band = [
        through(
            *(
                (x, y + dy)
                for x, dy in ((0.0, 0), (0.35, 0.05), (0.75, -0.05), (1.1, 0), (1.43, 0.06))
            )
        )
        for y in (0.3, 0.6)
    ]
    folds = [through((x, 0.75), (x + 0.06, 0.5), (x, 0.2), count=20) for x in (0.4, 0.8, 1.15)]
    cloth = np.concatenate([top, end[1:], low[::-1][1:]])
    stripe = np.concatenate([band[1], band[0][::-1]])
    pole = [
        Stroke(through((-0.03, 1.05), (-0.035, 0.2), (-0.03, -1.0), count=50), 0.014, "Wood"),
        Stroke(through((0.03, 1.05), (0.028, 0.2), (0.03, -1.0), count=50), 0.014, "Wood"),
        Stroke(
            curve(lambda t: (0.055 * np.cos(t), 1.1 + 0.055 * np.sin(t)), 0, 2 * np.pi, 24),
            0.012, "Wood", cyclic=True,
        ),
    ]  # fmt: skip
    return {
        "Colour": [Stroke(cloth, 0.0, "Red", True), Stroke(stripe, 0.0, "White", True)],
        "Pole": pole,
        "Cloth": [Stroke(line) for line in (top, low, end)]
        + [Stroke(line, 0.009) for line in band]
        + [Stroke(line, 0.006) for line in folds],
    }


FILLS: dict[str, Colour] = {
    "Orange": (0.98, 0.55, 0.20, 1.0),
    "Amber": (0.99, 0.76, 0.32, 1.0),
    "Red": (0.84, 0.20, 0.22, 1.0),
    "White": (0.97, 0.95, 0.90, 1.0),
}
STROKES: dict[str, Colour] = {"Ink": INK, "Wood": (0.35, 0.22, 0.12, 1.0)}


def material(name: str) -> bpy.types.Material:
    """Return the Grease Pencil material of a name, made where it is missing."""
    found = bpy.data.materials.get(name)
    if found is not None:
        return found
    made = bpy.data.materials.new(name)
    bpy.data.materials.create_gpencil_data(made)
    style = made.grease_pencil
    style.show_fill = name in FILLS
    style.show_stroke = name in STROKES
    style.fill_color = FILLS.get(name, (0, 0, 0, 1))
    style.color = STROKES.get(name, INK)
    return made


def pressure(count: int, radius: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return radii [count]: thin where the pen lands and leaves, and as uneven as by hand."""
    t = np.linspace(0, 1, count)
    taper = 0.35 + 0.65 * np.sin(np.pi * np.clip(t, 0.02, 0.98)) ** 0.6
    uneven = 1 + 0.08 * np.interp(t, np.linspace(0, 1, 6), rng.standard_normal(6))
    return (radius * taper * uneven).astype(np.float32)


def draw(
    name: str, layers: dict[str, list[Stroke]], location: tuple[float, float, float], frame: int = 1
) -> bpy.types.Object:
    """Make a Grease Pencil object in the XZ plane and link it to the scene."""
    collection = getattr(bpy.data, "grease_pencils_v3", None) or bpy.data.grease_pencils
    data = collection.new(name)
    thing = bpy.data.objects.new(name, data)
    thing.location = location
    bpy.context.scene.collection.objects.link(thing)
    names = sorted({stroke.material for strokes in layers.values() for stroke in strokes})
    for used in names:
        data.materials.append(material(used))
    rng = np.random.default_rng(7)
    clock = 0.0
    for layer_name, strokes in layers.items():
        layer = data.layers.new(layer_name, set_active=True)
        layer.use_lights = False
        layer.lock = layer_name == "Pole"  # how an artist says: this doesn't move
        clock = fill_drawing(layer.frames.new(frame).drawing, strokes, names, rng, clock)
    return thing


def fill_drawing(
    drawing: bpy.types.GreasePencilDrawing,
    strokes: list[Stroke],
    names: list[str],
    rng: np.random.Generator,
    clock: float,
) -> float:
    """Write strokes into an empty drawing; return the time at which the last one ended."""
    sizes = [len(stroke.points) for stroke in strokes]
    drawing.add_strokes(sizes)
    total = sum(sizes)
    position = np.zeros((total, 3), np.float32)
    position[:, [0, 2]] = np.concatenate([stroke.points for stroke in strokes])
    wobble = 0.002 * rng.standard_normal((total, 2))
    position[:, [0, 2]] += np.where(
        np.repeat([s.radius > 0 for s in strokes], sizes)[:, None], wobble, 0
    )
    radius = np.concatenate([pressure(len(s.points), s.radius, rng) for s in strokes])
    delta, begun = [], []
    for stroke in strokes:
        steps = np.linalg.norm(np.diff(stroke.points, axis=0), axis=1)
        delta.append(np.concatenate([[0], np.cumsum(steps) / SPEED]))
        begun.append(clock)
        clock += float(delta[-1][-1]) + 0.25
    write = drawing.attributes
    drawing.attributes["position"].data.foreach_set("vector", position.ravel())
    write.new("radius", "FLOAT", "POINT").data.foreach_set("value", radius)
    write.new("opacity", "FLOAT", "POINT").data.foreach_set("value", np.ones(total, np.float32))
    times = np.concatenate(delta).astype(np.float32)
    write.new("delta_time", "FLOAT", "POINT").data.foreach_set("value", times)
    write.new("init_time", "FLOAT", "CURVE").data.foreach_set("value", np.float32(begun))
    index = np.array([names.index(stroke.material) for stroke in strokes], np.int32)
    write.new("material_index", "INT", "CURVE").data.foreach_set("value", index)
    closed = np.array([stroke.cyclic for stroke in strokes], bool)
    write.new("cyclic", "BOOLEAN", "CURVE").data.foreach_set("value", closed)
    drawing.tag_positions_changed()
    return clock


def build_scene() -> tuple[bpy.types.Object, bpy.types.Object]:
    """Build the whole scene: fish, flag, a camera that sees both, a light paper ground."""
    scene = bpy.context.scene
    fish = draw("Fish", fish_strokes(), (-1.0, 0.0, 0.1))
    flag = draw("Flag", flag_strokes(), (1.05, 0.0, 0.0))
    camera = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.type = "ORTHO"
    camera.data.ortho_scale = 5.4
    camera.location = (0.15, -6.0, 0.05)
    camera.rotation_euler = (np.pi / 2, 0, 0)
    scene.collection.objects.link(camera)
    scene.camera = camera
    world = bpy.data.worlds.new("Paper")
    world.color = (0.92, 0.90, 0.85)
    scene.world = world
    scene.render.fps = 24
    scene.frame_start, scene.frame_end = 1, 48
    scene.frame_set(1)
    return fish, flag
