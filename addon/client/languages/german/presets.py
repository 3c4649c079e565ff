# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: presets, the shipped ones by name."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Preset": "Vorgabe",
    "Presets": "Vorgaben",
    "The preset chosen last": "Die zuletzt gewählte Vorgabe",
    "Choose a Preset": "Vorgabe wählen",
    'Say "{words}"': "Satz: „{words}“",
    "Use Preset": "Vorgabe verwenden",
    "Take the settings of this preset. Words of your own stay": (
        "Die Einstellungen dieser Vorgabe nehmen. Eigene Worte bleiben"
    ),
    "Its Words Too": "Auch ihre Worte",
    "Save as Preset": "Als Vorgabe sichern",
    "Keep the settings of the panel as a preset of your own": (
        "Die Einstellungen des Panels als eigene Vorgabe behalten"
    ),
    "Author": "Autor",
    "What It Is Good For": "Wofür sie gut ist",
    "A preset needs a name.": "Eine Vorgabe braucht einen Namen.",
    "Remove a Preset": "Vorgabe entfernen",
    "Remove Preset": "Vorgabe entfernen",
    "Remove this preset of yours. This can't be undone": (
        "Diese eigene Vorgabe entfernen. Das lässt sich nicht rückgängig machen"
    ),
    "Export a Preset": "Vorgabe exportieren",
    "Export Preset": "Vorgabe exportieren",
    "Write this preset as one file that can be shared": (
        "Diese Vorgabe als eine Datei schreiben, die man weitergeben kann"
    ),
    "Import a Preset": "Vorgabe importieren",
    "Look into a preset file from somebody else; nothing changes before you agree": (
        "In eine fremde Vorgabe schauen; nichts ändert sich, bevor du zustimmst"
    ),
    "Import This Preset?": "Diese Vorgabe importieren?",
    "Keep the imported preset among your own": "Die importierte Vorgabe zu den eigenen nehmen",
    "Use It Now": "Gleich verwenden",
    "Put its settings into the panel": "Ihre Einstellungen ins Panel holen",
    "It changes nothing here.": "Sie ändert hier nichts.",
    "Not known here, and without effect: {names}": "Hier nicht bekannt und ohne Wirkung: {names}",
    "{name}, by {author}": "{name}, von {author}",
    "unknown": "unbekannt",
    "Licence: {name}": "Lizenz: {name}",
    "This preset is not there any more.": "Diese Vorgabe gibt es nicht mehr.",
    "Frames a Second": "Bilder pro Sekunde",
    "Steps": "Schritte",
    "Guidance": "Führung",
    "Clips": "Abschnitte",
    "on": "an",
    "off": "aus",
    "Bounce": "Hüpfen",
    "Up and down along an arc, with squash and stretch.": (
        "Auf und ab im Bogen, mit Stauchen und Strecken."
    ),
    "Breathe": "Atmen",
    "Hardly a motion: a body that breathes calmly, for whoever waits or sleeps.": (
        "Kaum eine Bewegung: ein Körper, der ruhig atmet; für alle, die warten oder schlafen."
    ),
    "Flicker": "Flackern",
    "A flame that leans, stretches and shrinks, its foot at rest.": (
        "Eine Flamme, die sich neigt, streckt und duckt; ihr Fuß ruht."
    ),
    "Flutter": "Flattern",
    "Quick wings that open and close: butterflies, moths, bees.": (
        "Schnelle Flügel, die auf- und zugehen: Schmetterlinge, Motten, Bienen."
    ),
    "Fly": "Fliegen",
    "Wing beats with the body rising and falling against them.": (
        "Flügelschläge, gegen die der Körper steigt und sinkt."
    ),
    "Leap": "Springen",
    "One way: gathers, leaps along an arc and lands.": (
        "In einer Richtung: holt Schwung, springt im Bogen und landet."
    ),
    "Run": "Rennen",
    "A quick cycle on the spot: gallop for animals, run for people.": (
        "Ein schneller Lauf auf der Stelle: Galopp für Tiere, Rennen für Menschen."
    ),
    "Sway": "Wiegen",
    "A slow swing from side to side, rooted at the foot.": (
        "Ein langsames Wiegen von Seite zu Seite, am Fuß verwurzelt."
    ),
    "Swim": "Schwimmen",
    "Side-to-side waves from head to tail; good for fish, dolphins and whales.": (
        "Wellen vom Kopf zum Schwanz; gut für Fische, Delfine und Wale."
    ),
    "Walk": "Gehen",
    "A walk cycle on the spot for animals and people seen from the side.": (
        "Ein Gang auf der Stelle für Tiere und Menschen von der Seite."
    ),
    "Wave Hello": "Winken",
    "A person waves a raised or outstretched hand.": (
        "Ein Mensch winkt mit erhobener oder ausgestreckter Hand."
    ),
    "Wave in the wind": "Im Wind wehen",
    "A wave runs through cloth from the pole to the free end.": (
        "Eine Welle läuft durch den Stoff vom Mast zum freien Ende."
    ),
}
