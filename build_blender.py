# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Blender extension: its zip, and a repository that Blender installs and updates it from.

The repository has the form of Blender's manual, "Creating a Static Extensions Repository". A test
inside Blender compares its index with that of Blender's own generator. Standard library only.
"""

from __future__ import annotations

import hashlib
import html
import json
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from build_licences import ATTRIBUTION, attribution
from build_zip import write_zip

MANIFEST = "blender_manifest.toml"
KRITA = "addon/krita/"
ENTRY = '''# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender enables an extension by this file; the add-on lives in addon/blender."""

from .addon.blender import register, unregister

__all__ = ["register", "unregister"]
'''
#: Fields of a manifest that an index lists, in the order in which Blender's generator does.
LISTED = (
    "schema_version", "id", "name", "tagline", "version", "type", "maintainer", "license",
    "blender_version_min", "blender_version_max", "website", "copyright", "permissions", "tags",
    "platforms",
)  # fmt: skip
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sketch Motion for Blender</title></head>
<body>
<h1>Sketch Motion for Blender</h1>
<p>Drag the link in the first column into Blender's window: Blender asks to add this repository,
installs the add-on and finds its updates here. Or download the file and choose
<i>Preferences, Get Extensions, Install from Disk</i>.</p>
<p>Then press <i>Set Up Engine</i> in the sidebar of the 3D view, tab <i>Sketch Motion</i>. It shows
first what it would download.</p>
<table>
<tr><th>Add-on</th><th>Description</th><th>Blender</th><th>Size</th></tr>
<tr><td><a href="{link}">{id}-{version}</a></td><td>{tagline}</td><td>{blender}</td>\
<td>{size}</td></tr>
</table>
</body>
</html>
"""


def write_extension(root: Path, files: Sequence[str], target: Path) -> None:
    """Write the extension's zip from the packaged `files` (names below `root`)."""
    members = {"__init__.py": ENTRY.encode(), ATTRIBUTION: attribution(root).encode()}
    for name in ("LICENSE", MANIFEST, *files):
        if not name.startswith(KRITA):
            members[name] = (root / name).read_bytes()
    write_zip(target, members)


def write_repository(extension: Path, folder: Path) -> None:
    """Write a folder with the extension's zip, `index.json` and `index.html`.

    It works from any web server or network share; nothing in it depends on where or when it was
    made. What `folder` held before is deleted.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(extension, folder)
    entry = index_entry(extension)
    index = {"version": "v1", "blocklist": [], "data": [entry]}
    (folder / "index.json").write_text(json.dumps(index, indent=2), encoding="utf-8", newline="\n")
    (folder / "index.html").write_text(page(entry), encoding="utf-8", newline="\n")


def index_entry(extension: Path) -> dict[str, Any]:
    """Return what an index says about an extension's zip: its manifest, where it is, its hash."""
    import tomllib  # Python 3.11; everything else here runs on 3.10

    with zipfile.ZipFile(extension) as archive:
        manifest = tomllib.loads(archive.read(MANIFEST).decode())
    data = extension.read_bytes()
    return {
        **{name: manifest[name] for name in LISTED if name in manifest},
        "archive_url": f"./{quote(extension.name)}",
        "archive_size": len(data),
        "archive_hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def page(entry: dict[str, Any]) -> str:
    """Return the page with the link to drag; its query tells Blender which repository to add."""
    oldest = entry["blender_version_min"]
    query = urlencode({"repository": "./index.json", "blender_version_min": oldest})
    shown = {
        "link": f"{entry['archive_url']}?{query}",
        "blender": f"{oldest} and newer",
        "size": f"{entry['archive_size'] / 1e6:.1f} MB",
        **{name: entry[name] for name in ("id", "version", "tagline")},
    }
    return PAGE.format(**{name: html.escape(text) for name, text in shown.items()})
