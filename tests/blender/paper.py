# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A layout to draw panels into without a window, which checks and records what they draw."""

from __future__ import annotations

from typing import Any

import bpy

FUNCTIONS = bpy.types.UILayout.bl_rna.functions
PROPERTIES = set(bpy.types.UILayout.bl_rna.properties.keys())
ICONS = set(FUNCTIONS["label"].parameters["icon"].enum_items.keys())
#: Of Python's own making, so that Blender's tables don't list them.
OWN = {"operator_context"}


class Button:
    """The properties of a button: only those that its operator has can be set."""

    def __init__(self, name: str) -> None:
        group, _, word = name.partition(".")
        kind = getattr(getattr(bpy.ops, group), word).get_rna_type()  # KeyError: no such operator
        self.__dict__["_known"] = set(kind.properties.keys())
        self.__dict__["values"] = {}

    def __setattr__(self, name: str, value: object) -> None:
        assert name in self._known, name
        self.values[name] = value


class Paper:
    """One layout; those made from it record into the same list."""

    def __init__(self, sheet: Paper | None = None) -> None:
        shared = sheet.__dict__ if sheet else {"texts": [], "buttons": [], "shown": []}
        for name in ("texts", "buttons", "shown"):
            self.__dict__[name] = shared[name]

    def __setattr__(self, name: str, value: object) -> None:
        assert name in PROPERTIES | OWN, name

    def __getattr__(self, name: str) -> Any:
        assert name in FUNCTIONS, f"UILayout has no {name}"
        allowed = set(FUNCTIONS[name].parameters.keys())

        def draw(*values: Any, **named: Any) -> Any:
            assert set(named) <= allowed, (name, set(named) - allowed)
            assert named.get("icon", "NONE") in ICONS, named["icon"]
            if named.get("text"):
                assert isinstance(named["text"], str)
                self.texts.append(named["text"])
            return self._drawn(name, values, named)

        return draw

    def _drawn(self, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if name == "operator":
            button = Button(values[0])
            self.buttons.append((values[0], button.values))
            return button
        if name in ("menu", "popover"):
            assert hasattr(bpy.types, values[0]), values[0]
            self.shown.append(values[0])
        if name == "prop":
            owner, what = values[:2]
            key = what[2:-2] if what.startswith('["') else ""
            assert key in owner if key else what in owner.bl_rna.properties, what
            self.shown.append(what)
        return Paper(self)


class Context:
    """Return a context with a sidebar to draw in."""

    def __init__(self) -> None:
        self.area = self.region = type("Region", (), {"width": 300, "regions": ()})()
        self.area.as_pointer = lambda: 1

    def __getattr__(self, name: str) -> Any:
        return getattr(bpy.context, name)


def drawn(panel: type, **named: Any) -> Paper:
    """Return what a panel, a menu or a dialog draws now."""
    paper = Paper()
    owner = type("Owner", (), {"layout": paper, **named})()
    draw: Any = panel.draw  # type: ignore[attr-defined]
    draw(owner, Context())
    return paper
