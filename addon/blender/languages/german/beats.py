# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what was read in a sentence, and what strokes can't do."""

from __future__ import annotations

TABLE: dict[str, str] = {
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
