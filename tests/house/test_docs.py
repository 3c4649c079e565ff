# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every path, link and command that the documents name exists."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.contract.request import Request
from engine.commands.cli import parser

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("engine/models/*/MODEL_CARD.md")]
)
TOPS = ("addon", "engine", "tests", "presets", "docs")
MADE = ("dist/", "out/", ".venv")  # what commands make
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+\.(?:py|md|toml)")
COMMAND = re.compile(r"python -m (engine|addon\.client) ([a-z][\w-]*)(?: ([a-z|]+)\b)?")
BUILD = re.compile(r"build\.py ([a-z]+)((?: --[\w-]+)*)")


def names(path: Path) -> Iterator[str]:
    """The paths that a document names in backticks."""
    for code in CODE.findall(path.read_text(encoding="utf-8")):
        for name in PATH.findall(code):
            if name.split("/")[0] in TOPS:
                yield name.rstrip("/.")


def missing_paths(path: Path) -> list[str]:
    """Paths that a document names and that aren't there."""
    return [name for name in names(path) if not list(ROOT.glob(name))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_path_that_is_named_exists(path: Path) -> None:
    assert missing_paths(path) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith(("http:", "https:")):
            continue
        target, _, anchor = link.partition("#")
        found = (path.parent / target) if target else path
        assert found.exists(), f"{path.name}: {link}"
        if anchor:
            assert anchor in anchors(found), f"{path.name}: {link}"


def anchors(path: Path) -> set[str]:
    """Anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands() -> set[tuple[str, str]]:
    """Commands of the engine and of the client that documents name."""
    return {
        (program, name)
        for path in DOCUMENTS
        for program, name, _ in COMMAND.findall(path.read_text(encoding="utf-8"))
    }


def test_every_command_of_the_engine_exists() -> None:
    known = next(a.choices for a in parser()._actions if a.choices)
    named = {name for program, name in commands() if program == "engine"}
    assert "animate" in named
    assert named <= set(known)


@pytest.mark.parametrize("name", sorted(n for p, n in commands() if p == "addon.client"))
def test_every_command_of_the_client_exists(name: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "addon.client", name, "--help"], cwd=ROOT, capture_output=True
    )
    assert answer.returncode == 0, answer.stderr


def test_every_build_command_and_option_exists() -> None:
    help_text = {}
    for path in DOCUMENTS:
        for command, options in BUILD.findall(path.read_text(encoding="utf-8")):
            if command not in help_text:
                answer = subprocess.run(
                    [sys.executable, "build.py", command, "--help"],
                    cwd=ROOT, capture_output=True, text=True,
                )  # fmt: skip
                assert answer.returncode == 0, f"{path.name}: build.py {command}"
                help_text[command] = answer.stdout
            for option in options.split():
                assert option in help_text[command], f"{path.name}: build.py {command} {option}"
    assert {"demo", "test", "package"} <= set(help_text)


def test_a_missing_path_is_seen(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("See `engine/nowhere/at_all.py` and `engine/render`.")
    assert missing_paths(document) == ["engine/nowhere/at_all.py"]


def test_the_documents_say_how_long_drawings_are_held() -> None:
    assert Request("it hops").hold == 1  # on ones, unless it is asked for otherwise
    for path in (ROOT / "README.md", ROOT / "docs" / "user-guide.md"):
        text = path.read_text(encoding="utf-8").lower()
        assert "every second frame" not in text, path.name
        assert "on ones" in text, path.name
