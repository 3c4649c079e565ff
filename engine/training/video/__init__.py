# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The starter video model: its architecture, clips and run.

How a video model is used lives in `engine/priors/video`.
"""
