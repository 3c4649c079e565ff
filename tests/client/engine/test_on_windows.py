# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes, folders and encodings of the client as they are on Windows and macOS."""

from __future__ import annotations

import ntpath
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from addon.client import locations
from addon.client.engine.ending import cause
from addon.client.engine.process import EngineCommand
from addon.client.jobs import dismissals, takes
from addon.client.preset_library import file_stem
from addon.client.setup.python.systems import System
from addon.contract.paths import check_relative_name

ROOT = Path(__file__).parents[3]


def test_the_homes_of_the_systems() -> None:
    windows = locations._home("win32", {"LOCALAPPDATA": "C:/Users/Zoë/AppData/Local"})
    assert PureWindowsPath(str(windows)) == PureWindowsPath(
        "C:/Users/Zoë/AppData/Local/SketchMotion"
    )
    assert locations._home("win32", {}).parts[-3:] == ("AppData", "Local", "SketchMotion")
    macos = locations._home("darwin", {"XDG_DATA_HOME": "/elsewhere"})
    assert macos.parts[-3:] == ("Library", "Application Support", "SketchMotion")


def test_an_environment_has_its_python_where_the_system_puts_it() -> None:
    folder = Path("env")
    assert System("windows", "x86_64").python_of(folder) == folder / "Scripts" / "python.exe"
    assert System("macos", "arm64").python_of(folder) == folder / "bin" / "python"
    assert System("windows", "x86_64").program("uv") == "uv.exe"


def test_one_document_has_one_name_whatever_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dismissals, "os", SimpleNamespace(path=ntpath))
    note = takes.HostNote("Blender", "C:\\Films\\Fish.blend")
    assert note.belongs_to("c:/films/FISH.blend", "")
    assert not note.belongs_to("C:\\Films\\Fish2.blend", "")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0xC0000005, "crashed"),
        (-1073741819, "crashed"),
        (0xC00000FD, "crashed"),
        (0xC000013A, "from outside"),
        (1, "error"),
    ],
)
def test_exit_codes_of_windows_are_read(code: int, words: str) -> None:
    assert words in cause(code)


@pytest.mark.parametrize(
    "name", ["con", "Swim: fast?", "a/b\\c", "  ", "name.", "Ünïcödé 魚", "x" * 400]
)
def test_a_preset_has_a_file_name_that_windows_takes(name: str) -> None:
    stem = file_stem(name)
    assert check_relative_name(f"{stem}.json") == (f"{stem}.json",)
    assert len(stem) < 120


def test_texts_are_utf_8_whatever_the_code_page(tmp_path: Path) -> None:
    """A Windows with another code page: the engine's Python is told to use UTF-8."""
    command = EngineCommand(Path(sys.executable), ROOT, tmp_path, tmp_path / "log")
    base = {"PATH": "", "LC_ALL": "C", "PYTHONIOENCODING": "", "SYSTEMROOT": "C:\\Windows"}
    variables = command.environment(base)
    assert variables["PYTHONUTF8"] == "1"
    code = "import sys; print(sys.stdout.encoding, open(sys.argv[1]).read())"
    (tmp_path / "текст.txt").write_text("魚", encoding="utf-8")
    words = [sys.executable, "-c", code, str(tmp_path / "текст.txt")]
    answer = subprocess.run(words, env=variables, capture_output=True, check=True)
    assert answer.stdout.decode("utf-8").split() == ["utf-8", "魚"]
