# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gaits: which foot carries when, where it stands, and how it gets to its next place.

A gait is a table of phases. While a foot carries it stays at one place of the ground, exactly; on
the spot the ground moves instead, as if a camera went along. The clip begins in the phase whose
feet are nearest to the drawn ones, the first places are the drawn ones, and a loop comes back to
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.motion.curves import smooth
from engine.motion.ground_way import Ease, GroundWay
from engine.motion.performance import Performance, Planted
from engine.motion.rest import LEVEL, Limb

Floats = NDArray[np.float64]
_PHASES = 48
RAISED = 0.15  # of a leg: a foot drawn as high as this isn't standing
SINK = 0.1  # of a leg: how far a body may sink between steps
_FLAT = (0.2, 0.8)  # radians: how steep the bone of a flat foot goes down to its toe
_FLATTEST = 1.1  # radians: a steeper one isn't flat
_MOST_TILT = 1.2  # radians
LANDED = 0.8  # of a step: a foot that is drawn on the ground has landed by then
OVER = 0.9  # of a step: a foot in the air is over its next place by then
STEPPED = 1.0  # strides over which a foot in mid-step is lifted as high as in a whole step


@dataclass(frozen=True)
class Gait:
    """One way of going.

    Attributes:
        period: frames of a cycle.
        duty: share of a cycle in which a foot carries.
        starts: at which phase, 0..1, each foot touches down.
        reach: how far a foot passes under the body while it carries, in lengths of the leg.
        lift: how high it is lifted, in lengths of the leg.
        toe: how far the foot hangs while it is in the air, radians.
        heel: how far its heel rises before it is lifted, radians.
        fling: how far a foot in the air goes on behind the place where it stood, and reaches ahead
            of the next, in lengths of the leg.
    """

    period: float
    duty: float
    starts: Mapping[str, float]
    reach: float
    lift: float
    toe: float = 0.5
    heel: float = 0.4
    fling: float = 0.0


@dataclass
class Foot:
    """One leg in a gait.

    Attributes:
        neutral: x of the foot under the body, relative to its drawn place.
        ground: y at which it stands.
        drawn: [2], where the drawing has it.
        raised: whether it is drawn well above the ground.
        tilt: how far its heel is drawn above a flat foot's, radians.
        path: [F, 2], its place on the screen, without travel.
        carries: bool [F].
        height: [F], how far it is lifted, 0..1.
        angle: [F], turn of the foot about its toe, positive when the heel is up.
    """

    limb: Limb
    start: float
    neutral: float
    ground: float
    drawn: Floats
    raised: bool = False
    tilt: float = 0.0
    path: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    carries: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    height: Floats = field(default_factory=lambda: np.zeros(0))
    angle: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass
class Footsteps:
    """All feet of a gait, and the body's way over the ground.

    Attributes:
        cycle: [F], the gait's phase in cycles; whole numbers are where the table begins.
        way: [F], how far the body has gone over the ground, signed.
        ease: [F], 1 where the gait is in full swing, less near a drawing that stands.
        stride: way of one cycle, in the drawing's unit.
    """

    gait: Gait
    feet: dict[str, Foot]
    cycle: Floats
    way: Floats
    ease: Floats
    stride: float


def planned(
    body: Performance, gait: Gait, pairs: tuple[tuple[str, ...], ...], *, spread: bool = False
) -> Footsteps:
    """Return the steps of a gait for this drawing and beat.

    pairs: legs that share a place under the body, like the two hind legs. spread: every foot steps
    about its drawn place instead, like those of a spider seen from above.
    """
    feet = _feet(body, gait, pairs)
    if spread:
        for foot in feet.values():
            foot.neutral, foot.ground = 0.0, float(foot.drawn[1])
    if body.rest.sideways and body.rest.bones.plan == "person":
        _tilt(feet, body.facing)
    length = float(np.mean([f.limb.length for f in feet.values()])) if feet else 0.3 * body.size
    way = body.facing * (body.beat.direction or 1)
    reach = min(gait.reach * length * body.amount, _passable(feet))
    stride = reach / gait.duty
    cycles = body.cycles(gait.period)
    total = stride * cycles
    if body.beat.distance:
        total = abs(body.beat.distance) * body.size
        most = max(min(1.35 * reach, _passable(feet)), 0.05 * length) / gait.duty
        cycles = max(cycles, np.ceil(total / most))
        cycles = float(np.ceil(cycles)) if body.beat.loop else float(cycles)
        stride = total / max(cycles, 1e-9)
    start, miss = _nearest_phase(gait, feet, stride * way, length)
    rough = float(np.clip(3.0 * miss - 0.35, 0.0, 1.0))
    stands = max(rough, 0.6)
    ease = Ease(
        min(0.6 / max(cycles, 1e-9), 0.3),
        stands if body.beat.start else rough,
        stands if body.stops else rough if body.beat.loop else 0.0,
    )
    cycle = start + cycles * body.t
    line = GroundWay(body, cycles, ease, stride * way, total * way)
    steps = Footsteps(gait, feet, cycle, line.at(cycles * body.t), ease(body.t), stride)
    for foot in feet.values():
        _place(body, gait, foot, steps, line, start, cycles, length)
    return steps


def _feet(body: Performance, gait: Gait, pairs: tuple[tuple[str, ...], ...]) -> dict[str, Foot]:
    limbs = {name: body.rest.limb(name) for pair in pairs for name in pair}
    limbs = {name: limb for name, limb in limbs.items() if limb.sound}
    feet = {}
    lowest = _ground(list(limbs.values()))
    for pair in pairs:
        here = [limbs[name] for name in pair if name in limbs]
        for name in pair:
            if name not in limbs:
                continue
            limb = limbs[name]
            # one foot alone tells half of where the two would stand
            ahead = [leg.tip[0] - leg.root[0] for leg in here if not _raised(leg, lowest)]
            under = float(np.sum(ahead)) / len(here)
            under = float(np.clip(under, -0.22 * limb.length, 0.22 * limb.length))
            stands = 0.0 <= lowest - limb.tip[1] <= LEVEL * limb.length
            shorter = max(leg.length for leg in here) - limb.length
            ground = float(limb.tip[1] if stands else lowest - _higher(shorter, limb, lowest))
            ground = min(ground, float(limb.root[1] + 0.93 * limb.length))  # a rearing horse
            neutral = limb.root[0] + under - limb.tip[0]
            raised = _raised(limb, ground)
            feet[name] = Foot(limb, gait.starts[name], neutral, ground, limb.tip, raised)
    return feet


def _tilt(feet: Mapping[str, Foot], facing: float) -> None:
    """Note how far each foot's heel is drawn up: who walks stands on one foot and leaves another.

    The flattest foot is taken for flat; where none is near it, toes are in wrong places.
    """
    slopes = {}
    for name, foot in feet.items():
        sole = foot.limb.tip - foot.limb.places[-2]
        slopes[name] = float(np.arctan2(sole[1], facing * sole[0]))
    flat = min(slopes.values(), default=np.pi)
    if flat > _FLATTEST:
        return
    flat = float(np.clip(flat, *_FLAT))
    for name, slope in slopes.items():
        feet[name].tilt = float(np.clip(slope - flat, 0.0, _MOST_TILT))


def _higher(shorter: float, limb: Limb, lowest: float) -> float:
    """Return how much higher than the other foot of its pair a leg's foot steps.

    A far leg is drawn shorter: on the ground of the near one the body would sink at each step.
    """
    return float(np.clip(shorter, 0.0, max(lowest - limb.tip[1], 0.0)))


def _raised(limb: Limb, ground: float) -> bool:
    return ground - float(limb.tip[1]) > RAISED * limb.length


def _ground(limbs: list[Limb]) -> float:
    """Return y of the ground: the lowest foot, or under the body where a drawing shows a leap."""
    if not limbs:
        return 0.0
    lowest = max(float(limb.tip[1]) for limb in limbs)
    steep = np.mean([(limb.tip[1] - limb.root[1]) / limb.length for limb in limbs])
    if steep > 0.5 or len(limbs) < 2:
        return lowest
    return max(lowest, float(np.mean([limb.root[1] + 0.8 * limb.length for limb in limbs])))


def _passable(feet: dict[str, Foot]) -> float:
    """How far a foot can pass under the body on the shortest leg, which may sink a little."""
    room = np.inf
    for foot in feet.values():
        aside = abs(foot.drawn[0] + foot.neutral - foot.limb.root[0])
        room = min(room, 2.0 * max(_farthest(foot) - aside, 0.04 * foot.limb.length))
    return float(room)


def _farthest(foot: Foot) -> float:
    """How far before or behind its root a leg, which may sink a little, reaches the ground."""
    limb = foot.limb
    high = abs(foot.ground - limb.root[1]) / limb.length - SINK
    return float(limb.length * np.sqrt(max(0.95 - min(high, 0.9) ** 2, 0.02)))


def _leaves(gait: Gait, foot: Foot, place: float, down: float, line: GroundWay) -> float:
    """Return the phase at which a foot is lifted from a stand: when its leg can't reach it.

    A stand that is drawn far behind, but at the beginning of its phase, would last too long. place:
    x of the stand; down: cycles from the drawing to its beginning, negative for a foot that stands.
    """
    phases = np.linspace(max(-down, 0.0), gait.duty, _PHASES)
    away = np.abs(place - foot.limb.root[0] - line.at(down + phases))
    most = max(_farthest(foot), float(away[0]) + 0.1 * foot.limb.length)
    far = np.flatnonzero(away > most)
    return float(phases[far[0]]) if len(far) else gait.duty


def _flung(gait: Gait, air: Floats, stride: float, length: float) -> Floats:
    """How far a foot in the air is ahead of its way between two stands."""
    return np.asarray(-np.sign(stride) * gait.fling * length * np.sin(2.0 * np.pi * air))


def _swung(air: Floats) -> Floats:
    """Return how far 0..1 a foot in the air is on its way: it comes down on its place."""
    return smooth(air / OVER)


def _plain(
    gait: Gait, foot: Foot, cycle: Floats, stride: float, length: float
) -> tuple[Floats, Floats]:
    """Return x relative to neutral, and height 0..1, of a foot in an endless gait."""
    phase = np.mod(cycle - foot.start, 1.0)
    carries = phase < gait.duty
    air = np.clip((phase - gait.duty) / (1 - gait.duty), 0.0, 1.0)
    back = stride * (0.5 * gait.duty - phase)
    forth = stride * gait.duty * (_swung(air) - 0.5) + _flung(gait, air, stride, length)
    return np.where(carries, back, forth), np.where(carries, 0.0, np.sin(np.pi * air))


def _nearest_phase(
    gait: Gait, feet: dict[str, Foot], stride: float, length: float
) -> tuple[float, float]:
    """Return the phase whose feet are nearest to the drawn ones, and how far off they are."""
    if not feet:
        return 0.0, 1.0
    phases = np.arange(_PHASES) / _PHASES
    cost = np.zeros(_PHASES)
    for foot in feet.values():
        x, high = _plain(gait, foot, phases, stride, length)
        cost += (x + foot.neutral) ** 2
        cost += (foot.ground - gait.lift * length * high - foot.drawn[1]) ** 2
        if foot.raised:  # in the midst of a step
            air = (np.mod(phases - foot.start, 1.0) - gait.duty) / (1 - gait.duty)
            cost += np.where((air < 0.45) | (air > 0.9), length**2, 0.0)
    best = int(cost.argmin())
    return float(phases[best]), float(np.sqrt(cost[best] / len(feet)) / max(length, 1e-9))


def _place(
    body: Performance,
    gait: Gait,
    foot: Foot,
    steps: Footsteps,
    line: GroundWay,
    start: float,
    cycles: float,
    length: float,
) -> None:
    """Write a foot's path: stands on places of the ground, arcs between them."""
    local = steps.cycle - foot.start
    number = np.floor(local).astype(int)
    phase = local - number
    first = int(np.floor(start - foot.start))
    begun = start - foot.start - first  # phase of the drawing
    landed = begun >= gait.duty + LANDED * (1.0 - gait.duty)
    if landed and not foot.raised and not body.beat.loop:
        early = number == first  # as good as down: it stands where it is drawn
        number, phase = np.where(early, first + 1, number), np.where(early, 0.0, phase)
        first, begun = first + 1, 0.0
    neutral = foot.drawn[0] + foot.neutral

    def plain(n: int) -> float:
        middle = n + foot.start + 0.5 * gait.duty - start
        return float(neutral + line.at(np.array([middle]))[0])

    kept = _drawn_stand(gait, foot, begun, plain(first), plain(first + 1), 0.2 * length)
    known = {first + number: x for number, x in kept.items()}
    duty = np.full(body.frames, gait.duty)
    drawn = {first: float(foot.drawn[0])} if begun < gait.duty else {}
    for n, x in (known | drawn).items():
        if n > first or drawn:
            duty[number == n] = _leaves(gait, foot, x, n + foot.start - start, line)
    carries = phase < duty
    air = np.clip((phase - duty) / (1 - duty), 0.0, 1.0)
    if body.beat.loop:
        known |= {n + round(cycles): x + line.total for n, x in known.items()}

    def stand(n: int) -> float:
        return known[n] if n in known else plain(n)

    numbers = range(int(number.min()), int(number.max()) + 2)
    place = np.array([stand(n) for n in numbers])
    here, there = place[number - numbers.start], place[number - numbers.start + 1]
    flung = _flung(gait, air, line.stride, length) * steps.ease
    x = np.where(carries, here, here + (there - here) * _swung(air) + flung) - steps.way
    gentle = 0.45 + 0.55 * steps.ease
    lift = gait.lift * length * body.amount * gentle
    height = np.where(carries, 0.0, np.sin(np.pi * air**0.85))
    fade = _fade(body, gait, number, air, carries, first, begun, round(cycles))
    y = foot.ground - lift * height
    late = np.clip((phase - 0.6 * duty) / np.maximum(0.4 * duty, 1e-9), 0.0, 1.0)
    hang = gait.toe * np.sin(np.pi * air**0.6) + gait.heel * (1 - smooth(1.6 * air))
    angle = np.where(carries, gait.heel * smooth(late), hang) * gentle * min(body.amount, 1.3)
    path = np.stack([x, y], axis=1)
    angle = angle - foot.tilt
    foot.angle = angle - fade * angle[0]
    foot.path = path + fade[:, None] * (foot.drawn - path[0])
    foot.carries, foot.height = carries & (fade == 0.0), smooth(1.4 * height) * (1.0 - fade)
    if begun >= gait.duty and not foot.raised and not body.beat.loop:
        far = abs(stand(first + 1) - foot.drawn[0]) / max(steps.stride, 1e-9)
        _lift_over(foot, lift * min(STEPPED * far, 1.0), fade)
    if carries[0] and begun < gait.duty:
        foot.carries = carries
        # the heel of a drawn foot stands as drawn until it is lifted
    world = foot.path + np.stack([steps.way, np.zeros(body.frames)], axis=1)
    body.planted.append(Planted(foot.limb.names[-1], foot.carries, world))


def _lift_over(foot: Foot, lift: Floats, fade: Floats) -> None:
    """Lift a foot that is drawn on the ground in the midst of a step, instead of dragging it.

    lift [F]: how high; fade [F]: how much of the drawn foot is left.
    """
    low = foot.ground + fade * (foot.drawn[1] - foot.ground) - lift * np.sin(np.pi * fade)
    foot.height = np.where(foot.path[:, 1] > low, 0.0, foot.height)
    foot.path[:, 1] = np.minimum(foot.path[:, 1], low)


def _drawn_stand(
    gait: Gait, foot: Foot, begun: float, here: float, there: float, most: float
) -> dict[int, float]:
    """Return the place of the drawing's stand (0) or of the one after (1), so that it is drawn.

    begun: the drawing's phase in this leg's cycle. A foot that carries stands where it is drawn; of
    one in the air the nearer end of its arc is moved, by `most` at the most.
    """
    x = float(foot.drawn[0])
    if foot.raised:
        return {}
    if begun < gait.duty:
        return {0: x}
    done = float(_swung(np.asarray((begun - gait.duty) / (1 - gait.duty))))
    most *= 1.0 + 2.0 * abs(1.0 - 2.0 * done)  # nearly on the ground it is nearly a stand
    if done < 0.5:
        return {0: here + float(np.clip((x - there * done) / (1 - done) - here, -most, most))}
    return {1: there + float(np.clip(here + (x - here) / done - there, -most, most))}


def _fade(
    body: Performance,
    gait: Gait,
    number: NDArray[np.int64],
    air: Floats,
    carries: NDArray[np.bool_],
    first: int,
    begun: float,
    cycles: int,
) -> Floats:
    """How much [F] of the drawn foot's difference to the plan is left; it goes while in the air."""
    if begun < gait.duty:  # it stands: the plan begins at its place
        start = np.where(number == first, 1.0, 0.0) * np.where(carries, 1.0, 1 - smooth(air))
        if body.beat.loop:
            last = np.where(number == first + cycles, 1.0, 0.0)
            rising = np.where(number == first + cycles - 1, smooth(air), 0.0)
            start = np.maximum(start, np.maximum(last, np.where(carries, 0.0, rising)))
        return np.asarray(start)
    share = (begun - gait.duty) / (1 - gait.duty)
    left = np.where(number == first, 1 - smooth((air - share) / max(1 - share, 1e-9)), 0.0)
    if body.beat.loop:
        again = smooth(air / max(share, 1e-9)) * np.where(air <= share, 1.0, 0.0)
        left = np.maximum(left, np.where((number == first + cycles) & ~carries, again, 0.0))
    return np.asarray(left)
