# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a drawing becomes strokes: centre lines with widths, and solid areas as fills."""

from engine.geometry.tracing.tracer import trace_picture

__all__ = ["trace_picture"]
