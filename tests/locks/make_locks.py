# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the set-up's lock files (addon/client/locks/*.json) from lists of versions.

    python tests/locks/make_locks.py [--pip PIP.whl] [--only NAME]

Versions come from addon/client/locks/*.txt, and from cuda.txt and windows.txt beside this file;
change them there. File names, hashes and sizes come from the package
index that pip is configured to use; licences and dependencies from pip's own report (pip 25 or
newer; --pip names its wheel). What a package needs on each system and Python is checked against the
list, so a list that is too short ends with an error.

torch gets no hash: its builds of one version differ by index. Sets that can't be resolved from the
package index (CUDA on Windows and ROCm on Linux come from PyTorch's own index alone) are not made.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from addon.client.setup.cancellation import CancelToken  # noqa: E402
from addon.client.setup.packages.download import Remote  # noqa: E402
from addon.client.setup.packages.package_index import files_of, pip_sources  # noqa: E402
from addon.client.setup.packages.web import Web  # noqa: E402
from addon.client.setup.packages.wheel_tags import Target, best, normal, parse, same_version  # noqa: E402
from addon.client.setup.python.interpreters import ask  # noqa: E402

HERE = Path(__file__).resolve().parent
LOCKS = ROOT / "addon" / "client" / "locks"
TORCH_CPU = "https://download.pytorch.org/whl/cpu"
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
#: glibc 2.28 is older than every Linux that Blender 4.5 runs on; macOS 14 and 11.
RELEASES = {"linux": ((2, 28), (2, 17)), "macos": ((14, 0), (11, 0)), "windows": ((0, 0),)}
MARKER_NAMES = {"linux": ("Linux", "linux"), "windows": ("Windows", "win32")}
UNPACKED = 3.6  # an environment is about so many times larger than its wheels (measured: torch CPU)
#: Licences that the packages' own metadata leaves out, read in their repositories' LICENSE files.
LICENSES = {
    "jinja2": "BSD-3-Clause",
    "sympy": "BSD-3-Clause",
    "mpmath": "BSD-3-Clause",
    "tokenizers": "Apache-2.0",
    "safetensors": "Apache-2.0",
    "triton": "MIT",
    "svgwrite": "MIT",
    "svgpathtools": "MIT",
    "colorama": "BSD-3-Clause",
    "nvidia-nvtx": "Apache-2.0",
    "scipy": "BSD-3-Clause",
    "cuda-toolkit": "LicenseRef-NVIDIA-Proprietary",
}
#: Licences under other names in the packages' metadata.
SPELLINGS = {
    "Apache": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "MIT License": "MIT",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "NVIDIA Proprietary Software": "LicenseRef-NVIDIA-Proprietary",
}


@dataclass(frozen=True)
class Set:
    """A lock to make. `torch`: "" for the package index, else the index that has it."""

    package_set: str
    system: str
    backend: str
    machines: tuple[str, ...]
    lists: tuple[Path, ...]
    torch: str = ""
    label: str = ""
    torch_bytes: int = 0

    @property
    def name(self) -> str:
        return f"{self.package_set}-{self.system}-{self.backend}"


STARTER, VIDEO = (LOCKS / f"{name}-linux-cpu.txt" for name in ("starter", "video"))
CUDA, WINDOWS = (HERE / f"{name}.txt" for name in ("cuda", "windows"))
X86, ARM = ("x86_64",), ("arm64",)
#: Size of torch's CPU wheel for Linux, measured; PyTorch's index doesn't say sizes.
LINUX_CPU = {"torch": TORCH_CPU, "label": "cpu", "torch_bytes": 192_000_000}
SETS = (
    Set("starter", "linux", "cpu", X86, (STARTER,), **LINUX_CPU),  # type: ignore[arg-type]
    Set("starter", "windows", "cpu", X86, (STARTER, WINDOWS)),
    Set("starter", "macos", "cpu", ARM, (STARTER,)),
    Set("video", "linux", "cpu", X86, (STARTER, VIDEO), **LINUX_CPU),  # type: ignore[arg-type]
    Set("video", "linux", "cuda", X86, (STARTER, VIDEO, CUDA)),
    Set("video", "windows", "cpu", X86, (STARTER, VIDEO, WINDOWS)),
    Set("video", "macos", "mps", ARM, (STARTER, VIDEO)),
)


class LockError(Exception):
    """A set can't be made from its list."""


def pins(paths: Iterable[Path]) -> dict[str, str]:
    """Versions by normalised name."""
    found = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, same, version = line.partition("==")
            if same and not line.startswith("#"):
                found[normal(name.strip())] = version.strip()
    return found


def metadata(versions: dict[str, str], pip: list[str]) -> dict[str, dict[str, Any]]:
    """What pip reports about packages, by name, without installing or resolving anything."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        words = [f"{name}=={version}" for name, version in versions.items()]
        command = [*pip, "install", "--dry-run", "--ignore-installed", "--no-deps", "--quiet"]
        command += ["--only-binary", ":all:", "--report", str(report), *words]
        if subprocess.call([sys.executable, *command]):
            raise LockError("pip could not report")
        items = json.loads(report.read_text())["install"]
    return {normal(item["metadata"]["name"]): item["metadata"] for item in items}


def license_of(found: dict[str, Any], name: str) -> str:
    """An SPDX expression where the package or we know one, else what the package says."""
    said = str(found.get("license_expression") or LICENSES.get(name) or found.get("license") or "")
    if not said.strip():
        classifiers = [str(item) for item in found.get("classifier", ())]
        said = next((i.rpartition(":: ")[2] for i in classifiers if i.startswith("License")), "")
    if not said.strip():
        raise LockError(f"{name} says no licence: add it to LICENSES")
    return SPELLINGS.get(said.strip(), said.strip().splitlines()[0])


def size_of(file: Remote, web: Web) -> int:
    """The size of a file in bytes, asked of its server unless the index has said it."""
    if file.bytes:
        return file.bytes
    answer = web.open(file.url, {"Range": "bytes=0-0"})
    answer.body.close()
    return int(answer.headers["Content-Range"].rpartition("/")[2])


def check_complete(
    one: Set, versions: dict[str, str], known: dict[str, dict[str, Any]], python: tuple[int, int]
) -> None:
    """Raises LockError when something is needed that the list lacks or has in a wrong version."""
    from pip._vendor.packaging.requirements import Requirement

    platform_system, sys_platform = MARKER_NAMES.get(one.system, ("Darwin", "darwin"))
    text = ".".join(map(str, python))
    environment = {
        "platform_system": platform_system,
        "sys_platform": sys_platform,
        "os_name": "nt" if one.system == "windows" else "posix",
        "platform_machine": "AMD64" if one.system == "windows" else one.machines[0],
        "python_version": text,
        "python_full_version": f"{text}.1",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    for name in versions:
        for line in known[name].get("requires_dist") or ():
            needed = Requirement(line)
            if needed.marker is not None and not needed.marker.evaluate(environment):
                continue
            other = normal(needed.name)
            # The CPU build of torch, under the same name and version, needs none of these.
            if name == "torch" and other.startswith(("nvidia-", "cuda-", "triton")) and one.label:
                continue
            if other not in versions:
                raise LockError(f"{one.name}: {name} needs {line} on Python {text}")
            if not needed.specifier.contains(versions[other], prereleases=True):
                raise LockError(f"{one.name}: {name} needs {line}, the list has {versions[other]}")


def files_for(one: Set, files: list[Remote], pythons: Iterable[tuple[int, int]]) -> list[Remote]:
    """The wheels that this set may need, for every Python and machine."""
    by_name = {file.name: file for file in files}
    targets = product(pythons, one.machines, RELEASES[one.system])
    names = {
        best(by_name, Target(python, one.system, machine, release))
        for python, machine, release in targets
    }
    return [by_name[name] for name in sorted(name for name in names if name)]


def covers(one: Set, files: list[Remote], python: tuple[int, int]) -> bool:
    release = RELEASES[one.system][0]
    names = [file.name for file in files]
    return all(best(names, Target(python, one.system, item, release)) for item in one.machines)


def make(
    one: Set, files: dict[str, list[Remote]], known: dict[str, dict[str, Any]], web: Web
) -> str:
    """The text of a lock. Sizes are those of the first file; the others are nearly as large."""
    versions = pins(one.lists)
    pythons = [p for p in PYTHONS if all(covers(one, files[name], p) for name in versions)]
    if not pythons:
        lacking = [n for n in versions if not any(covers(one, files[n], p) for p in PYTHONS)]
        raise LockError(f"{one.name}: no wheels of {lacking}")
    for python in pythons:
        check_complete(one, versions, known, python)
    packages: list[dict[str, object]] = []
    download = 0
    for name in sorted(versions):
        chosen = files_for(one, files[name], pythons)
        size = one.torch_bytes if name == "torch" and one.label else size_of(chosen[0], web)
        entry: dict[str, object] = {
            "name": name,
            "version": versions[name],
            "license": license_of(known[name], name),
        }
        if name == "torch":
            entry |= {"index": one.torch, "label": one.label, "about_bytes": size}
        else:
            entry["about_bytes"] = size
            entry["files"] = [{"name": file.name, "sha256": file.sha256} for file in chosen]
        download += size
        packages.append(entry)
    lock = {
        "format": "sketch-motion-lock",
        "version": 1,
        "set": one.package_set,
        "system": one.system,
        "backend": one.backend,
        "machines": list(one.machines),
        "pythons": [".".join(map(str, python)) for python in pythons],
        "about_installed": int(download * UNPACKED),
        "packages": packages,
    }
    return json.dumps(lock, indent=1) + "\n"


@dataclass(frozen=True)
class Single:
    """One package with a lock of its own, for every system.

    `wanted`: parts of the names of its wheels, one for each system; `about_bytes`: of one of them.
    """

    lock: str
    name: str
    version: str
    license: str
    wanted: tuple[str, ...]
    about_bytes: int


SINGLES = (
    # uv brings a Python where there is none.
    Single(
        "uv", "uv", "0.13.8", "MIT OR Apache-2.0",
        ("manylinux_2_17_x86_64", "manylinux_2_17_aarch64", "win_amd64", "macosx_11_0_arm64"),
        17_400_000,
    ),
    # PyAV writes movies. Its own licence is BSD; its FFmpeg is built with x264 and x265.
    Single(
        "movies", "av", "18.1.0", "BSD-3-Clause AND GPL-2.0-or-later",
        (
            "abi3-manylinux_2_28_x86_64", "abi3-manylinux_2_28_aarch64", "abi3-win_amd64",
            "abi3-macosx_14_0_arm64",
        ),
        35_800_000,
    ),
)  # fmt: skip


def make_single(one: Single, files: list[Remote]) -> str:
    """The lock of one package: one file for every system."""
    chosen = [file for file in files if any(part in file.name for part in one.wanted)]
    if len(chosen) != len(one.wanted):
        raise LockError(f"{one.name} {one.version}: {[file.name for file in files]}")
    entries = [{"name": file.name, "sha256": file.sha256} for file in chosen]
    package = {
        "name": one.name,
        "version": one.version,
        "license": one.license,
        "about_bytes": one.about_bytes,
        "files": entries,
    }
    lock = {
        "format": "sketch-motion-lock",
        "version": 1,
        "set": one.lock,
        "system": "any",
        "backend": "any",
        "machines": ["x86_64", "aarch64", "arm64"],
        "pythons": [".".join(map(str, python)) for python in PYTHONS],
        "packages": [package],
    }
    return json.dumps(lock, indent=1) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pip", default="", help="the wheel of a newer pip")
    parser.add_argument("--only", default="", help="the one set to make")
    options = parser.parse_args()
    pip = [f"{options.pip}/pip"] if options.pip else ["-m", "pip"]
    settings = dict(ask(Path(sys.executable)).pip_settings)
    index = pip_sources(settings)[0][0]
    web = Web(certificates=str(settings.get("cert") or ""))
    chosen = [one for one in SETS if options.only in ("", one.name)]
    versions = {name: version for one in chosen for name, version in pins(one.lists).items()}
    known = metadata(versions, pip) if versions else {}
    singles = [one for one in SINGLES if options.only in ("", one.lock)]
    files = {}
    for name, version in {**versions, **{one.name: one.version for one in singles}}.items():
        found = files_of(name, index, web, CancelToken())
        files[name] = [f for f in found if is_version(f.name, version)]
    failed = False
    for one in chosen:
        try:
            text = make(one, files, known, web)
        except LockError as error:
            print(f"not made: {error}", file=sys.stderr)
            failed = True
            continue
        (LOCKS / f"{one.name}.json").write_text(text, encoding="utf-8")
        print(f"{one.name}: {', '.join(json.loads(text)['pythons'])}")
    for single in singles:
        text = make_single(single, files[single.name])
        (LOCKS / f"{single.lock}.json").write_text(text, encoding="utf-8")
    return int(failed)


def is_version(file_name: str, version: str) -> bool:
    wheel = parse(file_name)
    return wheel is not None and same_version(wheel.version, version)


if __name__ == "__main__":
    sys.exit(main())
