# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what went wrong, and what to do about it."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Say what should happen.": "Sag, was geschehen soll.",
    "For example: the fish swims away.": "Zum Beispiel: the fish swims away.",
    "Choose a Grease Pencil object.": "Wähle ein Grease-Pencil-Objekt.",
    "Click on your drawing first.": "Klicke zuerst auf deine Zeichnung.",
    "There is nothing drawn here yet.": "Hier ist noch nichts gezeichnet.",
    "Strokes on visible layers at the current frame are animated.": (
        "Animiert werden Striche auf sichtbaren Ebenen im aktuellen Bild."
    ),
    "The drawing has points without a place.": "Die Zeichnung hat Punkte ohne Ort.",
    "Delete the broken strokes.": "Lösche die kaputten Striche.",
    "Animate the drawing again.": "Animiere die Zeichnung noch einmal.",
    "This drawing doesn't come from Blender.": "Diese Zeichnung kommt nicht aus Blender.",
    "Animate it again, or undo the new strokes and apply the result.": (
        "Animiere sie noch einmal, oder nimm die neuen Striche zurück und wende das Ergebnis an."
    ),
    "The animation belongs to another drawing.": "Die Animation gehört zu einer anderen Zeichnung.",
    "This job is not one of the open file.": "Dieser Auftrag gehört nicht zur offenen Datei.",
    "The result is kept. Undo, and apply it from the list.": (
        "Das Ergebnis ist aufgehoben. Mach rückgängig und wende es aus der Liste an."
    ),
    "The result can't be put on the timeline.": (
        "Das Ergebnis kann nicht auf die Zeitleiste gelegt werden."
    ),
    "The engine is not set up yet.": "Die Engine ist noch nicht eingerichtet.",
    "Press Set Up Engine.": "Drücke „Engine einrichten“.",
    "Choose the engine folder in the preferences of Sketch Motion.": (
        "Wähle den Ordner der Engine in den Einstellungen von Sketch Motion."
    ),
    "Choose it again in the preferences of Sketch Motion.": (
        "Wähle es noch einmal in den Einstellungen von Sketch Motion."
    ),
    "This take is not in the file any more.": "Diese Fassung ist nicht mehr in der Datei.",
    "The settings of this take are lost.": "Die Einstellungen dieser Fassung sind verloren.",
    "Only a take of moved strokes can be timed anew.": (
        "Nur eine Fassung aus bewegten Strichen kann neu getimt werden."
    ),
    "Show another take first, then compare this one with it.": (
        "Zeige zuerst eine andere Fassung, dann vergleiche diese mit ihr."
    ),
    "There is nothing to redraw.": "Es gibt nichts neu zu zeichnen.",
    "Select a Grease Pencil drawing or a picture, or choose an image.": (
        "Wähle eine Grease-Pencil-Zeichnung oder ein Bild aus."
    ),
    "This result has no strokes.": "Dieses Ergebnis hat keine Striche.",
    "Animate with Strokes as the result.": "Animiere mit Strichen als Ergebnis.",
    "The pictures can't be shown.": "Die Bilder können nicht gezeigt werden.",
    "Choose a picture.": "Wähle ein Bild.",
    "An image, an image empty or an image plane.": "Ein Bild, ein Bild-Empty oder eine Bildebene.",
    "Is its file there?": "Ist seine Datei da?",
    "Use a plane, or an image empty.": "Nimm eine Ebene oder ein Bild-Empty.",
    "Nobody noted where this picture belongs.": "Niemand hat notiert, wohin dieses Bild gehört.",
    "Cancelled.": "Abgebrochen.",
    "Nothing is lost: Resume goes on from what was saved last.": (
        "Nichts ist verloren: Weitermachen fährt mit dem zuletzt Gesicherten fort."
    ),
    "It had not begun. Once the engine runs, Resume begins it.": (
        "Es hatte nicht begonnen. Sobald die Engine läuft, beginnt Weitermachen damit."
    ),
    "Nothing is drawn at frame {frame}.": "Auf Bild {frame} ist nichts gezeichnet.",
    "There is a drawing at frame {frame}.": "Auf Bild {frame} ist eine Zeichnung.",
    "What is drawn here is on hidden layers: {names}.": (
        "Was hier gezeichnet ist, liegt auf verborgenen Ebenen: {names}."
    ),
    "Show them with the eye beside their name.": "Zeige sie mit dem Auge neben ihrem Namen.",
    "The layers of this drawing are locked: {names}.": (
        "Die Ebenen dieser Zeichnung sind gesperrt: {names}."
    ),
    "Unlock what is to move. What is on a locked layer stays still.": (
        "Entsperre, was sich bewegen soll. Was auf einer gesperrten Ebene liegt, steht still."
    ),
    "All objects of this drawing are on locked layers.": (
        "Alle Objekte dieser Zeichnung liegen auf gesperrten Ebenen."
    ),
    "Unlock the layer of what is to move.": "Entsperre die Ebene dessen, was sich bewegen soll.",
    "All objects of this drawing are locked, or have no sentence.": (
        "Alle Objekte dieser Zeichnung sind gesperrt oder haben keinen Satz."
    ),
    "Unlock one in the list of objects, or say above what should happen.": (
        "Entsperre eines in der Liste der Objekte, oder sag oben, was geschehen soll."
    ),
    "Show it in the Outliner, with its eye.": "Zeige es im Outliner, mit seinem Auge.",
    'What you changed in "{take}" stays there: this motion starts from the drawing itself.': (
        "Was du in „{take}“ geändert hast, bleibt dort: diese Bewegung geht von der Zeichnung "
        "selbst aus."
    ),
    "The layer {layer!r} of {name!r} has changed since the animation started.": (
        "Die Ebene „{layer}“ von „{name}“ hat sich geändert, seit die Animation begann."
    ),
    "{name!r} was drawn on since its animation started.": (
        "Auf „{name}“ wurde gezeichnet, seit die Animation begann."
    ),
    "The picture {name!r} can't be read.": "Das Bild „{name}“ ist nicht lesbar.",
    "{name!r} has no place for a picture: it has no UV map.": (
        "„{name}“ hat keinen Platz für ein Bild: es hat keine UV-Map."
    ),
    "The picture on {name!r} isn't flat.": "Das Bild auf „{name}“ ist nicht flach.",
    "There is no engine in {folder}.": "In {folder} ist keine Engine.",
    "The engine's Python is not there: {path}": "Das Python der Engine ist nicht da: {path}",
    "There is no object {name!r} in this take.": "In dieser Fassung ist kein Objekt „{name}“.",
    "There are: {names}.": "Es gibt: {names}.",
    "Going on in {host}": "Läuft in {host}",
    "Allow Online Access is off in Blender's preferences": (
        "Der Online-Zugriff ist in Blenders Einstellungen ausgeschaltet"
    ),
}
