# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cost of a job before it starts: seconds, memory, and a smaller job where it doesn't fit.

Nothing here loads weights or torch for the built-in prior; the plans of video models belong to the
paths that use them.
"""

from addon.contract.estimate import Estimate, SmallerPlan
from engine.cost.estimate import estimate

__all__ = ["Estimate", "SmallerPlan", "estimate"]
