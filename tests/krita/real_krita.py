# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a script inside a real Krita, in a window on a virtual screen, with a profile of its own.

A small plugin written into the profile starts the script once Krita's main window is there, and
ends the process with its exit code. The script may define `main()` as a generator: every value it
yields is a number of milliseconds during which Krita's own event loop goes on.
"""

from __future__ import annotations

import builtins
import os
import shutil
import signal
import subprocess
import time
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

NEEDS = ("krita", "Xvfb")
# Rarely, on a busy machine, Krita hangs before it shows its window. Then it is started again.
START_LIMIT_S = 240.0
STARTS = 3
# Krita's Python looks for its library beside the first python3 of PATH: that must be the system's.
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ROOT_VARIABLE = "SKETCH_MOTION_TEST_KRITA_ROOT"
IMPORTER = Path("/usr/share/krita/pykrita/plugin_importer/plugin_importer.py")
DESKTOP = """[Desktop Entry]
Type=Service
ServiceTypes=Krita/PythonPlugin
X-KDE-Library=script_runner
X-Python-2-Compatible=false
Name=Script runner
"""
RUNNER = """
import os, runpy, sys, traceback
from krita import Extension, Krita
if int(Krita.instance().version().split(".")[0]) >= 6:
    from PyQt6.QtCore import QTimer
else:
    from PyQt5.QtCore import QTimer

def finish(code):
    sys.stdout.flush()
    with open(os.environ["SCRIPT_RUNNER_RC"] + ".part", "w") as file:
        file.write(str(code))
    os.replace(os.environ["SCRIPT_RUNNER_RC"] + ".part", os.environ["SCRIPT_RUNNER_RC"])
    os._exit(code)

def step(steps):
    try:
        QTimer.singleShot(int(next(steps)), lambda: step(steps))
    except StopIteration as end:
        finish(int(end.value or 0))
    except BaseException:
        traceback.print_exc()
        finish(1)

class Runner(Extension):
    def setup(self):
        pass
    def createActions(self, window):
        QTimer.singleShot(1500, self.run)
    def run(self):
        if Krita.instance().activeWindow() is None:
            QTimer.singleShot(250, self.run)
            return
        open(os.environ["SCRIPT_RUNNER_STARTED"], "w").close()
        sys.stdout = sys.stderr = open(os.environ["SCRIPT_RUNNER_OUT"], "a", buffering=1)
        try:
            script = runpy.run_path(os.environ["SCRIPT_RUNNER_SCRIPT"], run_name="script")
        except BaseException:
            traceback.print_exc()
            finish(1)
        step(script["main"]())

Krita.instance().addExtension(Runner(Krita.instance()))
"""


@dataclass(frozen=True)
class KritaRun:
    """`code` is the script's exit code, None when Krita died or was too slow."""

    code: int | None
    output: str
    log: str


def missing() -> list[str]:
    """Programs that are needed and not there."""
    return [name for name in NEEDS if shutil.which(name) is None]


def need_krita() -> None:
    """Skip the test where there is no Krita; fail in CI, where there has to be one.

    SKETCH_MOTION_NO_KRITA=1 says that there is none on purpose.
    """
    if not missing():
        return
    reason = f"not installed here: {', '.join(missing())}"
    in_ci = os.environ.get("CI", "").lower() in ("1", "true")
    if in_ci and os.environ.get("SKETCH_MOTION_NO_KRITA") != "1":
        pytest.fail(f"{reason} (SKETCH_MOTION_NO_KRITA=1 skips the tests that need Krita)")
    pytest.skip(reason)


def run_in_krita(
    script: Path,
    folder: Path,
    environment: Mapping[str, str],
    timeout_s: float = 180.0,
    *,
    plugin: Path | None = None,
    settings: str = "",
    managed: bool = False,
) -> KritaRun:
    """Runs `script` in Krita; `folder` takes the profile and the logs.

    plugin: a zip that Krita's own importer installs first. settings: more lines for kritarc.
    managed: a window manager (openbox) gives the keys to the window that is clicked.
    A second run in the same folder uses the profile of the first one. A Krita in another root, in
    which the folders used here are mounted, is named by SKETCH_MOTION_TEST_KRITA_ROOT.
    """
    home = folder / "home"
    data = home / ".local/share/krita"
    runner = data / "pykrita/script_runner"
    runner.mkdir(parents=True, exist_ok=True)
    (data / "pykrita/script_runner.desktop").write_text(DESKTOP)
    (runner / "__init__.py").write_text(RUNNER)
    enabled = ["enable_script_runner=true"]
    if plugin is not None:
        enabled += [f"enable_{name}=true" for name in install(plugin, data)]
    (home / ".config").mkdir(exist_ok=True)
    kritarc = "\n".join(("HideSplash=true", settings, "[python]", *enabled, ""))
    (home / ".config/kritarc").write_text(kritarc)
    (home / ".config/kritadisplayrc").write_text("canvasState=OPENGL_SUCCESS\n")
    code_file, started_file, output = (folder / name for name in ("code", "started", "output"))
    code_file.unlink(missing_ok=True)
    output.write_text("")
    screen = _start_screen(folder)
    manager = _start_manager(folder) if managed else None
    root = os.environ.get(ROOT_VARIABLE, "")
    elsewhere = ["chroot", root] if root else []
    variables = {
        **_variables(folder, home, environment),
        "SCRIPT_RUNNER_SCRIPT": str(script),
        "SCRIPT_RUNNER_OUT": str(output),
        "SCRIPT_RUNNER_RC": str(code_file),
        "SCRIPT_RUNNER_STARTED": str(started_file),
    }
    crashed = False
    try:
        for _ in range(STARTS):
            started_file.unlink(missing_ok=True)
            for left in home.glob("*-autosave.kra"):  # of an earlier run: Krita would ask for it
                left.unlink()
            shutil.rmtree(folder / "run", ignore_errors=True)
            (folder / "run").mkdir(mode=0o700)
            with (folder / "krita.log").open("wb") as log:
                krita = subprocess.Popen(
                    [*elsewhere, "krita", "--nosplash"],
                    env=variables,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            try:
                if _wait_for(started_file, krita, START_LIMIT_S):
                    _wait_for(code_file, krita, timeout_s)
                    if krita.poll() != -signal.SIGSEGV or crashed:
                        break
                    crashed = True  # Krita 5.1 does in its own threads, about once in 20 runs
            finally:
                _end(krita)
    finally:
        if manager is not None:
            _end(manager)
        _end(screen)
    code = int(code_file.read_text()) if code_file.exists() else None
    return KritaRun(code, output.read_text(), (folder / "krita.log").read_text(errors="replace"))


def _variables(folder: Path, home: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment of a Krita with a profile of its own on the virtual screen."""
    return {
        **os.environ,
        **environment,
        "PATH": SYSTEM_PATH,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "DISPLAY": (folder / "display").read_text().strip(),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
    }


def install(plugin: Path, data: Path) -> list[str]:
    """Installs a zip as Krita's "Import Python Plugin from File" does; returns the names."""
    builtins.i18n = lambda text, *_: text  # type: ignore[attr-defined]
    source = IMPORTER.read_text(encoding="utf-8")
    module = types.ModuleType("plugin_importer")
    exec(compile(source, str(IMPORTER), "exec"), module.__dict__)
    importer = module.PluginImporter(str(plugin), str(data), lambda info: True)
    return [str(info["name"]) for info in importer.import_all()]


def _start_screen(folder: Path) -> subprocess.Popen[bytes]:
    """A virtual X screen on a free display, whose name is written to `display`."""
    read, write = os.pipe()
    with (folder / "screen.log").open("wb") as log:
        screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
             "-noreset"],
            pass_fds=(write,), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        (folder / "display").write_text(":" + pipe.readline().strip())
    return screen


def _start_manager(folder: Path) -> subprocess.Popen[bytes]:
    """Start a window manager on the virtual screen."""
    variables = {**os.environ, "DISPLAY": (folder / "display").read_text().strip()}
    with (folder / "manager.log").open("wb") as log:
        return subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=variables, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _wait_for(file: Path, process: subprocess.Popen[bytes], timeout_s: float) -> bool:
    """Wait until there is a file, the process has ended or time is up; return whether it is."""
    deadline = time.monotonic() + timeout_s
    while not file.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    return file.exists()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process group that this module started."""
    for way in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        os.killpg(process.pid, way)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            continue
