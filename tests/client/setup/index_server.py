# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A package index, a file server and a model hub on the loopback, with the faults of real ones.

server.faults.append(Fault(...))   the next answers for matching paths misbehave, in order
"""

from __future__ import annotations

import hashlib
import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Fault:
    """One misbehaviour for a path that holds `path`: cut after `after` bytes, another status, or
    another body. `times`: how often."""

    path: str
    after: int | None = None
    status: int = 0
    body: bytes | None = None
    times: int = 1


@dataclass
class IndexServer:
    """Serves the wheels of `folder` as /simple/<name>/ and /files/<wheel>; other files as /raw/."""

    folder: Path
    json_pages: bool = True
    ranges: bool = True
    announce_hash: bool = True
    login: str = ""
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)  # path, Range
    proxied: list[str] = field(default_factory=list)
    chunk_pause: threading.Event | None = None
    pages: dict[str, bytes] = field(default_factory=dict)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/simple/"

    def base(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def take_fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.path in path:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    def page(self, package: str, as_json: bool) -> bytes | None:
        wheels = [
            path
            for path in sorted(self.folder.glob("*.whl"))
            if path.name.split("-")[0].replace("_", "-").lower() == package
        ]
        if not wheels:
            return None
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels}
        if as_json:
            files = [
                {
                    "filename": name,
                    "url": f"../../files/{name}",
                    "hashes": {"sha256": digest} if self.announce_hash else {},
                }
                for name, digest in found.items()
            ]
            return json.dumps({"meta": {"api-version": "1.0"}, "files": files}).encode()
        mark = "#sha256=" if self.announce_hash else "#"
        links = [
            f'<a href="../../files/{html.escape(name)}{mark}{digest}">{name}</a><br>'
            for name, digest in found.items()
        ]
        return ("<!DOCTYPE html><html><body>" + "".join(links) + "</body></html>").encode()


def _handler(server: IndexServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            path = self.path
            if path.startswith("http://"):  # we are the proxy
                server.proxied.append(path)
                path = "/" + path.split("/", 3)[3]
            server.requests.append((path, self.headers.get("Range", "")))
            fault = server.take_fault(path)
            if server.login and self.headers.get("Authorization", "") != server.login:
                return self.send_error(401)
            if fault is not None and fault.status:
                return self.send_error(fault.status)
            body, kind = self.find(path)
            if fault is not None and fault.body is not None:
                body = fault.body
            if body is None:
                return self.send_error(404)
            self.answer(body, kind, fault.after if fault is not None else None)

        def find(self, path: str) -> tuple[bytes | None, str]:
            if path in server.pages:
                return server.pages[path], "application/json"
            if path.startswith("/simple/"):
                kind = "application/vnd.pypi.simple.v1+json" if server.json_pages else "text/html"
                return server.page(path.split("/")[2], server.json_pages), kind
            file = server.folder / path.rpartition("/")[2]
            known = path.startswith("/files/") and file.is_file()
            return (file.read_bytes() if known else None), "application/octet-stream"

        def answer(self, body: bytes, kind: str, cut: int | None) -> None:
            start = 0
            wanted = self.headers.get("Range", "").removeprefix("bytes=").rstrip("-")
            if server.ranges and wanted.isdigit():
                start = int(wanted)
                if start >= len(body):
                    return self.send_error(416)
            self.send_response(206 if start else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.end_headers()
            rest = body[start:] if cut is None else body[start : start + cut]
            for first in range(0, len(rest), 1 << 14):
                self.wfile.write(rest[first : first + (1 << 14)])
                if server.chunk_pause is not None:
                    server.chunk_pause.wait(0.01)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def serving(server: IndexServer) -> Iterator[IndexServer]:
    """Serves until the end of the block."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
    http.daemon_threads = True
    server.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5.0)
