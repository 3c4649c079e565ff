# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: takes, and what can be done with them."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Takes": "Fassungen",
    "Every animation will be a take here.": "Jede Animation wird hier eine Fassung.",
    "Show": "Zeigen",
    "Show this take alone; press again to see the original drawing": (
        "Nur diese Fassung zeigen; noch einmal drücken zeigt die Zeichnung selbst"
    ),
    "Compare": "Vergleichen",
    "Show this take together with the one that is seen, and nothing else": (
        "Diese Fassung zusammen mit der sichtbaren zeigen, und sonst nichts"
    ),
    "Side by Side": "Nebeneinander",
    "Compare takes beside each other; off: one over the other": (
        "Fassungen nebeneinander vergleichen; aus: übereinander"
    ),
    "Delete Take": "Fassung löschen",
    "Remove this take with its keys and drawings. The original stays, and undo brings it back": (
        "Diese Fassung mit Keys und Zeichnungen entfernen. Das Original bleibt, und Rückgängig "
        "holt sie zurück"
    ),
    "Use These Settings": "Diese Einstellungen verwenden",
    "Put the settings of this take into the panel: prompt, length, seed and all": (
        "Die Einstellungen dieser Fassung ins Panel holen: Satz, Länge, Startwert, alles"
    ),
    "Pose Bones": "Knochen stellen",
    "Take hold of the bones of this take: turn one with R, set a key with I, move keys in the "
    "timeline. Press again to go back to the drawing": (
        "Die Knochen dieser Fassung in die Hand nehmen: einen mit R drehen, mit I einen Key "
        "setzen, Keys in der Zeitleiste verschieben. Noch einmal drücken führt zurück zur Zeichnung"
    ),
    "Bake to Drawings": "In Zeichnungen umwandeln",
    "Turn the bones of this take, as they are keyed now, into generated drawings and controls that "
    "move the whole. The motion stays; posing ends": (
        "Die Knochen dieser Fassung, wie ihre Keys jetzt sind, in erzeugte Zeichnungen und Griffe "
        "umwandeln, die das Ganze bewegen. Die Bewegung bleibt; mit dem Stellen ist es vorbei"
    ),
    "This take has no bones.": "Diese Fassung hat keine Knochen.",
    "Frame {frame} has other strokes than the first drawing of this take.": (
        "Bild {frame} hat andere Striche als die erste Zeichnung dieser Fassung."
    ),
    "Bones can be baked where the strokes stay the same.": (
        "Knochen lassen sich umwandeln, wo die Striche dieselben bleiben."
    ),
    "{names}: drawings, not bones. Bones of Blender carry no curves, no layers with a place of "
    "their own and no strokes at several depths.": (
        "{names}: Zeichnungen, keine Knochen. Knochen in Blender tragen keine Kurven, keine Ebenen "
        "mit eigenem Platz und keine Striche in mehreren Tiefen."
    ),
    "Put on Ones, Twos or Threes": "Auf Einer, Zweier oder Dreier setzen",
    "Show a new drawing on every frame, every second or every third. Nothing is computed anew": (
        "Auf jedem, jedem zweiten oder jedem dritten Bild eine neue Zeichnung zeigen. Nichts wird "
        "neu berechnet"
    ),
    "Slow In, Slow Out": "Anlaufen und Auslaufen",
    "Slow Out": "Anlaufen",
    "Slow out: linger at the first pose. Keys and drawings move in time": (
        "Anlaufen: bei der ersten Pose verweilen. Keys und Zeichnungen wandern in der Zeit"
    ),
    "Slow in: linger at the last pose. Keys and drawings move in time": (
        "Auslaufen: bei der letzten Pose verweilen. Keys und Zeichnungen wandern in der Zeit"
    ),
    "Slow In": "Auslaufen",
    "Of the first pose": "Aus der ersten Pose",
    "To the last pose": "In die letzte Pose",
    "Let the motion linger at its first or its last pose. Keys and drawings move in time": (
        "Die Bewegung in der ersten oder letzten Pose verweilen lassen. Keys und Zeichnungen "
        "rücken in der Zeit"
    ),
    "Change a Part": "Einen Teil ändern",
    "Change a Part...": "Teil ändern …",
    "Give one object, or the frames from the current one on, another motion. The rest stays as it "
    "is, with all that you have drawn and moved in it.\n\nIt becomes a take of its own": (
        "Einem Objekt, oder den Bildern vom aktuellen an, eine andere Bewegung geben. Der Rest "
        "bleibt, wie er ist, mit allem, was du darin gezeichnet und verschoben hast.\n\nEs wird "
        "eine eigene Fassung"
    ),
    "What should happen there instead": "Was dort stattdessen geschehen soll",
    "Nothing would change: it is the same sentence and the same seed.": (
        "Nichts würde sich ändern: es ist derselbe Satz und derselbe Startwert."
    ),
    "Say what should happen there, or give another seed.": (
        "Sag, was dort geschehen soll, oder gib einen anderen Startwert."
    ),
    "Only a part of moved strokes can be changed.": (
        "Nur von bewegten Strichen lässt sich ein Teil ändern."
    ),
    "Take": "Fassung",
    "Retime This Take": "Diese Fassung neu timen",
    "Frames {first} to {last}": "Bilder {first} bis {last}",
    "The control of {name} was deleted": "Der Griff von {name} wurde gelöscht",
    "Remove This Motion": "Diese Bewegung entfernen",
    "Remove the Motion of {name}": "Bewegung von {name} entfernen",
    "Let this object stand still: its control, its keys and its drawings go, the other objects "
    "stay as they are": (
        "Dieses Objekt stillstehen lassen: sein Griff, seine Keys und seine Zeichnungen gehen, die "
        "anderen Objekte bleiben, wie sie sind"
    ),
    "Extend the Scene": "Die Szene verlängern",
    "Let the scene end with the animation, so that all of it is played": (
        "Die Szene mit der Animation enden lassen, damit alles abgespielt wird"
    ),
    "Ends at frame {last}, the scene at {end}": "Endet auf Bild {last}, die Szene auf {end}",
    "Object": "Objekt",
    "The object that moves anew; empty for all": "Das Objekt, das sich neu bewegt; leer: alle",
    "Only a Range": "Nur ein Bereich",
    "Keep what is before and after these frames": "Was vor und nach diesen Bildern ist, bleibt",
    "First Frame": "Erstes Bild",
    "Last Frame": "Letztes Bild",
    "New Seed": "Neuer Startwert",
    "Another seed gives another motion for the same words": (
        "Ein anderer Startwert gibt für dieselben Worte eine andere Bewegung"
    ),
    "Export": "Export",
    "Export Take": "Fassung exportieren",
    "Write this take, as it is now with all your edits, for other programs": (
        "Diese Fassung, wie sie jetzt mit allen Änderungen ist, für andere Programme schreiben"
    ),
    "Show this take alone first, then export it.": (
        "Zeige zuerst diese Fassung allein, dann exportiere sie."
    ),
    "Framing": "Ausschnitt",
    "How much of the scene a picture shows": "Wie viel von der Szene ein Bild zeigt",
    "Grow": "Wachsen",
    "Keep": "Behalten",
    "Crop": "Zuschneiden",
    "Show a leap or a raised arm whole; who leaves, leaves": (
        "Einen Sprung oder einen erhobenen Arm ganz zeigen; wer geht, geht"
    ),
    "The picture that the animation was made in": "Das Bild, in dem die Animation gemacht wurde",
    "Cut to what is drawn": "Auf das Gezeichnete zugeschnitten",
    "With My Edits": "Mit meinen Änderungen",
    "As it is on the timeline now; off: as the engine made it": (
        "Wie sie jetzt auf der Zeitleiste ist; aus: wie die Engine sie machte"
    ),
    "GIF": "GIF",
    "WebP": "WebP",
    "APNG": "APNG",
    "SVG That Moves": "Bewegtes SVG",
    "Lottie": "Lottie",
    "MP4": "MP4",
    "WebM, Transparent": "WebM, durchsichtig",
    "MOV, ProRes 4444": "MOV, ProRes 4444",
    "Sprite Sheet and JSON": "Sprite-Bogen und JSON",
    "PNG of Every Frame": "PNG von jedem Bild",
    "Size": "Größe",
    "Longest side in pixels": "Längste Seite in Pixeln",
    "Written: {name}": "Geschrieben: {name}",
    "Writing {name}": "Schreibt {name}",
    "Take this off the panel. The file stays": "Dies vom Panel nehmen. Die Datei bleibt",
    "{ready} of {count} ready": "{ready} von {count} fertig",
    "Pick": "Nehmen",
    "Pick {seed}": "{seed} nehmen",
    "Put this one on the timeline. The others stay here to be looked at": (
        "Diese auf die Zeitleiste legen. Die anderen bleiben zum Ansehen hier"
    ),
    "Close this sheet. What was picked stays; what still runs is cancelled": (
        "Diesen Bogen schließen. Was genommen wurde, bleibt; was noch läuft, wird abgebrochen"
    ),
    '{object}: "{prompt}" is ready.': "{object}: „{prompt}“ ist fertig.",
    '{object}: "{prompt}" was interrupted.': "{object}: „{prompt}“ wurde unterbrochen.",
    "Resume": "Weitermachen",
    "Go on with this job from where it stopped": (
        "Mit diesem Auftrag dort weitermachen, wo er stehen blieb"
    ),
    "Apply": "Anwenden",
    "Put this finished animation on the timeline": (
        "Diese fertige Animation auf die Zeitleiste legen"
    ),
    "Put the result of a finished job on the timeline": (
        "Das Ergebnis eines fertigen Auftrags auf die Zeitleiste legen"
    ),
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} Takes stammen von einem neueren Sketch Motion und werden nicht gezeigt."
    ),
    "Update Sketch Motion.": "Aktualisiere Sketch Motion.",
}
