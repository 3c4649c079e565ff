# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How birds stand on their feet and bow: their legs draw into the plumage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.performance import Performance, Planted
from engine.motion.rest import Limb
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
LEGS = ("leg_near", "leg_far")
BOW = (0.12, 0.5, 0.38)  # shares of a bow: of breast, neck and head
BOWED = (("neck", "breast"), ("head", "neck"))
MOST_TIP = 0.65  # radians: how far a bird tips about its feet to peck
FORESHORTENED = 0.22  # of its height: how much shorter a body looks that bows towards us


def legs_of_bird(body: Performance) -> dict[str, Limb]:
    """Return the legs that the drawing shows, by name."""
    limbs = {name: body.rest.limb(name) for name in LEGS}
    return {name: limb for name, limb in limbs.items() if limb.sound}


def leg_length(body: Performance) -> float:
    """Return the mean length of a leg; of a long one where none is drawn."""
    limbs = legs_of_bird(body).values()
    return float(np.mean([limb.length for limb in limbs])) if limbs else 0.3 * body.size


def put_toe(body: Performance, limb: Limb, toe: Floats, angle: Floats | float = 0.0) -> None:
    """Bring a bird's toe to [F, 2]: the leg turns and draws into the plumage."""
    angle = body.facing * np.broadcast_to(np.asarray(angle, dtype=np.float64), (body.frames,))
    sole, leg = limb.tip - limb.places[1], limb.places[1] - limb.root
    c, s = np.cos(angle), np.sin(angle)
    ankle = toe - np.stack([c * sole[0] - s * sole[1], s * sole[0] + c * sole[1]], axis=1)
    arm = ankle - body.places()[:, limb.index[0]]
    distance = np.hypot(arm[:, 0], arm[:, 1])
    drawn = max(abs(leg[1]), 1e-9)
    high = np.sqrt(np.maximum(distance**2 - leg[0] ** 2, (0.35 * drawn) ** 2))
    short = np.clip(high / drawn, 0.35, 2.2)
    now = np.arctan2(leg[1] * short, leg[0])
    turn = np.mod(np.arctan2(arm[:, 1], arm[:, 0]) - now + np.pi, TAU) - np.pi
    above = body.turns()[:, int(body.rest.bones.parents[limb.index[0]])]
    body.stretch(limb.names[0], 1.0, short)
    body.stretch(limb.names[1], 1.0, 1.0 / short)
    body.own[:, limb.index[0]] = turn - above
    body.own[:, limb.index[1]] = angle - turn


def stand(body: Performance) -> None:
    """Keep both feet where they are drawn, whatever the body does."""
    for limb in legs_of_bird(body).values():
        toe = np.repeat(limb.tip[None], body.frames, axis=0)
        put_toe(body, limb, toe)
        body.planted.append(Planted(limb.names[-1], np.ones(body.frames, bool), toe))


def feet(body: Performance) -> Floats:
    """Place [2] between the feet."""
    limbs = list(legs_of_bird(body).values())
    if not limbs:
        return np.array([body.rest.centre[0], body.rest.ground])
    return np.asarray(np.mean([limb.tip for limb in limbs], axis=0))


def bow(body: Performance, curve: Floats) -> None:
    """Bow breast, neck and head by an angle in all."""
    for name, share in zip(("breast", "neck", "head"), BOW, strict=True):
        body.pitch(name, share * curve)


def to_ground(body: Performance) -> tuple[float, float]:
    """Return by how much a body tips about its feet, and its neck bows, for the beak to be down.

    A long neck bows more than a body tips; a head on no neck hardly bows, or its throat crumples.
    """
    rest, ground = body.rest, feet(body)
    neck = float(np.linalg.norm(rest.at("head") - rest.at("breast"))) / body.size
    most = float(np.interp(neck, (0.1, 0.3), (0.35, 1.3)))
    best, least = (0.4, 0.5 * most), np.inf
    for tip in np.linspace(0.2, MOST_TIP, 8):
        for down in np.linspace(0.0, most, 8):
            turn = tip + BOW[0] * down
            arm = rest.at("breast") - ground
            place = ground + rotation(np.asarray(body.facing * tip), arm)
            for (name, after), share in zip(BOWED, BOW[1:], strict=True):
                arm = rest.at(name) - rest.at(after)
                place = place + rotation(np.asarray(body.facing * turn), arm)
                turn += share * down
            last = rest.at("beak") - rest.at("head")
            place = place + rotation(np.asarray(body.facing * turn), last)
            off = abs(float(place[1]) - rest.ground) / body.size + 0.05 * (tip + down)
            if off < least:
                best, least = (float(tip), float(down)), off
    return best


def bows_to_us(body: Performance, down: Floats) -> None:
    """Bow towards us: the body looks shorter, and the head comes down over it."""
    tall = 1.0 - FORESHORTENED * down
    first = body.rest.bones.names[0]
    body.stretch(first, 1.0, tall)
    body.shift(0.0, (body.rest.ground - body.rest.at(first)[1]) * (1.0 - tall))
    body.stretch("neck", 1.0, 1.0 / tall)  # the head itself keeps its shape
