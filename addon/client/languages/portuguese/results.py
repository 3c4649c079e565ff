# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Portuguese: what is said of a sentence and of the result. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Animate a drawing in which bones are found.": "Anime um desenho em que se encontrem ossos.",
    "Animate again.": "Anime de novo.",
    "Animate the whole drawing again.": "Anime o desenho inteiro de novo.",
    "Bones of {object}: {bones}": "Ossos de {object}: {bones}",
    "Bones: {bones}": "Ossos: {bones}",
    "Choose a drawing of the same kind of body.": "Escolha um desenho do mesmo tipo de corpo.",
    "Choose another folder.": "Escolha outra pasta.",
    "Cleaning up": "Limpando",
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "Feche outros programas que usem a GPU, ou desenhe menos quadros de cada vez."
    ),
    "Close the lines around what should have a colour.": (
        "Feche as linhas em torno do que deve ter cor."
    ),
    "Coloured areas: {areas}, colours: {colors}.": "Áreas coloridas: {areas}, cores: {colors}.",
    "Coloured areas: {areas}.": "Áreas coloridas: {areas}.",
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines around them.": (
        "Áreas coloridas: {areas}. Indicações fora de uma área fechada: {missed}; feche as "
        "linhas em volta delas."
    ),
    "Colouring": "Colorindo",
    "Draw something first, then animate it.": "Desenhe algo primeiro e depois anime.",
    "Finding the drawing in the model": "Procurando o desenho no modelo",
    "Following the clip": "Seguindo o vídeo",
    "Following what bones can't": "Seguindo o que os ossos não conseguem",
    "I am not sure which lines are the {part}; those that fit best move.": (
        "Não tenho certeza de quais linhas são esta parte ({part}); movem-se as que melhor "
        "combinam."
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "Não encontro as linhas desta parte ({part}); o desenho inteiro se move."
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings only; "
    "the result is a guess.": (
        "Em {caption!r} leio {motion!r}, que só conheço de outros tipos de desenhos; o "
        "resultado é um palpite."
    ),
    "Install the engine again.": "Instale o motor de novo.",
    "Looking for a drawing like it": "Procurando um desenho parecido",
    "No bones in {object}: points move freely": (
        "Sem ossos em {object}: os pontos movem-se livremente"
    ),
    "No bones move this, so its motion can't be used on another drawing.": (
        "Nenhum osso move isto, então o movimento não pode ser usado em outro desenho."
    ),
    "No bones: points move freely": "Sem ossos: os pontos movem-se livremente",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "Em {caption!r} não há nenhum movimento que eu conheça; o resultado é um palpite."
    ),
    "Nothing in the drawing may move.": "Nada no desenho pode se mover.",
    "Press Animate.": "Pressione Animar.",
    "Press Colour again: the colours don't fit the new motion.": (
        "Pressione Colorir de novo: as cores não combinam com o novo movimento."
    ),
    "Reading the clip": "Lendo o vídeo",
    "The drawing is empty.": "O desenho está vazio.",
    "The drawing is too large to be shown live.": (
        "O desenho é grande demais para ser mostrado ao vivo."
    ),
    "The engine can't be started.": "O motor não pode ser iniciado.",
    "The folder of this take is gone.": "A pasta desta versão não existe mais.",
    "The frames of this take are gone.": "Os quadros desta versão não existem mais.",
    "The result can't be exported.": "O resultado não pode ser exportado.",
    "The result can't be put on the timeline.": (
        "O resultado não pode ser colocado na linha do tempo."
    ),
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "A frase fala de várias coisas, e {count} estão desenhadas separadas: cada uma se "
        "move sozinha."
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "Move-se o que a frase nomeia; o resto da cena fica no lugar."
    ),
    "There is no area to colour.": "Não há nenhuma área para colorir.",
    "There is no result yet.": "Ainda não há resultado.",
    "There was not enough memory for this model.": "Não havia memória suficiente para este modelo.",
    "This motion is of another kind of body: {plan}.": (
        "Este movimento é de outro tipo de corpo: {plan}."
    ),
    "Unlock an object, or move strokes out of the background.": (
        "Desbloqueie um objeto, ou tire traços do fundo."
    ),
    "Update Sketch Motion.": "Atualize o Sketch Motion.",
    "Wait until the animation has finished.": "Espere até a animação terminar.",
    "bicycle": "bicicleta",
    "butterfly": "borboleta",
    "car": "carro",
    "clock": "relógio",
    "crab": "caranguejo",
    "cyclist": "ciclista",
    "face": "rosto",
    "fish": "peixe",
    "flag": "bandeira",
    "flame": "chama",
    "flying bird": "pássaro voando",
    "four-legged animal": "animal de quatro patas",
    "insect": "inseto",
    "machine": "máquina",
    "person": "pessoa",
    "plant": "planta",
    "rigid pieces": "peças rígidas",
    "sitting animal": "animal sentado",
    "snail": "caracol",
    "snake": "cobra",
    "spider": "aranha",
    "standing bird": "pássaro em pé",
    "tree": "árvore",
    "turtle": "tartaruga",
    "windmill": "moinho",
    "{before} strokes became {after}.": "{before} traços viraram {after}.",
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} versões foram feitas por um Sketch Motion mais novo e não são mostradas."
    ),
    "{plan} ({actions})": "{plan} ({actions})",
    "“{word}” isn't known; read as “{action}”.": "“{word}” não é conhecido; lido como “{action}”.",
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas não aparecer nem desaparecer. "
        "Experimente Redesenhar."
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas não virar outra coisa. "
        "Experimente Redesenhar."
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas não partir-se em pedaços. "
        "Experimente Redesenhar."
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas não mudar de cor nem brilhar. "
        "Experimente Redesenhar."
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas não derreter nem dissolver-se. "
        "Experimente Redesenhar."
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "“{word}”: as linhas podem mover-se e dobrar-se, mas nada de novo cresce delas. "
        "Experimente Redesenhar."
    ),
}
