# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of bones as artists use them, from the joints at which the bones begin.

Left and right are ".L" and ".R", so that Blender mirrors poses; near and far are written out.
Nothing here needs Blender.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SIDES = {"left": "L", "right": "R", "near": "near", "far": "far"}
#: Segments of limbs by the limb's name, from the body outwards.
LIMBS: dict[str, tuple[str, ...]] = {
    "leg": ("thigh", "shin", "foot", "toes"),
    "arm": ("upper arm", "forearm", "hand", "fingers"),
    "hind": ("thigh", "shin", "hind foot", "hind toes", "hind claws"),
    "fore": ("upper foreleg", "lower foreleg", "forefoot", "fore toes", "fore claws"),
    "wing": ("wing", "wing middle", "wing tip", "wing end"),
    "claw": ("upper claw arm", "lower claw arm", "claw", "pincer"),
}
#: Joints whose bones artists call otherwise, by plan ("" for all plans).
SINGLE: dict[str, dict[str, str]] = {
    "": {
        "hip": "hips",
        "middle": "spine",
        "shoulder": "chest",
        "waist": "spine",
        "pole_top": "pole top",
    },
    "fish": {
        "spine3": "head",
        "spine2": "body 1",
        "spine1": "body 2",
        "spine0": "body 3",
        "tail": "tail fin",
        "fin0": "fin",
    },
    "person": {"neck": "neck", "pelvis": "hips"},
    "cyclist": {"pelvis": "hips"},
    "face": {"skull": "head"},
}
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?P<number>\d*)$")
_SIDED = re.compile(r"_(left|right|near|far)$")


def bone_names(plan: str, joints: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a name for the bone that begins at each of an object's joints, all different.

    taken: names that none of them may have.
    """
    stems = [_NUMBERED.match(name) for name in joints]
    counts: dict[str, int] = {}
    for match in stems:
        stem = match["stem"] if match else ""
        counts[stem] = counts.get(stem, 0) + 1
    used = set(taken)
    names = []
    for joint, match in zip(joints, stems, strict=True):
        stem, number = (match["stem"], match["number"]) if match else (joint, "")
        name = _free(_name(plan, joint, stem, number, counts[stem]), used)
        used.add(name)
        names.append(name)
    return names


def side_of(name: str) -> str:
    """Return the side that ends a bone's name: "L", "R", "near" or "far"; "" for none."""
    _, _, end = name.rpartition(".")
    return end if end in SIDES.values() else ""


def _name(plan: str, joint: str, stem: str, number: str, count: int) -> str:
    for table in (SINGLE.get(plan, {}), SINGLE[""]):
        if joint in table:
            return table[joint]
    sided = _SIDED.search(stem)
    side = SIDES[sided[1]] if sided else ""
    base = _SIDED.sub("", stem)
    words = base.replace("_", " ").strip() or joint
    limb = LIMBS.get(base.split("_")[0])
    if limb and number and int(number) < len(limb) and (count > 1 or base != "wing"):
        letter = base.split("_")[1:]
        words = " ".join([limb[int(number)], *letter])
    elif number and count > 1:
        words = f"{words} {int(number) + 1}"
    return f"{words}.{side}" if side else words


def _free(name: str, used: set[str]) -> str:
    """Return a name that isn't used: with a number before its side."""
    if name not in used:
        return name
    base, dot, side = name.rpartition(".")
    if not dot or side not in SIDES.values():
        base, dot, side = name, "", ""
    number = 2
    while f"{base} {number}{dot}{side}" in used:
        number += 1
    return f"{base} {number}{dot}{side}"
