# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at other frames of a scene, and coming back to what was shown.

A change of the frame overwrites what was posed and not keyed yet. So it is noted before, and put
back afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpy.types import Scene

CHANNELS = ("location", "rotation_euler", "rotation_quaternion", "rotation_axis_angle", "scale")
Pose = dict[str, tuple[float, ...]]  # a channel -> its values


@contextmanager
def kept_frame(scene: Scene) -> Iterator[None]:
    """Return to the frame and the poses that were shown, whatever happens."""
    frame, part = scene.frame_current, scene.frame_subframe
    before = {key: _pose(item) for key, item in _animated(scene)}
    try:
        yield
    finally:
        scene.frame_set(frame, subframe=part)
        for key, item in _animated(scene):
            now = _pose(item)
            for channel, values in before.get(key, now).items():
                if values != now[channel]:
                    setattr(item, channel, values)


def _animated(scene: Scene) -> Iterator[tuple[tuple[str, str], Any]]:
    """Yield the objects with keys and the bones of such, by the names of both; "" for no bone."""
    items: Any = scene.objects
    for item in items:
        if item.animation_data is None:
            continue
        yield (item.name, ""), item
        for bone in item.pose.bones if item.pose is not None else ():
            yield (item.name, bone.name), bone


def _pose(item: Any) -> Pose:
    return {channel: tuple(getattr(item, channel)) for channel in CHANNELS}
