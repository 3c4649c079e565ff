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
}
