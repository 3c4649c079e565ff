# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""People in side and front view, from stick figures to outlined ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.puppets.body import (
    Frame,
    PuppetBuilder,
    Ribbon,
    chain,
    draw_limb,
    ellipse,
    line,
    rounded,
    unit,
    vec,
)
from engine.puppets.families.person_acts import ACT_MOTIONS, ACTS, draw_held, pose_act
from engine.puppets.families.person_moves import PersonPose, front_figure, side_figure
from engine.puppets.family import Family, Move
from engine.puppets.timing import Beat, Floats


@dataclass(frozen=True)
class Sizes:
    """Lengths in units of the figure's height."""

    thigh: float
    shank: float
    foot: float
    torso: float
    arm: float
    head: float
    shoulders: float
    hips: float
    thick: float


def _sizes(rng: np.random.Generator, kind: str) -> Sizes:
    small = kind in ("child", "stick") and rng.random() < 0.5
    k = float(rng.uniform(0.9, 1.1))
    head = float(rng.uniform(0.085, 0.12)) * (1.35 if small else 1.0)
    return Sizes(
        0.25 * k,
        0.25 * k,
        0.075,
        0.30,
        0.165 * float(rng.uniform(0.9, 1.1)),
        head,
        float(rng.uniform(0.075, 0.11)),
        float(rng.uniform(0.04, 0.06)),
        float(rng.uniform(0.028, 0.05)),
    )


def build(puppet: PuppetBuilder, beat: Beat, kind: str, motion: str) -> None:
    rng = puppet.rng
    z = _sizes(rng, kind)
    side = motion in ("run", "walk", "jog", "bow", "throw") or (
        motion in ("jump", "wave", "kick", "squat", "drink") and rng.random() < 0.5
    )
    figure = (side_figure if side else front_figure)(rng, beat, motion)
    if motion in ACTS:
        pose_act(rng, beat, figure, motion, side)
    arms = _draw(puppet, beat, kind, z, figure, side)
    if motion == "lift" or rng.random() < 0.15:
        draw_held(puppet, arms, motion)


def _draw(
    puppet: PuppetBuilder, beat: Beat, kind: str, z: Sizes, f: PersonPose, side: bool
) -> list[Ribbon]:
    """Draw the figure's lines and return the arms."""
    rng = puppet.rng
    pelvis = vec(f.along, f.lift)
    spine = unit(f.spine)
    bent = unit(f.spine + f.bend)
    middle = pelvis + 0.5 * z.torso * spine
    neck = middle + 0.5 * z.torso * bent
    across = np.stack([-bent[:, 1], bent[:, 0]], 1)
    low_across = np.stack([-spine[:, 1], spine[:, 0]], 1)
    half = 0.25 * z.shoulders if side else z.shoulders
    hip = 0.15 * z.hips if side else z.hips
    shoulders = [neck - bent * 0.02 + across * half, neck - bent * 0.02 - across * half]
    hips = [pelvis + low_across * hip, pelvis - low_across * hip]
    stick = kind == "stick"
    mode = (
        "single"
        if stick
        else str(rng.choice(["single", "double", "capped", "closed"], p=[0.2, 0.5, 0.15, 0.15]))
    )
    legs, arms = [], []
    for i in range(2):
        knee_foot = chain(hips[i], [z.thigh, z.shank, z.foot], list(f.legs[i]))
        smooth = 2 if stick else 4
        legs.append(
            Ribbon(
                rounded(knee_foot, 26, smooth), z.thick * np.array([1.5, 1.3, 0.85, 0.8, 0.5, 0.5])
            )
        )
        hand = chain(shoulders[i], [z.arm, z.arm, 0.05], list(f.arms[i]))
        arms.append(Ribbon(rounded(hand, 22, smooth), z.thick * np.array([0.9, 0.8, 0.6, 0.5])))
    torso = Ribbon(
        rounded(np.stack([pelvis - 0.02 * spine, middle, neck], 1), 20, 3),
        np.array([1.0, 0.85, 0.95, 1.1, 0.8]) * (1.6 * z.thick if side else 1.0 * z.shoulders),
    )
    _torso(puppet, kind, torso, mode, beat)
    far = "single" if rng.random() < 0.3 else mode
    for limb, how in ((legs[0], mode), (legs[1], far), (arms[0], mode), (arms[1], far)):
        hatches = int(rng.integers(0, 3)) if mode != "single" and rng.random() < 0.4 else 0
        draw_limb(puppet, limb, how, hatches=hatches)
    _head(puppet, z, neck, f, bent, side)
    return arms


def _torso(puppet: PuppetBuilder, kind: str, torso: Ribbon, mode: str, beat: Beat) -> None:
    rng = puppet.rng
    if kind == "stick":
        puppet.add(torso.side(0.0))
        return
    if mode == "closed":
        puppet.add(torso.around(), closed=True)
    elif rng.random() < 0.15:
        puppet.add(torso.side(0.0))
    else:
        puppet.add(torso.side(-1.0))
        puppet.add(torso.side(1.0))
        if rng.random() < 0.6:
            puppet.add(torso.across(1.0), weight=0.7)
        if rng.random() < 0.5:
            puppet.add(torso.across(0.0), weight=0.6)
    if kind == "dancer":
        sway = beat.swing(0.0, 0.25, 0.3)
        flare = float(rng.uniform(1.8, 3.2))
        hem = torso.frame(0.1).child(0, 0, np.pi + sway)
        w = float(torso.widths[2]) * flare
        for sign in (-1.0, 1.0):
            puppet.add(
                hem.place(line((0, sign * w / flare), (0.08, sign * w * 0.6), (0.2, sign * w)))
            )
        puppet.add(hem.place(line((0.2, -w), (0.24, 0), (0.2, w))), weight=0.9)
    for _ in range(int(rng.integers(0, 6)) if rng.random() < 0.5 else 0):
        puppet.add(torso.hatch(rng), weight=0.35, loose=True)


def _head(
    puppet: PuppetBuilder, z: Sizes, neck: Floats, f: PersonPose, bent: Floats, side: bool
) -> None:
    rng = puppet.rng
    r = 0.5 * z.head
    up = unit(f.head - np.pi / 2)
    frame = Frame(neck + bent * 0.03 + up * 1.15 * r, f.head)
    ry = r * float(rng.uniform(1.0, 1.3))
    puppet.add(
        frame.place(ellipse(0, 0, r, ry, 28, float(rng.uniform(0, 6)))),
        closed=True,
        rigid=True,
        weight=1.2,
    )
    if rng.random() < 0.5:
        puppet.add(np.stack([neck, neck + bent * 0.03 + up * 0.2 * r], 1), weight=0.5)
    if rng.random() < 0.4:
        for x in (-0.35, 0.35) if not side else (0.45,):
            puppet.add(
                frame.place(ellipse(x * r, -0.1 * ry, 0.1 * r, 0.1 * r, 10)),
                closed=True,
                rigid=True,
                weight=0.5,
            )
        x = 0.35 if side else 0.0
        puppet.add(
            frame.place(
                line((x * r - 0.3 * r, 0.4 * ry), (x * r, 0.52 * ry), (x * r + 0.3 * r, 0.4 * ry))
            ),
            rigid=True,
            weight=0.4,
        )
    if rng.random() < 0.5:
        hair = line(
            (0.8 * r, -0.5 * ry), (0, -1.15 * ry), (-0.9 * r, -0.5 * ry), (-1.0 * r, 0.4 * ry)
        )
        puppet.add(frame.place(hair), rigid=True, weight=0.6)
        for _ in range(int(rng.integers(0, 4))):
            x = float(rng.uniform(-0.8, 0.6)) * r
            puppet.add(
                frame.place(
                    line((x, -0.9 * ry), (x - 0.2 * r, -0.6 * ry), (x - 0.3 * r, -0.1 * ry))
                ),
                rigid=True,
                weight=0.3,
                loose=True,
            )


NOUNS = {
    "person": ("person", "man", "woman", "runner", "athlete", "human", "sportsman", "player", "guy",
               "jogger", "walker", "hiker", "climber", "boxer", "drummer", "guitarist", "dancer"),
    "child": ("child", "boy", "girl", "kid", "little girl", "little boy", "baby", "toddler"),
    "stick": ("stick figure", "stickman", "figure", "little man", "character", "stick man"),
    "dancer": ("dancer", "ballerina", "lady", "princess", "ballet dancer"),
}  # fmt: skip

FAMILY = Family(
    name="person",
    kinds=NOUNS,
    motions=(
        Move("run", ("run", "run", "sprint", "run fast", "race", "dash", "run forward",
                     "run along", "run in place", "hurry", "rush"),
             ("with rhythmic leg strides", "arms and legs swinging", "with powerful strides",
              "pumping the arms", "maintaining balance"), travel=0.3, weight=2.2),
        Move("jog", ("jog", "jog along", "jog in place", "trot along"), ("at an easy pace",),
             travel=0.3, weight=0.8),
        Move("walk", ("walk", "walk", "stroll", "walk forward", "take steps", "march",
                      "step forward", "walk along", "walk in place", "wander", "stride"),
             ("swinging the arms", "one step after the other"), travel=0.35, weight=2.0),
        Move("jump", ("jump", "leap", "jump up", "hop", "jump into the air", "jump for joy",
                      "jump up and down", "leap into the air"), ("arms flung up",
                                                                 "bending the knees"),
             once=True, weight=1.5),
        Move("wave", ("wave", "wave a hand", "wave an arm", "wave hello", "wave goodbye",
                      "raise an arm and wave", "greet", "say hello", "raise a hand"), (),
             weight=1.6),
        Move("dance", ("dance", "dance", "move to the music", "dance around", "groove", "boogie",
                       "swing the hips", "perform a dance", "twirl the arms"),
             ("arms swinging", "with rhythm", "moving arms and legs", "to the music"),
             weight=2.0),
        Move("jacks", ("do jumping jacks", "exercise", "cheer", "celebrate", "flap both arms",
                       "raise both arms", "wave both arms"), (), weight=1.0),
        Move("sway", ("sway", "sway from side to side", "rock from side to side",
                      "lean left and right", "swing the body"), (), weight=0.8),
        Move("kick", ("kick", "kick a leg", "kick a ball", "lift a leg", "swing a leg"), (),
             weight=0.9),
        Move("bow", ("bow", "bend down", "bow down", "lean forward", "nod", "take a bow"), (),
             once=True, weight=0.6),
        Move("squat", ("crouch", "squat", "bend the knees", "duck", "do knee bends",
                     "do squats"), (), once=True, weight=0.8),
        Move("box", ("punch", "box", "fight", "throw punches", "clap", "throw a punch"), (),
             weight=0.8),
        *ACT_MOTIONS,
    ),
    build=build,
    weight=2.6,
    tilt=14.0,
)  # fmt: skip
