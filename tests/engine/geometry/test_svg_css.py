# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style sheets: selectors, invalid rules and declarations, at-rules, variables.

Expected values follow from the specifications named beside them.
"""

from __future__ import annotations

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from addon.contract.errors import BadInput
from engine.geometry.svg import css, parse_svg
from engine.geometry.svg.css import Declaration, parse_declarations
from engine.runtime.arrays import numpy_of

D = 'd="M10 10 C 20 60 60 60 90 20"'
RED, LIME, BLUE = [1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 1.0]
LIMED = "{ stroke: lime }"


def parse(body: str):
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">{body}</svg>'
    return parse_svg(text.encode())


def strokes(sheet: str, body: str) -> list[list[float]]:
    """Stroke colours of all strokes of a body of red paths, under a sheet."""
    drawing = parse(f"<style>{sheet}</style><g stroke='red' fill='none'>{body}</g>").drawing
    return [[float(value) for value in color] for color in numpy_of(drawing.colors)]


def limed(sheet: str, body: str) -> list[int]:
    """The numbers of the strokes that `sheet` turns lime; all others must stay red."""
    colors = strokes(sheet, body)
    assert all(color in (RED, LIME) for color in colors)
    return [number for number, color in enumerate(colors) if color == LIME]


FOUR = f"""<path id="a" class="one two" data-kind="left-arm" {D}/><g id="b" xml:lang="de-AT">
  <path id="b1" class="Two" {D}/></g><path id="c" class="three" data-kind="left" {D}/>
  <path id="d" {D}/>"""


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        # Attribute selectors (Selectors 4, section 6).
        ("[id=a]", [0]),
        ('path[id="c"]', [2]),
        ("[data-kind]", [0, 2]),
        ("[class~=two]", [0]),
        ("[data-kind|=left]", [0, 2]),
        ("[data-kind^=left]", [0, 2]),
        ("[data-kind$=arm]", [0]),
        ("[data-kind*=ft-a]", [0]),
        ("[class=two i]", [1]),
        ("path[fill]", []),
        # Structure (section 13): the paths are children 1, 3 and 4 of the group, b1 of its own.
        ("path:first-child", [0, 1]),
        ("path:last-child", [1, 3]),
        ("path:only-child", [1]),
        ("g > path:nth-child(odd)", [0, 1, 2]),
        ("g > path:nth-child(2n)", [3]),
        ("path:nth-last-child(2)", [2]),
        ("path:first-of-type", [0, 1]),
        ("path:nth-of-type(2)", [2]),
        ("path:nth-child(-n+3)", [0, 1, 2]),
        # Combinators (section 15).
        ("g g path", [1]),
        ("svg > g > path", [0, 2, 3]),
        ("svg > path", []),
        ("g + path", [2]),
        ("#a ~ path", [2, 3]),
        ("#c + #d", [3]),
        # Logical combinations (section 4).
        ("path:not(#a)", [1, 2, 3]),
        ("path:not(.one, .three)", [1, 3]),
        ("path:is(#a, #d)", [0, 3]),
        (":where(#b) path", [1]),
        ("g:has(> #b1) path", [1]),
        ("path:lang(de)", [1]),
        (":root #d", [3]),
        # Class names and ids are case-sensitive in XML; so are element names.
        (".Two", [1]),
        ("PATH", []),
        # What can't happen in a drawing, or isn't the element itself.
        ("path:hover", []),
        ("path::first-line", []),
    ],
)
def test_selectors(selector, expected):
    assert limed(f"{selector}{LIMED}", FOUR) == expected


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        # Specificity (section 17), whatever the order in the sheet.
        ("path", ".one"),
        ("path.one", "path.one.two"),
        (".one.two[data-kind]", "#a"),
        (":where(#a).one", "path.one"),
        ("path", "path:first-child"),
        (".one", ":is(#a)"),
        ("path", "g path"),
        (".one", "path:not(.zero)"),
    ],
)
def test_the_more_specific_rule_wins(weaker, stronger):
    body = f'<path id="a" class="one two" data-kind="x" {D}/>'
    for rules in ([weaker, stronger], [stronger, weaker]):
        sheet = "".join(
            f"{rule} {{ stroke: {'lime' if rule == stronger else 'blue'} }}" for rule in rules
        )
        assert strokes(sheet, body) == [LIME]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # CSS Syntax 3, section 9: the invalid declaration goes, the others stay.
        ("stroke: lime; stroke red", LIME),
        ("stroke: lime; stroke: ; ", LIME),
        ("stroke: lime; stroke: bluish", LIME),
        ("stroke: lime; stroke: blue blue", LIME),
        ("stroke: lime; stroke: blue !ie", LIME),
        ("*stroke: blue; stroke: lime", LIME),
        (";; stroke: lime ;;; stroke: url(#a) nonsense", LIME),
        ("stroke: lime; @media all { stroke: blue }", LIME),
        ("background: url(data:image/png;base64,AA==;stroke:blue); stroke: lime", LIME),
        ("font-family: 'a;stroke:blue'; stroke: lime", LIME),
        ("stroke: lime; [stroke: blue; stroke: blue]; fill: none", LIME),
        ("stroke: lime; /* stroke: blue; */ fill: none", LIME),
        ("stroke: lime; fill: none; /* never closed; stroke: blue", LIME),
        ("STROKE: LIME", LIME),
        (r"str\6fke: lime", LIME),
        ("stroke: lime !important; stroke: blue", LIME),
        ("stroke: lime ! IMPORTANT; stroke: blue", LIME),
        ("stroke: blue; stroke: lime", LIME),
        ("stroke: nonsense", RED),  # what the group says
    ],
)
@pytest.mark.parametrize("in_sheet", [True, False])
def test_declarations_that_are_invalid_are_left_out(text, expected, in_sheet):
    if in_sheet:
        colors = strokes(f"path {{ {text} }}", f"<path {D}/>")
    else:
        colors = strokes("", f'<path style="{text}" {D}/>')
    assert colors == [expected]


@pytest.mark.parametrize(
    "sheet",
    [
        f"path, :nonsense {{ stroke: blue }} path {LIMED}",
        f"path[ {{ stroke: blue }} ] {{ stroke: blue }} path {LIMED}",
        f"> path {{ stroke: blue }} path {LIMED}",
        f"g > > path {{ stroke: blue }} path {LIMED}",
        f".1a {{ stroke: blue }} path {LIMED}",
        f"path {LIMED} path {{ stroke: blu",
        f"path {LIMED} }} path {{ stroke: blue }}",
        f"@unknown path {{ stroke: blue }} path {LIMED}",
        f"@import 'other.css'; @charset 'utf-8'; path {LIMED}",
        f"<!-- path {LIMED} -->".replace("<", "&lt;"),
        f"path {LIMED} path {{ stroke: lime; g {{ stroke: blue }} }}",
        f"@font-face {{ font-family: x; src: url(x) }} path {LIMED}",
    ],
)
def test_rules_that_are_invalid_are_left_out_whole(sheet):
    assert strokes(sheet, f'<path class="1a" {D}/>') == [LIME]


def test_which_sheets_are_for_a_screen():
    blue = "path { stroke: blue }"
    for left_out in (
        f"<style>@media print {{ {blue} }}</style>",
        f"<style>@media screen and (min-width: 9000px) {{ {blue} }}</style>",
        f'<style media="print">{blue}</style>',
        f'<style type="text/x-scss">{blue}</style>',
    ):
        body = f'{left_out}<path stroke="red" {D}/>'
        assert numpy_of(parse(body).drawing.colors).tolist() == [RED], left_out
    for read in (
        f"<style>@media screen {{ {blue} }}</style>",
        f"<style>@media print, all {{ {blue} }}</style>",
        f'<style type="text/css; charset=utf-8" media="screen">{blue}</style>',
        f"<style><![CDATA[ {blue} ]]></style>",
    ):
        body = f'{read}<path stroke="red" {D}/>'
        assert numpy_of(parse(body).drawing.colors).tolist() == [BLUE], read


def test_namespaces():
    sheet = f"""@namespace s url(http://www.w3.org/2000/svg); @namespace h "http://example.org";
      s|path {LIMED} h|path {{ stroke: blue }} [h|mark=x] {{ stroke: blue }}"""
    assert strokes(sheet, f"<path {D}/>") == [LIME]
    marked = f'<path xmlns:h="http://example.org" h:mark="x" {D}/>'
    assert strokes(sheet, marked) == [BLUE]


def test_a_copy_is_styled_as_its_original():
    """SVG 1.1, section 5.6: rules are matched to the referenced element where it stands."""
    sheet = f".from path {LIMED} .to path {{ stroke: blue }}"
    body = f"""<defs class="from"><path id="p" {D}/></defs><g class="to"><use href="#p"/></g>"""
    assert strokes(sheet, body) == [LIME]
    # What no rule says is inherited from the <use>.
    body = f'<defs stroke="blue"><path id="p" {D}/></defs><g stroke="lime"><use href="#p"/></g>'
    assert strokes("", body) == [LIME]


def test_stops_are_styled_where_they_stand():
    body = """<style>linearGradient > stop { stop-color: lime } :root { --x: lime }</style>
      <linearGradient id="a"><stop offset="0"/></linearGradient>
      <linearGradient id="b"><stop offset="0" style="stop-color: var(--x)"/></linearGradient>
      <linearGradient id="c" color="lime"><stop offset="0" style="stop-color: currentColor"/>
      </linearGradient>"""
    for name in "abc":
        drawing = parse(f'{body}<path fill="url(#{name})" {D}/>').drawing
        assert numpy_of(drawing.fills).tolist() == [LIME], name


@pytest.mark.parametrize(
    ("variables", "value", "expected"),
    [
        # CSS Custom Properties for Cascading Variables 1.
        ("--a: lime", "var(--a)", LIME),
        ("", "var(--a, lime)", LIME),
        ("", "var( --a , rgb(0, 255, 0) )", LIME),
        ("--a: blue", "var(--A, lime)", LIME),  # names are case-sensitive
        ("--a: 255; --b: 0, var(--a)", "rgb(var(--b), 0)", LIME),
        ("", "var(--a, var(--b, lime))", LIME),
        ("--a: var(--b); --b: var(--a)", "var(--a, lime)", LIME),  # a circle has no value
        ("--a: var(--a)", "var(--a)", RED),  # invalid in the end: inherited
        ("", "var(--a)", RED),
        ("--a: 12px", "var(--a)", RED),
        ("--a:", "var(--a) lime", LIME),
    ],
)
def test_variables(variables, value, expected):
    sheet = f":root {{ {variables} }} path {{ stroke: blue; stroke: {value} }}"
    assert strokes(sheet, f"<path {D}/>") == [expected]


def test_variables_are_inherited_and_change_on_the_way():
    sheet = "g { --a: blue } .x { --a: lime } path { stroke: var(--a) }"
    body = f'<path {D}/><g class="x"><path {D}/><path style="--a: red" {D}/></g>'
    assert strokes(sheet, body) == [BLUE, LIME, RED]


def test_keywords_of_all_properties():
    sheet = """.a { stroke: INHERIT } .b { stroke: initial } .c { stroke: unset }
      .d { stroke: revert } path { stroke: blue }"""
    body = "".join(f'<path class="{name}" fill="black" {D}/>' for name in "abcd")
    assert [color[3] for color in strokes(sheet, body)] == [1, 0, 1, 1]
    assert strokes(sheet, body)[2] == RED


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", 3), ("3px", 3), ("1in", 96), ("-3", 2), ("thick", 2), ("", 2), ("50%", 50)],
)
def test_stroke_widths(value, expected):
    body = f'<g stroke-width="2"><path stroke="red" stroke-width="{value}" {D}/></g>'
    assert float(numpy_of(parse(body).drawing.widths).max()) == expected


def test_what_is_not_closed_is_closed_at_the_end():
    assert strokes("", f'<path style="stroke: rgb(0, 255, 0" {D}/>') == [LIME]


def test_a_paint_that_is_not_known_is_reported():
    parsed = parse(f'<path fill="paint(0.7 0.1 90)" {D}/>')
    assert parsed.warnings == ("The paint “paint(0.7 0.1 90)” is not known and was left out.",)
    assert numpy_of(parsed.drawing.fills).tolist() == [[0, 0, 0, 1]]  # the initial value


def test_declarations_as_values():
    found = parse_declarations(r"fill: url(data:a;b) ; stroke:red;;x; WIDTH : 3 ! important;--A: b")
    assert found == (
        Declaration("fill", "url(data:a;b)", False),
        Declaration("stroke", "red", False),
        Declaration("width", "3", True),
        Declaration("--A", "b", False),
    )


WORDS = """fill -x --v stroke-width red url(#a;b) !important : ; ; , #1a2b3c #fff 1.5e3 -.5 +2px 50%
  /**/ ( ) ' ! { }"""


@given(st.lists(st.sampled_from([" ", "\n", *WORDS.split()]), max_size=12).map("".join))
def test_the_short_way_reads_what_tinycss2_reads(text):
    """Declarations of plain words are not sent through the parser: the result must be the same."""
    nodes = tinycss2.parse_blocks_contents(text, skip_comments=True)
    assert parse_declarations(text) == css._declarations_of(nodes)


def test_a_sheet_that_takes_for_ever_is_refused(monkeypatch):
    monkeypatch.setattr(css, "MOST_STEPS", 10_000)
    body = "<g>" * 40 + f"<path {D}/>" + "</g>" * 40
    assert strokes(f"g g path {LIMED}", body) == [LIME]
    with pytest.raises(BadInput, match="style sheet"):
        strokes("x g g g g g path { stroke: blue }", body)


@pytest.mark.parametrize(
    "sheet",
    [
        "path" + ":not(a" * 2000 + ")" * 2000 + LIMED,
        "g " * 3000 + "path" + LIMED,
        "path { stroke: " + "(" * 3000 + "}",
        "path { stroke: " + "var(--a, " * 3000 + "}",
        "@media screen {" * 3000,
    ],
)
def test_nesting_without_end_is_left_out(sheet):
    assert strokes(sheet, f"<path {D}/>") == [RED]


def test_many_siblings():
    body = f'<rect class="a"/>{f"<path {D}/>" * 3000}'
    assert len(limed(f".a ~ path{LIMED}", body)) == 3000
