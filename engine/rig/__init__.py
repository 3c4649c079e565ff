# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bones in a drawing: skeletons of body plans, the network that finds them, and deformation.

Nothing here knows how things move over time; actions live in `engine.motion` and `engine.priors`.
"""
