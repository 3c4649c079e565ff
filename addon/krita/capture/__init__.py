# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the layer that is to be animated, as an SVG or as a picture.

Nothing here changes a document, and nothing knows of jobs.
"""
