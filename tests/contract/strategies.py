# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hypothesis strategies for every value of the contract."""

from __future__ import annotations

import math
from array import array
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from addon.contract.animation import Animation, transform_of
from addon.contract.arrays import FORMATS, Array
from addon.contract.drawing import Drawing
from addon.contract.events import Event
from addon.contract.keys import CHANNELS, NEUTRAL, evaluate_key_channel
from addon.contract.pose import RigPose
from addon.contract.preset import Preset
from addon.contract.request import ObjectSettings, Request
from addon.contract.rig import Rig

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
pixels = st.floats(-1e6, 1e6, width=32)
units = st.floats(0, 1, width=32)
numbers = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
unknown_keys = st.dictionaries(texts.map(lambda t: "x-" + t), json_values, max_size=3)
frame_rates = st.sampled_from([(24, 1), (25, 1), (24000, 1001), (30000, 1001), (240, 1), (1, 1)])


def rows(draw: st.DrawFn, element: st.SearchStrategy[Any], count: int) -> list[Any]:
    return draw(st.lists(element, min_size=count, max_size=count))


@st.composite
def arrays(draw: st.DrawFn) -> Array:
    dtype = draw(st.sampled_from(sorted(FORMATS)))
    shape = tuple(draw(st.lists(st.integers(0, 3), max_size=4)))
    size = math.prod(shape)
    element: st.SearchStrategy[Any] = {
        "F64": st.floats(),
        "F32": st.floats(width=32),
        "I64": st.integers(-(2**63), 2**63 - 1),
        "I32": st.integers(-(2**31), 2**31 - 1),
        "U8": st.integers(0, 255),
        "BOOL": st.integers(0, 1),
    }[dtype]
    return Array.of(array(FORMATS[dtype], rows(draw, element, size)), dtype, shape)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    sizes: list[int] = []
    kinds: list[int] = []
    cyclic: list[int] = []
    for _ in range(draw(st.integers(0, 4))):
        kind, closed = draw(st.integers(0, 1)), draw(st.integers(0, 1))
        parts = draw(st.integers(0, 3))
        cubic_size = (3 * parts if closed and parts else 3 * parts + 1) if parts else 1
        sizes.append(cubic_size if kind else parts + 1)
        kinds.append(kind)
        cyclic.append(closed)
    points, strokes = sum(sizes), len(sizes)
    offsets = [sum(sizes[:i]) for i in range(strokes + 1)]
    object_names = tuple(draw(st.lists(names, max_size=3)))
    layer_names = tuple(draw(st.lists(names, min_size=1, max_size=3)))
    rgba = st.tuples(units, units, units, units)
    return Drawing.build(
        rows(draw, st.tuples(pixels, pixels), points),
        offsets,
        canvas=draw(st.tuples(st.floats(0.5, 1e5), st.floats(0.5, 1e5))),
        widths=rows(draw, st.floats(0, 1e4, width=32), points),
        opacities=rows(draw, units, points),
        times=rows(draw, st.just(math.nan) | st.floats(-1e6, 1e6, width=32), points),
        curve_types=kinds,
        colors=rows(draw, rgba, strokes),
        fills=rows(draw, rgba, strokes),
        cyclic=cyclic,
        paths=rows(draw, st.integers(0, 2**31 - 1), strokes),
        objects=rows(draw, st.integers(-1, len(object_names) - 1), strokes),
        locked=rows(draw, st.integers(0, 1), strokes),
        layers=rows(draw, st.integers(0, len(layer_names) - 1), strokes),
        caps=rows(draw, st.integers(0, 2), strokes),
        joins=rows(draw, st.integers(0, 2), strokes),
        miters=rows(draw, st.floats(0, 1e4, width=32), strokes),
        fill_rules=rows(draw, st.integers(0, 1), strokes),
        object_names=object_names,
        layer_names=layer_names,
        material_names=draw(st.lists(names, min_size=1, max_size=3)),
        host=draw(st.dictionaries(texts, texts, max_size=3)),
    )


@st.composite
def key_channels(draw: st.DrawFn, scale: bool = False) -> list[list[float]]:
    """Rows of keys at ascending frames whose handles lie at thirds."""
    frames = sorted(draw(st.sets(st.integers(-4, 12), max_size=4)))
    value = st.floats(0.25, 4, width=32) if scale else st.floats(-500, 500, width=32)
    found: list[list[float]] = []
    for place, frame in enumerate(frames):
        left = (frame - frames[place - 1]) / 3 if place else 1.0
        right = (frames[place + 1] - frame) / 3 if place + 1 < len(frames) else 1.0
        middle, before, after = draw(value), draw(value), draw(value)
        found.append([frame, middle, frame - left, before, frame + right, after])
    return found


@st.composite
def animations(draw: st.DrawFn, drawing: Drawing | None = None) -> Animation:
    frames = draw(st.integers(1, 4))
    if drawing is None:
        points, object_names = draw(st.integers(0, 4)), tuple(draw(st.lists(names, max_size=2)))
    else:
        points, object_names = drawing.point_count, drawing.object_names
    offsets: list[float] = rows(draw, pixels, frames * points * 2)
    if drawing is not None:
        for stroke in range(drawing.stroke_count):
            if drawing.locked.data[stroke] or drawing.objects.data[stroke] < 0:
                for frame in range(frames):
                    for point in drawing.stroke(stroke):
                        start = 2 * (frame * points + point)
                        offsets[start : start + 2] = [0.0, -0.0]
    channels = [
        draw(key_channels(scale=name.startswith("scale")))
        for _ in object_names
        for name in CHANNELS
    ]
    counts = [len(channel) for channel in channels]
    transforms = [
        transform_of(
            *(
                evaluate_key_channel(channels[5 * index + place], frame, NEUTRAL[place])
                for place in range(5)
            )
        )
        for frame in range(frames)
        for index in range(len(object_names))
    ]
    keys = [row for channel in channels for row in channel]
    return Animation(
        offsets=Array.of(offsets, "F32", (frames, points, 2)),
        transforms=Array.of(
            [number for row in transforms for number in row],
            "F32",
            (frames, len(object_names), 2, 3),
        ),
        pivots=Array.of(rows(draw, pixels, 2 * len(object_names)), "F32", (len(object_names), 2)),
        keys=Array.of([number for row in keys for number in row], "F32", (len(keys), 6)),
        key_offsets=Array.of([sum(counts[:i]) for i in range(len(counts) + 1)], "I32"),
        fps=draw(frame_rates),
        hold=draw(st.integers(1, 3)),
        loop=draw(st.booleans()),
        object_names=object_names,
        info=draw(st.dictionaries(texts, texts, max_size=3)),
    )


def floats(values: list[float], *shape: int) -> Array:
    return Array.of(array("f", values), "F32", shape)


def integers(values: list[int], *shape: int) -> Array:
    return Array.of(array("i", values), "I32", shape)


@st.composite
def rigs(draw: st.DrawFn, objects: int | None = None, points: int | None = None) -> Rig:
    """A rig of so many objects and points; None = by chance."""
    objects = draw(st.integers(1, 3)) if objects is None else objects
    points = draw(st.integers(0, 5)) if points is None else points
    joints, width = draw(st.integers(0, 6)) if objects else 0, draw(st.integers(1, 4))
    owner = sorted(rows(draw, st.integers(0, max(objects - 1, 0)), joints))
    parents = [draw(st.sampled_from([-1, *(p for p in range(j) if owner[p] == owner[j])]))
               for j in range(joints)]  # fmt: skip
    carriers: list[int] = []
    weights: list[float] = []
    for _ in range(points):
        if joints == 0 or draw(st.booleans()):
            carriers += [-1] * width
            weights += [0.0] * width
            continue
        shares = [draw(st.floats(0.125, 1, width=32)) for _ in range(width)]
        carriers += [draw(st.integers(0, joints - 1)) for _ in range(width)]
        weights += [share / math.fsum(shares) for share in shares]
    sides = integers(rows(draw, st.integers(-1, 1), points), points)
    holders = integers(rows(draw, st.integers(-1, joints - 1), points), points)
    later = draw(st.booleans())  # not in old files
    return Rig(
        joints=floats([x for pair in rows(draw, st.tuples(pixels, pixels), joints) for x in pair],
                      joints, 2),
        confidence=floats(rows(draw, units, joints), joints),
        parents=integers(parents, joints),
        joint_objects=integers(owner, joints),
        carriers=integers(carriers, points, width),
        weights=floats(weights, points, width),
        parts=integers(rows(draw, st.integers(-1, 9), points), points),
        joint_names=tuple(rows(draw, names, joints)),
        plans=tuple(rows(draw, texts, objects)),
        disagreement=tuple(rows(draw, st.floats(0, 10), objects)),
        order=sides if later else None,
        holders=holders if later else None,
    )  # fmt: skip


@st.composite
def posed_animations(draw: st.DrawFn) -> Animation:
    """An animation with the pose of a rig of its objects."""
    animation = draw(animations())
    frames, objects = animation.frame_count, animation.object_count
    rig = draw(rigs(objects, animation.point_count))
    turns = rows(draw, st.floats(-1e4, 1e4, width=32), frames * rig.joint_count)
    roots = rows(draw, pixels, frames * objects * 2)
    pose = RigPose(rig, floats(turns, frames, rig.joint_count), floats(roots, frames, objects, 2))
    return replace(animation, pose=pose)


object_settings = st.builds(
    ObjectSettings,
    name=names,
    prompt=texts,
    strength=st.floats(0, 4),
    locked=st.booleans(),
    motion_path=st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple),
    extra=unknown_keys,
)
requests = st.builds(
    Request,
    prompt=texts,
    task=st.sampled_from(["animate", "objects", "trace", "estimate"]),
    path=st.sampled_from(["vector", "raster"]),
    objects=st.lists(object_settings, max_size=3, unique_by=lambda o: o.name).map(tuple),
    frames=st.integers(2, 480),
    fps=frame_rates,
    hold=st.integers(1, 3),
    loop=st.booleans(),
    seed=st.integers(0, 2**63 - 1),
    strength=st.floats(0, 4),
    quality=st.sampled_from(["draft", "standard", "full"]),
    model=texts,
    preset=texts,
    settings=st.dictionaries(texts, json_values, max_size=3),
    extra=unknown_keys,
)
presets = st.builds(
    Preset,
    name=names,
    author=texts,
    license=texts,
    description=texts,
    path=st.sampled_from(["vector", "raster"]),
    settings=st.fixed_dictionaries(
        {},
        optional={
            "frames": st.integers(-(10**9), 10**9),
            "strength": st.integers(-9, 9) | numbers,
            "hold": st.integers(-5, 5),
            "seed": st.integers(-5, 2**63),
            "fps": st.integers(-5, 1000) | st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
            "loop": st.booleans(),
            "quality": st.sampled_from(["draft", "standard", "full"]),
            "model": texts,
            "guidance": st.integers(-99, 99) | numbers | texts,
        },
    ),
    extra=unknown_keys,
)
events = st.builds(
    Event,
    phase=names,
    step=st.integers(0, 2**31),
    steps=st.integers(0, 2**31),
    eta_s=st.none() | st.floats(0, 1e9),
    loss=st.none() | numbers,
    warning=st.none() | texts,
    preview=st.none() | st.integers(0, 10**6).map(lambda n: f"preview/{n:06d}.webp"),
    time=st.floats(0, 1e12),
)
