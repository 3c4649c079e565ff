# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A motion of bones in the form that hosts with armatures evaluate.

Bones at rest, weights that carry each point as near to its place as the host's blending can, and
few keys for each bone. What bones can't hold is left as an offset of the drawing at rest.
"""
