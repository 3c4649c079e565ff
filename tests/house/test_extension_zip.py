# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Blender extension's zip and the repository that Blender installs and updates it from."""

from __future__ import annotations

import hashlib
import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import build
import build_blender

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("extension") / "sketch_motion-0.1.0.zip"
    build_blender.write_extension(ROOT, build.packaged_files(), target)
    return target


def test_it_holds_the_engine_and_nothing_of_krita(extension: Path) -> None:
    names = zipfile.ZipFile(extension).namelist()
    assert {
        "__init__.py",
        "blender_manifest.toml",
        "LICENSE",
        "addon/blender/registration.py",
        "addon/client/client.py",
        "engine/__main__.py",
        "engine/models/trajectory/trajectory.safetensors",
        "presets/swim.json",
    } <= set(names)
    assert not [name for name in names if "krita/" in name or name.startswith("tests")]
    assert names == sorted(names)


def test_the_same_tree_gives_the_same_files(extension: Path, tmp_path: Path) -> None:
    again = tmp_path / extension.name
    build_blender.write_extension(ROOT, build.packaged_files(), again)
    assert again.read_bytes() == extension.read_bytes()
    for name in ("one", "two"):
        build_blender.write_repository(extension, tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
                for name in ("one", "two"))  # fmt: skip
    assert one == two and set(one) == {extension.name, "index.json", "index.html"}


def test_a_repository_holds_nothing_of_an_older_one(extension: Path, tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "sketch_motion-0.0.9.zip").touch()
    build_blender.write_repository(extension, tmp_path / "repository")
    assert not (tmp_path / "repository" / "sketch_motion-0.0.9.zip").exists()


def test_the_index_names_the_zip_that_lies_beside_it(extension: Path, tmp_path: Path) -> None:
    build_blender.write_repository(extension, tmp_path / "repository")
    index = json.loads((tmp_path / "repository" / "index.json").read_text(encoding="utf-8"))
    (entry,) = index["data"]
    data = (tmp_path / "repository" / entry["archive_url"]).read_bytes()
    assert entry["archive_hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert entry["archive_size"] == len(data)
    assert (index["version"], entry["id"], entry["version"]) == ("v1", "sketch_motion", "0.1.0")


def test_the_link_to_drag_names_the_repository(extension: Path) -> None:
    links: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            links.extend(value for name, value in attrs if name == "href" and value)

    Reader().feed(build_blender.page(build_blender.index_entry(extension)))
    (link,) = map(urlsplit, links)
    assert link.path == "./sketch_motion-0.1.0.zip"
    assert parse_qs(link.query) == {
        "repository": ["./index.json"],
        "blender_version_min": ["4.5.0"],
    }
