# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what the client and the engine report while drawings are animated."""

from __future__ import annotations

TABLE: dict[str, str] = {
    # --- phases ---
    "Finding objects": "Sucht Objekte",
    "Object {index} of {count}": "Objekt {index} von {count}",
    "All objects": "Alle Objekte",
    "Reading the sentence": "Liest den Satz",
    "Looking at the drawing": "Sieht die Zeichnung an",
    "Writing the frames": "Schreibt die Bilder",
    "Tracing the frames": "Zeichnet die Bilder nach",
    # --- what goes wrong ---
    "Something went wrong.": "Etwas ging schief.",
    "Draw something first.": "Zeichne zuerst etwas.",
    "{folder} is not a job folder: it has no request.json.": (
        "{folder} ist kein Ordner eines Auftrags: request.json fehlt."
    ),
    "{file} names no objects.": "{file} nennt keine Objekte.",
    "The object {name!r} in {file} names strokes that aren't there.": (
        "Das Objekt {name!r} in {file} nennt Striche, die es nicht gibt."
    ),
    "{file} has a stroke in two objects.": "{file} hat einen Strich in zwei Objekten.",
    "The objects can't be read: {why}.": "Die Objekte sind nicht lesbar: {why}.",
    "A file of the job is missing: {file}.": "Eine Datei des Auftrags fehlt: {file}.",
    "The job's files can't be used: {why}.": (
        "Die Dateien des Auftrags können nicht verwendet werden: {why}."
    ),
    "The add-on failed: {kind}: {why}": "Das Add-on ist gescheitert: {kind}: {why}",
    "The engine can't be started: {cause}.": "Die Engine kann nicht gestartet werden: {cause}.",
    "The engine ended unexpectedly: {cause}.": "Die Engine endete unerwartet: {cause}.",
    "The engine ended unexpectedly {times} times: {cause}.": (
        "Die Engine endete {times}-mal unerwartet: {cause}."
    ),
    "What was started is not the engine: {cause}.": (
        "Was gestartet wurde, ist nicht die Engine: {cause}."
    ),
    "it can't be run ({why})": "sie lässt sich nicht ausführen ({why})",
    "the system ended it, most often because memory ran out": (
        "das System hat sie beendet, meist weil der Speicher nicht reichte"
    ),
    "it crashed": "sie ist abgestürzt",
    "it was ended from outside": "sie wurde von außen beendet",
    "it ended by itself, without a word": "sie endete von selbst, ohne ein Wort",
    "it ended with an error": "sie endete mit einem Fehler",
    "Choose the engine's Python again in the preferences.": (
        "Wähle das Python der Engine in den Einstellungen neu."
    ),
    "It says: {said} If this isn't the engine, choose it again in the preferences.": (
        "Es sagt: {said} Ist das nicht die Engine, dann wähle sie in den Einstellungen neu."
    ),
    "What was started is not the engine. It says: {said}": (
        "Was gestartet wurde, ist nicht die Engine. Es sagt: {said}"
    ),
    "{name} of an estimate is negative.": "{name} einer Schätzung ist negativ.",
    "{file} has none of the endings {endings}.": "{file} hat keine der Endungen {endings}.",
    "Picture {number} of {count} is missing.": "Bild {number} von {count} fehlt.",
    "{file} has another size than the first picture.": (
        "{file} hat eine andere Größe als das erste Bild."
    ),
    "{file} has no result yet.": "{file} hat noch kein Ergebnis.",
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "Der Satz spricht von mehreren Dingen, und {count} sind getrennt gezeichnet: Jedes bewegt "
        "sich für sich."
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "Was der Satz nennt, bewegt sich; der Rest der Szene bleibt."
    ),
    "This engine comes without the weights that tell things in a drawing apart.": (
        "Dieser Engine fehlen die Gewichte, die Dinge in einer Zeichnung unterscheiden."
    ),
    "Train them: python -m engine train nouns": (
        "Trainieren Sie sie: python -m engine train nouns"
    ),
    "The weights that tell things in a drawing apart are damaged.": (
        "Die Gewichte, die Dinge in einer Zeichnung unterscheiden, sind beschädigt."
    ),
    "I am not sure which lines are the {part}; those that fit best move.": (
        "Ich bin nicht sicher, welche Linien gemeint sind ({part}); die am besten passenden "
        "bewegen sich."
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "Ich finde keine Linien dafür ({part}); die ganze Zeichnung bewegt sich."
    ),
    "{what} need different names.": "{what}: Die Namen müssen verschieden sein.",
    "{what} don't fit their names.": "{what}: Nummern und Namen passen nicht zusammen.",
    "{what} are of another drawing.": "{what} gehören zu einer anderen Zeichnung.",
    "The bodies of the drawing": "Die Körper der Zeichnung",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "In {caption!r} steht keine Bewegung, die ich kenne; das Ergebnis ist geraten."
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of "
    "drawings only; the result is a guess.": (
        "In {caption!r} lese ich {motion!r}; das kenne ich nur von anderen Zeichnungen. "
        "Das Ergebnis ist geraten."
    ),
    "The model {model} is under {licence}.": "Das Modell {model} steht unter {licence}.",
    "{pictures} pictures need {count} clips of this model.": (
        "{pictures} Bilder brauchen {count} Clips dieses Modells."
    ),
    "Something went wrong in the engine: {kind}: {why}": (
        "In der Engine ging etwas schief: {kind}: {why}"
    ),
    "The engine's Python lacks the package {package}.": (
        "Dem Python der Engine fehlt das Paket {package}."
    ),
    "Try {frames} frames": "{frames} Bilder versuchen",
    "Make a draft of {frames} frames": "Einen Entwurf mit {frames} Bildern machen",
    "Draw {count} frames at a time": "{count} Bilder auf einmal zeichnen",
    "Look at {frames} frames": "{frames} Bilder ansehen",
    "Look at {frames} frames of {size} px": "{frames} Bilder mit {size} px ansehen",
    "From {known} jobs on this machine.": "Nach {known} Aufträgen auf diesem Rechner.",
    "This job needs {needed}, and {free} are free.": (
        "Dieser Auftrag braucht {needed}, und {free} sind frei."
    ),
    "This model needs {needed} GB, and {device} has {free} GB free.": (
        "Dieses Modell braucht {needed} GB, und {device} hat {free} GB frei."
    ),
    "This model needs {needed} GB for {frames} pictures, and {device} has {free} GB free.": (
        "Dieses Modell braucht {needed} GB für {frames} Bilder, und {device} hat {free} GB frei."
    ),
    "There is no model {name!r} on this computer.": "Auf diesem Rechner ist kein Modell {name!r}.",
    "The model {name} is not on this computer.": "Das Modell {name} ist nicht auf diesem Rechner.",
    "There is no folder {name}.": "Es gibt keinen Ordner {name}.",
    "The model in {folder} is not whole: {file} is missing.": (
        "Das Modell in {folder} ist nicht vollständig: {file} fehlt."
    ),
    "The model {name} is only partly downloaded.": "Das Modell {name} ist nur zum Teil geladen.",
    "{folder} holds its weights only as .bin or .ckpt.": (
        "{folder} hat seine Gewichte nur als .bin oder .ckpt."
    ),
    "{name} is another kind of model: its {part} is a {found}, not a {wanted}.": (
        "{name} ist eine andere Art Modell: {part} ist {found}, nicht {wanted}."
    ),
    "{file} is no picture that can be read.": "{file} ist kein lesbares Bild.",
    "The picture {file} is damaged.": "Das Bild {file} ist beschädigt.",
    "{advice} The details are in {log}.": "{advice} Einzelheiten stehen in {log}.",
    "Run it again to go on from here.": "Starte ihn noch einmal, um hier weiterzumachen.",
    "The job was cancelled before it began.": "Der Auftrag wurde abgebrochen, bevor er begann.",
    "This job is already running.": "Dieser Auftrag läuft schon.",
    "Wait for it, or cancel it.": "Warte auf ihn, oder brich ihn ab.",
    'This version of the engine has no task "{task}".': (
        "Diese Version der Engine kennt die Aufgabe „{task}“ nicht."
    ),
    "A drawing of strokes is needed for this estimate.": (
        "Für diese Schätzung wird eine Zeichnung aus Strichen gebraucht."
    ),
    "The number of objects must be a whole number above 0.": (
        "Die Anzahl der Objekte muss eine ganze Zahl über 0 sein."
    ),
    "The strokes to keep must be pairs of a stroke and an object.": (
        "Die Striche, die bleiben, müssen Paare aus Strich und Objekt sein."
    ),
    "The drawing has no stroke {stroke} to keep in its object.": (
        "Die Zeichnung hat keinen Strich {stroke}, der in seinem Objekt bleiben könnte."
    ),
    "Stroke {stroke} can't be kept in an object {number}.": (
        "Der Strich {stroke} kann nicht in einem Objekt {number} bleiben."
    ),
    "The drawing is empty.": "Die Zeichnung ist leer.",
    "Apply or remove the modifiers on the drawing, or redraw the broken stroke.": (
        "Wende die Modifikatoren der Zeichnung an oder entferne sie, oder zeichne den kaputten "
        "Strich neu."
    ),
    "The range to do again must be two frames.": (
        "Der Bereich, der noch einmal gemacht wird, muss aus zwei Bildern bestehen."
    ),
    "The range to do again must lie in frames 0 to {frames}.": (
        "Der Bereich, der noch einmal gemacht wird, muss in den Bildern 0 bis {frames} liegen."
    ),
}
