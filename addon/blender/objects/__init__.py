# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a drawing: which strokes belong to which, their list, and how they are shown.

Buttons and panels are not here but in `ui`; the search for objects, which is a job, is in `jobs`.
"""
