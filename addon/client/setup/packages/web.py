# SPDX-FileCopyrightText: 2026 Sketch Motion authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens addresses: http and https with the user's proxy and certificates, and local files."""

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
#: Where systems keep certificates, which the Python of a host may not know.
_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
#: The errors of a broken connection: another try, from where it broke, may succeed.
CONNECTION_ERRORS = (
    urllib.error.URLError,
    http.client.HTTPException,
    ConnectionError,
    TimeoutError,
    OSError,
)


class NotThere(BadInput):
    """The server has no such file or page."""


class Unreachable(Stopped):
    """No response, or only errors, after several tries."""


@dataclass(frozen=True)
class RetryPolicy:
    """When to give up.

    Attributes:
        timeout_s: How long to wait for a response.
        tries: How often to try.
        pause_s: The pause before the second try; it doubles before each one after that.
    """

    timeout_s: float = TIMEOUT_S
    tries: int = 6
    pause_s: float = 0.5


@dataclass(frozen=True)
class Web:
    """How to reach servers.

    Attributes:
        proxy: Its address; "" for that of the system.
        certificates: A file of them; "" for those of the system.
        headers: Sent with each request.
    """

    proxy: str = ""
    certificates: str = ""
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    headers: Mapping[str, str] = field(default_factory=dict)

    def open(self, url: str, headers: Mapping[str, str] | None = None) -> WebResponse:
        """Open an address. Raises NotThere, BadInput, or one of CONNECTION_ERRORS: try again."""
        address, login = without_login(url)
        if address.startswith("file:"):
            return _open_file(address, headers or {})
        request = urllib.request.Request(address, headers={"User-Agent": _AGENT, **self.headers})
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if login:
            request.add_unredirected_header("Authorization", login)
        try:
            return WebResponse.of(self._opener().open(request, timeout=self.retries.timeout_s))
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
class WebResponse:
    """The response of a server.

    Attributes:
        status: 200, or 206 for a part of the file.
        body: The bytes to read.
    """

    status: int
    headers: Message
    body: IO[bytes]
    url: str

    @classmethod
    def of(cls, response: http.client.HTTPResponse) -> WebResponse:
        """Return the response of an HTTP request."""
        return cls(response.status, response.headers, response, response.url)

    def read(self, limit: int) -> bytes:
        """Return the whole body. Raises BadInput when it is longer than `limit` bytes."""
        with self.body:
            data = self.body.read(limit + 1)
        if len(data) > limit:
            raise BadInput("The answer of {host} is too long.", host=host_of(self.url))
        return data

    @property
    def part_start(self) -> int | None:
        """The byte of the file that a part starts at; None for a whole file."""
        text = self.headers.get("Content-Range", "")
        first = text.removeprefix("bytes ").partition("-")[0]
        return int(first) if self.status == 206 and first.isdigit() else None

    @property
    def length(self) -> int | None:
        """The number of bytes in the body, where the server gives it."""
        text = self.headers.get("Content-Length", "")
        return int(text) if text and text.isdigit() else None


def refuse(error: urllib.error.HTTPError, url: str) -> None:
    """Raise NotThere or BadInput for an error that would stay the same in another try."""
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


def _open_file(url: str, headers: Mapping[str, str]) -> WebResponse:
    path = path_of(url)
    if path.is_dir():
        path = path / "index.html"
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise NotThere("There is no file {path}.", path=path) from error
    size = os.fstat(file.fileno()).st_size
    headers_out = Message()
    start = headers.get("Range", "").removeprefix("bytes=").rstrip("-")
    first = int(start) if start.isdigit() else 0
    file.seek(first)
    headers_out["Content-Length"] = str(max(0, size - first))
    if first:
        headers_out["Content-Range"] = f"bytes {first}-{size - 1}/{size}"
    return WebResponse(206 if first else 200, headers_out, file, url)


def path_of(url: str) -> Path:
    """Return the path of a file: address."""
    return Path(urllib.request.url2pathname(urllib.parse.urlsplit(url).path))


def without_login(url: str) -> tuple[str, str]:
    """Return the address without its "name:password@", and these as a header, or ""."""
    parts = urllib.parse.urlsplit(url)
    if parts.username is None:
        return url, ""
    name, password = (urllib.parse.unquote(text or "") for text in (parts.username, parts.password))
    login = base64.b64encode(f"{name}:{password}".encode()).decode("ascii")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(), f"Basic {login}"


def host_of(url: str) -> str:
    """Return the server's name for a message; never a password."""
    return urllib.parse.urlsplit(url).hostname or "this folder"


def reason_of(error: BaseException) -> str:
    """Return a short reason for a broken connection."""
    if isinstance(error, SketchMotionError):
        return error.message
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {error.reason}"
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    text = str(getattr(reason, "strerror", None) or reason)
    return text or type(error).__name__
