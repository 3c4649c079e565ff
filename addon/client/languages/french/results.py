# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""French: what is said of a sentence and of the result. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Animate a drawing in which bones are found.": (
        "Animez un dessin dans lequel des os sont trouvés."
    ),
    "Animate again.": "Animez de nouveau.",
    "Animate the whole drawing again.": "Animez de nouveau tout le dessin.",
    "Bones of {object}: {bones}": "Os de {object} : {bones}",
    "Bones: {bones}": "Os : {bones}",
    "Choose a drawing of the same kind of body.": "Choisissez un dessin de la même sorte de corps.",
    "Choose another folder.": "Choisissez un autre dossier.",
    "Cleaning up": "Nettoie",
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "Fermez les autres programmes qui utilisent le GPU, ou dessinez moins d’images à la fois."
    ),
    "Close the lines around what should have a colour.": (
        "Fermez les lignes autour de ce qui doit avoir une couleur."
    ),
    "Coloured areas: {areas}, colours: {colors}.": (
        "Surfaces coloriées : {areas}, couleurs : {colors}."
    ),
    "Coloured areas: {areas}.": "Surfaces coloriées : {areas}.",
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines around them.": (
        "Surfaces coloriées : {areas}. Indications hors d’une surface fermée : {missed} ; "
        "fermez les lignes autour d’elles."
    ),
    "Colouring": "Colorie",
    "Draw something first, then animate it.": "Dessinez d’abord quelque chose, puis animez-le.",
    "Finding the drawing in the model": "Cherche le dessin dans le modèle",
    "Following the clip": "Suit la vidéo",
    "Following what bones can't": "Suit ce que les os ne peuvent pas",
    "I am not sure which lines are the {part}; those that fit best move.": (
        "Je ne suis pas sûr des lignes de cette partie ({part}) ; celles qui conviennent le "
        "mieux bougent."
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "Je ne trouve aucune ligne pour cette partie ({part}) ; tout le dessin bouge."
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings only; "
    "the result is a guess.": (
        "Dans {caption!r} je lis {motion!r}, que je ne connais que d’autres sortes de "
        "dessins ; le résultat est deviné."
    ),
    "Install the engine again.": "Installez de nouveau le moteur.",
    "Looking for a drawing like it": "Cherche un dessin semblable",
    "No bones in {object}: points move freely": (
        "Pas d’os dans {object} : les points bougent librement"
    ),
    "No bones move this, so its motion can't be used on another drawing.": (
        "Aucun os ne bouge ceci, donc ce mouvement ne peut pas servir à un autre dessin."
    ),
    "No bones: points move freely": "Pas d’os : les points bougent librement",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "Aucun mouvement connu n’est nommé dans {caption!r} ; le résultat est deviné."
    ),
    "Nothing in the drawing may move.": "Rien dans le dessin n’a le droit de bouger.",
    "Press Animate.": "Appuyez sur Animer.",
    "Press Colour again: the colours don't fit the new motion.": (
        "Appuyez de nouveau sur Coloriser : les couleurs ne correspondent plus au nouveau "
        "mouvement."
    ),
    "Reading the clip": "Lit la vidéo",
    "The drawing is empty.": "Le dessin est vide.",
    "The drawing is too large to be shown live.": (
        "Le dessin est trop grand pour être montré en direct."
    ),
    "The engine can't be started.": "Le moteur ne peut pas être démarré.",
    "The folder of this take is gone.": "Le dossier de cette prise n’existe plus.",
    "The frames of this take are gone.": "Les images de cette prise n’existent plus.",
    "The result can't be exported.": "Le résultat ne peut pas être exporté.",
    "The result can't be put on the timeline.": (
        "Le résultat ne peut pas être mis sur la ligne de temps."
    ),
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "La phrase parle de plusieurs choses, et {count} sont dessinées séparément : chacune "
        "bouge d’elle-même."
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "Ce que la phrase nomme bouge ; le reste de la scène reste en place."
    ),
    "There is no area to colour.": "Il n’y a aucune surface à colorier.",
    "There is no result yet.": "Il n’y a pas encore de résultat.",
    "There was not enough memory for this model.": (
        "Il n’y avait pas assez de mémoire pour ce modèle."
    ),
    "This motion is of another kind of body: {plan}.": (
        "Ce mouvement est celui d’une autre sorte de corps : {plan}."
    ),
    "Unlock an object, or move strokes out of the background.": (
        "Déverrouillez un objet, ou sortez des traits de l’arrière-plan."
    ),
    "Update Sketch Motion.": "Mettez Sketch Motion à jour.",
    "Wait until the animation has finished.": "Attendez que l’animation soit terminée.",
    "bicycle": "vélo",
    "butterfly": "papillon",
    "car": "voiture",
    "clock": "horloge",
    "crab": "crabe",
    "cyclist": "cycliste",
    "face": "visage",
    "fish": "poisson",
    "flag": "drapeau",
    "flame": "flamme",
    "flying bird": "oiseau en vol",
    "four-legged animal": "animal à quatre pattes",
    "insect": "insecte",
    "machine": "machine",
    "person": "personne",
    "plant": "plante",
    "rigid pieces": "pièces rigides",
    "sitting animal": "animal assis",
    "snail": "escargot",
    "snake": "serpent",
    "spider": "araignée",
    "standing bird": "oiseau debout",
    "tree": "arbre",
    "turtle": "tortue",
    "windmill": "moulin à vent",
    "{before} strokes became {after}.": "{before} traits sont devenus {after}.",
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} prises viennent d’un Sketch Motion plus récent et ne sont pas montrées."
    ),
    "{plan} ({actions})": "{plan} ({actions})",
    "“{word}” isn't known; read as “{action}”.": "« {word} » est inconnu ; lu comme « {action} ».",
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais pas apparaître ni "
        "disparaître. Essayez Redessiner."
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais pas devenir autre chose. "
        "Essayez Redessiner."
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais pas voler en éclats. Essayez "
        "Redessiner."
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais pas changer de couleur ni "
        "briller. Essayez Redessiner."
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais pas fondre ni se dissoudre. "
        "Essayez Redessiner."
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "« {word} » : les lignes peuvent bouger et plier, mais rien de nouveau n’en sort. "
        "Essayez Redessiner."
    ),
}
