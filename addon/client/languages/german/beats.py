# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what was read in a sentence, and what strokes can't do."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Lock": "Sperren",
    "Keep this as it is: nothing moves it or is pushed into it": (
        "Lass das, wie es ist: nichts verschiebt es oder wird hineingeschoben"
    ),
    "Snap to": "Einrasten an",
    "Markers": "Markern",
    "Sound": "Ton",
    "Beats that are dragged snap to the markers of the timeline": (
        "Was im Ablauf gezogen wird, rastet an den Markern der Zeitleiste ein"
    ),
    "Beats that are dragged snap to the beats of the sounds in the sequencer": (
        "Was im Ablauf gezogen wird, rastet am Takt der Töne im Sequenzer ein"
    ),
    "Move Beat": "Ablauf verschieben",
    "Not understood: {words}": "Nicht verstanden: {words}",
    "“{word}” isn't known; read as “{action}”.": (
        "„{word}“ ist nicht bekannt; gelesen als „{action}“."
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht schmelzen oder sich auflösen. "
        "Dafür gibt es „Neu zeichnen“."
    ),
    "“{word}”: lines can move and bend, but not break into pieces. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht in Stücke zerbrechen. "
        "Dafür gibt es „Neu zeichnen“."
    ),
    "“{word}”: lines can move and bend, but not become something else. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht zu etwas anderem werden. "
        "Dafür gibt es „Neu zeichnen“."
    ),
    "“{word}”: lines can move and bend, but not appear or disappear. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht erscheinen oder verschwinden. "
        "Dafür gibt es „Neu zeichnen“."
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht die Farbe wechseln oder "
        "leuchten. "
        "Dafür gibt es „Neu zeichnen“."
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them. Try Redraw.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nichts Neues wächst aus ihnen. "
        "Dafür gibt es „Neu zeichnen“."
    ),
}
