# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish: what is said of a sentence and of the result. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Animate a drawing in which bones are found.": (
        "Anime un dibujo en el que se encuentren huesos."
    ),
    "Animate again.": "Anime otra vez.",
    "Animate the whole drawing again.": "Anime otra vez todo el dibujo.",
    "Bones of {object}: {bones}": "Huesos de {object}: {bones}",
    "Bones: {bones}": "Huesos: {bones}",
    "Choose a drawing of the same kind of body.": "Elija un dibujo del mismo tipo de cuerpo.",
    "Choose another folder.": "Elija otra carpeta.",
    "Cleaning up": "Limpiando",
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "Cierre otros programas que usen la GPU, o dibuje menos fotogramas a la vez."
    ),
    "Close the lines around what should have a colour.": (
        "Cierre las líneas alrededor de lo que debe llevar color."
    ),
    "Coloured areas: {areas}, colours: {colors}.": (
        "Superficies coloreadas: {areas}, colores: {colors}."
    ),
    "Coloured areas: {areas}.": "Superficies coloreadas: {areas}.",
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines around them.": (
        "Superficies coloreadas: {areas}. Indicaciones fuera de una superficie cerrada: "
        "{missed}; cierre las líneas a su alrededor."
    ),
    "Colouring": "Coloreando",
    "Draw something first, then animate it.": "Dibuje algo primero y luego anímelo.",
    "Finding the drawing in the model": "Buscando el dibujo en el modelo",
    "Following the clip": "Siguiendo el vídeo",
    "Following what bones can't": "Siguiendo lo que los huesos no pueden",
    "I am not sure which lines are the {part}; those that fit best move.": (
        "No estoy seguro de qué líneas son esta parte ({part}); se mueven las que mejor encajan."
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "No encuentro las líneas de esta parte ({part}); se mueve todo el dibujo."
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings only; "
    "the result is a guess.": (
        "En {caption!r} leo {motion!r}, que solo conozco de otros tipos de dibujos; el "
        "resultado es una suposición."
    ),
    "Install the engine again.": "Instale el motor otra vez.",
    "Looking for a drawing like it": "Buscando un dibujo parecido",
    "No bones in {object}: points move freely": (
        "Sin huesos en {object}: los puntos se mueven libremente"
    ),
    "No bones move this, so its motion can't be used on another drawing.": (
        "Esto no lo mueven huesos, así que su movimiento no se puede usar en otro dibujo."
    ),
    "No bones: points move freely": "Sin huesos: los puntos se mueven libremente",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "En {caption!r} no se nombra ningún movimiento que conozca; el resultado es una suposición."
    ),
    "Nothing in the drawing may move.": "Nada en el dibujo puede moverse.",
    "Press Animate.": "Pulse Animar.",
    "Press Colour again: the colours don't fit the new motion.": (
        "Pulse Colorear otra vez: los colores no encajan con el nuevo movimiento."
    ),
    "Reading the clip": "Leyendo el vídeo",
    "The drawing is empty.": "El dibujo está vacío.",
    "The drawing is too large to be shown live.": (
        "El dibujo es demasiado grande para mostrarlo en vivo."
    ),
    "The engine can't be started.": "El motor no se puede iniciar.",
    "The folder of this take is gone.": "La carpeta de esta toma ya no existe.",
    "The frames of this take are gone.": "Los fotogramas de esta toma ya no existen.",
    "The result can't be exported.": "El resultado no se puede exportar.",
    "The result can't be put on the timeline.": (
        "El resultado no se puede poner en la línea de tiempo."
    ),
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "La frase habla de varias cosas, y {count} están dibujadas por separado: cada una se "
        "mueve por sí misma."
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "Se mueve lo que nombra la frase; el resto de la escena se queda en su sitio."
    ),
    "There is no area to colour.": "No hay ninguna superficie que colorear.",
    "There is no result yet.": "Todavía no hay ningún resultado.",
    "There was not enough memory for this model.": "No había memoria suficiente para este modelo.",
    "This motion is of another kind of body: {plan}.": (
        "Este movimiento es de otro tipo de cuerpo: {plan}."
    ),
    "Unlock an object, or move strokes out of the background.": (
        "Desbloquee un objeto, o saque trazos del fondo."
    ),
    "Update Sketch Motion.": "Actualice Sketch Motion.",
    "Wait until the animation has finished.": "Espere a que termine la animación.",
    "bicycle": "bicicleta",
    "butterfly": "mariposa",
    "car": "coche",
    "clock": "reloj",
    "crab": "cangrejo",
    "cyclist": "ciclista",
    "face": "cara",
    "fish": "pez",
    "flag": "bandera",
    "flame": "llama",
    "flying bird": "pájaro volando",
    "four-legged animal": "animal de cuatro patas",
    "insect": "insecto",
    "machine": "máquina",
    "person": "persona",
    "plant": "planta",
    "rigid pieces": "piezas rígidas",
    "sitting animal": "animal sentado",
    "snail": "caracol",
    "snake": "serpiente",
    "spider": "araña",
    "standing bird": "pájaro de pie",
    "tree": "árbol",
    "turtle": "tortuga",
    "windmill": "molino",
    "{before} strokes became {after}.": "{before} trazos se convirtieron en {after}.",
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} tomas se hicieron con un Sketch Motion más nuevo y no se muestran."
    ),
    "{plan} ({actions})": "{plan} ({actions})",
    "“{word}” isn't known; read as “{action}”.": "«{word}» no se conoce; se lee como «{action}».",
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero no aparecer ni desaparecer. "
        "Pruebe Redibujar."
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero no convertirse en otra cosa. "
        "Pruebe Redibujar."
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero no romperse en pedazos. Pruebe "
        "Redibujar."
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero no cambiar de color ni "
        "brillar. Pruebe Redibujar."
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero no derretirse ni disolverse. "
        "Pruebe Redibujar."
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "«{word}»: las líneas pueden moverse y doblarse, pero de ellas no crece nada nuevo. "
        "Pruebe Redibujar."
    ),
}
