# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Motion priors: models that sample and score motion, and constraints on what they give.

Nothing here knows a request's path, a job folder or keys; the vector and raster paths use it.
"""
