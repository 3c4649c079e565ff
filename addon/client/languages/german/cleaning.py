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
    "Suggest": "Vorschlagen",
    "As": "Als",
    "Degree": "Grad",
    "Reference": "Vorlage",
    "Strokes": "Striche",
    "What is suggested": "Was vorgeschlagen wird",
    "How far a suggestion goes from the drawing's own form": (
        "Wie weit ein Vorschlag von der eigenen Form der Zeichnung abweicht"
    ),
    "The lines of a known drawing in this one's form, to draw after": (
        "Die Linien einer bekannten Zeichnung in der Form dieser hier, zum Nachzeichnen"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "Die eigenen Striche, dorthin verschoben, wo eine geübte Hand sie hätte"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new layer. "
    "What is drawn is taken from the sentence, where it names it": (
        "Eine bekannte Zeichnung wie diese suchen und eine geübtere Fassung auf einer neuen Ebene "
        "zeigen. Was gezeichnet ist, sagt der Satz, wenn er es nennt"
    ),
    "Stop looking for a suggestion": "Die Suche nach einem Vorschlag anhalten",
    "Looking for a drawing like it": "Sucht eine ähnliche Zeichnung",
    "Put the suggested lines on a layer above the drawing": (
        "Die vorgeschlagenen Linien auf eine Ebene über der Zeichnung legen"
    ),
    "After “{name}”, {credit}": "Nach „{name}“, {credit}",
    "{name} Suggested": "{name} Vorschlag",
    "Press Suggest again.": "Drücke noch einmal Vorschlagen.",
    "The suggestion can't be read: {why}.": "Der Vorschlag kann nicht gelesen werden: {why}.",
    "The suggestion can't be written.": "Der Vorschlag kann nicht geschrieben werden.",
    "{name} was drawn on since Suggest was pressed.": (
        "An {name} wurde gezeichnet, seit Vorschlagen gedrückt wurde."
    ),
    "A suggestion is either strokes or a reference.": (
        "Ein Vorschlag ist entweder Striche oder eine Vorlage."
    ),
    "There are no lines in this drawing.": "In dieser Zeichnung sind keine Linien.",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "Keine bekannte Zeichnung ist dieser nah genug, um etwas vorzuschlagen."
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "Vorschläge gibt es für Tiere, Menschen und alltägliche Dinge, je eines."
    ),
    "This engine comes without the weights that suggestions need.": (
        "Diese Engine kommt ohne die Gewichte, die Vorschläge brauchen."
    ),
    "The weights that suggestions need are damaged.": (
        "Die Gewichte, die Vorschläge brauchen, sind beschädigt."
    ),
    "This engine comes without the bank that suggestions need.": (
        "Diese Engine kommt ohne die Sammlung, die Vorschläge brauchen."
    ),
    "The bank that suggestions need is damaged.": (
        "Die Sammlung, die Vorschläge brauchen, ist beschädigt."
    ),
    "Train them: python -m engine train sketches": (
        "Trainiere sie: python -m engine train sketches"
    ),
    "Train it: python -m engine train sketches": "Trainiere sie: python -m engine train sketches",
    "Install the engine again.": "Installiere die Engine noch einmal.",
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
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines "
    "around them.": "Farbige Flächen: {areas}. Hinweise in keiner geschlossenen Fläche: {missed}; "
    "schließe die Linien um sie.",
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
