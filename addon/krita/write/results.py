# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of results and the layers that were drawn: where one is shown, the other is hidden.

A layer's colours, which lie right below it, are shown and hidden together with it.

Undo in Krita removes a result's layer and redo brings it back, and plugins aren't told. So the
document is looked at now and then, and the original is shown or hidden to match.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..capture.document import find_node, id_of, walk
from .frame_plan import LayerTiming
from .layer_below import colours_name, colours_of
from .timeline import show

if TYPE_CHECKING:
    from krita import Document, Node


@dataclass(frozen=True)
class LayerResult:
    """A result that is a layer of a document.

    Attributes:
        job: The job that made it; for clean lines the layer that was cleaned, "" for colours.
        root: The key of the document (`document.key_of`).
        layer_id: The unique id of its layer.
        original_id: The unique id of the layer that was drawn.
        timing: Another one than the engine's, where it was given one.
    """

    job: str
    root: str
    layer_id: str
    original_id: str
    timing: LayerTiming | None = None


LayerKey = tuple[str, str]  # key of the document, id of the layer: a file may be open twice


@dataclass
class Results:
    """The results of the open documents, and what the last look at them has shown.

    Attributes:
        there: Whether the layer was in its document.
        seen: Whether the layer was visible, by the layer's id: in the document of the last look.
        with_colours: Whether the layers' colours are shown and hidden together with them.
        colours: The layers of colours that were made in this run, which may be renamed since, and
            the layer that was drawn of each.
    """

    known: dict[LayerKey, LayerResult] = field(default_factory=dict)
    there: dict[LayerKey, bool] = field(default_factory=dict)
    seen: dict[str, bool] = field(default_factory=dict)
    with_colours: bool = True
    colours: dict[str, str] = field(default_factory=dict)

    def add(self, result: LayerResult, *, there: bool | None = None) -> None:
        """Add a result, and whether its layer is in its document where that is known."""
        key = (result.root, result.layer_id)
        self.known[key] = result
        if there is not None:
            self.there[key] = there

    def of_job(self, job: str, root: str) -> LayerResult | None:
        """Return the result of a job in the document with this root.

        Of several, the newest whose layer is there: an undo takes away the last one.
        """
        found = [r for r in reversed(self.of_document(root)) if r.job == job]
        there = (r for r in found if self.there.get((root, r.layer_id), True))
        return next(there, found[0] if found else None)

    def of_document(self, root: str) -> list[LayerResult]:
        """Return the results in the document with this root."""
        return [result for result in self.known.values() if result.root == root]

    def original_of(self, layer_id: str) -> str:
        """Return the layer that was drawn: the original of a result, else the layer itself."""
        originals = (r.original_id for r in self.known.values() if r.layer_id == layer_id)
        return next(originals, layer_id)

    def show_alone(self, document: Document, result: LayerResult) -> None:
        """Show a result; hide the original and its other results."""
        self._show(document, result.original_id, False, result)
        for other in self.of_document(result.root):
            if other.original_id == result.original_id:
                is_shown = other.layer_id == result.layer_id
                self._show(document, other.layer_id, is_shown, result)

    def show_original(self, document: Document, result: LayerResult) -> None:
        """Hide a result, and show the layer that was drawn."""
        self._show(document, result.layer_id, False, result)
        self._show(document, result.original_id, True, result)

    def look(self, document: Document, root: str) -> bool:
        """Show the originals whose results are gone, hide those whose results are back.

        Returns whether anything changed.
        """
        results = self.of_document(root)
        if not results:
            return False
        nodes = {id_of(node): node for node in walk(document.rootNode())}
        layer_ids = [result.layer_id for result in results if result.layer_id in nodes]
        seen = {layer_id: bool(nodes[layer_id].visible()) for layer_id in layer_ids}
        changed, seen_before = seen != self.seen, self.seen
        self.seen = seen
        for result in results:
            key, is_there = (root, result.layer_id), result.layer_id in nodes
            was_there = self.there.get(key, is_there)
            self.there[key] = is_there
            if is_there == was_there or result.original_id not in nodes:
                continue
            changed, before = True, self._before(result, nodes)
            if is_there:
                self._show(document, before or result.original_id, False, result)
                self._show(document, result.layer_id, True, result)
            elif not self._is_covered(result, results, nodes):
                was_seen = seen_before.get(result.layer_id, True)
                shown = before if before and was_seen else result.original_id
                self._show(document, shown, True, result)
        return changed

    def _before(self, result: LayerResult, nodes: Mapping[str, Node]) -> str:
        """Return the layer that a job had before this one, in another timing; "" for none.

        For clean lines it is the one that was cleaned before, with another strength.
        """
        if not result.job:  # colours
            return ""
        earlier = [r for r in self.of_document(result.root) if r.job == result.job]
        there = [r.layer_id for r in earlier[: earlier.index(result)] if r.layer_id in nodes]
        return there[-1] if there else ""

    def remove(self, document: Document, job: str, root: str) -> None:
        """Remove the layers of a job, in each of its timings."""
        for result in self.of_document(root):
            node = find_node(document, result.layer_id) if result.job == job else None
            if node is not None:
                self.there[(root, result.layer_id)] = False  # or it would count as undone
                node.remove()

    def colours_below(self, node: Node, original_id: str, *drawn: str) -> Node | None:
        """Return the layer of the colours of a drawing or its take; None where there is none.

        original_id: the layer that was drawn. drawn: what it is called, or was.
        """
        own = [colour for colour, of in self.colours.items() if of == original_id]
        return colours_of(node, [colours_name(name) for name in drawn], own)

    def _show(self, document: Document, layer_id: str, visible: bool, result: LayerResult) -> None:
        """Show or hide the original or a result, and its colours with it."""
        show(document, layer_id, visible)
        node = find_node(document, layer_id)
        original = find_node(document, result.original_id)
        if node is None or original is None or not self.with_colours:
            return
        colours = self.colours_below(node, result.original_id, original.name())
        if colours is not None:
            show(document, id_of(colours), visible)

    def _is_covered(
        self, result: LayerResult, results: list[LayerResult], nodes: dict[str, Node]
    ) -> bool:
        """Return whether another result of the same original is visible."""
        return any(
            other.original_id == result.original_id
            and other.layer_id in nodes
            and nodes[other.layer_id].visible()
            for other in results
            if other is not result
        )
