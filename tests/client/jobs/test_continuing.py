# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request of a motion that goes on: the panel's words, the drawing's own settings."""

from __future__ import annotations

from addon.client.jobs.continuing import continuation_patch
from addon.contract.continuation import Continuation
from addon.contract.request import Request

EARLIER = Request(
    "the dog walks",
    frames=24,
    hold=2,
    loop=True,
    settings={"armature": True, "rig_hints": {"objects": {}}, "speed": 2.0, "keep": {"after": 3}},
)
ASKED = Request("it sits", frames=12, seed=5, settings={"far": 0.5, "armature": True})


def test_it_is_the_panel_s_but_for_what_belongs_to_the_drawing() -> None:
    patch = continuation_patch(EARLIER, ASKED, Continuation(10))
    request = EARLIER.patched(patch)
    assert (request.prompt, request.seed, request.frames) == ("it sits", 5, 22)
    assert (request.hold, request.loop) == (2, False)
    assert request.settings == {
        "armature": True,
        "rig_hints": {"objects": {}},
        "far": 0.5,
        "keep": {"after": 10},
    }
    assert "keep" in patch  # by which the earlier result is brought along
