# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a body plan is: joints in a tree, and the parts that are drawn around them.

A *joint* is a place that turns, and everything that hangs on it turns with it. A *bone* runs from a
joint to its child and moves with the joint it begins at. A *part* is what an artist draws around a
chain of joints: a leg, a tail, a head.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

NEAR, FAR, LEFT, RIGHT = "near", "far", "left", "right"


@dataclass(frozen=True)
class Joint:
    """A place of the body that can turn.

    Attributes:
        parent: name of the joint it hangs on; "" for the root.
        limits: how far it may turn from rest, in radians, (lowest, highest).
        contact: whether it can stand on the ground.
        soft: whether it follows the motion instead of leading it (tails, ears, cloth).
    """

    name: str
    parent: str = ""
    limits: tuple[float, float] = (-3.2, 3.2)
    contact: bool = False
    soft: bool = False


@dataclass(frozen=True)
class Part:
    """What is drawn around a chain of joints.

    Attributes:
        joints: the chain, from the root of the part outwards; at least one.
        rigid: whether it never bends: it turns as one about its first joint.
        side: near, far, left or right; "" where there is only one.
        twin: the other part of a pair, "" for none.
    """

    name: str
    joints: tuple[str, ...]
    rigid: bool = False
    side: str = ""
    twin: str = ""


@dataclass(frozen=True)
class Skeleton:
    """A body plan.

    Attributes:
        joints: parents before their children; the first is the root.
        facing: a joint at the back and one at the front: the body faces from one to the other.
            None for plans seen from the front.
    """

    name: str
    joints: tuple[Joint, ...]
    parts: tuple[Part, ...]
    facing: tuple[str, str] | None = None

    @cached_property
    def index(self) -> dict[str, int]:
        """Number of each joint, by name."""
        return {joint.name: number for number, joint in enumerate(self.joints)}

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """Number of each joint's parent; -1 for the root."""
        return tuple(self.index[j.parent] if j.parent else -1 for j in self.joints)

    @cached_property
    def part_index(self) -> dict[str, int]:
        """Number of each part, by name."""
        return {part.name: number for number, part in enumerate(self.parts)}

    @cached_property
    def twins(self) -> tuple[tuple[Part, Part], ...]:
        """Pairs of parts that can't be told apart by their look."""
        pairs = []
        for part in self.parts:
            if part.twin and self.part_index[part.name] < self.part_index[part.twin]:
                pairs.append((part, self.parts[self.part_index[part.twin]]))
        return tuple(pairs)

    def chain(self, part: Part) -> tuple[int, ...]:
        """Numbers of the part's joints."""
        return tuple(self.index[name] for name in part.joints)

    def part_parent(self, part: Part) -> str:
        """Name of the joint on which the part hangs; "" for the trunk."""
        return self.joints[self.index[part.joints[0]]].parent


def limb(
    name: str,
    root: str,
    count: int,
    *,
    contact: bool = False,
    soft: bool = False,
    limits: tuple[float, float] = (-3.2, 3.2),
) -> tuple[Joint, ...]:
    """Return the joints name0 .. name(count - 1) of a limb that hangs on `root`."""
    joints = []
    for number in range(count):
        parent = f"{name}{number - 1}" if number else root
        last = number == count - 1
        joints.append(Joint(f"{name}{number}", parent, limits, contact and last, soft))
    return tuple(joints)


def limb_part(
    name: str, count: int, *, side: str = "", twin: str = "", rigid: bool = False
) -> Part:
    """Return the part around the joints of `limb`."""
    return Part(name, tuple(f"{name}{n}" for n in range(count)), rigid, side, twin)


def pair_parts(
    name: str, count: int, first: str, second: str, *, rigid: bool = False
) -> tuple[Part, Part]:
    """Return the parts of two like limbs, `name_first` and `name_second`."""
    one, two = f"{name}_{first}", f"{name}_{second}"
    return (
        limb_part(one, count, side=first, twin=two, rigid=rigid),
        limb_part(two, count, side=second, twin=one, rigid=rigid),
    )


def check(skeleton: Skeleton) -> None:
    """Raise ValueError when the tree is broken: unknown parents, orphans, twins that differ."""
    seen: set[str] = set()
    for number, joint in enumerate(skeleton.joints):
        if joint.name in seen:
            raise ValueError(f"{skeleton.name}: two joints are called {joint.name}")
        if (joint.parent == "") != (number == 0) or (number and joint.parent not in seen):
            raise ValueError(f"{skeleton.name}: {joint.name} hangs on {joint.parent!r}")
        seen.add(joint.name)
    names = {part.name for part in skeleton.parts}
    for part in skeleton.parts:
        if not set(part.joints) <= seen:
            raise ValueError(f"{skeleton.name}: {part.name} has joints that are not there")
        if part.twin and (
            part.twin not in names
            or len(part.joints) != len(skeleton.parts[skeleton.part_index[part.twin]].joints)
        ):
            raise ValueError(f"{skeleton.name}: {part.name} and {part.twin} are no twins")
