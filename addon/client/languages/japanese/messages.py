# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese: the engine's set-up, and what can go wrong. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "A Python of your own is used.": "自分で用意した Python を使っています。",
    "A folder for the SVGs": "SVG を入れるフォルダー",
    "Address of a mirror of PyTorch's wheel index": (
        "PyTorch の wheel インデックスのミラーのアドレス"
    ),
    "Address of a mirror of the package index": "パッケージインデックスのミラーのアドレス",
    "Backend": "計算方式",
    "Build from this Python 3.11 or newer": "この Python 3.11 以降を使って構築する",
    "Cancel Sketch Motion's Jobs": "Sketch Motion のジョブをキャンセル",
    "Check and Use": "確認して使う",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "{layer!r} の後の絵は保てません。"
        "読み取れるのは、マスクのない 8 ビット sRGB のペイントレイヤーだけです。"
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "「後の絵を保つ」をオフにするか、レイヤーのコピーを変換してください。"
    ),
    "Choose a paint layer.": "ペイントレイヤーを選んでください。",
    "Choose a paint or a vector layer.": "ペイントレイヤーかベクターレイヤーを選んでください。",
    "Choose it again under Engine.": "「エンジン」でもう一度選んでください。",
    "Dissolve: its strokes stay still": "解除：その線は動かなくなります",
    "Draw something first.": "まず何か描いてください。",
    "FlipSketch (default)": "FlipSketch（既定）",
    "Going on in {host}": "{host} で続いています",
    "Holes": "穴",
    "How many objects there are in the drawing, if you want to say it": (
        "絵の中にあるオブジェクトの数（指定したい場合）"
    ),
    "Import a preset": "プリセットを読み込む",
    "Install": "インストール",
    "Install from this folder, without a network": (
        "ネットワークを使わず、このフォルダーからインストールする"
    ),
    "Is the disk full?": "ディスクの空きがなくなっていませんか？",
    "It can be stopped, and goes on where it stopped": "途中で止められ、止めた所から続きます",
    "It was never saved, so there is nothing to put the result on.": (
        "一度も保存されていないので、結果を載せる絵がありません。"
    ),
    "Jobs, presets, models and logs": "ジョブ、プリセット、モデル、ログ",
    "Krita could not import the frames.": "Krita がフレームを読み込めませんでした。",
    "Krita gave no pixels of this layer.": "Krita からこのレイヤーのピクセルを得られませんでした。",
    "Looking at this computer": "このコンピューターを調べています",
    "Mirror": "ミラー",
    "Mirror of PyTorch": "PyTorch のミラー",
    "New in Sketch Motion {version}": "Sketch Motion {version} の新機能",
    "Not known here: {names}": "ここでは知られていません：{names}",
    "Nothing would change: it is the same sentence and the same seed.": (
        "同じ文と同じシードなので、何も変わりません。"
    ),
    "Only Strokes Move makes them.": "これを作るのは「線を動かす」だけです。",
    "Only a part of moved strokes can be changed.": (
        "一部分を変えられるのは、線を動かした結果だけです。"
    ),
    "Own environment": "自分の環境",
    "Paint": "塗り",
    "Press Find Objects again, or Forget to let it move as one.": (
        "もう一度「オブジェクトを探す」を押すか、全体を一つとして動かすには「忘れる」を押してくだ"
        "さい。"
    ),
    "Proxy": "プロキシ",
    "Python": "Python",
    "Save these, and look what they would do": "保存して、どうなるかを見る",
    "Say what should happen there, or give another seed.": (
        "そこで何が起こるかを書くか、別のシードを入れてください。"
    ),
    "Scale a copy of it down first.": "まず縮小したコピーを作ってください。",
    "Select what should move, or deselect to animate the whole layer.": (
        "動かすものを選択するか、選択を解除してレイヤー全体を動かしてください。"
    ),
    "Set": "構成",
    "Share a preset": "プリセットを共有する",
    "Sketch Motion failed: {kind}: {why}": "Sketch Motion でエラーが起きました：{kind}：{why}",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Stop. What is downloaded is kept": "停止する。ダウンロードした分は残ります",
    (
        "Strokes: every stroke moves, and stays what you drew.\nPictures: a video model draws "
        "the frames anew."
    ): (
        "線：一本一本の線が、描いたままの形で動きます。\n絵：動画モデルがフレームを新しく描きます。"
    ),
    "The Python of an environment of yours, used as it is": (
        "自分の環境の Python を、そのまま使います"
    ),
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "ドキュメントは {width} x {height} ピクセルあり、動かすには大きすぎます。"
    ),
    "The drawing has changed since its objects were found.": (
        "オブジェクトを見つけた後に、絵が変わりました。"
    ),
    "The engine's Python is not there: {path}": "エンジンの Python がありません：{path}",
    "The folder of a model": "モデルのフォルダー",
    "The frames can't be read: {why}": "フレームを読み込めません：{why}",
    "The layer {name!r} can't be read: {why}.": "レイヤー {name!r} を読み込めません：{why}。",
    "The layer {name!r} is no SVG drawing.": "レイヤー {name!r} は SVG の絵ではありません。",
    "The name of the object, as prompts call it": "文の中で使う、このオブジェクトの名前",
    "There are no frames to put on the timeline.": "タイムラインに置くフレームがありません。",
    "There is no window for a new document.": "新しいドキュメントを開くウィンドウがありません。",
    "They are kept: try Apply once more.": "残してあります。もう一度「適用」を試してください。",
    "This result has no strokes.": "この結果には線がありません。",
    "Use It": "これを使う",
    "Video models, for Redraw and for longer searches. None is needed": (
        "「描き直す」や、より長い探索に使う動画モデル。なくてもかまいません"
    ),
    "What the engine computes on": "エンジンが計算に使うもの",
    "What was not selected can't be read any more.": (
        "選択されていなかった部分を読み込めなくなりました。"
    ),
    "Wheels": "wheel",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "エンジンの入手元：ミラー、プロキシ、wheel のフォルダー、Python"
    ),
    "by {author}": "作者：{author}",
    "http://name:password@host:port": "http://name:password@host:port",
    "nothing": "なし",
    "starter: any computer. video: for video models": (
        "starter：どのコンピューターでも。video：動画モデル用"
    ),
    "{count} strokes. Mark it, to assign strokes to it": (
        "線 {count} 本。印を付けると、線を割り当てられます"
    ),
    "{file} can't be read.": "{file} を読み込めません。",
    "{file} can't be written.": "{file} を書き込めません。",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} は {width} x {height} ピクセル、絵は {wanted_width} x {wanted_height} "
        "ピクセルです。"
    ),
    "{file} is damaged.": "{file} は壊れています。",
    "{file} is damaged: {why}.": "{file} は壊れています：{why}。",
    "{file} is no PNG picture.": "{file} は PNG 画像ではありません。",
    "{file} is not whole.": "{file} は途中までしかありません。",
    "{name!r} is no layer to draw on.": "{name!r} は絵を描くレイヤーではありません。",
    "{name}: {done} of {total}": "{name}：{total} のうち {done}",
    "{name}: {sentence}": "{name}：{sentence}",
    "{who}": "{who}",
    (
        "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
        "Empty: none"
    ): (
        "ファームのアドレス：Ray クラスター（HOST:PORT）か Flamenco "
        "マネージャー（http://HOST:8080）。空欄：なし"
    ),
    "Apply the take once more.": "テイクをもう一度適用してください。",
    "Before / After": "前 / 後",
    "Cancel on the Farm": "ファームでキャンセル",
    "Clean Up": "清書",
    "Clean a layer up first.": "まずレイヤーを清書してください。",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "重ね描きや途切れた線を、新しいレイヤーに一本のきれいな線として描きます。下描きのレイヤー"
        "は残ります"
    ),
    "Export Drawing for a Video Model": "動画モデル用に絵を書き出す",
    "Farm": "ファーム",
    "How far apart lines may run that become one": "一本にまとめる線どうしの間隔の上限",
    "Import Motion...": "動きを読み込む…",
    "Krita could not import the picture.": "Krita が画像を読み込めませんでした。",
    "On the farm: {count}": "ファーム上：{count}",
    "Send to Farm": "ファームへ送る",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "清書の線の代わりに下描きの線を表示する、またはその逆"
    ),
    "Show this take alone first, then export it.": (
        "まずこのテイクだけを表示してから、書き出してください。"
    ),
    "Stop cleaning up": "清書を止める",
    "The layer of this take is gone.": "このテイクのレイヤーはなくなっています。",
    "Try it once more.": "もう一度試してください。",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "書き出しました：{file}（作成時のまま。線には後から塗ったものは入りません）"
    ),
    "{name} Clean": "{name} 清書",
    "{name} is not in this document any more.": "{name} はもうこのドキュメントにありません。",
    "Colour": "彩色",
    "Hints": "ヒント",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "使いたい色の点や線を置いたレイヤー。ない所には色が提案されます"
    ),
    "Shading": "陰影",
    "Shapes of shade over the flat colours": "平塗りの上に重ねる影の形",
    "Stop colouring": "彩色を止める",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "線の下のレイヤーに平塗りの色を置く。テイクのすべてのフレームに"
    ),
    "{name} Colour": "{name} 彩色",
    "The active layer is that of the hints.": "アクティブなレイヤーはヒントのレイヤーです。",
    "Click the layer with your lines, and press Colour again.": (
        "線のレイヤーをクリックして、もう一度「彩色」を押してください。"
    ),
    "Unlock the layer with the rough lines.": "下描きの線のレイヤーのロックを解除してください。",
    "Suggest": "提案",
    "Degree": "度合い",
    "As": "形式",
    "Reference": "下描き",
    "Strokes": "ストローク",
    "What is suggested": "提案するもの",
    "How far a suggestion goes from the drawing's own form": (
        "提案が元の絵の形からどれだけ離れるか"
    ),
    "The lines of a known drawing in this one's form, to draw after": (
        "似た既知の絵の線をこの絵の形に合わせたもの（なぞるため）"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "この絵のストロークを、慣れた手が描く位置へ動かしたもの"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new "
    "layer. What is drawn is taken from the sentence, where it names it": (
        "似た既知の絵を探し、より慣れた描き方を新しいレイヤーに示します。何の絵かは文から"
        "読み取ります"
    ),
    "Stop looking for a suggestion": "提案を探すのをやめる",
    "{name} Suggested": "{name} 提案",
    "After “{name}”, {credit}": "「{name}」による、{credit}",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "提案できるほど近い既知の絵がありません。"
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "提案は動物、人、身近な物を一つずつ描いた絵のためのものです。"
    ),
}
