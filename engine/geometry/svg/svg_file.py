# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of an SVG file is looked up while it is read: elements by id, styles, boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

import numpy as np

from engine.geometry.bezier import Floats, curve_bounds
from engine.geometry.svg import affine
from engine.geometry.svg.gradient import reference
from engine.geometry.svg.lengths import length
from engine.geometry.svg.place import TRANSFORMS, Box, own_transform
from engine.geometry.svg.shapes import outlines_of
from engine.geometry.svg.style import Cascade, ComputedStyle
from engine.geometry.svg.xml_tree import local_name

_URL = re.compile(r"url\(\s*['\"]?\s*#([^'\")]+?)\s*['\"]?\s*\)", re.IGNORECASE)
_DEEPEST = 40  # elements in each other, whose boxes are looked at
CONTAINERS = frozenset({"g", "a", "svg", "switch", "symbol"})


@dataclass(frozen=True)
class SvgFile:
    """The elements of a file by their ids, and their styles; `warnings` collects what is lost.

    Attributes:
        counts: how often what may grow without end has been done, "tiles" of patterns.
    """

    identified: Mapping[str, ElementTree.Element]
    cascade: Cascade
    warnings: set[str]
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, root: ElementTree.Element) -> SvgFile:
        """Look through the tree of a file."""
        identified: dict[str, ElementTree.Element] = {}
        for element in root.iter():
            name = element.get("id")
            if name is not None:
                identified.setdefault(name, element)
        cascade = Cascade(root)
        return cls(identified, cascade, cascade.warnings)

    def is_within(self, element: ElementTree.Element, other: ElementTree.Element) -> bool:
        """Whether an element is another one, or stands in it."""
        current: ElementTree.Element | None = element
        while current is not None and current is not other:
            current = self.cascade.parents.get(current)
        return current is other

    def referenced(self, value: str, *names: str) -> ElementTree.Element | None:
        """Return the element that `url(#id)` refers to, if it has one of these names."""
        match = _URL.match(value.strip())
        element = self.identified.get(match[1]) if match else None
        return element if element is not None and local_name(element) in names else None

    def transform(
        self, element: ElementTree.Element, style: ComputedStyle, viewport: tuple[float, float]
    ) -> Floats:
        """Return an element's own transform."""
        box = None
        moves = any(style[name] != "none" for name in TRANSFORMS)
        if moves and style["transform-box"] != "view-box":
            box = self.box(element, viewport)
        return own_transform(style, viewport, box)

    def box(self, element: ElementTree.Element, viewport: tuple[float, float]) -> Box | None:
        """Return the box around an element in its own coordinates, strokes not counted."""
        corners = list(self._corners(element, viewport, affine.identity(), _DEEPEST))
        if not corners:
            return None
        points = np.concatenate(corners)
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return (low[0], low[1], high[0] - low[0], high[1] - low[1])

    def _corners(
        self,
        element: ElementTree.Element,
        viewport: tuple[float, float],
        matrix: Floats,
        depth: int,
    ) -> Iterator[Floats]:
        """Yield corners of the boxes of an element's shapes, under a map."""
        name = local_name(element)
        children = list(element) if name in CONTAINERS else []
        if name == "use":
            target = self.identified.get(reference(element))
            x = length(element.get("x"), viewport[0]) or 0.0
            y = length(element.get("y"), viewport[1]) or 0.0
            matrix = affine.compose(matrix, affine.translation(x, y))
            children = [] if target is None else [target]
        for child in children if depth > 0 else []:
            style = self.cascade.style_in_place(child)
            if style["display"] != "none":
                moved = affine.compose(matrix, own_transform(style, viewport, None))
                yield from self._corners(child, viewport, moved, depth - 1)
        fonts = self.cascade.style_in_place(element).fonts
        for outline in outlines_of(element, viewport, fonts) or []:
            control = affine.apply(matrix, outline.control)
            if len(control) < 4:
                yield control[:1]
                continue
            pieces = np.stack([control[k : len(control) - 3 + k : 3] for k in range(4)], axis=1)
            yield np.stack(curve_bounds(pieces))
