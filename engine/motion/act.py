# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From beats to a pose of every frame."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.motion import actions  # noqa: F401  (registers all actions)
from engine.motion.beat import MotionBeat
from engine.motion.busts import table_of
from engine.motion.curves import smooth
from engine.motion.performance import Performance
from engine.motion.registry import ACTIONS, RegisteredAction
from engine.motion.rest import RestPose
from engine.rig.bones import Bones, Pose

Floats = NDArray[np.float64]
#: What shuts something or goes back -> what has opened it or gone.
UNDONE_BY = {
    "close": "open",
    "door_shut": "door_open",
    "lid_shut": "lid_lift",
    "fold_shut": "fold_open",
    "halves_shut": "halves_open",
    "liquid_sinks": "liquid_rises",
    "liquid_rises": "liquid_sinks",
}
#: What leaves a body lying; a fall, above all.
DOWN = frozenset(("fall", "tip_over", "turn_over", "lie", "slide", "collapse"))
TURNING = frozenset(("axle_turns", "spin", "turn"))  # comes to rest where it is, not at once
#: What leaves it in another posture than it is drawn in.
LASTING = DOWN | TURNING | {"sit", "sleep", "kneel", "crouch", "squat"}
#: Verbs that leave a body in any posture, and those that happen to what lies as well.
RESTING = frozenset(("still", "idle", "wait", "rest", "breathe", "stop"))
CARRIED = RESTING | {"sink", "descend", "float", "drift", "slide", "glide"}
COAST = 7.0  # frames in which what turns gets slower by a factor of e
BLEND = 6  # frames in which one action goes over into the next


def performed(
    rest: RestPose, beat: MotionBeat, seed: int = 0, *, stops: bool = False
) -> Performance:
    """Return one action's curves. Raises KeyError for a verb its plan doesn't know.

    stops: whether a gait comes back to the drawn posture at the end, without being a loop.
    """
    found = table_of(rest.bones)[beat.action]
    stops = stops and found.repeats and not beat.loop
    rng = np.random.default_rng([seed, beat.seed, 16])
    body = Performance(rest, replace(beat, loop=True) if stops else beat, rng, stops=stops)
    found.perform(body)
    body.own[0] = 0.0
    body.root[0] = 0.0
    if body.scale is not None:
        body.scale[0] = 1.0
    body.travel -= body.travel[:1].copy()
    return body


def act(
    bones: Bones,
    beats: Sequence[MotionBeat],
    frames: int,
    seed: int = 0,
    box: Floats | None = None,
    points: Floats | None = None,
    strokes: NDArray[np.int64] | None = None,
    lines: Floats | None = None,
) -> Pose:
    """Return what a body does in `frames` frames.

    beats: one after another, or gestures beside an action; box [2, 2]: of the drawing's points,
    None to go by the joints; points [P, 2]: the drawing's own, and strokes [P]: the stroke of each,
    None where unknown; lines [N, 2]: points on the drawn lines, None: the same. A beat's action
    begins where the one before left the body; gestures (like a nod) are added to the posture that
    is there. Raises KeyError for verbs the plan doesn't know.
    """
    rest = RestPose(bones, box, points, strokes, lines)
    joints = len(bones.names)
    own, root = np.zeros((frames, joints)), np.zeros((frames, 2))
    travel = np.zeros((frames, 2))
    scale: Floats | None = None
    table = table_of(bones)
    each = [one for beat in beats for one in _one_by_one(beat, table[beat.action].repeats)]
    ordered = sorted(each, key=lambda b: (table[b.action].gesture, b.start))
    before = ""
    for beat in ordered:
        ends = beat.start + beat.frames
        opener = UNDONE_BY.get(table[beat.action].name, "")
        undoes = opener != "" and opener == before and not beat.loop
        body = (
            _undone(rest, replace(beat, action=opener), seed)
            if undoes
            else performed(rest, beat, seed, stops=ends < frames)
        )
        name, last = table[beat.action].name, before
        before = before if table[beat.action].gesture else name
        span = slice(max(beat.start, 0), min(beat.start + body.frames, frames))
        count = span.stop - span.start
        if count <= 0:
            continue
        if table[beat.action].gesture:
            fade = _fading(beat, frames, count)[:, None]
            own[span] += fade * body.own[:count]
            root[span] += fade * body.root[:count]
        else:
            kept = _keeps_posture(body, beat.action, name, last)
            _continue(own, root, travel, body, span, count, frames, at_once=undoes, kept=kept)
            if kept and last in TURNING:
                own[span] += _coasting(own, span.start, count)
            before = last if kept else before
        if body.scale is not None:
            if scale is None:
                scale = np.ones((frames, joints, 2))
            scale[span] *= body.scale[:count]
            again = any(
                other.start >= ends and table[other.action].name == table[beat.action].name
                for other in ordered
            )
            stays = not (table[beat.action].repeats or again)
            scale[span.stop :] *= _left(body.scale[count - 1], frames - span.stop, stays)
    turns = own.copy()
    for joint in bones.order:
        if bones.parents[joint] >= 0:
            turns[:, joint] += turns[:, int(bones.parents[joint])]
    return Pose(root + travel, turns, scale)


def _undone(rest: RestPose, beat: MotionBeat, seed: int) -> Performance:
    """Return an action backwards: what was opened shuts, from where it is to the drawing."""
    body = performed(rest, beat, seed)
    body.own, body.root, body.travel = body.own[::-1], body.root[::-1], body.travel[::-1]
    body.travel = body.travel - body.travel[:1]
    if body.scale is not None:
        body.scale = body.scale[::-1] / body.scale[-1:]
    return body


def _leave_feet(body: Performance) -> None:
    """Leave feet where they are: nothing below moves that carries them."""
    body.root[:] = 0.0
    parents = body.rest.bones.parents
    for name in body.feet:
        joint = body.rest.index[name]
        while joint >= 0:
            body.own[:, joint] = 0.0
            joint = int(parents[joint])


def _keeps_posture(body: Performance, verb: str, name: str, last: str) -> bool:
    """Tell whether an action leaves the posture that is there, and take out what would change it.

    name: of the action; last: of the one before, "" for none.
    """
    if verb == "still" and last and not body.rest.bones.plan:
        body.own[:], body.root[:], body.scale = 0.0, 0.0, None  # a thing that has stopped
    kept = verb in (CARRIED if last in DOWN else RESTING) and last in LASTING
    if kept and (name == last or last in TURNING):  # it lies, or stops, and nothing else
        body.own[:], body.root[:] = 0.0, 0.0
    elif kept and body.feet:
        _leave_feet(body)
    return kept


def _coasting(own: Floats, first: int, count: int) -> Floats:
    """Return turns [count, J] that carry on those before a frame, ever slower."""
    if first < 2:
        return np.zeros((count, own.shape[1]))
    speed = own[first - 1] - own[first - 2]
    at = np.arange(1, count + 1)[:, None]
    return np.asarray(speed * COAST * (1.0 - np.exp(-at / COAST)))


def _left(scale: Floats, frames: int, stays: bool) -> Floats:
    """Return what is left [F, J, 2] of the stretch [J, 2] in which an action ends.

    Who has shrunk or turned round stays so; the squash of a bounce springs back.
    """
    end = scale if stays else np.sign(scale)
    gone = smooth((np.arange(frames) + 1.0) / BLEND)[:, None, None]
    return np.asarray(scale + gone * (end - scale))


def _one_by_one(beat: MotionBeat, repeats: bool) -> list[MotionBeat]:
    """Return a beat of something that is done once as so many beats as it is done."""
    times = min(int(beat.count), beat.frames)
    if repeats or times < 2:
        return [beat]
    ends = [beat.start + round(beat.frames * k / times) for k in range(times + 1)]
    back = beat.loop or beat.distance == 0.0
    return [
        replace(
            beat,
            start=first,
            frames=last - first,
            count=0,
            distance=beat.distance / times,
            loop=back and (beat.loop or number < times - 1),
        )
        for number, (first, last) in enumerate(itertools.pairwise(ends))
    ]


def _fading(beat: MotionBeat, frames: int, count: int) -> Floats:
    """Let a gesture that doesn't reach the end of the clip die away at its end."""
    at = np.arange(count)
    if beat.start + count >= frames:
        return np.ones(count)
    return smooth((count - at) / max(min(BLEND, count), 1))


def _continue(
    own: Floats,
    root: Floats,
    travel: Floats,
    body: Performance,
    span: slice,
    count: int,
    frames: int,
    *,
    at_once: bool = False,
    kept: bool = False,
) -> None:
    """Write an action from its first frame on, from the posture that is there.

    at_once: it begins with that posture itself; kept: that stays, and the action is added to it.
    """
    first = span.start
    before = max(first - 1, 0)
    blend = min(BLEND, max(count // 2, 1))
    blends = bool(first) and not at_once and not kept
    left = 1.0 - smooth((np.arange(count) + 1.0) / blend) if blends else np.full(count, float(kept))
    posture, place = own[before].copy(), root[before].copy()
    gone = travel[before].copy()
    wound = 2.0 * np.pi * np.round(posture / (2.0 * np.pi))  # whole turns aren't turned back
    own[span] = body.own[:count] + wound + left[:, None] * (posture - wound)
    root[span] = body.root[:count] + left[:, None] * place
    travel[span] = gone + body.travel[:count]
    if blends and posture.any():
        _keep_feet(own, root, body, span.start, blend, posture, place)
    if span.stop < frames:
        own[span.stop :], root[span.stop :] = own[span.stop - 1], root[span.stop - 1]
        travel[span.stop :] = travel[span.stop - 1]


def _keep_feet(
    own: Floats,
    root: Floats,
    body: Performance,
    first: int,
    blend: int,
    posture: Floats,
    place: Floats,
) -> None:
    """Let feet go from where they stood to where an action puts them: those apart by a step.

    posture [J], place [2]: of the body before. Turns blend in between, which alone would drag the
    feet along.
    """
    mixed = Performance(body.rest, MotionBeat("", 0, blend), body.rng)
    mixed.own, mixed.root = own[first : first + blend].copy(), root[first : first + blend].copy()
    before = Performance(body.rest, MotionBeat("", 0, 1), body.rng)
    before.own, before.root = posture[None].copy(), place[None].copy()
    stood, goes = before.places()[0], body.places()[:blend]
    done = smooth((np.arange(blend) + 1.0) / blend)
    for name, put in body.feet.items():
        joint = body.rest.index[name]
        apart = stood[joint] - goes[0, joint]
        toe = goes[:, joint] + (1.0 - done)[:, None] * apart
        toe[:, 1] -= 0.25 * float(np.hypot(*apart)) * np.sin(np.pi * done)
        put(mixed, toe)
    own[first : first + blend], root[first : first + blend] = mixed.own, mixed.root


def action_of(plan: str, verb: str) -> RegisteredAction | None:
    """Return the action a verb names for a plan, None when there is none."""
    return ACTIONS.get(plan, {}).get(verb)
