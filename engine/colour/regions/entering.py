# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes into a take of pictures after its first frame: whether it is a figure, and its way in.

A figure that comes in from the side is open towards the picture's border until all of it is there.
So its areas are followed backwards from the frame in which they are whole, and cut out of what is
around the drawing there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from engine.colour.regions.flow import LineFlow
from engine.colour.regions.seen import SeenArea, areas_in
from engine.colour.regions.tracking import AreaFrame, NamedAreas, cut_out
from engine.colour.regions.trapped_ball import OUTSIDE, Labels

BESIDE = 1.0  # line widths, and a pixel, across which areas are neighbours


def apart_from(old: Collection[int], labels: Labels, ink: NDArray[np.bool_], line: float
) -> set[int]:  # fmt: skip
    """Return the numbers of areas that lie beside none of the old ones, nor on lines with them.

    labels: [h, w], as `Regions.grown`. ink: [h, w], the lines. line: their width, pixels.
    """
    lines, _ = ndimage.label(ink, np.ones((3, 3)))
    known = np.isin(labels, list(old))
    theirs = set(np.unique(lines[known]).tolist()) - {0}
    around = ndimage.binary_dilation(known, iterations=1 + int(np.ceil(BESIDE * line)))
    beside = set(np.unique(labels[around]).tolist())
    found = set()
    for number in set(np.unique(labels).tolist()) - {0, OUTSIDE} - set(old) - beside:
        if not theirs & set(np.unique(lines[labels == number]).tolist()):
            found.add(number)
    return found


def traced_back(
    frames: Sequence[AreaFrame], named: Sequence[NamedAreas], names: Collection[int]
) -> list[NamedAreas]:
    """Return the areas of each frame, with those of some names also where they were coming in.

    names: of areas that were seen first in a later frame. What can't be found is left out, and so
    is what lies where another area is.
    """
    result = list(named)
    numbers = [{name: k for k, name in areas.names.items() if name in names} for areas in named]
    births: dict[int, int] = {}
    for frame in range(len(named) - 1, -1, -1):
        births |= dict.fromkeys(numbers[frame], frame)
    known: dict[int, SeenArea] = {}
    for frame in range(len(named) - 2, -1, -1):
        areas = areas_in(named[frame + 1].labels)
        known |= {n: areas[k] for n, k in numbers[frame + 1].items() if births[n] == frame + 1}
        if known:
            flow = LineFlow(frames[frame + 1].ink, frames[frame].ink)
            carried = {name: area.carried(flow) for name, area in known.items()}
            result[frame], known = _with(result[frame], frames[frame], carried)
    return result


def _with(
    named: NamedAreas, frame: AreaFrame, wanted: dict[int, SeenArea]
) -> tuple[NamedAreas, dict[int, SeenArea]]:
    """Return a frame's areas with those wanted that were found around the drawing, and these."""
    labels, found = named.labels.copy(), dict[int, int]()
    for pieces in frame.pieces():
        for name in sorted(wanted, key=lambda n: -wanted[n].size):
            if name not in found:
                number = cut_out(labels, np.where(labels <= OUTSIDE, pieces, 0), wanted[name], 0)
                if number:
                    found[name] = number
    here = areas_in(labels)
    names = {**named.names, **{number: name for name, number in found.items()}}
    return replace(named, labels=labels, names=names), {n: here[k] for n, k in found.items()}
