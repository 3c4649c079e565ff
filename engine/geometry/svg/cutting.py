# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts outlines at the edge of a region: fills are intersected with it, lines end at it.

Outlines stay cubics. Where they cross is found on their flattened pieces; a cubic is then divided
at the parameters of its crossings. A fill's new border is made of those parts of both borders that
have the inside of both on one side only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.geometry.bezier import Floats, bernstein
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.regions import (
    MOST_PAIRS,
    PIECE_BASIS,
    PIECES,
    Area,
    Bools,
    Region,
    closed_outline,
    cubics_of,
    polygon_of,
)

MOST_CUBICS = 3000  # of outlines and a region that are cut by each other
ROWS = 128  # edges that are compared with those near them at a time
Inside = Callable[[Floats], Bools]


@dataclass(frozen=True)
class _Edges:
    """Straight pieces of cubics: ends [E, 2], cubic [E] and the parameter [E] at the start."""

    start: Floats
    end: Floats
    cubic: NDArray[np.int64]
    place: Floats
    step: Floats


@dataclass(frozen=True)
class _Part:
    """A piece of a cubic [4, 2], the middle of its flattened form [2] and its direction there."""

    curve: Floats
    middle: Floats
    way: Floats


def is_too_detailed(outlines: Sequence[Outline], region: Region) -> bool:
    """Whether cutting outlines at the edge of a region would take too long."""
    points = sum(len(outline.control) for outline in (*outlines, *region.outlines))
    return points > 3 * MOST_CUBICS and _whole(outlines, region) is None


def clip_fill(outlines: Sequence[Outline], nonzero: bool, region: Region) -> list[Outline]:
    """Return closed outlines whose even-odd fill is that of `outlines` within the region.

    Outlines that lie in it as a whole are returned as they are.
    """
    if not outlines:
        return []
    closed = [closed_outline(outline) for outline in outlines]
    where = _whole(closed, region)
    if where is not None:
        return list(outlines) if where else []
    own = Area(tuple(polygon_of(outline) for outline in closed), nonzero)
    return _bordered(
        [*closed, *region.outlines], lambda points: own.inside(points) & region.inside(points)
    )


def clip_lines(outlines: Sequence[Outline], region: Region) -> list[Outline]:
    """Return the parts of lines that lie in the region; those that aren't cut stay as they are."""
    where = _whole(outlines, region)
    if where is not None:
        return list(outlines) if where else []
    border = [np.concatenate([cubics_of(o) for o in region.outlines if len(o.control) > 3])]
    found: list[Outline] = []
    for outline in outlines:
        if len(outline.control) < 4:
            found += [outline] if region.inside(outline.control[:1])[0] else []
            continue
        cubics = cubics_of(outline)
        places, _ = _crossings(np.concatenate([cubics, *border]), len(cubics))
        parts = _parts(cubics, places)
        left, right = _sides(parts, region.inside)
        kept = (left | right).tolist()
        if all(kept):
            found.append(outline)
        else:
            found += _runs([part.curve for part in parts], kept, outline)
    return found


def _whole(outlines: Sequence[Outline], region: Region) -> bool | None:
    """Return True for outlines inside of a region, False for outside, None where it isn't plain."""
    if not region.outlines:
        return False
    points = np.concatenate([outline.control for outline in outlines])
    low, high = points.min(axis=0), points.max(axis=0)
    first, last = region.bounds
    if (high < first).any() or (low > last).any():
        return False
    if region.box is not None and (low >= region.box[0]).all() and (high <= region.box[1]).all():
        return True
    return None


def _bent(cubics: Floats) -> Bools:
    """Return which cubics [K, 4, 2] aren't straight lines of even speed."""
    chord = cubics[:, 3] - cubics[:, 0]
    size = np.abs(cubics - cubics[:, :1]).max(axis=(1, 2))
    first = np.abs(cubics[:, 1] - cubics[:, 0] - chord / 3.0).max(axis=1)
    second = np.abs(cubics[:, 3] - cubics[:, 2] - chord / 3.0).max(axis=1)
    return np.asarray(np.maximum(first, second) > 1e-9 * size)


def _edges(cubics: Floats) -> _Edges:
    """Flatten cubics [K, 4, 2]; straight ones stay one piece."""
    bent = np.flatnonzero(_bent(cubics))
    flat = np.setdiff1d(np.arange(len(cubics)), bent)
    points = PIECE_BASIS @ cubics[bent]
    return _Edges(
        np.concatenate([points[:, :-1].reshape(-1, 2), cubics[flat, 0]]),
        np.concatenate([points[:, 1:].reshape(-1, 2), cubics[flat, 3]]),
        np.concatenate([np.repeat(bent, PIECES), flat]),
        np.concatenate([np.tile(np.arange(PIECES) / PIECES, len(bent)), np.zeros(len(flat))]),
        np.concatenate([np.full(PIECES * len(bent), 1.0 / PIECES), np.ones(len(flat))]),
    )


def _crossings(
    cubics: Floats, own: int | None = None
) -> tuple[dict[int, list[tuple[float, Floats]]], int]:
    """Return parameter and point of every crossing, by cubic, and how many there are.

    own: only crossings of the first `own` cubics with the others, else of all with all.
    """
    edges = _edges(cubics)
    places: dict[int, list[tuple[float, Floats]]] = {}
    rows = np.flatnonzero(edges.cubic < own) if own is not None else np.arange(len(edges.start))
    others = np.flatnonzero(edges.cubic >= own) if own is not None else rows
    count = 0
    low, high = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
    rows = rows[np.argsort(low[rows, 0], kind="stable")]
    step = max(1, min(ROWS, MOST_PAIRS // max(1, len(others))))
    for first in range(0, len(rows), step):
        chunk = rows[first : first + step]
        above, below = low[chunk].min(axis=0), high[chunk].max(axis=0)
        near = others[((high[others] >= above) & (low[others] <= below)).all(axis=1)]
        for i, j, s, t in _pairs(edges, chunk, near):
            if own is None and i >= j:
                continue
            point = edges.start[i] + s * (edges.end[i] - edges.start[i])
            for edge, share in ((i, s), (j, t)):
                place = float(edges.place[edge] + share * edges.step[edge])
                places.setdefault(int(edges.cubic[edge]), []).append((place, point))
            count += 1
    return places, count


def _pairs(
    edges: _Edges, rows: NDArray[np.int64], others: NDArray[np.int64]
) -> list[tuple[int, int, float, float]]:
    """Return the pairs of edges that cross, with the shares of their lengths where they do."""
    a, b = edges.start[rows][:, None], edges.end[rows][:, None]
    c, d = edges.start[others][None], edges.end[others][None]
    u, v, w = b - a, d - c, c - a
    denominator = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        s = (w[..., 0] * v[..., 1] - w[..., 1] * v[..., 0]) / denominator
        t = (w[..., 0] * u[..., 1] - w[..., 1] * u[..., 0]) / denominator
        crosses = (s >= 0.0) & (s <= 1.0) & (t >= 0.0) & (t <= 1.0)
    row, other = np.nonzero(crosses)
    return [
        (int(rows[i]), int(others[j]), float(s[i, j]), float(t[i, j]))
        for i, j in zip(row, other, strict=True)
    ]


def _parts(cubics: Floats, places: dict[int, list[tuple[float, Floats]]]) -> list[_Part]:
    """Divide cubics [K, 4, 2] where they are crossed."""
    basis, bent = PIECE_BASIS, _bent(cubics)
    parts: list[_Part] = []
    for k, cubic in enumerate(cubics):
        for curve, middle in _divided(cubic, places.get(k, [])):
            # Beside the flattened curve, as regions are made of these.
            edge = min(int(middle * PIECES), PIECES - 1)
            ends = basis[edge : edge + 2] @ cubic if bent[k] else cubic[[0, 3]]
            share = middle * PIECES - edge if bent[k] else middle
            parts.append(_Part(curve, ends[0] + share * (ends[1] - ends[0]), ends[1] - ends[0]))
    return parts


def _divided(cubic: Floats, places: list[tuple[float, Floats]]) -> list[tuple[Floats, float]]:
    """Divide a cubic [4, 2] at parameters, where it then passes through the given points.

    Return each part with the parameter of its middle.
    """
    parts: list[tuple[Floats, float]] = []
    done, rest = 0.0, cubic
    for place, point in sorted(places, key=lambda item: item[0]):
        if place - done < 1e-6 or place > 1.0 - 1e-6:
            continue
        left, rest = split((place - done) / (1.0 - done), rest)
        left[3] = rest[0] = point
        parts.append((left, (done + place) / 2.0))
        done = place
    return [*parts, (rest, (done + 1.0) / 2.0)]


def split(t: float, cubic: Floats) -> tuple[Floats, Floats]:
    """Return the two parts of a cubic [4, 2] before and after a parameter (de Casteljau)."""
    a, b, c, d = cubic
    ab, bc, cd = a + (b - a) * t, b + (c - b) * t, c + (d - c) * t
    abc, bcd = ab + (bc - ab) * t, bc + (cd - bc) * t
    middle = abc + (bcd - abc) * t
    return np.array([a, ab, abc, middle]), np.array([middle, bcd, cd, d])


def _sides(parts: Sequence[_Part], inside: Inside) -> tuple[Bools, Bools]:
    """Return for parts whether the points just left and just right of their middle are inside."""
    if not parts:
        return np.zeros(0, dtype=bool), np.zeros(0, dtype=bool)
    middle = np.stack([part.middle for part in parts])
    way = np.stack([part.way for part in parts])
    size = np.linalg.norm(way, axis=1, keepdims=True)
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1) / np.maximum(size, 1e-12)
    shift = normal * float(np.ptp(middle, axis=0).max() + size.max()) * 1e-5
    return inside(middle + shift), inside(middle - shift)


def _runs(parts: Sequence[Floats], kept: Sequence[bool], outline: Outline) -> list[Outline]:
    """Return the kept parts that follow on each other as open outlines."""
    runs: list[list[Floats]] = []
    before = False
    for part, keep in zip(parts, kept, strict=True):
        if keep and before:
            runs[-1].append(part)
        elif keep:
            runs.append([part])
        before = keep
    joined = outline.closed or bool((parts[0][0] == parts[-1][3]).all())
    if joined and len(runs) > 1 and kept[0] and kept[-1]:
        runs[0] = runs.pop() + runs[0]
    return [
        Outline(np.concatenate([run[0][:1], *(part[1:] for part in run)]), False, outline.straight)
        for run in runs
    ]


def _bordered(outlines: Sequence[Outline], inside: Inside) -> list[Outline]:
    """Return the border of the set of points that are inside; outlines: where it may run."""
    cubics = np.concatenate(
        [cubics_of(outline) for outline in outlines if len(outline.control) > 3]
    )
    places, _ = _crossings(cubics)
    parts = _parts(cubics, places)
    left, right = _sides(parts, inside)
    border = [part.curve for part, a, b in zip(parts, left, right, strict=True) if a != b]
    span = float(np.ptp(cubics.reshape(-1, 2), axis=0).max())
    return _loops(_single(border, span), span)


def _single(parts: Sequence[Floats], span: float) -> list[Floats]:
    """Leave out cubics that lie on others, where two borders are one."""
    basis = bernstein(np.array([0.5]))
    found: dict[tuple[int, ...], Floats] = {}
    for part in parts:
        middle = (basis @ part)[0]
        key = (*np.round(middle / (span * 1e-5)).astype(int).tolist(),)
        found.setdefault(key, part)
    return list(found.values())


def _loops(parts: Sequence[Floats], span: float) -> list[Outline]:
    """Join cubics end to end into closed outlines."""

    def key(point: Floats) -> tuple[int, ...]:
        return (*np.round(point / (span * 1e-5)).astype(int).tolist(),)

    at: dict[tuple[int, ...], list[tuple[int, bool]]] = {}
    for number, part in enumerate(parts):
        at.setdefault(key(part[0]), []).append((number, False))
        at.setdefault(key(part[3]), []).append((number, True))
    used = [False] * len(parts)
    loops: list[Outline] = []
    for first in range(len(parts)):
        if used[first]:
            continue
        chain = [parts[first]]
        used[first] = True
        while True:
            free = [(n, back) for n, back in at[key(chain[-1][3])] if not used[n]]
            if not free:
                break
            number, back = free[0]
            used[number] = True
            chain.append(parts[number][::-1] if back else parts[number])
        control = np.concatenate([chain[0][:1], *(part[1:] for part in chain)])
        control[-1] = control[0]
        if len(control) > 6:
            loops.append(Outline(control, True, _is_straight(control)))
    return loops


def _is_straight(control: Floats) -> bool:
    a, b, c, d = (control[k : len(control) - 3 + k : 3] for k in range(4))
    return bool(np.allclose(b, a + (d - a) / 3.0) and np.allclose(c, d - (d - a) / 3.0))
