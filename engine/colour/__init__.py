# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flat colour under the lines of a drawing, which stays put over the frames of a take.

`regions` finds the areas that lines bound. `palettes` and `proposing` say which colours they could
have, `hints` what the artist wants; `colouring` does all of it for a drawing, `takes` for the
frames of a take.
"""
