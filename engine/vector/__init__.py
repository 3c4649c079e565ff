# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vector path: strokes keep being strokes and get editable keys.

Here are its settings, its job, the draft and the pipeline; the scene, the refinement and the keys
have folders of their own. Motion priors belong to engine/priors, pixels to engine/raster.
"""
