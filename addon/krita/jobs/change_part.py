# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of a take is made anew: what goes into the request of the job that does it."""

from __future__ import annotations

from ...client.jobs.result_lines import object_names
from ...client.jobs.takes import Take
from ...contract.errors import BadInput

KEEP = "keep"  # the expert setting of the engine


def parts_of(take: Take) -> tuple[str, ...]:
    """Return the names of the objects in a take."""
    return tuple(item.name for item in take.request.objects) or object_names(take.info)


def part_patch(take: Take, *, part: str, first: int, last: int) -> dict[str, object]:
    """Return what to change in a take's request so that only a part of it is made again.

    part: an object, "" for all. first, last: frames of the take, counted from 0.
    Raises BadInput when the take isn't of moved strokes.
    """
    request = take.request
    if request.path != "vector":
        raise BadInput("Only a part of moved strokes can be changed.")
    keep: dict[str, object] = {}
    patch: dict[str, object] = {KEEP: keep}
    if part:
        keep["objects"] = [part]
        by_name = {item.name: item for item in request.objects}
        objects = []
        for name in parts_of(take):
            told = by_name[name].to_json() if name in by_name else {"name": name}
            objects.append(told if name == part else {**told, "locked": True})
        patch["objects"] = objects
    first, last = min(first, last), max(first, last)
    if (first, last) != (0, request.frames - 1):
        keep["range"] = [first, min(last + 1, request.frames)]
    return patch
