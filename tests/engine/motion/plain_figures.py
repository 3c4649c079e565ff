# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain figures of plans that have no puppets: joints by hand, a few points on every bone."""

from __future__ import annotations

import numpy as np

from engine.rig.bones import Bones
from engine.rig.skeletons import PLANS

#: joints of each plan in units of the drawing, y down, facing right
PLACES: dict[str, dict[str, tuple[float, float]]] = {
    "car": {"body": (0, -0.1), "wheel_back": (-0.35, 0.15), "wheel_front": (0.35, 0.15)},
    "bicycle": {
        "frame": (0, 0), "wheel_back": (-0.35, 0.2), "wheel_front": (0.35, 0.2),
        "crank": (-0.03, 0.2), "pedal_near": (0.07, 0.2), "pedal_far": (-0.13, 0.2),
        "saddle": (-0.12, -0.1), "bar": (0.28, -0.12),
    },
    "machine": {
        "base": (0, 0.3), "cab": (-0.1, 0.1), "boom0": (0.0, 0.05), "boom1": (0.3, -0.3),
        "bucket0": (0.5, 0.05), "bucket1": (0.42, 0.2),
    },
    "clock": {
        "dial": (0, 0), "hour0": (0, 0), "hour1": (0.15, -0.1), "minute0": (0, 0),
        "minute1": (0, -0.3), "pendulum0": (0, 0.3), "pendulum1": (0, 0.6),
    },
    "windmill": {"tower": (0, 0.5), "rotor": (0, -0.2)},
    "plant": {
        "base": (0, 0.5), "stem0": (0, 0.25), "stem1": (0.02, 0.0), "stem2": (0, -0.25),
        "bloom": (0.02, -0.45), "leaf_left0": (-0.02, 0.2), "leaf_left1": (-0.2, 0.1),
        "leaf_right0": (0.02, 0.15), "leaf_right1": (0.2, 0.05),
    },
    "tree": {
        "base": (0, 0.5), "trunk0": (0, 0.25), "trunk1": (0, 0.0), "crown0": (0, -0.2),
        "crown1": (0, -0.5), "branch_left0": (-0.1, -0.05), "branch_left1": (-0.35, -0.2),
        "branch_right0": (0.1, -0.05), "branch_right1": (0.35, -0.2),
    },
    "flag": {
        "pole": (-0.4, 0.5), "pole_top": (-0.4, -0.45),
        **{f"cloth{n}": (-0.4 + 0.2 * n, -0.3) for n in range(5)},
    },
    "flame": {"base": (0, 0.5), **{f"tongue{n}": (0, 0.25 - 0.25 * n) for n in range(4)}},
    "insect": {
        "thorax": (0, 0), "head": (0.2, -0.02), "mouth": (0.3, 0.02), "feeler0": (0.26, -0.08),
        "feeler1": (0.4, -0.2), "abdomen0": (-0.15, 0.02), "abdomen1": (-0.45, 0.06),
        "wing_near0": (-0.02, -0.08), "wing_near1": (-0.25, -0.4), "wing_far0": (0.04, -0.08),
        "wing_far1": (-0.05, -0.45),
        **{f"{n}_{s}{k}": (x + d + o * (0.3, 0.9, 1.5)[k] * 0.1, (0.06, 0.12, 0.25)[k])
           for n, x, o in (("fore", 0.1, 1), ("middle", 0.0, 0.3), ("hind", -0.1, -1))
           for s, d in (("near", 0.0), ("far", 0.05)) for k in range(3)},
    },
    "butterfly": {
        "thorax": (0, 0), "head": (0, -0.12), "abdomen": (0, 0.3),
        **{f"{n}_{s}{k}": (sign * x[k], y[k])
           for s, sign in (("left", -1), ("right", 1))
           for n, x, y in (("feeler", (0.02, 0.12), (-0.15, -0.35)),
                           ("wing", (0.04, 0.45), (-0.05, -0.3)),
                           ("hindwing", (0.04, 0.35), (0.05, 0.3))) for k in range(2)},
    },
    "spider": {
        "body": (0, 0), "head": (0, -0.12), "rear": (0, 0.2),
        **{f"leg_{row}_{s}{k}": (sign * (0.06, 0.28, 0.42)[k],
                                 -0.08 + 0.06 * i + (0.0, 0.5, 1.0)[k] * (-0.35 + 0.24 * i))
           for i, row in enumerate("abcd") for s, sign in (("left", -1), ("right", 1))
           for k in range(3)},
    },
    "turtle": {
        "shell": (0, 0), "neck": (0.3, 0.05), "head": (0.4, -0.02), "nose": (0.5, 0.0),
        "tail0": (-0.32, 0.1), "tail1": (-0.42, 0.14),
        **{f"{n}_{s}{k}": (x + d + 0.02 * k, (0.1, 0.2, 0.28)[k])
           for n, x in (("hind", -0.2), ("fore", 0.2)) for s, d in (("near", 0), ("far", 0.06))
           for k in range(3)},
    },
    "snail": {
        "foot1": (0, 0.3), "foot0": (-0.35, 0.32), "foot2": (0.25, 0.32), "neck": (0.33, 0.15),
        "head": (0.38, 0.02), "feeler_near0": (0.39, -0.02), "feeler_near1": (0.42, -0.15),
        "feeler_far0": (0.41, -0.02), "feeler_far1": (0.5, -0.12), "shell": (-0.05, 0.1),
    },
    "crab": {
        "shell": (0, 0),
        **{f"eye_{s}{k}": (sign * 0.08, -0.12 - 0.1 * k)
           for s, sign in (("left", -1), ("right", 1)) for k in range(2)},
        **{f"claw_{s}{k}": (sign * (0.2, 0.35, 0.4, 0.42)[k], (-0.05, -0.1, -0.3, -0.45)[k])
           for s, sign in (("left", -1), ("right", 1)) for k in range(4)},
        **{f"leg_{row}_{s}{k}": (sign * ((0.15, 0.3, 0.38)[k] - 0.05 * i),
                                 (0.05, 0.08, 0.3)[k] + 0.03 * i)
           for i, row in enumerate("abc") for s, sign in (("left", -1), ("right", 1))
           for k in range(3)},
    },
    "face": {
        "skull": (0, 0.4), "eye_left0": (-0.15, -0.1), "eye_right0": (0.15, -0.1),
        "brow_left0": (-0.15, -0.22), "brow_right0": (0.15, -0.22), "nose": (0, 0.05),
        "mouth": (0, 0.22), "mouth_left": (-0.12, 0.2), "mouth_right": (0.12, 0.2),
        "ear_left0": (-0.4, -0.05), "ear_left1": (-0.45, -0.2), "ear_right0": (0.4, -0.05),
        "ear_right1": (0.45, -0.2), "hair0": (0, -0.45), "hair1": (0.1, -0.6),
    },
}  # fmt: skip
PLACES["cyclist"] = {
    **PLACES["bicycle"], "pelvis": (-0.12, -0.12), "waist": (-0.04, -0.26), "neck": (0.08, -0.45),
    "head": (0.1, -0.5), "top": (0.14, -0.65), "leg_near0": (-0.12, -0.12),
    "leg_near1": (0.1, 0.02), "leg_near2": (0.03, 0.18), "leg_near3": (0.08, 0.2),
    "leg_far0": (-0.12, -0.12), "leg_far1": (0.06, 0.0), "leg_far2": (-0.17, 0.17),
    "leg_far3": (-0.12, 0.2), "arm_near0": (0.08, -0.4), "arm_near1": (0.14, -0.22),
    "arm_near2": (0.28, -0.12), "arm_far0": (0.08, -0.4), "arm_far1": (0.16, -0.22),
    "arm_far2": (0.29, -0.12),
}  # fmt: skip


def plain_figure(
    name: str, rng: np.random.Generator, *, mirror: bool = False
) -> tuple[Bones, np.ndarray, np.ndarray]:
    """Return bones, points [P, 2] and strokes [P] of a plan, a little varied."""
    names: tuple[str, ...]
    if name == "":
        joints = np.zeros((1, 2))
        names, parents = ("piece",), np.array([-1])
    else:
        plan = PLANS[name]
        names, parents = tuple(j.name for j in plan.joints), np.array(plan.parents)
        joints = np.array([PLACES[name][n] for n in names]) + rng.normal(0, 0.004, (len(names), 2))
    if mirror:
        joints = joints * [-1.0, 1.0]
    points: list[np.ndarray] = []
    carriers: list[np.ndarray] = []
    strokes: list[np.ndarray] = []
    circle = np.stack([np.cos(np.linspace(0, 6.28, 24)), np.sin(np.linspace(0, 6.28, 24))], 1)
    for joint, parent in enumerate(parents):
        if "wheel" in names[joint] or joint == 0 or "rotor" in names[joint]:
            radius = {"wheel": 0.16, "rotor": 0.3}.get(names[joint].split("_")[0], 0.1)
            ring = np.concatenate([circle * radius, [[0, 0], [0, -radius]]]) + joints[joint]
            points.append(ring)
            carriers.append(np.full(len(ring), joint))
            strokes.append(np.full(len(ring), len(strokes)))
        if parent >= 0:
            line = joints[parent] + np.linspace(0, 1, 8)[:, None] * (joints[joint] - joints[parent])
            points.append(line)
            carriers.append(np.full(8, parent))
            strokes.append(np.full(8, len(strokes)))
            tip = joints[joint] + 0.03 * circle[::4]  # what the joint itself carries
            points.append(tip)
            carriers.append(np.full(len(tip), joint))
            strokes.append(np.full(len(tip), len(strokes)))
    carrier = np.concatenate(carriers)[:, None]
    bones = Bones(
        name, names, parents.astype(np.int64), joints, np.ones(len(names)), carrier,
        np.ones_like(carrier, dtype=np.float64), np.zeros(len(carrier), np.int64),
    )  # fmt: skip
    return bones, np.concatenate(points), np.concatenate(strokes)
