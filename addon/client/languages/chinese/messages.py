# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simplified Chinese: the set-up and what can go wrong. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "A Python of your own is used.": "正在使用您自己的 Python。",
    "A folder for the SVGs": "存放 SVG 的文件夹",
    "Address of a mirror of PyTorch's wheel index": "PyTorch wheel 索引镜像的地址",
    "Address of a mirror of the package index": "软件包索引镜像的地址",
    "Backend": "计算后端",
    "Build from this Python 3.11 or newer": "用这个 Python 3.11 或更新的版本来构建",
    "Cancel Sketch Motion's Jobs": "取消 Sketch Motion 的任务",
    "Check and Use": "检查并使用",
    "The later drawings of {layer!r} can't be kept: they are read from paint layers in "
    "8-bit sRGB without masks.": (
        "{layer!r} 后面的图无法保留：只能从 8 位 sRGB、没有蒙版的颜料图层读取。"
    ),
    "Switch off Keep Later Drawings, or convert a copy of the layer.": (
        "请关闭“保留后面的图”，或转换图层的副本。"
    ),
    "Choose a paint layer.": "请选择一个颜料图层。",
    "Choose a paint or a vector layer.": "请选择一个颜料图层或矢量图层。",
    "Choose it again under Engine.": "请在“引擎”下重新选择。",
    "Dissolve: its strokes stay still": "解除：它的笔画保持不动",
    "Draw something first.": "请先画点东西。",
    "FlipSketch (default)": "FlipSketch（默认）",
    "Going on in {host}": "正在 {host} 中继续",
    "Holes": "空洞",
    "How many objects there are in the drawing, if you want to say it": (
        "画中有多少个对象（如果您想指定）"
    ),
    "Import a preset": "导入预设",
    "Install": "安装",
    "Install from this folder, without a network": "不联网，从这个文件夹安装",
    "Is the disk full?": "磁盘是不是满了？",
    "It can be stopped, and goes on where it stopped": "可以停下，之后会从停下的地方继续",
    "It was never saved, so there is nothing to put the result on.": (
        "它从未保存过，因此没有地方放结果。"
    ),
    "Jobs, presets, models and logs": "任务、预设、模型和日志",
    "Krita could not import the frames.": "Krita 无法导入这些帧。",
    "Krita gave no pixels of this layer.": "Krita 没有给出这个图层的像素。",
    "Looking at this computer": "正在检查这台电脑",
    "Mirror": "镜像",
    "Mirror of PyTorch": "PyTorch 镜像",
    "New in Sketch Motion {version}": "Sketch Motion {version} 的新内容",
    "Not known here: {names}": "此处未知：{names}",
    "Nothing would change: it is the same sentence and the same seed.": (
        "什么也不会改变：句子和种子都相同。"
    ),
    "Only Strokes Move makes them.": "只有“笔画移动”会产生它们。",
    "Only a part of moved strokes can be changed.": "只有笔画动画才能修改其中一部分。",
    "Own environment": "自己的环境",
    "Paint": "颜料",
    "Press Find Objects again, or Forget to let it move as one.": (
        "请再按一次“查找对象”，或按“清除”让它作为整体运动。"
    ),
    "Proxy": "代理",
    "Python": "Python",
    "Save these, and look what they would do": "保存这些设置，并查看它们会做什么",
    "Say what should happen there, or give another seed.": "请说明那里应该发生什么，或换一个种子。",
    "Scale a copy of it down first.": "请先缩小它的一个副本。",
    "Select what should move, or deselect to animate the whole layer.": (
        "请选择要动的部分，或取消选择以让整个图层动起来。"
    ),
    "Set": "套件",
    "Share a preset": "分享预设",
    "Sketch Motion failed: {kind}: {why}": "Sketch Motion 出错：{kind}：{why}",
    "Sketch Motion {version}": "Sketch Motion {version}",
    "Stop. What is downloaded is kept": "停止。已下载的内容会保留",
    (
        "Strokes: every stroke moves, and stays what you drew.\nPictures: a video model draws "
        "the frames anew."
    ): ("笔画：每一笔都会动，仍是您画的样子。\n图片：由视频模型重新绘制每一帧。"),
    "The Python of an environment of yours, used as it is": "您自己环境中的 Python，按原样使用",
    "The document has {width} x {height} pixels, which is too large to animate.": (
        "文档有 {width} x {height} 像素，太大了，无法制作动画。"
    ),
    "The drawing has changed since its objects were found.": "找到对象之后，画已经改变了。",
    "The engine's Python is not there: {path}": "找不到引擎的 Python：{path}",
    "The folder of a model": "模型的文件夹",
    "The frames can't be read: {why}": "无法读取这些帧：{why}",
    "The layer {name!r} can't be read: {why}.": "无法读取图层 {name!r}：{why}。",
    "The layer {name!r} is no SVG drawing.": "图层 {name!r} 不是 SVG 图。",
    "The name of the object, as prompts call it": "对象的名称，即句子里对它的称呼",
    "There are no frames to put on the timeline.": "没有可放到时间轴上的帧。",
    "There is no window for a new document.": "没有可用于新文档的窗口。",
    "They are kept: try Apply once more.": "它们已保留：请再试一次“应用”。",
    "This result has no strokes.": "这个结果没有笔画。",
    "Use It": "使用它",
    "Video models, for Redraw and for longer searches. None is needed": (
        "视频模型，用于“重绘”和更久的搜索。没有也可以"
    ),
    "What the engine computes on": "引擎用什么来计算",
    "What was not selected can't be read any more.": "未选择的部分已无法读取。",
    "Wheels": "wheel 包",
    "Where the engine comes from: mirror, proxy, a folder of wheels, a Python": (
        "引擎从哪里来：镜像、代理、wheel 文件夹、Python"
    ),
    "by {author}": "作者：{author}",
    "http://name:password@host:port": "http://name:password@host:port",
    "nothing": "无",
    "starter: any computer. video: for video models": "starter：任何电脑。video：用于视频模型",
    "{count} strokes. Mark it, to assign strokes to it": "{count} 笔。勾选它即可把笔画分配给它",
    "{file} can't be read.": "无法读取 {file}。",
    "{file} can't be written.": "无法写入 {file}。",
    "{file} has {width} x {height} pixels, the drawing {wanted_width} x {wanted_height}.": (
        "{file} 为 {width} x {height} 像素，而画为 {wanted_width} x {wanted_height} 像素。"
    ),
    "{file} is damaged.": "{file} 已损坏。",
    "{file} is damaged: {why}.": "{file} 已损坏：{why}。",
    "{file} is no PNG picture.": "{file} 不是 PNG 图片。",
    "{file} is not whole.": "{file} 不完整。",
    "{name!r} is no layer to draw on.": "{name!r} 不是可以绘画的图层。",
    "{name}: {done} of {total}": "{name}：{done} / {total}",
    "{name}: {sentence}": "{name}：{sentence}",
    "{who}": "{who}",
    (
        "Address of a farm: a Ray cluster (HOST:PORT) or a Flamenco manager (http://HOST:8080). "
        "Empty: none"
    ): ("农场的地址：Ray 集群（HOST:PORT）或 Flamenco 管理器（http://HOST:8080）。留空：无"),
    "Apply the take once more.": "请再应用一次这个版本。",
    "Before / After": "之前 / 之后",
    "Cancel on the Farm": "在农场上取消",
    "Clean Up": "清稿",
    "Clean a layer up first.": "请先对一个图层清稿。",
    "Draw overdrawn and broken lines as single clean ones, on a new layer. The rough layer stays": (
        "把重描和断开的线在新图层上画成干净的单线。草稿图层会保留"
    ),
    "Export Drawing for a Video Model": "导出画，供视频模型使用",
    "Farm": "农场",
    "How far apart lines may run that become one": "合成一条的线之间可相距多远",
    "Import Motion...": "导入动作…",
    "Krita could not import the picture.": "Krita 无法导入这张图片。",
    "On the farm: {count}": "农场上：{count}",
    "Send to Farm": "发送到农场",
    "Show the rough lines in the place of the clean ones, or the reverse": (
        "显示草稿线代替清稿线，或反过来"
    ),
    "Show this take alone first, then export it.": "请先单独显示这个版本，再导出。",
    "Stop cleaning up": "停止清稿",
    "The layer of this take is gone.": "这个版本的图层已不存在。",
    "Try it once more.": "请再试一次。",
    "Written: {file}, as it was made: strokes don't have what was painted since": (
        "已写入：{file}，与生成时相同：笔画不包含之后画上的内容"
    ),
    "{name} Clean": "{name} 清稿",
    "{name} is not in this document any more.": "{name} 已不在这个文档中。",
    "Colour": "上色",
    "Hints": "提示",
    "A layer with dabs or strokes of the colours that you want. "
    "Where there are none, the colours are proposed": (
        "带有所需颜色的点或笔画的图层。没有的地方由程序建议颜色"
    ),
    "Shading": "阴影",
    "Shapes of shade over the flat colours": "平涂颜色之上的阴影形状",
    "Stop colouring": "停止上色",
    "Put flat colours on a layer under the lines, on every frame of a take": (
        "在线条下方的图层上平涂颜色，用于版本的每一帧"
    ),
    "{name} Colour": "{name} 颜色",
    "The active layer is that of the hints.": "当前图层是提示图层。",
    "Click the layer with your lines, and press Colour again.": (
        "请点击您的线稿图层，再按一次“上色”。"
    ),
    "Unlock the layer with the rough lines.": "请解锁草稿线条所在的图层。",
    "Suggest": "建议",
    "Degree": "程度",
    "As": "形式",
    "Reference": "参考",
    "Strokes": "笔画",
    "What is suggested": "建议的内容",
    "How far a suggestion goes from the drawing's own form": "建议偏离原图形状的程度",
    "The lines of a known drawing in this one's form, to draw after": (
        "把一幅已知图画的线条变成此图的形状，供描摹"
    ),
    "The drawing's own strokes, moved to where a practised hand has them": (
        "把此图自己的笔画移到熟练的手会画的位置"
    ),
    "Look for a known drawing like this one, and show a more practised version on a new "
    "layer. What is drawn is taken from the sentence, where it names it": (
        "寻找与此图相似的已知图画，并在新图层上显示更熟练的画法。画的是什么由句子说明"
    ),
    "Stop looking for a suggestion": "停止寻找建议",
    "{name} Suggested": "{name} 建议",
    "After “{name}”, {credit}": "依据“{name}”，{credit}",
    "No drawing that is known is near enough to this one to suggest anything.": (
        "没有足够接近的已知图画可供建议。"
    ),
    "Suggestions are for animals, people and everyday things, one at a time.": (
        "建议适用于动物、人物和日常物品，每次一个。"
    ),
}
