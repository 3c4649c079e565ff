# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Four-legged animals in side view: horses, cats, dogs, deer and their kin."""

from __future__ import annotations

import numpy as np

from engine.puppets.body import Frame, PuppetBuilder, Ribbon, chain, draw_limb, rounded, unit, vec
from engine.puppets.families.quadruped_gaits import QuadrupedPose, pose_of
from engine.puppets.families.quadruped_head import Proportions, draw_head
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats

BUILDS = {
    "horse": Proportions(0.95, 0.24, 0.62, -52, 0.40, 0.55, 0.65, 110, "small", True),
    "cat": Proportions(0.50, 0.19, 0.26, -45, 0.27, 0.15, 0.85, 200, "point"),
    "dog": Proportions(0.62, 0.19, 0.33, -48, 0.34, 0.45, 0.50, 215, "flop"),
    "gazelle": Proportions(0.95, 0.20, 0.60, -60, 0.28, 0.50, 0.18, 120, "horns"),
    "deer": Proportions(0.95, 0.20, 0.58, -58, 0.30, 0.50, 0.15, 140, "antlers"),
    "cow": Proportions(0.62, 0.28, 0.32, -20, 0.40, 0.45, 0.60, 95, "horns"),
    "lion": Proportions(0.60, 0.22, 0.30, -35, 0.36, 0.30, 0.80, 150, "small", True),
    "elephant": Proportions(0.70, 0.36, 0.18, -20, 0.42, 0.20, 0.35, 100, "trunk"),
}


def _legs(
    puppet: PuppetBuilder, build: Proportions, pose: QuadrupedPose, roots: list[Floats], mode: str
) -> list[Ribbon]:
    """Return the ribbons of the legs: hind near, hind far, front near, front far."""
    rng = puppet.rng
    thick = float(rng.uniform(0.7, 1.2)) * build.deep
    ribbons = []
    for i, root in enumerate(roots):
        hind = i < 2
        leg = build.leg
        shares = (0.36, 0.34, 0.24, 0.08) if hind else (0.38, 0.36, 0.22, 0.08)
        joints = chain(root, [leg * x for x in shares], list(pose.legs[i]))
        widths = np.array([0.55, 0.42, 0.22, 0.15, 0.14, 0.16]) * thick
        if mode == "elephant":
            widths = np.array([0.5, 0.48, 0.42, 0.4, 0.42, 0.45]) * thick
        ribbons.append(Ribbon(rounded(joints, 24, 4), widths))
    return ribbons


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    base = BUILDS[kind]
    b = Proportions(
        **{
            **base.__dict__,
            **{
                k: getattr(base, k) * float(rng.uniform(0.85, 1.18))
                for k in ("leg", "deep", "neck", "head", "tail")
            },
        }
    )
    pose = pose_of(rng, beat, kind, motion, b.neck_angle, b.tail_angle)
    _assemble(puppet, beat, kind, b, pose)


def _assemble(
    puppet: PuppetBuilder, beat: Beat, kind: str, b: Proportions, pose: QuadrupedPose
) -> None:
    rng = puppet.rng
    centre = vec(pose.along, pose.lift)
    back = unit(pose.pitch)
    hip, shoulder = centre - 0.5 * back, centre + 0.5 * back
    up = np.stack([back[:, 1], -back[:, 0]], axis=1)
    arch = centre + up * (pose.arch[:, None] + 0.03)
    rump = hip - back * 0.18 + up * -0.05
    chest = shoulder + back * 0.16 - up * 0.02
    trunk = Ribbon(
        rounded(np.stack([rump, hip + up * 0.03, arch, shoulder, chest], 1), 28, 6),
        np.array([0.5, 0.95, 0.95, 0.9, 1.02, 1.05, 0.7]) * b.deep,
    )
    neck_root = shoulder + back * 0.06 + up * 0.45 * b.deep
    neck = chain(neck_root, [0.5 * b.neck, 0.5 * b.neck], [pose.neck + 0.12, pose.neck - 0.05])
    neck_line = rounded(neck, 20, 4)
    thick = b.deep * (1.5 if kind in ("cow", "elephant", "lion") else 1.0)
    neck_ribbon = Ribbon(neck_line, np.array([1.0, 0.75, 0.55]) * thick * 0.75)
    head = Frame(neck[:, -1], pose.head)
    tail_root = rump + up * 0.1
    n = 5
    tail = chain(tail_root, [b.tail / n] * n, [pose.tail[i] for i in range(n)])
    bushy = kind in ("horse",)
    tail_ribbon = Ribbon(
        rounded(tail, 24, 3),
        np.array([0.2, 0.5, 0.5, 0.1] if bushy else [0.25, 0.2, 0.16, 0.1]) * b.deep * 0.6,
    )
    drop = -up * 0.15 * b.deep
    shift = back * float(rng.uniform(0.03, 0.1))
    roots = [hip + drop, hip + drop + shift, shoulder + drop - shift * 0.3, shoulder + drop + shift]
    legs = _legs(puppet, b, pose, roots, kind)
    mode = str(
        rng.choice(
            ["single", "double", "double", "capped", "closed"], p=[0.3, 0.35, 0.1, 0.15, 0.1]
        )
    )
    _contours(puppet, trunk, neck_ribbon, legs, mode)
    far = mode if rng.random() < 0.6 else "single"
    for i in (1, 3):
        if rng.random() < 0.93:
            draw_limb(puppet, legs[i], far, weight=0.85)
    tail_mode = "double" if bushy and rng.random() < 0.7 else str(rng.choice(["single", "double"]))
    draw_limb(
        puppet, tail_ribbon, tail_mode, weight=0.9, hatches=int(rng.integers(0, 4)) if bushy else 0
    )
    draw_head(puppet, b, head, kind, pose)
    if b.mane:
        for _ in range(int(rng.integers(2, 6))):
            s = float(rng.uniform(0.1, 0.9))
            puppet.add(
                neck_ribbon.curve((min(1.05, s + 0.3), -1.0), (s, -1.3), (s - 0.25, -0.8)),
                weight=0.6,
                loose=True,
            )
    for _ in range(int(rng.integers(0, 5))):
        puppet.add(trunk.hatch(rng, 0.05, 0.95), weight=0.3, loose=True)


def _contours(
    puppet: PuppetBuilder, trunk: Ribbon, neck: Ribbon, legs: list[Ribbon], mode: str
) -> None:
    """Draw back, belly, neck and near legs, as parts or with lines that run across parts."""
    rng = puppet.rng
    near = (legs[0], legs[2])
    if mode in ("single", "closed") or rng.random() < 0.3:
        puppet.add(trunk.side(-1.0, 0.02, 0.85))
        puppet.add(trunk.side(1.0, 0.15, 0.9))
        puppet.add(neck.side(-1.0))
        puppet.add(neck.side(1.0))
        for leg in near:
            draw_limb(puppet, leg, mode if mode != "capped" else "double")
        if rng.random() < 0.7:
            puppet.add(trunk.across(0.02), weight=0.8)
        return
    cut = float(rng.uniform(0.12, 0.25))
    back = trunk.side(-1.0, 0.03, 0.8)
    rear = np.concatenate(
        [trunk.curve((0.03, -1.0), (-0.02, 0.0), (0.02, 0.6)), near[0].side(1.0, 0.25, 1.0)], axis=1
    )
    fore = np.concatenate(
        [
            neck.side(1.0, 0.1, 1.0)[:, ::-1],
            trunk.curve((1.0, -0.2), (1.0, 0.5)),
            near[1].side(-1.0, 0.2, 1.0),
        ],
        axis=1,
    )
    belly = np.concatenate(
        [
            near[0].side(-1.0, cut, 1.0)[:, ::-1],
            trunk.side(1.0, 0.3, 0.7),
            near[1].side(1.0, cut, 1.0),
        ],
        axis=1,
    )
    puppet.add(np.concatenate([back, neck.side(-1.0, 0.1, 1.0)], axis=1))
    puppet.add(rear)
    puppet.add(fore)
    if rng.random() < 0.5:
        puppet.add(belly)
    else:
        puppet.add(near[0].side(-1.0, cut, 1.0))
        puppet.add(trunk.side(1.0, 0.25, 0.75))
        puppet.add(near[1].side(1.0, cut, 1.0))
    if mode == "capped":
        for leg in near:
            puppet.add(leg.across(1.0), weight=0.6)


NOUNS = {
    "horse": ("horse", "stallion", "mare", "pony", "foal", "wild horse", "donkey",
              "zebra"),
    "cat": ("cat", "kitten", "kitty", "house cat", "little cat", "leopard"),
    "dog": ("dog", "puppy", "pup", "hound", "wolf", "fox", "little dog"),
    "gazelle": ("gazelle", "antelope", "goat", "impala", "llama"),
    "deer": ("deer", "stag", "reindeer", "moose", "elk"),
    "cow": ("cow", "bull", "pig", "buffalo", "sheep"),
    "lion": ("lion", "tiger", "big cat", "panther", "bear"),
    "elephant": ("elephant", "baby elephant"),
}  # fmt: skip

MOTIONS = (
    Move("gallop", ("gallop", "gallop", "run", "run fast", "race", "sprint", "gallop away",
                    "dash", "run at full speed", "bolt", "gallop across the field", "charge"),
         ("its legs stretching and gathering", "its mane and tail flowing", "to escape predators",
          "with powerful strides", "kicking up its legs"), travel=0.3, weight=2.4),
    Move("walk", ("walk", "walk", "walk along", "stroll", "step forward", "wander", "pace",
                  "amble", "walk forward", "walk in place", "march"), ("one leg after the other",
                  "taking calm steps", "its head bobbing"), travel=0.35, weight=2.0),
    Move("trot", ("trot", "trot along", "jog", "canter", "prance", "trot happily"),
         ("lifting its legs", "with its tail up"), travel=0.3, weight=1.2),
    Move("jump", ("jump", "leap", "jump up", "leap into the air", "jump over something",
                  "spring up", "bound", "hop", "jump into the air", "gallop and jump"),
         ("tucking its legs", "in a high arc"), once=True, weight=1.5),
    Move("wag", ("wag its tail", "swing its tail", "swish its tail", "wave its tail",
                 "flick its tail", "move its tail", "whip its tail", "stand and wag its tail"),
         ("standing still", "from side to side", "happily"), weight=1.6),
    Move("graze", ("graze", "nod", "nod its head", "lower its head", "eat grass", "bow its head",
                   "drink", "move its head up and down", "eat", "lower its head to eat",
                   "sniff the ground", "dip its head"), (), weight=1.4),
    Move("look", ("look around", "turn its head", "look up and down", "raise its head", "breathe",
                  "look up", "move its head", "sway its head"), (), weight=1.0),
    Move("play", ("play", "play around", "bat with its paw", "lift a paw", "paw at something",
                  "raise its front leg", "scratch", "kick", "play with a ball", "pounce",
                  "frolic", "romp", "play happily"), ("with one paw",
                  "waving its paw"), weight=2.0),
    Move("sit", ("rear up", "rear", "rise on its hind legs", "stand up on its hind legs"), (),
         once=True, weight=0.6),
)  # fmt: skip

FAMILY = Family("quadruped", NOUNS, MOTIONS, build, weight=2.2, tilt=20.0)
