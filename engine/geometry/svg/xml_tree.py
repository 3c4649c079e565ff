# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML to a tree, with nothing that could reach outside of the file or grow without end."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.parsers import expat

from addon.contract.errors import BadInput

LARGEST_FILE = 64 * 1024 * 1024
SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
SODIPODI = "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"


def parse_xml(data: bytes) -> ElementTree.Element:
    """Return the root element; names carry their namespace as `{uri}name`.

    Entity declarations are refused, external ones are never loaded. Raises BadInput.
    """
    if len(data) > LARGEST_FILE:
        raise BadInput(
            "The SVG file is larger than {most} MB.",
            most=LARGEST_FILE // 2**20,
            hint="Remove embedded pictures and export it again.",
        )
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: builder.start(
        _qualified(name), {_qualified(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: builder.end(_qualified(name))
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
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


def _refuse_entity(*_: object) -> None:
    raise BadInput(
        "The SVG file declares XML entities, which are not read for safety.",
        hint="Save it as plain SVG (in Illustrator: without 'Preserve Editing Capabilities').",
    )
