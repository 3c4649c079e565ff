# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are whole or not there, paths stay inside, locks end with their process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import files
from addon.contract.errors import BadInput, DiskFull, JobBusy
from addon.contract.files import FileLock, safe_join, write_bytes_atomic

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "a.json"
    write_bytes_atomic(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match=r"a\.json") as caught:
        write_bytes_atomic(path, b"new")
    assert caught.value.hint and caught.value.exit_code == 4
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["a.json"]


def test_a_real_full_device_is_named() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with (
        pytest.raises(DiskFull),
        files.disk_errors_named("a"),
        open("/dev/full", "wb", buffering=0) as file,
    ):
        file.write(b"x")


def test_a_failing_writer_leaves_nothing(tmp_path: Path) -> None:
    def chunks() -> object:
        yield b"begun"
        raise KeyError("stop")

    with pytest.raises(KeyError):
        write_bytes_atomic(tmp_path / "a", chunks())  # type: ignore[arg-type]
    assert not os.listdir(tmp_path)


def test_a_rename_waits_for_a_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []
    real = os.replace

    def busy_twice(source: str, target: str) -> None:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "a reader has it open")
        real(source, target)

    monkeypatch.setattr(files, "RENAME_DELAYS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(os, "replace", busy_twice)
    write_bytes_atomic(tmp_path / "a", b"x")
    assert len(tries) == 3 and (tmp_path / "a").read_bytes() == b"x"

    monkeypatch.setattr(files, "RENAME_DELAYS", (0.0,))
    monkeypatch.setattr(
        os, "replace", lambda a, b: (_ for _ in ()).throw(PermissionError(13, "no"))
    )
    with pytest.raises(BadInput):
        write_bytes_atomic(tmp_path / "a", b"y")
    assert (tmp_path / "a").read_bytes() == b"x" and os.listdir(tmp_path) == ["a"]


def test_writing_over_a_link_replaces_the_link(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"mine")
    make_link(tmp_path / "a", target)
    write_bytes_atomic(tmp_path / "a", b"new")
    assert target.read_bytes() == b"mine" and not (tmp_path / "a").is_symlink()


OUTSIDE = [
    *["", ".", "..", "../a", "a/../../b", "a/..", "/etc/passwd", "//host/share", "a//b", "a/"],
    *["C:/a", "C:a", "\\\\host\\a", "..\\a", "a\\b", "a\0b", "a\nb", "a:stream", "con", "NUL.txt"],
    *["a/lpt1.png", "a.", "a ", "~/../a", "a/.", "aux", "preview/..", "\ud800", "a*", "a?b", "a|b"],
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_path_that_leaves_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        safe_join(tmp_path, name)


@given(st.text(max_size=20) | st.text("./\\:a~ ", max_size=8))
def test_every_joined_path_is_below_the_folder(tmp_path: Path, name: str) -> None:
    try:
        path = safe_join(tmp_path, name)
    except BadInput:
        return
    assert tmp_path in path.parents and os.path.normpath(path) == str(path)


def test_a_link_on_the_way_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    job = tmp_path / "job"
    job.mkdir()
    make_link(job / "preview", outside)
    make_link(job / "dangling", tmp_path / "nothing")
    for name in ("preview", "preview/1.webp", "dangling"):
        with pytest.raises(BadInput, match="link"):
            safe_join(job, name)
    assert safe_join(job, "frames/0001.png") == job / "frames" / "0001.png"


HOLD = """
import sys
sys.path.insert(0, sys.argv[2])
from addon.contract.files import FileLock
lock = FileLock(sys.argv[1], "Krita, process 7")
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def hold_elsewhere(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_lock_names_its_owner_and_ends_with_a_killed_process(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock", "Blender")
    assert not lock.is_held()
    process = hold_elsewhere(tmp_path / "lock")
    try:
        assert lock.is_held()
        with pytest.raises(JobBusy, match="Krita, process 7"):
            lock.acquire()
    finally:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        process.communicate()
    assert not lock.is_held()
    with lock:
        assert lock.is_held() and lock.read_owner() == "Blender"
        with pytest.raises(JobBusy):
            FileLock(tmp_path / "lock").acquire()
        with pytest.raises(JobBusy):
            lock.acquire()
    assert not lock.is_held()
    lock.release()


def test_a_lock_is_no_link_to_another_file(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    make_link(tmp_path / "lock", precious)
    with pytest.raises(BadInput):
        FileLock(tmp_path / "lock").acquire()
    assert precious.read_bytes() == b"mine"


def make_link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target)
    except OSError:
        pytest.skip("this system doesn't let us make links")


def test_a_disk_without_locks_is_named_and_nobody_holds_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(descriptor: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    lock = FileLock(tmp_path / "lock")
    with pytest.raises(BadInput, match="can't be locked"):
        lock.acquire()
    assert not lock.is_held()
