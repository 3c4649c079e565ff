# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score distillation: networks, guides, the schedule of several objects, checkpoints.

Nothing here reads a request or writes an Animation: it turns a VectorJob into displacements.
"""
