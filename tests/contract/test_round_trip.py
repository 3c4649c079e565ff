# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every valid value survives writing and reading, bit for bit."""

from __future__ import annotations

import json
import struct
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import rpc, tensorfile
from addon.contract.animation import Animation
from addon.contract.arrays import ITEM_SIZES, Array
from addon.contract.drawing import Drawing
from addon.contract.errors import Action, BadInput, SketchMotionError
from addon.contract.events import Event
from addon.contract.job import JobFolder
from addon.contract.preset import Preset
from addon.contract.request import Request
from tests.contract import strategies as values


@given(st.dictionaries(values.names, values.arrays(), max_size=4), st.data())
def test_tensor_file(tmp_path: Path, arrays: dict[str, Array], data: st.DataObject) -> None:
    metadata = data.draw(st.dictionaries(values.texts, values.texts, max_size=3))
    tensorfile.write(tmp_path / "a.safetensors", arrays, metadata)
    found = tensorfile.read(tmp_path / "a.safetensors")
    assert found.arrays == arrays
    assert found.metadata == metadata


@given(values.drawings())
def test_drawing(tmp_path: Path, drawing: Drawing) -> None:
    drawing.write(tmp_path / "drawing.safetensors")
    assert Drawing.read(tmp_path / "drawing.safetensors") == drawing


@given(st.data())
def test_animation(tmp_path: Path, data: st.DataObject) -> None:
    drawing = data.draw(st.none() | values.drawings())
    animation = data.draw(values.animations(drawing))
    animation.validate(drawing)
    animation.write(tmp_path / "animation.safetensors")
    assert Animation.read(tmp_path / "animation.safetensors") == animation


@given(values.requests)
def test_request(tmp_path: Path, request_: Request) -> None:
    request_.write(tmp_path / "request.json")
    assert Request.read(tmp_path / "request.json") == request_


@given(values.presets)
def test_preset(tmp_path: Path, preset: Preset) -> None:
    preset.write(tmp_path / "preset.json")
    assert Preset.read(tmp_path / "preset.json") == preset


@given(st.lists(values.events, max_size=5))
def test_events(found: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        job = JobFolder(folder)
        for event in found:
            job.append_event(event)
        assert job.read_events()[0] == found


messages = st.one_of(
    st.builds(
        rpc.RpcRequest,
        id=st.integers(-(2**53), 2**53) | values.texts,
        method=values.names,
        params=st.dictionaries(values.texts, values.json_values, max_size=3),
    ),
    st.builds(
        rpc.Notification,
        method=values.names,
        params=st.dictionaries(values.texts, values.json_values, max_size=3),
    ),
    st.builds(
        rpc.Response,
        id=st.none() | st.integers(-(2**53), 2**53) | values.texts,
        result=values.json_values,
    ),
    st.builds(
        rpc.Response,
        id=st.none() | st.integers() | values.texts,
        error=st.builds(
            rpc.Error,
            code=st.integers(-32768, 32767),
            message=values.texts,
            data=st.dictionaries(values.texts, values.json_values, max_size=3),
        ),
    ).filter(lambda m: not isinstance(m.id, int) or abs(m.id) < 2**63),
)


@given(messages)
def test_message(message: rpc.RpcMessage) -> None:
    line = rpc.encode(message)
    assert line.endswith(b"\n") and line.count(b"\n") == 1
    assert rpc.decode(line) == message


def test_an_error_keeps_its_hint_and_its_button_over_the_link() -> None:
    error = BadInput("No.", hint="Try less.", action=Action("Try 16 frames", {"frames": 16}))
    line = rpc.encode(rpc.Response.failure(7, error))
    answer = rpc.decode(line)
    assert isinstance(answer, rpc.Response) and answer.error is not None
    found = answer.error.to_exception()
    assert type(found) is BadInput and found.to_json() == error.to_json()
    assert json.loads(line)["error"]["data"]["action"]["patch"] == {"frames": 16}


def test_an_unknown_kind_of_error_is_a_defect_of_ours() -> None:
    found = SketchMotionError.from_json({"kind": "from the future", "message": "Hm."})
    assert found.kind == "internal" and found.exit_code == 1 and found.message == "Hm."


def test_arrays_read_back_are_aligned_views_of_one_buffer(tmp_path: Path) -> None:
    arrays = {
        "a": Array.of([1, 2, 3], "U8"),
        "b": Array.of([0.5], "F64"),
        "c": Array.of([1.5, 2.5, 3.5], "F32"),
    }
    tensorfile.write(tmp_path / "a.safetensors", arrays, {"odd length": "x"})
    (header_size,) = struct.unpack("<Q", (tmp_path / "a.safetensors").read_bytes()[:8])
    assert header_size % 8 == 0  # so that the data is aligned for readers that map the file
    found = tensorfile.read(tmp_path / "a.safetensors").arrays
    addresses = {name: np.asarray(item.data).ctypes.data for name, item in found.items()}
    assert addresses["c"] - addresses["b"] == 8 and addresses["a"] - addresses["c"] == 12
    assert all(addresses[name] % ITEM_SIZES[found[name].dtype] == 0 for name in found)
