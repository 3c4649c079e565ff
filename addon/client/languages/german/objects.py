# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: the objects of a drawing."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Objects": "Objekte",
    "Active Object": "Aktives Objekt",
    "Name": "Name",
    "What it is, like: fish. A prompt that says the name is about it": (
        "Was es ist, etwa: Fisch. Ein Satz mit dem Namen handelt von ihm"
    ),
    "Color": "Farbe",
    "How the strokes of this object are shown in the viewport": (
        "Wie die Striche dieses Objekts in der Ansicht gezeigt werden"
    ),
    "What this object does. Empty: what the prompt above says about it": (
        "Was dieses Objekt tut. Leer: was der Satz oben darüber sagt"
    ),
    "How large the motion of this object is": "Wie groß die Bewegung dieses Objekts ist",
    "Locked": "Gesperrt",
    "This object stays as it is drawn": "Dieses Objekt bleibt, wie es gezeichnet ist",
    "Find Objects": "Objekte finden",
    "Say How Many": "Anzahl angeben",
    "Find this number of objects; off: as many as there seem to be": (
        "So viele Objekte finden; aus: so viele, wie es zu sein scheinen"
    ),
    "How many objects there are in the drawing": "Wie viele Objekte die Zeichnung hat",
    "Find out which strokes belong together. What you assigned yourself stays as it is": (
        "Herausfinden, welche Striche zusammengehören. Was du selbst zugeordnet hast, bleibt"
    ),
    "Cancel": "Abbrechen",
    "Stop looking for objects": "Die Suche nach Objekten anhalten",
    "Write the objects that were found onto the strokes": (
        "Die gefundenen Objekte auf die Striche schreiben"
    ),
    "Assign": "Zuordnen",
    "Give the selected strokes to the object that is chosen in the list": (
        "Die gewählten Striche dem Objekt geben, das in der Liste gewählt ist"
    ),
    "Keep Still": "Stillhalten",
    "Take the selected strokes out of their objects: they stay still": (
        "Die gewählten Striche aus ihren Objekten nehmen: sie bleiben still"
    ),
    "New Object": "Neues Objekt",
    "Make a new object of the selected strokes": "Aus den gewählten Strichen ein Objekt machen",
    "Select": "Auswählen",
    "Select the strokes of the chosen object, in Edit Mode": (
        "Die Striche des gewählten Objekts auswählen, im Bearbeitungsmodus"
    ),
    "Remove Object": "Objekt entfernen",
    "Take this object off the list. Its strokes stay in the drawing, in no object": (
        "Dieses Objekt von der Liste nehmen. Seine Striche bleiben in der Zeichnung"
    ),
    "Clear Objects": "Objekte leeren",
    "Take all objects off the list: the whole drawing is one again": (
        "Alle Objekte von der Liste nehmen: die ganze Zeichnung ist wieder eines"
    ),
    "Show the drawing itself first: this is one of its results": (
        "Zeige zuerst die Zeichnung selbst: dies ist eines ihrer Ergebnisse"
    ),
    "Show the drawing itself first: it is hidden": (
        "Zeige zuerst die Zeichnung selbst: sie ist ausgeblendet"
    ),
    "Select strokes in Edit Mode first": "Wähle zuerst Striche im Bearbeitungsmodus",
    "Select a Grease Pencil drawing first": "Wähle zuerst eine Grease-Pencil-Zeichnung",
    "This drawing is linked from another file": "Diese Zeichnung ist aus einer anderen Datei",
    "Find the objects first, or make one of selected strokes": (
        "Finde zuerst die Objekte, oder mache eines aus gewählten Strichen"
    ),
    "Looking for objects": "Sucht nach Objekten",
    "Strokes in no object: {count}. They stay still.": (
        "Striche in keinem Objekt: {count}. Sie bleiben still."
    ),
    "The whole drawing is one subject.": "Die ganze Zeichnung ist ein Motiv.",
    "What does {name} do?": "Was tut {name}?",
    "Show Objects": "Objekte zeigen",
    "Show each object in its color in the viewport while its list is open": (
        "Jedes Objekt in seiner Farbe in der Ansicht zeigen, solange die Liste offen ist"
    ),
    "{name} is not in this file any more.": "{name} ist nicht mehr in dieser Datei.",
    "{name} is linked from another file.": "{name} ist aus einer anderen Datei verknüpft.",
    "Append it instead, or make it local: Object > Relations > Make Local > All.": (
        "Hänge es stattdessen an, oder mache es lokal: Object > Relations > Make Local > All."
    ),
    "{name} was drawn on since the search for objects started.": (
        "An {name} wurde gezeichnet, seit die Suche nach Objekten begann."
    ),
    "{name} is hidden.": "{name} ist ausgeblendet.",
    "Find objects again.": "Suche die Objekte noch einmal.",
    "There is no result to apply.": "Es gibt kein Ergebnis, das angewandt werden kann.",
    "The objects can't be written.": "Die Objekte können nicht geschrieben werden.",
    "No stroke is selected.": "Kein Strich ist gewählt.",
    "Click on strokes in the viewport first.": "Klicke zuerst auf Striche in der Ansicht.",
    "Show the drawing itself first.": "Zeige zuerst die Zeichnung selbst.",
    "No stroke of this object can be selected here.": (
        "Kein Strich dieses Objekts kann hier gewählt werden."
    ),
    "Its strokes are on other frames, or on hidden or locked layers.": (
        "Seine Striche liegen auf anderen Bildern oder auf verborgenen oder gesperrten Ebenen."
    ),
}
