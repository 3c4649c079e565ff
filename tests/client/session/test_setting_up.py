# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session knows of the engine and of models."""

from __future__ import annotations

import pytest

from addon.client.setup.models import search
from addon.client.setup.states import SetupReady
from addon.client.setup.status import Status
from addon.contract.errors import BadInput
from tests.client.session.bench import Bench, until


def test_a_set_up_that_is_done_settles_the_notice(bench: Bench) -> None:
    session, _ = bench.start()
    session.notice = BadInput("The engine is not set up yet.")
    setup = session.new_setup()
    assert setup.setup.host == "Paper" and not session.follow_setup(setup)
    setup.status = Status(SetupReady("1", "cpu", "starter", "cpu", "python"), None)
    setup._add(lambda: None)
    assert session.follow_setup(setup) and session.notice is None


def test_models_are_searched_in_the_background(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = bench.start()
    monkeypatch.setenv("SKETCH_MOTION_HOME", str(bench.home))
    before = session.models.found
    monkeypatch.setattr(search, "find_models", lambda folder: (str(folder),))
    session.models.look()
    until(session, lambda: session.models.found is not before)
    found: object = session.models.found
    assert found == (str(bench.home / "models"),)
