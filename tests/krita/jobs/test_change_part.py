# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into the request of a job that makes a part of a take anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.takes import HostNote, Take
from addon.contract.errors import BadInput
from addon.contract.request import ObjectSettings, Request
from addon.krita.jobs.change_part import part_patch, parts_of

TWO = (ObjectSettings("ball", "it jumps"), ObjectSettings("box"))


def take_of(request: Request, rig: str = "") -> Take:
    info = {"rig": rig} if rig else {}
    return Take("one", Path("one"), HostNote(), "done", request, info)


def test_some_frames_are_made_anew() -> None:
    take = take_of(Request(prompt="it slides", frames=24))
    assert part_patch(take, part="", first=20, last=6) == {"keep": {"range": [6, 21]}}
    assert part_patch(take, part="", first=6, last=99)["keep"] == {"range": [6, 24]}


def test_all_frames_are_no_range() -> None:
    take = take_of(Request(prompt="it slides", frames=24))
    assert part_patch(take, part="", first=0, last=23) == {"keep": {}}


def test_one_object_moves_and_the_others_are_locked() -> None:
    take = take_of(Request(prompt="it slides", frames=24, objects=TWO))
    patch = part_patch(take, part="ball", first=0, last=23)
    assert patch["keep"] == {"objects": ["ball"]}
    changed = take.request.patched(patch)
    assert [(item.name, item.locked) for item in changed.objects] == [
        ("ball", False),
        ("box", True),
    ]
    assert changed.objects[0].prompt == "it jumps"


def test_the_engine_names_the_objects_that_it_found() -> None:
    assert parts_of(take_of(Request(prompt="a"), "dog: four_legged; ball: pieces")) == (
        "dog",
        "ball",
    )
    assert parts_of(take_of(Request(prompt="a", objects=TWO), "dog: fish")) == ("ball", "box")
    assert parts_of(take_of(Request(prompt="a"))) == ()


def test_redrawn_pictures_have_no_parts() -> None:
    take = take_of(Request(prompt="it slides", path="raster"))
    with pytest.raises(BadInput, match="moved strokes"):
        part_patch(take, part="", first=0, last=3)
