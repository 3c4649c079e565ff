# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job will take, told before it starts: seconds, memory, a smaller plan."""

from addon.contract.estimate import Estimate, SmallerPlan
from engine.cost.estimate import estimate

__all__ = ["Estimate", "SmallerPlan", "estimate"]
