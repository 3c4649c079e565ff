# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: setting the engine up, its state, its log, its models."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Set Up Engine": "Engine einrichten",
    "Look what setting up the engine would download and install. Nothing is fetched yet": (
        "Nachsehen, was zum Einrichten der Engine geladen und installiert würde. "
        "Noch wird nichts geholt"
    ),
    "Download and Install": "Laden und installieren",
    "Download and install the engine, or go on with it": (
        "Die Engine laden und installieren, oder damit weitermachen"
    ),
    "Install": "Installieren",
    "Check and Use": "Prüfen und verwenden",
    "Update Engine": "Engine aktualisieren",
    "Change Engine": "Engine ändern",
    "Go On": "Weiter",
    "Stop": "Anhalten",
    "Stop. What is downloaded is kept, and the next press goes on from there": (
        "Anhalten. Was geladen ist, bleibt; der nächste Druck macht dort weiter"
    ),
    "Close": "Schließen",
    "Close this": "Dies schließen",
    "Remove Engine": "Engine entfernen",
    "Remove the engine. Your models, presets and jobs stay unless you choose otherwise": (
        "Die Engine entfernen. Modelle, Vorgaben und Aufträge bleiben, wenn nichts gewählt ist"
    ),
    "Set-Up Settings": "Einstellungen der Einrichtung",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python of your own": (
        "Woher die Engine kommt: Spiegel, Proxy, ein Ordner mit Wheels, ein eigenes Python"
    ),
    "Also my models": "Auch meine Modelle",
    "Also my presets": "Auch meine Vorgaben",
    "Also my jobs": "Auch meine Aufträge",
    "Set": "Umfang",
    "Starter: any computer. Video: for video models": (
        "Starter: jeder Rechner. Video: für Videomodelle"
    ),
    "Backend": "Recheneinheit",
    "Automatic: found by asking the drivers": "Automatisch: die Treiber werden gefragt",
    "Python": "Python",
    "Build from this Python 3.11 or newer": "Mit diesem Python 3.11 oder neuer bauen",
    "Own Environment": "Eigene Umgebung",
    "Use this one as it is": "Diese verwenden, wie sie ist",
    "Wheels": "Wheels",
    "Install from this folder, without a network": "Aus diesem Ordner installieren, ohne Netz",
    "Mirror": "Spiegel",
    "Address of a mirror of the package index": "Adresse eines Spiegels des Paketverzeichnisses",
    "Mirror of torch": "Spiegel für torch",
    "Address of a mirror of PyTorch's wheel index": "Adresse eines Spiegels der PyTorch-Wheels",
    "Proxy": "Proxy",
    "http://name:password@host:port": "http://name:passwort@rechner:port",
    "Remove": "Entfernen",
    "Repair": "Reparieren",
    "Looking at this computer": "Dieser Rechner wird angesehen",
    "Blender's Preferences": "Blenders Einstellungen",
    "Blender's Allow Online Access is off.": "Blenders Online-Zugriff ist ausgeschaltet.",
    "Stopping": "Hält an",
    "Engine": "Engine",
    "How the engine is, its log and its preferences": (
        "Wie es der Engine geht, ihr Protokoll und ihre Einstellungen"
    ),
    "Preferences": "Einstellungen",
    "Starting the engine": "Engine startet",
    "It starts with the first animation.": "Sie startet mit der ersten Animation.",
    "Ready: {devices}": "Bereit: {devices}",
    "Loading: {devices}": "Lädt: {devices}",
    "Open Log": "Protokoll öffnen",
    "Show the last lines of what the engine says about itself": (
        "Die letzten Zeilen zeigen, die die Engine über sich selbst sagt"
    ),
    "Copy": "Kopieren",
    "Copy the last lines, for a report": "Die letzten Zeilen kopieren, für einen Bericht",
    "Folder": "Ordner",
    "Open the folder that the log is in": "Den Ordner des Protokolls öffnen",
    "The engine has not said anything yet.": "Die Engine hat noch nichts gesagt.",
    "Model": "Modell",
    "Choose Model": "Modell wählen",
    "Learn the motion from this model": "Die Bewegung von diesem Modell lernen",
    "Choose a Folder": "Ordner wählen",
    "Use a text-to-video model from a folder of your own, in the layout of diffusers": (
        "Ein Text-zu-Video-Modell aus einem eigenen Ordner verwenden, im Aufbau von diffusers"
    ),
    "Look Again": "Noch einmal suchen",
    "Look for models again": "Noch einmal nach Modellen suchen",
    "Starter (included)": "Starter (enthalten)",
    "FlipSketch (default)": "FlipSketch (Vorgabe)",
    "No other model is installed.": "Kein anderes Modell ist installiert.",
    "not known": "nicht bekannt",
    "Engine's Python": "Python der Engine",
    "The Python that the engine is installed in, not Blender's own": (
        "Das Python, in dem die Engine installiert ist, nicht Blenders eigenes"
    ),
    "Engine folder": "Ordner der Engine",
    "The folder that holds engine/. Empty: the one that came with the add-on": (
        "Der Ordner, in dem engine/ liegt. Leer: der mit dem Add-on gekommen ist"
    ),
    "For those who set the engine up themselves:": "Für alle, die die Engine selbst einrichten:",
}
