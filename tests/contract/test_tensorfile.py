# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compatible with the safetensors library both ways; every damaged file is named as damaged."""

from __future__ import annotations

import json
import os
import struct
from array import array
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import tensorfile
from addon.contract.arrays import Array
from addon.contract.errors import BadInput, FormatError
from tests.contract.strategies import arrays, names, texts

KINDS = {"F64": "f8", "F32": "f4", "I64": "i8", "I32": "i4", "U8": "u1", "BOOL": "?"}


def raw_file(path: Path, header: Any, data: bytes = b"", *, length: int | None = None) -> Path:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + data)
    return path


@given(found=st.dictionaries(names, arrays(), max_size=4), metadata=st.dictionaries(texts, texts))
def test_the_library_reads_what_we_write(
    tmp_path: Path, found: dict[str, Array], metadata: dict[str, str]
) -> None:
    path = tmp_path / "a.safetensors"
    tensorfile.write(path, found, metadata)
    theirs = safetensors.numpy.load_file(path)
    assert set(theirs) == set(found)
    for name, item in found.items():
        assert theirs[name].dtype == np.dtype(KINDS[item.dtype])
        assert theirs[name].shape == item.shape
        assert theirs[name].tobytes() == item.tobytes()
    with safetensors.safe_open(path, "numpy") as file:
        assert (file.metadata() or {}) == metadata


@given(found=st.dictionaries(names, arrays(), max_size=4))
def test_we_read_what_the_library_writes(tmp_path: Path, found: dict[str, Array]) -> None:
    path = tmp_path / "a.safetensors"
    given_arrays = {
        name: np.frombuffer(item.tobytes(), KINDS[item.dtype]).reshape(item.shape)
        for name, item in found.items()
    }
    safetensors.numpy.save_file(given_arrays, path, {"made by": "the library"})
    ours = tensorfile.read(path)
    assert ours.arrays == found and ours.metadata == {"made by": "the library"}


@given(st.data())
def test_a_cut_off_file_is_named(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a.safetensors"
    tensorfile.write(path, {"a": Array.of([1.0, 2.0, 3.0], "F32")}, {"key": "value"})
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(FormatError):
        tensorfile.read(path)


@given(st.data())
def test_changed_bytes_never_crash(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a.safetensors"
    tensorfile.write(path, {"a": Array.of([[1.0, 2.0]], "F32"), "b": Array.of([1], "BOOL")}, {})
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(changed)
    try:
        found = tensorfile.read(path)
    except FormatError:
        return
    assert all(item.nbytes <= len(changed) for item in found.arrays.values())


@given(st.binary(max_size=200))
def test_any_bytes_never_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(content)
    with pytest.raises(FormatError):
        tensorfile.read(path)


def entry(dtype: object = "F32", shape: object = (2,), offsets: object = (0, 8)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


BAD_HEADERS: dict[str, Any] = {
    "not an object": [],
    "entry is a number": {"a": 1},
    "no dtype": {"a": {"shape": [2], "data_offsets": [0, 8]}},
    "no shape": {"a": {"dtype": "F32", "data_offsets": [0, 8]}},
    "no offsets": {"a": {"dtype": "F32", "shape": [2]}},
    "unknown dtype": {"a": entry("F31")},
    "dtype is a list": {"a": entry(["F32"])},
    "half precision": {"a": entry("F16", [4])},
    "wrong byte count": {"a": entry(shape=[3])},
    "negative size": {"a": entry(shape=[-2])},
    "size is a truth value": {"a": entry("F64", [True])},
    "size is a fraction": {"a": entry(shape=[2.0])},
    "absurd shape": {"a": entry(shape=[2**62, 2**62])},
    "absurd empty shape": {"a": entry(shape=[0, 2**62], offsets=[0, 0])},
    "huge number": {"a": entry(shape=[10**30])},
    "too many dimensions": {"a": entry(shape=[1] * 9 + [2])},
    "three offsets": {"a": entry(offsets=[0, 4, 8])},
    "offsets backwards": {"a": entry(offsets=[8, 0])},
    "offsets beyond the end": {"a": entry(offsets=[8, 16])},
    "starts late": {"a": entry("F32", [1], [4, 8])},
    "overlap": {"a": entry(), "b": entry("F32", [1], [4, 8])},
    "gap": {"a": entry("U8", [2], [0, 2]), "b": entry("U8", [2], [6, 8])},
    "trailing bytes": {"a": entry("F32", [1], [0, 4])},
    "metadata is a list": {"__metadata__": [], "a": entry()},
    "metadata is a number": {"__metadata__": {"x": 1}, "a": entry()},
    "half a character": {"__metadata__": {"x": "\ud800"}, "a": entry()},
    "duplicate key": b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},'
    b'"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
    "NaN": b'{"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,8]}}',
    "many digits": b'{"a":{"dtype":"F32","shape":[' + b"9" * 9000 + b'],"data_offsets":[0,8]}}',
    "deep nesting": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "not UTF-8": b'{"\xff":1}',
    "leading blank": b' {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
}


@pytest.mark.parametrize("header", BAD_HEADERS.values(), ids=BAD_HEADERS.keys())
def test_a_lying_header_is_named(tmp_path: Path, header: Any) -> None:
    path = raw_file(tmp_path / "a.safetensors", header, bytes(8))
    with pytest.raises(FormatError) as caught:
        tensorfile.read(path)
    assert "a.safetensors" in caught.value.message


@pytest.mark.parametrize("length", [0, 1, 10_000, 2**31, 2**63, 2**64 - 1])
def test_a_lying_header_length_is_named(tmp_path: Path, length: int) -> None:
    with pytest.raises(FormatError):
        tensorfile.read(raw_file(tmp_path / "a", {"a": entry()}, bytes(8), length=length))


def test_a_truth_value_is_0_or_1(tmp_path: Path) -> None:
    path = raw_file(tmp_path / "a", {"a": entry("BOOL", [2], [0, 2])}, b"\x01\x02")
    with pytest.raises(FormatError):
        tensorfile.read(path)


def test_arrays_in_any_order_and_unaligned_are_read(tmp_path: Path) -> None:
    header = {"z": entry("F32", [1], [1, 5]), "a": entry("U8", [1], [0, 1])}
    path = raw_file(tmp_path / "a", header, b"\x07" + struct.pack("<f", 1.5))
    found = tensorfile.read(path).arrays
    assert found["z"].tolist() == [1.5] and found["a"].tolist() == [7]
    assert np.asarray(found["z"].data).flags.aligned


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # sparse
    with pytest.raises(FormatError, match="too large"):
        tensorfile.read(path)


def test_links_folders_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    real = tmp_path / "real"
    tensorfile.write(real, {"a": Array.of([1], "I32")}, {})
    places = [tmp_path, tmp_path / "missing", real / "below a file"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    try:
        (tmp_path / "link").symlink_to(real)
        places.append(tmp_path / "link")
    except OSError:
        pass  # Windows without the right to make links
    for place in places:
        with pytest.raises(FormatError):
            tensorfile.read(place)


@pytest.mark.parametrize("name", ["", "__metadata__"])
def test_a_reserved_name_is_not_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError):
        tensorfile.write(tmp_path / "a", {name: Array.of([1], "I32")}, {})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("values", "dtype", "shape"),
    [
        (np.zeros((2, 3), "f4"), "F32", (2, 3)),
        (np.zeros((2, 3), "f8"), "F32", (2, 3)),
        (np.zeros((3, 2), "f4").T, "F32", (2, 3)),
        (np.arange(6).reshape(2, 3), "I32", (2, 3)),
        (np.zeros((0, 2), "f4"), "F32", (0, 2)),
        (np.ones(3, "?"), "U8", (3,)),
        (np.ones(3, "?"), "BOOL", (3,)),
        (array("d", [1.0]), "F32", (1,)),
        (array("f", [1.0]), "F64", (1,)),
        ([[1, 2], [3, 4]], "F32", (2, 2)),
        (((1, 2),), "I64", (1, 2)),
        ([], "F32", (0,)),
        (2.5, "F32", ()),
        (np.float32(2.5), "F32", ()),
    ],
)
def test_arrays_of_buffers_and_sequences(values: Any, dtype: str, shape: tuple[int, ...]) -> None:
    found = Array.of(values, dtype)
    assert found.shape == shape
    view = np.asarray(found.data).reshape(found.shape)
    assert np.array_equal(view, np.asarray(values, view.dtype).reshape(shape))
    assert np.array_equal(np.asarray(found.tolist()).reshape(shape), view)


def test_a_buffer_of_the_same_kind_is_shared_and_read_only() -> None:
    given_array = np.zeros((2, 3), "f4")
    found = Array.of(given_array, "F32")
    view = np.asarray(found.data)
    assert np.shares_memory(view, given_array) and not view.flags.writeable


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([[1, 2], [3]], "F32"),
        ([[1, 2], 3], "F32"),
        ([1, "2"], "F32"),
        ([1.5], "I32"),
        ([2**31], "I32"),
        ([-1], "U8"),
        (np.zeros(2, "f8"), "I32"),
        (np.zeros(2, ">f4"), "F32"),
        (np.zeros(2, "c8"), "F32"),
        ([1], "F16"),
        (None, "F32"),
        ("12", "F32"),
        ([None], "F32"),
        ([[[[[[[[[[1]]]]]]]]]], "F32"),
    ],
)
def test_what_is_no_array_is_named(values: Any, dtype: str) -> None:
    with pytest.raises(FormatError):
        Array.of(values, dtype)


def test_a_shape_that_does_not_fit_is_named() -> None:
    for shape in [(2, 2), (-3,), (3, 0), ()]:
        with pytest.raises(FormatError):
            Array.of([1, 2, 3], "F32", shape)


@given(arrays())
def test_finiteness_is_what_numpy_says(item: Array) -> None:
    assert item.is_finite() == bool(np.isfinite(np.asarray(item.data)).all())


@given(arrays(), st.floats(2.0**-10, 2.0**90, width=32) | st.sampled_from([1.0, 2.0, 1e7]))
def test_being_within_a_limit_is_what_numpy_says(item: Array, limit: float) -> None:
    values = np.asarray(item.data).astype("f8")
    assert item.is_within(limit) == bool((np.abs(values) <= limit).all())


@given(st.floats(2.0**-20, 2.0**90, width=32))
def test_the_limit_itself_is_within_and_the_next_number_is_not(limit: float) -> None:
    beyond = float(np.nextafter(np.float32(limit), np.float32(np.inf)))
    assert Array.of([limit, -limit], "F32").is_within(limit)
    for number in (beyond, -beyond, float("nan"), float("inf")):
        assert not Array.of([0, number], "F32").is_within(limit)


def test_a_forbidden_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        tensorfile.write(tmp_path / "missing" / "a", {}, {})
