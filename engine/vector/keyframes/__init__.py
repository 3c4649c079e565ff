# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From displacements to an Animation: object motion, Bezier keys, offsets, frame rates.

Nothing here knows a prior or a network, nor draws anything.
"""
