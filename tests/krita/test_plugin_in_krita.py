# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugin, installed from its zip by Krita's own importer, in a real Krita with the engine.

SKETCH_MOTION_TEST_PICTURES names a folder that keeps the pictures of the windows, to look at.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import build
import build_krita
from engine.training.video.architecture import TINY, write_random_model
from tests.krita.first_sheet import frames_of, ink_of, write_sheet
from tests.krita.real_krita import KritaRun, need_krita, run_in_krita

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "krita" / "in_krita"
LIMIT_S = 1800.0
LIGHT = "[theme]\nTheme=Krita bright\n"

pytestmark = pytest.mark.xdist_group("Krita's window")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One profile for all: the first start of a fresh one takes half a minute."""
    need_krita()
    found = tmp_path_factory.mktemp("krita")
    build_krita.write_plugin(ROOT, build.packaged_files(), found / "plugin.zip")
    write_random_model(found / "tiny", TINY)
    (found / "out").mkdir()
    return found


def run(
    folder: Path,
    script: str,
    *,
    settings: str = "",
    name: str = "",
    code: int | None = 0,
    limit_s: float = LIMIT_S,
    managed: bool = False,
) -> KritaRun:
    found = run_in_krita(
        HERE / script,
        folder,
        {
            "SKETCH_MOTION_TESTS": str(HERE),
            "SKETCH_MOTION_TEST_ROOT": str(ROOT),
            "SKETCH_MOTION_TEST_FOLDER": str(folder / "out"),
            "SKETCH_MOTION_TEST_MODEL": str(folder / "tiny"),
            "SKETCH_MOTION_TEST_NAME": name,
            "SKETCH_MOTION_HOME": str(folder / "home of Můj počítač"),
            "SKETCH_MOTION_PYTHON": sys.executable,
            "OMP_NUM_THREADS": "1",
        },
        limit_s,
        plugin=folder / "plugin.zip",
        settings=settings,
        managed=managed,
    )
    print(found.output)
    pictures = os.environ.get("SKETCH_MOTION_TEST_PICTURES", "")
    if pictures:
        for path in (folder / "out").glob("*.png"):
            shutil.copy(path, pictures)
    assert found.code == code, f"{found.output}\n--- Krita's log ---\n{found.log[-3000:]}"
    return found


@pytest.mark.slow
def test_from_a_drawing_to_frames_and_back(folder: Path) -> None:
    run(folder, "walk.py")


@pytest.mark.slow
def test_a_drawing_follows_a_clip(folder: Path) -> None:
    run(folder, "clip.py")


@pytest.mark.slow
def test_a_drawing_by_mouse_does_what_a_video_model_sends(folder: Path) -> None:
    if not os.environ.get("SKETCH_MOTION_TEST_PICTURES"):
        pytest.skip("a walk whose pictures somebody looks at")
    if not all(map(shutil.which, ("xdotool", "openbox"))):
        pytest.skip("needs xdotool and openbox")
    told = run(folder, "video.py", managed=True).output
    assert "miss the clip's motion" in told


@pytest.mark.slow
def test_later_drawings_are_given_where_there_is_something_on_them(folder: Path) -> None:
    told = run(folder, "later.py").output
    for case in (
        "an empty key is left out", "what isn't selected is left out", "empty keys don't count",
        "At most 8", "16 bits: refused", "a group: refused",
    ):  # fmt: skip
        assert case in told


@pytest.mark.slow
def test_documents_and_layers_of_every_kind(folder: Path) -> None:
    told = run(folder, "matrix.py").output
    for case in ("RGBA F32", "GRAYA U16", "300 ppi", "selection", "locked", "closed in mid-job"):
        assert f"{case}" in told


@pytest.mark.slow
def test_paint_is_warped_in_its_colours_and_paper_stays(folder: Path) -> None:
    told = run(folder, "painting.py").output
    for case in ("RGBA U16", "RGBA F32", "CMYKA U8", "GRAYA U16", "paper white", "paper dark"):
        assert case in told


@pytest.mark.slow
def test_redraw_objects_takes_presets_exports_and_a_killed_engine(folder: Path) -> None:
    run(folder, "studio.py")


@pytest.mark.slow
def test_a_newcomer_finds_everything_at_the_size_that_krita_gives_the_docker(folder: Path) -> None:
    assert "failed: []" in run(folder, "low_docker.py").output


@pytest.mark.slow
def test_rough_lines_drawn_by_mouse_are_cleaned_up(folder: Path) -> None:
    if shutil.which("xdotool") is None:
        pytest.skip("needs xdotool")
    assert "undone in one step" in run(folder, "clean.py").output


@pytest.mark.slow
def test_a_first_car_gets_suggestions_on_layers_of_their_own(folder: Path) -> None:
    if shutil.which("xdotool") is None:
        pytest.skip("needs xdotool")
    assert "the black suggestion undone in one step" in run(folder, "suggest.py").output


@pytest.mark.slow
def test_colours_are_a_layer_below_the_lines_in_every_frame(folder: Path) -> None:
    told = run(folder, "colour.py").output
    assert "colours undone in one step" in told
    assert "frames below its lines, undone in one step" in told
    assert "the drawing's own colours are back with it" in told


@pytest.mark.slow
@pytest.mark.parametrize(("name", "settings"), [("dark", ""), ("light", LIGHT)])
def test_all_is_done_by_mouse_and_keys(folder: Path, name: str, settings: str) -> None:
    if not os.environ.get("SKETCH_MOTION_TEST_PICTURES"):
        pytest.skip("a walk whose pictures somebody looks at")
    if not all(map(shutil.which, ("xdotool", "openbox"))):
        pytest.skip("needs xdotool and openbox")
    told = run(folder, "by_hand.py", settings=settings, name=name, managed=True).output
    assert "failed: []" in told
    assert "frame 0 is the layer, byte for byte" in told


@pytest.mark.slow
def test_from_rough_lines_to_coloured_frames_by_mouse_and_keys(folder: Path) -> None:
    if not os.environ.get("SKETCH_MOTION_TEST_PICTURES"):
        pytest.skip("a walk whose pictures somebody looks at")
    if not all(map(shutil.which, ("xdotool", "openbox"))):
        pytest.skip("needs xdotool and openbox")
    told = run(folder, "rough_to_colour.py", name="dark", managed=True).output
    for step in ("cleaned", "animated", "coloured", "another colour", "exported"):
        assert f"{step}: " in told
    with Image.open(folder / "out" / "rough to colour.gif") as film:
        for frame in (0, 8, 16):
            film.seek(frame)
            color = np.array(film.convert("RGB").getpixel((470, 330)), float)
            assert np.abs(color - (30, 160, 150)).max() < 24, (frame, color)


@pytest.mark.slow
def test_a_killed_krita_finds_its_job_again(folder: Path) -> None:
    run(folder, "killed.py", code=None)
    assert "went on" in run(folder, "killed.py").output


@pytest.mark.slow
def test_twenty_first_drawings_by_mouse(folder: Path) -> None:
    """The sheet is for people to look at: which of them move as was said."""
    pictures = os.environ.get("SKETCH_MOTION_TEST_PICTURES", "")
    if not pictures or shutil.which("xdotool") is None:
        pytest.skip("takes half an hour: needs xdotool, and SKETCH_MOTION_TEST_PICTURES to keep it")
    run(folder, "first_drawings.py", limit_s=3 * LIMIT_S)
    drawings = sorted((folder / "out" / "first").iterdir())
    assert len(drawings) == 20
    write_sheet(drawings, Path(pictures) / "first_drawings.png")
    for drawing in drawings:
        drawn, first = ink_of(drawing / "drawn.png"), ink_of(frames_of(drawing)[0])
        assert np.abs(first - drawn).sum() < 0.1 * drawn.sum(), drawing.name


@pytest.mark.slow
@pytest.mark.parametrize(("name", "settings"), [("dark", ""), ("light", LIGHT)])
def test_the_docker_has_room_for_its_texts(folder: Path, name: str, settings: str) -> None:
    run(folder, "gallery.py", settings=settings, name=name)
    pictures = sorted((folder / "out").glob(f"{name}_[1-6]_*.png"))
    assert len(pictures) == 6
    for path in pictures:
        background, contrast = looks(path)
        assert (background > 0.5) == (name == "light"), path.name
        assert contrast > 4.5, path.name  # what WCAG 2 asks for texts


@pytest.mark.slow
@pytest.mark.parametrize(("language", "theme"), [("en", "dark"), ("de", "light")])
def test_no_text_is_cut_at_the_width_that_krita_gives(
    folder: Path, language: str, theme: str
) -> None:
    settings = LIGHT if theme == "light" else ""
    settings += f"[sketch_motion]\nlanguage={language}\n"
    told = run(folder, "narrow.py", settings=settings, name=theme).output
    assert f"language: {language}" in told
    assert "cut: 0" in told


def looks(path: Path) -> tuple[float, float]:
    """Return the brightness, 0 to 1, of a picture's background, and the contrast of its texts.

    The background is the commonest colour. The contrast is that of WCAG 2 between it and the
    thousandth of the pixels that stands out most.
    """
    srgb = np.asarray(Image.open(path).convert("RGB"), float).reshape(-1, 3) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    colors, counts = np.unique(srgb, axis=0, return_counts=True)
    commonest = colors[counts.argmax()]
    own = luminance[(srgb == commonest).all(axis=1)][0]
    ratios = (np.maximum(luminance, own) + 0.05) / (np.minimum(luminance, own) + 0.05)
    return float(commonest.mean()), float(np.quantile(ratios, 0.999))
