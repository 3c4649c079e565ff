# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reading a drawing's file has left out reaches the user: events, report, result, terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from addon.client.jobs.result_lines import info_of_report, result_lines
from addon.contract.animation import Animation
from addon.contract.drawing import WARNINGS
from addon.contract.job import Event
from addon.contract.request import Request
from engine.commands.animate import animate_drawing
from engine.commands.terminal import summary, warn_of_reading
from engine.geometry.load import load_drawing

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">
<path d="M5 5 L50 50" stroke="black" filter="url(#shadow)"/>
<text><textPath href="#p">hi</textPath></text></svg>"""
SAID = [
    "Filters (shadows, blur, glow) are left out.",
    "Text on a path is not drawn; turn it into paths first.",
]


def test_what_a_file_loses_is_said_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.svg").write_text(SVG)
    drawing = load_drawing(tmp_path / "a.svg")
    events: list[Event] = []
    request = Request(prompt="the line moves", frames=4)
    report = animate_drawing(drawing, request, tmp_path / "job", listener=events.append)
    assert [event.warning for event in events if event.warning in SAID] == SAID
    warnings = report["warnings"]
    assert isinstance(warnings, list) and set(SAID) <= set(warnings)
    animation = Animation.read(tmp_path / "job" / "animation.safetensors")
    assert animation.info[WARNINGS].split("\n") == SAID
    for info in (animation.info, info_of_report(report)):
        assert [line for line in result_lines(info) if line in SAID] == SAID
    assert summary(tmp_path, report).count(SAID[0]) == 1
    warn_of_reading(drawing)
    assert [line for line in capsys.readouterr().err.splitlines() if "warning: " in line][-2:] == [
        f"warning: {text}" for text in SAID
    ]
