# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text of the docker is in the tables of languages, as far as they claim to have it."""

from __future__ import annotations

import pytest

from addon.client.languages import CLAIMS, TABLES, table_of
from addon.client.setup.models.table import KNOWN_MODELS
from tests.blender.said_texts import placeholders
from tests.krita.docker_texts import texts


def test_the_search_for_texts_finds_them() -> None:
    found = texts()
    for text in ("Animate", "Cancel All", "Strokes Move", "Next Take", "{count} jobs", "Ones"):
        assert text in found
    assert len(found) > 250


def test_german_has_every_text_of_the_docker() -> None:
    assert sorted(texts() - set(TABLES["de"])) == []


def test_german_tells_what_each_model_is_good_for_and_its_licence() -> None:
    told = {text for model in KNOWN_MODELS for text in (model.good_for, model.license_text)}
    assert sorted(told - set(TABLES["de"])) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_table_has_as_much_of_the_docker_as_it_claims(language: str) -> None:
    found = texts()
    known = found & set(TABLES[language])
    assert len(known) / len(found) >= CLAIMS[language], sorted(found - known)


@pytest.mark.parametrize("language", sorted(TABLES))
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    for text, said in TABLES[language].items():
        assert said.strip(), text
        assert placeholders(text) == placeholders(said), text


def test_locales_lead_to_tables() -> None:
    assert table_of("de_AT") is TABLES["de"]
    assert table_of("pt-BR") is table_of("pt")
    assert table_of("en_GB") == table_of("") == {}
