# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion from a video: an artist's strokes follow any clip in which the drawing moves.

clip (file) -> the lines seen in each frame -> placed on the drawing by the first frame -> poses of
the drawing's bones that lay its lines on those seen (iterative closest points with tangents, robust
Gauss-Newton steps from wide to narrow) -> what bones can't follow, as smooth displacements of the
strokes' control points. No video model is needed.
"""
