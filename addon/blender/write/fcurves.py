# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""F-curves of a result's controls: Bezier keys, cycles of a loop, steps of a hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..grease_pencil import versions
from .key_curves import Keys

if TYPE_CHECKING:
    from bpy.types import FModifierCycles, FModifierStepped


@dataclass(frozen=True)
class SceneTiming:
    """When an animation plays in the scene: its first frame, its length, and how it is held."""

    start: int
    frames: int
    hold: int
    loop: bool


@dataclass(frozen=True)
class Channel:
    """Where the keys of one value go.

    Attributes:
        path: of the property, seen from its data-block.
        index: which of the property's numbers.
        group: under which the channel is listed.
        turns: whether it is an angle, which goes on turning where a loop ends turned.
    """

    path: str
    index: int
    group: str
    turns: bool = False


def write_curve(
    item: Any, action: str, channel: Channel, keys: Keys, timing: SceneTiming, rest: float | None
) -> None:
    """Write one F-curve of a data-block.

    action: the name of its action, where it has none yet. rest: the value to hold before the start,
    or None.
    """
    bag = versions.channelbag(item, action)
    curve = bag.fcurves.new(channel.path, index=channel.index)
    curve.group = bag.groups.get(channel.group) or bag.groups.new(channel.group)
    interpolation = np.full(len(keys), versions.BEZIER)
    if rest is not None:  # before the start everything is as it was drawn
        before = timing.start - 1
        keys = np.concatenate([[[before, rest, before, rest, before, rest]], keys])
        interpolation = np.concatenate([[versions.CONSTANT], interpolation])
    keys = keys.copy()
    keys[0, 2] -= 1  # outer handles have a length too, so that they can be seen and grabbed
    keys[-1, 4] += 1
    points = curve.keyframe_points
    points.add(len(keys))
    for name, columns in (("co", (0, 1)), ("handle_left", (2, 3)), ("handle_right", (4, 5))):
        points.foreach_set(name, keys[:, columns].astype(np.float32).ravel())
    points.foreach_set("interpolation", interpolation.tolist())
    for side in ("handle_left_type", "handle_right_type"):
        points.foreach_set(side, [versions.FREE] * len(keys))
    if timing.loop:
        cycles: FModifierCycles = curve.modifiers.new("CYCLES")  # type: ignore[assignment]
        cycles.mode_before = "NONE"
        onward = channel.turns and abs(keys[-1, 1] - keys[0, 1]) > 1e-3
        cycles.mode_after = "REPEAT_OFFSET" if onward else "REPEAT"
    if timing.hold > 1:
        steps: FModifierStepped = curve.modifiers.new("STEPPED")  # type: ignore[assignment]
        steps.frame_step, steps.frame_offset = timing.hold, timing.start
    curve.update()
