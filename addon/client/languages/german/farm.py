# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: many machines."""

from __future__ import annotations

TABLE: dict[str, str] = {
    # --- the hosts ---
    "Send to Farm": "An die Farm senden",
    "Animate on the farm that the preferences name. The result comes back here": (
        "Auf der Farm animieren, die in den Einstellungen steht. Das Ergebnis kommt hierher zurück"
    ),
    "Cancel on the Farm": "Auf der Farm abbrechen",
    "End the jobs that were sent to the farm from here": (
        "Die Aufträge beenden, die von hier an die Farm gingen"
    ),
    "On the farm: {count}": "Auf der Farm: {count}",
    "Farm": "Farm",
    "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). Empty: "
    "none": (
        "Adresse einer Farm: ein Ray-Cluster (HOST:PORT) oder ein Flamenco-Manager "
        "(http://HOST:8080). Leer: keine"
    ),
    "No farm is named.": "Es ist keine Farm angegeben.",
    "Write its address into the preferences: a Ray cluster or a Flamenco manager.": (
        "Schreib ihre Adresse in die Einstellungen: ein Ray-Cluster oder ein Flamenco-Manager."
    ),
    "{address} is no address of a farm.": "{address} ist keine Adresse einer Farm.",
    "The farm has not taken the job.": "Die Farm hat den Auftrag nicht angenommen.",
    "The job was cancelled on the farm.": "Der Auftrag wurde auf der Farm abgebrochen.",
    # --- batches ---
    "{file}, job {number}: {why}": "{file}, Auftrag {number}: {why}",
    "A batch has at most {most} jobs.": "Ein Stapel hat höchstens {most} Aufträge.",
    "{file} names no job.": "{file} nennt keinen Auftrag.",
    "{folder} is not there.": "{folder} ist nicht da.",
    "There is no batch {file} here.": "Hier gibt es keinen Stapel {file}.",
    "A batch is a .csv or a .json file, or a folder of job folders.": (
        "Ein Stapel ist eine .csv- oder .json-Datei oder ein Ordner mit Auftragsordnern."
    ),
    "{file} is not UTF-8 text.": "{file} ist kein UTF-8-Text.",
    "A line has more cells than there are columns.": (
        "Eine Zeile hat mehr Zellen, als es Spalten gibt."
    ),
    "A batch is a list of jobs, or an object with jobs and defaults.": (
        "Ein Stapel ist eine Liste von Aufträgen oder ein Objekt mit jobs und defaults."
    ),
    "A job of a batch is an object.": "Ein Auftrag eines Stapels ist ein Objekt.",
    '"{key}" is missing, or no text.': "„{key}“ fehlt oder ist kein Text.",
    "Seeds go from a smaller to a larger number.": (
        "Zufallszahlen gehen von einer kleineren zu einer größeren Zahl."
    ),
    "fps must be a number like 24 or 24000/1001.": (
        "fps muss eine Zahl wie 24 oder 24000/1001 sein."
    ),
    # --- machines ---
    "The job {name} is too large for the farm.": "Der Auftrag {name} ist zu groß für die Farm.",
    "{machine} has the engine {theirs}, not {ours}.": (
        "{machine} hat die Engine {theirs}, nicht {ours}."
    ),
    "Install the same version on all machines.": (
        "Installiere auf allen Rechnern dieselbe Version."
    ),
    "A parcel may not hold {name}.": "Ein Paket darf {name} nicht enthalten.",
    "The machine was lost: {why}": "Der Rechner ging verloren: {why}",
    "Ray is not installed here.": "Ray ist hier nicht installiert.",
    "Install it beside the engine (pip install ray), or use --here.": (
        "Installiere es neben der Engine (pip install ray) oder nimm --here."
    ),
    "The Ray cluster {address} can't be reached: {why}": (
        "Der Ray-Cluster {address} ist nicht erreichbar: {why}"
    ),
    # --- Flamenco ---
    "{address} is no address of a Flamenco manager.": (
        "{address} ist keine Adresse eines Flamenco-Managers."
    ),
    "The Flamenco manager refuses: {code} {why}": "Der Flamenco-Manager lehnt ab: {code} {why}",
    "The Flamenco manager at {address} can't be reached: {why}": (
        "Der Flamenco-Manager unter {address} ist nicht erreichbar: {why}"
    ),
    "Check the address, and whether the manager runs.": (
        "Prüfe die Adresse und ob der Manager läuft."
    ),
    "The Flamenco manager has no job type for Sketch Motion.": (
        "Der Flamenco-Manager hat keinen Auftragstyp für Sketch Motion."
    ),
    "Put {file} into the manager's scripts folder and restart it.": (
        "Lege {file} in den Ordner scripts des Managers und starte ihn neu."
    ),
    "All of these jobs are done.": "Alle diese Aufträge sind fertig.",
}
