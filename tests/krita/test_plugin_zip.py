# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugin's zip, as Krita's importer wants it; and the manual made from the user guide."""

from __future__ import annotations

import configparser
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import build
import build_krita

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    target = tmp_path_factory.mktemp("plugin") / "plugin.zip"
    build_krita.write_plugin(ROOT, build.packaged_files(), target)
    return zipfile.ZipFile(target)


def test_krita_finds_the_plugin_by_its_folder_and_its_desktop_file(plugin: zipfile.ZipFile) -> None:
    names = plugin.namelist()
    assert "sketch_motion/" in names and "sketch_motion/__init__.py" in names
    desktop = configparser.ConfigParser()
    desktop.read_string(plugin.read("sketch_motion.desktop").decode())
    entry = desktop["Desktop Entry"]
    assert entry["X-KDE-Library"] == "sketch_motion"
    assert f"sketch_motion/{entry['X-Krita-Manual']}" in names
    # Krita unpacks all that begins with the folder's name: nothing else may be called like it.
    assert [name for name in names if name.endswith("/sketch_motion/")] == []


def test_it_holds_the_engine_and_nothing_of_blender(plugin: zipfile.ZipFile) -> None:
    names = set(plugin.namelist())
    assert {
        "sketch_motion/engine/__main__.py",
        "sketch_motion/engine/models/trajectory/trajectory.safetensors",
        "sketch_motion/addon/client/client.py",
        "sketch_motion/presets/swim.json",
        "sketch_motion/LICENSE",
    } <= names
    assert not [name for name in names if "blender/" in name]
    for name in names:
        folder = name.rstrip("/").rpartition("/")[0]
        assert not folder or f"{folder}/" in names


def test_the_same_tree_gives_the_same_zip(plugin: zipfile.ZipFile, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    build_krita.write_plugin(ROOT, build.packaged_files(), again)
    assert again.read_bytes() == Path(plugin.filename or "").read_bytes()


def test_the_shortcut_is_for_an_action_that_the_plugin_makes(plugin: zipfile.ZipFile) -> None:
    root = ElementTree.fromstring(plugin.read("sketch_motion.action"))
    actions = {item.get("name"): item for item in root.iter("Action")}
    source = plugin.read("sketch_motion/addon/krita/extension.py").decode()
    known = set(re.findall(r'^    "([a-z_]+)": \(', source, flags=re.M))
    assert known and set(actions) == {f"sketch_motion_{name}" for name in known}
    assert actions["sketch_motion_animate"].findtext("shortcut") == "Ctrl+Alt+M"


def test_the_manual_is_a_page_of_the_user_guide(plugin: zipfile.ZipFile) -> None:
    page = plugin.read("sketch_motion/Manual.html").decode()
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag != "meta":
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(page)
    assert open_tags == []
    assert "<h1>Sketch Motion: user guide</h1>" in page
    assert "<h2>In Krita</h2>" in page and "Blender's panel" not in page


def test_markdown_becomes_html() -> None:
    text = (
        "# Title\n\nIntro.\n\n## Install in Blender\n\nno\n\n## In Krita\n\nSome **bold** & "
        "`<code>`\non two lines.\n\n1. one\n   more\n2. *two*\n\n| a | b |\n|---|---|\n"
        "| c | [d](e.html) |\n\n    pre <x>\n\n![gone](x.png)\n\n## Two commands\n\nno\n"
    )
    page = build_krita.manual(text)
    assert "<p>Some <b>bold</b> &amp; <code>&lt;code&gt;</code> on two lines.</p>" in page
    assert "<ol><li>one more</li><li><i>two</i></li></ol>" in page
    assert '<tr><td>c</td><td><a href="e.html">d</a></td></tr>' in page
    assert "<pre>pre &lt;x&gt;</pre>" in page
    assert "no" not in page.replace("none", "") and "gone" not in page and "Intro" not in page
