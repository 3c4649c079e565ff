# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The optional part that writes movies: added, found, removed, and never half there."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from addon.client.setup.cancellation import CancelToken
from addon.client.setup.movies import _unpack, add_movies, movies_part, remove_movies
from addon.client.setup.packages.lock_files import LOCKS, read_lock
from addon.client.setup.packages.wheel_tags import Target
from addon.client.setup.packages.wheels import requests_of
from addon.client.setup.states import Downloading, SetupState
from addon.contract.errors import BadInput, Cancelled, FormatError

from .conftest import Workbench
from .fake_packages import make_wheel, write_lock


@pytest.fixture
def part(bench: Workbench, quick: None) -> Workbench:
    """A workbench that has an engine, and a wheel of the part to download."""
    wheel = make_wheel(bench.folder / "index", "av", "3.0", size=50_000)
    write_lock(bench.folder / "movies", [wheel])
    shutil.copy(
        bench.folder / "movies" / "starter-linux-cpu.json", bench.folder / "locks" / "movies.json"
    )
    bench.set_up()
    return bench


def test_it_is_added_beside_the_environments(part: Workbench) -> None:
    said: list[SetupState] = []
    before = movies_part(part.setup)
    assert not before.is_here
    assert any("CC0-1.0" in str(line) for line in before.describe())
    folder = add_movies(part.setup, said.append, CancelToken())
    assert folder == part.home / "movies" / "av-3.0"
    assert (folder / "av" / "__init__.py").is_file()
    assert any(isinstance(state, Downloading) for state in said)
    assert movies_part(part.setup).is_here
    fetched = part.fetched("av-3.0")
    assert add_movies(part.setup, said.append, CancelToken()) == folder
    assert part.fetched("av-3.0") == fetched


def test_an_older_one_makes_room(part: Workbench) -> None:
    old = part.home / "movies" / "av-2.0" / "av"
    old.mkdir(parents=True)
    add_movies(part.setup, lambda _: None, CancelToken())
    assert [path.name for path in (part.home / "movies").iterdir()] == ["av-3.0"]


def test_a_stop_leaves_nothing_half_there(part: Workbench) -> None:
    stop = CancelToken()
    stop.cancel()
    with pytest.raises(Cancelled):
        add_movies(part.setup, lambda _: None, stop)
    assert not (part.home / "movies").exists()


def test_a_wheel_with_another_hash_is_refused(part: Workbench) -> None:
    path = part.folder / "index" / "av-3.0-py3-none-any.whl"
    path.write_bytes(path.read_bytes()[:-9] + b"tampered!")
    with pytest.raises((FormatError, BadInput)):
        add_movies(part.setup, lambda _: None, CancelToken())
    assert not movies_part(part.setup).is_here


def test_it_needs_an_engine_first(part: Workbench) -> None:
    part.setup.places.pointer.unlink()
    with pytest.raises(BadInput, match="engine"):
        add_movies(part.setup, lambda _: None, CancelToken())


def test_it_is_removed_alone_or_with_the_engine(part: Workbench) -> None:
    add_movies(part.setup, lambda _: None, CancelToken())
    remove_movies(part.setup)
    assert not movies_part(part.setup).is_here
    add_movies(part.setup, lambda _: None, CancelToken())
    part.setup.remove()
    assert not (part.home / "movies").exists()


@pytest.mark.parametrize(
    "target",
    [
        Target((3, 11), "linux", "x86_64", (2, 28)),
        Target((3, 13), "linux", "aarch64", (2, 31)),
        Target((3, 12), "windows", "x86_64"),
        Target((3, 12), "macos", "arm64", (14, 0)),
    ],
)
def test_the_real_lock_has_a_wheel_for_each_system(target: Target) -> None:
    lock = read_lock(LOCKS / "movies.json")
    assert "GPL" in lock.packages[0].license
    (request,) = requests_of(lock, target)
    assert request.file is not None and "abi3" in request.file.name


def test_the_folder_is_the_one_that_the_engine_looks_in(part: Workbench) -> None:
    movie = pytest.importorskip("engine.render.movie")
    assert part.setup.places.movies.name == movie.PART
    assert movies_part(part.setup).folder.match("av-*")


def test_a_wheel_that_claims_more_than_it_can_hold_is_damaged(tmp_path: Path) -> None:
    wheel = tmp_path / "av-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("av/__init__.py", b"x" * 100)
    data = bytearray(wheel.read_bytes())
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (0xFFFFFFF0).to_bytes(4, "little")  # its full size
    wheel.write_bytes(data)
    with pytest.raises(FormatError, match="damaged"):
        _unpack(wheel, tmp_path / "part")
    assert not list(tmp_path.glob("part*"))
