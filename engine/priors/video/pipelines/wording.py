# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What models that know all kinds of videos are told beside the artist's sentence."""

STYLE = (
    "2D animation of a line drawing, black ink lines on plain white paper, static camera. {text}"
)
UNWANTED = (
    "color, shading, grey, background, scenery, text, watermark, blur, camera movement, zoom, "
    "cut, extra lines"
)
