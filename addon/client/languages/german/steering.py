# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: where a motion goes, what stays, and what is reached for."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Steer": "Lenken",
    "Path Layer": "Weg-Ebene",
    "A layer of this drawing whose longest stroke is the way to go": (
        "Eine Ebene dieser Zeichnung, deren längster Strich der Weg ist"
    ),
    "Path Curve": "Weg-Kurve",
    "A curve that is the way to go": "Eine Kurve, die der Weg ist",
    "Arrow": "Pfeil",
    "An Empty that points the way to go, where there is no path": (
        "Ein Empty, das die Richtung zeigt, wo es keinen Weg gibt"
    ),
    "Distance": "Strecke",
    "How far to go; 0 goes the whole path, or as far as the sentence says": (
        "Wie weit; 0 geht den ganzen Weg, oder so weit, wie der Satz sagt"
    ),
    "Reach For": "Greifen nach",
    "An Empty that the nearest hand reaches for": ("Ein Empty, nach dem die nächste Hand greift"),
    "Target": "Ziel",
    "Which way to go": "Wohin es geht",
    "What to reach for": "Wonach gegriffen wird",
    "Way to Go": "Richtung",
    "Add": "Hinzufügen",
    "Add an Empty to the scene, beside the drawing. Move it where you want it": (
        "Füge der Szene neben der Zeichnung ein Empty hinzu. Schieb es, wohin du willst"
    ),
    "Pin a Joint": "Gelenk anheften",
    "Joint": "Gelenk",
    "Keep a joint where it is drawn, like a foot on the ground": (
        "Lass ein Gelenk, wo es gezeichnet ist, wie einen Fuß auf dem Boden"
    ),
    "Let Go": "Loslassen",
    "Let this joint move again": "Lass dieses Gelenk sich wieder bewegen",
    "{joint} stays": "{joint} bleibt",
    "Show the bones to pin a joint.": "Zeige die Knochen, um ein Gelenk anzuheften.",
    "A path has at least two points, and not too many.": (
        "Ein Weg hat mindestens zwei Punkte, und nicht zu viele."
    ),
    "A direction must lead somewhere.": "Eine Richtung muss irgendwohin führen.",
    "Too many joints are pinned.": "Zu viele Gelenke sind angeheftet.",
    "A place of the steering lies too far away.": "Ein Ort der Lenkung liegt zu weit weg.",
    "The steering": "Die Lenkung",
    "Pinned joints": "Angeheftete Gelenke",
}
