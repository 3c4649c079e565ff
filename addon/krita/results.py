# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results on the timeline and the layers they came from: shown and hidden together.

Krita's undo takes the result's layer away and redo brings it back, with no word to plugins; so the
document is looked at now and then, and the original is shown or hidden to match.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .document import id_of, walk
from .timeline import show


@dataclass(frozen=True)
class Result:
    """A result's layer and the original's, by unique id, in the document with this root."""

    job: str
    root: str
    layer_id: str
    original_id: str


@dataclass
class Results:
    """The results of the open documents, by the result's layer; and the last look at them.

    `there`: whether the layer was in its document. `seen`: whether it was visible.
    """

    known: dict[str, Result] = field(default_factory=dict)
    there: dict[str, bool] = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        self.known[result.layer_id] = result
        self.there[result.layer_id] = True

    def of_job(self, job: str) -> Result | None:
        return next((r for r in self.known.values() if r.job == job), None)

    def original_of(self, layer_id: str) -> str:
        """The layer that was drawn: of a result its original, else the layer itself."""
        result = self.known.get(layer_id)
        return result.original_id if result is not None else layer_id

    def show_alone(self, document: Any, result: Result) -> None:
        """Shows a result; hides the original and its other results."""
        show(document, result.original_id, False)
        for other in self.known.values():
            if other.original_id == result.original_id:
                show(document, other.layer_id, other.layer_id == result.layer_id)

    def show_original(self, document: Any, result: Result) -> None:
        """Hides a result, and shows the drawing it came from."""
        show(document, result.layer_id, False)
        show(document, result.original_id, True)

    def look(self, document: Any, root: str) -> bool:
        """Shows the originals whose results went, hides those whose results came back.

        True when anything changed.
        """
        mine = [result for result in self.known.values() if result.root == root]
        if not mine:
            return False
        nodes = {id_of(node): node for node in walk(document.rootNode())}
        seen = {r.layer_id: bool(nodes[r.layer_id].visible()) for r in mine if r.layer_id in nodes}
        changed = seen != self.seen
        self.seen = seen
        for result in mine:
            is_there = result.layer_id in nodes
            if is_there == self.there.get(result.layer_id, is_there):
                self.there[result.layer_id] = is_there
                continue
            self.there[result.layer_id] = is_there
            original = nodes.get(result.original_id)
            if original is not None:
                original.setVisible(not is_there and not self._covered(result, nodes))
                document.refreshProjection()
            changed = True
        return changed

    def _covered(self, result: Result, nodes: dict[str, Any]) -> bool:
        """Whether another result of the same original is seen."""
        return any(
            other.original_id == result.original_id
            and other.layer_id in nodes
            and nodes[other.layer_id].visible()
            for other in self.known.values()
            if other is not result
        )
