# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the add-ons and the engine agree on: values, files, job folders, messages and errors.

Nothing here imports another room, a host (bpy, krita) or a package: it is the standard library
only and runs on Python 3.10.

Units everywhere: canvas pixels, origin top left, y down, float32; a positive angle turns clockwise
on the screen; frames count from 0; colours are straight RGBA in 0..1 (sRGB); widths are full
stroke widths in pixels.
"""
