# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what the client and the engine say, where nothing is filled in."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Waiting for the engine": "Wartet auf die Engine",
    "The engine doesn't answer.": "Die Engine antwortet nicht.",
    "Start it again.": "Starte sie noch einmal.",
    "The engine can't be started.": "Die Engine kann nicht gestartet werden.",
    "Check the path of the engine's Python in the preferences.": (
        "Prüfe in den Einstellungen den Pfad zum Python der Engine."
    ),
    "This engine speaks another language.": "Diese Engine spricht eine andere Sprache.",
    "Update the engine.": "Aktualisiere die Engine.",
    "Update the add-on.": "Aktualisiere das Add-on.",
    "The result can't be exported.": "Das Ergebnis kann nicht exportiert werden.",
    "Choose one of the formats.": "Wähle eines der Formate.",
    "There is no format {name}.": "Es gibt kein Format {name}.",
    "Numbers must have between 1 and {most} digits.": (
        "Nummern müssen zwischen 1 und {most} Stellen haben."
    ),
    "The raster path makes pictures: they can't be written as strokes.": (
        "Der Rasterpfad macht Bilder: sie lassen sich nicht als Striche schreiben."
    ),
    "The framing must be one of {names}, not {name}.": (
        "Der Ausschnitt muss eines von {names} sein, nicht {name}."
    ),
    "There are no drawings to export.": "Es gibt keine Zeichnungen zum Exportieren.",
    "The drawings of a clip have different canvases.": (
        "Die Zeichnungen eines Clips haben verschiedene Leinwände."
    ),
    "The pictures of a clip have different sizes.": (
        "Die Bilder eines Clips haben verschiedene Größen."
    ),
    "{what} names no drawing.": "{what} nennt keine Zeichnung.",
    "{name} is no ground.": "{name} ist kein Grund.",
    "Use auto, white, transparent or a colour such as #ffcc00.": (
        "Verwende auto, white, transparent oder eine Farbe wie #ffcc00."
    ),
    "A sheet of {count} pictures of {width} x {height} is larger than {most} pixels.": (
        "Ein Bogen aus {count} Bildern von {width} x {height} ist größer als {most} Pixel."
    ),
    "Choose a smaller size.": "Wähle eine kleinere Größe.",
    "Movies need an optional part of the set-up, which isn't there.": (
        "Filme brauchen einen wahlfreien Teil der Einrichtung, der nicht da ist."
    ),
    "Add the part “Movies” (about 36 MB) in the export menu, or choose WebP or APNG.": (
        "Füge im Exportmenü den Teil „Filme“ hinzu (etwa 36 MB), oder wähle WebP oder APNG."
    ),
    "This FFmpeg can't write {kind}.": "Dieses FFmpeg kann {kind} nicht schreiben.",
    "Add the part “Movies”.": "Füge den Teil „Filme“ hinzu.",
    "Choose GIF or WebP.": "Wähle GIF oder WebP.",
    "The pictures of this animation are gone.": "Die Bilder dieser Animation sind weg.",
    "Animate it again.": "Animiere sie noch einmal.",
    "Animate again.": "Animiere noch einmal.",
    "There is no result yet.": "Es gibt noch kein Ergebnis.",
    "Wait until the animation has finished.": "Warte, bis die Animation fertig ist.",
    "Let the job end first.": "Lass den Auftrag erst enden.",
    "This animation goes on from too many others.": ("Diese Animation setzt zu viele andere fort."),
    "The pictures have another size than those they go on from.": (
        "Die Bilder haben eine andere Größe als die, die sie fortsetzen."
    ),
    "A preset that came with Sketch Motion can't be removed.": (
        "Eine mitgelieferte Vorgabe kann nicht entfernt werden."
    ),
    "Slow in and slow out are between 0 and 1.": "Anlaufen und Auslaufen liegen zwischen 0 und 1.",
    "Drawings are held for one, two or three frames.": (
        "Zeichnungen stehen ein, zwei oder drei Bilder lang."
    ),
    # --- setting the engine up ---
    "The engine is not set up yet": "Die Engine ist noch nicht eingerichtet",
    "The engine works, but belongs to another version of the add-on": (
        "Die Engine arbeitet, gehört aber zu einer anderen Version des Add-ons"
    ),
    "Stopped while installing": "Beim Installieren angehalten",
    "Stopped while checking": "Beim Prüfen angehalten",
    "Nothing is downloaded or installed; it is only checked.": (
        "Nichts wird geladen oder installiert; es wird nur geprüft."
    ),
    "No Python 3.11 or newer was found, so one is downloaded by uv.": (
        "Kein Python 3.11 oder neuer gefunden: uv lädt eines."
    ),
    "Its answer has the wrong length.": "Ihre Antwort hat die falsche Länge.",
    "It ended in the middle.": "Sie endete mittendrin.",
    "It took too long.": "Es dauerte zu lange.",
    "Try Repair.": "Versuche „Reparieren“.",
    "Free some space, then press Set up engine again: it goes on.": (
        "Mach Platz und drücke noch einmal „Engine einrichten“: es geht weiter."
    ),
    "Free some space, then press again: it goes on.": (
        "Mach Platz und drücke noch einmal: es geht weiter."
    ),
    "The disk is full: the new engine could not be tried.": (
        "Die Platte ist voll: die neue Engine konnte nicht geprüft werden."
    ),
    "Try another network or mirror. Nothing of it was installed.": (
        "Versuche ein anderes Netz oder einen Spiegel. Nichts davon wurde installiert."
    ),
    "Check the network and press again: it goes on where it stopped.": (
        "Prüfe das Netz und drücke noch einmal: es geht dort weiter."
    ),
    "Check the network, the proxy and the mirror, then press again.": (
        "Prüfe Netz, Proxy und Spiegel und drücke noch einmal."
    ),
    "Check the address of the mirror, the proxy, and whether a login is needed.": (
        "Prüfe die Adresse des Spiegels, den Proxy, und ob eine Anmeldung nötig ist."
    ),
    "Check the mirror's address.": "Prüfe die Adresse des Spiegels.",
    "Check the mirror, or name a folder of wheels.": (
        "Prüfe den Spiegel, oder nenne einen Ordner mit Wheels."
    ),
    "Add it to the folder of wheels.": "Leg es in den Ordner mit Wheels.",
    "Get it again.": "Lade es noch einmal.",
    "Close Blender and Krita, then press Remove again.": (
        "Schließe Blender und Krita und drücke noch einmal „Entfernen“."
    ),
    "Wait until it has finished there.": "Warte, bis es dort fertig ist.",
    "Press again.": "Drücke noch einmal.",
    "There are too many environments.": "Es gibt zu viele Umgebungen.",
    "Remove the engine first.": "Entferne zuerst die Engine.",
    "It ran out of time.": "Die Zeit lief ab.",
    "The packages could not be installed.": "Die Pakete konnten nicht installiert werden.",
    "pip ran out of time.": "Für pip lief die Zeit ab.",
    "The engine's path is none.": "Der Pfad der Engine ist keiner.",
    "Choose another one.": "Wähle ein anderes.",
    "It doesn't start.": "Es startet nicht.",
    "Choose another Python, or leave the field empty.": (
        "Wähle ein anderes Python, oder lass das Feld leer."
    ),
    "Choose another Python in the set-up's settings.": (
        "Wähle ein anderes Python in den Einstellungen der Einrichtung."
    ),
    "Use an environment of your own.": "Verwende eine eigene Umgebung.",
    "Press again, or install Python 3.12 and press again: it is found by itself.": (
        "Drücke noch einmal, oder installiere Python 3.12 und drücke dann: es wird gefunden."
    ),
    "It looks like http://proxy.example:3128.": "Sie sieht aus wie http://proxy.example:3128.",
    "An address starts with https:// or file://.": (
        "Eine Adresse beginnt mit https:// oder file://."
    ),
    "Press Set up engine: it is made again.": (
        "Drücke „Engine einrichten“: sie wird neu angelegt."
    ),
    "Stopped.": "Angehalten.",
    "What is there already is kept; it goes on from here.": (
        "Was schon da ist, bleibt; von hier geht es weiter."
    ),
    "The proxy wants a name and a password.": "Der Proxy will Namen und Passwort.",
    "Write them into its address.": "Schreib sie in seine Adresse.",
    "Behind a company's proxy, name its certificates in SSL_CERT_FILE.": (
        "Hinter dem Proxy einer Firma nennt SSL_CERT_FILE dessen Zertifikate."
    ),
    "It looks like owner/name.": "Er sieht aus wie besitzer/name.",
    "Other formats can run programs when they are opened, so they are not used.": (
        "Andere Formate können beim Öffnen Programme starten und werden darum nicht verwendet."
    ),
    "Remove it first.": "Entferne es zuerst.",
    "Close the hosts.": "Schließe Blender und Krita.",
    "Try again.": "Versuche es noch einmal.",
    # --- the engine ---
    "This is a defect of Sketch Motion, not of your drawing. Trying again may help; if it "
    "doesn't, please report it.": (
        "Das ist ein Fehler von Sketch Motion, nicht deiner Zeichnung. Noch ein Versuch kann "
        "helfen; sonst melde es bitte."
    ),
    "There was not enough memory for this job.": "Für diesen Auftrag war nicht genug Speicher da.",
    "There was not enough memory for this model.": "Für dieses Modell war nicht genug Speicher da.",
    "Close other programs, or ask for fewer frames or for a draft.": (
        "Schließe andere Programme, oder verlange weniger Bilder oder einen Entwurf."
    ),
    "Close other programs, ask for a smaller plan, or use the built-in model.": (
        "Schließe andere Programme, nimm den kleineren Plan oder das eingebaute Modell."
    ),
    "Close other programs, draw fewer frames at a time, or move the strokes instead.": (
        "Schließe andere Programme, zeichne weniger Bilder auf einmal, oder bewege die Striche."
    ),
    "The disk is full, so the result could not be written.": (
        "Die Platte ist voll: das Ergebnis konnte nicht geschrieben werden."
    ),
    "Free some space and press Resume: the job goes on where it was.": (
        "Mach Platz und drücke „Fortsetzen“: der Auftrag geht dort weiter."
    ),
    "Install the engine again, or choose another Python for it.": (
        "Installiere die Engine noch einmal, oder wähle ein anderes Python für sie."
    ),
    "The engine was stopped.": "Die Engine wurde angehalten.",
    "Resume: the job goes on from here.": "Setze fort: der Auftrag geht von hier weiter.",
    "The job was cancelled.": "Der Auftrag wurde abgebrochen.",
    "Draw something first, then animate it.": "Zeichne zuerst etwas, dann animiere es.",
    "Nothing in the drawing may move.": "Nichts in der Zeichnung darf sich bewegen.",
    "Unlock an object, or move strokes out of the background.": (
        "Entsperre ein Objekt, oder hol Striche aus dem Hintergrund."
    ),
    "The drawing has nothing to animate.": "Die Zeichnung hat nichts zu animieren.",
    "The drawing has points that are not numbers.": (
        "Die Zeichnung hat Punkte, die keine Zahlen sind."
    ),
    "Redrawing the picture needs a text-to-video model, and none is on this computer.": (
        "Neu zeichnen braucht ein Text-zu-Video-Modell, und auf diesem Rechner ist keines."
    ),
    "Download the model again.": "Lade das Modell noch einmal.",
    "Make a draft": "Einen Entwurf machen",
    "Try a draft": "Einen Entwurf versuchen",
    "Use the built-in model": "Das eingebaute Modell verwenden",
    "Move the strokes instead": "Stattdessen die Striche bewegen",
    "From {known} jobs of other kinds on this machine.": (
        "Nach {known} Aufträgen anderer Art auf diesem Rechner."
    ),
    "No job has run here yet.": "Hier lief noch kein Auftrag.",
    "The drawing is too large to refine these networks: this is the draft.": (
        "Die Zeichnung ist zu groß, um diese Netze zu verfeinern: das ist der Entwurf."
    ),
    "The result to keep is of another drawing or another length.": (
        "Das Ergebnis, das bleiben soll, gehört zu einer anderen Zeichnung oder Länge."
    ),
    "Animate the whole drawing again.": "Animiere die ganze Zeichnung noch einmal.",
}
