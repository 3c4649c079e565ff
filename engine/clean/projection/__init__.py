# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A more practised version of a drawing, by projection onto drawings that are known.

The way of Sketch2Anime: an autoencoder's latent of the drawing, its nearest neighbours in a bank,
and a mixture of these that comes nearest to it. What is mixed are the ways from the drawing's lines
to theirs; the drawing's own strokes go that way, and so does the nearest known drawing.
"""
