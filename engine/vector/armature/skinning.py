# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a host's armature carries points: linear blending, or blending that keeps volume.

Kavan, Collins, Zara and O'Sullivan, "Skinning with Dual Quaternions" (2007). In the plane a dual
quaternion is a pair of complex numbers: half the turn, and half the way turned back by it. A way
and a place are complex numbers here as well: x + iy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Complex = NDArray[np.complex128]


@dataclass(frozen=True)
class BoneMotion:
    """Where B bones are in F frames.

    Attributes:
        heads: [B, 2], at rest.
        angles: [B], directions at rest, radians.
        places: [F, B, 2], where they begin.
        turns: [F, B], how far they have turned in all, radians, clockwise on the screen.
        scales: [F, B, 2], factors along a bone and across it.
    """

    heads: Floats
    angles: Floats
    places: Floats
    turns: Floats
    scales: Floats

    def carried(self, points: Floats, carriers: Ints) -> Complex:
        """Return where [F, P, K] each of K bones alone would bring points [P, 2].

        carriers [P, K]: bones.
        """
        arm = complex_of(points)[:, None] - complex_of(self.heads)[carriers]
        bone = np.exp(1j * self.angles)[carriers]
        along = arm * np.conj(bone)
        scale = self.scales[:, carriers]
        sized = (scale[..., 0] * along.real + 1j * scale[..., 1] * along.imag) * bone
        turned = np.exp(1j * self.turns[:, carriers]) * sized
        return np.asarray(complex_of(self.places)[:, carriers] + turned)

    def half_turns(self, carriers: Ints, weights: Floats) -> Complex:
        """Return quaternions [F, P, K] of the bones' turns, on the side of the strongest one."""
        half = np.exp(0.5j * self.turns)
        own = half[:, carriers]
        rows = np.arange(len(carriers))
        lead = half[:, carriers[rows, weights.argmax(axis=1)]]
        same = (np.conj(lead)[..., None] * own).real >= 0.0
        return np.asarray(np.where(same, own, -own))


def complex_of(places: Floats) -> Complex:
    """Return places [..., 2] as complex numbers [...]."""
    return np.asarray(places[..., 0] + 1j * places[..., 1])


def blended(
    motion: BoneMotion, points: Floats, carriers: Ints, weights: Floats, *, volume: bool
) -> Complex:
    """Return where [F, P] bones bring points [P, 2]; weights [P, K] sum to 1.

    volume: turns are blended as dual quaternions; otherwise the places are.
    """
    alone = motion.carried(points, carriers)
    if not volume:
        return np.asarray((alone * weights).sum(axis=-1))
    place = complex_of(points)
    turn, way = _blend(motion, place, alone, carriers, weights)
    return np.asarray(turn * place + way)


def unposed(
    motion: BoneMotion,
    points: Floats,
    target: Complex,
    carriers: Ints,
    weights: Floats,
    *,
    volume: bool,
) -> Complex:
    """Return which places [F, P] at rest bones bring to `target` [F, P]; points [P, 2] are near.

    It is exact where nothing is stretched; otherwise a few steps of iteration are taken.
    """
    place = np.broadcast_to(complex_of(points), target.shape).copy()
    alone = motion.carried(points, carriers)
    turn, _ = _blend(motion, complex_of(points), alone, carriers, weights)
    for _ in range(6):
        reached = _blended_each(motion, place, carriers, weights, volume=volume)
        place += np.conj(turn) * (target - reached)
    return place


def _blended_each(
    motion: BoneMotion, places: Complex, carriers: Ints, weights: Floats, *, volume: bool
) -> Complex:
    """Return where [F, P] bones bring points that lie elsewhere in every frame: places [F, P]."""
    result = np.empty_like(places)
    for frame, own in enumerate(places):
        one = BoneMotion(
            motion.heads,
            motion.angles,
            motion.places[frame : frame + 1],
            motion.turns[frame : frame + 1],
            motion.scales[frame : frame + 1],
        )
        points = np.stack([own.real, own.imag], axis=-1)
        result[frame] = blended(one, points, carriers, weights, volume=volume)[0]
    return result


def _blend(
    motion: BoneMotion, place: Complex, alone: Complex, carriers: Ints, weights: Floats
) -> tuple[Complex, Complex]:
    """Return the blended turn [F, P] and way [F, P] of points at `place` [P].

    alone [F, P, K]: where each bone alone brings them. A stretched bone counts as one that only
    turns and moves, so that it brings the point there.
    """
    half = motion.half_turns(carriers, weights)
    ways = (alone - half * half * place[:, None]) * np.conj(half)
    real, dual = (half * weights).sum(axis=-1), (ways * weights).sum(axis=-1)
    square = np.maximum(np.abs(real) ** 2, 1e-12)
    return np.asarray(real * real / square), np.asarray(dual * real / square)
