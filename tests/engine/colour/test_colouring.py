# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flat colour: palettes, hints that always win, fills as strokes, the command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from addon.contract.colouring import COLOUR_FILE
from addon.contract.drawing import Drawing
from addon.contract.errors import BadInput
from engine.colour.colouring import coloured, fills_of
from engine.colour.hints import MOST, dabs_of_drawing, dabs_of_picture
from engine.colour.palettes import palette_of
from engine.colour.regions.inked import SIDE
from engine.commands import cli
from engine.render.frames import render_frames
from engine.runtime.arrays import array_of, numpy_of

BLUE = (0.0, 0.0, 1.0)
CANVAS = (200.0, 200.0)


def two_rooms() -> Drawing:
    """A square of 120 with a wall, left of the middle, all of 2 pixels."""
    square = np.array([[40, 40], [160, 40], [160, 160], [40, 160]], np.float32)
    wall = np.array([[70, 40], [70, 160]], np.float32)
    points = np.concatenate([square, wall])
    return Drawing.build(points, [0, 4, 6], canvas=CANVAS, cyclic=[1, 0])


def dab(x: float, y: float, color: tuple[float, float, float]) -> Drawing:
    points = np.array([[x - 3, y], [x + 3, y]], np.float32)
    return Drawing.build(points, [0, 2], canvas=CANVAS, colors=[[*color, 1.0]], widths=[4.0, 4.0])


def test_a_noun_chooses_the_palette() -> None:
    fish, penguin = palette_of("the fish swims"), palette_of("a penguin waddles")
    assert fish != penguin and palette_of("fishes") == fish
    assert palette_of("qwrtz") == palette_of("")


def test_without_hints_the_larger_area_has_the_main_colour() -> None:
    found = coloured(two_rooms(), "the fish swims")
    large, small = found.regions.numbers
    assert found.colors[large] == palette_of("fish").main and not found.hinted
    assert found.colors[small] in (palette_of("fish").main, palette_of("fish").second)


def test_hints_win_and_areas_alike_follow() -> None:
    dabs = dabs_of_drawing(dab(120, 100, BLUE), (SIDE, SIDE))
    found = coloured(two_rooms(), "the fish swims", dabs)
    large, small = found.regions.numbers
    assert found.hinted == {large} and found.colors[large] == pytest.approx(BLUE)
    if found.roles[small] == found.roles[large]:
        assert found.colors[small] == pytest.approx(BLUE)
    both = [*dabs, *dabs_of_drawing(dab(55, 100, (1.0, 0.0, 0.0)), (SIDE, SIDE))]
    found = coloured(two_rooms(), "", both)
    assert found.hinted == {large, small} and found.colors[small] == pytest.approx((1, 0, 0))


def test_hints_in_no_area_are_counted() -> None:
    beside = dabs_of_drawing(dab(15, 100, BLUE), (SIDE, SIDE))
    inside = dabs_of_drawing(dab(120, 100, BLUE), (SIDE, SIDE))
    assert coloured(two_rooms(), "", [*beside, *inside]).missed == 1
    assert coloured(two_rooms(), "", inside).missed == 0
    speck = replace(
        beside[0], mask=beside[0].mask & (np.cumsum(beside[0].mask) <= 9).reshape(SIDE, SIDE)
    )
    assert coloured(two_rooms(), "", [speck]).missed == 0


def cut_corner() -> Drawing:
    """A square of 120 of which lines that cross cut a corner of 16 off, all of 6 pixels."""
    square = np.array([[40, 40], [160, 40], [160, 160], [40, 160]], np.float32)
    cut = np.array([[40, 62], [62, 40]], np.float32)
    points = np.concatenate([square, cut])
    widths = np.full(len(points), 6.0, np.float32)
    return Drawing.build(points, [0, 4, 6], canvas=CANVAS, cyclic=[1, 0], widths=widths)


def test_a_crumb_has_the_colour_of_the_area_beside_it_unless_it_has_a_hint() -> None:
    found = coloured(cut_corner(), "the fish swims")
    large, *crumbs = found.regions.numbers
    assert crumbs and set(found.colors.values()) == {palette_of("fish").main}
    assert fills_of(found, cut_corner()).drawing.material_names == ("Colour 1",)
    on_large = dabs_of_drawing(dab(120, 100, BLUE), (SIDE, SIDE))
    assert set(coloured(cut_corner(), "", on_large).colors.values()) == {BLUE}
    on_crumb = dabs_of_drawing(dab(47, 46, BLUE), (SIDE, SIDE))
    found = coloured(cut_corner(), "the fish swims", on_crumb)
    (crumb,) = found.hinted
    assert crumb in crumbs and found.colors[crumb] == BLUE
    assert found.colors[large] == palette_of("fish").main


def test_round_areas_are_no_crumbs() -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
    eye = 70.0 + 7.0 * np.stack([np.cos(turn), np.sin(turn)], 1)
    square = np.array([[40, 40], [160, 40], [160, 160], [40, 160]], np.float32)
    points = np.concatenate([square, eye]).astype(np.float32)
    widths = np.full(len(points), 6.0, np.float32)
    face = Drawing.build(points, [0, 4, 28], canvas=CANVAS, cyclic=[1, 1], widths=widths)
    found = coloured(face, "the fish swims")
    large, eye_inside = found.regions.numbers[:2]
    assert found.colors[eye_inside] != found.colors[large]


def test_dabs_of_a_picture_are_patches_of_one_colour() -> None:
    picture = np.zeros((40, 40, 4), np.uint8)
    picture[5:9, 5:9] = (255, 0, 0, 255)
    picture[25:30, 25:30] = (255, 0, 0, 255)
    picture[5:9, 25:30] = (0, 0, 255, 255)
    assert sorted(int(d.mask.sum()) for d in dabs_of_picture(picture)) == [16, 20, 25]
    picture[..., 3] = 255
    with pytest.raises(BadInput):
        dabs_of_picture(picture)


def test_of_colours_in_one_area_the_larger_patch_counts_not_a_speck_of_mixed_paint() -> None:
    picture = np.zeros((SIDE, SIDE, 4), np.uint8)
    picture[300:340, 350:450] = (220, 30, 30, 255)
    picture[360:362, 350:360] = (120, 60, 220, 255)  # blue is the last in order
    found = coloured(two_rooms(), "", dabs_of_picture(picture))
    assert found.colors[found.regions.numbers[0]] == pytest.approx((220 / 255, 30 / 255, 30 / 255))


def test_faint_hints_are_hints() -> None:
    faint = replace(dab(120, 100, BLUE), opacities=array_of(np.full(2, 0.15, np.float32)))
    layer = replace(dab(120, 100, BLUE), colors=array_of(np.array([[*BLUE, 0.15]], np.float32)))
    picture = np.zeros((SIDE, SIDE, 4), np.uint8)
    picture[300:340, 350:450] = (0, 0, 255, 60)
    strokes = [dabs_of_drawing(hints, (SIDE, SIDE)) for hints in (faint, layer)]
    for dabs in (*strokes, dabs_of_picture(picture)):
        found = coloured(two_rooms(), "", dabs)
        assert found.colors[found.regions.numbers[0]] == pytest.approx(BLUE)


def test_a_textured_brush_leaves_few_dabs() -> None:
    specks = np.random.default_rng(0).integers(0, 255, (40, 40, 4), np.uint8)
    specks[..., 3] = 255
    picture = np.kron(specks, np.ones((4, 4, 1), np.uint8))
    picture[:60] = 0
    picture[:20] = (255, 0, 0, 255)
    dabs = dabs_of_picture(picture)
    assert len(dabs) == MOST and dabs[-1].color == (1.0, 0.0, 0.0)


def test_hints_that_are_nearly_alike_keep_their_own_colours() -> None:
    skin, shade = (0.9, 0.7, 0.6), (0.9, 0.74, 0.64)
    hints = [*dabs_of_drawing(dab(120, 100, skin), (SIDE, SIDE)),
             *dabs_of_drawing(dab(55, 100, shade), (SIDE, SIDE))]  # fmt: skip
    drawing = two_rooms()
    fills = fills_of(coloured(drawing, "", hints), drawing).drawing
    assert len(fills.material_names) == 2


def test_the_shade_of_a_dark_colour_has_a_material_of_its_own() -> None:
    dark = dabs_of_drawing(dab(120, 100, (0.2, 0.15, 0.1)), (SIDE, SIDE))
    drawing = two_rooms()
    plain, shaded = (
        fills_of(coloured(drawing, "", dark), drawing, shading=on).drawing for on in (False, True)
    )
    assert len(shaded.material_names) == 2 * len(plain.material_names)


@pytest.mark.parametrize("width", [0.0, 0.02, 90.0])
def test_lines_of_any_width_bound_areas(width: float) -> None:
    thin = replace(two_rooms(), widths=array_of(np.full(6, width, np.float32)))
    found = coloured(thin, "the fish swims")
    assert found.regions.numbers


def test_lines_that_are_painted_areas_as_in_traced_pictures_bound_areas() -> None:
    outer = np.array([[40, 40], [160, 40], [160, 160], [40, 160]], np.float32)
    inner = 100 + 0.92 * (outer - 100)
    traced = Drawing.build(
        np.concatenate([outer, inner]), [0, 4, 8], canvas=CANVAS, cyclic=[1, 1], paths=[0, 0],
        colors=np.zeros((2, 4), np.float32), fills=[[0, 0, 0, 1]] * 2,
        widths=np.zeros(8, np.float32),
    )  # fmt: skip
    found = coloured(traced, "the fish swims")
    (area,) = found.regions.numbers
    assert found.colors[area] == palette_of("fish").main
    picture = render_frames(fills_of(found, traced).drawing)[0]
    assert picture[100, 100, 3] == 255 and picture[20, 20, 3] == 0


def test_a_drawing_without_areas_has_no_fills() -> None:
    line = dab(100, 100, BLUE)
    fills = fills_of(coloured(line), line, shading=True)
    assert (
        fills.drawing.stroke_count == 0
        and fills.outlines.moved(line, np.zeros((3, 2, 2))).size == 0
    )


def test_fills_cover_their_areas_and_share_materials() -> None:
    drawing = two_rooms()
    fills = fills_of(coloured(drawing, "", [*dabs_of_drawing(dab(55, 100, BLUE), (SIDE, SIDE))]),
                     drawing).drawing  # fmt: skip
    picture = render_frames(fills)[0]
    assert (picture[100, 55] == (0, 0, 255, 255)).all() and picture[100, 120, 3] == 255
    assert picture[20, 20, 3] == 0
    assert len(fills.material_names) == len({tuple(row) for row in numpy_of(fills.fills).tolist()})


def test_shade_lies_inside_of_its_area() -> None:
    drawing = two_rooms()
    found = coloured(drawing)
    plain, shaded = (fills_of(found, drawing, shading=on).drawing for on in (False, True))
    assert shaded.stroke_count > plain.stroke_count
    covers = [render_frames(d)[0, ..., 3] > 128 for d in (plain, shaded)]
    assert (covers[0] != covers[1]).mean() < 0.005


def test_the_command_colours_a_drawing(tmp_path: Path) -> None:
    source, hints = tmp_path / "fish2_16.safetensors", tmp_path / "hints.safetensors"
    two_rooms().write(source)
    dab(120, 100, BLUE).write(hints)
    out = tmp_path / "out"
    words = ["colour", str(source), "--out", str(out)]
    assert cli.main([*words, "--hints", str(hints)]) == 0
    told = json.loads((out / "colours.json").read_text())["areas"]
    assert [area["hinted"] for area in told].count(True) == 1
    assert Drawing.read(out / COLOUR_FILE).stroke_count == 2
    with Image.open(out / "coloured.png") as picture:
        assert picture.getpixel((614, 512)) == (0, 0, 255)
    kept = out / "hints.safetensors"
    assert cli.main([*words, "--hints", str(kept)]) == 0 and kept.is_file()  # its own copy of them
    assert cli.main(words) == 0  # the same job, without hints now
    told = json.loads((out / "colours.json").read_text())["areas"]
    assert not any(area["hinted"] for area in told)
    assert told[0]["color"] == pytest.approx(palette_of("fish").main, abs=1e-3)


def test_open_lines_have_no_area(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dab(100, 100, BLUE).write(tmp_path / "line.safetensors")
    assert (
        cli.main(["colour", str(tmp_path / "line.safetensors"), "--out", str(tmp_path / "x")]) == 5
    )
    assert "no area" in capsys.readouterr().err
