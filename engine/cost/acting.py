# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether bones will act a drawing, told from its words alone: no bones are looked for."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from addon.contract.drawing import Drawing
from addon.contract.request import Request
from addon.contract.rig_hints import PIECES, SETTING, hints_from_json
from engine.language.beats import read_beats
from engine.motion import ACTIONS
from engine.rig.nouns import flows, plans_of
from engine.runtime.arrays import numpy_of
from engine.vector.asked_beats import beats_asked
from engine.vector.scene.captions import object_captions
from engine.vector.scene.object_requests import ObjectRequests
from engine.vector.settings import vector_settings


def is_likely_acted(drawing: Drawing, request: Request) -> bool:
    """Return whether bones will probably act all that moves.

    It is taken for granted that the bones of the body that a noun names are found.
    Raises FormatError and BadInput for hints that can't be used.
    """
    settings = vector_settings(request)
    if not settings.rig or not settings.actions:
        return False
    objects, names = ObjectRequests.of(drawing, request), drawing.object_names
    moving = np.unique(numpy_of(drawing.objects)[~objects.still]).tolist()
    captions = object_captions(request.prompt, names, objects.prompts)
    hints = hints_from_json(request.settings.get(SETTING, {}))
    verbs = {
        name: _verbs(caption, hints[name].plan if name in hints else "")
        for name, caption in zip(names, captions, strict=True)
    }
    for number in moving:
        name, own = names[number], objects.prompts[number].strip()
        reading = read_beats(own or request.prompt, (name,) if own else names, verbs)
        asked = beats_asked(reading, name, verbs[name], alone=len(names) == 1)
        if asked is None or not verbs[name]:
            return False
    return bool(moving)


def _verbs(caption: str, plan: str) -> Collection[str]:
    """Return what the object of a caption can do; plan: what an artist says it is, or ""."""
    if not plan and flows(caption):
        return ()
    plans = (plan,) if plan else plans_of(caption) or ("",)
    return {verb for each in plans for verb in ACTIONS.get("" if each == PIECES else each, {})}
