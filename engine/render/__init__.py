# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings and animations as pixels: the stroke rasteriser, final frames and the files made of
them.
"""
