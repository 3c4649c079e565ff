# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""FlipSketch's method on a text-to-video model: inversion, alignment, composition, sampling.

It works on latents and on ink in the model's square. Pictures in the drawing's own size, files and
line art are made elsewhere in `engine.raster`.
"""
