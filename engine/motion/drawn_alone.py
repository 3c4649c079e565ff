# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a body that are drawn without it: pupils look, lips part, hands clap; wings of a thing.

They have joints of these names, see `engine.rig.pieces.alone`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import TAU
from engine.motion.head_turns import slid
from engine.motion.performance import Performance
from engine.motion.slide_room import box_of
from engine.motion.thing_limbs import limbs_of
from engine.motion.thing_parts import joints_called
from engine.rig.sheets import SHEET

Floats = NDArray[np.float64]
MARGIN = 0.85  # of the room in an eye that a pupil uses
BEAT = 0.75  # radians: half the way of a wing
UPPER, LOWER = 0.35, 0.8  # shares of an opening by which lips go up and down
PARTED = 0.14  # of the drawing: so far each of two hands goes before it claps,
OPENED = 0.12  # and turns, radians
MEETING = 0.05  # of the drawing: hands side by side come so much over one another
BENT = 0.21  # radians: a forearm that flexes
SWOLLEN = 0.1  # and how much higher its upper arm gets
FLUTTER, LAG = 0.07, 0.22  # of its long side; cycles: the wave along a sheet, between joints
CLOSED = 0.1  # of its height: an eye that is shut
CARRIED = 0.9  # of a point's weights: it is of the jaw
FRONT = 0.4  # of a jaw's reach: teeth are further from its hinge
WIDEST = 1.0  # radians, that jaws are drawn apart


def gazing(body: Performance, right: Floats, down: Floats | float = 0.0) -> bool:
    """Let pupils look right and down by shares -1..1 [F] of the room; return whether there are any.

    0 is where they are drawn.
    """
    pupils = joints_called(body, "pupil")
    for name in pupils:
        eye, own = box_of(body, name.replace("pupil", "lid")), box_of(body, name)
        before, after = MARGIN * (own[0] - eye[0]), MARGIN * (eye[1] - own[1])
        x = np.where(right > 0, right * after[0], right * before[0])
        y = np.where(np.asarray(down) > 0, down * after[1], down * before[1])
        slid(body, name, x, 0.7 * y)
    return bool(pupils)


def blinking(body: Performance, opened: Floats) -> bool:
    """Close eyes to shares 0..1 [F] of their height; return whether there are any."""
    lids = joints_called(body, "lid")
    for name in (*lids, *joints_called(body, "pupil")):
        body.stretch(name, 1.0, np.maximum(opened, CLOSED))
    return bool(lids)


def parting(body: Performance, opened: Floats) -> bool:
    """Open a mouth further than it is drawn, by [F] of its height; return whether there is one.

    The lower lip goes further than the upper one; lips without an opening between them stretch.
    """
    if "upper_lip" in body.rest.index:
        height = float(np.ptp(body.rest.box[:, 1]))
        slid(body, "upper_lip", 0.0, -UPPER * opened * height)
        slid(body, "lower_lip", 0.0, LOWER * opened * height)
        return True
    mouths = joints_called(body, "lips")
    for name in mouths:
        body.stretch(name, 1.0 - 0.2 * opened, 1.0 + opened)
    return bool(mouths)


def jaw_turning(body: Performance, opened: Floats) -> bool:
    """Turn the lower jaw of a head down by [F] radians; return whether there is one."""
    if "jaw0" not in body.rest.index:
        return False
    aside = float(box_of(body, "jaw0").mean(axis=0)[0] - body.rest.at("jaw0")[0])
    body.turn("jaw0", float(np.sign(aside) or 1.0) * opened)
    return True


def gape(body: Performance) -> float:
    """Return by how many radians the jaws of a head are drawn apart; 0.0 where they are shut."""
    rest = body.rest
    bones, points = rest.bones, rest.points
    if "jaw0" not in rest.index or points is None or len(points) != len(bones.carriers):
        return 0.0
    share = (bones.weights * (bones.carriers == rest.index["jaw0"])).sum(axis=1)
    away = points - rest.at("jaw0")
    away[:, 0] *= float(np.sign(box_of(body, "jaw0").mean(axis=0)[0] - rest.at("jaw0")[0]) or 1.0)
    reach = float(away[share > CARRIED, 0].max(initial=0.0))
    front = away[:, 0] > FRONT * max(reach, 1e-9)
    angles = np.arctan2(away[:, 1], away[:, 0])
    lower, upper = angles[front & (share > CARRIED)], angles[front & (share < 1.0 - CARRIED)]
    upper = upper[upper < lower.min(initial=np.inf)]
    if not len(lower) or not len(upper):
        return 0.0
    return float(np.clip(lower.min() - upper.max(), 0.0, WIDEST))


def clapping(body: Performance, apart: Floats) -> bool:
    """Take two hands apart by shares 0..1 [F] and bring them together; return whether there are.

    Hands that are drawn side by side come together instead.
    """
    if not {"hand0", "hand1"} <= body.rest.index.keys():
        return False
    way = body.rest.at("hand1") - body.rest.at("hand0")
    way = way / max(float(np.hypot(*way)), 1e-9)
    boxes = [box_of(body, name) for name in ("hand0", "hand1")]
    boxes.sort(key=lambda box: float(box[0, 0]))
    gap = float(boxes[1][0, 0] - boxes[0][1, 0])
    beside = gap > 0.0 and float(np.ptp(boxes[0][:, 0])) > 0.0  # no points: over one another
    most = -(0.5 * gap + MEETING * body.size) if beside else PARTED * body.size
    for name, sign in (("hand0", -1.0), ("hand1", 1.0)):
        far = sign * most * apart
        slid(body, name, far * way[0], far * way[1])
        body.turn(
            name, sign * (1.0 if way[0] > 0 else -1.0) * (-OPENED if beside else OPENED) * apart
        )
    return True


def bending(body: Performance, tense: Floats) -> bool:
    """Bend a forearm towards its upper arm, which swells, by shares [F]; return whether it can."""
    if "forearm" not in body.rest.index:
        return False
    elbow, bones = body.rest.at("forearm"), body.rest.bones
    share = np.where(bones.carriers == body.rest.index["forearm"], bones.weights, 0.0).sum(axis=1)
    points = body.rest.points
    if points is None or len(points) != len(share) or not 0.0 < share.sum() < len(share):
        return False
    fore = np.average(points, axis=0, weights=share) - elbow
    upper = np.average(points, axis=0, weights=1.0 - share) - elbow
    side = float(np.sign(fore[0] * upper[1] - fore[1] * upper[0]) or 1.0)
    body.turn("forearm", BENT * side * tense)
    body.stretch(body.rest.bones.names[0], 1.0, 1.0 + SWOLLEN * tense)
    body.stretch("forearm", 1.0, 1.0 / (1.0 + SWOLLEN * tense))
    return True


def beating(body: Performance, period: float) -> bool:
    """Beat the wings of a thing, or limbs in their place; return whether there are any."""
    hung = {name: box_of(body, name).mean(axis=0) for name in joints_called(body, "wing")}
    if not hung:
        hung = {limb.name: limb.tip for limb in limbs_of(body)[:2]}
    swing = np.sin(TAU * body.phase(period)) * body.swell(3.0) * body.amount
    for name, outer in hung.items():
        side = float(np.sign(outer[0] - body.rest.at(name)[0]) or 1.0)
        body.turn(name, -side * BEAT * swing)
    if hung:
        lift = np.sin(TAU * (body.phase(period) - 0.2)) * body.swell(3.0)
        body.shift(0.0, 0.06 * body.size * lift * body.amount)
    return bool(hung)


def fluttering(body: Performance, period: float) -> bool:
    """Let a wave run along a sheet, which tilts in the wind; return whether it is one."""
    names = sorted(joints_called(body, SHEET))
    if len(names) < 2:
        return False
    along = body.rest.at(names[-1]) - body.rest.at(names[0])
    across = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1e-9)
    swell = body.swell(3.0) * body.amount
    for number, name in enumerate(names):
        wave = np.sin(TAU * (body.phase(period) - LAG * number)) * FLUTTER * body.size * swell
        slid(body, name, wave * across[0], wave * across[1])
    body.about(body.rest.centre, 0.07 * swell * np.sin(TAU * body.phase(2.0 * period)))
    return True
