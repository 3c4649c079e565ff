# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese: what is said of a sentence and of the result. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Animate a drawing in which bones are found.": "骨が見つかる絵をアニメーションにしてください。",
    "Animate again.": "もう一度アニメーションにしてください。",
    "Animate the whole drawing again.": "絵全体をもう一度アニメーションにしてください。",
    "Bones of {object}: {bones}": "{object} の骨:{bones}",
    "Bones: {bones}": "骨:{bones}",
    "Choose a drawing of the same kind of body.": "同じ種類の体の絵を選んでください。",
    "Choose another folder.": "別のフォルダーを選んでください。",
    "Cleaning up": "清書中",
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "GPU を使う他のプログラムを閉じるか、一度に描くフレームを減らしてください。"
    ),
    "Close the lines around what should have a colour.": (
        "色を付けたいものの周りの線を閉じてください。"
    ),
    "Coloured areas: {areas}, colours: {colors}.": "彩色した領域:{areas}、色:{colors}。",
    "Coloured areas: {areas}.": "彩色した領域:{areas}。",
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines around them.": (
        "彩色した領域:{areas}。閉じた領域にないヒント:{missed}。周りの線を閉じてください。"
    ),
    "Colouring": "彩色中",
    "Draw something first, then animate it.": "先に何か描いてから、アニメーションにしてください。",
    "Finding the drawing in the model": "モデルの中で絵を探索中",
    "Following the clip": "動画を追跡中",
    "Following what bones can't": "骨では動かせない部分を追っています",
    "I am not sure which lines are the {part}; those that fit best move.": (
        "どの線がこの部分({part})なのか確かではありません。最も合う線が動きます。"
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "この部分({part})の線が見つかりません。絵全体が動きます。"
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings only; "
    "the result is a guess.": (
        "{caption!r} から {motion!r} と読みましたが、別の種類の絵でしか知りません。結果は推測です。"
    ),
    "Install the engine again.": "エンジンをもう一度インストールしてください。",
    "Looking for a drawing like it": "似た絵を探しています",
    "No bones in {object}: points move freely": "{object} に骨なし:点が自由に動きます",
    "No bones move this, so its motion can't be used on another drawing.": (
        "これは骨で動いていないので、この動きは別の絵に使えません。"
    ),
    "No bones: points move freely": "骨なし:点が自由に動きます",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "{caption!r} には知っている動きがありません。結果は推測です。"
    ),
    "Nothing in the drawing may move.": "絵の中に動いてよいものがありません。",
    "Press Animate.": "「アニメーション化」を押してください。",
    "Press Colour again: the colours don't fit the new motion.": (
        "「彩色」をもう一度押してください。色が新しい動きに合いません。"
    ),
    "Reading the clip": "動画を読み込み中",
    "The drawing is empty.": "絵が空です。",
    "The drawing is too large to be shown live.": "絵が大きすぎて、ライブ表示できません。",
    "The engine can't be started.": "エンジンを起動できません。",
    "The folder of this take is gone.": "このテイクのフォルダーはもうありません。",
    "The frames of this take are gone.": "このテイクのフレームはもうありません。",
    "The result can't be exported.": "結果を書き出せません。",
    "The result can't be put on the timeline.": "結果をタイムラインに置けません。",
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "文にはいくつかのものが出てきます。{count} 個が離れて描かれているので、それぞれが別々"
        "に動きます。"
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "文に出てくるものだけが動き、場面のほかのものはそのままです。"
    ),
    "There is no area to colour.": "色を塗る領域がありません。",
    "There is no result yet.": "まだ結果がありません。",
    "There was not enough memory for this model.": "このモデルにはメモリが足りませんでした。",
    "This motion is of another kind of body: {plan}.": "この動きは別の種類の体のものです:{plan}。",
    "Unlock an object, or move strokes out of the background.": (
        "オブジェクトのロックを外すか、線を背景から出してください。"
    ),
    "Update Sketch Motion.": "Sketch Motion を更新してください。",
    "Wait until the animation has finished.": "アニメーションが終わるまでお待ちください。",
    "bicycle": "自転車",
    "butterfly": "蝶",
    "car": "車",
    "clock": "時計",
    "crab": "カニ",
    "cyclist": "自転車に乗る人",
    "face": "顔",
    "fish": "魚",
    "flag": "旗",
    "flame": "炎",
    "flying bird": "飛んでいる鳥",
    "four-legged animal": "四つ足の動物",
    "insect": "昆虫",
    "machine": "機械",
    "person": "人",
    "plant": "植物",
    "rigid pieces": "硬い部品",
    "sitting animal": "座った動物",
    "snail": "カタツムリ",
    "snake": "ヘビ",
    "spider": "クモ",
    "standing bird": "立っている鳥",
    "tree": "木",
    "turtle": "カメ",
    "windmill": "風車",
    "{before} strokes became {after}.": "{before} 本の線が {after} 本になりました。",
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} 個のテイクは新しい Sketch Motion で作られたため、表示されません。"
    ),
    "{plan} ({actions})": "{plan}({actions})",
    "“{word}” isn't known; read as “{action}”.": (
        "「{word}」は知らない言葉です。「{action}」として読みました。"
    ),
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、現れたり消えたりはできません。「描き直"
        "す」を試してください。"
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、別のものにはなれません。「描き直す」を"
        "試してください。"
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、ばらばらにはなれません。「描き直す」を"
        "試してください。"
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、色を変えたり光ったりはできません。「描"
        "き直す」を試してください。"
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、溶けたり崩れたりはできません。「描き直"
        "す」を試してください。"
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "「{word}」:線は動いたり曲がったりできますが、そこから新しいものは生えません。「描き"
        "直す」を試してください。"
    ),
}
