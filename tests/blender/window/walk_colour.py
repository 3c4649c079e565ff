# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rough drawing cleaned up, animated, coloured and exported in a real Blender window, by mouse.

    python tests/blender/window/walk_colour.py --extension dist/sketch_motion-0.1.0.zip \
        --engine .venv/bin/python --out out/window_colour

A fish is drawn twice over itself; Clean Up, Suggest, Animate and Colour are pressed, each undone
and redone; the colour of one material is changed in the Properties editor, and the take exported as
a GIF.
"""

from __future__ import annotations

import sys
from pathlib import Path

from walk import FISH, SET_UP, Window, main, say, wait_for
from walk_takes import ADDON, TAKES, Panel, export

SIZE = 1200, 1000
APART = 5.0  # pixels between lines that mean the same
SENTENCE = "the fish swims"
# Heads of folded parts, in pixels below the quality; Takes is folded, too.
TAKES_HEAD, CLEAN_HEAD, COLOUR_HEAD = 81, 107, 133
NEW_COLOUR = (0.9, 0.1, 0.6)
# Pixels of the window in the Properties editor: the tab of materials, the first row of its list,
# the next row, and where the colour of a fill may be.
TAB, ROW, NEXT, FIELD = (1003, 655), (1072, 291), 21, (1124, (756, 766, 746, 776, 736, 786))

#: Of each layer of the drawing its name, whether it is hidden, and how many strokes it has.
LAYERS = """
answer = [
    [layer.name, layer.hide, len(layer.frames[0].drawing.strokes) if layer.frames else 0]
    for layer in bpy.data.objects["GPencil"].data.layers
]
"""
#: The layers and materials of the take that is shown.
COLOURS = (
    ADDON % "write.fill_strokes"
    + """
take = next(o for o in bpy.data.objects
            if o.type == "GREASEPENCIL" and o.name != "GPencil" and not o.hide_viewport)
answer = [[layer.name for layer in take.data.layers],
          [material.name for material in take.data.materials
           if material is not None and addon.COLOUR in material]]
"""
)
SLOTS = """
take = next(o for o in bpy.data.objects
            if o.type == "GREASEPENCIL" and o.name != "GPencil" and not o.hide_viewport)
answer = [slot.material.name for slot in take.material_slots]
"""
FILL = "answer = list(bpy.data.materials[{name!r}].grease_pencil.fill_color)"


def unfold(window: Window, panel: Panel, head: int) -> None:
    """Click on the head of a part at the end of the sidebar."""
    panel.scroll(down=True)
    x, y = panel.find("sketch_motion.quality", 0.6)
    window.click(x, y + head)
    panel.scroll(down=True)


def drawn(window: Window) -> None:
    """Draw each line twice, as one searches for a line."""
    for shift in (-APART / 2, APART / 2):
        for stroke in FISH:
            window.draw([(0.66 * x + 0.4 * shift, 0.66 * y + 60 + shift) for x, y in stroke])
    window.picture("01_rough")


def cleaned(window: Window, panel: Panel) -> None:
    """The clean lines are a layer over the rough ones, which are hidden."""
    before = window.ask(LAYERS)
    unfold(window, panel, TAKES_HEAD)
    unfold(window, panel, CLEAN_HEAD)
    window.picture("02_clean_up")
    panel.press("sketch_motion.clean()", start=0.4)
    wait_for(lambda: len(window.ask(LAYERS)) == 2, "the clean lines")
    (_, rough_hidden, rough), (_, clean_hidden, clean) = after = window.ask(LAYERS)
    say(f"cleaned: {rough} strokes are {clean}")
    assert rough_hidden and not clean_hidden and 0 < clean < rough, after
    window.picture("03_cleaned")
    window.press("ctrl+z")
    assert window.ask(LAYERS) == before
    window.press("ctrl+shift+z")
    assert window.ask(LAYERS) == after
    suggested(window, panel)
    unfold(window, panel, CLEAN_HEAD)


def suggested(window: Window, panel: Panel) -> None:
    """A known fish is a layer over the clean lines; it is undone, so that it isn't animated."""
    before = window.ask(LAYERS)
    window.ask(f"bpy.context.scene.sketch_motion.prompt = {SENTENCE!r}")
    panel.press("sketch_motion.suggest()", start=0.4)
    wait_for(lambda: len(window.ask(LAYERS)) == 3, "the suggestion")
    found = [row for row in window.ask(LAYERS) if row not in before]
    assert len(found) == 1 and not found[0][1] and found[0][2] > 0, found
    say(f"suggested: {found[0][2]} strokes on {found[0][0]}")
    window.picture("03_suggested")
    window.press("ctrl+z")
    assert window.ask(LAYERS) == before
    window.ask("bpy.context.scene.sketch_motion.prompt = ''")


def animated(window: Window, panel: Panel) -> None:
    panel.scroll(down=False)
    panel.write("sketch_motion.prompt", SENTENCE)
    panel.press("sketch_motion.animate")
    wait_for(lambda: len(window.ask(TAKES)) == 1, "the take")
    window.ask("bpy.context.window_manager.windows[0].scene.frame_set(9)")
    window.picture("04_animated_frame_9")
    say("animated")


def coloured(window: Window, panel: Panel) -> None:
    """Each layer with lines gets one of fills below it, whose materials can be changed."""
    before = window.ask(COLOURS)
    unfold(window, panel, COLOUR_HEAD)
    panel.press("sketch_motion.colour()", start=0.4)
    wait_for(lambda: window.ask(COLOURS) != before, "the colours")
    layers, materials = after = window.ask(COLOURS)
    say(f"coloured: layers {layers}, materials {materials}")
    for frame in (9, 17):
        window.ask(f"bpy.context.window_manager.windows[0].scene.frame_set({frame})")
        window.picture(f"05_coloured_frame_{frame}")
    window.press("ctrl+z")
    assert window.ask(COLOURS) == before
    window.press("ctrl+shift+z")
    assert window.ask(COLOURS) == after
    recoloured(window, materials[-1])


def recoloured(window: Window, name: str) -> None:
    """Choose a material in the list, and paste a colour over the field of its fill."""
    row = window.ask(SLOTS).index(name)
    before = window.ask(FILL.format(name=name))
    window.click(*TAB)
    window.click(ROW[0], ROW[1] + NEXT * row)
    text = "[" + ", ".join(f"{part:.6f}" for part in (*NEW_COLOUR, 1.0)) + "]"
    window.ask(f"bpy.context.window_manager.clipboard = {text!r}\nanswer = None")
    x, heights = FIELD
    for y in heights:
        window.hand("mousemove", x - 2, y, "sleep", 0.4, "mousemove", x, y, "sleep", 0.4)
        window.hand("key", "ctrl+v", "sleep", 1)
        if window.ask(FILL.format(name=name)) != before:
            break
    after = window.ask(FILL.format(name=name))
    assert after != before, before
    for frame in (9, 17):
        window.ask(f"bpy.context.window_manager.windows[0].scene.frame_set({frame})")
        window.picture(f"06_another_colour_frame_{frame}")
    say(f"the colour of {name} changed from {before} to {after}")


def walk_colour(window: Window, extension: Path, engine: Path, lab: Path) -> None:
    window.ask(SET_UP.format(extension=str(extension), engine=str(engine)))
    window.ask("bpy.context.scene.sketch_motion.prompt = ''")
    window.hand("mousemove", 100, 600, "key", "Escape", "sleep", 2)
    window.ask("view()['sidebar'].active_panel_category = 'Sketch Motion'")
    window.resize(*SIZE)
    panel = Panel(window)
    drawn(window)
    cleaned(window, panel)
    animated(window, panel)
    coloured(window, panel)
    unfold(window, panel, COLOUR_HEAD)  # fold it again: then Takes is the last that is open
    unfold(window, panel, TAKES_HEAD)
    export(window, panel, lab)


if __name__ == "__main__":
    sys.exit(main(walk_colour, __doc__))
