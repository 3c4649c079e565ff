# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hints for a rig are read as they were written; what is no hint is refused by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract.errors import BadInput, FormatError
from addon.contract.rig_hints import (
    ObjectHints,
    Span,
    Spans,
    hints_from_json,
    hints_to_json,
    read_hints,
)
from tests.contract.strategies import json_values, names, pixels, texts

groups = st.lists(st.integers(0, 2**31 - 1), unique=True, max_size=6).map(
    lambda numbers: tuple(tuple(numbers[at : at + 2]) for at in range(0, len(numbers), 2))
)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    """Pieces of a stroke, one after another."""
    ends = draw(st.lists(st.floats(0.0, 1.0), unique=True, max_size=6).map(sorted))
    return tuple(
        Span(a, b, draw(texts)) for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b
    )


hints = st.dictionaries(
    names,
    st.builds(
        ObjectHints,
        plan=texts,
        joints=st.dictionaries(names, st.tuples(pixels, pixels), max_size=3),
        strokes=st.dictionaries(st.integers(0, 2**31 - 1), texts, max_size=3),
        pieces=st.dictionaries(st.integers(0, 2**31 - 1), spans(), max_size=3),
        rigid=groups,
        wheels=groups,
        together=groups,
    ),
    max_size=3,
)


@given(hints)
def test_what_is_written_is_read(tmp_path: Path, said: dict[str, ObjectHints]) -> None:
    assert hints_from_json(hints_to_json(said)) == said
    path = tmp_path / "hints.json"
    path.write_text(json.dumps(hints_to_json(said)), encoding="utf-8")
    assert read_hints(path) == said


@given(
    st.dictionaries(
        st.sampled_from(["plan", "joints", "strokes", "pieces", "rigid", "wheels", "fish"]),
        json_values,
    )
)
def test_any_json_is_read_or_refused(value: dict[str, object]) -> None:
    try:
        found = ObjectHints.from_json(value)
    except FormatError:
        return
    assert ObjectHints.from_json(found.to_json()) == found


def test_what_is_not_said_is_left_open() -> None:
    assert hints_from_json({"objects": {"fish": {}}}) == {"fish": ObjectHints()}
    assert hints_from_json({}) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "object"),
        ("{", "JSON"),
        ('{"objects": []}', "objects"),
        ('{"objects": {"fish": 3}}', "object"),
        ('{"objects": {"fish": {"plan": 3}}}', "plan"),
        ('{"objects": {"fish": {"joints": [[1, 2]]}}}', "joints"),
        ('{"objects": {"fish": {"joints": {"nose": [1]}}}}', "nose"),
        ('{"objects": {"fish": {"joints": {"nose": [1, "2"]}}}}', "nose"),
        ('{"objects": {"fish": {"joints": {"nose": [1, true]}}}}', "nose"),
        ('{"objects": {"fish": {"joints": {"nose": [1, NaN]}}}}', "NaN"),
        ('{"objects": {"fish": {"joints": {"nose": [1, 1e300]}}}}', "nose"),
        ('{"objects": {"fish": {"strokes": {"one": "fin"}}}}', "number"),
        ('{"objects": {"fish": {"strokes": {"-1": "fin"}}}}', "number"),
        ('{"objects": {"fish": {"strokes": {"%s": "fin"}}}}' % ("9" * 5000), "number"),
        ('{"objects": {"fish": {"strokes": {"1": 2}}}}', "number"),
        ('{"objects": {"fish": {"pieces": {"one": []}}}}', "number"),
        ('{"objects": {"fish": {"pieces": {"1": "fin"}}}}', "piece"),
        ('{"objects": {"fish": {"pieces": {"1": [[0, 1]]}}}}', "piece"),
        ('{"objects": {"fish": {"pieces": {"1": [[0.5, 0.2, "fin"]]}}}}', "follow"),
        ('{"objects": {"fish": {"pieces": {"1": [[0, 0.5, "a"], [0.4, 1, "b"]]}}}}', "follow"),
        ('{"objects": {"fish": {"rigid": {"1": 2}}}}', "rigid"),
        ('{"objects": {"fish": {"rigid": [1]}}}', "group"),
        ('{"objects": {"fish": {"wheels": [[]]}}}', "group"),
        ('{"objects": {"fish": {"wheels": [[1, true]]}}}', "group"),
        ('{"objects": {"fish": {"together": [[1, -1]]}}}', "group"),
        ('{"objects": {"fish": {"together": [[1, 2], [2]]}}}', "two groups"),
        ('{"objects": {"fish": {"color": "red"}}}', "color"),
    ],
)
def test_what_is_no_hint_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "hints.json"
    path.write_text(text)
    with pytest.raises(FormatError, match=said):
        read_hints(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.json"):
        read_hints(tmp_path / "none.json")
