# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every running job needs: progress, checkpoints, cancellation, failures, the report.

Nothing here knows drawings, paths or models.
"""
