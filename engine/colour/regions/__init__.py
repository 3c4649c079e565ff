# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Areas bounded by lines, also where the lines have small gaps.

`trapped_ball` finds them in a picture of lines, `inked` makes that picture of strokes, `attached`
lets them move with the strokes around them, `tracking` names them alike in all frames of pictures.
"""
