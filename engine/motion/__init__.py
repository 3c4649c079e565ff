# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What bodies do: actions of every body plan as curves of joints.

An action is a function in `actions`, registered under its verbs with `@action`; it writes what
joints do into a `Performance`. `act` puts beats together.
"""

from __future__ import annotations

from engine.motion.act import act, action_of, performed
from engine.motion.beat import MotionBeat
from engine.motion.registry import ACTIONS, RegisteredAction, action

__all__ = ["ACTIONS", "MotionBeat", "RegisteredAction", "act", "action", "action_of", "performed"]
