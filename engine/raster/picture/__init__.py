# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing as a picture: what the model is shown of it, and where its frames lie on the canvas.

No diffusion and no line finding here; this room knows pixels, the canvas and the model's square.
"""
