# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a motion must not do to a drawing: stretch lines, tear joints, dent what is round.

Everything is a function of points and displacements; no model and no text belongs here.
"""
