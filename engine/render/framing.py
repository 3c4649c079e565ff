# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of the scene a picture shows: a canvas that grows where motion would be cut off.

What leaves the picture for good, or comes in from outside, does so on purpose: who drives away or
floats up isn't followed. A leap comes back, and an arm that is raised belongs to a body that stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from addon.contract.errors import BadInput
from engine.render.clip import ClipRun, DrawnClip
from engine.runtime.arrays import numpy_of

KEEP, GROW, CROP = "keep", "grow", "crop"
FRAMINGS = (KEEP, GROW, CROP)

MARGIN = 0.02  # of the canvas' long side, beside what has made it grow
MOST_GROWTH = 1.0  # canvas sides that are added at most on each side
_NEGLIGIBLE = 0.005  # of the long side: so little may be cut off
_GONE = 0.75  # share of an object that is outside in the end, where it has left
_RETURN = 0.7  # of the way out: what comes back further hasn't left

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Object:
    """Where an object with its ink is in each frame.

    Attributes:
        low, high: [F, 2], canvas pixels; NaN in frames in which it isn't.
    """

    low: Floats
    high: Floats
    rests: bool


def framed(clip: DrawnClip, framing: str) -> DrawnClip:
    """Return the clip on the canvas that a framing asks for.

    keep: the drawing's own. grow: larger where motion would be cut off that doesn't leave on
    purpose. crop: what that shows, cut to the ink. Raises BadInput.
    """
    if framing not in FRAMINGS:
        raise BadInput(
            "The framing must be one of {names}, not {name}.",
            names=", ".join(FRAMINGS),
            name=framing,
        )
    if framing == KEEP:
        return clip
    objects = _objects(clip)
    low, high = np.zeros(2), np.array(clip.canvas)
    for one in objects:
        if not one.rests:
            low = np.minimum(low, -_growth(-one.low, one, np.zeros(2), clip.canvas))
            high = np.maximum(high, _growth(one.high, one, high, clip.canvas))
    if framing == CROP and objects:
        margin = MARGIN * max(clip.canvas)
        least = np.nanmin([np.nanmin(one.low, 0) for one in objects], 0) - margin
        most = np.nanmax([np.nanmax(one.high, 0) for one in objects], 0) + margin
        if (np.minimum(high, most) - np.maximum(low, least) > margin).all():
            low, high = np.maximum(low, least), np.minimum(high, most)
    if not low.any() and (high == clip.canvas).all():
        return clip
    size = high - low
    return clip.moved((-float(low[0]), -float(low[1])), (float(size[0]), float(size[1])))


def _growth(reach: Floats, one: _Object, edge: Floats, canvas: tuple[float, float]) -> Floats:
    """Return how far [2] the canvas must reach for an object; at least to its edge.

    reach: [F, 2], how far the object reaches in each frame, outwards along both axes.
    """
    side = max(canvas)
    wanted = np.zeros(2)
    for axis in range(2):
        beyond = np.nan_to_num(reach[:, axis] - edge[axis], nan=0.0)
        ends = [abs(end[:, axis] - end[0, axis]) for end in (one.low, one.high)]
        if beyond.max() <= _NEGLIGIBLE * side or beyond[0] > _NEGLIGIBLE * side:
            continue
        extent = float(np.nanmax(one.high[:, axis] - one.low[:, axis]))
        leaves = _leaves(beyond, np.nan_to_num(np.minimum(*ends), nan=0.0))
        if not leaves or beyond[-1] < _GONE * extent:
            wanted[axis] = min(float(beyond.max()) + MARGIN * side, MOST_GROWTH * canvas[axis])
    return edge + wanted


def _leaves(beyond: Floats, way: Floats) -> bool:
    """Return whether an object goes out and stays out.

    beyond: [F], how far it reaches over the edge. way: [F], how far all of it has gone; a body that
    stays and reaches out with a limb hasn't left.
    """
    out = np.flatnonzero(beyond > 0)
    after = beyond[out[0] :]
    returns = bool((after < _RETURN * np.maximum.accumulate(after)).any())
    return not returns and way[-1] >= 0.5 * beyond[-1]


def _objects(clip: DrawnClip) -> list[_Object]:
    """Return where the objects are; what doesn't move is one of them."""
    count = max(len(run.drawing.object_names) for run in clip.runs)
    found = []
    for number in range(-1, count):
        bounds = [_bounds(run, number) for run in clip.runs]
        low, high = (np.concatenate([pair[side] for pair in bounds]) for side in (0, 1))
        if not np.isnan(low).all():
            found.append(_Object(low, high, number < 0))
    return found


def _bounds(run: ClipRun, number: int) -> tuple[Floats, Floats]:
    """Return the lowest and highest coordinates [F, 2] of an object's ink in each frame."""
    drawing = run.drawing
    seen = (numpy_of(drawing.colors)[:, 3] > 0) | (numpy_of(drawing.fills)[:, 3] > 0)
    lengths = np.diff(numpy_of(drawing.stroke_offsets))
    owner = np.where(numpy_of(drawing.locked) != 0, -1, numpy_of(drawing.objects))
    points = np.flatnonzero(np.repeat((owner == number) & seen, lengths))
    if not len(points):
        nothing = np.full((len(run.positions), 2), np.nan)
        return nothing, nothing
    radius = numpy_of(drawing.widths)[points, None].astype(np.float64) / 2
    places = run.positions[:, points].astype(np.float64)
    return (places - radius).min(1), (places + radius).max(1)
