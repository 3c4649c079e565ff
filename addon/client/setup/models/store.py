# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's models: found, downloaded, verified, removed. They are never part of an installation.

Each lies in models/<name>/ with a small file that names its revision, licence and hashes. Models
in a folder of the user's own and in the Hugging Face cache are found and used where they are.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ....contract import strict_json
from ....contract.errors import BadInput, SketchMotionError
from ....contract.files import read_bytes, remove_file, replace_atomically, write_bytes_atomic
from ....contract.paths import check_relative_name, is_link, safe_join
from ....contract.strict_json import Fields
from ..cancellation import StopSign
from ..packages.download import WrongHash, download, file_sha256
from ..packages.web import Web
from ..places import folder_bytes, remove_tree
from .hub import HubFile, HubModel
from .table import KNOWN_MODELS, KnownModel

FORMAT = "sketch-motion-model"
VERSION = 1
NOTE = "sketch-motion-model.json"
OnProgress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class FoundModel:
    """A model on this disk. `where`: installed, folder (the user's own) or cache."""

    name: str
    folder: Path
    where: str
    license: str
    bytes: int
    known: KnownModel | None = None


def find_models(
    models: Path, own: Path | None = None, environment: Mapping[str, str] | None = None
) -> tuple[FoundModel, ...]:
    """All models on this disk, by name. Reads folders: not for a tick."""
    env = os.environ if environment is None else environment
    found = [*_in_folder(models, "installed")]
    if own is not None:
        found += _in_folder(own, "folder")
    found += _in_cache(cache_folder(env))
    return tuple(sorted(found, key=lambda model: (model.name, model.where)))


def _in_folder(folder: Path, where: str) -> Iterator[FoundModel]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".part") or not is_model(path):
            continue
        known = next((model for model in KNOWN_MODELS if model.name == path.name), None)
        license_name = known.license if known else _license_in(path)
        yield FoundModel(path.name, path, where, license_name, folder_bytes(path), known)


def is_model(folder: Path) -> bool:
    """Whether a folder holds a model in the diffusers layout, or one of ours."""
    return (folder / "model_index.json").is_file() or (folder / NOTE).is_file()


def _license_in(folder: Path) -> str:
    try:
        return _read_note(folder).text("license", "")
    except SketchMotionError:
        return "not known"


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where the Hugging Face libraries keep models on this computer."""
    if environment.get("HF_HUB_CACHE"):
        return Path(environment["HF_HUB_CACHE"])
    if environment.get("HF_HOME"):
        return Path(environment["HF_HOME"]) / "hub"
    cache = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "huggingface" / "hub"


def _in_cache(cache: Path) -> Iterator[FoundModel]:
    """Snapshots of known models; the files in them are links to blobs beside them."""
    for known in KNOWN_MODELS:
        folder = cache / f"models--{known.repository.replace('/', '--')}"
        snapshots = folder / "snapshots"
        if not snapshots.is_dir():
            continue
        try:
            main = (folder / "refs" / "main").read_text(encoding="ascii").strip()
        except (OSError, UnicodeError):
            main = ""
        for path in sorted(snapshots.iterdir(), key=lambda path: path.name != main):
            if is_model(path):
                size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
                yield FoundModel(known.name, path, "cache", known.license, size, known)
                break


def download_model(
    name: str,
    hub: HubModel,
    license_name: str,
    models: Path,
    web: Web,
    *,
    stop: StopSign,
    on_progress: OnProgress,
) -> Path:
    """Brings a model to models/<name>; goes on where it stopped. Blocks.

    Raises Cancelled, Unreachable, WrongHash, DiskFull, BadInput.
    """
    check_relative_name(name)
    final = models / name
    part = models / f"{name}.{hub.revision[:8]}.part"
    done = 0
    for file in hub.files:
        target = safe_join(part, file.path)

        def on_bytes(count: int, done: int = done, path: str = file.path) -> None:
            on_progress(done + count, hub.bytes, path)

        if not (file.git_sha1 and target.is_file() and _git_sha1(target) == file.git_sha1):
            download(hub.remote(file), target, web, stop=stop, on_bytes=on_bytes)
        if file.git_sha1 and _git_sha1(target) != file.git_sha1:
            remove_file(target)
            raise WrongHash(
                "{file} is not the file that was asked for.", file=file.path, hint="Try again."
            )
        done += target.stat().st_size
    _write_note(part, name, hub, license_name)
    if final.exists():
        raise BadInput("There is a model {name} already.", name=name, hint="Remove it first.")
    replace_atomically(part, final)
    return final


def _write_note(folder: Path, name: str, hub: HubModel, license_name: str) -> None:
    value = {
        "format": FORMAT,
        "version": VERSION,
        "name": name,
        "repository": hub.repository,
        "revision": hub.revision,
        "license": license_name,
        "files": [
            {"path": f.path, "bytes": f.bytes, "sha256": f.sha256, "git_sha1": f.git_sha1}
            for f in hub.files
        ],
    }
    text = strict_json.dump(value, NOTE, indent=1)
    write_bytes_atomic(folder / NOTE, text.encode("ascii"))


def _read_note(folder: Path) -> Fields:
    value = strict_json.parse(read_bytes(folder / NOTE, max_bytes=1 << 22), NOTE)
    fields = Fields(value, NOTE)
    fields.expect(FORMAT, VERSION)
    return fields


def verify_model(folder: Path, *, stop: StopSign) -> tuple[str, ...]:
    """Names of files that are missing or damaged; empty when all is well. Blocks.

    Raises FormatError for a model that was not downloaded by us: its hashes are not known.
    """
    wrong = []
    for item in _read_note(folder).items("files"):
        fields = Fields(item, NOTE)
        file = HubFile(
            fields.text("path"),
            fields.integer("bytes", 0),
            fields.text("sha256", ""),
            fields.text("git_sha1", ""),
        )
        path = safe_join(folder, file.path)
        if (
            not path.is_file()
            or (file.sha256 and file_sha256(path, stop) != file.sha256)
            or (file.git_sha1 and _git_sha1(path) != file.git_sha1)
        ):
            wrong.append(file.path)
    return tuple(wrong)


def remove_model(name: str, models: Path) -> None:
    """Removes a model that was downloaded here, never one of the user's own. Raises BadInput."""
    check_relative_name(name)
    folder = models / name
    if is_link(folder) or not (folder / NOTE).is_file():
        raise BadInput("{name} is not a model that was downloaded here.", name=name)
    if not remove_tree(folder, patience_s=2.0):
        raise BadInput(
            "{file} could not be removed: it is in use.", file=folder, hint="Close the hosts."
        )


def _git_sha1(path: Path) -> str:
    """The name git gives a file's contents; small files have no other hash on the hub."""
    data = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
