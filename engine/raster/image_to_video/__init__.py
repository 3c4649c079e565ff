# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Redrawing by a video model that goes on from given frames (Wan, LTX-Video, CogVideoX).

The drawing is the first frame; where the model knows last frames, a loop ends in it. Longer
animations are several clips, each from the last frame of the one before.
"""
