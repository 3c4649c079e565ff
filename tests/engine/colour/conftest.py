# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of colour know what the rules say; the shipped network is asked only where one says so."""

from __future__ import annotations

import pytest

from engine.colour import proposing


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the shipped network out."""
    monkeypatch.setattr(proposing, "shipped_generator", lambda: None)
