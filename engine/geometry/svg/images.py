# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Embedded pictures: line art is traced, an SVG within an SVG is read as it stands.

Only what is in the file itself (a data: address) is read; no other file is opened.
"""

from __future__ import annotations

import base64
import binascii
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

from addon.contract.errors import BadInput
from engine.geometry.svg.lengths import length
from engine.geometry.svg.place import Box, Place
from engine.geometry.svg.viewport import root_viewport, view_box
from engine.geometry.svg.xml_tree import XLINK, attribute, parse_xml

MOST_PICTURES = 12  # of one file: each takes seconds
MOST_BYTES = 32 << 20  # of one picture
_ADDRESS = re.compile(r"\s*data:([^,;]*)((?:;[^,;]*)*),(.*)", re.DOTALL | re.IGNORECASE)
_GZIP = b"\x1f\x8b"


@dataclass
class Pictures:
    """The embedded pictures of a file.

    Attributes:
        left: how many may still be read, also from one another.
    """

    left: int = MOST_PICTURES

    def tree_of(self, element: ElementTree.Element) -> tuple[ElementTree.Element, bool] | None:
        """Return the picture of an <image> as an SVG tree, and whether it was traced.

        None where it is in another file, damaged, no line art, or one too many.
        """
        address = element.get("href") or attribute(element, XLINK, "href") or ""
        data = embedded_bytes(address)
        if not data or self.left <= 0:
            return None
        self.left -= 1
        try:
            if data.startswith(_GZIP) or data.lstrip()[:1] == b"<":
                return parse_xml(data), False
            return parse_xml(_traced(data)), True
        except BadInput:
            return None


def picture_box(root: ElementTree.Element) -> Box:
    """Return the part of an embedded SVG that is shown. Raises BadInput for one without a size."""
    box = view_box(root)
    if box is not None:
        return box
    width, height = root_viewport(root).size or (300.0, 150.0)
    return (0.0, 0.0, width, height)


def image_frame(element: ElementTree.Element, place: Place, size: tuple[float, float]) -> Box:
    """Return where an <image> stands, user units; sides that it doesn't name follow its `size`."""
    across, down = place.viewport
    fonts = place.style.fonts
    x = length(element.get("x"), across, fonts) or 0.0
    y = length(element.get("y"), down, fonts) or 0.0
    width = length(element.get("width"), across, fonts)
    height = length(element.get("height"), down, fonts)
    if width is None:
        width = size[0] if height is None else height * size[0] / size[1]
    if height is None:
        height = width * size[1] / size[0]
    return (x, y, width, height)


def embedded_bytes(address: str) -> bytes:
    """Return the bytes of a data: address; none for other addresses and damaged ones."""
    match = _ADDRESS.match(address)
    if match is None or len(match[3]) > 2 * MOST_BYTES:
        return b""
    data = unquote_to_bytes(match[3])
    if "base64" not in match[2].lower():
        return data
    compact = bytes(data.translate(None, b" \t\r\n\f"))
    try:
        return base64.b64decode(compact + b"=" * (-len(compact) % 4))
    except (binascii.Error, ValueError):
        return b""


def _traced(data: bytes) -> bytes:
    """Return the lines and paint of a picture as an SVG file. Raises BadInput."""
    from engine.geometry.tracing import trace_picture
    from engine.geometry.tracing.svg_file import svg_text

    with tempfile.TemporaryDirectory(prefix="sketch-motion-image-") as folder:
        path = Path(folder) / "picture"
        path.write_bytes(data)
        return svg_text(trace_picture(path)).encode()
