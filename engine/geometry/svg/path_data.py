# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Path data (`d="M 3 4 C ..."`) to outlines; commands are read by svgpathtools.

Each subpath is handed over on its own: svgpathtools joins subpaths that touch, and forgets where
a `z` stood and subpaths that are a single dot.
"""

from __future__ import annotations

import cmath
import math
import re
import warnings

import numpy as np
import svgpathtools

from addon.contract.errors import BadInput
from engine.geometry.bezier import Floats, elevate_line, elevate_quadratic
from engine.geometry.svg.lengths import NUMBER
from engine.geometry.svg.outline import Outline

_NUMBER = re.compile(NUMBER)
_GRAMMAR = re.compile(rf"(?:\s|,|[MmZzLlHhVvCcSsQqTtAa]|{NUMBER})*")
_SUBPATH = re.compile(r"[Mm][^MmZz]*[Zz]?|[^MmZz]+[Zz]?|[Zz]")
_COMMAND = re.compile(r"[A-Za-z][^A-DF-Za-df-z]*")
_MOVE = re.compile(rf"\s*([Mm])[\s,]*({NUMBER})[\s,]*({NUMBER})")


def parse_path_data(text: str) -> list[Outline]:
    """Return one outline for each subpath that draws something (a dot draws, a bare `M` doesn't).

    Raises BadInput for text that isn't path data and for numbers that are not finite.
    """
    matched = _GRAMMAR.match(text)
    if matched is None or matched.end() != len(text):
        raise _unreadable(text[matched.end() if matched else 0 :][:20])
    if any(math.isinf(float(number)) for number in _NUMBER.findall(text)):
        raise _unreadable("a number that is not finite")
    outlines: list[Outline] = []
    current = start = 0j
    for number, piece in enumerate(_SUBPATH.findall(text)):
        if not piece.strip(" \t\r\n\f,"):
            continue
        move = _MOVE.match(piece)
        if move is None:
            if number == 0 or piece[0] in "Mm":
                raise _unreadable(piece[:20])
            # Drawing goes on after a `z` without a new `M`: from where that subpath began.
            rest = piece
        else:
            there = complex(float(move[2]), float(move[3]))
            start = there if move[1] == "M" or number == 0 else current + there
            rest = _after_move(move[1], piece[move.end() :])
        closed = rest.rstrip(" \t\r\n\f,").endswith(("Z", "z"))
        commands = rest.rstrip(" \t\r\n\f,").rstrip("Zz")
        current = start
        if commands.strip(" \t\r\n\f,"):
            segments = _segments(start, commands)
            current = start if closed else (segments[-1].end if segments else start)
        else:
            segments = []
        if segments or (closed and move is not None):
            outlines.append(_outline(start, segments, closed))
    return outlines


def _after_move(command: str, rest: str) -> str:
    """Pairs that follow the first one of a moveto are linetos."""
    stripped = rest.lstrip(" \t\r\n\f,")
    if not stripped or stripped[0].isalpha():
        return stripped
    return ("L" if command == "M" else "l") + stripped


def _segments(start: complex, commands: str) -> list[svgpathtools.path.Line]:
    prefix = f"M{start.real!r},{start.imag!r} "
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # arcs of no radius become lines, as SVG wants
            return list(svgpathtools.parse_path(prefix + commands))
    except AssertionError:
        return _without_empty_arcs(prefix, commands)
    except (ValueError, IndexError, ZeroDivisionError, OverflowError) as error:
        raise _unreadable(commands[:20]) from error


def _without_empty_arcs(prefix: str, commands: str) -> list[svgpathtools.path.Line]:
    """Leave out arcs that end where they start; SVG draws nothing there, svgpathtools refuses."""
    accepted = prefix
    for command in _COMMAND.findall(commands):
        try:
            svgpathtools.parse_path(accepted + command)
        except AssertionError:
            continue
        except (ValueError, IndexError, ZeroDivisionError, OverflowError) as error:
            raise _unreadable(command[:20]) from error
        accepted += command
    return list(svgpathtools.parse_path(accepted))


def _outline(start: complex, segments: list[svgpathtools.path.Line], closed: bool) -> Outline:
    pieces = [np.array([[start.real, start.imag]])]
    straight = True
    for segment in segments:
        if isinstance(segment, svgpathtools.Arc):
            if not all(map(cmath.isfinite, (segment.center, segment.radius, segment.delta))):
                break
            pieces.extend(curve[1:] for curve in arc_cubics(segment))
            straight = False
            continue
        points = np.array([[point.real, point.imag] for point in segment.bpoints()])
        if not np.isfinite(points).all():
            break
        if len(points) == 2:
            curve = elevate_line(points[0], points[1])
        else:
            straight = False
            curve = points if len(points) == 4 else elevate_quadratic(*points)
        pieces.append(curve[1:])
    else:
        control = np.concatenate(pieces)
        if np.isfinite(control).all():
            return Outline(control, closed, straight)
    raise _unreadable("a number that is not finite")


def arc_cubics(arc: svgpathtools.Arc) -> Floats:
    """Return an elliptical arc as cubics `[k, 4, 2]`, each at most a quarter turn.

    The arm of a piece of angle a is 4/3 tan(a / 4) of the radius; the error is below 0.03 % of it.
    """
    count = max(1, math.ceil(abs(arc.delta) / 90.0 - 1e-9))
    angles = np.radians(arc.theta + arc.delta * np.linspace(0.0, 1.0, count + 1))
    arm = 4.0 / 3.0 * math.tan(math.radians(arc.delta) / count / 4.0)
    on_circle = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    tangent = np.stack([-np.sin(angles), np.cos(angles)], axis=-1)
    unit = np.stack(
        [
            on_circle[:-1],
            on_circle[:-1] + arm * tangent[:-1],
            on_circle[1:] - arm * tangent[1:],
            on_circle[1:],
        ],
        axis=1,
    )
    cosine, sine = math.cos(math.radians(arc.rotation)), math.sin(math.radians(arc.rotation))
    axes = np.array([[cosine, -sine], [sine, cosine]]) * [arc.radius.real, arc.radius.imag]
    curves: Floats = unit @ axes.T + [arc.center.real, arc.center.imag]
    # The ends are known exactly; only the inside comes from angles.
    curves[0, 0] = arc.start.real, arc.start.imag
    curves[-1, 3] = arc.end.real, arc.end.imag
    return curves


def _unreadable(where: str) -> BadInput:
    return BadInput(
        "A path in the SVG file can't be read near “{text}”.",
        text=where.strip(),
        hint="Open the file in a drawing program and export it again as plain SVG.",
    )
