# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of an SVG file as UTF-8: unpacked, and in any encoding that Python knows."""

from __future__ import annotations

import codecs
import re
import zlib

from addon.contract.errors import BadInput

GZIP = b"\x1f\x8b"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
#: Encodings that the XML parser reads itself.
_OWN = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})


def decoded(data: bytes, most: int) -> bytes:
    """Return the XML in the bytes of a file in an encoding that the parser reads.

    most: bytes of the unpacked file. Raises BadInput for damaged and too large files, and for
    encodings that Python doesn't know.
    """
    if data[:2] == GZIP:
        data = _unpacked(data, most)
    if len(data) > most:
        raise BadInput(
            "The SVG file is larger than {most} MB.",
            most=most // 2**20,
            hint="Remove embedded pictures and export it again.",
        )
    name = _declared(data)
    if name is None or name in _OWN:
        return data
    return _as_utf8(data, name)


def in_unicode(data: bytes) -> bytes | None:
    """Return XML whose bytes aren't what its encoding allows with these replaced; None if they are.

    A wrong letter in a name does no harm to a drawing.
    """
    name = _declared(data) or "utf-8"
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return _as_utf8(data, name)
    return None


def _declared(data: bytes) -> str | None:
    """Return the name that Python has for the encoding that the file declares."""
    match = _ENCODING.match(data[:400])
    if match is None:
        return None
    text = match[1].decode("ascii")
    try:
        return codecs.lookup(text).name if b"".decode(text) == "" else None
    except LookupError as error:
        raise BadInput(
            "The SVG file is written in the encoding {encoding}, which is not known.",
            encoding=text,
            hint="Save it as UTF-8.",
        ) from error


def _as_utf8(data: bytes, name: str) -> bytes:
    text = data.decode(name, "replace")
    return _DECLARATION.sub("", text, count=1).lstrip("\ufeff").encode("utf-8", "replace")


def _unpacked(data: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        found = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise BadInput(
            "The compressed SVG file is damaged.", hint="Export it again as plain SVG."
        ) from error
    if not unpacker.eof and len(found) <= most:
        raise BadInput("The compressed SVG file is damaged.", hint="Export it again as plain SVG.")
    return found
