# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Few Bezier keys for each bone, by the same fit as for whole objects.

A bone is keyed against its parent as the keys have it, not as it was: so a bone makes up for what
the keys of its parent miss in turn, and errors don't grow along a limb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.armature import PLACE, SIZE, TURN
from engine.vector.armature.layout import BoneLayout
from engine.vector.armature.skinning import BoneMotion
from engine.vector.keyframes.keys import (
    REST,
    Extent,
    Keys,
    evaluate_keys,
    reduce_keys,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class KeyedBones:
    """The keys of B bones, and the motion that they replay.

    Attributes:
        keys: of each bone: x and y (how far it is from its place, pixels of the drawing), rotation
            against what it takes over from its parent, and scale along it and across it.
        inherits: what each bone takes over from its parent, as in `addon.contract.armature`.
        motion: as a host evaluates the keys.
    """

    keys: tuple[Keys, ...]
    inherits: tuple[int, ...]
    motion: BoneMotion


def key_bones(
    layout: BoneLayout,
    motion: BoneMotion,
    extents: Sequence[Extent],
    *,
    tolerance: float,
    loop: bool,
) -> KeyedBones:
    """Reduce the motion of bones to keys.

    Args:
        layout: of B bones.
        motion: what is to be keyed; in frame 0 all is at rest.
        extents: of each bone, where what it carries lies about its head.
        tolerance: by how much keys may move a corner of an extent, pixels.
        loop: the curves close.
    """
    frames = np.arange(len(motion.turns))
    keys: list[Keys] = []
    inherits = [_inherited(motion, int(parent)) for parent in layout.parents]
    turns, scales = np.zeros_like(motion.turns), np.ones_like(motion.scales)
    used: frozenset[int] = frozenset()
    for bone in range(layout.count):
        parent = int(layout.parents[bone])
        channels = np.tile(REST, (len(frames), 1))
        channels[:, 3:] = motion.scales[:, bone]
        turned = parent >= 0 and inherits[bone] != PLACE
        above = turns[:, parent] if turned else np.zeros(len(frames))
        channels[:, 2] = motion.turns[:, bone] - above
        if parent < 0:
            channels[:, :2] = motion.places[:, bone] - motion.heads[bone]
        own = reduce_keys(channels, extents[bone], tolerance=tolerance, loop=loop, preferred=used)
        replayed = evaluate_keys(own, frames)
        turns[:, bone] = replayed[:, 2] + above
        scales[:, bone] = replayed[:, 3:]
        used |= {int(frame) for frame in own.rows[:, 0]}
        keys.append(own)
    tops = np.flatnonzero(layout.parents < 0).tolist()
    roots = {bone: evaluate_keys(keys[bone], frames)[:, :2] for bone in tops}
    return KeyedBones(tuple(keys), tuple(inherits), replayed_motion(layout, turns, scales, roots))


def _inherited(motion: BoneMotion, parent: int) -> int:
    """Return what a bone takes over from its parent.

    Sizes aren't taken over from a stretched bone: it stretches its children along other axes than
    their own. From a mirrored one not even the turn is, which would be mirrored too.
    """
    if parent < 0:
        return SIZE
    scales = motion.scales[:, parent]
    if (scales < 0.0).any():
        return PLACE
    return TURN if (scales != 1.0).any() else SIZE


def replayed_motion(
    layout: BoneLayout, turns: Floats, scales: Floats, roots: dict[int, Floats]
) -> BoneMotion:
    """Return the motion of bones that turn, stretch and hang together as a host has it.

    turns [F, B] in all; scales [F, B, 2]; roots: the shift [F, 2] of each root bone.
    """
    angles, heads = layout.angles(), layout.heads
    places = np.zeros((*turns.shape, 2))
    for bone in range(layout.count):
        parent = int(layout.parents[bone])
        if parent < 0:
            places[:, bone] = heads[bone] + roots[bone]
            continue
        arm = complex(*(heads[bone] - heads[parent])) * np.exp(-1j * angles[parent])
        scale = scales[:, parent]
        sized = (scale[:, 0] * arm.real + 1j * scale[:, 1] * arm.imag) * np.exp(1j * angles[parent])
        way = np.exp(1j * turns[:, parent]) * sized
        places[:, bone] = places[:, parent] + np.stack([way.real, way.imag], axis=-1)
    return BoneMotion(heads, angles, places, turns, scales)
