# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Portuguese: the engine's set-up, and what can go wrong. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "A Python of your own is used.": "É usado um Python seu.",
    "A folder for the SVGs": "Uma pasta para os SVG",
    "Address of a mirror of PyTorch's wheel index": (
        "Endereço de um espelho do índice de wheels do PyTorch"
    ),
    "Address of a mirror of the package index": "Endereço de um espelho do índice de pacotes",
    "Backend": "Cálculo",
    "Build from this Python 3.11 or newer": "Construir a partir deste Python 3.11 ou mais recente",
    "Cancel Sketch Motion's Jobs": "Cancelar as tarefas do Sketch Motion",
    "Check and Use": "Verificar e usar",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "Os desenhos posteriores de {layer!r} não podem ser mantidos: são lidos de "
        "camadas de pintura em sRGB de 8 bits sem máscaras."
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "Desative “Manter desenhos posteriores” ou converta uma cópia da camada."
    ),
    "Choose a paint layer.": "Escolha uma camada de pintura.",
    "Choose a paint or a vector layer.": "Escolha uma camada de pintura ou vetorial.",
    "Choose it again under Engine.": "Escolha-o de novo em Motor.",
    "Dissolve: its strokes stay still": "Dissolver: os seus traços ficam parados",
    "Draw something first.": "Desenhe algo primeiro.",
    "FlipSketch (default)": "FlipSketch (predefinido)",
    "Going on in {host}": "Continua em {host}",
    "Holes": "Buracos",
    "How many objects there are in the drawing, if you want to say it": (
        "Quantos objetos há no desenho, se o quiser dizer"
    ),
    "Import a preset": "Importar uma predefinição",
    "Install": "Instalar",
    "Install from this folder, without a network": "Instalar a partir desta pasta, sem rede",
    "Is the disk full?": "O disco está cheio?",
    "It can be stopped, and goes on where it stopped": "Pode ser parado, e continua onde parou",
    "It was never saved, so there is nothing to put the result on.": (
        "Nunca foi guardado, por isso não há onde pôr o resultado."
    ),
    "Jobs, presets, models and logs": "Tarefas, predefinições, modelos e registos",
    "Krita could not import the frames.": "O Krita não conseguiu importar os fotogramas.",
    "Krita gave no pixels of this layer.": "O Krita não deu nenhum píxel desta camada.",
    "Looking at this computer": "A examinar este computador",
    "Mirror": "Espelho",
    "Mirror of PyTorch": "Espelho do PyTorch",
    "New in Sketch Motion {version}": "Novidades do Sketch Motion {version}",
    "Not known here: {names}": "Não conhecido aqui: {names}",
    "Nothing would change: it is the same sentence and the same seed.": (
        "Nada mudaria: é a mesma frase e a mesma semente."
    ),
    "Only Strokes Move makes them.": "Só «Traços móveis» os produz.",
    "Only a part of moved strokes can be changed.": (
        "Só se pode mudar uma parte de traços que se movem."
    ),
    "Own environment": "Ambiente próprio",
    "Paint": "Pintura",
    "Press Find Objects again, or Forget to let it move as one.": (
        "Prima de novo «Procurar objetos», ou «Esquecer» para que se mova como um só."
    ),
    "Proxy": "Proxy",
    "Python": "Python",
    "Save these, and look what they would do": "Guardá-los e ver o que fariam",
    "Say what should happen there, or give another seed.": (
        "Diga o que deve acontecer aí, ou dê outra semente."
    ),
    "Scale a copy of it down first.": "Reduza primeiro uma cópia.",
    "Select what should move, or deselect to animate the whole layer.": (
        "Selecione o que deve mover-se, ou retire a seleção para animar toda a camada."
    ),
    "Set": "Conjunto",
    "Share a preset": "Partilhar uma predefinição",
    "Sketch Motion failed: {kind}: {why}": "O Sketch Motion falhou: {kind}: {why}",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Stop. What is downloaded is kept": "Parar. O que foi transferido é mantido",
    (
        "Strokes: every stroke moves, and stays what you drew.\nPictures: a video model draws "
        "the frames anew."
    ): (
        "Traços: cada traço move-se e continua a ser o que desenhou.\nImagens: um modelo de "
        "vídeo desenha de novo os fotogramas."
    ),
    "The Python of an environment of yours, used as it is": (
        "O Python de um ambiente seu, usado tal como está"
    ),
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "O documento tem {width} x {height} píxeis: é demasiado grande para o animar."
    ),
    "The drawing has changed since its objects were found.": (
        "O desenho mudou desde que os seus objetos foram encontrados."
    ),
    "The engine's Python is not there: {path}": "O Python do motor não está lá: {path}",
    "The folder of a model": "A pasta de um modelo",
    "The frames can't be read: {why}": "Não é possível ler os fotogramas: {why}",
    "The layer {name!r} can't be read: {why}.": "Não é possível ler a camada {name!r}: {why}.",
    "The layer {name!r} is no SVG drawing.": "A camada {name!r} não é um desenho SVG.",
    "The name of the object, as prompts call it": "O nome do objeto, como as frases o chamam",
    "There are no frames to put on the timeline.": "Não há fotogramas para pôr na linha de tempo.",
    "There is no window for a new document.": "Não há janela para um documento novo.",
    "They are kept: try Apply once more.": "Foram mantidos: tente «Aplicar» outra vez.",
    "This result has no strokes.": "Este resultado não tem traços.",
    "Use It": "Usá-la",
    "Video models, for Redraw and for longer searches. None is needed": (
        "Modelos de vídeo, para «Redesenhar» e para buscas mais longas. Nenhum é necessário"
    ),
    "What the engine computes on": "Com que o motor calcula",
    "What was not selected can't be read any more.": (
        "Já não é possível ler o que não estava selecionado."
    ),
    "Wheels": "Wheels",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "De onde vem o motor: espelho, proxy, uma pasta de wheels, um Python"
    ),
    "by {author}": "de {author}",
    "http://name:password@host:port": "http://nome:senha@servidor:porta",
    "nothing": "nada",
    "starter: any computer. video: for video models": (
        "starter: qualquer computador. video: para modelos de vídeo"
    ),
    "{count} strokes. Mark it, to assign strokes to it": (
        "{count} traços. Marque-o para lhe atribuir traços"
    ),
    "{file} can't be read.": "Não é possível ler {file}.",
    "{file} can't be written.": "Não é possível escrever {file}.",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} tem {width} x {height} píxeis; o desenho, {wanted_width} x {wanted_height}."
    ),
    "{file} is damaged.": "{file} está danificado.",
    "{file} is damaged: {why}.": "{file} está danificado: {why}.",
    "{file} is no PNG picture.": "{file} não é uma imagem PNG.",
    "{file} is not whole.": "{file} não está completo.",
    "{name!r} is no layer to draw on.": "{name!r} não é uma camada em que se desenhe.",
    "{name}: {done} of {total}": "{name}: {done} de {total}",
    "{name}: {sentence}": "{name}: {sentence}",
    "{who}": "{who}",
    (
        "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
        "Empty: none"
    ): (
        "Endereço de uma farm: um cluster Ray (HOST:PORT) ou um gestor Flamenco "
        "(http://HOST:8080). Vazio: nenhuma"
    ),
    "Apply the take once more.": "Aplique a versão outra vez.",
    "Before / After": "Antes / Depois",
    "Cancel on the Farm": "Cancelar na farm",
    "Clean Up": "Limpar",
    "Clean a layer up first.": "Limpe primeiro uma camada.",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "Desenha as linhas repassadas e interrompidas como linhas únicas e limpas, numa camada "
        "nova. A camada do esboço fica"
    ),
    "Export Drawing for a Video Model": "Exportar o desenho para um modelo de vídeo",
    "Farm": "Farm",
    "How far apart lines may run that become one": (
        "Que distância podem ter as linhas que se tornam uma"
    ),
    "Import Motion...": "Importar movimento…",
    "Krita could not import the picture.": "O Krita não conseguiu importar a imagem.",
    "On the farm: {count}": "Na farm: {count}",
    "Send to Farm": "Enviar para a farm",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "Mostrar as linhas do esboço em vez das limpas, ou o contrário"
    ),
    "Show this take alone first, then export it.": (
        "Mostre primeiro só esta versão e depois exporte-a."
    ),
    "Stop cleaning up": "Parar a limpeza",
    "The layer of this take is gone.": "A camada desta versão já não existe.",
    "Try it once more.": "Tente outra vez.",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "Escrito: {file}, tal como foi criado: os traços não têm o que foi pintado depois"
    ),
    "{name} Clean": "{name} limpo",
    "{name} is not in this document any more.": "{name} já não está neste documento.",
    "Colour": "Colorir",
    "Hints": "Indicações",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "Uma camada com toques ou traços das cores desejadas. "
        "Onde não há nenhum, as cores são propostas"
    ),
    "Shading": "Sombra",
    "Shapes of shade over the flat colours": "Formas de sombra sobre as cores chapadas",
    "Stop colouring": "Parar de colorir",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "Pôr cores chapadas numa camada sob as linhas, em cada quadro de uma versão"
    ),
    "{name} Colour": "{name} cor",
    "The active layer is that of the hints.": "A camada ativa é a das indicações.",
    "Click the layer with your lines, and press Colour again.": (
        "Clique na camada das suas linhas e prima Colorir outra vez."
    ),
    "Unlock the layer with the rough lines.": "Desbloqueie a camada das linhas em bruto.",
    "Suggest": "Sugerir",
    "Degree": "Grau",
    "As": "Como",
    "Reference": "Referência",
    "Strokes": "Traços",
    "What is suggested": "O que é sugerido",
    "How far a suggestion goes from the drawing's own form": (
        "Quanto uma sugestão se afasta da forma do desenho"
    ),
    "The lines of a known drawing in this one's form, to draw after": (
        "As linhas de um desenho conhecido na forma deste, para desenhar por cima"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "Os traços do desenho, levados para onde uma mão experiente os põe"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new "
    "layer. What is drawn is taken from the sentence, where it names it": (
        "Procurar um desenho conhecido como este e mostrar uma versão mais experiente em "
        "uma nova camada. A frase diz o que está desenhado, se o nomeia"
    ),
    "Stop looking for a suggestion": "Parar de procurar uma sugestão",
    "{name} Suggested": "{name} sugerido",
    "After “{name}”, {credit}": "Segundo “{name}”, {credit}",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "Nenhum desenho conhecido é próximo o bastante deste para sugerir algo."
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "As sugestões são para animais, pessoas e coisas do dia a dia, uma de cada vez."
    ),
}
