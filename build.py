# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets up, tests, shows and packages Sketch Motion. Standard library only.

    python build.py demo [--out DIR]    a real Grease Pencil drawing is animated in headless Blender
    python build.py test [-k EXPR]      checks and tests: engine, contract, client, Blender
    python build.py package             dist/: the Blender extension zip, an extension repository,
                                        the Krita plugin zip

Environments are made beside this file: `.venv` holds the engine, `.venv-blender-X.Y` hold Blender
as a module and nothing of the engine, as in life. An environment whose lock file has not changed
is not touched again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import build_krita

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "tests" / "locks"
WINDOWS = os.name == "nt"
#: Blender version -> the Python its module is built for.
BLENDERS = {"4.5": "3.11", "5.0": "3.11", "5.2": "3.13"}
REQUIRED_BLENDERS = ("4.5", "5.0")
PACKAGED = ("addon", "engine", "presets")


class BuildError(Exception):
    """What went wrong, in one line for the person at the terminal."""


def say(text: str) -> None:
    print(f"== {text}", flush=True)


def run(command: Sequence[str | Path], **environment: str) -> None:
    """Runs a command in the project's folder; raises BuildError when it fails."""
    words = [str(word) for word in command]
    code = subprocess.call(words, cwd=ROOT, env={**os.environ, **environment})
    if code:
        raise BuildError(f"`{' '.join(words[:6])}` ended with exit code {code}")


# --- environments ---------------------------------------------------------------------------


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def interpreters(version: str) -> Iterator[str]:
    """Places where a Python of this minor version may live, likeliest first."""
    if f"{sys.version_info[0]}.{sys.version_info[1]}" == version:
        yield sys.executable
    found = shutil.which(f"python{version}")
    if found:
        yield found
    pattern = f"{version}*/python.exe" if WINDOWS else f"{version}*/bin/python{version}"
    yield from (str(path) for path in sorted((Path.home() / ".pyenv/versions").glob(pattern)))


def find_python(version: str) -> str | None:
    """The first interpreter of this minor version that really starts (shims may not)."""
    probe = "import sys; print('%d.%d' % sys.version_info[:2])"
    for candidate in interpreters(version):
        answer = subprocess.run([candidate, "-c", probe], capture_output=True, text=True)
        if answer.returncode == 0 and answer.stdout.strip() == version:
            return candidate
    return None


def locked_text(lock: Path) -> str:
    """A lock file with the files it includes."""
    text = lock.read_text(encoding="utf-8")
    included = re.findall(r"^-r (.+)$", text, re.MULTILINE)
    return text + "".join(locked_text(lock.parent / name.strip()) for name in included)


def ensure_environment(name: str, lock: Path, python: str, torch_index: str = "") -> Path:
    """Makes a virtual environment from a lock file; returns its Python. Cheap when up to date."""
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
    python = find_python("3.11")
    if python is None:
        raise BuildError("Python 3.11 was not found. Install it, or start build.py with it.")
    return ensure_environment(".venv", LOCKS / "development.txt", python, arguments.torch_index)


def ensure_blender(version: str) -> Path | None:
    """The Python that holds Blender of this version, or None where its Python is not found."""
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
    selection = ["-k", arguments.k] if arguments.k else []
    if not arguments.k:
        say("ruff and mypy")
        run([engine, "-m", "ruff", "check", "."])
        run([engine, "-m", "ruff", "format", "--check", "."])
        run([engine, "-m", "mypy"])
    say("tests of the contract, the client and the engine")
    pytest_passes([engine, "-m", "pytest", *selection])
    extension = package(arguments)
    for version in BLENDERS:
        blender = ensure_blender(version)
        if blender is not None:
            say(f"tests inside Blender {version}")
            pytest_passes(
                [blender, "-m", "pytest", "tests/blender", *selection],
                SKETCH_MOTION_TEST_EXTENSION=str(extension),
                SKETCH_MOTION_TEST_ENGINE=str(engine),
            )


def pytest_passes(command: Sequence[str | Path], **environment: str) -> None:
    """Runs pytest; a selection (-k) that matches nothing in one of the runs is not a failure."""
    words = [str(word) for word in command]
    code = subprocess.call(words, cwd=ROOT, env={**os.environ, **environment})
    if code and not (code == 5 and "-k" in words):
        raise BuildError(f"tests failed (exit code {code})")


def demo(arguments: argparse.Namespace) -> None:
    """Draws a scene in headless Blender, animates it by the installed add-on, renders it."""
    engine = ensure_engine(arguments)
    blender = ensure_blender("5.0")
    assert blender is not None
    extension = package(arguments)
    out = Path(arguments.out).resolve()
    script = ROOT / "tests" / "blender" / "demo.py"
    say(f"the demo: pictures go to {out}")
    run([blender, script, "--extension", extension, "--engine", engine, "--out", out])
    run([engine, "-m", "tests.blender.demo_pictures", out])


def package(arguments: argparse.Namespace) -> Path:
    """Stages panel, engine and presets for Blender and for Krita; returns Blender's zip.

    The files are those git tracks (outside a checkout: all but caches), in name order and with a
    fixed date, so that the same tree gives the same zip.
    """
    manifest = (ROOT / "blender_manifest.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "([^"]+)"', manifest, re.MULTILINE)
    if version is None:
        raise BuildError("blender_manifest.toml has no version")
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    target = dist / f"sketch_motion-{version[1]}.zip"
    entry = (
        "# SPDX-License-Identifier: GPL-3.0-or-later\n"
        '"""Blender enables an extension by this file; the add-on lives in addon/blender."""\n\n'
        "from .addon.blender import register, unregister\n\n"
        '__all__ = ["register", "unregister"]\n'
    )
    members = {"__init__.py": entry.encode(), "blender_manifest.toml": manifest.encode()}
    files = packaged_files()
    own = [name for name in files if not name.startswith(build_krita.OWN)]
    members |= {name: (ROOT / name).read_bytes() for name in ("LICENSE", *own)}
    temporary = target.with_suffix(".tmp")
    with zipfile.ZipFile(temporary, "w") as archive:
        for name, data in sorted(members.items()):
            entry_date = (2026, 1, 1, 0, 0, 0)
            info = zipfile.ZipInfo(name, entry_date)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 6)
    temporary.replace(target)
    say(f"packaged {target.relative_to(ROOT)} ({target.stat().st_size / 1e6:.1f} MB)")
    plugin = dist / f"sketch_motion_krita-{version[1]}.zip"
    build_krita.write_plugin(ROOT, files, plugin)
    say(f"packaged {plugin.relative_to(ROOT)} ({plugin.stat().st_size / 1e6:.1f} MB)")
    if arguments.command == "package":
        make_repository(target)
    return target


#: Blender puts the table with the link to drag in the place of ${body}.
INDEX_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sketch Motion for Blender</title></head>
<body>
<h1>Sketch Motion for Blender</h1>
<p>Drag the link in the first column into Blender's window: Blender asks to add this repository,
installs the add-on and finds its updates here. Or download the file and choose
<i>Preferences, Get Extensions, Install from Disk</i>.</p>
<p>Then press <i>Set Up Engine</i> in the sidebar of the 3D view, tab <i>Sketch Motion</i>. It shows
first what it would download.</p>
${body}
<p>${date}</p>
</body>
</html>
"""


def make_repository(extension: Path) -> None:
    """dist/repository/: a static extension repository, to be copied to any web server or share."""
    blender = ensure_blender("5.0")
    assert blender is not None
    folder = ROOT / "dist" / "repository"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(extension, folder)
    generator = next((ROOT / ".venv-blender-5.0").rglob("bl_pkg/cli/blender_ext.py"))
    template = ROOT / "dist" / "index_template.html"
    template.write_text(INDEX_PAGE, encoding="utf-8")
    command: list[str | Path] = [blender, generator, "server-generate", "--repo-dir", folder]
    run([*command, "--html", "--html-template", template])
    template.unlink()
    say(f"made {folder.relative_to(ROOT)}: index.json, and index.html with the link to drag")


def packaged_files() -> list[str]:
    """Names, with forward slashes, of what goes into a package from the tree."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGED]
    if (ROOT / ".git").exists() and shutil.which("git"):
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        names = listing.stdout.splitlines()
    else:
        found = (path for top in PACKAGED for path in (ROOT / top).rglob("*"))
        names = [path.relative_to(ROOT).as_posix() for path in found]
    kept = (name for name in names if "__pycache__" not in name and (ROOT / name).is_file())
    return sorted(kept)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--torch-index",
        default=os.environ.get("SKETCH_MOTION_TORCH_INDEX", ""),
        help="a further wheel index for torch; https://download.pytorch.org/whl/cpu on Linux "
        "avoids the CUDA build of several GB",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for function in (demo, test, package):
        about = (function.__doc__ or "").splitlines()[0]
        commands.add_parser(function.__name__, help=about).set_defaults(function=function)
    commands.choices["demo"].add_argument("--out", default=str(ROOT / "out" / "demo"))
    commands.choices["test"].add_argument("-k", default="", help="only tests that match")
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
