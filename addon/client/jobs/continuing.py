# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to change in a result's request so that another motion goes on from it, for all hosts.

patch = continuation_patch(take.request, panel_request, Continuation(at=17))
session.redo(take.job, patch, target)
"""

from __future__ import annotations

from ...contract.continuation import Continuation
from ...contract.request import Request
from ...contract.rig_hints import SETTING as HINTS

ASKED = ("prompt", "objects", "strength", "quality", "seed", "model", "preset")
KEPT = (HINTS, "armature", "pictures")  # expert settings of the drawing and of the host


def continuation_patch(
    earlier: Request, asked: Request, goes_on: Continuation
) -> dict[str, object]:
    """Return the patch for `Session.redo`.

    earlier: the request of the result; asked: what the panel asks for, `frames` long. Raises
    BadInput where both together are too long.
    """
    kept = {name: earlier.settings[name] for name in KEPT if name in earlier.settings}
    own = {name: value for name, value in asked.settings.items() if name not in KEPT}
    changed = asked.to_json()
    patch: dict[str, object] = {name: changed[name] for name in ASKED}
    patch.update(
        frames=goes_on.frames(earlier.frames, asked.frames),
        hold=earlier.hold,
        loop=False,
        settings={**own, **kept},
    )
    patch.update(goes_on.to_settings())
    return patch
