# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what is reported while the engine and models are set up."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Ready to set up: {name}, {size} to download": "Bereit: {name}, {size} zu laden",
    "Downloading {done} of {total}": "Geladen: {done} von {total}",
    "Stopped at {done} of {total}": "Angehalten bei {done} von {total}",
    "Installing {what}": "Installiert {what}",
    "Checking: {what}": "Prüft: {what}",
    "Ready: engine {version}, {name}, {device}": "Bereit: Engine {version}, {name}, {device}",
    "Python: {python}": "Python: {python}",
    "There is no set for {backend} on this system yet: this one uses the processor. An "
    "environment of your own with such a torch can be used instead.": (
        "Für {backend} gibt es auf diesem System noch keinen Umfang: dieser verwendet den "
        "Prozessor. Stattdessen geht auch eine eigene Umgebung mit einem solchen torch."
    ),
    "A Python for the engine could not be downloaded.": (
        "Ein Python für die Engine konnte nicht geladen werden."
    ),
    "A Python for the engine could not be downloaded ({why}).": (
        "Ein Python für die Engine konnte nicht geladen werden ({why})."
    ),
    "it is Python {version}, and the engine needs {oldest} to {newest}": (
        "es ist Python {version}, und die Engine braucht {oldest} bis {newest}"
    ),
    "Installing": "Installiert",
    "Uses the environment of {python} as it is.": (
        "Verwendet die Umgebung von {python}, wie sie ist."
    ),
    "Set: {name} ({backend}), {count} packages": "Umfang: {name} ({backend}), {count} Pakete",
    "To copy: about {size}": "Zu kopieren: etwa {size}",
    "Download: about {size}": "Zu laden: etwa {size}",
    "PyAV {version} with FFmpeg, for MP4, WebM and MOV": (
        "PyAV {version} mit FFmpeg, für MP4, WebM und MOV"
    ),
    "Set the engine up first.": "Richte zuerst die Engine ein.",
    "Add Movies: MP4, WebM, MOV": "Filme hinzufügen: MP4, WebM, MOV",
    "Download what writes movies. Its size and licence are shown first": (
        "Laden, was Filme schreibt. Größe und Lizenz werden zuerst gezeigt"
    ),
    "From: {places}": "Von: {places}",
    "To: {folder} (about {size} of disk)": "Nach: {folder} (etwa {size} auf der Platte)",
    "Licence {name}: {packages}": "Lizenz {name}: {packages}",
    "The disk has only {size} free.": "Auf der Platte sind nur {size} frei.",
    "The new engine doesn't work: {why}": "Die neue Engine arbeitet nicht: {why}",
    "The disk is full: the engine doesn't fit into {folder}.": (
        "Die Platte ist voll: die Engine passt nicht nach {folder}."
    ),
    "{program} can't be started: {why}.": "{program} kann nicht gestartet werden: {why}.",
    "{file} from {host} is not the file that was asked for.": (
        "{file} von {host} ist nicht die verlangte Datei."
    ),
    "{file} can't be read: {why}.": "{file} ist nicht lesbar: {why}.",
    "The connection to {host} is gone ({why}).": "Die Verbindung zu {host} ist weg ({why}).",
    "{host} doesn't answer ({why}).": "{host} antwortet nicht ({why}).",
    "The set-up needs {size} on the disk of {folder}.": (
        "Die Einrichtung braucht {size} auf der Platte von {folder}."
    ),
    "{size} are free. Free some space, press again.": (
        "{size} sind frei. Mach Platz und drücke noch einmal."
    ),
    "{file} could not be removed: it is in use.": (
        "{file} konnte nicht entfernt werden: es wird benutzt."
    ),
    "The engine is being set up by {host} already.": "{host} richtet die Engine schon ein.",
    "The set-up failed: {kind}: {why}": "Die Einrichtung ist gescheitert: {kind}: {why}",
    "The set-up's files can't be read: {why}": (
        "Die Dateien der Einrichtung sind nicht lesbar: {why}"
    ),
    "The set-up has a state that this version doesn't know: {name}.": (
        "Die Einrichtung hat einen Stand, den diese Version nicht kennt: {name}."
    ),
    "{python} can't make an environment in {folder}.": (
        "{python} kann in {folder} keine Umgebung anlegen."
    ),
    "There is no Python at {path}.": "Bei {path} ist kein Python.",
    "{python} can't be used as the engine's Python.": (
        "{python} kann nicht als Python der Engine dienen."
    ),
    "{python} can't be used: {why}.": "{python} kann nicht verwendet werden: {why}.",
    "{python} gives no proper answer ({why}).": "{python} gibt keine brauchbare Antwort ({why}).",
    "{python} is Python {version}; the engine needs 3.11 or newer.": (
        "{python} ist Python {version}; die Engine braucht 3.11 oder neuer."
    ),
    "{what} holds a file without a proper name or hash: {name}.": (
        "{what} hat eine Datei ohne richtigen Namen oder Prüfsumme: {name}."
    ),
    "{what} names a version of Python that is none: {text}.": (
        "{what} nennt eine Python-Version, die keine ist: {text}."
    ),
    "There is no {name} set for {backend} on {system}.": (
        "Es gibt keinen Umfang {name} für {backend} auf {system}."
    ),
    "There is: {names}. An environment of your own can be used instead.": (
        "Es gibt: {names}. Stattdessen geht auch eine eigene Umgebung."
    ),
    "The {name} set is not made for this kind of processor ({machine}).": (
        "Der Umfang {name} ist nicht für diese Art Prozessor gemacht ({machine})."
    ),
    "The {name} set is not made for Python {version}.": (
        "Der Umfang {name} ist nicht für Python {version} gemacht."
    ),
    "There is no folder of wheels at {path}.": "Bei {path} ist kein Ordner mit Wheels.",
    "The set must be one of {names}, not {name!r}.": (
        "Der Umfang muss einer von {names} sein, nicht {name!r}."
    ),
    "The backend must be one of {names}.": "Die Recheneinheit muss eine von {names} sein.",
    "{text!r} is no address of a proxy.": "{text!r} ist keine Adresse eines Proxys.",
    "{text!r} is no address.": "{text!r} ist keine Adresse.",
    "{file} holds no uv.": "In {file} ist kein uv.",
    "{name!r} is no name of a model.": "{name!r} ist kein Name eines Modells.",
    "The hub names no revision of {name}.": "Der Hub nennt keine Fassung von {name}.",
    "{name} has no weights in the safetensors format.": (
        "{name} hat keine Gewichte im Format safetensors."
    ),
    "The hub's answer about {name} can't be read: {why}.": (
        "Die Antwort des Hubs zu {name} ist nicht lesbar: {why}."
    ),
    "There is a model {name} already.": "Ein Modell {name} gibt es schon.",
    "{name} is not a model that was downloaded here.": (
        "{name} ist kein Modell, das hier geladen wurde."
    ),
    "{file} is not the file that was asked for.": "{file} ist nicht die verlangte Datei.",
    "{host} is no package index: {why}.": "{host} ist kein Paketverzeichnis: {why}.",
    "{host} has no {path}.": "{host} hat kein {path}.",
    "{host} refuses ({code} {why}).": "{host} lehnt ab ({code} {why}).",
    "The answer of {host} is too long.": "Die Antwort von {host} ist zu lang.",
    "There is no file {path}.": "Es gibt keine Datei {path}.",
    "The certificate of {host} can't be checked.": (
        "Das Zertifikat von {host} kann nicht geprüft werden."
    ),
    "The certificates in {path} can't be read: {why}.": (
        "Die Zertifikate in {path} sind nicht lesbar: {why}."
    ),
    "{name} was not found (looked in: {places}).": (
        "{name} wurde nicht gefunden (gesucht in: {places})."
    ),
    "{file} is damaged at {place}.": "{file} ist bei {place} beschädigt.",
    "{file} is damaged: {why}.": "{file} ist beschädigt: {why}.",
    "{name} {version} is not made for Python {python} here.": (
        "{name} {version} ist nicht für Python {python} hier gemacht."
    ),
    "{name} can't be had from {host}: {why}": "{name} ist von {host} nicht zu bekommen: {why}",
    "{name} can't be had: {why}": "{name} ist nicht zu bekommen: {why}",
}
