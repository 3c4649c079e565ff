# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion learnt from short videos: motion adapters for AnimateDiff, and AnimateAnything's masks.

How such models are used lives in `engine/priors/video`.
"""
