# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bodies can do, and their joints and parts, have names in every language."""

from __future__ import annotations

import pytest

from addon.client.jobs.found_bones import words_of
from addon.client.languages import NAMES
from engine.motion import ACTIONS
from engine.rig.skeletons import PLANS


@pytest.mark.parametrize("language", sorted(NAMES))
def test_actions_and_joints_have_a_name(language: str) -> None:
    known = NAMES[language]
    actions = {found.name for table in ACTIONS.values() for found in table.values()}
    assert not {name.replace("_", " ") for name in actions} - set(known)
    joints = {joint.name for plan in PLANS.values() for joint in plan.joints}
    parts = {part.name for plan in PLANS.values() for part in plan.parts}
    words = {words_of(name).rstrip("0123456789").strip() for name in joints | parts}
    assert not words - set(known)
