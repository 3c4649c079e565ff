# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parses XML safely: nothing is loaded from outside of the file or expanded without end."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.parsers import expat

from addon.contract.errors import BadInput
from engine.geometry.svg.encoding import decoded, in_unicode

LARGEST_FILE = 64 * 1024 * 1024
LONGEST_ENTITY = 4096  # characters; what programs declare are addresses and short pieces
MOST_ENTITIES = 256
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
SODIPODI = "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"


def parse_xml(data: bytes) -> ElementTree.Element:
    """Return the root element; names have their namespace before them, as `{uri}name`.

    data: of a file, perhaps compressed (.svgz), in any encoding that Python knows. External
    entities are never loaded. Raises BadInput for files that are damaged, too large, or declare
    entities that are long, nested or external.
    """
    data = decoded(data, LARGEST_FILE)
    try:
        return _Reader().read(data)
    except expat.ExpatError as error:
        unicode = in_unicode(data) if _is_bad_text(error) else None
        if unicode is not None:
            return parse_xml(unicode)
        raise BadInput(
            "The SVG file can't be read: {why} in line {line}.",
            why=expat.errors.messages[error.code],
            line=error.lineno,
            hint="Export it again as plain SVG.",
        ) from error
    except (AssertionError, LookupError, ValueError) as error:
        raise BadInput(
            "The SVG file can't be read.", hint="Export it again as plain SVG."
        ) from error


def _is_bad_text(error: expat.ExpatError) -> bool:
    return expat.errors.messages[error.code] == expat.errors.XML_ERROR_INVALID_TOKEN


class _Reader:
    """Builds a tree; `size` counts what entities may have made of the file."""

    def __init__(self) -> None:
        self.size = self.entities = 0
        self.builder = ElementTree.TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda name: self.builder.end(_qualified(name))
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def read(self, data: bytes) -> ElementTree.Element:
        self.parser.Parse(data, True)
        return self.builder.close()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count(sum(map(len, attributes.values())) + len(name))
        self.builder.start(
            _qualified(name), {_qualified(key): value for key, value in attributes.items()}
        )

    def _text(self, text: str) -> None:
        self._count(len(text))
        self.builder.data(text)

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > LARGEST_FILE:
            raise _too_large()

    def _entity(self, name: str, is_parameter: bool, value: str | None, *_: object) -> None:
        """Accept an entity that stands for a short text of its own."""
        self.entities += 1
        plain = value is not None and len(value) <= LONGEST_ENTITY and "&" not in value
        if is_parameter or not plain or self.entities > MOST_ENTITIES:
            raise BadInput(
                "The SVG file declares the XML entity {name}, which is not read for safety.",
                name=name[:40],
                hint="Save it as plain SVG (in Illustrator: without 'Preserve Editing "
                "Capabilities').",
            )


def local_name(element: ElementTree.Element) -> str:
    """Return the name of an SVG element, "" for elements of other namespaces.

    Files without any namespace are read as SVG: browsers refuse them, artists' tools write them.
    """
    name = element.tag
    if name.startswith("{"):
        space, _, name = name[1:].partition("}")
        return name if space == SVG else ""
    return name


def attribute(element: ElementTree.Element, space: str, name: str) -> str | None:
    """Return an attribute of a namespace, or None."""
    return element.get(f"{{{space}}}{name}")


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def _too_large() -> BadInput:
    return BadInput(
        "The SVG file is larger than {most} MB.",
        most=LARGEST_FILE // 2**20,
        hint="Remove embedded pictures and export it again.",
    )
