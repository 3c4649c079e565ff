# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole way, with tiny packages and real children: what ends well, and how."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from addon.client.setup.cancellation import CancelToken
from addon.client.setup.installed import installed_command
from addon.client.setup.states import (
    Broken,
    Checking,
    Downloading,
    Installing,
    NotSetUp,
    Outdated,
    SetupPlanned,
    SetupReady,
)
from addon.contract.errors import BadInput, Cancelled, JobBusy, SketchMotionError
from addon.contract.file_lock import FileLock

from .conftest import SIZE, Workbench, python, set_up_in
from .fake_packages import make_engine, make_wheel, write_lock
from .index_server import Fault

PATIENCE = 300  # tenths of a second


def test_nothing_is_there_at_first_and_nothing_is_fetched_by_looking(bench: Workbench) -> None:
    assert isinstance(bench.state(), NotSetUp)
    plan = bench.setup.plan(bench.settings())
    assert plan.download_bytes > SIZE
    assert {package.name for package in plan.packages} == {"alpha", "beta"}
    assert bench.server.requests == []
    assert any("CC0-1.0" in line for line in plan.describe())


def test_one_press_makes_an_engine_that_every_host_finds(bench: Workbench) -> None:
    told = bench.set_up()
    kinds = [type(state) for state in told]
    order = [SetupPlanned, Downloading, Installing, Checking, SetupReady]
    assert list(dict.fromkeys(kinds)) == order
    done = [state.done_bytes for state in told if isinstance(state, Downloading)]
    assert done == sorted(done)
    assert done[-1] > SIZE
    ready = bench.state()
    assert isinstance(ready, SetupReady)
    assert (ready.version, ready.device, ready.package_set) == ("0.0-fake", "cpu", "starter")
    command = installed_command(bench.setup.locations, bench.setup.root)
    assert command is not None
    assert str(command.python).startswith(str(bench.setup.places.environments))
    says = subprocess.run(
        [command.python, "-c", "import alpha; print(alpha.version)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert says.stdout.strip() == "1.0"
    leftovers = [path.name for path in bench.setup.places.environments.glob("*.part")]
    assert leftovers == []
    assert not bench.setup.places.check.exists()


@pytest.mark.usefixtures("quick")
def test_a_second_press_fetches_and_builds_nothing(bench: Workbench) -> None:
    bench.set_up()
    asked = len(bench.server.requests)
    told = bench.set_up()
    assert isinstance(told[-1], SetupReady)
    assert not any(isinstance(state, (Downloading, Installing)) for state in told)
    assert len(bench.server.requests) == asked


@pytest.mark.usefixtures("quick")
def test_the_network_goes_in_mid_download_and_one_press_goes_on(bench: Workbench) -> None:
    bench.server.faults.append(Fault("/files/alpha", after=100_000, times=1))
    bench.server.faults.append(Fault("/files/alpha", status=503, times=99))
    with pytest.raises(SketchMotionError) as caught:
        bench.set_up()
    assert caught.value.exit_code == 4
    state = bench.state()
    assert isinstance(state, Broken)
    assert state.during == "downloading"
    bench.server.faults.clear()
    bench.server.requests.clear()
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    ranges = [wanted for path, wanted in bench.server.requests if "/files/alpha" in path]
    assert ranges == ["bytes=100000-"]


@pytest.mark.usefixtures("quick")
def test_a_line_that_breaks_again_and_again_is_mended_within_one_press(bench: Workbench) -> None:
    bench.server.faults.append(Fault("/files/alpha", after=60_000, times=4))
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    assert bench.fetched("alpha") == 5


@pytest.mark.usefixtures("quick")
def test_a_wrong_file_is_thrown_away_and_never_installed(bench: Workbench) -> None:
    bench.server.faults.append(Fault("/files/beta", body=b"<html>Please log in</html>", times=9))
    with pytest.raises(SketchMotionError, match="not the file"):
        bench.set_up()
    assert isinstance(bench.state(), Broken)
    assert not list(bench.setup.places.environments.glob("*"))
    assert not [path for path in bench.setup.places.wheels.iterdir() if "beta" in path.name]
    bench.server.faults.clear()
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    assert bench.fetched("alpha") == 1


@pytest.mark.usefixtures("quick")
def test_stop_keeps_what_is_there(bench: Workbench) -> None:
    sign = CancelToken()

    def listen(state: object) -> None:
        if isinstance(state, Downloading) and state.done_bytes > 100_000:
            sign.cancel()

    with pytest.raises(Cancelled):
        bench.setup.set_up(bench.settings(), on_state=listen, stop=sign)
    state = bench.state()
    assert isinstance(state, Downloading)
    assert not state.running
    assert state.done_bytes > 100_000
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    assert any(wanted for path, wanted in bench.server.requests if "/files/alpha" in path)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", [Installing, Checking])
def test_stop_while_installing_or_checking(bench: Workbench, kind: type) -> None:
    sign = CancelToken()

    def listen(state: object) -> None:
        if isinstance(state, kind):
            sign.cancel()

    with pytest.raises(Cancelled):
        bench.setup.set_up(bench.settings(), on_state=listen, stop=sign)
    assert isinstance(bench.state(), kind)
    assert not list(bench.setup.places.environments.glob("*.part"))
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_two_at_once_are_kept_apart_and_the_first_one_wins(bench: Workbench) -> None:
    bench.home.mkdir()
    with FileLock(bench.setup.places.lock, "Krita"):
        with pytest.raises(JobBusy, match="Krita"):
            bench.set_up()
        with pytest.raises(JobBusy, match="Krita"):
            bench.setup.remove()
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.slow
def test_two_processes_at_once_end_with_one_good_engine(bench: Workbench) -> None:
    both = [bench.process() for _ in range(2)]
    codes = sorted(process.wait(120) for process in both)
    assert codes in ([0, 0], [0, 4])  # 4: it was told to wait for the other
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.slow
def test_killed_at_twenty_moments_it_always_goes_on(bench: Workbench) -> None:
    """Killed after the n-th line it says, or a little later; the user's own things stay."""
    moments = random.Random(20)
    mine = {
        bench.home / "models" / "mine" / "model_index.json": b"{}",
        bench.home / "presets" / "mine.json": b"{}",
        bench.home / "jobs" / "job" / "request.json": b"{}",
    }
    for path, data in mine.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for _ in range(20):
        if isinstance(bench.kept_state(), SetupReady):
            bench.setup.remove()
        process = bench.process()
        assert process.stdout is not None
        for _ in range(moments.randrange(1, 26)):
            if not process.stdout.readline():
                break
        threading.Event().wait(moments.random() * 0.08)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        state = bench.state()
        for _ in range(PATIENCE):  # what it had started, like pip, may outlive it a little
            if not getattr(state, "running", False):
                break
            threading.Event().wait(0.1)
            state = bench.state()
        assert isinstance(
            state, (NotSetUp, SetupPlanned, Downloading, Installing, Checking, SetupReady)
        ), state
        assert not getattr(state, "running", False)
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    assert all(path.read_bytes() == data for path, data in mine.items())
    assert not list(bench.setup.places.environments.glob("*.part"))


@pytest.mark.usefixtures("quick")
def test_a_broken_environment_is_noticed_and_made_again(bench: Workbench) -> None:
    bench.set_up()
    command = installed_command(bench.setup.locations, bench.setup.root)
    assert command is not None
    site = next(command.python.parents[1].rglob("site-packages"))
    shutil.rmtree(site / "alpha")
    told = bench.set_up()  # the check fails, so it is built anew, from the wheels that are here
    assert any(isinstance(state, Installing) for state in told)
    assert isinstance(bench.state(), SetupReady)
    assert bench.fetched("alpha") == 1


@pytest.mark.usefixtures("quick")
def test_an_environment_that_is_gone_is_made_again(bench: Workbench) -> None:
    bench.set_up()
    for path in bench.setup.places.environments.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    state = bench.state()
    assert isinstance(state, Broken)
    assert "again" in state.error.hint
    assert installed_command(bench.setup.locations, bench.setup.root) is None
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_repair_builds_beside_the_old_one(bench: Workbench) -> None:
    bench.set_up()
    before = installed_command(bench.setup.locations, bench.setup.root)
    bench.setup.set_up(bench.settings(), again=True)
    after = installed_command(bench.setup.locations, bench.setup.root)
    assert before is not None
    assert after is not None
    assert before.python != after.python
    assert before.python.is_file()  # an engine may still run from it; it goes later


@pytest.mark.usefixtures("quick")
def test_a_new_lock_is_outdated_and_the_old_engine_stays_until_the_new_one_works(
    bench: Workbench,
) -> None:
    bench.set_up()
    before = installed_command(bench.setup.locations, bench.setup.root)
    newer = make_wheel(bench.folder / "index", "beta", "3.0")
    write_lock(bench.folder / "locks", [bench.wheels[0], newer])
    assert isinstance(bench.state(), Outdated)
    bench.server.faults.append(Fault("/files/beta-3", status=500, times=99))
    with pytest.raises(SketchMotionError):
        bench.set_up()
    assert isinstance(bench.state(), Broken)
    assert bench.setup.status().installed is not None
    assert installed_command(bench.setup.locations, bench.setup.root) == before
    bench.server.faults.clear()
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)
    assert bench.fetched("alpha") == 1
    assert installed_command(bench.setup.locations, bench.setup.root) != before


@pytest.mark.usefixtures("quick")
def test_an_engine_that_does_not_animate_is_not_ready(bench: Workbench) -> None:
    make_engine(bench.setup.root, ["alpha", "beta", "gamma"])
    with pytest.raises(BadInput, match="doesn't work") as caught:
        bench.set_up()
    assert "gamma" in caught.value.hint
    assert isinstance(bench.state(), Broken)
    assert installed_command(bench.setup.locations, bench.setup.root) is None
    make_engine(bench.setup.root, ["alpha", "beta"])
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_remove_keeps_what_is_the_users(bench: Workbench) -> None:
    bench.set_up()
    for name in ("models", "presets", "jobs"):
        (bench.home / name).mkdir(exist_ok=True)
        (bench.home / name / "mine").write_text("mine")
    strange = bench.setup.places.environments / "my own notes"
    strange.mkdir()
    bench.setup.remove()
    assert isinstance(bench.state(), NotSetUp)
    assert not bench.setup.places.wheels.exists()
    assert strange.exists()
    assert all((bench.home / name / "mine").exists() for name in ("models", "presets", "jobs"))
    bench.setup.remove(models=True)
    assert not (bench.home / "models").exists()
    assert (bench.home / "presets" / "mine").exists()


@pytest.mark.usefixtures("quick")
def test_from_a_folder_of_wheels_without_a_network(bench: Workbench) -> None:
    bench.set_up(wheels=str(bench.folder / "index"), index="")
    assert isinstance(bench.state(), SetupReady)
    assert bench.server.requests == []


@pytest.mark.usefixtures("quick")
def test_a_folder_that_lacks_a_wheel_names_it(bench: Workbench) -> None:
    shutil.copytree(bench.folder / "index", bench.folder / "usb stick")
    (bench.folder / "usb stick" / bench.wheels[1].name).unlink()
    with pytest.raises(BadInput, match=r"beta-2\.1"):
        bench.set_up(wheels=str(bench.folder / "usb stick"))
    shutil.copy(bench.wheels[1], bench.folder / "usb stick")
    bench.set_up(wheels=str(bench.folder / "usb stick"))
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_through_a_proxy(bench: Workbench) -> None:
    away = bench.server.url.replace("127.0.0.1", "mirror.invalid")
    bench.set_up(index=away, proxy=bench.server.base(""))
    assert isinstance(bench.state(), SetupReady)
    assert bench.server.proxied


@pytest.mark.usefixtures("quick")
def test_a_mirror_with_a_login_and_old_pages(bench: Workbench) -> None:
    bench.server.json_pages = False
    bench.server.login = "Basic bWU6c2VjcmV0"  # me:secret
    with pytest.raises(SketchMotionError, match="refuses"):
        bench.set_up()
    assert "secret" not in str(bench.kept_state())
    with_login = bench.server.url.replace("http://", "http://me:secret@")
    bench.set_up(index=with_login)
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_an_environment_of_the_users_own_is_used_and_never_changed(bench: Workbench) -> None:
    own = bench.folder / "my environment"
    subprocess.run([python(), "-m", "venv", "--without-pip", own], check=True)
    with pytest.raises(BadInput, match="doesn't work"):
        bench.set_up(environment=str(own))
    make_engine(bench.setup.root, [])
    told = bench.set_up(environment=str(own))
    ready = told[-1]
    assert isinstance(ready, SetupReady)
    assert ready.adopted
    assert not any(isinstance(state, (Downloading, Installing)) for state in told)
    bench.setup.remove()
    assert own.exists()


@pytest.mark.usefixtures("quick")
def test_no_python_at_all_says_what_to_do_and_then_goes_on(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = Path(bench.setup.locks)
    uv = make_wheel(bench.folder / "other", "uv", "9.9")
    write_lock(bench.folder / "uv-lock", [uv])
    shutil.copy(bench.folder / "uv-lock" / "starter-linux-cpu.json", locks / "uv.json")
    monkeypatch.setattr("addon.client.setup.plan.find_interpreter", lambda *_, **__: None)
    with pytest.raises(SketchMotionError):
        bench.set_up(python="")
    assert isinstance(bench.state(), Broken)
    bench.set_up()  # with one that the user names
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.usefixtures("quick")
def test_a_disk_that_is_too_small_is_said_before_anything_is_fetched(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addon.client.setup.plan.free_bytes", lambda _: 1000)
    with pytest.raises(SketchMotionError, match="disk") as caught:
        bench.set_up()
    assert caught.value.kind == "disk_full"
    assert not [path for path, _ in bench.server.requests if "/files/" in path]
    monkeypatch.undo()
    bench.set_up()
    assert isinstance(bench.state(), SetupReady)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="a small disk needs root on Linux"
)
@pytest.mark.parametrize(
    "size",
    [
        "200k",
        pytest.param("500k", marks=pytest.mark.slow),
        pytest.param("700k", marks=pytest.mark.slow),
    ],
)
def test_a_disk_that_fills_up_on_the_way(
    bench: Workbench, size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """200k: in mid-download; 500k: while pip installs; 700k: in the check."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a tmpfs can't be mounted here")
    monkeypatch.setattr("addon.client.setup.plan.free_bytes", lambda _: None)
    try:
        small = Workbench(
            bench.folder, bench.server, set_up_in(bench.folder, bench.setup.root), bench.wheels
        )
        small.setup.locations = type(small.setup.locations)(disk)
        with pytest.raises(SketchMotionError) as caught:
            small.set_up()
        assert caught.value.kind == "disk_full", caught.value
        assert "disk is full" in caught.value.message
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        small.set_up()
        assert isinstance(small.state(), SetupReady)
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


@pytest.mark.usefixtures("quick")
def test_settings_are_kept_for_the_other_host(bench: Workbench) -> None:
    bench.set_up()
    assert bench.setup.settings() == bench.settings()
