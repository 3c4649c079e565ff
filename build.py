# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets up, tests, shows and packages Sketch Motion. Standard library only.

    python build.py demo [--out DIR]    a real Grease Pencil drawing is animated in headless Blender
    python build.py test [-k EXPR]      checks and tests: engine, contract, client, Blender, Krita
    python build.py test --window-walks [short]
                                        the walks through real windows of Blender and Krita alone
    python build.py package             dist/: the Blender extension zip, an extension repository,
                                        the Krita plugin zip, and a bill of materials
    python build.py audit               asks for known holes in the packages that a set-up downloads

Environments are made beside this file: `.venv` holds the engine, `.venv-blender-X.Y` hold Blender
as a module and nothing of the engine, as in life. An environment whose lock file has not changed
is not touched again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import build_blender
import build_krita
import build_licences

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "tests" / "locks"
WINDOWS = os.name == "nt"
#: Blender version -> the Python its module is built for.
BLENDERS = {"4.5": "3.11", "5.0": "3.11", "5.2": "3.13"}
REQUIRED_BLENDERS = ("4.5", "5.0")
OLDEST_BLENDER = (4, 5)
MOST_WORKERS = 8  # of pytest-xdist: each loads torch
#: The walks through real windows. Krita's run in pytest, in a window on a virtual screen.
KRITA_WALKS = ("tests/krita/test_plugin_in_krita.py", "tests/krita/test_real_krita.py")
SHORT_KRITA_WALK = f"{KRITA_WALKS[0]}::test_from_a_drawing_to_frames_and_back"
WALK_TOOLS = ("Xvfb", "xdotool", "import")
BLENDER_WALKS = (
    "walk.py",
    "walk_objects.py",
    "walk_takes.py",
    "walk_bones.py",
    "walk_live.py",
    "walk_steer.py",
    "walk_newcomer.py",
    "walk_colour.py",
    "walk_video.py",
)
PACKAGED = ("addon", "engine", "presets")


class BuildError(Exception):
    """What went wrong, in one line for the person at the terminal."""


def say(text: str) -> None:
    print(f"== {text}", flush=True)


# --- running --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """A command with a title and environment variables of its own."""

    title: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *, captured: bool = False) -> tuple[int, str]:
        """Return the exit code and, if `captured`, the output; else that goes to the terminal."""
        ended = subprocess.run(
            [str(word) for word in self.command],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE if captured else None,
            stderr=subprocess.STDOUT if captured else None,
            check=False,
        )
        return ended.returncode, (ended.stdout or b"").decode(errors="replace")

    def check(self, code: int) -> None:
        """Raise BuildError for a failure; that a selection (-k) matches no test is none."""
        if code and not (code == 5 and "-k" in self.command):
            raise BuildError(f"{self.title}: ended with exit code {code}")


def run(command: Sequence[str | Path]) -> None:
    """Run a command in the project's folder. Raises BuildError when it fails."""
    step = Step(f"`{' '.join(str(word) for word in command[:6])}`", command)
    step.check(step.run()[0])


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def perform(step: Step) -> None:
    """Announce and run a step. Raises BuildError when it fails."""
    say(step.title)
    step.check(step.run()[0])


def perform_side_by_side(steps: Sequence[Step], limit: int) -> None:
    """Run up to `limit` steps at a time; each one's output is shown when it has ended.

    Raises BuildError after all have ended when one of them failed.
    """
    if min(limit, len(steps)) < 2:
        for step in steps:
            perform(step)
        return
    say(f"side by side, {limit} at a time: " + ", ".join(step.title for step in steps))
    codes: list[int] = []
    with ThreadPoolExecutor(limit) as pool:
        outcomes = pool.map(lambda step: step.run(captured=True), steps)
        for step, (code, output) in zip(steps, outcomes, strict=True):
            say(step.title)
            print(output, end="", flush=True)
            codes.append(code)
    for step, code in zip(steps, codes, strict=True):
        step.check(code)


# --- environments ---------------------------------------------------------------------------


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def interpreters(version: str) -> Iterator[str]:
    """Yield places where a Python of this minor version may live, likeliest first."""
    if f"{sys.version_info[0]}.{sys.version_info[1]}" == version:
        yield sys.executable
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    pattern = f"{version}*/python.exe" if WINDOWS else f"{version}*/bin/python{version}"
    yield from (str(path) for path in sorted((Path.home() / ".pyenv/versions").glob(pattern)))


def find_python(version: str) -> str | None:
    """Return the first Python of this minor version that really starts (shims may not)."""
    probe = "import sys; print('%d.%d' % sys.version_info[:2])"
    for candidate in interpreters(version):
        answer = subprocess.run([candidate, "-c", probe], capture_output=True, text=True)
        if answer.returncode == 0 and answer.stdout.strip() == version:
            return candidate
    return None


def locked_text(lock: Path) -> str:
    """Return the text of a lock file together with the files that it includes."""
    text = lock.read_text(encoding="utf-8")
    included = re.findall(r"^-r (.+)$", text, re.MULTILINE)
    return text + "".join(locked_text(lock.parent / name.strip()) for name in included)


def ensure_environment(name: str, lock: Path, python: str, torch_index: str = "") -> Path:
    """Make a virtual environment from a lock file, unless it is up to date; return its Python."""
    venv = ROOT / name
    stamp = venv / "lock.sha256"
    digest = hashlib.sha256((locked_text(lock) + python).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return python_of(venv)
    say(f"setting up {name} from {lock.relative_to(ROOT)} (minutes the first time)")
    started = time.monotonic()
    stamp.unlink(missing_ok=True)
    if not python_of(venv).exists():
        run([python, "-m", "venv", venv])
    extra = ["--extra-index-url", torch_index] if torch_index else []
    run([python_of(venv), "-m", "pip", "install", "--quiet", *extra, "-r", lock])
    stamp.write_text(digest)
    say(f"{name} is ready after {time.monotonic() - started:.0f} s")
    return python_of(venv)


def ensure_engine(arguments: argparse.Namespace) -> Path:
    """Return the Python that holds the engine and the tools for development."""
    python = find_python("3.11")
    if python is None:
        raise BuildError("Python 3.11 was not found. Install it, or start build.py with it.")
    return ensure_environment(".venv", LOCKS / "development.txt", python, arguments.torch_index)


def ensure_blender(version: str) -> Path | None:
    """Return the Python that holds Blender of this version, or None where none can be made."""
    python = find_python(BLENDERS[version])
    if python is None:
        if version in REQUIRED_BLENDERS:
            raise BuildError(
                f"Python {BLENDERS[version]} was not found: Blender {version} needs it."
            )
        say(f"skipping Blender {version}: no Python {BLENDERS[version]} here")
        return None
    return ensure_environment(f".venv-blender-{version}", LOCKS / f"blender-{version}.txt", python)


# --- commands -------------------------------------------------------------------------------


def test(arguments: argparse.Namespace) -> None:
    """Lint, types, then every test: first without Blender, then inside each Blender."""
    engine = ensure_engine(arguments)
    if arguments.window_walks:
        window_walks(engine, short=arguments.window_walks == "short")
        return
    pytest = ["-m", "pytest", "--durations=10", *(["-k", arguments.k] if arguments.k else [])]
    if not arguments.k:
        say("ruff and mypy")
        run([engine, "-m", "ruff", "check", "."])
        run([engine, "-m", "ruff", "format", "--check", "."])
        run([engine, "-m", "mypy"])
    title = "tests of the contract, the client, the engine and Krita"
    workers = 1 if arguments.k else min(cores(), MOST_WORKERS)
    if workers > 1:
        # One thread each: pools of threads that compete for the same cores slow all of them down.
        spread = ["-n", str(workers), "--dist", "loadgroup"]
        perform(Step(title, [engine, *pytest, *spread], {"OMP_NUM_THREADS": "1"}))
    else:
        perform(Step(title, [engine, *pytest]))
    variables = {
        "SKETCH_MOTION_TEST_EXTENSION": str(make_zips()),
        "SKETCH_MOTION_TEST_ENGINE": str(engine),
    }
    blenders = {version: ensure_blender(version) for version in BLENDERS}
    steps = [
        Step(f"tests inside Blender {version}", [python, *pytest, "tests/blender"], variables)
        for version, python in blenders.items()
        if python is not None
    ]
    perform_side_by_side(steps, min(cores(), 2))


def window_walks(engine: Path, *, short: bool) -> None:
    """Walk through real windows of Krita and Blender; where that can't be, say why.

    short: only the shortest walk of each.
    """
    nodes = [SHORT_KRITA_WALK] if short else KRITA_WALKS
    perform(Step("walks in Krita's window", [engine, "-m", "pytest", "-rs", *nodes]))
    blender = os.environ.get("SKETCH_MOTION_BLENDER") or "blender"
    obstacle = walk_obstacle(blender)
    if obstacle:
        say(f"no walk in Blender's window: {obstacle}")
        return
    extension = make_zips()
    for name in BLENDER_WALKS[:1] if short else BLENDER_WALKS:
        script = ROOT / "tests" / "blender" / "window" / name
        command: list[str | Path] = [engine, script, "--extension", extension, "--engine", engine]
        out = ROOT / "out" / "window" / script.stem
        command += ["--blender", blender, "--out", out]
        perform(Step(f"{name} in Blender's window", command))


def walk_obstacle(blender: str) -> str:
    """Return why a walk in the window of this Blender program can't be, or ""."""
    missing = [tool for tool in (blender, *WALK_TOOLS) if shutil.which(tool) is None]
    if missing:
        return f"not found here: {', '.join(missing)} (SKETCH_MOTION_BLENDER may name Blender)"
    answer = subprocess.run([blender, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"Blender (\d+)\.(\d+)", answer.stdout)
    if version is None:
        return f"{blender} doesn't tell its version"
    if (int(version[1]), int(version[2])) < OLDEST_BLENDER:
        return f"{version[0]} is too old"
    return ""


def demo(arguments: argparse.Namespace) -> None:
    """Draw a scene in headless Blender, animate it by the installed add-on, render it."""
    engine = ensure_engine(arguments)
    blender = ensure_blender("5.0")
    assert blender is not None
    extension = make_zips()
    out = Path(arguments.out).resolve()
    script = ROOT / "tests" / "blender" / "demo.py"
    say(f"the demo: pictures go to {out}")
    run([blender, script, "--extension", extension, "--engine", engine, "--out", out])
    run([engine, "-m", "tests.blender.demo_pictures", out])


def package(arguments: argparse.Namespace) -> None:
    """Make the zips for Blender and Krita, and a repository that Blender installs from."""
    if sys.version_info < (3, 11):
        raise BuildError("`build.py package` needs Python 3.11 or newer")
    extension = make_zips()
    build_blender.write_repository(extension, extension.parent / "repository")
    say("made dist/repository: index.json, and index.html with the link to drag")


def audit(arguments: argparse.Namespace) -> None:
    """Ask the Python Packaging Advisory Database about every package of every lock file.

    Raises BuildError where a version has a known hole, and where one could not be looked up.
    """
    python = find_python("3.11") or sys.executable
    auditor = ensure_environment(".venv-audit", LOCKS / "audit.txt", python)
    (ROOT / "out").mkdir(exist_ok=True)
    listed = ROOT / "out" / "audited.txt"
    listed.write_text("\n".join(build_licences.requirements(ROOT)) + "\n", encoding="utf-8")
    command: list[str | Path] = [
        auditor,
        "-m",
        "pip_audit",
        "--requirement",
        listed,
        "--no-deps",
        "--disable-pip",
    ]
    perform(Step("known holes in the packages", [*command, "--strict", "--progress-spinner=off"]))


def make_zips() -> Path:
    """Write Blender's extension and Krita's plugin to dist/; return Blender's zip."""
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    files = packaged_files()
    extension = dist / f"sketch_motion-{addon_version()}.zip"
    plugin = dist / f"sketch_motion_krita-{addon_version()}.zip"
    build_blender.write_extension(ROOT, files, extension)
    build_krita.write_plugin(ROOT, files, plugin)
    materials = json.dumps(build_licences.bill_of_materials(ROOT, addon_version()), indent=1)
    bill = dist / f"sketch_motion-{addon_version()}.cdx.json"
    bill.write_text(materials + "\n", encoding="utf-8", newline="\n")
    for path in (extension, plugin):
        say(f"packaged {path.relative_to(ROOT)} ({path.stat().st_size / 1e6:.1f} MB)")
    return extension


def addon_version() -> str:
    """Return the add-on's version, as the manifest has it."""
    manifest = (ROOT / "blender_manifest.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "([^"]+)"', manifest, re.MULTILINE)
    if found is None:
        raise BuildError("blender_manifest.toml has no version")
    return found[1]


def packaged_files() -> list[str]:
    """Return the names, with forward slashes, of the tree's files that go into a package."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGED]
    if (ROOT / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        names = listing.stdout.splitlines()
    else:
        paths = (path for top in PACKAGED for path in (ROOT / top).rglob("*"))
        names = [path.relative_to(ROOT).as_posix() for path in paths]
    return sorted(name for name in names if "__pycache__" not in name and (ROOT / name).is_file())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--torch-index",
        default=os.environ.get("SKETCH_MOTION_TORCH_INDEX", ""),
        help="a further wheel index for torch; https://download.pytorch.org/whl/cpu on Linux "
        "avoids the CUDA build of several GB",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for function in (demo, test, package, audit):
        about = (function.__doc__ or "").splitlines()[0]
        commands.add_parser(function.__name__, help=about).set_defaults(function=function)
    commands.choices["demo"].add_argument("--out", default=str(ROOT / "out" / "demo"))
    commands.choices["test"].add_argument("-k", default="", help="only tests that match")
    commands.choices["test"].add_argument(
        "--window-walks",
        nargs="?",
        const="all",
        choices=("all", "short"),
        help="only the walks through real windows; short: one of Krita and one of Blender",
    )
    arguments = parser.parse_args()
    started = time.monotonic()
    try:
        arguments.function(arguments)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    say(f"{arguments.command} done after {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
