# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: the docker in Krita, as far as no other host has the same texts."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Holes": "Löcher",
    "Paint": "Farbe",
    # --- the prompt and Animate ---
    "Animate the active layer as the prompt says": "Die aktive Ebene nach dem Satz animieren",
    "Several seeds, examples, preview before import": (
        "Mehrere Startwerte, Beispiele, Vorschau vor dem Import"
    ),
    "Try {count} Seeds": "{count} Startwerte probieren",
    "Preview before Import": "Vorschau vor dem Import",
    "{name}: {sentence}": "{name}: {sentence}",
    # --- the list of jobs ---
    "{count} jobs": "{count} Aufträge",
    "Cancel All": "Alle abbrechen",
    "“{prompt}”, {layer}, seed {seed}": "„{prompt}“, {layer}, Startwert {seed}",
    "Looking at {layer}": "Sieht {layer} an",
    "{name}, in {document}": "{name}, in {document}",
    "a drawing that isn't saved": "einer Zeichnung, die nicht gespeichert ist",
    "{name}: {text}": "{name}: {text}",
    "Let this be the next one": "Diesen als nächsten",
    "Let this be the last one": "Diesen als letzten",
    "Cancel: what is done so far is kept": "Abbrechen: Was fertig ist, bleibt",
    "Go on where it stopped": "Dort weitermachen, wo er aufhörte",
    "Show Log": "Protokoll zeigen",
    "What the engine wrote last": "Was die Engine zuletzt schrieb",
    "How the motion looks so far": "Wie die Bewegung bisher aussieht",
    # --- results to choose from ---
    "“{prompt}”, in {count} ways": "„{prompt}“, auf {count} Arten",
    "Click one to import it": "Klicke eine an, um sie zu importieren",
    "Import no more of these. They stay in the list of takes": (
        "Keine mehr importieren. Sie bleiben in der Liste der Fassungen"
    ),
    "Seed {seed}": "Startwert {seed}",
    "Put on the Timeline": "Auf die Zeitachse",
    "Put this on the timeline": "Auf die Zeitachse setzen",
    # --- the live preview ---
    "Live Preview": "Live-Vorschau",
    "This document is too large for Live Preview: over {count} megapixels.": (
        "Dieses Dokument ist zu groß für die Live-Vorschau: über {count} Megapixel."
    ),
    "Animate takes it all the same.": "„Animieren“ nimmt es trotzdem.",
    "Live preview": "Live-Vorschau",
    "Write a sentence: the drawing moves here.": (
        "Schreibe einen Satz: Hier bewegt sich die Zeichnung."
    ),
    "Show the motion while you write the sentence": (
        "Die Bewegung zeigen, während du den Satz schreibst"
    ),
    "Show the bones. Drag a joint that is in the wrong place": (
        "Die Knochen zeigen. Ziehe ein Gelenk, das falsch sitzt"
    ),
    "Drag a joint to its place": "Ziehe ein Gelenk an seinen Platz",
    "Reset Joints": "Gelenke zurücksetzen",
    "Let the engine find them again": "Die Engine neu suchen lassen",
    "Read Again": "Neu lesen",
    "Forget your changes of the beats": "Deine Änderungen an den Schritten vergessen",
    "Swap with the next beat": "Mit dem nächsten Schritt tauschen",
    "What": "Was",
    "The frame it begins at": "Das Bild, mit dem er beginnt",
    "{who}": "{who}",
    # --- motion ---
    "Path": "Weg",
    "Strokes: every stroke moves, and stays what you drew.\n"
    "Pictures: a video model draws the frames anew.": (
        "Striche: Jeder Strich bewegt sich und bleibt, was du gezeichnet hast.\n"
        "Bilder: Ein Videomodell zeichnet die Bilder neu."
    ),
    "Length of the animation in frames": "Länge der Animation in Bildern",
    "The frame the animation starts at": "Das Bild, mit dem die Animation beginnt",
    "Current frame": "Aktuelles Bild",
    "0: free motion. 1: close to your drawing": ("0: freie Bewegung. 1: nah an deiner Zeichnung"),
    "New": "Neu",
    "Another seed, another motion": "Anderer Startwert, andere Bewegung",
    "The folder of a model": "Der Ordner eines Modells",
    "Choose a Folder…": "Ordner wählen …",
    "Settings for a kind of motion": "Einstellungen für eine Art Bewegung",
    "Save, import, share": "Speichern, importieren, weitergeben",
    "Import…": "Importieren …",
    "Share…": "Weitergeben …",
    "Delete": "Löschen",
    "Save": "Speichern",
    "Save and Use": "Speichern und verwenden",
    "Name of the preset": "Name der Vorgabe",
    "My preset": "Meine Vorgabe",
    "Import a preset": "Eine Vorgabe importieren",
    "Share a preset": "Eine Vorgabe weitergeben",
    "Its prompt: {prompt}": "Ihr Satz: {prompt}",
    "Use Its Prompt": "Ihren Satz verwenden",
    "by {author}": "von {author}",
    "nothing": "nichts",
    "Not known here: {names}": "Hier nicht bekannt: {names}",
    "It changes nothing.": "Sie ändert nichts.",
    # --- takes ---
    "Results of this document will be listed here.": (
        "Hier stehen die Ergebnisse dieses Dokuments."
    ),
    "Show this take, or put it on the timeline": (
        "Diese Fassung zeigen oder auf die Zeitachse setzen"
    ),
    "Show the drawing instead": "Stattdessen die Zeichnung zeigen",
    "Show this take alone": "Nur diese Fassung zeigen",
    "Seed {seed}, {frames} frames, {how}": "Startwert {seed}, {frames} Bilder, {how}",
    "⚠ {remark}": "⚠ {remark}",
    "More": "Mehr",
    "Use This Prompt": "Diesen Satz verwenden",
    "Rename": "Umbenennen",
    "Change a Part…": "Einen Teil ändern …",
    "Retime…": "Neues Timing …",
    "Retime": "Neues Timing",
    "Show Folder": "Ordner zeigen",
    "{format}…": "{format} …",
    "SVG of Every Drawing…": "SVG jeder Zeichnung …",
    "Add Movies: MP4, WebM, MOV ({size}, {licence})": (
        "Filme hinzufügen: MP4, WebM, MOV ({size}, {licence})"
    ),
    "There is nothing to export.": "Es gibt nichts zu exportieren.",
    "Animate a drawing first.": "Animiere zuerst eine Zeichnung.",
    "Writing {file}": "Schreibt {file}",
    "Written: {file}": "Geschrieben: {file}",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "Geschrieben: {file}, wie es gemacht wurde: in Strichen fehlt, was seither gemalt wurde"
    ),
    "The layer of this take is gone.": "Die Ebene dieser Fassung ist weg.",
    "Apply the take once more.": "Wende die Fassung noch einmal an.",
    "The SVGs are in {folder}": "Die SVGs sind in {folder}",
    "The SVGs can't be written: {why}.": "Die SVGs können nicht geschrieben werden: {why}.",
    "A folder for the SVGs": "Ein Ordner für die SVGs",
    "Only Strokes Move makes them.": "Nur „Bewegen“ macht sie.",
    "{heading}: {take}": "{heading}: {take}",
    "Everything": "Alles",
    "The object that moves anew": "Das Objekt, das sich neu bewegt",
    "From": "Von",
    "To": "Bis",
    "The first frame that is made anew": "Das erste Bild, das neu gemacht wird",
    "The last frame that is made anew": "Das letzte Bild, das neu gemacht wird",
    "Change": "Ändern",
    "How slowly the motion begins": "Wie langsam die Bewegung beginnt",
    "How slowly the motion ends": "Wie langsam die Bewegung endet",
    # --- objects ---
    "Group the strokes into objects": "Die Striche zu Objekten ordnen",
    "The picked strokes go to the object that is marked": (
        "Die gewählten Striche kommen zum markierten Objekt"
    ),
    "A new object of the picked strokes": "Ein neues Objekt aus den gewählten Strichen",
    "Let the drawing move as one again": "Die Zeichnung wieder als eines bewegen",
    "Click strokes, or drag around them, then Assign": (
        "Klicke Striche an oder ziehe um sie herum, dann Zuweisen"
    ),
    "{count} strokes. Mark it, to assign strokes to it": (
        "{count} Striche. Markiere es, um ihm Striche zuzuweisen"
    ),
    "The name of the object, as prompts call it": "Der Name des Objekts, wie Sätze es nennen",
    "What does it do?": "Was tut es?",
    "Locked: it stays where it is": "Gesperrt: Es bleibt, wo es ist",
    "Lock: let it stay where it is": "Sperren: Es soll bleiben, wo es ist",
    "Dissolve: its strokes stay still": "Auflösen: Seine Striche bleiben still",
    "Any number": "Beliebig viele",
    "How many objects there are in the drawing, if you want to say it": (
        "Wie viele Objekte in der Zeichnung sind, wenn du es sagen willst"
    ),
    # --- settings ---
    "Settings": "Einstellungen",
    "Models": "Modelle",
    "Interface": "Oberfläche",
    "About": "Über",
    "Language": "Sprache",
    "The language of this docker": "Die Sprache dieses Andockers",
    "As in Krita": "Wie in Krita",
    "Close and open Krita to see it.": "Krita neu starten, um es zu sehen.",
    "Engine Folder": "Ordner der Engine",
    "Jobs, presets, models and logs": "Aufträge, Vorgaben, Modelle und Protokolle",
    "There is no log yet.": "Es gibt noch kein Protokoll.",
    "Browse…": "Durchsuchen …",
    "Own environment": "Eigene Umgebung",
    "The Python of an environment of yours, used as it is": (
        "Das Python einer eigenen Umgebung, wie es ist"
    ),
    "Mirror of PyTorch": "Spiegel von PyTorch",
    "What the engine computes on": "Womit die Engine rechnet",
    "starter: any computer. video: for video models": (
        "starter: jeder Rechner. video: für Videomodelle"
    ),
    "Save these, and look what they would do": "Speichern und ansehen, was sie täten",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "Woher die Engine kommt: Spiegel, Proxy, ein Ordner mit Wheels, ein Python"
    ),
    "Stop. What is downloaded is kept": "Anhalten. Was geladen ist, bleibt",
    "A Python of your own is used.": "Ein eigenes Python wird benutzt.",
    "Download a Model": "Ein Modell laden",
    "Video models, for Redraw and for longer searches. None is needed": (
        "Videomodelle, zum Neuzeichnen und für längere Suchen. Keines ist nötig"
    ),
    "Accept and Download ({size})": "Annehmen und laden ({size})",
    "It can be stopped, and goes on where it stopped": (
        "Es lässt sich anhalten und geht dort weiter"
    ),
    "{name}: {done} of {total}": "{name}: {done} von {total}",
    "Redraw needs a video model.": "Neuzeichnen braucht ein Videomodell.",
    "Download… ({size}, {licence})": "Laden … ({size}, {licence})",
    "A model of your own": "Ein eigenes Modell",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Collect Diagnostics": "Diagnose sammeln",
    "Collect Diagnostics…": "Diagnose sammeln …",
    "A zip with versions, the log and how jobs ended. No drawings and no prompts": (
        "Ein Zip mit Versionen, dem Protokoll und dem Ausgang der Aufträge. Ohne Zeichnungen "
        "und ohne Sätze"
    ),
    "The diagnostics can't be written: {why}.": "Die Diagnose ist nicht schreibbar: {why}.",
    # --- what is new ---
    "New in Sketch Motion {version}": "Neu in Sketch Motion {version}",
    "Bones are found in the drawing: show them, and drag a joint to its place.": (
        "Knochen werden in der Zeichnung gefunden: Zeige sie und ziehe ein Gelenk an seinen Platz."
    ),
    "The motion is shown while you write the sentence.": (
        "Die Bewegung ist zu sehen, während du den Satz schreibst."
    ),
    "Try several seeds at once, and click the one you like.": (
        "Probiere mehrere Startwerte auf einmal und klicke den an, der dir gefällt."
    ),
    "Jobs have names, and wait in an order that you can change.": (
        "Aufträge haben Namen und warten in einer Reihenfolge, die du ändern kannst."
    ),
    # --- actions ---
    "Animate with Sketch Motion": "Mit Sketch Motion animieren",
    "Cancel Sketch Motion's Jobs": "Aufträge von Sketch Motion abbrechen",
    "Next Take": "Nächste Fassung",
    "Previous Take": "Vorige Fassung",
    "Show Sketch Motion": "Sketch Motion zeigen",
    # --- what is in the way ---
    "An export is going through the frames.": "Ein Export geht gerade durch die Bilder.",
    "Wait until it is written.": "Warte, bis er geschrieben ist.",
    "No drawing is open.": "Keine Zeichnung ist offen.",
    "Open a document, and draw something.": "Öffne ein Dokument und zeichne etwas.",
    "No layer is active.": "Keine Ebene ist aktiv.",
    "Click the layer with your drawing.": "Klicke die Ebene mit deiner Zeichnung an.",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "Die späteren Zeichnungen auf {layer!r} lassen sich nicht vorgeben: gelesen werden sie "
        "auf Malebenen in 8-Bit-sRGB ohne Masken."
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "Schalte „Spätere Zeichnungen halten“ aus oder wandle eine Kopie der Ebene um."
    ),
    "Choose a paint layer.": "Wähle eine Malebene.",
    "Choose a paint or a vector layer.": "Wähle eine Mal- oder eine Vektorebene.",
    "{name!r} is no layer to draw on.": "{name!r} ist keine Ebene zum Zeichnen.",
    "There is nothing on this layer.": "Auf dieser Ebene ist nichts.",
    "There is nothing in the selection.": "In der Auswahl ist nichts.",
    "Select what should move, or deselect to animate the whole layer.": (
        "Wähle aus, was sich bewegen soll, oder hebe die Auswahl auf, um die ganze Ebene zu "
        "animieren."
    ),
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "Das Dokument hat {width} x {height} Pixel; das ist zu groß zum Animieren."
    ),
    "Scale a copy of it down first.": "Verkleinere zuerst eine Kopie davon.",
    "The layer {name!r} can't be read: {why}.": "Die Ebene {name!r} ist nicht lesbar: {why}.",
    "The layer {name!r} is no SVG drawing.": "Die Ebene {name!r} ist keine SVG-Zeichnung.",
    "Krita gave no pixels of this layer.": "Krita gab keine Pixel dieser Ebene.",
    "Krita could not import the frames.": "Krita konnte die Bilder nicht importieren.",
    "They are kept: try Apply once more.": "Sie bleiben: Versuche noch einmal Anwenden.",
    "There are no frames to put on the timeline.": "Es gibt keine Bilder für die Zeitachse.",
    "The frames can't be read: {why}": "Die Bilder sind nicht lesbar: {why}",
    "What was not selected can't be read any more.": (
        "Was nicht ausgewählt war, ist nicht mehr lesbar."
    ),
    "{file} can't be read.": "{file} ist nicht lesbar.",
    "{file} can't be written.": "{file} ist nicht schreibbar.",
    "Is the disk full?": "Ist die Platte voll?",
    "{file} is damaged.": "{file} ist beschädigt.",
    "{file} is no PNG picture.": "{file} ist kein PNG-Bild.",
    "{file} is not whole.": "{file} ist nicht vollständig.",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} hat {width} x {height} Pixel, die Zeichnung {wanted_width} x {wanted_height}."
    ),
    "The drawing has changed since its objects were found.": (
        "Die Zeichnung hat sich geändert, seit ihre Objekte gefunden wurden."
    ),
    "Press Find Objects again, or Forget to let it move as one.": (
        "Drücke noch einmal „Objekte finden“, oder „Vergessen“, damit sie sich als eines bewegt."
    ),
    "The drawing of “{prompt}” is not open any more.": (
        "Die Zeichnung zu „{prompt}“ ist nicht mehr offen."
    ),
    "The drawing is not open any more.": "Die Zeichnung ist nicht mehr offen.",
    "The result is kept: open the drawing, and apply it from its takes.": (
        "Das Ergebnis bleibt: Öffne die Zeichnung und wende es bei ihren Fassungen an."
    ),
    "It was never saved, so there is nothing to put the result on.": (
        "Sie wurde nie gespeichert; das Ergebnis kann nirgends hin."
    ),
    "There is no window for a new document.": "Es gibt kein Fenster für ein neues Dokument.",
    "Choose it again under Engine.": "Wähle es unter Engine neu.",
    "Sketch Motion failed: {kind}: {why}": "Sketch Motion ist gescheitert: {kind}: {why}",
}
