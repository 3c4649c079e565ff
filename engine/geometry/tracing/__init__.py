# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces a picture of a drawing: lines become strokes with widths, solid areas become fills.

Everything between the pixels of a file and a Drawing is here; generated frames are cleaned and
traced in `engine.raster.line_art`, with these parts.
"""

from engine.geometry.tracing.tracer import trace_picture

__all__ = ["trace_picture"]
