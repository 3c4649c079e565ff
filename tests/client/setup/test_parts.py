# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""States, settings, downloads and the job of a host: the small promises."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from addon.client.setup.cancellation import CancelToken
from addon.client.setup.installed import Installed, read_installed
from addon.client.setup.packages.download import Remote, download, read_page
from addon.client.setup.packages.package_index import pip_sources
from addon.client.setup.packages.web import (
    NotThere,
    RetryPolicy,
    Unreachable,
    Web,
    host_of,
    without_login,
)
from addon.client.setup.places import SetupPlaces
from addon.client.setup.python import environment
from addon.client.setup.python.environment import remove_environments
from addon.client.setup.python.systems import System
from addon.client.setup.settings import SetupSettings, read_settings
from addon.client.setup.setup_job import SetupJob
from addon.client.setup.states import (
    Broken,
    Checking,
    Downloading,
    Installing,
    NotSetUp,
    Outdated,
    SetupPlanned,
    SetupReady,
    describe,
    fraction,
    from_json,
    megabytes,
    read_state,
    to_json,
    write_state,
)
from addon.contract.errors import BadInput, Cancelled, DiskFull, SketchMotionError

from .conftest import Workbench
from .index_server import Fault, IndexServer, serving

READY = SetupReady("0.1.0", "cpu", "starter", "cpu", "/home/é/python")
STATES = (
    NotSetUp(),
    SetupPlanned("starter", "cpu", 5),
    Downloading(1, 2, 0, 3, "numpy", running=False),
    Installing(1, 4, "torch"),
    Checking("it starts"),
    READY,
    Broken(DiskFull("The disk is full.", hint="Free some."), "installing"),
    Outdated(READY),
)
WEB = Web(retries=RetryPolicy(timeout_s=2.0, tries=3, pause_s=0.01))


@pytest.mark.parametrize("state", STATES, ids=lambda state: type(state).__name__)
def test_states_survive_a_file(tmp_path: Path, state: object) -> None:
    write_state(tmp_path / "state.json", state)  # type: ignore[arg-type]
    found = read_state(tmp_path / "state.json")
    if isinstance(state, Broken):
        assert isinstance(found, Broken)
        assert to_json(found) == to_json(state)
    else:
        assert found == state
    assert describe(found)
    assert 0.0 <= fraction(found) <= 1.0


def test_damaged_files_are_no_obstacle(tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"format": "other"}', '{"format": "sketch-motion-setup-state"}'):
        for name in ("state", "settings", "pointer"):
            (tmp_path / name).write_text(text)
        assert read_state(tmp_path / "state") == NotSetUp()
        assert read_settings(tmp_path / "settings") == SetupSettings()
        assert read_installed(tmp_path / "pointer") is None
    with pytest.raises(SketchMotionError):
        from_json({"state": "dancing"})


def test_a_pointer_can_not_leave_its_folder(tmp_path: Path) -> None:
    Installed("../../evil/python", "", "starter", "cpu", "1", "cpu").write(tmp_path / "p.json")
    assert read_installed(tmp_path / "p.json") is None


def test_settings_are_checked_and_unknown_ones_kept(tmp_path: Path) -> None:
    settings = SetupSettings(index="https://mirror.example/simple", extra={"later": 1})
    settings.write(tmp_path / "s.json")
    assert read_settings(tmp_path / "s.json") == settings
    wrong = ({"package_set": "all"}, {"backend": "fpga"}, {"index": "mirror"}, {"proxy": "host:1"})
    for values in wrong:
        with pytest.raises(BadInput):
            SetupSettings(**values)  # type: ignore[arg-type]


def test_sizes_for_people() -> None:
    sizes = (0, 10, 12_000_000, 1_440_000_000)
    assert [megabytes(size) for size in sizes] == ["0 MB", "1 MB", "12 MB", "1.4 GB"]


def test_what_pip_is_configured_to_use() -> None:
    indexes, folders = pip_sources(
        {
            "default-index": "https://a/simple",
            "index-url": "https://b/simple",
            "extra-index-url": "https://c/simple file:///d/simple",
            "find-links": "/wheels https://e/list.html",
        }
    )
    assert indexes == ("https://b/simple", "https://c/simple", "file:///d/simple")
    assert folders == (Path("/wheels"),)
    assert pip_sources({"default-index": "https://a", "no-index": "true"}) == ((), ())


def test_passwords_are_sent_but_never_shown() -> None:
    url = "https://me:s%20cret@mirror.example/simple/"
    assert without_login(url) == ("https://mirror.example/simple/", "Basic bWU6cyBjcmV0")
    assert host_of(url) == "mirror.example"


@pytest.fixture
def files(tmp_path: Path) -> Iterator[IndexServer]:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "big.whl").write_bytes(bytes(range(256)) * 800)
    with serving(IndexServer(folder)) as server:
        yield server


def remote(server: IndexServer, *, known: bool = True) -> Remote:
    data = (server.folder / "big.whl").read_bytes()
    digest = hashlib.sha256(data).hexdigest() if known else ""
    return Remote(server.base("/files/big.whl"), "big.whl", digest)


def get(server: IndexServer, target: Path, *, known: bool = True) -> list[int]:
    told: list[int] = []
    download(remote(server, known=known), target, WEB, stop=CancelToken(), on_bytes=told.append)
    assert target.read_bytes() == (server.folder / "big.whl").read_bytes()
    assert not list(target.parent.glob("*.part"))
    return told


def test_a_server_without_ranges_begins_anew(files: IndexServer, tmp_path: Path) -> None:
    files.ranges = False
    files.faults.append(Fault("big", after=70_000))
    get(files, tmp_path / "big.whl")
    assert [wanted for _, wanted in files.requests] == ["", "bytes=70000-"]


def test_more_bytes_than_there_are_begin_anew(files: IndexServer, tmp_path: Path) -> None:
    wanted = remote(files)
    (tmp_path / f"big.whl.{wanted.sha256[:8]}.part").write_bytes(b"x" * 999_999)
    get(files, tmp_path / "big.whl")


def test_half_of_an_unknown_file_is_not_gone_on_with(files: IndexServer, tmp_path: Path) -> None:
    (tmp_path / "big.whl.new.part").write_bytes(b"of another build")
    get(files, tmp_path / "big.whl", known=False)


def test_a_file_that_is_here_is_checked_not_fetched(files: IndexServer, tmp_path: Path) -> None:
    get(files, tmp_path / "big.whl")
    get(files, tmp_path / "big.whl")
    assert len(files.requests) == 1
    (tmp_path / "big.whl").write_bytes(b"damaged")
    get(files, tmp_path / "big.whl")
    assert len(files.requests) == 2


def test_answers_that_another_try_would_not_change(files: IndexServer, tmp_path: Path) -> None:
    for status, kind in ((404, NotThere), (403, BadInput), (407, BadInput), (503, Unreachable)):
        files.faults.append(Fault("big", status=status, times=9))
        before = len(files.requests)
        with pytest.raises(kind):
            get(files, tmp_path / "big.whl")
        assert len(files.requests) - before == (3 if status == 503 else 1)
        files.faults.clear()


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as caught:
        read_page("http://127.0.0.1:9/x", WEB, accept="*/*", limit=10, stop=CancelToken())
    assert caught.value.exit_code == 4
    assert "press again" in caught.value.hint


def test_stop_while_it_waits_for_another_try(files: IndexServer, tmp_path: Path) -> None:
    sign = CancelToken()
    files.faults.append(Fault("big", status=503, times=99))
    patient = Web(retries=RetryPolicy(timeout_s=2.0, tries=50, pause_s=30.0))
    timer = threading.Timer(0.2, sign.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        download(remote(files), tmp_path / "b", patient, stop=sign, on_bytes=lambda _: None)
    timer.join()


def test_replaced_environments_stay_while_somebody_may_use_them(tmp_path: Path) -> None:
    places = SetupPlaces(tmp_path)
    names = ("0123456789ab", "0123456789ab-2", "0123456789ab.c0ffee.part", "my things")
    for name in names:
        (places.environments / name).mkdir(parents=True)
    Installed("0123456789ab-2/bin/python", "", "starter", "cpu", "1", "cpu").write(places.pointer)
    keep = places.environments / "0123456789ab-2"

    def left() -> set[str]:
        return {path.name for path in places.environments.iterdir() if path.is_dir()}

    remove_environments(places, keep=keep, unused_s=3600.0)
    assert left() == {"0123456789ab", "0123456789ab-2", "my things"}
    remove_environments(places, keep=keep)
    assert left() == {"0123456789ab-2", "my things"}


def test_on_windows_a_scanner_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder can't be renamed while somebody reads in it; a little later it can."""
    places = SetupPlaces(tmp_path)
    part = places.environments / "0123456789ab.c0ffee.part"
    part.mkdir(parents=True)
    refusals = [BadInput("in use")] * 2

    def stubborn(first: Path, second: Path) -> None:
        if refusals:
            raise refusals.pop()
        first.rename(second)

    monkeypatch.setattr(environment, "replace_atomically", stubborn)
    monkeypatch.setattr("addon.client.setup.python.environment.time.sleep", lambda _: None)
    windows = System("windows", "x86_64")
    final = environment.finish(places, part, "0123456789ab", {"lock": "x"}, windows)
    assert final.is_dir()
    assert environment.is_whole(final, "x")
    part.mkdir()
    refusals.append(BadInput("forbidden"))
    with pytest.raises(BadInput, match="forbidden"):
        environment.finish(places, part, "0123456789ab", {}, System("linux", "x86_64"))


def follow(job: SetupJob) -> None:
    end = time.monotonic() + 60.0
    while job.busy:
        assert time.monotonic() < end
        job.tick()
        time.sleep(0.005)
    job.tick()


@pytest.mark.usefixtures("quick")
def test_a_host_never_waits_and_sees_every_kind_of_state(bench: Workbench) -> None:
    job = SetupJob(bench.setup)
    assert job.look()
    follow(job)
    assert job.plan(bench.settings())
    assert not job.start(bench.settings())  # one thing at a time
    follow(job)
    assert job.plan_found is not None
    assert not bench.server.requests
    assert job.start(bench.settings())
    follow(job)
    assert job.error is None
    assert isinstance(job.status.state, SetupReady)
    assert job.remove()
    follow(job)
    assert isinstance(job.status.state, NotSetUp)


@pytest.mark.usefixtures("quick")
def test_a_host_stops_and_goes_on(bench: Workbench) -> None:
    bench.server.chunk_pause = threading.Event()
    job = SetupJob(bench.setup)
    job.start(bench.settings())
    end = time.monotonic() + 60.0
    while not isinstance(job.status.state, Downloading) or not job.status.state.done_bytes:
        assert time.monotonic() < end
        job.tick()
    job.stop()
    follow(job)
    assert job.error is None
    assert isinstance(job.status.state, Downloading)
    assert not job.status.state.running
    bench.server.chunk_pause = None
    job.start(bench.settings())
    follow(job)
    assert isinstance(job.status.state, SetupReady)


def test_a_host_is_told_what_went_wrong(bench: Workbench) -> None:
    job = SetupJob(bench.setup)
    job.plan(bench.settings(python="/no/such/python"))
    follow(job)
    assert job.error is not None
    assert "/no/such/python" in job.error.message
