# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How hypothesis makes examples, in every test that uses it (none inside Blender does)."""

from __future__ import annotations

import contextlib

with contextlib.suppress(ImportError):
    from hypothesis import HealthCheck, settings

    # No deadline: the machine may be busy. No database: nothing is written into the project.
    settings.register_profile(
        "tests",
        max_examples=30,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("tests")
