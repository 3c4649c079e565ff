# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds fonts by family: those embedded in a file, and those in the system's folders.

fontTools (MIT) reads them; where it isn't installed there are no fonts.
"""

from __future__ import annotations

import base64
import binascii
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

from engine.geometry.svg.xml_tree import local_name

MOST_FILES = 3000  # that are looked through
LARGEST = 64 << 20  # bytes of an embedded font
_GENERIC: Mapping[str, tuple[str, ...]] = {
    "sans-serif": ("arial", "helvetica", "liberation sans", "noto sans", "dejavu sans"),
    "serif": ("times new roman", "times", "liberation serif", "noto serif", "dejavu serif"),
    "monospace": ("courier new", "menlo", "liberation mono", "noto sans mono", "dejavu sans mono"),
    "cursive": ("comic sans ms", "apple chancery"),
    "fantasy": ("impact", "papyrus"),
}
_OTHER_NAMES = {"system-ui": "sans-serif", "ui-sans-serif": "sans-serif", "ui-serif": "serif"}
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_SOURCE = re.compile(r"url\(\s*['\"]?\s*data:([^,]*),([^'\")]*)", re.IGNORECASE)
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


@dataclass(frozen=True)
class Wanted:
    """What a style asks for: families in order of preference, lower case."""

    families: tuple[str, ...]
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, eq=False)
class Face:
    """An open font."""

    font: Any
    family: str

    @property
    def units(self) -> float:
        """Units of the font along the side of its em square."""
        return float(self.font["head"].unitsPerEm)

    def glyph_name(self, character: str) -> str | None:
        """Return the name of a character's glyph, None where the font has none."""
        name: str | None = self.font.getBestCmap().get(ord(character))
        return name

    def advance(self, glyph: str) -> float:
        return float(self.font["hmtx"][glyph][0])

    def path_data(self, glyph: str) -> str:
        """Return a glyph as SVG path data, in units of the font, y upwards."""
        from fontTools.pens.svgPathPen import SVGPathPen

        glyphs = self.font.getGlyphSet()
        pen = SVGPathPen(glyphs)
        glyphs[glyph].draw(pen)
        return str(pen.getCommands())


@dataclass(frozen=True)
class FontBook:
    """The fonts that a file embeds, and behind these the system's."""

    embedded: Mapping[str, Face]

    @classmethod
    def of(cls, root: ElementTree.Element) -> FontBook:
        """Read the fonts in a tree's style sheets; damaged ones are left out."""
        found: dict[str, Face] = {}
        for element in root.iter():
            if local_name(element) == "style":
                for family, data in _embedded("".join(element.itertext())):
                    face = _opened(io.BytesIO(data), 0, family)
                    if face is not None:
                        found.setdefault(family, face)
        return cls(found)

    def face(self, wanted: Wanted) -> Face | None:
        """Return the first family that is there, else a usual font, else None."""
        for family in (*wanted.families, "sans-serif"):
            if family in self.embedded:
                return self.embedded[family]
            family = _OTHER_NAMES.get(family, family)
            for name in _GENERIC.get(family, (family,)):
                face = _system_face(name, wanted.bold, wanted.italic)
                if face is not None:
                    return face
        return None


def _embedded(sheet: str) -> Iterator[tuple[str, bytes]]:
    for rule in _FACE.findall(sheet):
        name = re.search(r"font-family\s*:\s*['\"]?([^;'\"]+)", rule, re.IGNORECASE)
        source = _SOURCE.search(rule)
        if name is None or source is None or len(source[2]) > 2 * LARGEST:
            continue
        data = unquote_to_bytes(source[2])
        if "base64" in source[1].lower():
            try:
                data = base64.b64decode(data)
            except (binascii.Error, ValueError):
                continue
        yield name[1].strip().lower(), data


def _opened(source: object, number: int, family: str) -> Face | None:
    """Open a font; None for one that can't be read, or where fontTools isn't installed."""
    try:
        from fontTools.ttLib import TTFont
    except ImportError:
        return None
    try:
        font = TTFont(source, fontNumber=number, lazy=True)
        face = Face(font, family)
        face.glyph_name(" ")
        font.getGlyphSet()
    except Exception:  # fontTools raises what it meets in a damaged file
        return None
    return face


@lru_cache(maxsize=64)
def _system_face(family: str, bold: bool, italic: bool) -> Face | None:
    styles = _system_fonts().get(family)
    if not styles:
        return None
    path, number = min(
        styles.items(), key=lambda item: (item[0][1] != italic) * 2 + (item[0][0] != bold)
    )[1]
    return _opened(str(path), number, family)


@lru_cache(maxsize=1)
def _system_fonts() -> dict[str, dict[tuple[bool, bool], tuple[Path, int]]]:
    """Return the system's fonts: family, (bold, italic) -> file and number in it."""
    found: dict[str, dict[tuple[bool, bool], tuple[Path, int]]] = {}
    for count, path in enumerate(_files()):
        if count >= MOST_FILES:
            break
        for number in range(_faces_in(path)):
            face = _opened(str(path), number, "")
            if face is None:
                continue
            try:
                names, style = face.font["name"], face.font["head"].macStyle
                families = {names.getDebugName(1)}
                # Under its typographic family a font may be a light or a black one.
                if face.font["OS/2"].usWeightClass in (400, 700):
                    families.add(names.getDebugName(16))
            except Exception:  # a table that is missing or damaged
                continue
            for family in filter(None, families):
                key = (bool(style & 1), bool(style & 2))
                found.setdefault(family.lower(), {}).setdefault(key, (path, number))
    return found


def _faces_in(path: Path) -> int:
    """Return the number of fonts in a file."""
    if path.suffix.lower() not in (".ttc", ".otc"):
        return 1
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return 0
    return min(int.from_bytes(head[8:12], "big"), 64) if head[:4] == b"ttcf" else 0


def _files() -> Iterator[Path]:
    for folder in _folders():
        if folder.is_dir():
            for base, _, names in os.walk(folder):
                yield from (Path(base, n) for n in sorted(names) if n.lower().endswith(_ENDINGS))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        return [
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            Path(local) / "Microsoft/Windows/Fonts",
        ]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    own = [home / ".local/share/fonts", home / ".fonts"]
    return [*own, Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
