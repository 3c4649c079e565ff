# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One name, one thing: no two public classes of one name in add-on and engine."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def public_classes(root: Path) -> dict[str, list[str]]:
    """Return the files in which each public class of the add-on and the engine is defined."""
    files: dict[str, list[str]] = defaultdict(list)
    for top in ("addon", "engine"):
        for path in sorted((root / top).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    files[node.name].append(str(path.relative_to(root)))
    return files


def test_no_two_public_classes_share_a_name() -> None:
    assert {name: where for name, where in public_classes(ROOT).items() if len(where) > 1} == {}


def test_a_second_class_of_one_name_is_seen(tmp_path: Path) -> None:
    for name in ("addon/a.py", "engine/b.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("class Plan:\n    pass\n\n\nclass _Own:\n    pass\n")
    assert public_classes(tmp_path) == {"Plan": ["addon/a.py", "engine/b.py"]}
