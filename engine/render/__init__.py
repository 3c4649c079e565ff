# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws drawings and animations: the stroke rasteriser, final frames, and the files made of them.

Nothing here decides how anything moves, and nothing loads a model.
"""
