# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""French: the engine's set-up, and what can go wrong. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "A Python of your own is used.": "Un Python à vous est utilisé.",
    "A folder for the SVGs": "Un dossier pour les SVG",
    "Address of a mirror of PyTorch's wheel index": (
        "Adresse d’un miroir de l’index de wheels de PyTorch"
    ),
    "Address of a mirror of the package index": "Adresse d’un miroir de l’index des paquets",
    "Backend": "Calcul",
    "Build from this Python 3.11 or newer": "Construire à partir de ce Python 3.11 ou plus récent",
    "Cancel Sketch Motion's Jobs": "Annuler les tâches de Sketch Motion",
    "Check and Use": "Vérifier et utiliser",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "Les dessins suivants de {layer!r} ne peuvent pas être gardés : ils sont lus "
        "sur des calques de peinture en sRVB 8 bits sans masques."
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "Désactivez « Garder les dessins suivants », ou convertissez une copie du calque."
    ),
    "Choose a paint layer.": "Choisissez un calque de peinture.",
    "Choose a paint or a vector layer.": "Choisissez un calque de peinture ou vectoriel.",
    "Choose it again under Engine.": "Choisissez-le de nouveau sous Moteur.",
    "Dissolve: its strokes stay still": "Dissoudre : ses traits restent immobiles",
    "Draw something first.": "Dessinez d’abord quelque chose.",
    "FlipSketch (default)": "FlipSketch (par défaut)",
    "Going on in {host}": "Se poursuit dans {host}",
    "Holes": "Trous",
    "How many objects there are in the drawing, if you want to say it": (
        "Combien d’objets il y a dans le dessin, si vous voulez le dire"
    ),
    "Import a preset": "Importer un préréglage",
    "Install": "Installer",
    "Install from this folder, without a network": "Installer depuis ce dossier, sans réseau",
    "Is the disk full?": "Le disque est-il plein ?",
    "It can be stopped, and goes on where it stopped": (
        "On peut l’arrêter, et cela reprend où cela s’est arrêté"
    ),
    "It was never saved, so there is nothing to put the result on.": (
        "Il n’a jamais été enregistré : il n’y a donc rien où placer le résultat."
    ),
    "Jobs, presets, models and logs": "Tâches, préréglages, modèles et journaux",
    "Krita could not import the frames.": "Krita n’a pas pu importer les images.",
    "Krita gave no pixels of this layer.": "Krita n’a donné aucun pixel de ce calque.",
    "Looking at this computer": "Examen de cet ordinateur",
    "Mirror": "Miroir",
    "Mirror of PyTorch": "Miroir de PyTorch",
    "New in Sketch Motion {version}": "Nouveau dans Sketch Motion {version}",
    "Not known here: {names}": "Inconnu ici : {names}",
    "Nothing would change: it is the same sentence and the same seed.": (
        "Rien ne changerait : c’est la même phrase et la même graine."
    ),
    "Only Strokes Move makes them.": "Seul « Traits mobiles » en produit.",
    "Only a part of moved strokes can be changed.": (
        "On ne peut modifier une partie que de traits qui bougent."
    ),
    "Own environment": "Environnement à vous",
    "Paint": "Peinture",
    "Press Find Objects again, or Forget to let it move as one.": (
        "Appuyez de nouveau sur Trouver les objets, ou sur Oublier pour que tout bouge d’un bloc."
    ),
    "Proxy": "Proxy",
    "Python": "Python",
    "Save these, and look what they would do": "Les enregistrer, et voir ce que cela ferait",
    "Say what should happen there, or give another seed.": (
        "Dites ce qui doit s’y passer, ou donnez une autre graine."
    ),
    "Scale a copy of it down first.": "Réduisez-en d’abord une copie.",
    "Select what should move, or deselect to animate the whole layer.": (
        "Sélectionnez ce qui doit bouger, ou désélectionnez pour animer tout le calque."
    ),
    "Set": "Paquets",
    "Share a preset": "Partager un préréglage",
    "Sketch Motion failed: {kind}: {why}": "Sketch Motion a échoué : {kind} : {why}",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Stop. What is downloaded is kept": "Arrêter. Ce qui est téléchargé est conservé",
    (
        "Strokes: every stroke moves, and stays what you drew.\nPictures: a video model draws "
        "the frames anew."
    ): (
        "Traits : chaque trait bouge, et reste ce que vous avez dessiné.\nImages : un modèle "
        "vidéo redessine les images."
    ),
    "The Python of an environment of yours, used as it is": (
        "Le Python d’un environnement à vous, utilisé tel quel"
    ),
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "Le document a {width} x {height} pixels : c’est trop grand pour l’animer."
    ),
    "The drawing has changed since its objects were found.": (
        "Le dessin a changé depuis que ses objets ont été trouvés."
    ),
    "The engine's Python is not there: {path}": "Le Python du moteur n’est pas là : {path}",
    "The folder of a model": "Le dossier d’un modèle",
    "The frames can't be read: {why}": "Les images ne peuvent pas être lues : {why}",
    "The layer {name!r} can't be read: {why}.": "Le calque {name!r} ne peut pas être lu : {why}.",
    "The layer {name!r} is no SVG drawing.": "Le calque {name!r} n’est pas un dessin SVG.",
    "The name of the object, as prompts call it": (
        "Le nom de l’objet, tel que les phrases l’appellent"
    ),
    "There are no frames to put on the timeline.": (
        "Il n’y a aucune image à placer sur la ligne de temps."
    ),
    "There is no window for a new document.": "Il n’y a pas de fenêtre pour un nouveau document.",
    "They are kept: try Apply once more.": "Elles sont conservées : essayez encore Appliquer.",
    "This result has no strokes.": "Ce résultat n’a pas de traits.",
    "Use It": "L’utiliser",
    "Video models, for Redraw and for longer searches. None is needed": (
        "Modèles vidéo, pour Redessiner et pour des recherches plus longues. Aucun n’est "
        "obligatoire"
    ),
    "What the engine computes on": "Sur quoi le moteur calcule",
    "What was not selected can't be read any more.": (
        "Ce qui n’était pas sélectionné ne peut plus être lu."
    ),
    "Wheels": "Wheels",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "D’où vient le moteur : miroir, proxy, un dossier de wheels, un Python"
    ),
    "by {author}": "par {author}",
    "http://name:password@host:port": "http://nom:motdepasse@hôte:port",
    "nothing": "rien",
    "starter: any computer. video: for video models": (
        "starter : tout ordinateur. video : pour les modèles vidéo"
    ),
    "{count} strokes. Mark it, to assign strokes to it": (
        "{count} traits. Cochez-le pour lui attribuer des traits"
    ),
    "{file} can't be read.": "{file} ne peut pas être lu.",
    "{file} can't be written.": "{file} ne peut pas être écrit.",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} a {width} x {height} pixels, le dessin {wanted_width} x {wanted_height}."
    ),
    "{file} is damaged.": "{file} est endommagé.",
    "{file} is damaged: {why}.": "{file} est endommagé : {why}.",
    "{file} is no PNG picture.": "{file} n’est pas une image PNG.",
    "{file} is not whole.": "{file} n’est pas complet.",
    "{name!r} is no layer to draw on.": "{name!r} n’est pas un calque où l’on dessine.",
    "{name}: {done} of {total}": "{name} : {done} sur {total}",
    "{name}: {sentence}": "{name} : {sentence}",
    "{who}": "{who}",
    (
        "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
        "Empty: none"
    ): (
        "Adresse d’une ferme : un cluster Ray (HOST:PORT) ou un gestionnaire Flamenco "
        "(http://HOST:8080). Vide : aucune"
    ),
    "Apply the take once more.": "Appliquez encore une fois la prise.",
    "Before / After": "Avant / Après",
    "Cancel on the Farm": "Annuler sur la ferme",
    "Clean Up": "Nettoyer",
    "Clean a layer up first.": "Nettoyez d’abord un calque.",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "Redessine les lignes repassées et interrompues en lignes simples et nettes, sur un "
        "nouveau calque. Le calque brouillon reste"
    ),
    "Export Drawing for a Video Model": "Exporter le dessin pour un modèle vidéo",
    "Farm": "Ferme",
    "How far apart lines may run that become one": (
        "Écart que peuvent avoir des lignes qui n’en deviennent qu’une"
    ),
    "Import Motion...": "Importer un mouvement…",
    "Krita could not import the picture.": "Krita n’a pas pu importer l’image.",
    "On the farm: {count}": "Sur la ferme : {count}",
    "Send to Farm": "Envoyer à la ferme",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "Afficher les lignes du brouillon à la place des nettes, ou l’inverse"
    ),
    "Show this take alone first, then export it.": (
        "Affichez d’abord cette prise seule, puis exportez-la."
    ),
    "Stop cleaning up": "Arrêter le nettoyage",
    "The layer of this take is gone.": "Le calque de cette prise n’existe plus.",
    "Try it once more.": "Essayez encore une fois.",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "Écrit : {file}, tel qu’il a été créé : les traits n’ont pas ce qui a été peint depuis"
    ),
    "{name} Clean": "{name} net",
    "{name} is not in this document any more.": "{name} n’est plus dans ce document.",
    "Colour": "Coloriser",
    "Hints": "Indices",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "Un calque avec des touches ou des traits des couleurs voulues. "
        "Où il n’y en a pas, des couleurs sont proposées"
    ),
    "Shading": "Ombres",
    "Shapes of shade over the flat colours": "Des formes d’ombre sur les aplats",
    "Stop colouring": "Arrêter la colorisation",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "Poser des aplats sur un calque sous les lignes, sur chaque image d’une version"
    ),
    "{name} Colour": "{name} couleur",
    "The active layer is that of the hints.": "Le calque actif est celui des indices.",
    "Click the layer with your lines, and press Colour again.": (
        "Cliquez sur le calque de vos lignes, puis de nouveau sur Coloriser."
    ),
    "Unlock the layer with the rough lines.": "Déverrouillez le calque des lignes brutes.",
    "Suggest": "Suggérer",
    "Degree": "Degré",
    "As": "Comme",
    "Reference": "Modèle",
    "Strokes": "Traits",
    "What is suggested": "Ce qui est suggéré",
    "How far a suggestion goes from the drawing's own form": (
        "De combien une suggestion s’éloigne de la forme du dessin"
    ),
    "The lines of a known drawing in this one's form, to draw after": (
        "Les lignes d’un dessin connu dans la forme de celui-ci, à suivre"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "Les traits du dessin, déplacés là où une main exercée les met"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new "
    "layer. What is drawn is taken from the sentence, where it names it": (
        "Chercher un dessin connu semblable et montrer une version plus exercée sur un "
        "nouveau calque. La phrase dit ce qui est dessiné, si elle le nomme"
    ),
    "Stop looking for a suggestion": "Arrêter de chercher une suggestion",
    "{name} Suggested": "{name} suggéré",
    "After “{name}”, {credit}": "D’après « {name} », {credit}",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "Aucun dessin connu n’est assez proche de celui-ci pour suggérer quelque chose."
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "Les suggestions valent pour des animaux, des personnes et des objets courants, "
        "un à la fois."
    ),
}
