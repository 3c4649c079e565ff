# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find objects: groups the strokes of a drawing into the objects that they draw.

Here are the network that compares strokes and the partition that follows from it; the network's
training is in `engine.training.grouping`.
"""
