# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: models and LoRAs that are missing, damaged or of another kind."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "{name} goes on from given frames ({pipeline}): it can redraw the picture, but it can't move "
    "strokes.": (
        "{name} führt gegebene Bilder fort ({pipeline}): es kann das Bild neu zeichnen, aber keine "
        "Striche bewegen."
    ),
    "Choose Redraw, or another model.": "Wähle Neu zeichnen, oder ein anderes Modell.",
    "Redraw the picture": "Das Bild neu zeichnen",
    "This model draws in {width} x {height} pixels only.": (
        "Dieses Modell zeichnet nur in {width} x {height} Pixeln."
    ),
    "Leave the size at 0.": "Lass die Größe bei 0.",
    "The model {name} can't be loaded: {why}": ("Das Modell {name} lässt sich nicht laden: {why}"),
    "The model {model} draws one clip between two pictures, and {pictures} pictures are too many "
    "for it.": (
        "Das Modell {model} zeichnet eine Folge zwischen zwei Bildern; {pictures} Bilder sind ihm "
        "zu viele."
    ),
    "Ask for fewer frames.": "Verlange weniger Bilder.",
    "The model {model} draws between two pictures: it needs the last one too.": (
        "Das Modell {model} zeichnet zwischen zwei Bildern: Es braucht auch das letzte."
    ),
    "Keep a drawing on the last frame, or let the motion loop.": (
        "Gib auf dem letzten Bild eine Zeichnung vor, oder lass die Bewegung in Schleife laufen."
    ),
    "The model {model} can't be given a LoRA.": "Das Modell {model} nimmt keine LoRA an.",
    "Take the LoRA out, or choose another model.": (
        "Nimm die LoRA heraus, oder wähle ein anderes Modell."
    ),
    "The LoRA {lora} doesn't fit the model {model}: {why}": (
        "Die LoRA {lora} passt nicht zum Modell {model}: {why}"
    ),
    "Choose a LoRA that was made for this model.": (
        "Wähle eine LoRA, die für dieses Modell gemacht ist."
    ),
    "Reading the model {model} takes {needed} GB of main memory, and {free} GB are free.": (
        "Das Modell {model} zu lesen braucht {needed} GB Arbeitsspeicher; {free} GB sind frei."
    ),
    "Close other programs, or choose a smaller model.": (
        "Schließe andere Programme, oder wähle ein kleineres Modell."
    ),
    "The model {model} can't be led back to the drawing: the loop may jump.": (
        "Das Modell {model} lässt sich nicht zur Zeichnung zurückführen: die Schleife kann "
        "springen."
    ),
    "The model {model} knows sentences only; the drawing is held in its first frame.": (
        "Das Modell {model} kennt nur Sätze; die Zeichnung wird im ersten Bild festgehalten."
    ),
    "Loading the model ({plan})": "Lädt das Modell ({plan})",
    "about {time}, {memory} GB on {device}": "etwa {time}, {memory} GB auf {device}",
    "Name a folder in the diffusers layout (with unet, vae, text_encoder, tokenizer and scheduler "
    "in it), or leave the model empty to use the one that comes with the program.": (
        "Nenne einen Ordner im Aufbau von diffusers (mit unet, vae, text_encoder, tokenizer und "
        "scheduler darin), oder lass das Modell leer: dann wird das mitgelieferte verwendet."
    ),
    "{advice} Known models:\n{models}": "{advice} Bekannte Modelle:\n{models}",
    "Download it again: it goes on where it stopped.": (
        "Lade es noch einmal: es geht dort weiter, wo es stehen blieb."
    ),
    "Its licence is {licence}, its size about {size} GB. Download it in the panel, or with `python "
    "-m addon.client models download {name} --accept-license`. Nothing is downloaded without being "
    "asked for.": (
        "Seine Lizenz ist {licence}, seine Größe etwa {size} GB. Lade es im Panel, oder mit "
        "`python -m addon.client models download {name} --accept-license`. Ungefragt wird nichts "
        "geladen."
    ),
    "{name} draws in lines: about {size} GB, licence {licence}, because it is merged from "
    "text-to-video-ms-1.7b. Download it in the panel, or with `python -m addon.client models "
    "download {name} --accept-license`. Nothing is downloaded without being asked for. The vector "
    "path needs no download: it traces the drawing and moves its strokes.": (
        "{name} zeichnet in Linien: etwa {size} GB, Lizenz {licence}, weil es aus "
        "text-to-video-ms-1.7b entstanden ist. Lade es im Panel, oder mit `python -m addon.client "
        "models download {name} --accept-license`. Ungefragt wird nichts geladen. Striche zu "
        "bewegen braucht keinen Download: die Zeichnung wird nachgezeichnet und bewegt."
    ),
    "{folder} is a file, not a model's folder.": (
        "{folder} ist eine Datei, nicht der Ordner eines Modells."
    ),
    "{folder} is not a text-to-video model: it has none of the folders of one.": (
        "{folder} ist kein Text-zu-Video-Modell: es hat keinen der Ordner eines solchen."
    ),
    "{folder} is not a whole model: it lacks {names}.": (
        "{folder} ist kein vollständiges Modell: es fehlt {names}."
    ),
    "Choose the folder above it: {folder}.": "Wähle den Ordner darüber: {folder}.",
    "Choose the folder in it: {folder}.": "Wähle den Ordner darin: {folder}.",
    "A single file of weights is not enough: the whole folder is needed. {advice}": (
        "Eine einzelne Datei mit Gewichten reicht nicht: der ganze Ordner wird gebraucht. {advice}"
    ),
    "Download the model again, or copy the missing file into the folder.": (
        "Lade das Modell noch einmal, oder kopiere die fehlende Datei in den Ordner."
    ),
    "Such files can run programs when they are opened. Get the safetensors files of this model, "
    "which most publish beside them.": (
        "Solche Dateien können beim Öffnen Programme starten. Hol die Dateien dieses Modells im "
        "Format safetensors; meist liegen sie daneben."
    ),
    "{path} is only partly here: {size} of {wanted} MB.": (
        "{path} ist nur zum Teil da: {size} von {wanted} MB."
    ),
    "Download the model again: the download was cut off.": (
        "Lade das Modell noch einmal: der Download wurde abgebrochen."
    ),
    "Models built like text-to-video-ms-1.7b and zeroscope work here.": (
        "Modelle, die wie text-to-video-ms-1.7b und zeroscope gebaut sind, gehen hier."
    ),
    "{path} is only a pointer of Git LFS, not the weights.": (
        "{path} ist nur ein Verweis von Git LFS, nicht die Gewichte."
    ),
    "Run `git lfs pull` in the model's folder, or download the model again.": (
        "Führe `git lfs pull` im Ordner des Modells aus, oder lade das Modell noch einmal."
    ),
    "The weights of {part} in {folder} don't fit its config.json: {count} differ, the first is "
    "{name}.": (
        "Die Gewichte von {part} in {folder} passen nicht zu seiner config.json: {count} weichen "
        "ab, das erste ist {name}."
    ),
    "The folder mixes two models, or the download was cut off. Download it again.": (
        "Der Ordner mischt zwei Modelle, oder der Download wurde abgebrochen. Lade es noch einmal."
    ),
    "The model predicts {kind!r}, which is not known here.": (
        "Das Modell sagt {kind!r} voraus; das ist hier nicht bekannt."
    ),
    "The model's noise schedule {form!r} is not known here.": (
        "Der Rauschplan des Modells, {form!r}, ist hier nicht bekannt."
    ),
    "{folder}/vae/config.json has no block_out_channels.": (
        "{folder}/vae/config.json hat keine block_out_channels."
    ),
    "{model!r} is not a model of trajectories.": "{model!r} ist kein Modell für Bewegungsbahnen.",
    "The attention of this model is not the one the raster path knows.": (
        "Die Attention dieses Modells ist nicht die, die das Neuzeichnen kennt."
    ),
    "Close other programs that use the GPU, or take the smaller plan.": (
        "Schließe andere Programme, die die GPU benutzen, oder nimm den kleineren Plan."
    ),
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "Schließe andere Programme, die die GPU benutzen, oder zeichne weniger Bilder auf einmal."
    ),
    # --- LoRAs ---
    "Choose a LoRA that was made for this model: its safetensors file, or the folder of it.": (
        "Wähle eine LoRA für dieses Modell: ihre safetensors-Datei oder deren Ordner."
    ),
    "There is no LoRA {lora}.": "Es gibt keine LoRA {lora}.",
    "Choose its file or folder.": "Wähle ihre Datei oder ihren Ordner.",
    "There is no LoRA in {path}.": "In {path} ist keine LoRA.",
    "{path} holds no LoRA.": "{path} enthält keine LoRA.",
    "{file} is not for this model: {why}.": "{file} ist nicht für dieses Modell: {why}.",
    "{file} can't be read as weights.": "{file} ist nicht als Gewichte lesbar.",
    "{count} layers for {needed}": "{count} Schichten für {needed}",
    "only a half of {name}": "nur eine Hälfte von {name}",
    "{name} is not in the model": "{name} ist nicht im Modell",
    # --- models to download ---
    "Redraws from any given frames: the drawing first, and last in a loop. A GPU with 8 GB "
    "or more, and 16 GB of main memory for the model that reads the sentence.": (
        "Zeichnet nach beliebigen gegebenen Bildern: zuerst die Zeichnung, in einer Schleife auch "
        "zuletzt. Eine GPU mit 8 GB oder mehr und 16 GB Hauptspeicher für das Modell, das den "
        "Satz liest."
    ),
    "Redraws from a sentence; the drawing is held in the first frame. A GPU with 8 GB or more.": (
        "Zeichnet nach einem Satz; die Zeichnung wird im ersten Bild festgehalten. Eine GPU mit "
        "8 GB oder mehr."
    ),
    "Redraws from the first frame, in finer pictures. A GPU with 24 GB.": (
        "Zeichnet vom ersten Bild an, in feineren Bildern. Eine GPU mit 24 GB."
    ),
    "Redraws from a sentence in 720 x 480 pixels, 49 frames; the drawing is held in the first "
    "frame. A GPU with 8 GB or more.": (
        "Zeichnet nach einem Satz in 720 x 480 Pixeln, 49 Bilder; die Zeichnung wird im ersten "
        "Bild festgehalten. Eine GPU mit 8 GB oder mehr."
    ),
    "Redraws fast from the first frame; version 0.9.5 from any. A GPU with 10 GB.": (
        "Zeichnet schnell vom ersten Bild aus; Version 0.9.5 von jedem. Eine GPU mit 10 GB."
    ),
    "Redraws from the first frame in 720 x 480 pixels, 49 frames. A GPU with 16 GB.": (
        "Zeichnet vom ersten Bild an in 720 x 480 Pixeln, 49 Bilder. Eine GPU mit 16 GB."
    ),
    "Motion of animals, people and things for the vector path (1.4 billion parameters, 16 "
    "frames). A GPU with 8 GB or more.": (
        "Bewegung von Tieren, Menschen und Dingen für „Striche bewegen“ (1,4 Milliarden "
        "Parameter, 16 Bilder). Eine GPU mit 8 GB oder mehr."
    ),
    "The same kind of model, trained without watermarks, 576 x 320 pixels, 24 frames.": (
        "Die gleiche Art Modell, ohne Wasserzeichen trainiert, 576 x 320 Pixel, 24 Bilder."
    ),
    "Draws in lines: the sketch style for the raster path, merged from the model above.": (
        "Zeichnet in Linien: der Stil einer Skizze fürs Neuzeichnen, aus dem Modell darüber."
    ),
    "Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0): not for commercial work. "
    "What is made with it falls under the same question; ask a lawyer if in doubt.": (
        "Creative Commons Namensnennung-Nicht kommerziell 4.0 (CC BY-NC 4.0): nicht für "
        "kommerzielle Arbeit. Für das, was damit entsteht, stellt sich dieselbe Frage; im Zweifel "
        "einen Anwalt fragen."
    ),
    "Apache License 2.0: commercial work is allowed.": (
        "Apache License 2.0: Kommerzielle Arbeit ist erlaubt."
    ),
    "LTX Video Open RAIL-M licence: commercial work is allowed; the licence lists uses that are "
    "not. It is downloaded with the model: read it.": (
        "Lizenz LTX Video Open RAIL-M: Kommerzielle Arbeit ist erlaubt; die Lizenz nennt, wofür "
        "das Modell nicht da ist. Sie wird mit dem Modell geladen: lies sie."
    ),
    "The CogVideoX licence: its own terms, with a registration for commercial work. It is "
    "downloaded with the model: read it.": (
        "Die Lizenz von CogVideoX: eigene Bedingungen, mit einer Anmeldung für kommerzielle "
        "Arbeit. Sie wird mit dem Modell geladen: lies sie."
    ),
}
