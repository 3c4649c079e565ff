# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sentence says: words, stems, clauses, synonyms, and the motion and subject they name.

Nothing here knows drawings, models or jobs; what moves, and how, is decided elsewhere.
"""
