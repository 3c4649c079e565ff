# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of two like limbs is the near one: a rule by their places, since it can't be seen.

Of two hind legs the rearward one is called near; of a person's limbs the one further left in the
picture is called left. Training and use share this rule.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from engine.rig.skeletons import Skeleton

Floats = NDArray[np.float64]
ONE_LIMB = 0.075  # long sides: joints of two limbs as near as this on the mean are those of one


def facing_of(plan: Skeleton, joints: Floats) -> float:
    """Return 1.0 when joints [J, 2] face right, else -1.0; 1.0 for plans seen from the front."""
    if plan.facing is None:
        return 1.0
    back, front = (joints[plan.index[name], 0] for name in plan.facing)
    return -1.0 if front < back else 1.0


def swapped_twins(plan: Skeleton, joints: Floats) -> list[tuple[str, str]]:
    """Return the pairs of parts that stand the wrong way round for joints [J, 2]."""
    facing = facing_of(plan, joints)
    wrong = []
    for first, second in plan.twins:
        places = [_place(plan, joints, part.joints) * facing for part in (first, second)]
        if (np.isnan(places[0]) and not np.isnan(places[1])) or places[0] > places[1]:
            wrong.append((first.name, second.name))
    return wrong


def _place(plan: Skeleton, joints: Floats, names: tuple[str, ...]) -> float:
    """Mean x of a limb without its root, where twins lie together."""
    outer = names[1:] if len(names) > 1 else names
    return float(np.mean([joints[plan.index[name], 0] for name in outer]))


def coinciding_twins(plan: Skeleton, joints: Floats) -> list[tuple[str, str]]:
    """Return the pairs of limbs that lie upon one another: only one of them is drawn.

    joints [J, 2]: long side of the drawing 1.
    """
    pairs = []
    for first, second in plan.twins:
        one, two = (joints[list(plan.chain(part))] for part in (first, second))
        outer = slice(1, None) if len(one) > 1 else slice(None)
        if np.linalg.norm(one[outer] - two[outer], axis=1).mean() < ONE_LIMB:
            pairs.append((first.name, second.name))
    return pairs


def in_order(
    plan: Skeleton,
    joints: Floats,
    parts: NDArray[np.int64],
    held: Collection[str] = (),
) -> tuple[Floats, NDArray[np.int64]]:
    """Return joints [J, 2] and parts [P] with every pair of twins named by the rule.

    Pairs with a part in `held` keep their names.
    """
    joints, parts = joints.copy(), parts.copy()
    for first, second in swapped_twins(plan, joints):
        if first in held or second in held:
            continue
        one, two = (plan.parts[plan.part_index[name]] for name in (first, second))
        a, b = list(plan.chain(one)), list(plan.chain(two))
        joints[a + b] = joints[b + a]
        x, y = plan.part_index[first], plan.part_index[second]
        was = parts.copy()
        parts[was == x], parts[was == y] = y, x
    return joints, parts
