# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: the example drawings and their sentences, which the engine reads in German too."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Examples": "Beispiele",
    "Put a drawing with a sentence into the scene, to see how it works": (
        "Eine Zeichnung mit einem Satz in die Szene setzen, um zu sehen, wie es geht"
    ),
    "Add Example": "Beispiel hinzufügen",
    "Put this drawing at the 3D cursor, and its sentence into the panel": (
        "Diese Zeichnung an den 3D-Cursor setzen und ihren Satz ins Panel"
    ),
    "This example is not there any more.": "Dieses Beispiel ist nicht mehr da.",
    "{file} is no example drawing.": "{file} ist keine Beispielzeichnung.",
    "Fish": "Fisch",
    "the fish swims": "der Fisch schwimmt",
    "Dog": "Hund",
    "the dog walks and wags its tail": "der Hund geht und wedelt mit dem Schwanz",
    "Person": "Person",
    "the person waves": "die Person winkt",
    "Bird": "Vogel",
    "the bird flies": "der Vogel fliegt",
    "Car": "Auto",
    "the car drives away": "das Auto fährt weg",
    "Flower": "Blume",
    "the flower sways in the wind": "die Blume wiegt sich im Wind",
    "Butterfly": "Schmetterling",
    "the butterfly flutters": "der Schmetterling flattert",
    "Snail": "Schnecke",
    "the snail crawls": "die Schnecke kriecht",
}
