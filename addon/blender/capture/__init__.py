# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Capture of what is in Blender's scene: strokes or a picture, with the way back to the scene.

Nothing here changes the scene: results are put into it by `write`.
"""
