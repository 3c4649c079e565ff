# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiny wheels, their lock, and an engine that needs them: a set-up of a second, not minutes."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[3]


def make_wheel(
    folder: Path, name: str, version: str = "1.0", *, size: int = 0, label: str = ""
) -> Path:
    """A wheel with one module that says its version; `size`: bytes that can't be compressed."""
    full = f"{version}+{label}" if label else version
    info = f"{name}-{full}.dist-info"
    noise = random.Random(f"{name} {full}").randbytes(size)
    files = {
        f"{name}/__init__.py": f'version = "{full}"\n'.encode(),
        f"{name}/noise.bin": noise,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {full}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
        b"Tag: py3-none-any\n",
    }
    lines = [f"{path},sha256={_digest(data)},{len(data)}" for path, data in files.items()] + [
        f"{info}/RECORD,,"
    ]
    files[f"{info}/RECORD"] = ("\n".join(lines) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{full}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in files.items():
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), data)
    return path


def _digest(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def write_lock(
    folder: Path, wheels: list[Path], *, torch: Path | None = None, index: str = ""
) -> None:
    """A starter lock for this system's three names, with these wheels; torch has no hash."""
    packages: list[dict[str, object]] = [
        {
            "name": path.name.split("-")[0],
            "version": path.name.split("-")[1],
            "license": "CC0-1.0",
            "about_bytes": path.stat().st_size,
            "files": [{"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}],
        }
        for path in wheels
    ]
    if torch is not None:
        packages.append(
            {
                "name": "torch",
                "version": torch.name.split("-")[1].partition("+")[0],
                "license": "BSD-3-Clause",
                "label": "cpu",
                "index": index or "http://127.0.0.1:9/none",
                "about_bytes": torch.stat().st_size,
            }
        )
    folder.mkdir(parents=True, exist_ok=True)
    for system in ("linux", "windows", "macos"):
        lock = {
            "format": "sketch-motion-lock",
            "version": 1,
            "set": "starter",
            "system": system,
            "backend": "cpu",
            "machines": ["x86_64", "aarch64", "arm64"],
            "pythons": ["3.11", "3.12", "3.13", "3.14"],
            "about_installed": 1000,
            "packages": packages,
        }
        (folder / f"starter-{system}-cpu.json").write_text(json.dumps(lock))


def make_engine(root: Path, needs: list[str]) -> Path:
    """A folder with an engine/ that runs only where the packages are; returns the folder."""
    engine = root / "engine"
    engine.mkdir(parents=True, exist_ok=True)
    (engine / "__init__.py").write_text("")
    shutil.copyfile(Path(__file__).with_name("checking_engine.py"), engine / "__main__.py")
    settings = {"root": str(ROOT), "needs": needs}
    (engine / "settings.json").write_text(json.dumps(settings))
    return root
