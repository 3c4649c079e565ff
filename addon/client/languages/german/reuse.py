# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: results that go on, motions between drawings, and motions used again."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Continue": "Fortsetzen",
    "Continue from Frame {frame}": "Ab Bild {frame} fortsetzen",
    "Lead Up to Frame {frame}": "Zu Bild {frame} hinführen",
    "Before": "Davor",
    "Lead to that pose instead; everything after it stays": (
        "Führt stattdessen zu dieser Pose hin; alles danach bleibt"
    ),
    "Go on from the pose that this take has in the current frame, with what the sentence says. "
    "Everything before stays as it is.\n\nIt becomes a take of its own": (
        "Geht von der Pose weiter, die diese Fassung im aktuellen Bild hat, mit dem, was der Satz "
        "sagt. Alles davor bleibt, wie es ist.\n\nEs wird eine eigene Fassung"
    ),
    "Lead to the pose that this take has in the current frame, with what the sentence says. "
    "Everything after it stays as it is.\n\nIt becomes a take of its own": (
        "Führt zu der Pose hin, die diese Fassung im aktuellen Bild hat, mit dem, was der Satz "
        "sagt. Alles danach bleibt, wie es ist.\n\nEs wird eine eigene Fassung"
    ),
    "Select a take of moved strokes first": "Wähle zuerst eine Fassung mit bewegten Strichen aus",
    "Together that is {count} frames; {most} is the most.": (
        "Zusammen sind das {count} Bilder; höchstens {most} sind möglich."
    ),
    "Make the new motion shorter.": "Mach die neue Bewegung kürzer.",
    "The result to go on from is of another drawing.": (
        "Das Ergebnis, das fortgesetzt werden soll, gehört zu einer anderen Zeichnung."
    ),
    "The result to go on from has frames 0 to {last} only.": (
        "Das Ergebnis, das fortgesetzt werden soll, hat nur die Bilder 0 bis {last}."
    ),
    'The take "{take}" is still there, as it was.': (
        "Die Fassung „{take}“ ist noch da, wie sie war."
    ),
    'All keys are new: what you changed in the take "{take}" stays there.': (
        "Alle Keys sind neu: Was du in der Fassung „{take}“ geändert hast, bleibt dort."
    ),
    "Apply to {names}": "Auf {names} anwenden",
    "Apply to Selected Drawings": "Auf ausgewählte Zeichnungen anwenden",
    "Let the other selected drawings move like this take. They have to be of the same kind of "
    "body; bones turn by the same angles, and ways follow the size": (
        "Lass die anderen ausgewählten Zeichnungen sich wie diese Fassung bewegen. Sie müssen die "
        "gleiche Art von Körper haben; Knochen drehen sich um die gleichen Winkel, und Wege "
        "folgen der Größe"
    ),
    "Select the drawing that the motion is to be put on, too.": (
        "Wähle auch die Zeichnung aus, auf die die Bewegung angewendet werden soll."
    ),
    "Select the drawing that the motion is to be put on.": (
        "Wähle die Zeichnung aus, auf die die Bewegung angewendet werden soll."
    ),
    "Save Motion": "Bewegung speichern",
    "Save Motion...": "Bewegung speichern...",
    "Write the motion of this take into a file, without the drawing, to be used on others and "
    "to be shared": (
        "Schreib die Bewegung dieser Fassung ohne die Zeichnung in eine Datei, für andere "
        "Zeichnungen und zum Weitergeben"
    ),
    "Motion from a File": "Bewegung aus einer Datei",
    "From a File...": "Aus einer Datei...",
    "Let the selected drawings move as a file says. Nothing in it is ever run": (
        "Lass die ausgewählten Zeichnungen sich bewegen, wie eine Datei es sagt. Nichts darin wird "
        "je ausgeführt"
    ),
    "Mark as Asset": "Als Asset markieren",
    "Put the Action of this take into the Asset Browser, with a picture": (
        "Leg die Action dieser Fassung in den Asset-Browser, mit einem Bild"
    ),
    "Use a Motion": "Eine Bewegung verwenden",
    "Let the selected drawings move as this Action does": (
        "Lass die ausgewählten Zeichnungen sich bewegen wie diese Action"
    ),
    "Action": "Action",
    "This Action keeps no motion that can be used on a drawing.": (
        "Diese Action enthält keine Bewegung, die auf eine Zeichnung angewendet werden kann."
    ),
    "No bones move this, so its motion can't be used on another drawing.": (
        "Keine Knochen bewegen dies, also kann die Bewegung nicht auf eine andere Zeichnung "
        "angewendet werden."
    ),
    "Animate a drawing in which bones are found.": (
        "Animiere eine Zeichnung, in der Knochen gefunden werden."
    ),
    "This motion is of another kind of body: {plan}.": (
        "Diese Bewegung gehört zu einer anderen Art von Körper: {plan}."
    ),
    "Choose a drawing of the same kind of body.": (
        "Wähle eine Zeichnung mit der gleichen Art von Körper."
    ),
    "In Between": "Dazwischen",
    "In Between: Drawings {frames}": "Dazwischen: Zeichnungen {frames}",
    "Move from this key drawing to the next ones. Your drawings stay as they are; what lies "
    "between them is generated, as the sentence says if there is one": (
        "Bewegt von dieser Schlüsselzeichnung zu den nächsten. Deine Zeichnungen bleiben, wie sie "
        "sind; was dazwischen liegt, wird erzeugt, wie der Satz es sagt, falls es einen gibt"
    ),
    "Draw a second pose on a later frame first": (
        "Zeichne zuerst eine zweite Pose auf einem späteren Bild"
    ),
    "The key drawings are {count} frames apart; {most} is the most.": (
        "Die Schlüsselzeichnungen liegen {count} Bilder auseinander; höchstens {most} sind möglich."
    ),
    "One of the key drawings is empty.": "Eine der Schlüsselzeichnungen ist leer.",
    "Draw the pose, or delete its key.": "Zeichne die Pose oder lösche ihren Key.",
    "Curves can't be moved from one drawing to the next.": (
        "Kurven können nicht von einer Zeichnung zur nächsten bewegt werden."
    ),
    "Convert them to strokes.": "Wandle sie in Striche um.",
    "Your own drawings set the time of this take.": (
        "Deine eigenen Zeichnungen bestimmen die Zeit dieser Fassung."
    ),
    "Move their keys, and animate anew.": "Verschieb ihre Keys und animiere neu.",
    "A key pose isn't in the drawing.": "Eine Schlüsselpose ist nicht in der Zeichnung.",
    "A motion between drawings needs at least two of them.": (
        "Eine Bewegung zwischen Zeichnungen braucht mindestens zwei davon."
    ),
}
