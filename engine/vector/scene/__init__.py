# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing as the vector path sees it: tokens, captions, which strokes are still.

Nothing here optimises or knows a prior's network; geometry that other paths need too belongs to
engine/geometry.
"""
