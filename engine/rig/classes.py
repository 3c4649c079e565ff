# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of body plans, parts and joints in the rig network's outputs, and its sizes."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from engine.rig.skeletons import PLANS

UNKNOWN = len(PLANS)  #: the number of "no body plan is said"
#: First class and first joint of each plan in the network's outputs; each plan has one class more
#: than parts, for what is no part of the body.
FIRST_CLASS: dict[str, int] = {}
FIRST_JOINT: dict[str, int] = {}
CLASSES = JOINTS = 0
MOST_JOINTS = max(len(plan.joints) for plan in PLANS.values())
for _plan in PLANS.values():
    FIRST_CLASS[_plan.name], FIRST_JOINT[_plan.name] = CLASSES, JOINTS
    CLASSES += len(_plan.parts) + 1
    JOINTS += len(_plan.joints)


@dataclass(frozen=True)
class RigNetConfig:
    """Sizes of the network."""

    width: int = 128
    layers: int = 4
    heads: int = 4
    ratio: int = 2

    def to_json(self) -> dict[str, int]:
        """Return the sizes by name."""
        return asdict(self)
