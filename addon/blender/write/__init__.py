# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results into the scene: moved strokes, pictures or traced strokes, and the takes made of them.

Jobs, files of jobs and the panel are not here: whoever calls makes each result one undo step.
"""
