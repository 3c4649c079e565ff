# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Python brought by uv, with a script in its place: what is asked of it, and its failures."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.client.setup.cancellation import CancelToken
from addon.client.setup.packages.lock_files import LockedPackage
from addon.client.setup.packages.package_index import Sources
from addon.client.setup.packages.web import Unreachable, Web
from addon.client.setup.packages.wheel_tags import Target
from addon.client.setup.packages.wheels import WheelFinder, WheelRequest
from addon.client.setup.places import SetupPlaces
from addon.client.setup.python.managed_python import fetch_python, managed_interpreter, unpack_uv
from addon.client.setup.python.systems import System, this_system
from addon.client.setup.settings import SetupSettings
from addon.contract.errors import FormatError

from .conftest import python

SCRIPT = """#!/bin/sh
echo "$@" >> "{log}"
[ -e "{broken}" ] && echo "error: Failed to download" && exit 1
while [ "$1" != "--install-dir" ]; do shift; done
mkdir -p "$2/cpython-3.12.9-linux/bin"
ln -s "{python}" "$2/cpython-3.12.9-linux/bin/python3.12"
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for uv")


@pytest.fixture
def wheels(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "my wheels"
    folder.mkdir()
    text = SCRIPT.format(log=tmp_path / "log", broken=tmp_path / "broken", python=python())
    with zipfile.ZipFile(folder / "uv-9.9-py3-none-any.whl", "w") as archive:
        archive.writestr("uv-9.9.data/scripts/uv", text)
    yield folder


def bring(wheels: Path, places: SetupPlaces, **more: str) -> Path:
    target = Target((3, 12), this_system().name, this_system().machine, (2, 35))
    finder = WheelFinder(Sources((wheels,), offline=True), Web(), CancelToken(), target)
    wanted = WheelRequest(LockedPackage("uv", "9.9", "MIT"), None)
    settings = SetupSettings(**more)  # type: ignore[arg-type]
    found = fetch_python(finder, wanted, settings, places, this_system(), lambda *_: None)
    assert found.why_not() == ""
    return found.python


def test_it_is_brought_into_our_own_folder(wheels: Path, tmp_path: Path) -> None:
    places = SetupPlaces(tmp_path / "hôme")
    assert managed_interpreter(places, this_system()) is None
    mirror = "https://mirror.example/builds"
    bring(wheels, places, python_mirror=mirror)
    said = (tmp_path / "log").read_text()
    assert f"--install-dir {places.pythons}" in said
    assert f"--mirror {mirror}" in said
    assert "--no-bin" in said
    assert managed_interpreter(places, this_system()) is not None


def test_a_failure_can_be_tried_again(wheels: Path, tmp_path: Path) -> None:
    places = SetupPlaces(tmp_path / "home")
    (tmp_path / "broken").touch()
    with pytest.raises(Unreachable, match="Failed to download") as caught:
        bring(wheels, places)
    assert "install Python" in caught.value.hint
    (tmp_path / "broken").unlink()
    bring(wheels, places)


def test_a_wheel_without_uv_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "uv-9.9-py3-none-any.whl", "w") as archive:
        archive.writestr("uv/nothing", "")
    with pytest.raises(FormatError, match="holds no uv"):
        unpack_uv(
            tmp_path / "uv-9.9-py3-none-any.whl",
            SetupPlaces(tmp_path),
            System("windows", "x86_64"),
        )
