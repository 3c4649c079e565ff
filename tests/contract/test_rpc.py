# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is no JSON-RPC 2.0 line is refused with the code the specification asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.contract import rpc
from addon.contract.errors import BadInput, Cancelled, InternalError, JobBusy, ProtocolError


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"", rpc.PARSE_ERROR),
        (b"{", rpc.PARSE_ERROR),
        (b"\xff\xfe", rpc.PARSE_ERROR),
        (b'\xef\xbb\xbf{"jsonrpc":"2.0","method":"a"}', rpc.PARSE_ERROR),
        (b'{"jsonrpc":"2.0","method":"a","params":{"x":NaN}}', rpc.PARSE_ERROR),
        (b'{"jsonrpc":"2.0","method":"a","params":{"x":-Infinity}}', rpc.PARSE_ERROR),
        (b'{"jsonrpc":"2.0","method":"a","params":{"x":1e999}}', rpc.PARSE_ERROR),
        (b'{"jsonrpc":"2.0","method":"a","params":{"x":"\\ud800"}}', rpc.PARSE_ERROR),
        (b'{"jsonrpc":"2.0","method":"a","method":"b"}', rpc.PARSE_ERROR),
        (b"[" * 60_000, rpc.PARSE_ERROR),
        (b'[{"jsonrpc":"2.0","method":"a"}]', rpc.INVALID_REQUEST),
        (b"[]", rpc.INVALID_REQUEST),
        (b"7", rpc.INVALID_REQUEST),
        (b"{}", rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"1.0","method":"a"}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":2.0,"method":"a"}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0"}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":7}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":""}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","id":1.5}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","id":true}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","id":[]}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","id":null}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","id":1,"result":1}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","result":1}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1,"result":1,"error":{}}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1,"error":{}}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1,"error":7}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","id":1,"error":{"code":true,"message":""}}', rpc.INVALID_REQUEST),
        (b'{"jsonrpc":"2.0","method":"a","params":[1],"id":1}', rpc.INVALID_PARAMS),
        (b'{"jsonrpc":"2.0","method":"a","params":"x","id":1}', rpc.INVALID_PARAMS),
        (b'{"jsonrpc":"2.0","method":"a"}' + b" " * 65536, rpc.INVALID_REQUEST),
    ],
)
def test_a_malformed_line_is_refused(line: bytes, code: int) -> None:
    with pytest.raises(ProtocolError) as caught:
        rpc.decode(line)
    assert caught.value.code == code and caught.value.exit_code == 5


def test_a_refusal_knows_the_call_it_answers() -> None:
    with pytest.raises(ProtocolError) as caught:
        rpc.decode(b'{"jsonrpc":"2.0","method":"a","params":[1],"id":"seven"}')
    answer = rpc.Response.failure(caught.value.request_id, caught.value)
    assert answer.id == "seven" and answer.error is not None
    assert answer.error.code == rpc.INVALID_PARAMS


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_any_bytes_are_a_message_or_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        rpc.decode(line)


def test_a_line_of_64_kib_is_the_longest() -> None:
    room = rpc.MAX_LINE_BYTES - len(rpc.encode(rpc.Notification("a", {"x": ""})))
    line = rpc.encode(rpc.Notification("a", {"x": "y" * room}))
    assert len(line) == rpc.MAX_LINE_BYTES and rpc.decode(line)
    with pytest.raises(ProtocolError, match="too long"):
        rpc.encode(rpc.Notification("a", {"x": "y" * (room + 1)}))


def test_what_json_can_not_hold_is_not_sent() -> None:
    for value in (float("nan"), object(), "\ud800"):
        with pytest.raises(ProtocolError):
            rpc.encode(rpc.Notification("a", {"x": value}))  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InternalError("x"), rpc.INTERNAL_ERROR),
        (Cancelled("x"), rpc.SERVER_ERROR),
        (JobBusy("x"), rpc.SERVER_ERROR),
        (ProtocolError("x", code=rpc.METHOD_NOT_FOUND), rpc.METHOD_NOT_FOUND),
    ],
)
def test_errors_have_codes(error: InternalError, code: int) -> None:
    answer = rpc.Response.failure(1, error).error
    assert answer is not None and answer.code == code and answer.data["kind"] == error.kind
    assert type(answer.to_exception()) is type(error)


def test_an_error_of_another_program_is_still_an_error() -> None:
    found = rpc.Error(-32601, "Method not found").to_exception()
    assert isinstance(found, ProtocolError) and found.code == -32601


@pytest.mark.parametrize(
    "message",
    [
        rpc.Response(7, {"job": "d" * 70_000}),
        rpc.Response.failure(7, BadInput("{name} is no job.", name="\u65e5" * 70_000)),
        rpc.Notification(
            "job/failed",
            {
                "job": "\u65e5" * 20_000,
                "error": {"kind": "bad_input", "message": "\U0001f41f" * 70_000, "hint": "Try."},
            },
        ),
        rpc.Notification("job/progress", {"job": "one", "step": 3, "loss": float("nan")}),
    ],
)
def test_whatever_is_said_fits_a_line(message: rpc.Response | rpc.Notification) -> None:
    said = rpc.decode(rpc.encode_bounded(message))
    if isinstance(message, rpc.Response):
        assert isinstance(said, rpc.Response) and said.id == 7 and said.error is not None
    else:
        assert isinstance(said, rpc.Notification) and said.method == message.method
        assert str(message.params["job"]).startswith(str(said.params["job"]))


def test_an_id_that_would_fill_the_answer_is_refused() -> None:
    with pytest.raises(ProtocolError, match="too long"):
        rpc.decode(b'{"jsonrpc":"2.0","method":"a","id":"' + b"x" * 60_000 + b'"}')
