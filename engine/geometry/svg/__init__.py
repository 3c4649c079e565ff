# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads SVG files as drawings; nothing here writes SVG or knows how drawings move.

`reader` walks the tree of elements. `css` and `style` give an element's style, `affine` and
`viewport` its place, `path_data` and `shapes` its outlines, `color` and `gradient` its colours;
`assembly` makes the contract's Drawing of all shapes.
"""

from engine.geometry.svg.reader import ParsedSvg, parse_svg, read_svg

__all__ = ["ParsedSvg", "parse_svg", "read_svg"]
