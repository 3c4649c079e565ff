# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: bones shown and corrected, the live motion, and beats."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Bones": "Knochen",
    "Show Bones": "Knochen zeigen",
    "Show the joints that the drawing bends at. Drag one to correct it": (
        "Zeige die Gelenke, an denen sich die Zeichnung biegt. Zieh an einem, um es zu berichtigen"
    ),
    "Show what the drawing bends at, and let it be corrected": (
        "Zeige, woran sich die Zeichnung biegt, und lass es berichtigen"
    ),
    "Looking for bones": "Sucht Knochen",
    "Stop looking for bones": "Nicht mehr nach Knochen suchen",
    "No bones": "Keine Knochen",
    "Body Plan": "Körperbau",
    "Choose what kind of body the bones are looked for as": (
        "Wähle, als was für ein Körper die Knochen gesucht werden"
    ),
    "Drag a joint to where it belongs.": "Zieh ein Gelenk dorthin, wo es hingehört.",
    "Select strokes in Edit Mode to say what they are.": (
        "Wähle Striche im Bearbeitungsmodus aus, um zu sagen, was sie sind."
    ),
    "Show the bones first": "Zeige zuerst die Knochen",
    "Show the bones again.": "Zeige die Knochen noch einmal.",
    "There is no such joint.": "Dieses Gelenk gibt es nicht.",
    "Joints": "Gelenke",
    "Move Joint": "Gelenk verschieben",
    "Put a joint where it belongs. It stays there when the drawing changes": (
        "Setz ein Gelenk dorthin, wo es hingehört. Es bleibt dort, wenn sich die Zeichnung ändert"
    ),
    "Place": "Ort",
    "In the space of the drawing": "Im Raum der Zeichnung",
    "Give to Bone": "Einem Knochen geben",
    "Say which part of the body the selected strokes are": (
        "Sag, welcher Körperteil die ausgewählten Striche sind"
    ),
    "Give Points to Bone": "Punkte einem Knochen geben",
    "Say which part of the body the selected points are, where a stroke runs over several parts": (
        "Sag, welcher Körperteil die ausgewählten Punkte sind, wo ein Strich über mehrere "
        "Teile läuft"
    ),
    "Part": "Teil",
    "No Part of the Body": "Kein Teil des Körpers",
    "Group Strokes": "Striche zusammenfassen",
    "Say how the selected strokes move": "Sag, wie sich die ausgewählten Striche bewegen",
    "As": "Als",
    "Rigid": "Starr",
    "Wheel": "Rad",
    "Together": "Zusammen",
    "This Is Rigid": "Das ist starr",
    "This Is a Wheel": "Das ist ein Rad",
    "These Move Together": "Das bewegt sich zusammen",
    "The selected strokes never bend: they are one solid thing": (
        "Die ausgewählten Striche biegen sich nie: Sie sind ein festes Ding"
    ),
    "The selected strokes are a wheel, which turns about its middle": (
        "Die ausgewählten Striche sind ein Rad, das sich um seine Mitte dreht"
    ),
    "The selected strokes move with one part of the body": (
        "Die ausgewählten Striche bewegen sich mit einem Teil des Körpers"
    ),
    "Forget": "Vergessen",
    "Forget what was said of the bones of the selected strokes": (
        "Vergiss, was über die Knochen der ausgewählten Striche gesagt wurde"
    ),
    "Clear Corrections": "Berichtigungen löschen",
    "Forget all that was said of the bones of this drawing": (
        "Vergiss alles, was über die Knochen dieser Zeichnung gesagt wurde"
    ),
    "The bones can't be read: {why}.": "Die Knochen können nicht gelesen werden: {why}.",
    "The engine's answer about bones is broken.": "Die Antwort der Engine zu Knochen ist kaputt.",
    "Live": "Live",
    "Play the motion over the drawing while you type and move sliders": (
        "Spiel die Bewegung über der Zeichnung ab, während du tippst und Regler bewegst"
    ),
    "The drawing is too large to be shown live.": (
        "Die Zeichnung ist zu groß, um live gezeigt zu werden."
    ),
    "Press Animate.": "Drück auf Animieren.",
    "Speed": "Tempo",
    "How fast everything is done; 2 is twice as often": (
        "Wie schnell alles geschieht; 2 ist doppelt so oft"
    ),
    "How Far": "Wie weit",
    "How far it goes; 2 is twice as far as the sentence says": (
        "Wie weit es geht; 2 ist doppelt so weit, wie der Satz sagt"
    ),
    "Beats": "Ablauf",
    "Type what should happen, and see it here.": "Tipp, was geschehen soll, und sieh es hier.",
    "Live is off: Animate reads the sentence.": "Live ist aus: Animieren liest den Satz.",
    "{action}": "{action}",
    "{object}: {action}": "{object}: {action}",
    "Edit Beats": "Ablauf ändern",
    "Change what is done, when and for how long, until the sentence changes": (
        "Ändere, was getan wird, wann und wie lange, bis sich der Satz ändert"
    ),
    "Back to the Sentence": "Zurück zum Satz",
    "Do what the sentence says, and forget the changes": (
        "Tu, was der Satz sagt, und vergiss die Änderungen"
    ),
    "Action": "Handlung",
    "What is done, like: walk": "Was getan wird, wie: walk",
    "Frames after the beginning of the animation": "Bilder nach dem Anfang der Animation",
    "After": "Ab Bild",
    "Length": "Länge",
    "How many frames it takes": "Wie viele Bilder es dauert",
    "Later": "Später",
    "Let this come after the next one": "Lass das nach dem Nächsten kommen",
    "Leave Out": "Weglassen",
    "Leave this out": "Das weglassen",
}
