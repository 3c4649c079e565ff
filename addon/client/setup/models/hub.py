# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a hub has of a model: its files at one revision, with sizes and hashes."""

from __future__ import annotations

import json
import re
import urllib.parse
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ....contract.errors import BadInput
from ....contract.paths import check_relative_name
from ..cancellation import StopSign
from ..packages.download import Remote, read_page
from ..packages.web import Web

HUB = "https://huggingface.co"
_LONGEST_PAGE = 1 << 24
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_PLAIN = (".json", ".txt", ".model")


@dataclass(frozen=True)
class HubFile:
    """`sha256` for large files, `git_sha1` (of the blob) for small ones."""

    path: str
    bytes: int
    sha256: str = ""
    git_sha1: str = ""


@dataclass(frozen=True)
class HubModel:
    """The files of one revision that an engine needs."""

    repository: str
    revision: str
    files: tuple[HubFile, ...]
    address: str
    folder: str = ""

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)

    def remote(self, file: HubFile) -> Remote:
        path = urllib.parse.quote(f"{self.folder}/{file.path}" if self.folder else file.path)
        url = f"{self.address}/{self.repository}/resolve/{self.revision}/{path}"
        return Remote(url, file.path, file.sha256, file.bytes)


def ask_hub(repository: str, web: Web, *, hub: str, stop: StopSign, folder: str = "") -> HubModel:
    """Asks the hub for a model's files, those in `folder` of the repository.

    Raises NotThere, Unreachable, BadInput, Cancelled.
    """
    if not _REPOSITORY.fullmatch(repository):
        raise BadInput(
            "{name!r} is no name of a model.", name=repository, hint="It looks like owner/name."
        )
    address = (hub or HUB).rstrip("/")
    url = f"{address}/api/models/{repository}/revision/main?blobs=true"
    data, _ = read_page(url, web, accept="application/json", limit=_LONGEST_PAGE, stop=stop)
    try:
        answer = json.loads(data)
        revision = str(answer["sha"])
        files = [_file(item) for item in answer["siblings"]]
        if folder:
            inside = [file for file in files if file.path.startswith(f"{folder}/")]
            files = [replace(file, path=file.path[len(folder) + 1 :]) for file in inside]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "The hub's answer about {name} can't be read: {why}.", name=repository, why=error
        ) from error
    if not re.fullmatch(r"[0-9a-f]{40}", revision):
        raise BadInput("The hub names no revision of {name}.", name=repository)
    return HubModel(repository, revision, wanted_files(files, repository), address, folder)


def _file(item: dict[str, object]) -> HubFile:
    path = str(item["rfilename"])
    check_relative_name(path)
    large = item.get("lfs")
    sha256 = str(large.get("sha256") or "") if isinstance(large, dict) else ""
    size = item.get("size")
    git = "" if sha256 else str(item.get("blobId") or "")
    return HubFile(path, size if isinstance(size, int) else 0, sha256, git)


def wanted_files(files: list[HubFile], repository: str) -> tuple[HubFile, ...]:
    """Settings and safetensors weights, half precision where there is a choice. Never pickles.

    Raises BadInput for a model that has no safetensors.
    """
    weights: dict[str, dict[str, list[HubFile]]] = {}
    kept = []
    for file in files:
        path = PurePosixPath(file.path)
        if len(path.parts) > 2:
            continue
        if path.suffix == ".safetensors":
            variant = "fp16" if ".fp16" in path.name else ""
            weights.setdefault(str(path.parent), {}).setdefault(variant, []).append(file)
        elif _is_plain(path):
            kept.append(file)
    in_parts = {folder: found for folder, found in weights.items() if folder != "."}
    for found in (in_parts or weights).values():
        kept += found.get("fp16") or found[""]
    if not weights:
        raise BadInput(
            "{name} has no weights in the safetensors format.",
            name=repository,
            hint="Other formats can run programs when they are opened, so they are not used.",
        )
    return tuple(sorted(kept, key=lambda file: file.path))


def _is_plain(path: PurePosixPath) -> bool:
    """Settings, vocabularies and the licence."""
    if path.name.upper().startswith("LICENSE"):
        return True
    return path.suffix in _PLAIN and not path.name.endswith(".index.json")
