# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shipped weights learned from, who is thanked for it, and the bill of materials."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import build
import build_blender
import build_krita
import build_licences
from build_licences import Source

ROOT = Path(__file__).resolve().parents[2]
CARDS = build_licences.model_cards(ROOT)


@pytest.mark.parametrize("model", list(CARDS))
def test_no_weights_learned_from_art_that_is_shared_alike_or_for_non_commercial_use(model) -> None:
    assert build_licences.refused_sources(CARDS[model]) == []


@pytest.mark.parametrize("model", list(CARDS))
def test_every_card_tells_sources_with_owner_and_licence(model) -> None:
    sources = build_licences.sources_of(CARDS[model])
    assert sources
    assert all(source.name and source.owner and source.licence for source in sources)


def test_every_shipped_file_of_weights_has_a_card() -> None:
    folders = {path.parent.name for path in (ROOT / "engine").rglob("*.safetensors")}
    assert folders == set(CARDS)


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("CC BY-SA 4.0", True),
        ("CC-BY-NC-4.0", True),
        ("CC BY-ND 2.0", True),
        ("share-alike", True),
        ("for non-commercial use", True),
        ("unknown", True),
        ("CC BY 4.0", False),
        ("CC0", False),
        ("MIT", False),
        ("Apache-2.0", False),
    ],
)
def test_licences_are_told_apart(licence, refused) -> None:
    card = f"text\n\n| what | from | licence |\n|---|---|---|\n| art | someone | {licence} |\n"
    assert build_licences.sources_of(card) == [Source("art", "someone", licence)]
    assert bool(build_licences.refused_sources(card)) == refused


def test_both_packages_thank_everybody(tmp_path) -> None:
    files = build.packaged_files()
    build_blender.write_extension(ROOT, files, tmp_path / "blender.zip")
    build_krita.write_plugin(ROOT, files, tmp_path / "krita.zip")
    texts = [
        zipfile.ZipFile(tmp_path / "blender.zip").read("ATTRIBUTION.md").decode(),
        zipfile.ZipFile(tmp_path / "krita.zip").read("sketch_motion/ATTRIBUTION.md").decode(),
    ]
    others = {s for card in CARDS.values() for s in build_licences.sources_of(card)}
    for source in others:
        if source.owner != build_licences.OWN:
            assert all(f"| {source.name} | {source.owner} |" in text for text in texts)


def test_the_bill_of_materials_lists_weights_and_packages_with_licences() -> None:
    bill = build_licences.bill_of_materials(ROOT, "1.2.3")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill == build_licences.bill_of_materials(ROOT, "1.2.3")
    by_kind = {kind: {c["name"] for c in bill["components"] if c["type"] == kind}
               for kind in ("library", "machine-learning-model")}  # fmt: skip
    assert by_kind["machine-learning-model"] == set(CARDS)
    assert {"torch", "numpy", "uv", "av"} <= by_kind["library"]
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(set(references)) == len(references)
    told = [c["licenses"][0]["license"] for c in bill["components"]]
    assert {"name": "not told"} not in told


def test_every_locked_wheel_has_a_hash_but_those_of_torch() -> None:
    for (name, version), entries in build_licences._locked(ROOT).items():
        assert all(entry["files"] for entry in entries) or name == "torch", (name, version)


def test_what_is_audited_is_what_may_be_downloaded() -> None:
    asked = build_licences.requirements(ROOT)
    assert all(line.count("==") == 1 for line in asked)
    assert any(line.startswith("torch==") for line in asked)
