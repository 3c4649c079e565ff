# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Good files of every kind, from which the fuzz campaign makes damaged ones."""

from __future__ import annotations

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from addon.client.jobs.takes import HostNote
from addon.contract import rpc
from addon.contract.beats import REFUSALS, BeatReading, Refusal, SentenceBeat
from addon.contract.bodies_apart import FORMAT, VERSION
from addon.contract.drawing import Drawing
from addon.contract.events import Event
from addon.contract.live import LiveMotion
from addon.contract.messages import Message
from addon.contract.motion_file import Motion
from addon.contract.request import Request
from addon.contract.rig_hints import ObjectHints, Span, hints_to_json
from addon.contract.start_pose import StartPose, StartPoses
from addon.contract.steering import ReachedPlace, Steering
from tests.contract import strategies

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = 12  # files of each of the contract's kinds

Files = list[bytes]


def examples(strategy: st.SearchStrategy[Any], count: int = WRITTEN) -> list[Any]:
    """Return values of a strategy, the same in every run."""
    found: list[Any] = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None,
        phases=(Phase.generate,), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def collect(value: Any) -> None:
        found.append(value)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        collect()
    return found


def written(values: Iterable[Any]) -> Files:
    """Return the bytes that each value writes."""
    files = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for value in values:
            value.write(path)
            files.append(path.read_bytes())
    return files


def live_motions() -> list[LiveMotion]:
    """Return answers to quick questions, with and without joints."""
    reading = BeatReading((SentenceBeat("fish", "swim", frames=12),))
    still = LiveMotion(strategies.floats([0.0] * 8, 2, 2, 2), reading, ("rock",), ("swim",))
    joints = strategies.floats([1.0] * 4, 2, 1, 2)
    return [still, LiveMotion(still.positions, reading, (), (), joints, ("hip",))]


def motions() -> list[Motion]:
    """Return motions as an artist keeps them."""
    curve = ((0.0, 0.0), (0.1, 0.0), (0.2, 0.1))
    joints = {"hip": (0.0, 0.0), "knee": (0.0, 0.5)}
    parents = {"hip": "", "knee": "hip"}
    turns: dict[str, tuple[float, ...]] = {"knee": (0.0, 0.1, 0.2)}
    scales: dict[str, tuple[tuple[float, float], ...]] = {"hip": ((1.0, 1.0),) * 3}
    return [Motion("Swim", "fish", joints, parents, curve, turns, scales)]


def steered() -> list[dict[str, Any]]:
    """Return what edited beats, hints, steering and poses to begin in look like."""
    beat = SentenceBeat("fish", "swim", start=2, frames=9, mood="happy", not_understood=("x",))
    reading = BeatReading((beat,), ("quite",), (Refusal("glow", next(iter(REFUSALS)), "fish"),))
    pieces = {6: (Span(0.2, 0.5, "tail"),)}
    groups = ((1, 2),), ((3,),), ((4, 5),)
    hints = ObjectHints("fish", {"tail": (1.0, 2.0)}, {0: "fin"}, pieces, *groups)
    led = Steering(((0.0, 0.0), (9.0, 9.0)), (1.0, 0.0), 5.0, ("tail",), ReachedPlace((1.0, 2.0)))
    pose = StartPose((1.0, 2.0), (0.0, 0.0), {"tail": (0.1, 0.0)}, {"tail": (1.0, 0.0)})
    return [
        {
            "beats": reading.to_json(),
            "hints": hints_to_json({"fish": hints}),
            "steering": led.to_json(),
            "start": StartPoses({"fish": pose}).to_settings(),
        }
    ]


def three_strokes() -> Drawing:
    """Return the drawing that the good files of bodies are of."""
    points = [[float(x), 5.0] for x in range(6)]
    return Drawing.build(points, [0, 2, 4, 6], canvas=(10, 10))


def bodies() -> list[Any]:
    """Return the bodies of three strokes as a job's folder holds them."""
    head = {"format": FORMAT, "version": VERSION}
    return [
        {**head, "names": ["cat", "dog"], "objects": [0, 1, 0]},
        {**head, "names": ["cat", "dog", "bird"], "objects": [2, 1, 0]},
    ]


def rpc_lines() -> Files:
    """Return lines of both directions of the link."""
    request = Request("the fish swims").to_json()
    asks: list[rpc.RpcMessage] = [
        rpc.RpcRequest(1, "initialize", {"protocol": 1, "version": "1", "devices": ["cpu"]}),
        rpc.RpcRequest(2, "job/submit", {"dir": "job"}),
        rpc.RpcRequest("a", "job/cancel", {"job": "job"}),
        rpc.RpcRequest(3, "live/ask", {"drawing": "live/a/d", "number": 1, "request": request}),
        rpc.RpcRequest(4, "models/list"),
        rpc.Notification("job/progress", {"job": "j", **Event("swim", 1, 2, eta_s=1.0).to_json()}),
        rpc.Notification("job/preview", {"job": "j", "path": "j/preview/000001.webp"}),
        rpc.Notification("job/finished", {"job": "j", "path": "j/animation.safetensors"}),
        rpc.Notification("job/failed", {"job": "j", "error": {"kind": "busy", "message": "x"}}),
        rpc.Notification("live/answered", {"number": 1, "path": "live/a/000001.safetensors"}),
        rpc.Notification("engine/ready", {"seconds": 1.0, "devices": ["cpu"]}),
        rpc.Response(1, {"protocol": 1, "version": "1", "devices": ["cpu"]}),
    ]
    return [rpc.encode(message) for message in asks]


def event_files() -> Files:
    """Return what running jobs append."""
    events = [
        Event(Message("object {n} of {all}", n=1, all=2), 0, 9, warning=Message("{x}!", x="a")),
        Event("refining", 3, 9, eta_s=2.5, loss=0.1, preview="preview/000003.webp"),
    ]
    lines = [json.dumps(event.to_json()).encode() + b"\n" for event in events]
    return [b"".join(lines), lines[1] * 3 + lines[0][:20]]


def pictures() -> Files:
    """Return small drawings as PNG."""
    from PIL import Image, ImageDraw

    files = []
    for mode, ground in (("RGB", "white"), ("RGBA", (0, 0, 0, 0)), ("L", 255), ("P", 0)):
        image = Image.new(mode, (24, 20), ground)
        if mode == "P":
            image.putpalette([255, 255, 255, 0, 0, 0])
        brush = ImageDraw.Draw(image)
        brush.line((3, 4, 19, 9, 6, 17), fill=1 if mode == "P" else "black", width=2)
        brush.ellipse((12, 10, 18, 16), outline=1 if mode == "P" else "black")
        out = io.BytesIO()
        image.save(out, "PNG")
        files.append(out.getvalue())
    return files


def svgs() -> Files:
    """Return the drawings of the tests that are small, and some that use more of the format."""
    folder = ROOT / "tests" / "drawings"
    files = [path.read_bytes() for path in sorted(folder.glob("**/*.svg"))]
    head = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 80">'
    parts = (
        b'<style>.a{fill:none;stroke:#123}</style><g class="a" transform="rotate(9)">'
        b'<path id="a" d="M1 2c3 4 5-6 7 8s9 1 2 3q4 5 6 7t8 9a1 2 3 0 1 4 5z"/></g>'
        b'<use href="#a" x="9"/>',
        b'<clipPath id="c"><circle r="20" cx="30" cy="30"/></clipPath><rect width="40" height="30" '
        b'rx="5" clip-path="url(#c)"/><polyline points="1,2 3,4 9 8" stroke="red" fill="none"/>',
        b'<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient>'
        b'<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><path d="M0 0h5"/>'
        b'</pattern><marker id="m"><path d="M0 0h2v2z"/></marker></defs><ellipse rx="9" ry="5" '
        b'fill="url(#g)"/><path d="M5 5h50" stroke="#000" stroke-dasharray="4 2" '
        b'marker-end="url(#m)"/>'
        b'<rect width="20" height="20" fill="url(#p)"/>'
        b'<line x2="9%" y2="2em" stroke="hsl(9 9% 9%)"/>',
    )
    return [data for data in files if len(data) < 6000] + [
        head + part + b"</svg>" for part in parts
    ]


def archives() -> Files:
    """Return wheels as the set-up downloads them."""
    files = []
    for way in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", way) as archive:
            archive.writestr("av/__init__.py", "x = 1\n" * 40)
            archive.writestr("uv-1.0.data/scripts/uv", b"\x7fELF" * 50)
            archive.writestr("../escaped.txt", "outside")
        files.append(out.getvalue())
    return files


def json_files(pattern: str) -> Files:
    """Return JSON files of the project."""
    return [path.read_bytes() for path in sorted(ROOT.glob(pattern))]


def plain(values: Iterable[Any]) -> Files:
    """Return values as JSON."""
    return [json.dumps(value).encode() for value in values]


SEEDS: dict[str, Callable[[], Files]] = {
    "drawing": lambda: written(examples(strategies.drawings())),
    "animation": lambda: written(examples(strategies.animations() | strategies.posed_animations())),
    "rig": lambda: written(examples(strategies.rigs())),
    "live": lambda: written(live_motions()),
    "request": lambda: written(examples(strategies.requests)),
    "preset": lambda: json_files("presets/*.json") + written(examples(strategies.presets)),
    "motion": lambda: written(motions()),
    "steered": lambda: plain(steered()),
    "bodies": lambda: plain(bodies()),
    "note": lambda: plain(
        [HostNote("Blender", "/a.blend", "s", "Fish", extra={"name": "x"}).to_json()]
    ),
    "outcome": lambda: plain(
        [
            {"kind": "out_of_memory", "message": "no", "hint": "less", "fingerprint": "f",
             "action": {"label": "Try 16 frames", "patch": {"frames": 16}}},
            {"model": "m", "info": {"a": "b"}, "beats": [], "warnings": ["w"],
             "seconds": {"x": 1.0}},
        ]
    ),
    "events": event_files,
    "rpc": rpc_lines,
    "svg": svgs,
    "png": pictures,
    "archive": archives,
    "groups": lambda: plain([{"objects": {"fish": [0, 2], "rock": [1]}}]),
    "lock": lambda: [data for data in json_files("addon/client/locks/*.json") if len(data) < 9000],
}  # fmt: skip
