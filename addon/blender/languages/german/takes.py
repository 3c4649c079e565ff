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
    "Do a Part Again": "Einen Teil noch einmal",
    "Make another motion for one object or for a range of frames, and keep the rest as it was.\n\n"
    "It becomes a take of its own": (
        "Für ein Objekt oder einen Bereich von Bildern eine andere Bewegung machen und den Rest "
        "behalten.\n\nSie wird eine eigene Fassung"
    ),
    "Object": "Objekt",
    "The object that moves anew; empty for all": "Das Objekt, das sich neu bewegt; leer: alle",
    "Only a Range": "Nur ein Bereich",
    "Keep what is before and after these frames": "Was vor und nach diesen Bildern ist, bleibt",
    "First Frame": "Erstes Bild",
    "Last Frame": "Letztes Bild",
    "Other words, if you like": "Andere Worte, wenn du magst",
    "New Seed": "Neuer Startwert",
    "Another seed gives another motion for the same words": (
        "Ein anderer Startwert gibt für dieselben Worte eine andere Bewegung"
    ),
    "Export": "Export",
    "Export Take": "Fassung exportieren",
    "Write this take as a GIF, WebP or SVG to show around, as the engine made it": (
        "Diese Fassung als GIF, WebP oder SVG zum Herumzeigen schreiben, wie die Engine sie machte"
    ),
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
}
