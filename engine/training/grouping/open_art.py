# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things drawn by others, from icon sets in the Iconify JSON format, as outlines.

A set is a folder with icons.json (an SVG body an icon) and metadata.json (icons by category), as
the npm packages `@iconify-json/NAME` hold it. A picture of several things is left out, so are
signs, flags, hands and skin tones. Areas of colour become their outlines; what a later area covers
is hidden, as in a drawing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.geometry.grouping.samples import sample_strokes
from engine.geometry.svg.holes import contains
from engine.geometry.svg.reader import parse_svg
from engine.runtime.arrays import numpy_of

Lines = tuple[NDArray[np.float64], ...]  # polylines [n, 2]

SMALLEST = 0.03  # of a thing's long side: smaller strokes are left out
MOST_STROKES = 60
_THINGS = re.compile(r"animal|nature|food|travel|place|object|activit", re.IGNORECASE)
_PEOPLE = re.compile(r"people", re.IGNORECASE)
_PERSON = re.compile(
    r"man|woman|person|boy|girl|baby|child|dancer|walker|runner|surfer|swimmer|biker|climber|skier"
    r"|snowboarder|golfer|fencer|wrestl|juggl|horse-racing|santa|claus|elf|mage|fairy|vampire"
    r"|zombie|mermaid|superhero|ninja|prince|guard|officer|worker"
)
_TONE = re.compile(r"(^|-)(light|medium|dark)(-|$)|skin-tone")
_NOT_ONE = re.compile(
    r"famil|couple|kiss|holding|handshake|people|(^|-)(men|women)(-|$)|crossed|arrow|chains|beers"
    r"|clink|prints|cherries|bubbles|notes|drops|stars|oclock|thirty|moon-face|letter|button|mark"
    r"|sign|keycap|hand|finger|face|head|bust|silhouette|ear$|eye|nose|lips|mouth|tongue|tooth|leg$"
    r"|foot$|hair|beard|frown|pout|gestur|bow|facepalm|shrug|tipping|raising|massage|haircut|turban"
    r"|veil|cap$|cn-tower|clock|night|sunrise|sunset|cityscape|park|milky|foggy|camping|desert|motorway|volcano|beach-with|island"
)


@dataclass(frozen=True)
class Thing:
    """name: of the icon. lines: in the order of painting, long side 1, centred at 0."""

    name: str
    lines: Lines


def read_things(folder: Path) -> list[Thing]:
    """The things of all icon sets in a folder, in name order. Raises BadInput."""
    sets = sorted(path.parent for path in folder.rglob("icons.json"))
    if not sets:
        raise BadInput(
            "There is no icon set in {folder}.",
            folder=folder,
            hint="Unpack @iconify-json packages.",
        )
    return [thing for one in sets for thing in _things_of(one)]


def outlines(drawing: Drawing) -> Lines:
    """What is seen of a painting's outlines: a closed filled stroke hides what is below it."""
    samples = sample_strokes(drawing)
    lines = np.split(samples.points.astype(np.float64), samples.offsets[1:-1])
    opaque = numpy_of(drawing.fills)[:, 3] > 0.5
    areas = [
        line if filled and len(line) > 3 else None
        for line, filled in zip(lines, opaque, strict=False)
    ]
    seen: list[NDArray[np.float64]] = []
    for place, line in enumerate(lines):
        hidden = np.zeros(len(line), dtype=bool)
        for area in areas[place + 1 :]:
            if area is not None:
                hidden |= contains(area, line)
        seen += visible_pieces(line, ~hidden)
    return tuple(seen)


def visible_pieces(
    line: NDArray[np.float64], visible: NDArray[np.bool_]
) -> list[NDArray[np.float64]]:
    """The runs of at least two visible points."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], visible, [False]]).astype(np.int8)))
    return [line[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= 2]


def unit(lines: Lines | list[NDArray[np.float64]]) -> Lines:
    """Centred at 0, the long side 1."""
    points = np.concatenate(lines)
    low, high = points.min(axis=0), points.max(axis=0)
    side = max(float((high - low).max()), 1e-6)
    return tuple((line - 0.5 * (low + high)) / side for line in lines)


def _things_of(folder: Path) -> Iterator[Thing]:
    icons = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    for name in sorted(_chosen(metadata.get("categories", {}))):
        if name not in icons["icons"]:
            continue
        size = f"{icons.get('width', 16)} {icons.get('height', 16)}"
        body = icons["icons"][name]["body"]
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}">{body}</svg>'
        try:
            lines = outlines(parse_svg(svg.encode()).drawing)
        except BadInput:
            continue
        kept = [line for line in unit(lines) if np.ptp(line, axis=0).max() > SMALLEST]
        if 2 <= len(kept) <= MOST_STROKES:
            yield Thing(name, unit(kept))


def _chosen(categories: dict[str, list[str]]) -> set[str]:
    """Names of icons that show one thing."""
    found: set[str] = set()
    for category, names in categories.items():
        people, things = _PEOPLE.search(category), _THINGS.search(category)
        if not (people or things):
            continue
        found.update(
            name
            for name in names
            if not _NOT_ONE.search(name)
            and not _TONE.search(name)
            and (not people or _PERSON.search(name))
        )
    return found
