# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are damaged, empty or hostile: one named error, never a crash."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.contract.errors import BadInput
from engine.geometry.load import load_drawing
from engine.geometry.svg import parse_svg, read_svg, reader, xml_tree

FISH = (Path(__file__).parents[2] / "drawings" / "filled_bird.svg").read_bytes()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"'
P = '<path d="M1 1 L9 9" stroke="black"/>'
BOMB = f"""<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
{SVG}><text>&b;</text>{P}</svg>"""
OUTSIDE = f"""<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
{SVG}><text>&x;</text>{P}</svg>"""
PARAMETER = f"""<!DOCTYPE svg [<!ENTITY % x "<!ENTITY y 'z'>"> %x;]>{SVG}>{P}</svg>"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        f"{SVG}>",
        "<html></html>",
        f"{SVG}></svg>",
        f"{SVG}><text> </text></svg>",
        f"{SVG} viewBox='0 0 0 10'>{P}</svg>",
        f"<svg width='0' height='5'>{P}</svg>",
        f"<svg width='-3px' height='5'>{P}</svg>",
        f"{SVG}><path d='M1 1 L nan 5' stroke='red'/></svg>",
        f"{SVG}><path d='M1 1 L 1e999 5' stroke='red'/></svg>",
        f"{SVG}><path d='M1 1 L 5' stroke='red'/></svg>",
        f"{SVG}><path d='L 1 1 5 5' stroke='red'/></svg>",
        f"{SVG}><path d='hello' stroke='red'/></svg>",
        f"{SVG}><path d='M0 0 L1e9 5' stroke='red'/></svg>",
        f"{SVG}><g transform='scale(1e300)'><g transform='scale(1e300)'>{P}</g></g></svg>",
        f"{SVG}>" + "<g>" * 500 + P + "</g>" * 500 + "</svg>",
        BOMB,
        OUTSIDE,
        PARAMETER,
    ],
)
def test_what_can_not_be_read_is_said(text):
    with pytest.raises(BadInput) as caught:
        parse_svg(text.encode())
    assert caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput):
        read_svg(tmp_path / "gone.svg")


def test_copies_of_copies_do_not_explode(monkeypatch):
    monkeypatch.setattr(reader, "MOST_SHAPES", 300)
    levels = "".join(
        f'<g id="l{k}">' + f'<use href="#l{k - 1}"/>' * 10 + "</g>" for k in range(1, 9)
    )
    text = f'{SVG}><defs><g id="l0">{P}</g>{levels}</defs><use href="#l8"/></svg>'
    with pytest.raises(BadInput, match="more than"):
        parse_svg(text.encode())


def test_a_document_type_without_entities_is_read():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">'
    assert parse_svg(f"{doctype}{SVG}>{P}</svg>".encode()).drawing.stroke_count == 1


def test_files_without_a_namespace_are_read():
    assert parse_svg(f'<svg width="9" height="9">{P}</svg>'.encode()).drawing.stroke_count == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding):
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{name}"?>{SVG}><g id="ä">{P}</g></svg>'
    assert parse_svg(text.encode(encoding)).drawing.layer_names == ("ä",)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(FISH) - 1),
    st.integers(0, 30),
    st.sampled_from(
        [b"", b"0", b"-", b"e", b"nan", b"<", b'"', b"\xff", b"99999999999", b"z", b"("]
    ),
)
def test_damage_gives_a_drawing_or_a_named_error(place, length, instead):
    damaged = FISH[:place] + instead + FISH[place + length :]
    with suppress(BadInput):
        parse_svg(damaged).drawing.validate()


def test_short_entities_are_read():
    text = f"""<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY line '{P}'>]>
    <svg xmlns="&ns;" width="9" height="9">&line;&line;</svg>"""
    assert parse_svg(text.encode()).drawing.stroke_count == 2


def test_an_entity_that_is_used_very_often_is_refused(monkeypatch):
    monkeypatch.setattr(xml_tree, "LARGEST_FILE", 100_000)
    entity = "a" * 1000
    text = f"""<!DOCTYPE svg [<!ENTITY a "{entity}">]>{SVG}><text>{"&a;" * 200}</text>{P}</svg>"""
    with pytest.raises(BadInput, match="larger than"):
        parse_svg(text.encode())


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb2312", "鱼"),
        ("shift_jis", "さかな"),
        ("big5", "魚"),
        ("koi8-r", "рыба"),
        ("windows-1251", "рыба"),
        ("euc-kr", "물고기"),
        ("utf-16-le", "ä"),
    ],
)
def test_encodings_that_python_knows(encoding, name):
    declared = "utf-16" if encoding == "utf-16-le" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>{SVG}><g id="{name}">{P}</g></svg>'
    data = (b"\xff\xfe" if declared == "utf-16" else b"") + text.encode(encoding)
    assert parse_svg(data).drawing.layer_names == (name,)


def test_an_encoding_that_is_not_known_is_named():
    with pytest.raises(BadInput, match="klingon"):
        parse_svg(f'<?xml version="1.0" encoding="klingon"?>{SVG}>{P}</svg>'.encode())


def test_letters_in_a_wrong_encoding_do_no_harm():
    text = f'<?xml version="1.0" encoding="utf-8"?>{SVG}><g id="ä">{P}</g></svg>'
    assert parse_svg(text.encode("latin-1")).drawing.layer_names == ("\ufffd",)


@pytest.mark.parametrize("name", ["fish.svgz", "fish.svg"])
def test_compressed_files_are_read_under_any_name(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(FISH))
    assert load_drawing(tmp_path / name) == parse_svg(FISH).drawing


def test_damaged_and_huge_compressed_files_are_refused(monkeypatch):
    packed = gzip.compress(FISH)
    for damaged in (packed[: len(packed) // 2], packed[:10] + b"xx" + packed[12:]):
        with pytest.raises(BadInput, match="damaged"):
            parse_svg(damaged)
    monkeypatch.setattr(xml_tree, "LARGEST_FILE", 1 << 20)
    with pytest.raises(BadInput, match="larger than"):
        parse_svg(gzip.compress(b" " * (2 << 20)))


@pytest.mark.parametrize(
    ("data", "points"),
    [
        ("M1 1 L9 9 L nan 5 L3 3", 2),
        ("M1 1 L9 9 undefined", 2),
        ("M1 1 L9 9 3", 2),
        ("M1 1 L9 9 1e999 4", 2),
        ("M1 1 L9 9 M NaN", 2),
        ("M1 1 L9 9 C 1 2 3", 2),
        ("M1 1 L9 9 A 3 3 0 2 0 7 7", 2),
    ],
)
def test_a_path_is_drawn_up_to_its_error(data, points):
    parsed = parse_svg(f'{SVG}><path d="{data}" stroke="red"/>{P}</svg>'.encode())
    assert parsed.drawing.stroke_count == 2
    ends = parsed.drawing.positions.tolist()
    assert ends[0] == [1, 1] and ends[3] == [9, 9]
    assert parsed.warnings == ("A path has an error; it is drawn up to there.",)


@pytest.mark.parametrize("data", ["", "undefined", "L 1 1 5 5", "M", "M 3", "none", "M nan nan"])
def test_a_path_that_is_nothing_leaves_the_rest(data):
    parsed = parse_svg(f'{SVG}><path d="{data}" stroke="red"/>{P}</svg>'.encode())
    assert parsed.drawing.stroke_count == 1
