# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: cleaning lines up, and colouring."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Clean Up": "Aufräumen",
    "Cleaning up": "Räumt auf",
    "Stop cleaning up": "Das Aufräumen anhalten",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough lines stay": (
        "Mehrfach gezogene und unterbrochene Linien als einzelne, saubere zeichnen, auf einer "
        "neuen Ebene. Die rohen Linien bleiben"
    ),
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "Mehrfach gezogene und unterbrochene Linien als einzelne, saubere zeichnen, auf einer "
        "neuen Ebene. Die rohe Ebene bleibt"
    ),
    "Put the clean lines on a layer above the rough ones": (
        "Die sauberen Linien auf eine Ebene über den rohen legen"
    ),
    "Before / After": "Vorher / Nachher",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "Die rohen Linien an Stelle der sauberen zeigen, oder umgekehrt"
    ),
    "Clean the drawing up first": "Räume die Zeichnung zuerst auf",
    "Clean a layer up first.": "Räume zuerst eine Ebene auf.",
    "How far apart lines may run that become one": (
        "Wie weit auseinander Linien verlaufen dürfen, die eine werden"
    ),
    "{before} strokes became {after}.": "Aus {before} Strichen wurden {after}.",
    "{name} Clean": "{name} sauber",
    "Press Clean Up again.": "Drücke noch einmal Aufräumen.",
    "The clean lines can't be read: {why}.": (
        "Die sauberen Linien können nicht gelesen werden: {why}."
    ),
    "The clean lines can't be written.": "Die sauberen Linien können nicht geschrieben werden.",
    "{name} was drawn on since the clean-up started.": (
        "An {name} wurde gezeichnet, seit das Aufräumen begann."
    ),
    "{name} is not in this document any more.": "{name} ist nicht mehr in diesem Dokument.",
    "Krita could not import the picture.": "Krita konnte das Bild nicht importieren.",
    "Try it once more.": "Versuche es noch einmal.",
    "Colouring": "Färbt",
    "There is no area to colour.": "Es gibt keine Fläche zum Färben.",
    "Close the lines around what should have a colour.": (
        "Schließe die Linien um das, was eine Farbe haben soll."
    ),
    "The hints have no transparent ground.": "Die Hinweise haben keinen durchsichtigen Grund.",
    "Save the layer of hints alone, as a PNG with transparency.": (
        "Speichere die Ebene der Hinweise allein, als PNG mit Transparenz."
    ),
    "Colour": "Färben",
    "Hints": "Hinweise",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "Eine Ebene mit Tupfern oder Strichen in den Farben, die du willst. "
        "Wo keine sind, werden Farben vorgeschlagen"
    ),
    "Shading": "Schatten",
    "Shapes of shade over the flat colours": "Formen aus Schatten über den flachen Farben",
    "Stop colouring": "Das Färben anhalten",
    "Put flat colours under the lines, on every frame of the take that is shown. "
    "Each colour is a material that you can change": (
        "Flache Farben unter die Linien legen, in jedem Bild der gezeigten Fassung. "
        "Jede Farbe ist ein Material, das du ändern kannst"
    ),
    "Put the colours on layers under the lines": "Die Farben auf Ebenen unter den Linien legen",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "Flache Farben auf eine Ebene unter den Linien legen, in jedem Bild einer Fassung"
    ),
    "{name} Colour": "{name} Farbe",
    "Coloured areas: {areas}, colours: {colors}.": "Farbige Flächen: {areas}, Farben: {colors}.",
    "Coloured areas: {areas}.": "Farbige Flächen: {areas}.",
    "Press Colour again.": "Drücke noch einmal Färben.",
    "The colours can't be read: {why}.": "Die Farben können nicht gelesen werden: {why}.",
    "The colours can't be written.": "Die Farben können nicht geschrieben werden.",
    "{name} was drawn on since the colouring started.": (
        "An {name} wurde gezeichnet, seit das Färben begann."
    ),
    "The frames of this take can't be coloured.": (
        "Die Bilder dieser Fassung können nicht gefärbt werden."
    ),
    "Animate the drawing again as moved strokes, or show the drawing itself.": (
        "Animiere die Zeichnung noch einmal als bewegte Striche, oder zeige die Zeichnung selbst."
    ),
    "Press Colour again: the colours don't fit the new motion.": (
        "Drücke noch einmal Färben: Die Farben passen nicht zur neuen Bewegung."
    ),
    "The colours stay with the drawing: press Colour to colour this take, too.": (
        "Die Farben bleiben bei der Zeichnung: Drücke Färben, um auch diese Fassung zu färben."
    ),
    "This take has no folder.": "Diese Fassung hat keinen Ordner.",
    "The folder of this take is gone.": "Der Ordner dieser Fassung ist weg.",
    "The frames of this take are gone.": "Die Bilder dieser Fassung sind weg.",
    "The active layer is that of the hints.": "Die aktive Ebene ist die der Hinweise.",
    "Click the layer with your lines, and press Colour again.": (
        "Klicke auf die Ebene mit deinen Linien, und drücke noch einmal Färben."
    ),
    "Unlock the layer with the rough lines.": "Entsperre die Ebene mit den rohen Linien.",
}
