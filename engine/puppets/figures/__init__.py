# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings of skeletons at rest, in many hands, with the truth of every point.

Rigs are learned from them. A figure is bones and flesh in one random pose; how figures move is
not decided here.
"""

from __future__ import annotations

from engine.puppets.figures.build import FIGURES, build_figure
from engine.puppets.figures.drawing import LabelledDrawing, draw_figure, labelled_drawing

__all__ = ["FIGURES", "LabelledDrawing", "build_figure", "draw_figure", "labelled_drawing"]
