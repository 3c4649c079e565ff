# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clean-up: overdrawn and broken lines become single, clean ones.

Strokes of a drawing that is drawn over are moved onto the lines they stand for, by a network
(`denoising`). They become lines that are cut at corners (`lines`). Lines that run side by side are
drawn together (`bundling`), what lies on another line is left out (`covering`), ends that meet are
joined (`joining`). Each stroke is fitted to the lines it stands for (`fitting`), those that went
wrong are left out (`strays`), and the rest is smoothed between corners and given its width
(`finishing`).
`clean_up` does all of it for a drawing.

Lengths are working units: the drawing is 154 long, see `engine.geometry.working_space`.
"""

from __future__ import annotations

from engine.clean.clean_up import CleanedDrawing, clean_drawing

__all__ = ["CleanedDrawing", "clean_drawing"]
