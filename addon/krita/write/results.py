# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results on the timeline and the layers they came from: shown and hidden together.

Krita's undo takes the result's layer away and redo brings it back, with no word to plugins; so the
document is looked at now and then, and the original is shown or hidden to match.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..capture.document import id_of, walk
from .timeline import show


@dataclass(frozen=True)
class Result:
    """A result's layer and the original's, by unique id, in the document with this root."""

    job: str
    root: str
    layer_id: str
    original_id: str


Place = tuple[str, str]  # root of a document, layer: a file may be open twice


@dataclass
class Results:
    """The results of the open documents, by root and layer; and the last look at them.

    `there`: whether the layer was in its document. `seen`: whether it was visible.
    """

    known: dict[Place, Result] = field(default_factory=dict)
    there: dict[Place, bool] = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)  # by layer, of the last document

    def add(self, result: Result, *, there: bool | None = None) -> None:
        """A result. `there`: whether its layer is known to be in its document."""
        place = (result.root, result.layer_id)
        self.known[place] = result
        if there is not None:
            self.there[place] = there

    def of_job(self, job: str, root: str) -> Result | None:
        return next((r for r in self.of_document(root) if r.job == job), None)

    def of_document(self, root: str) -> list[Result]:
        return [result for result in self.known.values() if result.root == root]

    def original_of(self, layer_id: str) -> str:
        """The layer that was drawn: of a result its original, else the layer itself."""
        found = (r.original_id for r in self.known.values() if r.layer_id == layer_id)
        return next(found, layer_id)

    def show_alone(self, document: Any, result: Result) -> None:
        """Shows a result; hides the original and its other results."""
        show(document, result.original_id, False)
        for other in self.of_document(result.root):
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
        mine = self.of_document(root)
        if not mine:
            return False
        nodes = {id_of(node): node for node in walk(document.rootNode())}
        seen = {r.layer_id: bool(nodes[r.layer_id].visible()) for r in mine if r.layer_id in nodes}
        changed = seen != self.seen
        self.seen = seen
        for result in mine:
            place, is_there = (root, result.layer_id), result.layer_id in nodes
            was_there = self.there.get(place, is_there)
            self.there[place] = is_there
            original = nodes.get(result.original_id)
            if is_there != was_there and original is not None:
                original.setVisible(not is_there and not self._covered(result, mine, nodes))
                document.refreshProjection()
                changed = True
        return changed

    def _covered(self, result: Result, mine: list[Result], nodes: dict[str, Any]) -> bool:
        """Whether another result of the same original is seen."""
        return any(
            other.original_id == result.original_id
            and other.layer_id in nodes
            and nodes[other.layer_id].visible()
            for other in mine
            if other is not result
        )
