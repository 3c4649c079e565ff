# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What things share, and what their parts do while they act: rotors whirl, strings trail.

The parts have joints of these names, see `engine.rig.pieces.named`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull, QhullError, cKDTree

from engine.motion.curves import TAU
from engine.motion.performance import Performance
from engine.motion.rest import RestPose
from engine.rig.bones import rotation

Floats = NDArray[np.float64]
LIFTS = "lifts"  # a joint of what rises straight up, though no rotor of it is found
SPOUTS, ENDS = 0.03, 0.2  # of its size, width: spout and handle differ as much in height, there
ROUND = 0.85  # the least radius of an outline that is round, of the largest
CLIMBS = (0.3, 1.3)  # radians above level: how steeply what has a nose climbs
UPRIGHT = 0.2  # as far aside, of its way up, the nose of what stands upright points
FOLDS, ALIKE = (3, 4, 5, 6, 8), 0.03  # parts of a circle; of its size: what looks alike turned
NARROWEST = 0.12  # of its width: what turns away from us keeps this much of it


def first_joint(body: Performance) -> str:
    """Return the name of the joint that everything hangs on."""
    return body.rest.bones.names[0]


def foot_of(body: Performance) -> Floats:
    """Return the middle [2] of the ground line of the drawing."""
    return np.array([body.rest.centre[0], body.rest.box[1, 1]])


def scaled_about(
    body: Performance, place: Floats, wide: Floats | float, tall: Floats | float
) -> None:
    """Stretch a thing by [F] along the drawing's axes, so that a place [2] stays."""
    first = first_joint(body)
    body.stretch(first, wide, tall)
    arm = body.rest.at(first) - place
    body.shift(arm[0] * (np.asarray(wide) - 1.0), arm[1] * (np.asarray(tall) - 1.0))


def there(body: Performance, curve: Floats) -> Floats:
    """Return a way 0..1 [F] that in a loop comes back."""
    return np.sin(np.pi * body.t) ** 2 if body.beat.loop else curve


def joints_called(body: Performance, name: str) -> list[str]:
    """Return the joints called `name` and a number."""
    return [j for j in body.rest.index if j.startswith(name) and j[len(name) :].isdigit()]


def narrowed(angle: Floats) -> Floats:
    """Return widths -1..1 [F] of something flat that turns about an upright axis."""
    width = np.cos(angle)
    return np.where(np.abs(width) < NARROWEST, np.where(width < 0, -1.0, 1.0) * NARROWEST, width)


def heading(body: Performance) -> Floats:
    """Return the direction [2] to the front of a thing, of length 1; level where it has none."""
    if not body.rest.has("front"):
        return np.array([body.facing, 0.0])
    ahead = body.rest.at("front") - body.rest.centre
    return np.asarray(ahead / max(float(np.hypot(*ahead)), 1e-9))


def climbing(rest: RestPose) -> Floats | None:
    """Return the direction [2] in which a plane or a rocket climbs; None for what has no nose.

    It goes where its nose points, but not down, and not level.
    """
    if not rest.has("front") or rest.has("rotor0") or rest.has(LIFTS):
        return None
    ahead = rest.at("front") - rest.centre
    if abs(ahead[0]) < UPRIGHT * abs(ahead[1]):
        return np.array([0.0, -1.0])
    angle = float(np.clip(np.arctan2(-ahead[1], abs(ahead[0])), *CLIMBS))
    return np.array([rest.facing * np.cos(angle), -np.sin(angle)])


def own_time(body: Performance) -> float:
    """Return a share 0..1 of a cycle that differs between things by their places and by chance."""
    place = 0.618 * float(body.rest.centre.sum()) / max(body.size, 1e-9)
    return float(np.mod(place + body.rng.uniform(), 1.0))


def raised_end(body: Performance) -> float:
    """Return on which side the higher end of something long lies: 1.0 right, -1.0 left."""
    points = body.rest.points
    if points is None or len(points) < 2:
        return body.facing
    along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)[2][0]
    return float(np.sign(-along[0] * along[1]) or body.facing)


def is_round(body: Performance) -> bool:
    """Tell whether a thing's outline is about a circle, so that it may turn in the picture."""
    lines = body.rest.lines
    if lines is None or len(lines) < 3:
        return False
    try:
        hull = lines[ConvexHull(lines).vertices]
    except QhullError:  # a straight line
        return False
    away = np.linalg.norm(hull - body.rest.centre, axis=1)
    return bool(away.min() > ROUND * away.max())


def looks_alike_turned(body: Performance) -> bool:
    """Tell whether a drawing looks the same turned by a part of a circle: sails, a flower."""
    lines = body.rest.lines
    if lines is None or len(lines) < 3:
        return False
    arms = lines - body.rest.centre
    tree = cKDTree(arms)
    return any(
        float(tree.query(rotation(np.array(TAU / parts), arms))[0].mean()) < ALIKE * body.size
        for parts in FOLDS
    )


def pouring_side(body: Performance) -> float:
    """Return the side to which something pours, 1.0 right: its spout is higher than its handle."""
    points = body.rest.points
    if points is None or len(points) < 2:
        return body.facing
    across = (points[:, 0] - body.rest.box[0, 0]) / max(float(np.ptp(body.rest.box[:, 0])), 1e-9)
    left, right = (float(points[end, 1].min()) for end in (across < ENDS, across > 1.0 - ENDS))
    return body.facing if abs(left - right) < SPOUTS * body.size else float(np.sign(left - right))


def rotors_whirl(body: Performance) -> bool:
    """Whirl rotors, seen from the side; return whether there are any."""
    rotors = joints_called(body, "rotor")
    for name in rotors:
        body.stretch(name, narrowed(TAU * body.phase(7.0)), 1.0)
    return bool(rotors)


def water_stays(body: Performance) -> None:
    """Keep water level under what rocks on it."""
    for name in joints_called(body, "water"):
        body.level(name)


def hangs_late(body: Performance) -> None:
    """Let the clapper of a bell lag behind it."""
    body.follow(joints_called(body, "clapper"), period=12.0, damping=0.4, drag=0.2)


def strings_trail(body: Performance) -> None:
    """Let soft strings trail behind what they hang on."""
    names = joints_called(body, "bend")
    parents = {
        name: body.rest.bones.names[int(body.rest.bones.parents[body.rest.index[name]])]
        for name in names
    }
    for first in (name for name in names if parents[name] not in names):
        chain = [first]
        while below := [name for name in names if parents[name] == chain[-1]]:
            chain.append(below[0])
        lags = np.arange(len(chain))
        sway = np.stack([0.22 * body.swing(22.0, -0.12 * lag) for lag in lags], axis=1)
        body.follow(chain, period=12.0, damping=0.4, push=sway * body.amount, drag=1.5)


def fallen(body: Performance, period: float) -> None:
    """Let drops fall from above again and again, each from where it is drawn."""
    drops = joints_called(body, "drop")
    if not drops:
        return
    top = min(float(body.rest.at(name)[1]) for name in drops) - 0.1 * body.size
    low = max(float(body.rest.at(name)[1]) for name in drops) + 0.12 * body.size
    phase = body.phase(period)
    for name in drops:
        above = body.rest.at(name.replace("drop", "fall"))[1]
        drawn = (body.rest.at(name)[1] - top) / (low - top)
        share = np.mod(drawn + phase, 1.0)
        far = (top + share * (low - top) - above) / (body.rest.at(name)[1] - above)
        seen = _seen(share) / max(float(_seen(np.array([drawn]))[0]), 0.1)
        body.stretch(name.replace("drop", "fall"), 1.0, far)
        body.stretch(name, np.minimum(seen, 1.0), np.minimum(seen, 1.0) / far)


def _seen(share: Floats) -> Floats:
    """Return the size 0..1 of a drop on its way 0..1: it comes and goes as a dot."""
    return np.clip(np.minimum(share / 0.12, (1.0 - share) / 0.12), 0.02, 1.0)


def curling(body: Performance, period: float) -> None:
    """Let smoke curl: it winds about its own upright axis, stretches and leans.

    Separate puffs rise instead, one after the other, and come again where the lowest is drawn.
    """
    puffs = joints_called(body, "smoke")
    if len(puffs) > 1:
        _puffs_rise(body, puffs, period)
        return
    for name in puffs:
        wind = TAU * body.phase(period)
        body.stretch(name, narrowed(wind), 1.0 + 0.3 * body.amount * (1.0 - np.cos(wind)))
        body.turn(name, 0.3 * body.amount * body.swing(1.6 * period))


def _puffs_rise(body: Performance, puffs: list[str], period: float) -> None:
    heights = {name: float(body.rest.at(name)[1]) for name in puffs}
    low = max(heights.values()) + 0.02 * body.size
    high = min(heights.values()) - 0.12 * body.size
    for name in puffs:
        column = name.replace("smoke", "column")
        drawn = (low - heights[name]) / (low - high)
        share = np.mod(drawn + body.phase(1.6 * period), 1.0)
        ground = float(body.rest.at(column)[1])
        far = (ground - low + share * (low - high)) / (ground - heights[name])
        seen = np.minimum(_seen(share) / max(float(_seen(np.array([drawn]))[0]), 0.1), 1.0)
        body.stretch(column, 1.0, far)
        body.stretch(name, seen, seen / far)
