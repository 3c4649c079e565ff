# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese: what is said of a sentence and of the result. For review by a native speaker."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Animate a drawing in which bones are found.": "请为能找到骨骼的图画生成动画。",
    "Animate again.": "请重新生成动画。",
    "Animate the whole drawing again.": "请重新为整幅画生成动画。",
    "Bones of {object}: {bones}": "{object} 的骨骼：{bones}",
    "Bones: {bones}": "骨骼：{bones}",
    "Choose a drawing of the same kind of body.": "请选择同一种身体的图画。",
    "Choose another folder.": "请选择另一个文件夹。",
    "Cleaning up": "正在清理",
    "Close other programs that use the GPU, or draw fewer frames at a time.": (
        "请关闭其他使用 GPU 的程序，或一次少画几帧。"
    ),
    "Close the lines around what should have a colour.": "请把需要上色部分周围的线条闭合。",
    "Coloured areas: {areas}, colours: {colors}.": "已上色区域：{areas}，颜色：{colors}。",
    "Coloured areas: {areas}.": "已上色区域：{areas}。",
    "Coloured areas: {areas}. Hints in no closed area: {missed}; close the lines around them.": (
        "已上色区域：{areas}。不在闭合区域内的提示：{missed}；请闭合其周围的线条。"
    ),
    "Colouring": "正在上色",
    "Draw something first, then animate it.": "请先画点什么，再生成动画。",
    "Finding the drawing in the model": "正在模型中寻找图画",
    "Following the clip": "正在跟随影片",
    "Following what bones can't": "正在跟随骨骼带不动的部分",
    "I am not sure which lines are the {part}; those that fit best move.": (
        "不确定哪些线条是这个部分（{part}）；移动最合适的那些。"
    ),
    "I find no lines that are the {part}; the whole drawing moves.": (
        "找不到这个部分（{part}）的线条；整幅画一起动。"
    ),
    "In {caption!r} I read {motion!r}, which I know from other kinds of drawings only; "
    "the result is a guess.": (
        "从 {caption!r} 读出 {motion!r}，但我只在其他种类的图画中见过；结果只是猜测。"
    ),
    "Install the engine again.": "请重新安装引擎。",
    "Looking for a drawing like it": "正在寻找相似的图画",
    "No bones in {object}: points move freely": "{object} 没有骨骼：各点自由移动",
    "No bones move this, so its motion can't be used on another drawing.": (
        "它不是由骨骼带动的，因此动作不能用在别的图画上。"
    ),
    "No bones: points move freely": "没有骨骼：各点自由移动",
    "No motion I know is named in {caption!r}; the result is a guess.": (
        "{caption!r} 中没有我认识的动作；结果只是猜测。"
    ),
    "Nothing in the drawing may move.": "图画中没有可以移动的东西。",
    "Press Animate.": "请按“生成动画”。",
    "Press Colour again: the colours don't fit the new motion.": (
        "请再按一次“上色”：颜色与新的动作不符。"
    ),
    "Reading the clip": "正在读取影片",
    "The drawing is empty.": "图画是空的。",
    "The drawing is too large to be shown live.": "图画太大，无法实时显示。",
    "The engine can't be started.": "引擎无法启动。",
    "The folder of this take is gone.": "这个版本的文件夹已不存在。",
    "The frames of this take are gone.": "这个版本的帧已不存在。",
    "The result can't be exported.": "结果无法导出。",
    "The result can't be put on the timeline.": "结果无法放到时间轴上。",
    "The sentence tells of several things, and {count} are drawn apart: each moves by itself.": (
        "句子说到几样东西，其中 {count} 样是分开画的：各自运动。"
    ),
    "What the sentence names moves; the rest of the scene stays.": (
        "只有句子提到的东西会动，场景的其余部分保持不动。"
    ),
    "There is no area to colour.": "没有可上色的区域。",
    "There is no result yet.": "还没有结果。",
    "There was not enough memory for this model.": "内存不足，无法运行这个模型。",
    "This motion is of another kind of body: {plan}.": "这个动作属于另一种身体：{plan}。",
    "Unlock an object, or move strokes out of the background.": (
        "请解锁一个物体，或把笔画移出背景。"
    ),
    "Update Sketch Motion.": "请更新 Sketch Motion。",
    "Wait until the animation has finished.": "请等动画完成。",
    "bicycle": "自行车",
    "butterfly": "蝴蝶",
    "car": "汽车",
    "clock": "时钟",
    "crab": "螃蟹",
    "cyclist": "骑车人",
    "face": "脸",
    "fish": "鱼",
    "flag": "旗子",
    "flame": "火焰",
    "flying bird": "飞鸟",
    "four-legged animal": "四足动物",
    "insect": "昆虫",
    "machine": "机器",
    "person": "人",
    "plant": "植物",
    "rigid pieces": "刚性部件",
    "sitting animal": "坐着的动物",
    "snail": "蜗牛",
    "snake": "蛇",
    "spider": "蜘蛛",
    "standing bird": "站立的鸟",
    "tree": "树",
    "turtle": "乌龟",
    "windmill": "风车",
    "{before} strokes became {after}.": "{before} 条笔画变成了 {after} 条。",
    "{count} takes were made by a newer Sketch Motion and aren't shown.": (
        "{count} 个版本由更新的 Sketch Motion 生成，因此不显示。"
    ),
    "{plan} ({actions})": "{plan}（{actions}）",
    "“{word}” isn't known; read as “{action}”.": "不认识“{word}”；理解为“{action}”。",
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不能出现或消失。请试试“重绘”。"
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不能变成别的东西。请试试“重绘”。"
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不能碎成块。请试试“重绘”。"
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不能变色或发光。请试试“重绘”。"
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不能融化或溶解。请试试“重绘”。"
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "“{word}”：线条可以移动和弯曲，但不会长出新的东西。请试试“重绘”。"
    ),
}
