# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: files and pictures that can't be read or written."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "There is no file {file}.": "Die Datei {file} gibt es nicht.",
    "{file} is no clip.": "{file} ist kein Film.",
    "The clip {file} is too large.": "Der Film {file} ist zu groß.",
    "Choose an MP4, WebM or GIF, or a folder of numbered pictures.": (
        "Wähle ein MP4, WebM oder GIF oder einen Ordner mit nummerierten Bildern."
    ),
    "The clip that the drawing follows is missing.": ("Der Film, dem die Zeichnung folgt, fehlt."),
    "Import the motion again.": "Importiere die Bewegung noch einmal.",
    "{file} could not be written to {folder}: {why}.": (
        "{file} konnte nicht nach {folder} geschrieben werden: {why}."
    ),
    "Choose a folder you may write to.": "Wähle einen Ordner, in den du schreiben darfst.",
    "The disk is full: {file} could not be written.": (
        "Die Platte ist voll: {file} konnte nicht geschrieben werden."
    ),
    "Free some space (old jobs are a good start), then continue the job.": (
        "Mach Platz (alte Aufträge sind ein guter Anfang), dann setze den Auftrag fort."
    ),
    "This is already in use by {owner}.": "Das wird schon von {owner} benutzt.",
    "another program": "einem anderen Programm",
    "Wait until it has finished, or stop it there.": (
        "Warte, bis es fertig ist, oder halte es dort an."
    ),
    "{file} is a link. Links are not followed here.": (
        "{file} ist eine Verknüpfung. Verknüpfungen wird hier nicht gefolgt."
    ),
    "Files can't be locked in this folder ({why}).": (
        "In diesem Ordner können Dateien nicht gesperrt werden ({why})."
    ),
    "Choose a folder on a disk of this computer.": (
        "Wähle einen Ordner auf einer Platte dieses Rechners."
    ),
    "The graphics card doesn't answer any more.": "Die Grafikkarte antwortet nicht mehr.",
    "Close and open the program you draw in, then press Resume: the job goes on from here.": (
        "Schließe und öffne das Programm, in dem du zeichnest, und drücke dann Fortsetzen: Der "
        "Auftrag geht von hier weiter."
    ),
    "There is no file {file} in {folder}.": "In {folder} ist keine Datei {file}.",
    "{file} can't be opened: {why}.": "{file} kann nicht geöffnet werden: {why}.",
    "{file} is not an ordinary file.": "{file} ist keine gewöhnliche Datei.",
    "{file} is too large for the memory of this computer.": (
        "{file} ist zu groß für den Speicher dieses Rechners."
    ),
    "{file} is too large ({size} bytes, at most {most}).": (
        "{file} ist zu groß ({size} Bytes, höchstens {most})."
    ),
    "{file} is too large ({size} MiB).": "{file} ist zu groß ({size} MiB).",
    "{path} could not be removed: {why}.": "{path} konnte nicht entfernt werden: {why}.",
    "{file} may not be read.": "{file} darf nicht gelesen werden.",
    "Check who owns it.": "Prüfe, wem sie gehört.",
    "{file} is cut off.": "{file} ist abgeschnitten.",
    "Copy or make it again.": "Kopiere oder erzeuge sie noch einmal.",
    "{file} could not be read: {why}.": "{file} konnte nicht gelesen werden: {why}.",
    "{folder} already holds a job.": "In {folder} ist schon ein Auftrag.",
    "Choose another folder, or empty it.": "Wähle einen anderen Ordner, oder leere ihn.",
    "{folder} already holds {file}, which is not replaced.": (
        "In {folder} ist schon {file}; das wird nicht ersetzt."
    ),
    "Choose another folder.": "Wähle einen anderen Ordner.",
    "The job {name} has more than one drawing.": (
        "Der Auftrag {name} hat mehr als eine Zeichnung."
    ),
    "The job {name} has no drawing.": "Der Auftrag {name} hat keine Zeichnung.",
    "{kind}.json is not an object.": "{kind}.json ist kein Objekt.",
    "The report is too long.": "Der Bericht ist zu lang.",
    "{file} is not a drawing this program reads.": (
        "{file} ist keine Zeichnung, die dieses Programm liest."
    ),
    "Use one of {names}.": "Verwende eines von {names}.",
    "A preview is outside of the job: {why}": "Eine Vorschau liegt außerhalb des Auftrags: {why}",
    "This job is already running ({owner}).": "Dieser Auftrag läuft schon (bei {owner}).",
    "Wait until it has finished, or cancel it there.": (
        "Warte, bis er fertig ist, oder brich ihn dort ab."
    ),
    # --- pictures ---
    "{file} has {pixels} million pixels; {most} million can be read.": (
        "{file} hat {pixels} Millionen Pixel; {most} Millionen können gelesen werden."
    ),
    "Open it in a picture program and save it as PNG.": (
        "Öffne es in einem Bildprogramm und sichere es als PNG."
    ),
    "Make the picture smaller.": "Mach das Bild kleiner.",
    "Nothing is drawn in {file}.": "In {file} ist nichts gezeichnet.",
    "Choose a picture with dark lines on a light or transparent ground.": (
        "Wähle ein Bild mit dunklen Linien auf hellem oder durchsichtigem Grund."
    ),
    "There are only specks in {file}, no lines.": "In {file} sind nur Flecken, keine Linien.",
    "Choose a picture with clear lines.": "Wähle ein Bild mit klaren Linien.",
    "There are no lines in {file}.": "In {file} sind keine Linien.",
    "{file} falls into {count} strokes: it looks like a photograph.": (
        "{file} zerfällt in {count} Striche: es sieht nach einem Foto aus."
    ),
    "There is nothing but grain in the picture: it looks like a photograph.": (
        "In dem Bild ist nichts als Körnung: es sieht nach einem Foto aus."
    ),
    "The picture falls into hundreds of coloured areas: it looks like a photograph.": (
        "Das Bild zerfällt in Hunderte farbiger Flächen: es sieht nach einem Foto aus."
    ),
    "Only the page in the picture is traced, not what is around it.": (
        "Nur das Blatt im Bild wird nachgezeichnet, nicht, was darum herum ist."
    ),
    "Choose a picture with clear lines on plain paper.": (
        "Wähle ein Bild mit klaren Linien auf einfarbigem Papier."
    ),
    "The picture {file} could not be read again.": (
        "Das Bild {file} konnte nicht noch einmal gelesen werden."
    ),
}
