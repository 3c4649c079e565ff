# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What build.py decides by itself: steps side by side, and whether a window can be walked in."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml

import build

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def step(title: str, code: str) -> build.Step:
    return build.Step(title, [sys.executable, "-c", code])


def test_steps_side_by_side_show_their_outputs_apart(capfd: pytest.CaptureFixture[str]) -> None:
    steps = [step(name, f"print('{name} 1'); print('{name} 2')") for name in ("a", "b", "c")]
    build.perform_side_by_side(steps, 2)
    lines = capfd.readouterr().out.splitlines()
    assert lines[1:] == ["== a", "a 1", "a 2", "== b", "b 1", "b 2", "== c", "c 1", "c 2"]


@pytest.mark.parametrize("limit", [1, 2])
def test_a_step_that_fails_is_named(limit: int) -> None:
    steps = [step("good", ""), step("bad", "raise SystemExit(3)")]
    with pytest.raises(build.BuildError, match="bad: ended with exit code 3"):
        build.perform_side_by_side(steps, limit)


def test_a_selection_without_tests_is_no_failure() -> None:
    words = [sys.executable, "-c", "raise SystemExit(5)"]
    build.perform(build.Step("none", [*words, "-k", "nothing"]))
    with pytest.raises(build.BuildError):
        build.perform(build.Step("none", words))


@pytest.mark.skipif(sys.platform == "win32", reason="makes programs of shell scripts")
@pytest.mark.parametrize(
    ("version", "obstacle"),
    [
        ("Blender 5.0.1", ""),
        ("Blender 4.5.3 LTS", ""),
        ("Blender 4.3.2", "Blender 4.3 is too old"),
        ("no such option", "doesn't tell its version"),
    ],
)
def test_a_walk_needs_a_blender_that_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, obstacle: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Xvfb" in build.walk_obstacle("blender") and "blender" in build.walk_obstacle("blender")
    for tool in ("blender", *build.WALK_TOOLS):
        program = tmp_path / tool
        program.write_text(f"#!/bin/sh\necho '{version}'\n")
        program.chmod(0o755)
    found = build.walk_obstacle("blender")
    assert found.endswith(obstacle) and bool(found) == bool(obstacle)


def test_every_walk_is_there() -> None:
    folder = ROOT / "tests" / "blender" / "window"
    assert {path.name for path in folder.glob("walk*.py")} == set(build.BLENDER_WALKS)
    for node in (*build.KRITA_WALKS, build.SHORT_KRITA_WALK):
        path, _, test = node.partition("::")
        assert f"def {test}" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_call_commands_that_there_are(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    lines = "\n".join(step.get("run", "") for job in jobs.values() for step in job["steps"])
    commands = re.findall(r"python build\.py (\w+)", lines)
    assert commands and set(commands) <= {"demo", "test", "package"}
