# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Joints that were placed by hand, of each layer apart. Needs neither Krita nor Qt.

The engine takes them by the name of their object, which drawings of several layers share.
"""

from __future__ import annotations

from ...contract.rig_hints import SETTING, ObjectHints, hints_to_json
from ...contract.strict_json import JSON

Place = tuple[float, float]


class PlacedJoints:
    """Where joints were put, in pixels of the document."""

    def __init__(self) -> None:
        self._layers: dict[str, dict[str, dict[str, Place]]] = {}  # layer -> object -> joint

    def put(self, layer_id: str, object_name: str, joint: str, place: Place) -> None:
        """Put a joint of a layer's object to a place."""
        self._layers.setdefault(layer_id, {}).setdefault(object_name, {})[joint] = place

    def place(self, layer_id: str, object_name: str, joint: str) -> Place | None:
        """Return where a joint was put; None where it wasn't."""
        return self._layers.get(layer_id, {}).get(object_name, {}).get(joint)

    def has_any(self, layer_id: str) -> bool:
        """Return whether a joint of a layer was placed."""
        return layer_id in self._layers

    def forget(self, layer_id: str) -> None:
        """Forget what was placed of a layer."""
        self._layers.pop(layer_id, None)

    def settings(self, layer_id: str) -> dict[str, JSON]:
        """Return the joints of a layer as settings of a request; none where none was placed."""
        objects = self._layers.get(layer_id)
        if objects is None:
            return {}
        hints = {name: ObjectHints(joints=places) for name, places in objects.items()}
        return {SETTING: hints_to_json(hints)}
