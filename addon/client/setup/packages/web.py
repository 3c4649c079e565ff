# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens addresses: http(s) through the user's proxy and certificates, and plain files."""

from __future__ import annotations

import base64
import http.client
import os
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import IO

from ....contract.errors import BadInput, SketchMotionError, Stopped

TIMEOUT_S = 20.0
_AGENT = "sketch-motion-setup"
#: Where systems keep certificates that a host's own Python may not know of.
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
#: What a broken line looks like: worth another try, from where it broke.
LINE_ERRORS = (
    urllib.error.URLError,
    http.client.HTTPException,
    ConnectionError,
    TimeoutError,
    OSError,
)


class NotThere(BadInput):
    """The server says that it has no such thing."""


class Unreachable(Stopped):
    """No answer, or only errors, after several tries."""


@dataclass(frozen=True)
class Patience:
    """How long an answer may take, how often it is tried, and the first pause between tries."""

    timeout_s: float = TIMEOUT_S
    tries: int = 6
    pause_s: float = 0.5


@dataclass(frozen=True)
class Web:
    """How addresses are reached. `certificates`: a file of them, "" for the usual ones."""

    proxy: str = ""
    certificates: str = ""
    patience: Patience = field(default_factory=Patience)
    headers: Mapping[str, str] = field(default_factory=dict)

    def open(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Opens an address. Raises NotThere, BadInput, or one of LINE_ERRORS to be tried again."""
        address, login = without_login(url)
        if address.startswith("file:"):
            return _open_file(address, headers or {})
        request = urllib.request.Request(address, headers={"User-Agent": _AGENT, **self.headers})
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if login:
            request.add_unredirected_header("Authorization", login)
        try:
            return Answer.of(self._opener().open(request, timeout=self.patience.timeout_s))
        except urllib.error.HTTPError as error:
            with error:
                refuse(error, address)
            raise
        except urllib.error.URLError as error:
            if isinstance(error.reason, ssl.SSLCertVerificationError):
                raise BadInput(
                    "The certificate of {host} can't be checked.",
                    host=host_of(address),
                    hint="Behind a company's proxy, name its certificates in SSL_CERT_FILE.",
                ) from error
            raise

    def _opener(self) -> urllib.request.OpenerDirector:
        proxies = {"http": self.proxy, "https": self.proxy} if self.proxy else None
        return urllib.request.build_opener(
            urllib.request.ProxyHandler(proxies),
            urllib.request.HTTPSHandler(context=self._context()),
        )

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        named = self.certificates or os.environ.get("SSL_CERT_FILE", "")
        files = [named] if named else []
        if not context.get_ca_certs() and not named:
            files = [path for path in _CERTIFICATES if os.path.isfile(path)][:1]
        for path in files:
            try:
                context.load_verify_locations(path)
            except OSError as error:
                raise BadInput(
                    "The certificates in {path} can't be read: {why}.", path=path, why=error
                ) from error
        return context


@dataclass
class Answer:
    """What came back: `status` 200 or 206 (a part), and the bytes to read."""

    status: int
    headers: Message
    body: IO[bytes]
    url: str

    @classmethod
    def of(cls, response: http.client.HTTPResponse) -> Answer:
        return cls(response.status, response.headers, response, response.url)

    def read(self, limit: int) -> bytes:
        """The whole body. Raises BadInput when it is longer than `limit`."""
        with self.body:
            data = self.body.read(limit + 1)
        if len(data) > limit:
            raise BadInput("The answer of {host} is too long.", host=host_of(self.url))
        return data

    @property
    def part_start(self) -> int | None:
        """At which byte a partial answer starts; None for a whole one."""
        text = self.headers.get("Content-Range", "")
        first = text.removeprefix("bytes ").partition("-")[0]
        return int(first) if self.status == 206 and first.isdigit() else None

    @property
    def length(self) -> int | None:
        text = self.headers.get("Content-Length", "")
        return int(text) if text and text.isdigit() else None


def refuse(error: urllib.error.HTTPError, url: str) -> None:
    """Raises NotThere or BadInput for answers that another try would not change."""
    host = host_of(url)
    if error.code in (404, 410):
        raise NotThere(
            "{host} has no {path}.", host=host, path=urllib.parse.urlsplit(url).path
        ) from error
    if error.code == 407:
        raise BadInput(
            "The proxy wants a name and a password.", hint="Write them into its address."
        )
    if error.code in (401, 403, 451):
        raise BadInput(
            "{host} refuses ({code} {why}).",
            host=host,
            code=error.code,
            why=error.reason,
            hint="Check the address of the mirror, the proxy, and whether a login is needed.",
        ) from error


def _open_file(url: str, headers: Mapping[str, str]) -> Answer:
    path = path_of(url)
    if path.is_dir():
        path = path / "index.html"
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise NotThere("There is no file {path}.", path=path) from error
    size = os.fstat(file.fileno()).st_size
    answer = Message()
    start = headers.get("Range", "").removeprefix("bytes=").rstrip("-")
    first = int(start) if start.isdigit() else 0
    file.seek(first)
    answer["Content-Length"] = str(max(0, size - first))
    if first:
        answer["Content-Range"] = f"bytes {first}-{size - 1}/{size}"
    return Answer(206 if first else 200, answer, file, url)


def path_of(url: str) -> Path:
    """The path in a file: address."""
    return Path(urllib.request.url2pathname(urllib.parse.urlsplit(url).path))


def without_login(url: str) -> tuple[str, str]:
    """The address without "name:password@", and the header that says them; "" for none."""
    parts = urllib.parse.urlsplit(url)
    if parts.username is None:
        return url, ""
    name, password = (urllib.parse.unquote(text or "") for text in (parts.username, parts.password))
    word = base64.b64encode(f"{name}:{password}".encode()).decode("ascii")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(), f"Basic {word}"


def host_of(url: str) -> str:
    """The server's name for a message; never a password."""
    return urllib.parse.urlsplit(url).hostname or "this folder"


def why(error: BaseException) -> str:
    """A short reason for a broken line."""
    if isinstance(error, SketchMotionError):
        return error.message
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason}"
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    text = str(getattr(reason, "strerror", None) or reason)
    return text or type(error).__name__
