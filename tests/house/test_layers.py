# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dependencies point one way: blender, krita -> client -> contract <- engine."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST_MODULES = {
    "blender": {"bpy", "bpy_extras", "bmesh", "mathutils", "gpu", "blf", "bl_ui", "_bpy"},
    "krita": {"krita", "PyKrita", "PyQt5", "PyQt6", "PySide2", "PySide6", "qtpy", "sip"},
}
ALLOWED = {  # the parts of addon/ that each part may import
    "contract": {"contract"},
    "client": {"client", "contract"},
    "blender": {"blender", "client", "contract"},
    "krita": {"krita", "client", "contract"},
}


def sources(*parts: str) -> list[Path]:
    return sorted(path for part in parts for path in (ROOT / part).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every imported module as an absolute name; a relative one is resolved from its file.

    Imports inside functions and under TYPE_CHECKING count as well.
    """
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and is_import_call(node):
            yield ast.literal_eval(node.args[0])


def is_import_call(node: ast.Call) -> bool:
    """Whether this is `__import__("name")` or `importlib.import_module("name")`."""
    named = node.args and isinstance(node.args[0], ast.Constant)
    return bool(named) and ast.unparse(node.func).endswith(("__import__", "import_module"))


def is_relative_inside_addon(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    absolute = (
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.level == 0
            else []
        )
    )
    return not any(name.split(".")[0] == "addon" for name in absolute)


@pytest.mark.parametrize("part", ["contract", "client"])
def test_contract_and_client_import_the_standard_library_only(part: str) -> None:
    for path in sources(f"addon/{part}"):
        for name in imports(path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or top == "addon", f"{path}: {name}"


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_the_parts_of_the_addon_point_one_way(part: str) -> None:
    for path in sources(f"addon/{part}"):
        for name in imports(path):
            top, _, rest = name.partition(".")
            assert top != "engine", f"{path}: {name}"
            if top == "addon":
                assert rest.split(".")[0] in ALLOWED[part], f"{path}: {name}"


def test_the_engine_knows_only_the_contract() -> None:
    for path in sources("engine"):
        for name in imports(path):
            top, _, rest = name.partition(".")
            if top == "addon":
                assert rest.split(".")[0] == "contract", f"{path}: {name}"


@pytest.mark.parametrize("host", sorted(HOST_MODULES))
def test_only_its_own_part_imports_a_host(host: str) -> None:
    for path in [*sources("addon", "engine"), *ROOT.glob("*.py")]:
        if (ROOT / "addon" / host) in path.parents:
            continue
        for name in imports(path):
            assert name.split(".")[0] not in HOST_MODULES[host], f"{path}: {name}"


def test_imports_inside_the_addon_are_relative() -> None:
    # the contract is loaded under three names: Blender's, Krita's and plain "addon"
    for path in sources("addon"):
        assert is_relative_inside_addon(path), f"{path} imports addon by its absolute name"


def test_the_addon_package_itself_is_empty() -> None:
    tree = ast.parse((ROOT / "addon" / "__init__.py").read_text(encoding="utf-8"))
    assert not tree.body


def test_the_rules_see_what_they_forbid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "addon" / "client" / "bad.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "def f():\n    from ..blender import panel\n    import numpy.linalg\n"
        "    import importlib\n    importlib.import_module('bpy')\n"
    )
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert set(imports(module)) == {"addon.blender.panel", "numpy.linalg", "importlib", "bpy"}
    module.write_text("from addon.contract import job\n")
    assert not is_relative_inside_addon(module)
