# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who imports whom, read from the source without running it.

Imports inside functions and under TYPE_CHECKING count like those at the top of a file: they hide
a dependency from the interpreter, not from the reader.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

#: Module -> the modules of the same tree that it imports.
Graph = Mapping[str, set[str]]


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def sources(root: Path, *parts: str) -> list[Path]:
    """Return every Python file below these folders of the tree."""
    return sorted(path for part in parts for path in (root / part).rglob("*.py"))


def imports(root: Path, path: Path) -> Iterator[str]:
    """Yield every imported name in absolute form; relative ones are resolved from the file."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and is_import_call(node):
            yield ast.literal_eval(node.args[0])


def is_import_call(node: ast.Call) -> bool:
    """Return whether this is `__import__("name")` or `importlib.import_module("name")`."""
    is_constant = bool(node.args) and isinstance(node.args[0], ast.Constant)
    return is_constant and ast.unparse(node.func).endswith(("__import__", "import_module"))


def absolute_imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports by their absolute names."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


def module_name(root: Path, path: Path) -> str:
    """Return the dotted name of a file; of `__init__.py`, its package's."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def import_graph(root: Path, *parts: str) -> Graph:
    """Return which modules of these folders import which others of them.

    Importing `a.b.c` also runs `a/__init__.py` and `a/b/__init__.py`: those count, except for the
    packages that the importing module itself lives in, which are being imported already.
    """
    files = {module_name(root, path): path for path in sources(root, *parts)}
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        targets = {resolve(name, files) for name in imports(root, path)} - {"", module}
        packages = {package for target in targets for package in packages_of(target)}
        run_too = {package for package in packages if package in files}
        graph[module] = targets | (run_too - {module, *packages_of(module)})
    return graph


def resolve(name: str, modules: Iterable[str]) -> str:
    """Return the module that an imported name lives in; "" when it isn't one of `modules`."""
    known = modules if isinstance(modules, (set, dict)) else set(modules)
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name


def packages_of(module: str) -> list[str]:
    """Return the packages around a module, the outermost first."""
    parts = module.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts))]


def circles(graph: Graph) -> list[list[str]]:
    """Return the groups of modules that import each other in a circle (Tarjan, 1972)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(module: str) -> None:
        order[module] = lowest[module] = len(order)
        stack.append(module)
        for target in sorted(graph.get(module, ())):
            if target not in order:
                visit(target)
                lowest[module] = min(lowest[module], lowest[target])
            elif target in stack:
                lowest[module] = min(lowest[module], order[target])
        if lowest[module] == order[module]:
            start = stack.index(module)
            group = sorted(stack[start:])
            del stack[start:]
            if len(group) > 1:
                groups.append(group)

    for module in sorted(graph):
        if module not in order:
            visit(module)
    return groups
