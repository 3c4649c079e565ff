# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dependencies point one way, and never in a circle.

Between the parts: blender, krita -> client -> contract <- engine. Inside the engine: from a room
to the rooms below it, in the order of ENGINE_ROOMS.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.imports import (
    absolute_imports,
    circles,
    import_graph,
    imports,
    module_name,
    sources,
)

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
#: The engine's packages from top to bottom. A file imports from its own package and from packages
#: on lines below; packages on one line don't know each other. A new package gets its place here.
ENGINE_ROOMS = (
    ("commands",),
    # What makes and measures the engine. Nothing that runs a job may need it.
    ("bench", "training"),
    ("metrics",),
    ("puppets",),
    ("farm",),
    # What runs a job.
    ("service",),
    ("jobs",),
    ("cost",),
    ("warp", "video_fit", "poses"),
    ("vector", "raster", "colour", "clean"),
    ("priors", "motion"),
    ("rig",),
    ("render",),
    ("language",),
    ("geometry",),
    ("runtime", "models"),
)
RANKS = {room: rank for rank, rooms in enumerate(ENGINE_ROOMS) for room in rooms}


def upward_imports(root: Path) -> Iterator[str]:
    """Yield the engine's imports that don't point downwards, as "module -> imported"."""
    for path in sources(root, "engine"):
        module = module_name(root, path)
        if module.count(".") == 0 or module == "engine.__main__":
            continue
        room = module.split(".")[1]
        for name in imports(root, path):
            target = f"{name}.".split(".")[1] if name.startswith("engine.") else ""
            if target in RANKS and target != room and RANKS[target] <= RANKS[room]:
                yield f"{module} -> {name}"


@pytest.mark.parametrize("part", ["contract", "client"])
def test_contract_and_client_import_the_standard_library_only(part: str) -> None:
    for path in sources(ROOT, f"addon/{part}"):
        for name in imports(ROOT, path):
            top = name.split(".")[0]
            assert top in sys.stdlib_module_names or top == "addon", f"{path}: {name}"


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_the_parts_of_the_addon_point_one_way(part: str) -> None:
    for path in sources(ROOT, f"addon/{part}"):
        for name in imports(ROOT, path):
            top, _, rest = name.partition(".")
            assert top != "engine", f"{path}: {name}"
            if top == "addon":
                assert rest.split(".")[0] in ALLOWED[part], f"{path}: {name}"


def test_the_engine_knows_only_the_contract() -> None:
    for path in sources(ROOT, "engine"):
        for name in imports(ROOT, path):
            top, _, rest = name.partition(".")
            if top == "addon":
                assert rest.split(".")[0] == "contract", f"{path}: {name}"


def test_every_package_of_the_engine_has_its_place() -> None:
    packages = {path.parent.name for path in (ROOT / "engine").glob("*/__init__.py")}
    assert packages <= set(RANKS)
    assert sum(map(len, ENGINE_ROOMS)) == len(RANKS), "a package is named twice"


def test_the_engine_imports_downwards() -> None:
    assert list(upward_imports(ROOT)) == []


def test_the_engine_package_itself_imports_nothing() -> None:
    # every module imports it, so whatever it imported would be below all of them
    assert set(imports(ROOT, ROOT / "engine" / "__init__.py")) <= {"__future__.annotations"}


def test_no_imports_in_a_circle() -> None:
    assert circles(import_graph(ROOT, "addon", "engine")) == []


@pytest.mark.parametrize("host", sorted(HOST_MODULES))
def test_only_its_own_part_imports_a_host(host: str) -> None:
    for path in [*sources(ROOT, "addon", "engine"), *ROOT.glob("*.py")]:
        if (ROOT / "addon" / host) in path.parents:
            continue
        for name in imports(ROOT, path):
            assert name.split(".")[0] not in HOST_MODULES[host], f"{path}: {name}"


def test_imports_inside_the_addon_are_relative() -> None:
    # the contract is loaded under three names: Blender's, Krita's and plain "addon"
    for path in sources(ROOT, "addon"):
        tops = {name.split(".")[0] for name in absolute_imports(path)}
        assert "addon" not in tops, f"{path} imports addon by its absolute name"


def test_the_addon_package_itself_is_empty() -> None:
    tree = ast.parse((ROOT / "addon" / "__init__.py").read_text(encoding="utf-8"))
    assert all(isinstance(node, ast.Expr) for node in tree.body), "more than a docstring"


def plant(root: Path, files: dict[str, str]) -> None:
    """Write modules, named with dots, below `root`; every package gets an `__init__.py`."""
    for name, source in files.items():
        path = root.joinpath(*name.split(".")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
        for folder in path.relative_to(root).parents[:-1]:
            (root / folder / "__init__.py").touch()


def test_every_kind_of_import_is_seen(tmp_path: Path) -> None:
    source = (
        "def f():\n    from ..blender import panel\n    import numpy.linalg\n"
        "    import importlib\n    importlib.import_module('bpy')\n"
    )
    plant(tmp_path, {"addon.client.bad": source, "addon.client.absolute": "import addon.contract"})
    found = set(imports(tmp_path, tmp_path / "addon/client/bad.py"))
    assert found == {"addon.blender.panel", "numpy.linalg", "importlib", "bpy"}
    absolute = tmp_path / "addon/client/absolute.py"
    assert set(absolute_imports(absolute)) == {"addon.contract"}


def test_a_planted_circle_is_found(tmp_path: Path) -> None:
    files = {
        "engine.jobs.run": "from engine.vector import pipeline\n",
        "engine.vector.pipeline": "from engine.vector.scene import fish\n",
        "engine.vector.scene.fish": "def late():\n    from engine.jobs.run import run_job\n",
        "engine.vector.apart": "import engine.vector.pipeline\n",
    }
    plant(tmp_path, files)
    circle = ["engine.jobs.run", "engine.vector.pipeline", "engine.vector.scene.fish"]
    assert circles(import_graph(tmp_path, "engine")) == [circle]


def test_a_circle_through_a_package_is_found(tmp_path: Path) -> None:
    plant(tmp_path, {"addon.client.low": "", "addon.contract.a": "from ..client import low\n"})
    (tmp_path / "addon/client/__init__.py").write_text("from ..contract import a\n")
    circle = ["addon.client", "addon.contract.a"]
    assert circles(import_graph(tmp_path, "addon")) == [circle]


def test_a_planted_import_upwards_is_found(tmp_path: Path) -> None:
    files = {
        "engine.render.frames": "def f():\n    import engine.priors.base\n",
        "engine.vector.draft": "from engine import raster\n",
        "engine.jobs.run": "from engine.metrics.suite import Suite\nimport engine.vector.draft\n",
        "engine.raster.job": "from engine.priors.base import Prior\n",
    }
    plant(tmp_path, files)
    assert set(upward_imports(tmp_path)) == {
        "engine.render.frames -> engine.priors.base",
        "engine.vector.draft -> engine.raster",
        "engine.jobs.run -> engine.metrics.suite.Suite",
    }
