# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a job folder to its end, and the registry of what a job can be.

How a result is computed belongs to the path (engine/vector, engine/raster); how the outside asks
for it belongs to engine/service and engine/commands.
"""
