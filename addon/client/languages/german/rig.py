# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: the bones of a drawing and hints for them."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Finding bones": "Sucht Knochen",
    "Bones: {bones}": "Knochen: {bones}",
    "Bones of {object}: {bones}": "Knochen von {object}: {bones}",
    "{plan} ({actions})": "{plan} ({actions})",
    "No bones: points move freely": "Keine Knochen: Die Punkte bewegen sich frei",
    "No bones in {object}: points move freely": (
        "Keine Knochen in {object}: Die Punkte bewegen sich frei"
    ),
    "rigid pieces": "starre Teile",
    "four-legged animal": "Vierbeiner",
    "sitting animal": "sitzendes Tier",
    "person": "Mensch",
    "flying bird": "fliegender Vogel",
    "standing bird": "stehender Vogel",
    "fish": "Fisch",
    "snake": "Schlange",
    "insect": "Insekt",
    "butterfly": "Schmetterling",
    "spider": "Spinne",
    "turtle": "Schildkröte",
    "snail": "Schnecke",
    "crab": "Krebs",
    "face": "Gesicht",
    "plant": "Pflanze",
    "tree": "Baum",
    "flag": "Fahne",
    "flame": "Flamme",
    "car": "Auto",
    "bicycle": "Fahrrad",
    "cyclist": "Radfahrer",
    "machine": "Maschine",
    "clock": "Uhr",
    "windmill": "Windmühle",
    "There is no body plan {plan!r}.": "Den Körperbau {plan!r} gibt es nicht.",
    "The plans are {plans}.": "Es gibt {plans}.",
    "The joint {name} lies too far away.": "Das Gelenk {name} liegt zu weit weg.",
    "The hints for the rig must name strokes by their number.": (
        "Die Hinweise für die Knochen müssen Striche mit ihrer Nummer nennen."
    ),
    "The hints for the rig have an unknown key, {key}.": (
        "Die Hinweise für die Knochen haben einen unbekannten Schlüssel, {key}."
    ),
    "{file}: a piece of a stroke must be [from, to, part].": (
        "{file}: Ein Stück eines Strichs muss [von, bis, Teil] sein."
    ),
    "{file}: the pieces of a stroke must follow one another from 0 to 1.": (
        "{file}: Die Stücke eines Strichs müssen von 0 bis 1 aufeinander folgen."
    ),
    "The hints for the rig must group strokes by their number.": (
        "Die Hinweise für die Knochen müssen Striche mit ihrer Nummer zusammenfassen."
    ),
    "The hints for the rig have a stroke in two groups.": (
        "Die Hinweise für die Knochen haben einen Strich in zwei Gruppen."
    ),
    "The rig network's weights are missing.": "Die Gewichte des Netzes für Knochen fehlen.",
    "The rig network's weights are damaged.": (
        "Die Gewichte des Netzes für Knochen sind beschädigt."
    ),
    "The rig network's weights are of other body plans than this engine's.": (
        "Die Gewichte des Netzes für Knochen passen nicht zu den Körperbauten dieser Engine."
    ),
    "Install the engine again.": "Installiere die Engine noch einmal.",
}
