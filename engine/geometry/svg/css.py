# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style sheets and `style=` attributes: parsed by tinycss2, matched to elements by cssselect2.

What is wrong in a sheet is handled as the specifications say: a declaration that can't be parsed
is left out and those around it are kept (CSS Syntax 3, section 9), a rule with an invalid selector
is left out as a whole (Selectors 4, section 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import cssselect2
import tinycss2

from addon.contract.errors import BadInput
from engine.geometry.svg.xml_tree import local_name

#: Elements looked at while selectors are matched. A selector such as `* * * * * path` may look at
#: more than there are atoms; ordinary sheets stay a hundred times below.
MOST_STEPS = 30_000_000
#: Making a wrapper for an element takes as long as so many looks at one.
_WRAPPER_STEPS = 20

# A list of declarations in which every semicolon ends one: none is quoted, nested or in a comment.
_OPEN = r"[^\"'(){}\[\]\\/@]*"
_PLAIN = re.compile(rf"{_OPEN}(?:\([^\"'(){{}}\[\]\\/@;]*\){_OPEN})*")
# A declaration of plain words, numbers and hexadecimal colours. tinycss2 would give the same, but
# takes a second for the style attributes of ten thousand paths.
_WORD = r"[\w#.%+-]+"
_SIMPLE = re.compile(rf"\s*(-?[a-z_][\w-]*)\s*:\s*({_WORD}(?:[\s,]+{_WORD})*)\s*", re.ASCII | re.I)
_VAR = re.compile(r"var\(", re.IGNORECASE)
LONGEST_VALUE = 10_000  # characters of a value whose var() are replaced; more is an attack

#: What compiling a selector raises when it is invalid, not supported, or nested too deeply.
_BAD_SELECTOR = (cssselect2.SelectorError, NotImplementedError, SyntaxError, RecursionError)


@dataclass(frozen=True)
class Declaration:
    """`name: value`, perhaps `!important`. The name is in lower case, except a custom one's."""

    name: str
    value: str
    important: bool


def parse_declarations(text: str) -> tuple[Declaration, ...]:
    """Read `name: value; name: value`, as a `style=` attribute holds; leave out what is invalid."""
    # Attributes repeat each other's declarations: split, most of them are found in the cache.
    pieces = text.split(";") if _PLAIN.fullmatch(text) else [text]
    return tuple(declaration for piece in pieces for declaration in _declarations(piece))


@lru_cache(maxsize=8192)
def _declarations(text: str) -> tuple[Declaration, ...]:
    if simple := _SIMPLE.fullmatch(text):
        return (Declaration(simple[1].lower(), simple[2], False),)
    return _declarations_of(tinycss2.parse_blocks_contents(text, skip_comments=True))


def _declarations_of(nodes: Sequence[Any]) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(
            node.name if node.name.startswith("--") else node.lower_name,
            _text(node.value),
            node.important,
        )
        for node in nodes
        if node.type == "declaration"
    )


def _text(tokens: Sequence[Any]) -> str:
    try:
        return str(tinycss2.serialize(tokens)).strip()
    except RecursionError:  # a thousand brackets in each other
        return ""


class StyleSheet:
    """The rules of all `<style>` elements of a tree, to be matched to the tree's elements."""

    def __init__(self, root: ElementTree.Element) -> None:
        """Read the style elements of a tree; what is invalid in them is left out."""
        self._matcher = cssselect2.Matcher()
        for element in root.iter():
            if local_name(element) == "style" and _is_for_screens(element):
                for selectors, declarations in _rules("".join(element.itertext())):
                    for selector in selectors:
                        self._matcher.add_selector(selector, declarations)
        self._wrapped: dict[ElementTree.Element, _Wrapper] = {}
        if self._matcher.order:
            wrapped = _Wrapper.from_xml_root(root).iter_subtree()
            self._wrapped = {wrapper.etree_element: wrapper for wrapper in wrapped}

    def declarations(self, element: ElementTree.Element) -> Iterator[Declaration]:
        """Yield what the rules say of an element, the weakest declaration first.

        A rule matches an element where it stands in the tree, also when `<use>` copies it from
        there (SVG 1.1, section 5.6). Raises BadInput for rules that take too long to match.
        """
        wrapper = self._wrapped.get(element)
        if wrapper is not None:
            for _, _, _, declarations in self._matcher.match(wrapper):
                yield from declarations


class _Steps:
    """How many elements may still be looked at."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise BadInput(
                "The style sheet in the SVG file is too complicated.",
                hint="Export it again with presentation attributes in the place of a style sheet.",
            )


class _Wrapper(cssselect2.ElementWrapper):  # type: ignore[misc]
    """An element as cssselect2 sees it, its relations counted.

    The library's own `ancestors` and `previous_siblings` are recursive, and the latter take memory
    by the square of the number of siblings.
    """

    def __init__(
        self, element: ElementTree.Element, parent: _Wrapper | None, *rest: Any, **options: Any
    ) -> None:
        super().__init__(element, parent, *rest, **options)
        self.steps: _Steps = _Steps() if parent is None else parent.steps

    @property
    def ancestors(self) -> Iterator[_Wrapper]:
        element = self.parent
        while element is not None:
            self.steps.spend(1)
            yield element
            element = element.parent

    @property
    def previous_siblings(self) -> Iterator[_Wrapper]:
        element = self.previous
        while element is not None:
            self.steps.spend(1)
            yield element
            element = element.previous

    def iter_children(self) -> Iterator[_Wrapper]:
        for child in super().iter_children():
            self.steps.spend(_WRAPPER_STEPS)
            yield child


def _is_for_screens(element: ElementTree.Element) -> bool:
    kind = (element.get("type") or "text/css").partition(";")[0].strip().lower()
    return kind in ("", "text/css") and _is_media_for_screens(element.get("media") or "")


def _is_media_for_screens(query: str) -> bool:
    """Whether a media query list holds for every screen; features such as its width are unknown."""
    return any(part.strip().lower() in ("", "all", "screen") for part in query.split(","))


def _rules(text: str) -> Iterator[tuple[list[Any], tuple[Declaration, ...]]]:
    """Yield the compiled selectors and the declarations of each rule of a sheet.

    Of the at-rules, `@media` for screens and `@namespace` are read.
    """
    namespaces: dict[str | None, str] = {}
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        rules = [node]
        if node.type == "at-rule":
            rules = []
            if node.lower_at_keyword == "namespace":
                namespaces.update(_namespace(node.prelude))
            elif node.lower_at_keyword == "media" and _is_media_for_screens(_text(node.prelude)):
                rules = tinycss2.parse_rule_list(node.content or (), True, True)
        for rule in rules:
            if rule.type == "qualified-rule" and (selectors := _selectors(rule, namespaces)):
                content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
                yield selectors, _declarations_of(content)


def _selectors(rule: Any, namespaces: Mapping[str | None, str]) -> list[Any]:
    try:
        selectors = cssselect2.compile_selector_list(rule.prelude, namespaces)
    except _BAD_SELECTOR:
        return []
    return [selector for selector in selectors if selector.pseudo_element is None]


def _namespace(prelude: Sequence[Any]) -> dict[str | None, str]:
    """Return the prefix (None: the default) and the address that `@namespace` declares."""
    tokens = [token for token in prelude if token.type != "whitespace"]
    prefix = tokens.pop(0).value if tokens and tokens[0].type == "ident" else None
    if len(tokens) == 1 and tokens[0].type == "function" and tokens[0].lower_name == "url":
        tokens = tokens[0].arguments
    if len(tokens) == 1 and tokens[0].type in ("url", "string"):
        return {prefix: tokens[0].value}
    return {}


def resolve_variables(own: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return an element's custom properties, `var()` in them replaced.

    own: what the element declares, by name; inherited: its parent's, already resolved. A property
    that refers to itself has no value (CSS Custom Properties 1, section 2.3).
    """
    resolved = {name: value for name, value in inherited.items() if name not in own}
    begun: set[str] = set()

    def value_of(name: str) -> str | None:
        if name in own and name not in begun:
            begun.add(name)
            value = replace_variables(own[name], value_of)
            if value is not None:
                resolved[name] = value
        return resolved.get(name)

    for name in own:
        value_of(name)
    return resolved


def replace_variables(value: str, value_of: Callable[[str], str | None]) -> str | None:
    """Return a value with every `var(--name, fallback)` replaced by what it stands for.

    value_of: gives a custom property's value by its name, None if it has none. Return None where
    there is no fallback either, and for values that grow without end: a declaration of such a value
    is invalid (CSS Custom Properties 1, section 3).
    """
    if not _VAR.search(value):
        return value
    try:
        return _replaced(tinycss2.parse_component_value_list(value, True), value_of)
    except RecursionError:
        return None


def _replaced(tokens: Sequence[Any], value_of: Callable[[str], str | None]) -> str | None:
    text = ""
    for token in tokens:
        part: str | None
        if token.type == "function" and token.lower_name == "var":
            part = _variable(token.arguments, value_of)
        elif token.type == "function":
            inner = _replaced(token.arguments, value_of)
            part = None if inner is None else f"{token.name}({inner})"
        else:
            part = _text([token]) or " "
        if part is None or len(text) + len(part) > LONGEST_VALUE:
            return None
        text += part
    return text.strip()


def _variable(arguments: Sequence[Any], value_of: Callable[[str], str | None]) -> str | None:
    name, *fallback = [token for token in arguments if token.type != "whitespace"] or [None]
    if name is None or name.type != "ident" or (fallback and fallback[0] != ","):
        return None
    value = value_of(name.value)
    if value is None and fallback:
        value = _replaced(arguments[arguments.index(fallback[0]) + 1 :], value_of)
    return value
