# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting the frames of a result on Krita's timeline, and showing or hiding its layer.

Nothing here starts a job or asks the engine; widgets are in `ui`.
"""
