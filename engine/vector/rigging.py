# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The motion of a scene's objects carried by their bones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.rig.carry import carried
from engine.rig.find import FoundRig, find_rig
from engine.rig.nouns import plans_of
from engine.vector.scene.scene import Scene

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RiggedObject:
    """The rig of one active object.

    Attributes:
        places: int64 [N], which of the scene's places are the object's.
        rig: bones in working units, over these places; None where no body plan is known or sure.
        reason: why there is no rig, in words for a report; "" where there is one.
    """

    places: NDArray[np.int64]
    rig: FoundRig | None
    reason: str = ""


def find_rigs(scene: Scene, captions: Sequence[str]) -> tuple[RiggedObject, ...]:
    """Return what bones were found in each active object, by what its caption names."""
    return tuple(_find(scene, index, caption) for index, caption in enumerate(captions))


def _find(scene: Scene, index: int, caption: str) -> RiggedObject:
    places = np.flatnonzero(scene.objects == index)
    plans = plans_of(caption)
    if not plans:
        return RiggedObject(places, None, "no body plan is known for it")
    strokes = scene.handles.stroke_of_handle[places].astype(np.int64)
    rig = find_rig(scene.rest[places], strokes, plans)
    if rig is None:
        return RiggedObject(places, None, "it looks like none of the body plans it may have")
    if not rig.sure:
        return RiggedObject(places, None, "its bones are not sure enough")
    return RiggedObject(places, rig)


def carry_objects(
    scene: Scene, rigs: Sequence[RiggedObject], places: Floats, *, loop: bool
) -> Floats:
    """Return displacements [F, H, 2] in which every rigged object moves by its bones."""
    result = places.copy()
    for item in rigs:
        if item.rig is None:
            continue
        rest = scene.rest[item.places]
        _, points = carried(item.rig.bones, rest, rest + places[:, item.places], loop=loop)
        result[:, item.places] = points - rest
        result[0, item.places] = places[0, item.places]
    return result
