# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what a drawing can't keep of an SVG file."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Text is not drawn; turn it into paths first.": (
        "Text wird nicht gezeichnet; wandle ihn zuerst in Pfade um."
    ),
    "Very long text, and text whose letters join, is not drawn.": (
        "Sehr langer Text und Text, dessen Buchstaben sich verbinden, wird nicht gezeichnet."
    ),
    "Text on a path is not drawn; turn it into paths first.": (
        "Text auf einem Pfad wird nicht gezeichnet; wandle ihn zuerst in Pfade um."
    ),
    "Text is set straight: turns and stretches of letters are left out.": (
        "Text wird gerade gesetzt: Drehung und Streckung von Buchstaben fallen weg."
    ),
    "The font “{wanted}” is not here; its text is drawn in “{used}”.": (
        "Die Schrift „{wanted}“ ist nicht da; ihr Text ist in „{used}“ gezeichnet."
    ),
    "A picture in the file is not drawn: it is in a file of its own, or it is no line art.": (
        "Ein Bild in der Datei wird nicht gezeichnet: Es liegt in einer eigenen Datei oder zeigt "
        "keine Striche."
    ),
    "A picture in the file was traced: its lines have become strokes.": (
        "Ein Bild in der Datei wurde nachgezeichnet: Seine Linien sind zu Strichen geworden."
    ),
    "Embedded web content is not drawn.": "Eingebettete Webinhalte werden nicht gezeichnet.",
    "The page's background colour is left out.": "Die Hintergrundfarbe der Seite fällt weg.",
    "Blend modes are left out: colours lie over each other as they are.": (
        "Mischmodi fallen weg: Farben liegen unverändert übereinander."
    ),
    "Text in clipping paths is left out.": "Text in Beschneidungspfaden fällt weg.",
    "A path has an error; it is drawn up to there.": (
        "Ein Pfad hat einen Fehler; er wird bis dorthin gezeichnet."
    ),
    "Filters (shadows, blur, glow) are left out.": (
        "Filter (Schatten, Unschärfe, Leuchten) fallen weg."
    ),
    "A clipping path of very many curves is left out.": (
        "Ein Beschneidungspfad aus sehr vielen Kurven fällt weg."
    ),
    "Very fine dashes are drawn as full lines.": (
        "Sehr feine Strichelungen werden als volle Linien gezeichnet."
    ),
    "A pattern of very many tiles is left out.": "Ein Muster aus sehr vielen Kacheln fällt weg.",
    "Gradients are drawn in their mean colour.": (
        "Verläufe werden in ihrer mittleren Farbe gezeichnet."
    ),
    "A group's opacity is given to each of its strokes, which show through each other.": (
        "Die Deckkraft einer Gruppe bekommt jeder ihrer Striche; sie scheinen durcheinander durch."
    ),
    "Patterns of lines, and those in markers or copies, are drawn in grey.": (
        "Muster auf Linien und solche in Markierungen oder Kopien werden grau gezeichnet."
    ),
    "A copy (<use>) refers to nothing in this file.": (
        "Eine Kopie (<use>) verweist auf nichts in dieser Datei."
    ),
    "A clipping path or mask is left out, as it isn't a path in this file.": (
        "Ein Beschneidungspfad oder eine Maske fällt weg: es ist kein Pfad in dieser Datei."
    ),
    "Arcs and clipped mitres at corners are drawn as mitres.": (
        "Bögen und gestutzte Gehrungen an Ecken werden als Gehrungen gezeichnet."
    ),
    "Soft masks are drawn with a hard edge.": "Weiche Masken bekommen einen harten Rand.",
    "A line that is scaled unevenly gets one width.": (
        "Eine ungleichmäßig skalierte Linie bekommt eine einzige Breite."
    ),
    "The paint “{text}” is not known and was left out.": (
        "Die Farbe „{text}“ ist nicht bekannt und fällt weg."
    ),
}
