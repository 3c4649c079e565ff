# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wheels with tricks and damage, and words that a shell would obey."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from addon.client.setup.movies import _unpack
from addon.client.setup.packages.wheels import refuse_damaged
from addon.client.setup.python.child import run_child
from addon.contract.errors import BadInput, FormatError

OUTWARDS = ("../escaped", "/escaped", "a/../../escaped", "C:/escaped", "a\\..\\..\\escaped", "con")


def wheel_of(folder: Path, **members: bytes) -> Path:
    path = folder / "av-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("name", OUTWARDS)
def test_a_member_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    wheel = wheel_of(tmp_path, **{"av/__init__.py": b"", name: b"x"})
    before = set(tmp_path.rglob("*"))
    with pytest.raises(BadInput):
        _unpack(wheel, home / "av-1.0")
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("place", ["method", "name", "stream", "encryption"])
def test_damage_of_any_kind_is_named(tmp_path: Path, place: str) -> None:
    wheel = wheel_of(tmp_path, **{"av/noise.bin": b"abc" * 400})
    data = bytearray(wheel.read_bytes())
    entry = data.index(b"PK\x01\x02")
    if place == "method":
        data[entry + 10] = 77
    elif place == "encryption":
        data[6] |= 0x41
        data[entry + 8] |= 0x41
    elif place == "name":
        data[entry + 46] = 0xF2
        data[entry + 9] |= 0x08  # says that the name is UTF-8
    else:
        data[45:49] = b"\xff\xff\xff\xff"
    wheel.write_bytes(data)
    with pytest.raises(FormatError, match="damaged"):
        refuse_damaged(wheel)
    assert not wheel.exists()


def test_words_for_a_shell_are_only_words(tmp_path: Path) -> None:
    words = [
        "$(touch pwned)",
        "; touch pwned",
        "`touch pwned`",
        "a & touch pwned",
        '" | "',
        "%PATH%",
    ]
    told: list[str] = []
    code = "import sys; print(*map(ascii, sys.argv[1:]), sep='\\n')"
    end = run_child(
        [sys.executable, "-c", code, *words], timeout_s=60.0, on_line=told.append, cwd=tmp_path
    )
    assert end.code == 0
    assert [line.strip() for line in told] == [ascii(word) for word in words]
    assert not (tmp_path / "pwned").exists()
