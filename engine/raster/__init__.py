# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The raster path: a text-to-video model redraws a picture of a drawing, frame by frame.

Flipbook-style animation after FlipSketch (Bandyopadhyay and Song 2024): the drawing is inverted to
noise, alignment and attention composition keep the frames like it, and the model's frames become
line art on a transparent ground in the drawing's own size and place. Loading models
(`engine.priors.video`) and moving strokes (`engine.vector`) belong elsewhere.
"""
