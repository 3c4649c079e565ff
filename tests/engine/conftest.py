# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the engine write nothing into the user's own folder of this program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the program a folder of its own, where timings of jobs are kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKETCH_MOTION_HOME", str(tmp_path_factory.mktemp("home")))
        yield
