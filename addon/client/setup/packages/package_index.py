# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where wheels come from: a folder, or an index that speaks the simple API (PEP 503, 691)."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from ....contract.errors import BadInput
from ..cancellation import StopSign
from .download import Remote, read_page
from .web import Web, host_of, path_of
from .wheel_tags import normal

ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
_LONGEST_PAGE = 1 << 26


@dataclass(frozen=True)
class Sources:
    """Where to look, in this order: folders of wheels, then indexes (addresses).

    `torch_index` is asked for torch alone, and first. `offline`: folders only.
    """

    folders: tuple[Path, ...] = ()
    indexes: tuple[str, ...] = ()
    torch_index: str = ""
    offline: bool = False

    def describe(self) -> tuple[str, ...]:
        """Folders and servers, for a plan. Never a password."""
        indexes = () if self.offline else (*self.indexes, self.torch_index)
        hosts = dict.fromkeys(
            str(path_of(url)) if url.startswith("file:") else host_of(url) for url in indexes if url
        )
        return (*map(str, self.folders), *hosts)


def files_of(package: str, index: str, web: Web, stop: StopSign) -> list[Remote]:
    """The files that an index has of a package. Raises NotThere, Unreachable, BadInput."""
    base = index.rstrip("/") + "/"
    url = base + urllib.parse.quote(normal(package)) + "/"
    data, kind = read_page(url, web, accept=ACCEPT, limit=_LONGEST_PAGE, stop=stop)
    try:
        text = data.decode("utf-8")
        found = _from_json(text, url) if "json" in kind else _from_html(text, url)
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            "{host} is no package index: {why}.",
            host=host_of(index),
            why=error,
            hint="Check the mirror's address.",
        ) from error
    return found


def _from_json(text: str, url: str) -> list[Remote]:
    return [
        Remote(
            urllib.parse.urljoin(url, item["url"]),
            item["filename"],
            str(item.get("hashes", {}).get("sha256", "")),
            int(item.get("size") or 0),
        )
        for item in json.loads(text)["files"]
    ]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href")
        if tag == "a" and target:
            self.found.append(target)
        elif tag == "base" and target:
            self.base = target


def _from_html(text: str, url: str) -> list[Remote]:
    links = _Links()
    links.feed(text)
    base = urllib.parse.urljoin(url, links.base)
    found = []
    for link in links.found:
        address, fragment = urllib.parse.urldefrag(urllib.parse.urljoin(base, link))
        name = urllib.parse.unquote(address.rpartition("/")[2])
        match = re.search(r"sha256=([0-9a-f]{64})", fragment)
        found.append(_keep_login(Remote(address, name, match[1] if match else ""), url))
    return found


def _keep_login(remote: Remote, index: str) -> Remote:
    """A mirror with a login wants it for its files too; no other server gets it."""
    here, there = urllib.parse.urlsplit(index), urllib.parse.urlsplit(remote.url)
    if here.username is None or here.hostname != there.hostname or there.username is not None:
        return remote
    login = here.netloc.rpartition("@")[0]
    url = there._replace(netloc=f"{login}@{there.netloc}").geturl()
    return Remote(url, remote.name, remote.sha256, remote.bytes)


def files_in(folder: Path) -> list[Remote]:
    """The wheels in a folder, as files without a known hash."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.name.endswith(".whl"))
    except OSError:
        return []
    return [Remote(path.as_uri(), path.name, "", path.stat().st_size) for path in paths]


def pip_sources(pip: dict[str, object]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Indexes and folders that this user's pip is configured to use."""
    index = _words(pip.get("index-url")) or _words(pip.get("default-index"))
    offline = str(pip.get("no-index", "")).lower() in ("1", "true", "yes", "on")
    indexes = () if offline else (*index[:1], *_words(pip.get("extra-index-url")))
    folders = []
    for word in _words(pip.get("find-links")):
        folder = path_of(word) if word.startswith("file:") else Path(word)
        if "://" not in word or word.startswith("file:"):
            folders.append(folder)
    return indexes, tuple(dict.fromkeys(folders))


def _words(value: object) -> Sequence[str]:
    return str(value).split() if value else ()
