# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: pose cycles."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Pose Cycle (experimental)": ("Posenzyklus (Versuch)"),
    "The pose model can't draw yet: it refuses every drawing.": (
        "Das Posenmodell kann noch nicht zeichnen: Es lehnt jede Zeichnung ab."
    ),
    "Flight": ("Flug"),
    "Gallop": ("Galopp"),
    "Mine": ("Eigener"),
    "A bird seen from the side beats its wings": (
        "Ein Vogel von der Seite schlägt mit den Flügeln"
    ),
    "A horse seen from the side gallops": ("Ein Pferd von der Seite galoppiert"),
    "A person walks": ("Ein Mensch geht"),
    "The pictures of a folder, in the order of their names, are the poses": (
        "Die Bilder eines Ordners sind, in der Folge ihrer Namen, die Posen"
    ),
    "A known cycle instead of a video model: the drawing is drawn in its poses": (
        "Ein bekannter Zyklus statt eines Videomodells: "
        "Die Zeichnung wird in seinen Posen gezeichnet"
    ),
    "The pictures of your pose cycle": ("Die Bilder deines Posenzyklus"),
    "Choose the folder with the pictures of your pose cycle.": (
        "Wähle den Ordner mit den Bildern deines Posenzyklus."
    ),
    "Pose cycles are experimental: look at every frame.": (
        "Posenzyklen sind ein Versuch: Sieh dir jedes Bild an."
    ),
    "Finding the drawing in the model": ("Suche der Zeichnung im Modell"),
    "This drawing is too far from what the pose model can draw, a {subject} from the side: "
    "its distance is {distance}, at most {most} will do.": (
        "Diese Zeichnung ist zu weit von dem entfernt, was das Posenmodell zeichnen kann "
        "({subject}, von der Seite): Ihr Abstand ist {distance}, höchstens {most} genügt."
    ),
    "The pose model has learned for {steps} steps only: it can't draw yet, and refuses "
    "every drawing.": (
        "Das Posenmodell hat erst {steps} Schritte gelernt: Es kann noch nicht zeichnen "
        "und lehnt jede Zeichnung ab."
    ),
    "Let its strokes move instead, or train the model.": (
        "Lass stattdessen seine Striche sich bewegen, oder trainiere das Modell."
    ),
    "The pose model has learned to draw a {known}; {cycle} is a cycle of a {other}.": (
        "Das Posenmodell hat gelernt, „{known}“ zu zeichnen; {cycle} ist ein Zyklus von „{other}“."
    ),
    "There is no pose cycle {name}.": ("Es gibt keinen Posenzyklus {name}."),
    "Choose a cycle's file, or a folder with its pictures.": (
        "Wähle die Datei eines Zyklus oder einen Ordner mit seinen Bildern."
    ),
    "{file} is not a pose cycle.": ("{file} ist kein Posenzyklus."),
    "A pose cycle has {fewest} to {most} pictures; {folder} holds {count}.": (
        "Ein Posenzyklus hat {fewest} bis {most} Bilder; in {folder} sind {count}."
    ),
    "The pictures of a pose cycle have one size.": (
        "Die Bilder eines Posenzyklus haben eine Größe."
    ),
    "Crop them alike.": ("Schneide sie gleich zu."),
    "There is no pose model in {file}.": ("In {file} ist kein Posenmodell."),
    "Train one, or install the program again.": (
        "Trainiere eines, oder installiere das Programm neu."
    ),
    "{file} is not a whole pose model.": ("{file} ist kein ganzes Posenmodell."),
    "Let its strokes move": ("Seine Striche bewegen"),
    "The estimate is by the number of pictures.": ("Die Schätzung geht nach der Zahl der Bilder."),
    "Video Model": "Videomodell",
}
