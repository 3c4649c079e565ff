# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves the ends of lines exactly onto the lines that they touch, so that joints can be kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from engine.geometry.tracing.areas import Areas
from engine.geometry.tracing.centre_line import CentreLine
from engine.geometry.tracing.skeleton_graph import Points

AREA_REACH = 1.3  # pens from a line's end to the middle of an area's edge
LINE_REACH = 0.9  # pens from the end of a line at a junction to the middle of another line
_MET = 0.1  # pens; nearer ends are left as they are


def extend_to_touched(lines: list[CentreLine], areas: Areas, pen: float) -> list[CentreLine]:
    """Extend lines that end beside an area or at a junction to the middle of the other line.

    Positions of the other lines are those before any line was extended.
    """
    edges = [_dense(ring, True) for outlines in areas.outlines for ring in outlines]
    middles = [_dense(line.points, line.closed) for line in lines]
    owners = np.concatenate(
        [np.full(len(edge), -1) for edge in edges]
        + [np.full(len(middle), number) for number, middle in enumerate(middles)]
        + [np.empty(0, int)]
    )
    if not len(owners):
        return lines
    places = np.concatenate([*edges, *middles])
    tree = cKDTree(places)
    result = []
    for number, line in enumerate(lines):
        for side in (0, -1):
            if line.closed:
                break
            end = line.points[side]
            near = np.asarray(tree.query_ball_point(end, AREA_REACH * pen), dtype=int)
            gaps = np.hypot(*(places[near] - end).T)
            reach = np.where(owners[near] < 0, AREA_REACH, LINE_REACH * line.joined[side]) * pen
            near = near[(owners[near] != number) & (gaps < reach)]
            if len(near):
                line = _ending_at(line, side, places[near], pen)
        result.append(line)
    return result


def _ending_at(line: CentreLine, side: int, places: Points, pen: float) -> CentreLine:
    """Extend an end of a line to the nearest of `places`."""
    gaps = np.hypot(*(places - line.points[side]).T)
    place = places[int(gaps.argmin())][None]
    if gaps.min() < _MET * pen:
        return line
    order = [place, line.points] if side == 0 else [line.points, place]
    at = 0 if side == 0 else len(line.widths)
    widths = np.insert(line.widths, at, line.widths[side])
    return replace(line, points=np.concatenate(order), widths=widths)


def _dense(points: Points, closed: bool) -> Points:
    """Return points along a line, a pixel apart."""
    if closed:
        points = np.concatenate([points, points[:1]])
    if len(points) < 2:
        return points
    arc = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.linspace(0.0, arc[-1], max(2, round(float(arc[-1])) + 1))
    return np.stack([np.interp(at, arc, points[:, axis]) for axis in (0, 1)], axis=-1)
