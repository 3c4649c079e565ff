# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Training of RigNet on drawn figures: shards, augmentation, losses, measures.

The figures are the puppets' and the network is `engine.rig`'s; neither is changed here.
"""
