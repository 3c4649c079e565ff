# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: the prompt, what to animate, the motion's settings, progress and cost."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Sketch Motion": "Sketch Motion",
    "Prompt": "Satz",
    "What should happen?": "Was soll geschehen?",
    "What should happen, like: the fish swims away": (
        "Was geschehen soll, auf Englisch, etwa: the fish swims away"
    ),
    "Animate": "Animieren",
    "Animate {count} Drawings": "{count} Zeichnungen animieren",
    "Animate the active Grease Pencil object, and others that are selected, as the prompt says": (
        "Das aktive Grease-Pencil-Objekt, und andere ausgewählte, so animieren, wie der Satz sagt"
    ),
    "Select a Grease Pencil drawing.": "Wähle eine Grease-Pencil-Zeichnung.",
    "Stop this job. What it has done so far is kept and can be resumed": (
        "Diesen Auftrag anhalten. Was er bisher getan hat, bleibt und kann weitergehen"
    ),
    "Try Again": "Noch einmal versuchen",
    "Try again with this setting changed": "Mit dieser Änderung noch einmal versuchen",
    "Dismiss": "Ausblenden",
    "Take this off the panel": "Dies vom Panel nehmen",
    "Estimate": "Schätzen",
    "Ask how long it will take and how much memory it needs, before it starts": (
        "Vor dem Start fragen, wie lange es dauert und wie viel Speicher es braucht"
    ),
    "Asking what it will take": "Fragt, was es braucht",
    "About {time}, {memory}": "Etwa {time}, {memory}",
    "Needs {time}, {memory}: too much": "Braucht {time}, {memory}: zu viel",
    "Smaller Plan": "Kleinerer Plan",
    "Animate with settings that fit": "Mit Einstellungen animieren, die passen",
    "Start Anyway": "Trotzdem starten",
    "Try it all the same. If it doesn't work, nothing is lost": (
        "Es trotzdem versuchen. Wenn es nicht geht, ist nichts verloren"
    ),
    "Drawing": "Zeichnung",
    "Motion": "Bewegung",
    "Way": "Weg",
    "How the drawing is brought to life": "Wie die Zeichnung lebendig wird",
    "Strokes Move": "Bewegen",
    "The strokes themselves are moved, and can be edited as before": (
        "Die Striche selbst werden bewegt und bleiben bearbeitbar"
    ),
    "Warp Paint": "Verformen",
    "The paint of a picture moves itself, with its shading and texture": (
        "Die gemalten Pixel selbst bewegen sich, mit Schattierung und Textur"
    ),
    "There is no paint to warp.": "Es gibt nichts Gemaltes zu verformen.",
    "Only paint can be warped: this drawing is made of strokes.": (
        "Nur Gemaltes kann verformt werden: diese Zeichnung besteht aus Strichen."
    ),
    "Let its strokes move instead.": "Lass stattdessen ihre Striche sich bewegen.",
    "The picture of where things may move is missing.": (
        "Das Bild davon, wo sich etwas bewegen darf, fehlt."
    ),
    "The picture of where things may move is another one now.": (
        "Das Bild davon, wo sich etwas bewegen darf, ist jetzt ein anderes."
    ),
    "Animate again with --moves-here and the picture.": (
        "Animiere noch einmal mit --moves-here und dem Bild."
    ),
    "Strokes can't be kept to a painted area.": (
        "Striche lassen sich nicht auf eine gemalte Fläche festlegen."
    ),
    "{name} is {kind}.": "{name} ist {kind}.",
    "Stable Video Diffusion, which takes a picture and no sentence": (
        "Stable Video Diffusion, das ein Bild, aber keinen Satz annimmt"
    ),
    "Stable Diffusion XL, which draws single pictures": (
        "Stable Diffusion XL, das einzelne Bilder malt"
    ),
    "Stable Diffusion 3, which draws single pictures": (
        "Stable Diffusion 3, das einzelne Bilder malt"
    ),
    "Stable Diffusion, which draws single pictures": "Stable Diffusion, das einzelne Bilder malt",
    "Flux, which draws single pictures": "Flux, das einzelne Bilder malt",
    "Qwen-Image, which draws single pictures": "Qwen-Image, das einzelne Bilder malt",
    "a model of HunyuanVideo's kind": "ein Modell von der Art von HunyuanVideo",
    "LTX-2, which is built in another way than LTX-Video": (
        "LTX-2, das anders gebaut ist als LTX-Video"
    ),
    "Wan-Animate, which needs a film of a person": (
        "Wan-Animate, das den Film eines Menschen braucht"
    ),
    "a kind of AnimateDiff that isn't known here": (
        "eine Art von AnimateDiff, die hier nicht bekannt ist"
    ),
    "Mochi, which knows sentences only": "Mochi, das nur Sätze kennt",
    "a motion adapter of AnimateDiff, without a model": (
        "ein Bewegungsadapter von AnimateDiff, ohne Modell"
    ),
    "SparseCtrl, without a model": "SparseCtrl, ohne Modell",
    "a ControlNet, which guides a model of pictures": ("ein ControlNet, das ein Bildmodell lenkt"),
    "only the encoder of a model": "nur der Kodierer eines Modells",
    "only the denoiser of a model": "nur der Entrauscher eines Modells",
    "a model of sentences, not of videos": "ein Modell für Sätze, nicht für Videos",
    "a LoRA, which is put on a model": "ein LoRA, das auf ein Modell gesetzt wird",
    "a model in the GGUF format": "ein Modell im Format GGUF",
    "a model of {pipeline}": "ein Modell von {pipeline}",
    "Choose the model, and this beside it as its style.": (
        "Wähle das Modell und dies daneben als Stil."
    ),
    "It is one part of a model: choose the folder that it lies in.": (
        "Es ist ein Teil eines Modells: Wähle den Ordner, in dem es liegt."
    ),
    "With a motion adapter it can redraw: `python -m engine models join` puts both together.": (
        "Mit einem Bewegungsadapter kann es neu zeichnen: `python -m engine models join` fügt "
        "beides zusammen."
    ),
    "Wan 2.1 and 2.2, LTX-Video, CogVideoX, AnimateDiff, AnimateAnything and models built like "
    "text-to-video-ms-1.7b can be used.": (
        "Wan 2.1 und 2.2, LTX-Video, CogVideoX, AnimateDiff, AnimateAnything und Modelle, die wie "
        "text-to-video-ms-1.7b gebaut sind, lassen sich verwenden."
    ),
    "{name} is another kind of model ({pipeline}), which can't be used for this.": (
        "{name} ist eine andere Art von Modell ({pipeline}), die dafür nicht taugt."
    ),
    "Leave --moves-here away, or choose --path raster or warp.": (
        "Lass --moves-here weg oder wähle --path raster oder warp."
    ),
    "Given pictures are kept only where a video model draws every frame.": (
        "Vorgegebene Bilder gibt es nur, wo ein Videomodell jedes Bild zeichnet."
    ),
    "Leave --keep away, or choose --path raster.": ("Lass --keep weg oder wähle --path raster."),
    "{folder} is not empty.": "{folder} ist nicht leer.",
    "There is no {name} in {folder}.": "In {folder} liegt kein Modell der Art {name}.",
    "{folder} is no model of pictures that AnimateDiff knows.": (
        "{folder} ist kein Bildmodell, das AnimateDiff kennt."
    ),
    "These parts don't fit together: {why}": "Diese Teile passen nicht zusammen: {why}",
    "The motion adapter and SparseCtrl must be made for this model of pictures.": (
        "Bewegungsadapter und SparseCtrl müssen für dieses Bildmodell gemacht sein."
    ),
    "A folder of Stable Diffusion 1.5 in the diffusers layout has unet, vae, text_encoder, "
    "tokenizer and scheduler in it; a motion adapter and SparseCtrl have config.json "
    "and weights.": (
        "Ein Ordner von Stable Diffusion 1.5 nach Art von diffusers enthält unet, vae, "
        "text_encoder, tokenizer und scheduler; Bewegungsadapter und SparseCtrl haben config.json "
        "und Gewichte."
    ),
    "Choose a new folder.": "Wähle einen neuen Ordner.",
    "At most {count} frames can be kept.": "Höchstens {count} Bilder lassen sich vorgeben.",
    "The kept frames can't be read.": "Die vorgegebenen Bilder lassen sich nicht lesen.",
    "Animate again with --keep, the number of the frame and the picture.": (
        "Animiere noch einmal mit --keep, der Nummer des Bildes und der Bilddatei."
    ),
    "Frame {frame} can't be kept: only frames {first} to {last} can.": (
        "Bild {frame} lässt sich nicht vorgeben: nur die Bilder {first} bis {last}."
    ),
    "The frames before are the drawing itself.": "Die Bilder davor sind die Zeichnung selbst.",
    "The picture of kept frame {frame} is missing.": "Das vorgegebene Bild {frame} fehlt.",
    "The picture of kept frame {frame} has {found} pixels, the drawing {wanted}.": (
        "Das vorgegebene Bild {frame} hat {found} Pixel, die Zeichnung {wanted}."
    ),
    "Kept frames are pictures of the whole canvas.": (
        "Vorgegebene Bilder zeigen die ganze Leinwand."
    ),
    "The model {model} can't be given these frames: they are left out.": (
        "Das Modell {model} nimmt diese Bilder nicht an: Sie werden weggelassen."
    ),
    "Nothing is painted on this layer.": "Auf dieser Ebene ist nichts gemalt.",
    "Choose the layer with paint.": "Wähle die Ebene mit der Farbe.",
    "{name} must be one of {names}.": "{name} muss eines von {names} sein.",
    "The estimate is by the size of the layer.": "Die Schätzung richtet sich nach der Ebene.",
    "The layer has {count} million pixels.": "Die Ebene hat {count} Millionen Pixel.",
    "There is nothing on this layer.": "Auf dieser Ebene ist nichts.",
    "There is only paper on this layer.": "Auf dieser Ebene ist nur Papier.",
    "Line art: its strokes are traced and move.": (
        "Linien: Ihre Striche werden nachgezeichnet und bewegen sich."
    ),
    "Paint: its own pixels move, with shading and soft edges.": (
        "Gemaltes: Die eigenen Pixel bewegen sich, mit Schattierung und weichen Rändern."
    ),
    "As chosen, its own pixels move.": "Wie gewählt bewegen sich die eigenen Pixel.",
    "As chosen, it is traced, and its strokes move.": (
        "Wie gewählt wird nachgezeichnet, und die Striche bewegen sich."
    ),
    "By What Is Painted": "Je nach Gemaltem",
    "Warp Its Pixels": "Pixel verformen",
    "Trace It": "Nachzeichnen",
    "Fill from Around": "Aus der Umgebung füllen",
    "Leave": "Lassen",
    "the picture": "das Bild",
    "{empty!r} is empty. The drawing seems to be on {layer!r}.": (
        "{empty!r} ist leer. Die Zeichnung scheint auf {layer!r} zu liegen."
    ),
    "Use It": "Diese nehmen",
    "Looking at the paint": "Ansehen der Farbe",
    "Redraw": "Neu zeichnen",
    "A video model draws every frame anew, in the style of the drawing": (
        "Ein Videomodell zeichnet jedes Bild neu, im Stil der Zeichnung"
    ),
    "Image Plane": "Bildebene",
    "An image sequence exactly over the drawing": "Eine Bildfolge genau über der Zeichnung",
    "Video Strip": "Videostreifen",
    "A strip of pictures in the sequencer": "Ein Streifen von Bildern im Sequenzer",
    "Strokes": "Striche",
    "Every picture is traced: Grease Pencil keys to draw on": (
        "Jedes Bild wird nachgezogen: Grease-Pencil-Keys zum Weiterzeichnen"
    ),
    "Result As": "Ergebnis als",
    "As what the redrawn frames come back": "Als was die neu gezeichneten Bilder zurückkommen",
    "Keep Later Drawings": "Spätere Zeichnungen halten",
    "Pass through what is drawn on later keys, where the model can": (
        "Durch das gehen, was auf späteren Keys gezeichnet ist, wo das Modell es kann"
    ),
    "Moves Here": "Bewegt hier",
    "Things move only where this picture of the canvas is light": (
        "Es bewegt sich nur, wo dieses Bild der Leinwand hell ist"
    ),
    "Fidelity": "Treue",
    "0: free motion; 1: every frame stays close to the drawing": (
        "0: freie Bewegung; 1: jedes Bild bleibt nah an der Zeichnung"
    ),
    "Picture": "Bild",
    "What is redrawn when no drawing and no picture is selected": (
        "Was neu gezeichnet wird, wenn keine Zeichnung und kein Bild gewählt ist"
    ),
    "Frames": "Bilder",
    "Length of the animation": "Länge der Animation",
    "Frames ({seconds} s)": "Bilder ({seconds} s)",
    "Seed and Model": "Startwert und Modell",
    "Result": "Ergebnis",
    "As what moved strokes come back": "Als was bewegte Striche zurückkommen",
    "Rig": "Knochen",
    "Bones of an armature carry the drawing, where bones were found in it: they can be posed, and "
    "few keys move them": (
        "Knochen einer Armatur tragen die Zeichnung, wo welche in ihr gefunden wurden: Man kann "
        "sie stellen, und wenige Keys bewegen sie"
    ),
    "Drawings": "Zeichnungen",
    "Generated drawings on ones, twos or threes, and a control that moves the whole": (
        "Erzeugte Zeichnungen auf Einern, Zweiern oder Dreiern und ein Griff, der das Ganze bewegt"
    ),
    "Ones": "Einer",
    "A new drawing on every frame": "Auf jedem Bild eine neue Zeichnung",
    "Twos": "Zweier",
    "Every drawing is held for two frames": "Jede Zeichnung steht zwei Bilder lang",
    "Threes": "Dreier",
    "Every drawing is held for three frames": "Jede Zeichnung steht drei Bilder lang",
    "On": "Auf",
    "Drawings On": "Zeichnung auf",
    "How long each drawing is held": "Wie lange jede Zeichnung steht",
    "Loop": "Schleife",
    "The end leads back to the beginning, and goes on": (
        "Das Ende führt zum Anfang zurück, und es geht weiter"
    ),
    "Strength": "Stärke",
    "How large the motion is; 0 leaves the drawing as it is": (
        "Wie groß die Bewegung ist; 0 lässt die Zeichnung, wie sie ist"
    ),
    "Quality": "Qualität",
    "How long the engine works on it": "Wie lange die Engine daran arbeitet",
    "Draft": "Entwurf",
    "Seconds": "Sekunden",
    "Standard": "Standard",
    "The draft, refined": "Der Entwurf, verfeinert",
    "Full": "Voll",
    "The longest and most careful way": "Der längste und sorgfältigste Weg",
    "Seed": "Startwert",
    "Another number gives another motion": "Eine andere Zahl gibt eine andere Bewegung",
    "Versions": "Versionen",
    "How many motions to make at once, each with the next seed, to pick from": (
        "Wie viele Bewegungen auf einmal gemacht werden, jede mit dem nächsten Startwert, zum "
        "Auswählen"
    ),
    "What the motion is learnt from: empty for the one that came along": (
        "Wovon die Bewegung gelernt wird: leer für das enthaltene Modell"
    ),
    "Start at the Current Frame": "Ab dem aktuellen Bild",
    "Animate the drawing that is seen now, from this frame on": (
        "Die Zeichnung animieren, die jetzt zu sehen ist, von diesem Bild an"
    ),
    "Start": "Beginn",
    "The frame whose drawing is animated, from there on": (
        "Das Bild, dessen Zeichnung von dort an animiert wird"
    ),
    "Preview in the View": "Vorschau in der Ansicht",
    "Show the motion over the drawing while it is being made": (
        "Die Bewegung über der Zeichnung zeigen, während sie entsteht"
    ),
    "Plane": "Ebene",
    "The plane that the strokes move in": "Die Ebene, in der sich die Striche bewegen",
    "Automatic": "Automatisch",
    "The drawing's own plane; the camera's where the drawing isn't flat": (
        "Die Ebene der Zeichnung; die der Kamera, wo die Zeichnung nicht flach ist"
    ),
    "The plane that fits the drawing best": "Die Ebene, die am besten zur Zeichnung passt",
    "View": "Ansicht",
    "The plane of the 3D view": "Die Ebene der 3D-Ansicht",
    "Camera": "Kamera",
    "The plane of the camera; each point keeps its own depth": (
        "Die Ebene der Kamera; jeder Punkt behält seine Tiefe"
    ),
    "Selected Strokes": "Gewählte Striche",
    "Animate the selected strokes; the rest stays": (
        "Die gewählten Striche animieren; der Rest bleibt"
    ),
    "Put in place when you pause": "Wird eingesetzt, sobald du innehältst",
    "Waiting for the engine": "Wartet auf die Engine",
    "Starting": "Beginnt",
    "Import Motion...": "Bewegung importieren ...",
    (
        "The active drawing does what a clip of it shows: a film, a GIF or a folder of pictures "
        "that begins with the drawing"
    ): (
        "Die aktive Zeichnung tut, was ein Film von ihr zeigt: ein Film, ein GIF oder ein Ordner "
        "mit Bildern, der mit der Zeichnung beginnt"
    ),
    "Export Drawing for a Video Model...": "Zeichnung für ein Videomodell exportieren ...",
    "Export Drawing for a Video Model": "Zeichnung für ein Videomodell exportieren",
    (
        "Write the active drawing as the picture that a video model begins with, and the prompt as "
        "a text, into a folder. The clip that comes back is for Import Motion"
    ): (
        "Schreibt die aktive Zeichnung als Bild, mit dem ein Videomodell beginnt, und den Prompt "
        "als Text in einen Ordner. Der Film, der zurückkommt, ist für Bewegung importieren"
    ),
    "What the video model is made for": "Wofür das Videomodell gemacht ist",
    "Wan, 832 x 480": "Wan, 832 x 480",
    "Wan, 1280 x 720": "Wan, 1280 x 720",
    "LTX, 768 x 512": "LTX, 768 x 512",
    "CogVideoX, 720 x 480": "CogVideoX, 720 x 480",
    "Online Services, 1920 x 1080": "Dienste im Netz, 1920 x 1080",
    "Square, 512 x 512": "Quadrat, 512 x 512",
    "The clip lasts {seconds} s, that is {frames} frames; only the first {asked} of them are "
    "shown. Frames says how many.": (
        "Der Film dauert {seconds} s, das sind {frames} Bilder; nur die ersten {asked} davon "
        "werden gezeigt. Wie viele, sagt Bilder."
    ),
    "The clip ends after {frames} frames; from there on the drawing stays as it is.": (
        "Der Film endet nach {frames} Bildern; ab da bleibt die Zeichnung, wie sie ist."
    ),
    "At frame {frame} the clip cuts to another picture; the motion stops there.": (
        "Bei Bild {frame} schneidet der Film auf ein anderes Bild; dort endet die Bewegung."
    ),
    "The whole picture moves as one, as when a camera moves; so does the drawing.": (
        "Das ganze Bild bewegt sich als eins, wie bei einer Kamerafahrt; die Zeichnung tut es auch."
    ),
    "Preparing": "Bereitet vor",
    "Reading the clip": "Liest den Film",
    "Following the clip": "Folgt dem Film",
    "Following what bones can't": "Folgt, wo Knochen nicht reichen",
    "Refining": "Verfeinert",
    "Moving the bones": "Bewegt die Knochen",
    "Drawing the frames": "Zeichnet die Bilder",
    "{count} s left": "noch {count} s",
    "{count} min left": "noch {count} min",
    "{count} s": "{count} s",
    "{count} min": "{count} min",
}
