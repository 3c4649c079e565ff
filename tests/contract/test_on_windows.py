# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract's files on a simulated Windows: its names, its renames, its locks, its errors."""

from __future__ import annotations

import errno
import ntpath
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import files, paths
from addon.contract.disk_errors import disk_errors_named
from addon.contract.errors import BadInput, DiskFull
from addon.contract.files import (
    open_regular,
    remove_file,
    replace_atomically,
    write_bytes_atomic,
)
from addon.contract.job import JobFolder
from addon.contract.paths import check_relative_name

RESERVED = ("con", "PRN", "aux.txt", "NUL.tar.gz", "com1", "LPT9.json", "con .txt", "COM3 ")
CHANGED = ("name.", "name ", "a/name./b", "a:stream", "what?", "a|b", "a*b", 'a"b', "<a>", "tab\t")
OUTSIDE = (
    "C:\\x",
    "C:x",
    "\\\\server\\share\\x",
    "\\x",
    "..\\x",
    "a\\..\\..\\x",
    "//server/x",
    "/x",
)


@pytest.mark.parametrize("name", [*RESERVED, *CHANGED, *OUTSIDE])
def test_a_name_that_windows_reads_otherwise_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        check_relative_name(name)


@given(st.text(max_size=30))
def test_every_name_that_passes_stays_below_its_folder_on_windows(name: str) -> None:
    root = "C:\\jobs"
    try:
        parts = check_relative_name(name)
    except BadInput:
        return
    joined = ntpath.normpath(ntpath.join(root, *parts))
    assert joined.startswith(root + "\\")
    assert ntpath.splitdrive(name)[0] == "" and not ntpath.isabs(name)
    assert ntpath.normpath(ntpath.join(*parts)).split("\\") == list(parts)


class Disk:
    """Windows' rules for names that are open: no rename over them, no removal of them.

    `busy` says for how many calls somebody else, like a virus scanner or a panel, has each open.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.busy: dict[str, int] = {}
        self.slept: list[float] = []
        self._replace, self._open, self._unlink = os.replace, os.open, os.unlink
        monkeypatch.setattr(files, "RENAME_DELAYS", (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7))
        monkeypatch.setattr(time, "sleep", self.slept.append)
        monkeypatch.setattr(os, "replace", self.replace)
        monkeypatch.setattr(os, "open", self.open)
        monkeypatch.setattr(os, "unlink", self.unlink)

    def check(self, path: object) -> None:
        name = ntpath.basename(str(path)).lower()  # case is folded
        left = self.busy.get(name, 0)
        if left:
            self.busy[name] = left - 1
            error = PermissionError(errno.EACCES, "sharing violation", str(path))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error

    def replace(self, source: str, target: str) -> None:
        self.check(target)
        self._replace(source, target)

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        self.check(path)
        return self._open(path, flags, mode)

    def unlink(self, path: str) -> None:
        self.check(path)
        self._unlink(path)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    yield Disk(monkeypatch)


def test_a_rename_over_an_open_file_waits_for_its_reader(disk: Disk, tmp_path: Path) -> None:
    target = tmp_path / "done.json"
    target.write_bytes(b"old")
    disk.busy["done.json"] = 5
    write_bytes_atomic(target, b"new")
    assert target.read_bytes() == b"new"
    assert len(disk.slept) == 5 and sum(disk.slept) < 1.5


def test_an_open_file_is_removed_a_moment_later(disk: Disk, tmp_path: Path) -> None:
    target = tmp_path / "checkpoint.safetensors"
    target.write_bytes(b"old")
    disk.busy[target.name] = 3
    remove_file(target)
    assert not target.exists() and len(disk.slept) == 3


def test_how_a_job_ended_is_told_though_an_older_end_is_held(disk: Disk, tmp_path: Path) -> None:
    job = JobFolder(tmp_path)
    job.write_cancelled()
    os.utime(tmp_path / "cancelled.json", (0, 0))
    disk.busy["cancelled.json"] = 99
    job.write_done({})
    assert job.status() == "done"


def test_a_reader_that_never_closes_is_named_and_nothing_is_left(
    disk: Disk, tmp_path: Path
) -> None:
    target = tmp_path / "done.json"
    target.write_bytes(b"old")
    disk.busy["done.json"] = 99
    with pytest.raises(BadInput, match="could not be written"):
        write_bytes_atomic(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["done.json"]
    assert target.read_bytes() == b"old"


def test_a_file_that_is_being_replaced_is_opened_a_moment_later(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "Events.jsonl"
    path.write_bytes(b"x")
    disk.busy["events.jsonl"] = 2
    with open_regular(path) as (_, size):
        assert size == 1
    assert len(disk.slept) == 2


def test_a_file_that_another_program_keeps_to_itself_is_refused(disk: Disk, tmp_path: Path) -> None:
    path = tmp_path / "drawing.svg"
    path.write_bytes(b"x")
    disk.busy["drawing.svg"] = 99
    with pytest.raises(BadInput, match="may not be read"), open_regular(path):
        pass


@pytest.mark.parametrize("winerror", [39, 112])
def test_a_full_disk_has_numbers_of_its_own(winerror: int) -> None:
    error = OSError(errno.EINVAL, "no room")
    error.winerror = winerror  # type: ignore[attr-defined]
    with pytest.raises(DiskFull), disk_errors_named("C:/jobs/a/checkpoint.safetensors"):
        raise error


def test_a_path_that_is_too_long_is_named() -> None:
    error = FileNotFoundError(errno.ENOENT, "the system cannot find the path")
    error.winerror = 206  # type: ignore[attr-defined]
    with pytest.raises(BadInput, match="x could not be written"), disk_errors_named("C:/a/x"):
        raise error


def test_a_junction_is_a_link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Status:
        st_mode = 0o040755
        st_reparse_tag = 0xA0000003

    monkeypatch.setattr(os, "lstat", lambda path: Status())
    assert paths.is_link(tmp_path)


def test_replacing_reports_what_stands_in_the_way(disk: Disk, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    disk.busy["b"] = 99
    with pytest.raises(BadInput, match="sharing violation"):
        replace_atomically(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").exists()


def test_a_job_has_room_below_the_longest_path() -> None:
    """Windows' 260 letters hold a job's longest file below a user's folder with a long name."""
    home = "C:\\Users\\" + "n" * 60 + "\\AppData\\Local\\SketchMotion\\jobs\\20260101-120000-abcdef"
    longest = (
        "preview\\000001.webp", ".animation.safetensors.0123456789ab.tmp",
        "preview\\.000001.webp.0123456789ab.tmp", "frames\\.0001.png.0123456789ab.tmp",
    )  # fmt: skip
    assert max(len(f"{home}\\{name}") for name in longest) < 260
