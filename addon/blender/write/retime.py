# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""New timing for a take: on ones, twos or threes; slow in and slow out.

The take is timed anew as it is now, and where its keys are now: what the artist has changed is
kept, and the engine isn't needed. Keys of the control Empties are moved. New drawings are copies of
the take's drawings, or interpolated between two of them. Drawings that the artist has added stay
where they are, on layers of the take as on others.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...client.jobs.timing import Easing, MotionSpan, Sample, ScenePlace, between
from ...contract.between import SETTING as BETWEEN
from ...contract.errors import BadInput
from ..grease_pencil import attributes, versions
from . import result_layers, take_keys
from .fcurves import SceneTiming
from .scene_takes import EASED, REQUEST, SceneTake
from .take_keys import TakePlaces

if TYPE_CHECKING:
    from bpy.types import FCurve, GreasePencilFrame, GreasePencilLayer, Object, Scene

PLACES = ("position", "handle_left", "handle_right")
FAR = 1_000_000  # frames: where new drawings wait until the old ones are gone
HANDLES = ("handle_left", "handle_right")


@dataclass(frozen=True)
class _Drawn:
    """The drawing that a layer shows at one frame.

    Attributes:
        key: the frame of the key that holds the drawing, at or before the frame in question.
        places: the drawing's attributes PLACES, [n, 3] each; None for one that the drawing lacks.
    """

    key: int
    places: tuple[NDArray[Any] | None, ...]


def retime(take: SceneTake, scene: Scene, *, hold: int | None = None, easing: Easing) -> None:
    """Give a take a new timing.

    hold: frames for which each drawing stays (1, 2 or 3); None keeps the take's hold. easing: how
    slowly the motion begins and ends. Raises BadInput for a take that isn't of moved strokes or
    whose settings are lost.
    """
    request = take.request
    if request is None or not versions.is_grease_pencil(take.object):
        raise BadInput("Only a take of moved strokes can be timed anew.")
    if BETWEEN in request.settings:
        raise BadInput(
            "Your own drawings set the time of this take.",
            hint="Move their keys, and animate anew.",
        )
    found, edited = take_keys.places(take), take_keys.is_edited(take)
    new_hold = hold or request.hold
    steps: dict[str, int] = {}  # control -> the frame from which its layers are held
    for layer in take.object.data.layers:
        if layer.name not in found.layers:
            continue  # nothing on it was generated
        now = found.of_layer(layer)
        if layer.parent is not None:
            steps.setdefault(layer.parent.name, now.place.start)
        holds = (max(1, math.ceil(request.hold * now.hold - 1e-6)), new_hold)
        _retime_layer(layer, now.place, request.loop, holds, easing, scene.frame_end)
    for control in take.controls:
        _retime_keys(control, found, request.loop, new_hold, easing, steps.get(control.name))
    take.object[REQUEST] = json.dumps(replace(request, hold=new_hold).to_json())
    if not easing.is_even:
        rows = [[each.out, each.into] for each in (*take.eased, easing)]
        take.object[EASED] = json.dumps(rows)
    take_keys.note(take, found, edited=edited)
    take.object.data.update_tag()


def _retime_layer(
    layer: GreasePencilLayer,
    place: ScenePlace,
    loop: bool,
    holds: tuple[int, int],
    easing: Easing,
    last: int,
) -> None:
    """Replace the generated drawings of a layer within the clip.

    place: where the layer's motion is. holds: the old and the new hold, in frames of the scene.
    last: the last frame up to which the drawings of a loop are repeated.
    """
    start, clip = place.start, place.clip(loop=loop)
    inside = range(start, start + clip.frames)
    numbers = [round(frame) for frame in take_keys.drawn_frames(layer)]
    added = {frame.frame_number for frame in layer.frames}.difference(numbers)
    if not any(number in inside and number > start for number in numbers):
        return  # a still layer, or one that only holds the drawing
    first: GreasePencilFrame | None = layer.get_frame_at(start)
    if first is None:
        return
    rest = first.frame_number  # read now: `first` doesn't outlive changes of the layer
    old, new = holds
    later = sorted(number - start for number in numbers if start < number and number in inside)
    shown = {at: _drawn(layer, start + at) for at in (0, *later)}
    samples = clip.samples(new, easing)
    made = _make_drawings(layer, samples, shown, old, clip, rest=rest)
    for number in numbers:
        is_repeated = clip.loop and number >= start + clip.frames
        if start < number and (number in inside or is_repeated):
            layer.frames.remove(number)
    for at in [at for at in made if start + at in added]:
        layer.frames.remove(FAR + at)
        made.remove(at)
    for at in made:
        layer.frames.move(FAR + at, start + at)
    if clip.loop:
        timing = SceneTiming(start, clip.frames, new, True)
        written = [(0, rest), *((at, start + at) for at in made)]
        result_layers.repeat(layer, written, timing, last)


def _make_drawings(
    layer: GreasePencilLayer,
    samples: Sequence[Sample],
    shown: dict[int, _Drawn],
    old: int,
    clip: MotionSpan,
    rest: int,
) -> list[int]:
    """Make the new drawings, each at FAR + its frame of the clip; return their frames of the clip.

    `samples`: the new timing. `shown`: what the layer shows at the frames, ascending, at which its
    drawings begin; `old`: how long they are held.
    `rest`: the frame of the key of the drawing at rest, which stays.
    """
    made: list[int] = []
    keys = tuple(shown)
    last = _Drawn(rest, shown[0].places)
    for sample in samples[1:]:
        first, follower, share = between(sample.source, keys, old, clip)
        near = shown[first if share < 0.5 else follower]
        mixed = _between(shown[first], shown[follower], share, near)
        if _same(mixed, last):
            continue
        layer.frames.copy(near.key, FAR + sample.frame)
        key: Any = layer.get_frame_at(FAR + sample.frame)
        if share:
            key.keyframe_type = "GENERATED"
            for name, values in zip(PLACES, mixed.places, strict=True):
                if values is not None:
                    attributes.write(key.drawing, name, "FLOAT_VECTOR", "POINT", values)
            key.drawing.tag_positions_changed()
        elif near.key == rest:
            key.keyframe_type = "GENERATED"
        made.append(sample.frame)
        last = mixed
    return made


def _drawn(layer: GreasePencilLayer, number: int) -> _Drawn:
    key: Any = layer.get_frame_at(number)
    return _Drawn(key.frame_number, tuple(attributes.read(key.drawing, name) for name in PLACES))


def _between(a: _Drawn, b: _Drawn, share: float, near: _Drawn) -> _Drawn:
    """Interpolate from drawing `a` to drawing `b`; return `near` where their points don't match.

    share: 0 gives `a`, 1 gives `b`. near: of the two drawings, the one nearer in time.
    """
    if not share or a.key == b.key:
        return near if share else a
    mixed: list[NDArray[Any] | None] = []
    for before, after in zip(a.places, b.places, strict=True):
        if (before is None) != (after is None):
            return near
        if before is None or after is None:
            mixed.append(None)
        elif before.shape != after.shape:
            return near
        else:
            mixed.append((before + share * (after - before)).astype(np.float32))
    return _Drawn(near.key, tuple(mixed))


def _same(a: _Drawn, b: _Drawn) -> bool:
    """Return whether two drawings have the same key and equal points.

    Drawings of two keys may differ in colour even where their points are equal.
    """
    if a.key == b.key and a.places is b.places:
        return True
    return a.key == b.key and all(
        (x is None and y is None) or (x is not None and y is not None and np.array_equal(x, y))
        for x, y in zip(a.places, b.places, strict=True)
    )


def _retime_keys(
    control: Object, found: TakePlaces, loop: bool, hold: int, easing: Easing, held: int | None
) -> None:
    """Move the keys of a control. held: the frame from which its layers' drawings are held."""
    bag = versions.own_curves(control)
    if bag is None:
        return
    for curve in bag.fcurves:
        place = found.of_curve(control, curve).place
        if not easing.is_even:
            _move_keys(curve, place.start, place.clip(loop=loop), easing)
        _set_steps(curve, place.start if held is None else held, hold)
        curve.update()
    control.update_tag()


def _move_keys(curve: FCurve, start: int, clip: MotionSpan, easing: Easing) -> None:
    """Move the keys of a curve, and their handles, to the frames of the new timing.

    If all keys were on whole frames, the new frames are rounded, unless two keys would meet then.
    """
    points = curve.keyframe_points
    rows = {name: np.empty(2 * len(points), np.float32) for name in ("co", *HANDLES)}
    for name, values in rows.items():
        points.foreach_get(name, values)
    frames = rows["co"][::2].copy()
    exact = np.array([clip.moved(float(f) - start, easing) + start for f in frames])
    whole = np.round(exact) if np.all(frames == np.round(frames)) else exact
    if len(np.unique(whole)) < len(whole):
        whole = exact
    for name in HANDLES:
        at = rows[name][::2]
        moved = np.array([clip.moved(float(f) - start, easing) + start for f in at])
        inside = (at > start) & (at < start + clip.length)
        rows[name][::2] = np.where(inside, moved + (whole - exact), at + (whole - frames))
    rows["co"][::2] = whole
    rows["handle_left"][::2] = np.minimum(rows["handle_left"][::2], whole)
    rows["handle_right"][::2] = np.maximum(rows["handle_right"][::2], whole)
    for name, values in rows.items():
        points.foreach_set(name, values)


def _set_steps(curve: FCurve, start: int, hold: int) -> None:
    """Make a control Empty jump every `hold` frames, in step with the drawings that it carries.

    On twos or threes (`hold` 2 or 3) a drawing stays for several frames. An Empty that moved in
    each of them would let the held drawing slide. curve: one channel of the Empty's motion. start:
    the take's first frame, from which the steps are counted. With `hold` 1 there are no steps.
    """
    modifiers: Any = curve.modifiers
    steps = next((m for m in modifiers if m.type == "STEPPED"), None)
    if hold == 1:
        if steps is not None:
            modifiers.remove(steps)
        return
    if steps is None:
        steps = modifiers.new("STEPPED")
    steps.frame_step, steps.frame_offset = hold, start
