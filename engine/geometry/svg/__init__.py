# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG files become drawings.

`reader` walks the tree with `style` (what an element inherits) and `affine` (where it stands),
takes outlines from `path_data` and `shapes`, colours from `color` and `gradient`, and
`assembly` turns what was found into the contract's Drawing.
"""

from engine.geometry.svg.reader import ParsedSvg, parse_svg, read_svg

__all__ = ["ParsedSvg", "parse_svg", "read_svg"]
