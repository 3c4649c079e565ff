# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence says: words, stems, clauses, synonyms, the motion they name, and beats.

`beats.read_beats` reads a sentence as beats. A verb becomes known in `tables/en_synonyms.txt`; a
word of another language in its table, `tables/de.txt` and so on; neither needs code.
Nothing here knows drawings, models or jobs; what moves, and how, is decided elsewhere.
"""
