# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Windows, macOS and Linux as made-up values: paths, interpreters, wheels, locks, children."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from addon.client.locations import Locations
from addon.client.setup.cancellation import CancelToken
from addon.client.setup.packages.lock_files import LOCKS, find_lock, read_lock
from addon.client.setup.packages.wheel_tags import Target, best, fitness, parse, same_version
from addon.client.setup.packages.wheels import requests_of
from addon.client.setup.places import SetupPlaces
from addon.client.setup.plan import make_plan
from addon.client.setup.python import child, interpreters
from addon.client.setup.python.interpreters import Interpreter, ask, belongs_to_host, candidates
from addon.client.setup.python.managed_python import uv_wheel
from addon.client.setup.python.probe import probe_backend
from addon.client.setup.python.systems import System
from addon.client.setup.settings import SetupSettings
from addon.contract.errors import BadInput

from .conftest import python
from .fake_packages import ROOT

LINUX = System("linux", "x86_64")
WINDOWS = System("windows", "x86_64")
MACOS = System("macos", "arm64")
TARGETS = {
    "linux": Target((3, 12), "linux", "x86_64", (2, 35)),
    "windows": Target((3, 12), "windows", "x86_64"),
    "macos": Target((3, 12), "macos", "arm64", (14, 2)),
}


def test_the_python_of_an_environment() -> None:
    assert WINDOWS.python_of(Path("e")).as_posix() == "e/Scripts/python.exe"
    assert LINUX.python_of(Path("e")).as_posix() == "e/bin/python"
    assert WINDOWS.program("uv") == "uv.exe"


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("a-1-cp312-cp312-manylinux_2_28_x86_64.whl", {"linux"}),
        ("a-1-cp312-cp312-manylinux_2_39_x86_64.whl", set()),
        ("a-1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", {"linux"}),
        ("a-1-cp312-cp312-musllinux_1_2_x86_64.whl", set()),
        ("a-1-cp312-cp312-manylinux_2_28_aarch64.whl", set()),
        ("a-1-cp312-cp312-win_amd64.whl", {"windows"}),
        ("a-1-cp312-cp312-win32.whl", set()),
        ("a-1-cp312-cp312-macosx_14_0_arm64.whl", {"macos"}),
        ("a-1-cp312-cp312-macosx_15_0_arm64.whl", set()),
        ("a-1-cp312-cp312-macosx_11_0_universal2.whl", {"macos"}),
        ("a-1-cp312-cp312-macosx_11_0_x86_64.whl", set()),
        ("a-1-cp313-cp313-win_amd64.whl", set()),
        ("a-1-cp312-cp312t-win_amd64.whl", set()),
        ("a-1-cp38-abi3-win_amd64.whl", {"windows"}),
        ("a-1-cp313-abi3-win_amd64.whl", set()),
        ("a-1-py3-none-any.whl", {"linux", "windows", "macos"}),
        ("a-1-py2.py3-none-any.whl", {"linux", "windows", "macos"}),
        ("a-1-py2-none-any.whl", set()),
        ("a-1-py3-none-manylinux_2_17_x86_64.whl", {"linux"}),
        ("a-1.tar.gz", set()),
    ],
)
def test_which_wheel_fits_where(name: str, fits: set[str]) -> None:
    assert {system for system, target in TARGETS.items() if fitness(name, target)} == fits


def test_the_best_wheel_is_the_most_special_one() -> None:
    names = [
        "a-1-py3-none-any.whl",
        "a-1-cp39-abi3-manylinux_2_17_x86_64.whl",
        "a-1-cp312-cp312-manylinux_2_17_x86_64.whl",
        "a-1-cp312-cp312-manylinux_2_28_x86_64.whl",
    ]
    for count in range(len(names), 0, -1):
        assert best(names[:count], TARGETS["linux"]) == names[count - 1]
    assert best([], TARGETS["linux"]) is None


def test_wheel_names_and_versions() -> None:
    wheel = parse("typing_extensions-4.16.0-1-py3-none-any.whl")
    assert wheel is not None
    assert (wheel.name, wheel.version) == ("typing-extensions", "4.16.0")
    assert parse("nonsense.whl") is None
    assert same_version("2.13.0+cpu", "2.13.0")
    assert not same_version("2.13.0.post1", "2.13.0")


def test_our_tags_are_those_of_packaging() -> None:
    """For this very Python, against the reference implementation inside pip."""
    tags = pytest.importorskip("pip._vendor.packaging.tags")
    found = ask(Path(sys.executable))
    target = Target.of(found, System("linux", "x86_64"))
    known = {str(tag) for tag in tags.sys_tags()}
    if sys.platform != "linux" or target.machine != "x86_64":
        pytest.skip("written for Linux on x86_64")
    pythons = ("cp311", "cp312", "cp310", "py3", "py2", "py311", "py312")
    abis = ("cp311", "cp312", "abi3", "none")
    places = ["any", "linux_x86_64", "manylinux2014_x86_64", "manylinux_2_28_x86_64"]
    places += ["manylinux_2_99_x86_64", "win_amd64", "manylinux1_x86_64", "manylinux_2_17_i686"]
    for one in (f"{p}-{a}-{w}" for p in pythons for a in abis for w in places):
        if (one.endswith("-any") and not one.startswith("py")) or one.startswith("py3-abi3"):
            continue  # nobody makes such
        assert (fitness(f"a-1-{one}.whl", target) is not None) == (one in known), one


LOCK_FILES = sorted(
    path for path in LOCKS.glob("*.json") if path.name not in ("uv.json", "movies.json")
)


@pytest.mark.parametrize("path", LOCK_FILES, ids=lambda path: path.stem)
def test_every_lock_has_a_wheel_for_every_python_it_names(path: Path) -> None:
    lock = read_lock(path)
    assert lock.name == path.stem
    assert find_lock(lock.package_set, lock.system, lock.machines[0], lock.backend, LOCKS) == lock
    release = {"linux": (2, 28), "macos": (14, 0), "windows": (0, 0)}[lock.system]
    for version in lock.pythons:
        for machine in lock.machines:
            wanted = requests_of(lock, Target(version, lock.system, machine, release))
            assert all(item.bytes > 0 for item in wanted)
    names = [package.name for package in lock.packages]
    assert len(set(names)) == len(names)
    for package in lock.packages:
        assert package.license
        assert bool(package.files) == (package.name != "torch"), package.name
        assert not package.index or package.index.startswith("https://download.pytorch.org/")
    assert sum(package.about_bytes for package in lock.packages) < lock.about_installed


def test_locks_hold_the_versions_that_development_uses() -> None:
    for name in ("starter", "video"):
        text = (LOCKS / f"{name}-linux-cpu.txt").read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
        lock = read_lock(LOCKS / f"{name}-linux-cpu.json")
        found = {package.name: package.version for package in lock.packages}
        for pin in pins:
            package, _, version = pin.partition("==")
            assert found[package.lower().replace("_", "-")] == version


@pytest.mark.parametrize("system", [LINUX, WINDOWS, MACOS], ids=lambda system: system.name)
def test_uv_is_there_for_every_system(system: System) -> None:
    found = Interpreter(Path(), (3, 12, 0), system.machine, ("glibc", "2.31"), "14.0")
    assert uv_wheel(LOCKS, found, system).file is not None


def test_a_set_that_is_not_made_says_what_there_is() -> None:
    with pytest.raises(BadInput, match="no video set for rocm") as caught:
        find_lock("video", "linux", "x86_64", "rocm", LOCKS)
    assert "video-linux-cuda" in caught.value.hint
    with pytest.raises(BadInput, match="processor"):
        find_lock("starter", "macos", "x86_64", "cpu", LOCKS)


def test_candidates_on_windows(tmp_path: Path) -> None:
    env = {"LOCALAPPDATA": str(tmp_path), "USERPROFILE": str(tmp_path / "me"), "PATH": ""}
    pyenv = tmp_path / "me" / ".pyenv" / "pyenv-win" / "versions" / "3.12.4"
    pyenv.mkdir(parents=True)
    found = [path.as_posix() for path in candidates(WINDOWS, env)]
    assert (tmp_path / "Programs/Python/Python312/python.exe").as_posix() == found[0]
    assert (pyenv / "python.exe").as_posix() in found


def test_the_store_of_windows_is_no_python(tmp_path: Path) -> None:
    store = tmp_path / "WindowsApps"
    store.mkdir()
    (store / "python3").touch(mode=0o755)
    env = {"PATH": str(store), "LOCALAPPDATA": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert store / "python3" not in list(candidates(WINDOWS, env))


def test_candidates_on_macos(tmp_path: Path) -> None:
    found = [path.as_posix() for path in candidates(MACOS, {"HOME": str(tmp_path), "PATH": ""})]
    assert "/opt/homebrew/bin/python3.12" in found
    assert "/Library/Frameworks/Python.framework/Versions/3.12/bin/python3.12" in found


@pytest.mark.parametrize(
    "path",
    [
        "/Applications/Blender.app/Contents/Resources/5.0/python/bin/python3.11",
        "/tmp/.mount_kritaXYZ/usr/bin/python3",
        "/Applications/krita.app/Contents/Frameworks/Python",
    ],
)
def test_a_hosts_python_is_never_taken(path: str) -> None:
    assert belongs_to_host(Path(path))
    assert not belongs_to_host(Path("/home/me/blender projects/.venv/bin/python"))
    assert not belongs_to_host(Path("/usr/bin/python3"))


def test_blenders_python_is_known_by_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "5.0" / "python" / "bin" / "python3.11"
    for name in ("datafiles", "scripts", "python/bin"):
        (tmp_path / "5.0" / name).mkdir(parents=True)
    assert belongs_to_host(inside)
    (tmp_path / "Krita" / "bin").mkdir(parents=True)
    (tmp_path / "Krita" / "bin" / "krita.exe").touch()
    assert belongs_to_host(tmp_path / "Krita" / "bin" / "python.exe")


def test_reasons_against_a_python() -> None:
    good = Interpreter(Path("/usr/bin/python3"), (3, 12, 1), "x86_64", pip_wheel="pip.whl")
    assert good.why_not() == ""
    for change, word in (
        ({"version": (3, 10, 1)}, "3.11"),
        ({"version": (3, 15, 0)}, "3.11"),
        ({"bits": 32}, "32-bit"),
        ({"cpython": False}, "CPython"),
        ({"has_venv": False}, "venv"),
        ({"pip_wheel": ""}, "pip"),
        ({"free_threaded": True}, "free-threaded"),
    ):
        changed = Interpreter(**{**good.__dict__, **change})
        assert word in changed.why_not()


def test_a_python_says_what_it_is(tmp_path: Path) -> None:
    found = ask(Path(python()))
    assert found.version == sys.version_info[:3] or found.version[:2] >= (3, 11)
    assert found.why_not() == ""
    assert "default-index" in found.pip_settings
    for text in ("#!/bin/sh\nexit 3\n", "#!/bin/sh\necho hello\n"):
        liar = tmp_path / "python"
        liar.write_text(text)
        liar.chmod(0o755)
        with pytest.raises(BadInput):
            ask(liar)
    with pytest.raises(BadInput, match="no Python"):
        ask(tmp_path / "nothing")


def test_one_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs = tmp_path / "python"
    hangs.write_text("#!/bin/sh\nsleep 60\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(interpreters, "ASK_TIMEOUT_S", 0.2)
    with pytest.raises(BadInput):
        ask(hangs)


@pytest.mark.parametrize(
    ("script", "backend"),
    [
        ("print('sketch-motion-backend cuda')", "cuda"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "cpu"),
        ("print('sketch-motion-backend cuda', flush=True); import os; os.abort()", "cpu"),
        ("import time; time.sleep(60)", "cpu"),
        ("print('sketch-motion-backend magic')", "cpu"),
    ],
)
def test_a_probe_that_crashes_or_hangs_means_cpu(tmp_path: Path, script: str, backend: str) -> None:
    path = tmp_path / "probe.py"
    path.write_text(script)
    timeout = 30.0 if "sleep" not in script else 0.3
    assert probe_backend(Path(python()), script=path, timeout_s=timeout) == backend


def test_the_real_probe_answers() -> None:
    assert probe_backend(Path(python())) in ("cpu", "cuda", "rocm", "mps")
    assert probe_backend(Path("/no/python")) == "cpu"


def test_a_child_gets_nothing_of_the_hosts_python() -> None:
    base = {"PYTHONHOME": "x", "PYTHONPATH": "y", "LD_LIBRARY_PATH": "z", "PATH": "p"}
    assert child.clean_environment(base) == {"PATH": "p", "PYTHONUTF8": "1"}


def test_no_package_registry_is_written_into_the_add_on() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted")
    for path in (ROOT / "addon").rglob("*"):
        if path.suffix in (".py", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert not any(host in text for host in hosts), path


def test_locks_are_json_with_known_keys_only() -> None:
    for path in LOCK_FILES:
        keys = {key for item in json.loads(path.read_text())["packages"] for key in item}
        assert keys <= {"name", "version", "license", "files", "index", "label", "about_bytes"}


def test_a_folder_of_wheels_chooses_the_python_that_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = find_lock("starter", "linux", "x86_64", "cpu", LOCKS)
    served: list[tuple[int, int]] = []
    monkeypatch.setattr("platform.libc_ver", lambda: ("glibc", "2.35"))
    monkeypatch.setattr(
        "addon.client.setup.plan.find_interpreter",
        lambda *_, versions, **__: served.extend(versions),
    )

    def versions() -> list[tuple[int, int]]:
        served.clear()
        settings = SetupSettings(wheels=str(tmp_path), backend="cpu")
        places = SetupPlaces.of(Locations(tmp_path / "home"))
        make_plan(settings, places, LINUX, LOCKS, stop=CancelToken())
        return served

    assert versions() == list(lock.pythons)  # an empty folder: what is missing is told later
    target = Target((3, 11), "linux", "x86_64", (2, 35))
    for item in requests_of(lock, target):
        package = item.package
        label = f"{package.version}+{package.label}-cp311-cp311-manylinux_2_28_x86_64.whl"
        (tmp_path / (item.file.name if item.file else f"{package.name}-{label}")).touch()
    assert versions() == [(3, 11)]
