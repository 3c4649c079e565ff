# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""German: what was read in a sentence, and what strokes can't do."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "Not understood: {words}": "Nicht verstanden: {words}",
    "“{word}” isn't known; read as “{action}”.": (
        "„{word}“ ist nicht bekannt; gelesen als „{action}“."
    ),
    "“{word}”: lines can move and bend, but not melt or dissolve.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht schmelzen oder sich auflösen."
    ),
    "“{word}”: lines can move and bend, but not break into pieces.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht in Stücke zerbrechen."
    ),
    "“{word}”: lines can move and bend, but not become something else.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht zu etwas anderem werden."
    ),
    "“{word}”: lines can move and bend, but not appear or disappear.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht erscheinen oder verschwinden."
    ),
    "“{word}”: lines can move and bend, but not change their colour or glow.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nicht die Farbe wechseln oder "
        "leuchten."
    ),
    "“{word}”: lines can move and bend, but nothing new grows from them.": (
        "„{word}“: Linien können sich bewegen und biegen, aber nichts Neues wächst aus ihnen."
    ),
}
