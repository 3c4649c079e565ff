# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON-RPC 2.0 over lines: one object a line, at most 64 KiB, UTF-8, no batches.

https://www.jsonrpc.org/specification
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import strict_json
from .errors import BadInput, InternalError, ProtocolError, SketchMotionError
from .strict_json import JSON

MAX_LINE_BYTES = 1 << 16
LONGEST_ID = 200  # letters
LONGEST_TEXT = 1000  # letters of each text in a message that would be too long as a whole

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
SERVER_ERROR = -32000  # an error of ours; its data say which

_TEXTS_OF_ERRORS = ("kind", "message", "hint")

Id = int | str


@dataclass(frozen=True)
class RpcRequest:
    """A call that is answered, with the same id."""

    id: Id
    method: str
    params: dict[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Notification:
    """A call that is not answered."""

    method: str
    params: dict[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Error:
    """The error of an answer; `data` is what `SketchMotionError.to_json` gives."""

    code: int
    message: str
    data: dict[str, JSON] = field(default_factory=dict)

    def to_exception(self) -> SketchMotionError:
        """Return the error as it can be raised on this side."""
        if "kind" in self.data:
            return SketchMotionError.from_json(self.data)
        return ProtocolError(self.message, code=self.code)


@dataclass(frozen=True)
class Response:
    """An answer: a result, or an error. The id is None where the call's could not be read."""

    id: Id | None
    result: JSON = None
    error: Error | None = None

    @classmethod
    def failure(cls, request_id: Id | None, error: SketchMotionError) -> Response:
        """Return the answer that carries one of our errors."""
        if isinstance(error, ProtocolError):
            code = error.code
        elif isinstance(error, BadInput):
            code = INVALID_PARAMS
        else:
            code = INTERNAL_ERROR if isinstance(error, InternalError) else SERVER_ERROR
        data = strict_json.plain_object(error.to_json(), (), "An error")
        return cls(request_id, error=Error(code, error.message, data))


RpcMessage = RpcRequest | Notification | Response


def encode(message: RpcMessage) -> bytes:
    """Return one line with its newline; raises ProtocolError if it is too long or not JSON."""
    try:
        line = strict_json.dump(_to_json(message), "A message").encode("ascii") + b"\n"
    except BadInput as error:
        raise ProtocolError(error.message, code=INTERNAL_ERROR) from None
    if len(line) > MAX_LINE_BYTES:
        raise ProtocolError(
            "A message is too long ({size} bytes, at most {most}).",
            size=len(line),
            most=MAX_LINE_BYTES,
        )
    return line


def encode_bounded(message: Response | Notification) -> bytes:
    """Return one line, whatever the message holds.

    Where it would be too long, a result becomes an error, and errors and notifications keep the
    beginnings of their texts and their whole numbers.
    """
    try:
        return encode(message)
    except ProtocolError as problem:
        if isinstance(message, Notification):
            return encode(Notification(message.method, _shortened(message.params)))
        error = message.error
        if error is None:
            return encode(Response.failure(message.id, problem))
        short = Error(error.code, error.message[:LONGEST_TEXT], _shortened_error(error.data))
        return encode(Response(message.id, error=short))


def _shortened(params: dict[str, JSON]) -> dict[str, JSON]:
    short: dict[str, JSON] = {}
    for name, value in params.items():
        if isinstance(value, str):
            short[name] = value[:LONGEST_TEXT]
        elif isinstance(value, int):
            short[name] = value
        elif isinstance(value, dict) and name == "error":
            short[name] = _shortened_error(value)
    return short


def _shortened_error(data: dict[str, JSON]) -> dict[str, JSON]:
    """Return an error's texts, without what fills them in and without its action."""
    return {key: str(data[key])[:LONGEST_TEXT] for key in _TEXTS_OF_ERRORS if key in data}


def decode(line: bytes) -> RpcMessage:
    """Return the message in one line, with or without its newline.

    Raises ProtocolError with the JSON-RPC `code` and, where it was readable, the `request_id`.
    """
    if len(line) > MAX_LINE_BYTES:
        raise ProtocolError("A message is longer than {most} bytes.", most=MAX_LINE_BYTES)
    if line.startswith(b"\xef\xbb\xbf"):
        raise ProtocolError("A message begins with a byte order mark.", code=PARSE_ERROR)
    try:
        value = strict_json.parse(line, "A message")
    except BadInput as error:
        raise ProtocolError(error.message, code=PARSE_ERROR) from None
    if isinstance(value, list):
        raise ProtocolError("Batches of messages are not supported.")
    if not isinstance(value, dict):
        raise ProtocolError("A message must be an object.")
    request_id = _id(value)
    if value.get("jsonrpc") != "2.0":
        raise ProtocolError("A message must say jsonrpc 2.0.", request_id=request_id)
    if "method" in value:
        return _call(value, request_id)
    return _response(value, request_id)


def _to_json(message: RpcMessage) -> dict[str, JSON]:
    value: dict[str, JSON] = {"jsonrpc": "2.0"}
    if isinstance(message, Response):
        value["id"] = message.id
        if message.error is None:
            value["result"] = message.result
            return value
        error: dict[str, JSON] = {"code": message.error.code, "message": message.error.message}
        if message.error.data:
            error["data"] = message.error.data
        value["error"] = error
        return value
    if isinstance(message, RpcRequest):
        value["id"] = message.id
    value["method"] = message.method
    value["params"] = message.params
    return value


def _id(value: dict[str, JSON]) -> Id | None:
    found = value.get("id")
    if isinstance(found, str) and len(found) > LONGEST_ID:
        raise ProtocolError("The id of a message is too long.")
    if found is None or (isinstance(found, (int, str)) and not isinstance(found, bool)):
        return found
    raise ProtocolError("The id of a message must be a whole number or a text.")


def _call(value: dict[str, JSON], request_id: Id | None) -> RpcRequest | Notification:
    method, params = value["method"], value.get("params", {})
    if not isinstance(method, str) or not method:
        raise ProtocolError("The method of a message must be a text.", request_id=request_id)
    if "result" in value or "error" in value:
        raise ProtocolError("A message is a call and an answer at once.", request_id=request_id)
    if not isinstance(params, dict):
        raise ProtocolError(
            "The params of a message must be an object.", code=INVALID_PARAMS, request_id=request_id
        )
    if request_id is not None:
        return RpcRequest(request_id, method, params)
    if "id" in value:
        raise ProtocolError("The id of a call can't be null.")
    return Notification(method, params)


def _response(value: dict[str, JSON], request_id: Id | None) -> Response:
    if "id" not in value or ("result" in value) == ("error" in value):
        raise ProtocolError("A message is neither a call nor an answer.", request_id=request_id)
    if "result" in value:
        return Response(request_id, value["result"])
    error = value["error"]
    if not isinstance(error, dict):
        raise ProtocolError("The error of an answer must be an object.", request_id=request_id)
    code, text, data = error.get("code"), error.get("message"), error.get("data")
    if isinstance(code, bool) or not isinstance(code, int) or not isinstance(text, str):
        raise ProtocolError("The error of an answer lacks its code.", request_id=request_id)
    return Response(request_id, error=Error(code, text, data if isinstance(data, dict) else {}))
