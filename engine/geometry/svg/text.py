# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets text as outlines of its glyphs: positions, anchors, and spans with a style of their own.

Lines are set from left to right, glyph beside glyph: scripts whose letters join or are reordered
need shaping, and are left out with a warning. So is text on a path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

import numpy as np

from engine.geometry.svg import losses
from engine.geometry.svg.fonts import Face, FontBook, Wanted
from engine.geometry.svg.lengths import length
from engine.geometry.svg.outline import Outline
from engine.geometry.svg.path_data import parse_path_data
from engine.geometry.svg.place import Place
from engine.geometry.svg.svg_file import SvgFile
from engine.geometry.svg.xml_tree import local_name

MOST_CHARACTERS = 5000
_SPANS = ("tspan", "a")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNUSUAL = ("rotate", "textLength", "lengthAdjust", "writing-mode")
_GENERIC_NAMES = frozenset({"sans-serif", "serif", "monospace", "cursive", "fantasy", "system-ui"})
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\ua980-\ua9ff]")


@dataclass
class _Letter:
    """A character with its element and place; x, y, dx, dy are None where nothing is said."""

    character: str
    element: ElementTree.Element
    place: Place
    moves: dict[str, float] = field(default_factory=dict)


def text_outlines(
    file: SvgFile, book: FontBook, element: ElementTree.Element, place: Place
) -> Iterator[tuple[ElementTree.Element, list[Outline], Place]]:
    """Yield the outlines of a `<text>`, an item for each run of one style, in user units."""
    letters = _collapsed(list(_letters(file, element, place)))
    if not letters:
        return
    if len(letters) > MOST_CHARACTERS or any(_SHAPED.match(one.character) for one in letters):
        file.warnings.add(losses.SHAPED_TEXT)
        return
    if not _set(letters, file, book):
        file.warnings.add(losses.TEXT)
        return
    for run in _runs(letters):
        outlines = [
            outline
            for letter in run
            if not letter.character.isspace() and letter.place.style.visible
            for outline in _glyph(letter, book)
        ]
        if outlines:
            yield run[0].element, outlines, run[0].place


def _letters(file: SvgFile, element: ElementTree.Element, place: Place) -> Iterator[_Letter]:
    if any(element.get(name) for name in _UNUSUAL):
        file.warnings.add(losses.UNUSUAL_TEXT)
    own = [_Letter(c, element, place) for c in element.text or ""]
    for child in element:
        name = local_name(child)
        if name in _SPANS:
            style = file.cascade.style(child, place.style)
            if style["display"] != "none":
                own += _letters(file, child, replace(place, style=style))
        elif name == "textPath":
            file.warnings.add(losses.TEXT_PATH)
        own += [_Letter(c, element, place) for c in child.tail or ""]
    _place_letters(own, element, place)
    yield from own


def _place_letters(letters: list[_Letter], element: ElementTree.Element, place: Place) -> None:
    """Give letters the positions in an element's lists; inner elements' own ones win."""
    shown = [one for one in letters if not one.character.isspace()] or letters
    for name in ("x", "y", "dx", "dy"):
        hundred = place.viewport[0] if name.endswith("x") else place.viewport[1]
        values = re.split(r"[\s,]+", (element.get(name) or "").strip())
        for letter, text in zip(shown if len(values) == 1 else letters, values, strict=False):
            value = length(text, hundred, place.style.fonts)
            if value is not None:
                letter.moves.setdefault(name, value)


def _collapsed(letters: list[_Letter]) -> list[_Letter]:
    """Return letters with white space as one blank, none at the ends, unless it is preserved."""
    kept: list[_Letter] = []
    for letter in letters:
        if not letter.character.isspace():
            kept.append(letter)
        elif _preserves(letter) or (kept and kept[-1].character != " "):
            kept.append(replace(letter, character=" "))
    while kept and kept[-1].character == " " and not _preserves(kept[-1]):
        kept.pop()
    return kept


def _preserves(letter: _Letter) -> bool:
    return letter.element.get(_XML_SPACE) == "preserve"


def _set(letters: list[_Letter], file: SvgFile, book: FontBook) -> bool:
    """Write each letter's final x and y into its moves; False where there is no font."""
    pen = [0.0, 0.0]
    chunk: list[_Letter] = []
    for letter in letters:
        face = _face(letter, book)
        if face is None:
            return False
        wanted = _wanted(letter).families
        if wanted and face.family not in wanted and wanted[0] not in _GENERIC_NAMES:
            file.warnings.add(losses.other_font(wanted[0], face.family))
        if "x" in letter.moves or "y" in letter.moves:
            _anchor(chunk, pen[0])
            chunk = []
        pen[0] = letter.moves.get("x", pen[0]) + letter.moves.get("dx", 0.0)
        pen[1] = letter.moves.get("y", pen[1]) + letter.moves.get("dy", 0.0)
        letter.moves = {"x": pen[0], "y": pen[1]}
        chunk.append(letter)
        style = letter.place.style
        glyph = face.glyph_name(letter.character) or ".notdef"
        spacing = length(style["letter-spacing"], 0.0, style.fonts) or 0.0
        pen[0] += face.advance(glyph) * style.fonts.own / face.units + spacing
    _anchor(chunk, pen[0])
    return True


def _anchor(chunk: list[_Letter], end: float) -> None:
    """Move letters, which start where they were put, so that their middle or end is there."""
    if not chunk:
        return
    share = {"middle": 0.5, "end": 1.0}.get(chunk[0].place.style["text-anchor"], 0.0)
    shift = share * (end - chunk[0].moves["x"])
    for letter in chunk:
        letter.moves["x"] -= shift


def _runs(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    run: list[_Letter] = []
    for letter in letters:
        if run and letter.element is not run[-1].element:
            yield run
            run = []
        run.append(letter)
    yield run


def _wanted(letter: _Letter) -> Wanted:
    style = letter.place.style
    names = (name.strip().strip("'\"").lower() for name in style["font-family"].split(","))
    weight = style["font-weight"]
    bold = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)
    return Wanted(tuple(filter(None, names)), bold, style["font-style"] != "normal")


def _face(letter: _Letter, book: FontBook) -> Face | None:
    return book.face(_wanted(letter))


def _glyph(letter: _Letter, book: FontBook) -> list[Outline]:
    """Return the outlines of a letter where it stands."""
    face = _face(letter, book)
    if face is None:
        return []
    name = face.glyph_name(unicodedata.normalize("NFC", letter.character)) or ".notdef"
    scale = letter.place.style.fonts.own / face.units
    x, y = letter.moves["x"], letter.moves["y"]
    matrix = np.array([[scale, 0.0, x], [0.0, -scale, y]])
    drawn = parse_path_data(face.path_data(name)).outlines
    return [outline.transformed(matrix) for outline in drawn]
