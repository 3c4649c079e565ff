# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish: the engine's set-up, and what can go wrong. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "A Python of your own is used.": "Se usa un Python propio.",
    "A folder for the SVGs": "Una carpeta para los SVG",
    "Address of a mirror of PyTorch's wheel index": (
        "Dirección de una réplica del índice de wheels de PyTorch"
    ),
    "Address of a mirror of the package index": "Dirección de una réplica del índice de paquetes",
    "Backend": "Cálculo",
    "Build from this Python 3.11 or newer": "Construir a partir de este Python 3.11 o más reciente",
    "Cancel Sketch Motion's Jobs": "Cancelar las tareas de Sketch Motion",
    "Check and Use": "Comprobar y usar",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "No se pueden conservar los dibujos posteriores de {layer!r}: se leen de capas "
        "de pintura en sRGB de 8 bits sin máscaras."
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "Desactive «Conservar dibujos posteriores» o convierta una copia de la capa."
    ),
    "Choose a paint layer.": "Elija una capa de pintura.",
    "Choose a paint or a vector layer.": "Elija una capa de pintura o vectorial.",
    "Choose it again under Engine.": "Elíjalo de nuevo en Motor.",
    "Dissolve: its strokes stay still": "Disolver: sus trazos se quedan quietos",
    "Draw something first.": "Dibuje algo primero.",
    "FlipSketch (default)": "FlipSketch (predeterminado)",
    "Going on in {host}": "Continúa en {host}",
    "Holes": "Huecos",
    "How many objects there are in the drawing, if you want to say it": (
        "Cuántos objetos hay en el dibujo, si quiere decirlo"
    ),
    "Import a preset": "Importar un preajuste",
    "Install": "Instalar",
    "Install from this folder, without a network": "Instalar desde esta carpeta, sin red",
    "Is the disk full?": "¿Está lleno el disco?",
    "It can be stopped, and goes on where it stopped": "Se puede parar, y sigue donde se paró",
    "It was never saved, so there is nothing to put the result on.": (
        "Nunca se guardó, así que no hay dónde poner el resultado."
    ),
    "Jobs, presets, models and logs": "Tareas, preajustes, modelos y registros",
    "Krita could not import the frames.": "Krita no pudo importar los fotogramas.",
    "Krita gave no pixels of this layer.": "Krita no dio ningún píxel de esta capa.",
    "Looking at this computer": "Examinando este equipo",
    "Mirror": "Réplica",
    "Mirror of PyTorch": "Réplica de PyTorch",
    "New in Sketch Motion {version}": "Novedades de Sketch Motion {version}",
    "Not known here: {names}": "Aquí no se conoce: {names}",
    "Nothing would change: it is the same sentence and the same seed.": (
        "No cambiaría nada: es la misma frase y la misma semilla."
    ),
    "Only Strokes Move makes them.": "Solo los produce «Trazos móviles».",
    "Only a part of moved strokes can be changed.": (
        "Solo se puede cambiar una parte de trazos que se mueven."
    ),
    "Own environment": "Entorno propio",
    "Paint": "Pintura",
    "Press Find Objects again, or Forget to let it move as one.": (
        "Pulse otra vez «Buscar objetos», u «Olvidar» para que se mueva como uno solo."
    ),
    "Proxy": "Proxy",
    "Python": "Python",
    "Save these, and look what they would do": "Guardarlos y ver qué harían",
    "Say what should happen there, or give another seed.": (
        "Diga qué debe pasar ahí, o dé otra semilla."
    ),
    "Scale a copy of it down first.": "Reduzca primero una copia.",
    "Select what should move, or deselect to animate the whole layer.": (
        "Seleccione lo que debe moverse, o quite la selección para animar toda la capa."
    ),
    "Set": "Conjunto",
    "Share a preset": "Compartir un preajuste",
    "Sketch Motion failed: {kind}: {why}": "Sketch Motion falló: {kind}: {why}",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Stop. What is downloaded is kept": "Parar. Lo descargado se conserva",
    (
        "Strokes: every stroke moves, and stays what you drew.\nPictures: a video model draws "
        "the frames anew."
    ): (
        "Trazos: cada trazo se mueve y sigue siendo lo que dibujó.\nImágenes: un modelo de vídeo "
        "dibuja de nuevo los fotogramas."
    ),
    "The Python of an environment of yours, used as it is": (
        "El Python de un entorno suyo, usado tal cual"
    ),
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "El documento tiene {width} x {height} píxeles: es demasiado grande para animarlo."
    ),
    "The drawing has changed since its objects were found.": (
        "El dibujo ha cambiado desde que se encontraron sus objetos."
    ),
    "The engine's Python is not there: {path}": "El Python del motor no está: {path}",
    "The folder of a model": "La carpeta de un modelo",
    "The frames can't be read: {why}": "No se pueden leer los fotogramas: {why}",
    "The layer {name!r} can't be read: {why}.": "No se puede leer la capa {name!r}: {why}.",
    "The layer {name!r} is no SVG drawing.": "La capa {name!r} no es un dibujo SVG.",
    "The name of the object, as prompts call it": "El nombre del objeto, como lo llaman las frases",
    "There are no frames to put on the timeline.": (
        "No hay fotogramas que poner en la línea de tiempo."
    ),
    "There is no window for a new document.": "No hay ventana para un documento nuevo.",
    "They are kept: try Apply once more.": "Se conservan: pruebe «Aplicar» otra vez.",
    "This result has no strokes.": "Este resultado no tiene trazos.",
    "Use It": "Usarla",
    "Video models, for Redraw and for longer searches. None is needed": (
        "Modelos de vídeo, para «Redibujar» y para búsquedas más largas. Ninguno es necesario"
    ),
    "What the engine computes on": "Con qué calcula el motor",
    "What was not selected can't be read any more.": (
        "Ya no se puede leer lo que no estaba seleccionado."
    ),
    "Wheels": "Wheels",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "De dónde viene el motor: réplica, proxy, una carpeta de wheels, un Python"
    ),
    "by {author}": "de {author}",
    "http://name:password@host:port": "http://nombre:contraseña@servidor:puerto",
    "nothing": "nada",
    "starter: any computer. video: for video models": (
        "starter: cualquier equipo. video: para modelos de vídeo"
    ),
    "{count} strokes. Mark it, to assign strokes to it": (
        "{count} trazos. Márquelo para asignarle trazos"
    ),
    "{file} can't be read.": "No se puede leer {file}.",
    "{file} can't be written.": "No se puede escribir {file}.",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} tiene {width} x {height} píxeles; el dibujo, {wanted_width} x {wanted_height}."
    ),
    "{file} is damaged.": "{file} está dañado.",
    "{file} is damaged: {why}.": "{file} está dañado: {why}.",
    "{file} is no PNG picture.": "{file} no es una imagen PNG.",
    "{file} is not whole.": "{file} no está completo.",
    "{name!r} is no layer to draw on.": "{name!r} no es una capa en la que se dibuje.",
    "{name}: {done} of {total}": "{name}: {done} de {total}",
    "{name}: {sentence}": "{name}: {sentence}",
    "{who}": "{who}",
    (
        "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
        "Empty: none"
    ): (
        "Dirección de una granja: un clúster Ray (HOST:PORT) o un gestor Flamenco "
        "(http://HOST:8080). Vacío: ninguna"
    ),
    "Apply the take once more.": "Aplique la toma otra vez.",
    "Before / After": "Antes / Después",
    "Cancel on the Farm": "Cancelar en la granja",
    "Clean Up": "Limpiar",
    "Clean a layer up first.": "Limpie primero una capa.",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "Dibuja las líneas repasadas y cortadas como líneas únicas y limpias, en una capa nueva. "
        "La capa del boceto se queda"
    ),
    "Export Drawing for a Video Model": "Exportar el dibujo para un modelo de vídeo",
    "Farm": "Granja",
    "How far apart lines may run that become one": (
        "Qué separación pueden tener las líneas que se vuelven una"
    ),
    "Import Motion...": "Importar movimiento…",
    "Krita could not import the picture.": "Krita no pudo importar la imagen.",
    "On the farm: {count}": "En la granja: {count}",
    "Send to Farm": "Enviar a la granja",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "Mostrar las líneas del boceto en lugar de las limpias, o al revés"
    ),
    "Show this take alone first, then export it.": (
        "Muestre primero solo esta toma y luego expórtela."
    ),
    "Stop cleaning up": "Parar la limpieza",
    "The layer of this take is gone.": "La capa de esta toma ya no existe.",
    "Try it once more.": "Inténtelo otra vez.",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "Escrito: {file}, tal como se creó: los trazos no tienen lo que se pintó después"
    ),
    "{name} Clean": "{name} limpio",
    "{name} is not in this document any more.": "{name} ya no está en este documento.",
    "Colour": "Colorear",
    "Hints": "Indicaciones",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "Una capa con toques o trazos de los colores que quieras. "
        "Donde no los hay, se proponen colores"
    ),
    "Shading": "Sombras",
    "Shapes of shade over the flat colours": "Formas de sombra sobre los colores planos",
    "Stop colouring": "Parar de colorear",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "Poner colores planos en una capa bajo las líneas, en cada fotograma de una toma"
    ),
    "{name} Colour": "{name} color",
    "The active layer is that of the hints.": "La capa activa es la de las indicaciones.",
    "Click the layer with your lines, and press Colour again.": (
        "Haz clic en la capa de tus líneas y pulsa Colorear otra vez."
    ),
    "Unlock the layer with the rough lines.": "Desbloquea la capa de las líneas en bruto.",
    "Suggest": "Sugerir",
    "Degree": "Grado",
    "As": "Como",
    "Reference": "Referencia",
    "Strokes": "Trazos",
    "What is suggested": "Lo que se sugiere",
    "How far a suggestion goes from the drawing's own form": (
        "Cuánto se aparta una sugerencia de la forma del dibujo"
    ),
    "The lines of a known drawing in this one's form, to draw after": (
        "Las líneas de un dibujo conocido con la forma de este, para dibujar encima"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "Los trazos del dibujo, llevados adonde los pone una mano experta"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new "
    "layer. What is drawn is taken from the sentence, where it names it": (
        "Buscar un dibujo conocido como este y mostrar una versión más experta en una "
        "capa nueva. La frase dice qué está dibujado, si lo nombra"
    ),
    "Stop looking for a suggestion": "Dejar de buscar una sugerencia",
    "{name} Suggested": "{name} sugerido",
    "After “{name}”, {credit}": "Según «{name}», {credit}",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "Ningún dibujo conocido se parece lo bastante a este para sugerir algo."
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "Hay sugerencias para animales, personas y cosas cotidianas, de una en una."
    ),
}
